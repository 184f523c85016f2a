"""Public data: fetched or taken, verified, and made into sets that the benchmarks read."""

import io
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from click.testing import CliRunner

from benchmarks import fetching
from benchmarks.adapters import layout
from benchmarks.adapters.conversion import READERS, Converted, convert
from benchmarks.data import Pair, known_from_lines, read_entity_lines, read_pairs, read_queries
from benchmarks.sources import (
    LOCK,
    File,
    Source,
    SourceError,
    fetch,
    missing,
    read_lock,
    read_sources,
    sha256_of,
    take,
)

LISTED = read_sources()
SDN = """\
101,"TRASKER, Elowen",-0- ,"X1",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0-\x20
102,"QUELLMERE LANTERNS LLC",-0- ,"X1",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Linked To: TRASKER, Elowen."
103,"MORROWLAKE, Tavish","individual","X1",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0-\x20
104,"MORROWLAIKE, Tavisha","individual","X1",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0-\x20
105,"MV QUELL","vessel","X1",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0-\x20
\x1a
"""
ALT = """\
103,1,"aka","MORLAKE, Tavish",-0-\x20
102,2,"fka","QUELLMERE LAMPS",-0-\x20
105,3,"aka","QUELL",-0-\x20
"""


class Served(BaseHTTPRequestHandler):
    """A web server with the contents that a test puts into it."""

    contents: ClassVar[dict[str, bytes]] = {}
    announced: int | None = None
    kind = "text/csv"
    asked: ClassVar[list[tuple[str, str]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["User-Agent"]))
        content = self.contents.get(self.path)
        self.send_response(404 if content is None else 200)
        self.send_header("Content-Type", self.kind)
        self.send_header("Content-Length", str(self.announced or len(content or b"")))
        self.end_headers()
        self.wfile.write(content or b"")

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def served() -> Iterator[tuple[str, type[Served]]]:
    class Own(Served):
        contents: ClassVar = {"/SDN.CSV": SDN.encode(), "/ALT.CSV": ALT.encode()}
        asked: ClassVar = []

    server = ThreadingHTTPServer(("127.0.0.1", 0), Own)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", Own
    server.shutdown()
    thread.join()
    server.server_close()


def converted(name: str, folder: Path, **contents: str | bytes) -> tuple[Converted, list[Pair]]:
    """What the raw contents of a source become, and the pairs; every file is read as the benchmarks do."""
    take(LISTED[name], given(folder / "down", **contents), folder)
    made = convert(LISTED[name], folder)
    pairs = read_pairs(folder / name / "pairs.tsv")
    assert len(pairs) == made.pairs
    if made.entities:
        known = read_entity_lines(folder / name / "entities.jsonl")
        queries = read_queries(folder / name / "queries.tsv")
        assert (len(known), len(queries)) == (made.entities, made.queries)
        assert known_from_lines(known.values())
        assert {id_ for query in queries for id_ in query.ids} <= set(known)
    return made, pairs


def same(pairs: list[Pair]) -> set[tuple[str, str, str]]:
    return {(pair.a, pair.b, pair.category) for pair in pairs if pair.same}


def places(made: Converted) -> list[tuple[str, int]]:
    """The file and the line of each problem."""
    found = [problem.split(": ")[0].rpartition(":") for problem in made.problems]
    return [(Path(path).name, int(line)) for path, _, line in found]


def at(address: str) -> Source:
    files = tuple(File(name, f"{address}/{name}") for name in ("SDN.CSV", "ALT.CSV"))
    return replace(LISTED["ofac"], files=files)


def given(folder: Path, **contents: str | bytes) -> list[Path]:
    """Files with these contents: SDN_CSV is SDN.CSV, legislators__current_yaml has a hyphen."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, content in contents.items():
        path = folder / name.replace("__", "-").replace("_", ".", 1)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        paths.append(path)
    return paths


def test_every_source_has_an_adapter_and_says_where_it_is_from() -> None:
    assert set(READERS) == set(LISTED)
    for source in LISTED.values():
        assert source.address.startswith("https://")
        assert source.licence_address.startswith("https://")
        for file in source.files:
            assert file.address is None or file.address.startswith("https://")


def test_a_source_that_lacks_a_field_is_told(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text('[x]\ntitle = "X"\n', encoding="utf-8")
    with pytest.raises(SourceError, match="x has no address, licence, licence_address, covers, files"):
        read_sources(path)
    path.write_text("[x\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"sources\.toml"):
        read_sources(path)


def test_fetched_files_are_noted_and_stay(tmp_path: Path, served: tuple[str, type[Served]]) -> None:
    address, server = served
    source = at(address)
    assert missing(source, tmp_path) == ["SDN.CSV", "ALT.CSV"]
    paths = fetch(source, tmp_path)
    assert [path.read_bytes() for path in paths] == [SDN.encode(), ALT.encode()]
    assert missing(source, tmp_path) == []
    assert read_lock(tmp_path) == {f"ofac/raw/{path.name}": sha256_of(path) for path in paths}
    assert all("aliaskit" in agent for _, agent in server.asked)
    fetch(source, tmp_path)
    assert len(server.asked) == 2
    assert sorted(path.name for path in paths[0].parent.iterdir()) == ["ALT.CSV", "SDN.CSV"]


def test_what_changed_is_kept_only_when_accepted(tmp_path: Path, served: tuple[str, type[Served]]) -> None:
    address, server = served
    source = at(address)
    sdn, alt = fetch(source, tmp_path)
    server.contents = {"/SDN.CSV": b"new", "/ALT.CSV": ALT.encode()}
    sdn.unlink()
    with pytest.raises(SourceError, match=r"SDN\.CSV has changed: .*--accept-new"):
        fetch(source, tmp_path)
    assert [path.name for path in alt.parent.iterdir()] == ["ALT.CSV"]
    fetch(source, tmp_path, accept_new=True)
    assert sdn.read_bytes() == b"new"
    assert read_lock(tmp_path)["ofac/raw/SDN.CSV"] == sha256_of(sdn)


def test_a_fixed_checksum_is_not_overruled(tmp_path: Path, served: tuple[str, type[Served]]) -> None:
    source = at(served[0])
    fixed = replace(source, files=(replace(source.files[0], sha256="0" * 64),))
    with pytest.raises(SourceError, match="the named release has 0000"):
        fetch(fixed, tmp_path, accept_new=True)
    with pytest.raises(SourceError, match="the named release has 0000"):
        take(fixed, given(tmp_path, SDN_CSV=SDN), tmp_path)
    assert list((tmp_path / "ofac" / "raw").iterdir()) == []
    assert not (tmp_path / LOCK).exists()


def test_what_goes_wrong_on_the_way_is_one_line(tmp_path: Path, served: tuple[str, type[Served]]) -> None:
    address, server = served
    for change, message in [
        ({"announced": 9999}, "9999"),
        ({"announced": None, "kind": "text/html"}, "a web page came"),
        ({"kind": "text/csv", "contents": {}}, "HTTP 404"),
        ({"contents": {"/SDN.CSV": SDN.encode(), "/ALT.CSV": b""}}, "an empty file came"),
    ]:
        for name, value in change.items():
            setattr(server, name, value)
        with pytest.raises(SourceError, match=message) as raised:
            fetch(at(address), tmp_path)
        assert "\n" not in str(raised.value)
    with pytest.raises(SourceError, match="refused"):
        fetch(at("http://127.0.0.1:9"), tmp_path)
    # Of two files one is not enough: nothing is kept.
    assert list((tmp_path / "ofac" / "raw").iterdir()) == []


def test_an_address_is_given_where_there_is_none(tmp_path: Path, served: tuple[str, type[Served]]) -> None:
    address, _ = served
    moving = replace(LISTED["ofac"], files=(File("SDN.CSV"),))
    with pytest.raises(SourceError, match=r"no fixed address for SDN\.CSV"):
        fetch(moving, tmp_path)
    with pytest.raises(SourceError, match="not an address on the web"):
        fetch(moving, tmp_path, url="file:///etc/hostname")
    with pytest.raises(SourceError, match="none can be given"):
        fetch(at(address), tmp_path, url=f"{address}/SDN.CSV")
    assert fetch(moving, tmp_path, url=f"{address}/SDN.CSV")[0].read_bytes() == SDN.encode()
    # Another release at another address is a change like any other.
    with pytest.raises(SourceError, match="has changed"):
        fetch(moving, tmp_path, url=f"{address}/ALT.CSV")


def test_files_are_taken_by_their_names(tmp_path: Path) -> None:
    source, folder = LISTED["ofac"], tmp_path / "sets"
    sdn, alt = given(tmp_path / "down", sdn_csv=SDN, alt_csv=ALT)
    with pytest.raises(SourceError, match=r"no file .*none\.csv"):
        take(source, [tmp_path / "none.csv"], folder)
    with pytest.raises(SourceError, match=r"one file each of SDN\.CSV, ALT\.CSV"):
        take(source, [sdn, *given(tmp_path / "down", other_csv="x")], folder)
    take(source, [sdn], folder)
    with pytest.raises(SourceError, match=r"no ALT\.CSV in .*raw"):
        convert(source, folder)
    take(source, [alt], folder)
    assert missing(source, folder) == []
    assert convert(source, folder).problems == ()


def test_a_file_that_was_edited_is_not_converted(tmp_path: Path) -> None:
    source = LISTED["ofac"]
    sdn, _ = take(source, given(tmp_path / "down", SDN_CSV=SDN, ALT_CSV=ALT), tmp_path)
    sdn.write_text("else", encoding="utf-8")
    with pytest.raises(SourceError, match="has changed"):
        convert(source, tmp_path)
    (tmp_path / LOCK).write_text("nonsense\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"sources\.lock:1: "):
        convert(source, tmp_path)


def test_ofac(tmp_path: Path) -> None:
    broken = SDN.replace("\x1a\n", 'x,"NO NUMBER"\n106,"NO END\n107,"LATER LTD","ghost"\n\x1a\n')
    made, pairs = converted("ofac", tmp_path, SDN_CSV=broken, ALT_CSV=ALT + "x\n")
    assert places(made) == [("ALT.CSV", 4), ("SDN.CSV", 6), ("SDN.CSV", 7), ("SDN.CSV", 8)]
    assert same(pairs) == {
        ("MORROWLAKE, Tavish", "MORLAKE, Tavish", "spelling"),
        ("QUELLMERE LANTERNS LLC", "QUELLMERE LAMPS", "partial-overlap"),
    }
    assert ("MORROWLAKE, Tavish", "MORROWLAIKE, Tavisha") in {
        tuple(sorted((pair.a, pair.b), reverse=True)) for pair in pairs if not pair.same
    }
    queries = read_queries(tmp_path / "ofac" / "queries.tsv")
    known = read_entity_lines(tmp_path / "ofac" / "entities.jsonl")
    assert len(known) == 3
    assert not any(query.text in known[id_] for query in queries for id_ in query.ids)
    assert any(not query.ids for query in queries)


def test_congress_legislators(tmp_path: Path) -> None:
    current = """\
- id:
    bioguide: X000001
  name:
    first: Tavish
    middle: O.
    last: Morrowlake
    suffix: Jr.
    nickname: Tav
    official_full: Tav Morrowlake
  terms:
  - type: rep
    start: '2011-01-03'
- id:
    bioguide: X000002
  name: {first: Elowen, last: Trasker
  terms: []
- id:
    govtrack: 3
  name: {first: Nobody, last: Atall}
"""
    historical = """\
# Former members
- id: {bioguide: X000004}
  name: {first: W., middle: Mirvana, last: Quoss}
  other_names:
  - last: Ashgrove
    end: '1987-12-17'
- id: {bioguide: X000001}
  name: {first: Tavish, last: Morrowlake}
"""
    made, pairs = converted(
        "congress_legislators",
        tmp_path,
        legislators__current_yaml=current,
        legislators__historical_yaml=historical,
    )
    assert places(made) == [("legislators-current.yaml", 16), ("legislators-current.yaml", 17)]
    assert same(pairs) == {
        ("Tavish Morrowlake", "Tav Morrowlake", "nickname"),
        ("Tavish Morrowlake", "Tavish O. Morrowlake", "dropped-name-part"),
        ("Tavish Morrowlake", "Tavish O. Morrowlake Jr.", "suffix"),
        ("Tavish Morrowlake", "Morrowlake, Tavish O.", "derived(Last, First)"),
        ("Tavish Morrowlake", "Morrowlake, Tavish", "derived(Last, First)"),
        ("W. Quoss", "W. Mirvana Quoss", "dropped-name-part"),
        ("W. Quoss", "Mirvana Quoss", "partial-overlap"),
        ("W. Quoss", "W. Ashgrove", "other-alias"),
        ("W. Quoss", "Quoss, W. Mirvana", "derived(Last, First)"),
    }


ROR = """[
  {"id": "https://ror.org/0x1", "status": "active", "locations":
    [{"geonames_id": 1, "geonames_details": {"country_code": "NZ", "name": "Quellmere"}}],
   "names": [{"value": "University of Quellmere", "types": ["ror_display", "label"], "lang": "en"},
    {"value": "UQ", "types": ["acronym"], "lang": null},
    {"value": "Квелмирский университет", "types": ["label"], "lang": "ru"}]},
  {"id": "https://ror.org/0x2", "name": "of schema 1"},
  {"id": "https://ror.org/0x3", "status": "withdrawn", "names": []},
  {"id": "https://ror.org/0x4", "status": "active", "locations": [],
   "names": [{"value": "Quellmere Institute", "types": ["ror_display", "label"], "lang": "en"}]},
  {"id": "https://ror.org/0x5", "status": "active", "names": [{"value": "X", "types": ["label"]}]}
]
"""


def zipped(**contents: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name.replace("__", "."), content)
    return file.getvalue()


def test_ror_dump(tmp_path: Path) -> None:
    made, pairs = converted("ror_dump", tmp_path, v2_json=ROR)
    assert places(made) == [("ror-data", 7), ("ror-data", 11)]
    assert same(pairs) == {
        ("University of Quellmere", "UQ", "acronym"),
        ("University of Quellmere", "Квелмирский университет", "script:Cyrillic-Latin"),
    }
    archive = zipped(ror__csv="id", v1__json="[]", v1_schema_v2__json=ROR)
    assert converted("ror_dump", tmp_path, v2_zip=archive)[0].pairs == made.pairs
    with pytest.raises(SourceError, match="one file"):
        converted("ror_dump", tmp_path, v2_zip=zipped(a__json="[]", b__json="[]"))


@pytest.mark.parametrize("text", ["{}", "[", ROR[:400], ROR.replace("]},", "]}"), '[{"a": 1} '])
def test_a_dump_that_is_broken_off_is_told_with_its_line(tmp_path: Path, text: str) -> None:
    with pytest.raises(SourceError, match=r"ror-data:\d+: no"):
        converted("ror_dump", tmp_path, v2_json=text)


def city(*values: str) -> str:
    id_, name, plain, others, country = values
    rest = ["1.0", "2.0", "P", "PPL", country, *[""] * 5, "20000", "", "3", "Etc/UTC", "2026-01-01"]
    return "\t".join((id_, name, plain, others, *rest)) + "\n"


CITIES = (
    city("11", "Quellmère", "Quellmere", "QLM,Kvelmir,Квелмир", "NZ")
    + "12\tBroken\n"
    + city("13", "Quellmore", "Quellmore", "", "CA")
    + city("14", "Ashgrove", "Ashgrove", "Eschenhain", "CA")
)
COUNTRIES = (
    "# ISO\tISO3\n"
    + "\t".join(("NZ", "NZL", "554", "NZ", "Trasker Land", *["x"] * 11, "21", "", ""))
    + "\nCA\tCAN\n"
)
ALTERNATES = """\
1\t11\tru\tКвелмир\t\t\t\t\t\t
2\t11\tiata\tQLM
3\t21\tde\tTraskerland\t1\t\t\t\t\t
4\t99\tde\tAnderswo\t1\t\t\t\t\t
5
"""


def test_geonames(tmp_path: Path) -> None:
    raw = {"cities15000_zip": zipped(cities15000__txt=CITIES), "countryInfo_txt": COUNTRIES}
    made, pairs = converted("geonames", tmp_path, **raw)
    assert places(made) == [("cities15000.zip", 2), ("countryInfo.txt", 3)]
    assert same(pairs) == {
        ("Quellmère", "Quellmere", "diacritic-punct"),
        ("Quellmère", "Kvelmir", "other-alias"),
        ("Quellmère", "Квелмир", "script:Cyrillic-Latin"),
        ("Ashgrove", "Eschenhain", "other-alias"),
    }
    alternates = zipped(alternateNamesV2__txt=ALTERNATES, iso__txt="x")
    made, pairs = converted("geonames", tmp_path, **raw, alternateNamesV2_zip=alternates)
    assert places(made)[-1] == ("alternateNamesV2.zip", 5)
    assert same(pairs) == {
        ("Quellmère", "Quellmere", "diacritic-punct"),
        ("Quellmère", "Квелмир", "script:Cyrillic-Latin"),
        ("Trasker Land", "Traskerland", "spacing"),
    }


def test_wikidata_people(tmp_path: Path) -> None:
    export = """\
item,label,altLabel,language\r
http://www.wikidata.org/entity/Q1,Elowen Trasker,"Trasker, Elowen",en\r
http://www.wikidata.org/entity/Q1,Элоуэн Траскер,,ru\r
http://www.wikidata.org/entity/Q2,Elowen Tresker,,en\r
http://www.wikidata.org/entity/Q2,Элоуэн Трескер,,ru\r
http://www.wikidata.org/entity/Q3,Только Русский,,ru\r
http://www.wikidata.org/entity/Q4,Q4,,en\r
P31,Wrenna,,en\r
http://www.wikidata.org/entity/Q5,Too,few\r
"""
    made, pairs = converted("wikidata_people", tmp_path, query_csv=export)
    assert places(made) == [("wikidata_people.csv", 8), ("wikidata_people.csv", 9)]
    assert same(pairs) == {
        ("Elowen Trasker", "Trasker, Elowen", "name-order"),
        ("Elowen Trasker", "Элоуэн Траскер", "script:Cyrillic-Latin"),
        ("Elowen Tresker", "Элоуэн Трескер", "script:Cyrillic-Latin"),
    }
    assert "SELECT ?item ?label ?altLabel ?language" in str(LISTED["wikidata_people"].query)
    with pytest.raises(SourceError, match=r":1: no column altLabel"):
        converted("wikidata_people", tmp_path, query_csv=export.replace("altLabel", "alias"))


def test_name_bench(tmp_path: Path) -> None:
    cases = """\
case_group,schema,name1,name2,is_match,quality,category,notes
mine,Person,"Trasker, Elowen",Elowen Trasker,true,STRONG,,
mine,Company,"OOO ""Quell"" 2",Quell LLC,false,,Legal Form,why
mine,LegalEntity,Quell,Quell Ltd,perhaps,,,
mine,Vessel,Quell,MV Quell,true,,,
"""
    made, pairs = converted("name_bench", tmp_path, cases_csv=cases)
    assert places(made) == [("cases.csv", 4)]
    assert (made.entities, made.queries) == (0, 0)
    assert [(pair.kind, pair.a, pair.same, pair.category) for pair in pairs] == [
        ("person", "Trasker, Elowen", True, "mine: strong"),
        ("organization", 'OOO "Quell" 2', False, "mine: Legal Form"),
        ("other", "Quell", True, "mine: medium"),
    ]


def test_no_negative_and_no_query_is_undecidable() -> None:
    """Namesakes are no pair of different names, and nobody can say which of them is meant."""
    twins = [layout.entity(f"p{i}", "person", "Elowen Trasker", ["Wrenna Ashgrove"]) for i in range(4)]
    other = layout.entity("p9", "person", "Elowen Traskers", ["Elo Traskers"])
    entities = [each for each in (*twins, other) if each]
    negatives = layout.mine(entities, "1")
    assert {frozenset((pair.a, pair.b)) for pair in negatives} <= {
        frozenset(("Elowen Trasker", name)) for name in ("Elowen Traskers", "Elo Traskers")
    }
    assert negatives
    _, queries = layout.split(entities, "1")
    assert {query.text for query in queries} <= {"Elowen Traskers", "Elo Traskers"}


def test_negatives_cross_scripts_as_often_as_positives() -> None:
    pairs = [("Elowen Trasker", "Элоуэн Траскер"), ("Elowen Tresker", "Элоуэн Трескер")]
    entities = [layout.entity(f"p{i}", "person", a, [b]) for i, (a, b) in enumerate(pairs)]
    found = layout.mine([each for each in entities if each], "1", cross_share=1.0)
    assert {pair.category for pair in found} == {"hard-negative-cross-script(Cyrillic-Latin)"}
    assert {pair.category for pair in layout.mine([each for each in entities if each], "1")} == {
        "hard-negative(sim>=90)"
    }


def test_the_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ALIASKIT_DATASETS", raising=False)
    run = CliRunner()
    files = [str(path) for path in given(tmp_path / "down", SDN_CSV=SDN + "?\n", ALT_CSV=ALT)]
    here = ["--folder", str(tmp_path)]
    told = run.invoke(fetching.data, ["list"])
    assert told.exit_code == 0
    assert all(name in told.output for name in LISTED)
    assert run.invoke(fetching.data, ["convert", "ofac"]).exit_code == 2
    assert "no source nobody" in run.invoke(fetching.data, ["fetch", "nobody", *here]).output
    absent = run.invoke(fetching.data, ["convert", "ofac", *here])
    assert (absent.exit_code, absent.output.count("\n")) == (1, 1)
    assert run.invoke(fetching.data, ["take", "ofac", *files, *here]).exit_code == 0
    assert "yes" in run.invoke(fetching.data, ["list", *here]).output
    made = run.invoke(fetching.data, ["convert", "ofac", *here])
    assert made.exit_code == 0
    assert "SDN.CSV:7: " in made.output
    assert "pairs, 3 entities" in made.output
    first = (tmp_path / "ofac" / "pairs.tsv").read_bytes()
    run.invoke(fetching.data, ["convert", "ofac", *here])
    assert (tmp_path / "ofac" / "pairs.tsv").read_bytes() == first

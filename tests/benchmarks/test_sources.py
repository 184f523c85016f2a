"""Public data: fetched or taken, verified, and made into sets that the benchmarks read."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from click.testing import CliRunner

from benchmarks import fetching
from benchmarks.adapters.conversion import READERS, convert
from benchmarks.data import read_entity_lines, read_pairs, read_queries
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


def at(address: str) -> Source:
    files = tuple(File(name, f"{address}/{name}") for name in ("SDN.CSV", "ALT.CSV"))
    return replace(LISTED["ofac"], files=files)


def given(folder: Path, **contents: str) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, content in contents.items():
        path = folder / name.replace("_", ".", 1)
        path.write_bytes(content.encode())
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
    source = LISTED["ofac"]
    broken = SDN.replace("\x1a\n", 'x,"NO NUMBER"\n106,"NO END\n107,"LATER LTD","ghost"\n\x1a\n')
    take(source, given(tmp_path / "down", SDN_CSV=broken, ALT_CSV=ALT), tmp_path)
    made = convert(source, tmp_path)
    raw = tmp_path / "ofac" / "raw" / "SDN.CSV"
    assert [problem.split(": ")[0] for problem in made.problems] == [f"{raw}:{line}" for line in (6, 7, 8)]
    pairs = read_pairs(tmp_path / "ofac" / "pairs.tsv")
    assert {(pair.kind, pair.a, pair.b) for pair in pairs if pair.same} == {
        ("person", "MORROWLAKE, Tavish", "MORLAKE, Tavish"),
        ("org", "QUELLMERE LANTERNS LLC", "QUELLMERE LAMPS"),
    }
    assert ("MORROWLAKE, Tavish", "MORROWLAIKE, Tavisha") in {
        tuple(sorted((pair.a, pair.b), reverse=True)) for pair in pairs if not pair.same
    }
    queries = read_queries(tmp_path / "ofac" / "queries.tsv")
    known = read_entity_lines(tmp_path / "ofac" / "entities.jsonl")
    assert len(known) == made.entities == 3
    assert {id_ for query in queries for id_ in query.ids} <= set(known)
    assert not any(query.text in known[id_] for query in queries for id_ in query.ids)
    assert any(not query.ids for query in queries)


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

"""Gazetteer files read: every format, and what is said, and where, of a file that is wrong."""

import gc
import gzip
import re
from pathlib import Path

import pytest

from aliaskit.errors import GazetteerError
from aliaskit.gazetteer import Gazetteer
from aliaskit.gazetteer.reader import place_in, read_entities, read_folder, read_yaml, unique_ids
from aliaskit.model import Alias, AliasRole, Entity, Kind

VALID = Path(__file__).parent / "data" / "valid"
INVALID = Path(__file__).parent / "data" / "invalid"
ENTITY_FIELDS = "aliases, country, extends, id, ids, kind, name, not, source, subtype"
KINDS = "use person, organization, place or other"

# What Gazetteer.from_file says of each file, without the folder.
WRONG_FILES = [
    (
        "unknown_field.yaml:10:18",
        f"unknown field 'nationality' of an entity; known are {ENTITY_FIELDS}",
    ),
    ("duplicate_key.yaml:11:5", "'name' is given twice"),
    ("no_name.yaml:8:5", "an entity needs a name"),
    ("wrong_kind.yaml:10:11", f"'spaceship' is no kind; {KINDS}"),
    ("needs_what.yaml:12:16", "needs is a map with a country, such as {country: US}"),
    ("alias_without_text.yaml:11:9", "an alias needs its text"),
    ("aliases_not_a_list.yaml:10:14", "aliases is a list"),
    ("not_not_a_list.yaml:10:10", "not is a list of names"),
    ("ids_not_a_map.yaml:10:10", "ids is a map of scheme to identifier"),
    ("unquoted_no.yaml:10:14", "country is text, not bool (False); quote it"),
    ("undeclared_source.yaml:12:13", "source 'hearsay' of person/dastrel-ivo is not declared in sources"),
    (
        "undeclared_alias_source.yaml:11:33",
        "source 'hearsay' of person/quorvin-mela is not declared in sources",
    ),
    ("no_source.yaml:7:5", "person/quorvin-mela names no source"),
    ("wrong_schema.yaml:1:1", "schema is 'aliaskit/lexicon@1', expected 'aliaskit/entities@1'"),
    ("no_schema.yaml:1:1", "schema is None, expected 'aliaskit/entities@1'"),
    ("not_yaml.yaml:10:12", "not YAML: did not find expected ',' or ']'"),
    ("tab.yaml:8:1", "not YAML: found character that cannot start any token"),
    (
        "tagged.yaml:7:11",
        "not YAML: could not determine a constructor for the tag"
        " 'tag:yaml.org,2002:python/object/apply:os.getcwd'",
    ),
    ("list.yaml", "a map with schema, license, date and sources is expected"),
    ("empty.yaml", "a map with schema, license, date and sources is expected"),
    ("broken.jsonl:3:24", "not JSON: Expecting property name enclosed in double quotes"),
    ("list.jsonl:1:1", "a line holds one JSON object {id, kind, name, aliases}"),
    ("no_name.jsonl:2:1", "an entity needs a name"),
    ("alias_number.jsonl:1:1", "an alias is text or a map, not float (12.5); quote it"),
    ("wrong_kind.jsonl:1:1", f"'spaceship' is no kind; {KINDS}"),
    ("no_name.csv:3:1", "an entity needs a name"),
    ("wrong_kind.csv:3:1", f"'spaceship' is no kind; {KINDS}"),
    (
        "no_name_column.csv:1:1",
        "no column 'name' (there are: id, title, alias); expected id,name,alias…",
    ),
    (
        "wrong_role.yaml:12:28",
        "'abbreviation' is no role of an alias; known are name, official, short, inverted, acronym,"
        " native, former, nickname, metonym, demonym, misspelling",
    ),
    ("weak_not_boolean.yaml:11:31", "weak is true or false"),
    ("shared_not_boolean.yaml:11:33", "shared is true or false"),
    (
        "unknown_alias_field.yaml:11:30",
        "unknown field 'rol' of an alias; known are lang, needs, role, shared, source, text, weak",
    ),
    ("entities_not_a_list.yaml:7:11", "entities is a list"),
    ("entity_not_a_map.yaml:8:5", "an entity is a map, not 'Mela Quorvin'"),
    ("number_as_key.yaml:10:5", "a key is text, not int (12); quote it"),
    ("list_as_key.yaml:8:7", "a key is text, not list (['a', 'b']); quote it"),
    ("one_id_twice.yaml:10:5", "person/quorvin-mela is also in {path}:8"),
    ("one_id_twice.jsonl:3:1", "person/quorvin-mela is also in {path}:1"),
    ("extends_nothing.yaml:8:5", "person/quorvin-mela extends an entity that is in no file"),
    ("kind_against_id.yaml:10:11", "kind is place, but the id begins with 'person/'"),
    ("extends_maybe.yaml:10:14", "extends is true or false"),
    ("not_a_name.yaml:12:9", "not is text, not list (['Velle']); quote it"),
    (
        "names.xlsx",
        "cannot tell the format from '.xlsx'; use .csv, .tsv, .jsonl, .yaml or a snapshot (.bin)",
    ),
]


@pytest.mark.parametrize(("where", "message"), WRONG_FILES)
def test_a_wrong_file_is_told_with_its_place(where: str, message: str) -> None:
    path = INVALID / where.split(":")[0]
    with pytest.raises(GazetteerError) as caught:
        Gazetteer.from_file(path)
    message = message.format(path=path) if "{path}" in message else message
    assert str(caught.value) == f"{INVALID / where}: {message}"
    place = [int(part) for part in where.split(":")[1:]]
    assert [part for part in (caught.value.line, caught.value.column) if part is not None] == place
    assert caught.value.path == str(path)
    assert caught.value.message == message


@pytest.mark.parametrize("name", ["latin1.yaml"])
def test_a_file_that_is_not_utf8(name: str) -> None:
    with pytest.raises(GazetteerError, match=re.escape(str(INVALID / name)) + ".*UTF-8"):
        Gazetteer.from_file(INVALID / name)


@pytest.mark.parametrize(
    ("folder", "message"),
    [
        ("extends_without_base", "b.yaml:8:5: place/nowhere extends an entity that is in no file"),
        ("duplicate_id", "b.yaml:9:5: place/vell is also in {folder}/a.yaml:8"),
    ],
)
def test_files_that_contradict_each_other(folder: str, message: str) -> None:
    with pytest.raises(GazetteerError) as caught:
        read_folder(INVALID / folder)
    assert str(caught.value) == f"{INVALID / folder}/{message.format(folder=INVALID / folder)}"


@pytest.mark.parametrize("name", ["none.yaml", "none.yml", "none.jsonl", "none.csv", "none.tsv", "none"])
def test_a_file_that_is_not_there(tmp_path: Path, name: str) -> None:
    with pytest.raises(GazetteerError) as caught:
        Gazetteer.from_file(tmp_path / name)
    assert str(caught.value) == f"{tmp_path / name}: there is no such file"


def test_a_wrong_kind_for_the_whole_file() -> None:
    with pytest.raises(ValueError, match="'spaceship' is no kind"):
        Gazetteer.from_file(VALID / "names.csv", kind="spaceship")


def test_every_wrong_file_is_in_a_table() -> None:
    told = {where.split(":")[0] for where, _ in WRONG_FILES} | {"latin1.yaml"}
    # Told by a test of their own above.
    folders = {"extends_without_base", "duplicate_id"}
    assert {path.name for path in INVALID.iterdir()} == told | folders


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("deep.yaml", "[" * 5000 + "]" * 5000, "the YAML is nested too deeply"),
        ("deep.jsonl", '{"name": ' + "[" * 100_000 + "]" * 100_000 + "}", "the JSON is nested too deeply"),
        ("date.yaml", "schema: 2026-99-99", "not YAML: month must be in 1..12"),
        ("folder.yaml", None, "this is a folder; give a file"),
        ("folder.jsonl", None, "this is a folder; give a file"),
        ("folder.csv", None, "this is a folder; give a file"),
    ],
)
def test_files_that_break_their_parsers(tmp_path: Path, name: str, content: str | None, message: str) -> None:
    path = tmp_path / name
    if content is None:
        path.mkdir()
    else:
        path.write_text(content)
    with pytest.raises(GazetteerError) as caught:
        Gazetteer.from_file(path)
    assert (caught.value.message, caught.value.path) == (message, str(path))


def test_a_file_that_is_only_said_to_be_packed(tmp_path: Path) -> None:
    (tmp_path / "own.jsonl.gz").write_bytes(gzip.compress(b'{"name": "Zork"}\n')[:-9])
    with pytest.raises(GazetteerError, match=r"own\.jsonl\.gz: cannot be read: "):
        Gazetteer.from_file(tmp_path / "own.jsonl.gz")


def test_a_folder_without_entities(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError) as caught:
        read_folder(tmp_path)
    assert str(caught.value) == f"{tmp_path}: there is no .yaml file in this folder"


def test_a_wrong_table_is_closed() -> None:
    # As a warning, a file that is left open would be an error of this test.
    with pytest.raises(GazetteerError):
        Gazetteer.from_file(INVALID / "no_name_column.csv")
    gc.collect()


def texts(entity: Entity) -> list[str]:
    return [alias.text for alias in entity.aliases]


def test_csv() -> None:
    mela, works, bank, ivo = Gazetteer.from_file(VALID / "names.csv")
    assert (mela.id, mela.kind, mela.name, mela.country) == (
        "person/quorvin-mela",
        Kind.PERSON,
        "Mela Quorvin",
        "XX",
    )
    # Several aliases in one cell, and several columns of aliases.
    assert texts(mela) == ["Mela Q.", "M. Quorvin", "Quorvin-Dastrel, Mela", "Kworvin"]
    assert (works.id, works.kind, texts(works)) == (
        "organization/dastrel-works",
        Kind.ORGANIZATION,
        ["DW"],
    )
    # Rows with one id are one entity: the second name is an alias, the first row's country stays.
    assert (bank.name, texts(bank), bank.country) == ("Bank of Vell", ["Vell Bank", "BoV"], "VL")
    assert (ivo.id, ivo.kind, texts(ivo)) == ("7", Kind.PERSON, [])


def test_tsv() -> None:
    (mela,) = Gazetteer.from_file(VALID / "names.tsv")
    assert (mela.id, mela.kind, texts(mela)) == (
        "other/mela-quorvin",
        Kind.OTHER,
        ["Mela", "M. Quorvin"],
    )


def test_json_lines() -> None:
    mela, vell, works = Gazetteer.from_file(VALID / "names.jsonl")
    assert mela.name == "Mela Quorvin"
    assert mela.aliases == (Alias("M. Quorvin"), Alias("Quorvin", weak=True))
    assert (vell.id, vell.kind, vell.country, dict(vell.ids), vell.not_names) == (
        "place/vell",
        Kind.PLACE,
        "VL",
        {"iso2": "VL"},
        ("Velle",),
    )
    assert (works.id, works.kind) == ("other/dastrel-works", Kind.OTHER)


def test_yaml() -> None:
    ministry, mela = Gazetteer.from_file(VALID / "full.yaml")
    assert ministry.aliases == (
        Alias("Tides Ministry"),
        Alias("MoT", AliasRole.ACRONYM, shared=True),
        Alias("Ministry of Tides", AliasRole.SHORT, shared=True, needs_country="VL"),
        Alias("潮汐部", AliasRole.NATIVE, lang="zh", source="invented"),
        Alias("Ministry of Waves", AliasRole.FORMER, weak=True),
    )
    assert (ministry.id, ministry.kind, ministry.name) == (
        "organization/vell-ministry",
        Kind.ORGANIZATION,
        "Ministry of Tides of Vell",
    )
    assert (ministry.subtype, ministry.country, ministry.source) == ("ministry", "VL", "second")
    assert dict(ministry.ids) == {"made-up": "12", "other": "007"}
    assert ministry.not_names == ("Ministry of Winds of Vell", "12")
    assert (mela.name, mela.source, mela.aliases) == ("Mela Quorvin", "invented", ())


def test_a_snapshot_is_known_by_its_ending(tmp_path: Path) -> None:
    from aliaskit.build import shipped_language, write_snapshot

    entities = list(Gazetteer.from_file(VALID / "full.yaml"))
    write_snapshot(entities, shipped_language(), tmp_path / "own.bin")
    assert list(Gazetteer.from_file(tmp_path / "own.bin")) == entities


@pytest.mark.parametrize("name", ["names.csv", "names.jsonl", "full.yaml"])
def test_a_file_that_is_packed(tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.gz").write_bytes(gzip.compress((VALID / name).read_bytes()))
    packed = Gazetteer.from_file(tmp_path / f"{name}.gz")
    assert list(packed) == list(Gazetteer.from_file(VALID / name))


@pytest.mark.parametrize("name", ["names.csv", "names.jsonl", "full.yaml"])
def test_endings_in_capitals(tmp_path: Path, name: str) -> None:
    (tmp_path / name.upper()).write_bytes((VALID / name).read_bytes())
    assert list(Gazetteer.from_file(tmp_path / name.upper())) == list(Gazetteer.from_file(VALID / name))


def test_names_that_give_no_id_get_one_from_their_row(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("name,alias\nZork,\n木原,\n\n潮,U\n")
    assert [entity.id for entity in Gazetteer.from_file(tmp_path / "own.csv", kind="person")] == [
        "person/zork",
        "person/row-3",
        "person/row-5",
    ]
    (entity,) = Gazetteer.from_entities([{"name": "木原"}])
    assert entity.id == "other/row-1"


@pytest.mark.parametrize("mark", ["\ufeff", ""])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("own.csv", "Name,Alias\nMela Quorvin,Mela|M. Q.\n"),
        ("own.csv", " NAME ;aliases\nMela Quorvin;Mela|M. Q.\n"),
        ("own.txt", "name\talias 1\talias 2\nMela Quorvin\tMela\tM. Q.\n"),
        ("own.jsonl", '{"name": "Mela Quorvin", "aliases": ["Mela", "M. Q."]}\n'),
        ("own.ndjson", '\n{"aliases": ["Mela", "M. Q."], "name": " Mela  Quorvin"}'),
    ],
)
def test_spellings_of_one_list(tmp_path: Path, mark: str, name: str, content: str) -> None:
    (tmp_path / name).write_text(mark + content, encoding="utf-8")
    expected = Entity("person/mela-quorvin", Kind.PERSON, "Mela Quorvin", (Alias("Mela"), Alias("M. Q.")))
    assert list(Gazetteer.from_file(tmp_path / name, kind="person")) == [expected]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (",Mela Quorvin,", Kind.PLACE),
        (",Mela Quorvin,org", Kind.ORGANIZATION),
        ("person/mela,Mela Quorvin,", Kind.PERSON),
        ("17,Mela Quorvin,", Kind.PLACE),
    ],
)
def test_the_kind_of_the_file_is_for_those_that_name_none(tmp_path: Path, row: str, kind: Kind) -> None:
    (tmp_path / "own.csv").write_text(f"id,name,kind\n{row}\n")
    (entity,) = Gazetteer.from_file(tmp_path / "own.csv", kind=Kind.PLACE)
    assert entity.kind is kind


def test_a_name_that_comes_twice_is_two_entities(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("name\nMela Quorvin\nIvo Dastrel\nMela Quorvin\nMELA QUORVIN\n")
    assert [entity.id for entity in Gazetteer.from_file(tmp_path / "own.csv", kind="person")] == [
        "person/mela-quorvin",
        "person/ivo-dastrel",
        "person/mela-quorvin-2",
        "person/mela-quorvin-3",
    ]


def test_unique_ids_leaves_unlike_ids_alone() -> None:
    entities = [Entity(f"person/{letter}", Kind.PERSON, letter) for letter in "abc"]
    assert unique_ids(entities) == entities


@pytest.mark.parametrize(
    ("ids", "given", "expected"),
    [
        (["p/a", "p/a", "p/a-2"], [], ["p/a", "p/a-2", "p/a-2-2"]),
        (["p/a", "p/a", "p/a-2"], [2], ["p/a", "p/a-3", "p/a-2"]),
        (["p/a", "p/a"], [1], ["p/a-2", "p/a"]),
        (["p/a-2", "p/a", "p/a", "p/a"], [], ["p/a-2", "p/a", "p/a-3", "p/a-4"]),
    ],
)
def test_unique_ids_are_unique(ids: list[str], given: list[int], expected: list[str]) -> None:
    entities = [Entity(each, Kind.PERSON, "x") for each in ids]
    assert [entity.id for entity in unique_ids(entities, given)] == expected


def test_an_extension_may_stand_in_the_file_that_it_extends(tmp_path: Path) -> None:
    lines = (INVALID / "extends_nothing.yaml").read_text().split("entities:\n")
    (tmp_path / "own.yaml").write_text(
        f"{lines[0]}entities:\n{lines[1]}  - {{id: person/quorvin-mela, name: Mela Quorvin}}\n"
    )
    assert list(Gazetteer.from_file(tmp_path / "own.yaml")) == [
        Entity("person/quorvin-mela", Kind.PERSON, "Mela Quorvin", (Alias("Mela"),), source="invented")
    ]


def test_a_folder_with_an_overlay() -> None:
    tor, vell = read_folder(VALID / "folder")
    assert (tor.id, tor.name) == ("place/tor", "Tor City")
    assert (vell.id, vell.name, vell.subtype, vell.country) == ("place/vell", "Vell", "country", "VL")
    assert dict(vell.ids) == {"iso2": "VL", "made-up": "1"}
    # The overlay's marks replace the plain alias.
    assert vell.aliases == (
        Alias("Velland"),
        Alias("Old Vell", AliasRole.FORMER, weak=True),
        Alias("Vellia"),
    )
    assert vell.not_names == ("Velle", "Vella")


def test_maps_know_where_their_values_stand() -> None:
    data = read_yaml(VALID / "full.yaml")
    ministry = data["entities"][0]
    assert place_in(data, ("entities", 0)) == data["entities"].places[0] == (9, 5)
    assert place_in(data, ("entities", 0, "name")) == ministry.places["name"] == (10, 11)
    assert place_in(data, ("entities", 0, "aliases", 1)) == (17, 9)
    # What is not there is looked for where it should be.
    assert place_in(data, ("entities", 0, "aliases", 1, "none", "deeper")) == (17, 9)
    assert place_in(data, ("none",)) == place_in(data, ()) == (1, 1)


def test_read_entities_of_an_unknown_ending(tmp_path: Path) -> None:
    (tmp_path / "names").write_text("")
    with pytest.raises(GazetteerError, match="cannot tell the format from ''"):
        read_entities(tmp_path / "names")


def test_from_entities_takes_entities_and_maps() -> None:
    mela = Entity("person/mela", Kind.PERSON, "Mela Quorvin")
    own = Gazetteer.from_entities([mela, {"kind": "org", "name": "Dastrel Works", "aliases": ["DW"]}])
    assert len(own) == 2
    first, second = own
    assert first is mela
    assert second == Entity("organization/dastrel-works", Kind.ORGANIZATION, "Dastrel Works", (Alias("DW"),))


@pytest.mark.parametrize(
    ("entities", "message"),
    [
        (
            [{"name": "Mela Quorvin"}, {"nme": "Ivo"}],
            f"staff:2: unknown field 'nme' of an entity; known are {ENTITY_FIELDS}",
        ),
        ([{"id": "person/mela"}], "staff:1: an entity needs a name"),
        (["Mela Quorvin"], "staff:1: this is str; expected Entity or a mapping"),
        (
            [{"id": "person/a", "name": "Ab"}, {"name": "Cd"}, {"id": "person/a", "name": "Ef"}],
            "staff:3: person/a is also in staff:1",
        ),
        (
            [Entity("person/a", Kind.PERSON, "Ab"), {"id": "person/a", "name": "Ef"}],
            "staff:2: person/a is also in staff:1",
        ),
    ],
)
def test_from_entities_says_which_one_is_wrong(entities: list[object], message: str) -> None:
    with pytest.raises(GazetteerError) as caught:
        Gazetteer.from_entities(entities, title="staff")
    assert str(caught.value) == message

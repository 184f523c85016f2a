"""Gazetteer files read: every format, and what is said, and where, of a file that is wrong."""

import gzip
import re
from pathlib import Path

import pytest

from aliaskit.errors import GazetteerError
from aliaskit.gazetteer import Gazetteer
from aliaskit.gazetteer.reader import read_entities, read_folder, read_yaml, unique_ids
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
    ("undeclared_source.yaml:10:5", "source 'hearsay' of person/dastrel-ivo is not declared in sources"),
    (
        "undeclared_alias_source.yaml:8:5",
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
    ("no_id.csv:2:1", "no id can be made from the name '木原'; give one in the field id"),
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
        ("extends_without_base", "b.yaml: place/nowhere extends an entity that is in no file"),
        ("duplicate_id", "b.yaml: place/vell is also in {folder}/a.yaml"),
    ],
)
def test_files_that_contradict_each_other(folder: str, message: str) -> None:
    with pytest.raises(GazetteerError) as caught:
        read_folder(INVALID / folder)
    assert str(caught.value) == f"{INVALID / folder}/{message.format(folder=INVALID / folder)}"


@pytest.mark.parametrize("name", ["none.yaml", "none.yml", "none.jsonl", "none.ndjson"])
def test_a_file_that_is_not_there(tmp_path: Path, name: str) -> None:
    with pytest.raises(GazetteerError) as caught:
        Gazetteer.from_file(tmp_path / name)
    assert str(caught.value) == f"{tmp_path / name}: there is no such file"


def test_a_wrong_kind_for_the_whole_file() -> None:
    with pytest.raises(ValueError, match="'spaceship' is no kind"):
        Gazetteer.from_file(VALID / "names.csv", kind="spaceship")


def test_every_wrong_file_is_in_a_table() -> None:
    told = {where.split(":")[0] for where, _ in WRONG_FILES} | {"latin1.yaml"}
    beside = {
        # Told by tests of their own below.
        *("wrong_role.yaml", "weak_not_boolean.yaml", "shared_not_boolean.yaml"),
        *("unknown_alias_field.yaml", "entities_not_a_list.yaml", "entity_not_a_map.yaml"),
        *("extends_without_base", "duplicate_id", "no_name_column.csv"),
    }
    assert {path.name for path in INVALID.iterdir()} == told | beside


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "wrong_role.yaml",
            "'abbreviation' is no role of an alias; known are name, official, short, inverted, acronym,"
            " native, former, nickname, metonym, demonym, misspelling",
        ),
        ("weak_not_boolean.yaml", "weak is true or false"),
        ("shared_not_boolean.yaml", "shared is true or false"),
        (
            "unknown_alias_field.yaml",
            "unknown field 'rol' of an alias; known are lang, needs, role, shared, source, text, weak",
        ),
        ("entities_not_a_list.yaml", "entities is a list"),
        ("entity_not_a_map.yaml", "an entity is a map, not 'Mela Quorvin'"),
    ],
)
def test_what_is_said_of_an_alias_or_the_list(name: str, message: str) -> None:
    with pytest.raises(GazetteerError) as caught:
        Gazetteer.from_file(INVALID / name)
    assert caught.value.message == message
    assert caught.value.path == str(INVALID / name)


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


def test_the_ending_of_a_table_that_is_packed(tmp_path: Path) -> None:
    (tmp_path / "names.csv.gz").write_bytes(gzip.compress((VALID / "names.csv").read_bytes()))
    packed = Gazetteer.from_file(tmp_path / "names.csv.gz")
    assert list(packed) == list(Gazetteer.from_file(VALID / "names.csv"))


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
    assert (ministry.line, ministry.column) == (9, 5)
    assert ministry.places["name"] == (10, 11)
    assert (ministry["aliases"][1].line, ministry["aliases"][1].column) == (17, 9)


def test_read_entities_of_an_unknown_ending(tmp_path: Path) -> None:
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
        (["Mela Quorvin"], "entity 1 is str; expected Entity or a mapping"),
    ],
)
def test_from_entities_says_which_one_is_wrong(entities: list[object], message: str) -> None:
    with pytest.raises(GazetteerError) as caught:
        Gazetteer.from_entities(entities, title="staff")
    assert str(caught.value) == message

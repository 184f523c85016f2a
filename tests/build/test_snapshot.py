"""Snapshots: equal bytes for equal input, everything back as it was, and refusal of what does not fit."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from invented import lay_out_sources

from aliaskit.build import (
    build_shipped,
    compile_entities,
    compile_language,
    language_of,
    shipped,
    verify_shipped,
    write_snapshot,
)
from aliaskit.errors import AliasKitError, SnapshotError
from aliaskit.gazetteer import Gazetteer, Snapshot
from aliaskit.gazetteer.reader import read_folder
from aliaskit.gazetteer.snapshot import FORMAT
from aliaskit.lexicons import Language
from aliaskit.model import Alias, AliasRole, Entity, Kind
from aliaskit.names import Parser
from aliaskit.resolver import Resolver
from aliaskit.storage import Container, write

ENTITIES = [
    Entity(
        "organization/vl-ministry-of-tides",
        Kind.ORGANIZATION,
        "Ministry of Tides of Vell",
        (
            Alias("Ministry of Tides", AliasRole.SHORT, shared=True, needs_country="VL"),
            Alias("MoT", AliasRole.ACRONYM, shared=True),
            Alias("潮汐部", AliasRole.NATIVE, lang="zh", source="second"),
            Alias("Ministry of Waves", AliasRole.FORMER, weak=True),
            Alias("Tides & Co. Ltd", AliasRole.NICKNAME, lang="en"),
        ),
        subtype="ministry",
        country="VL",
        ids={"made-up": "12", "another": "007"},
        source="invented",
        not_names=("Ministry of Winds of Vell", "Tides"),
    ),
    Entity("other/the-good-ship-ivo", Kind.OTHER, "The Good Ship Ivo", (Alias("Ivo", weak=True),)),
    Entity(
        "person/quorvin-melantha",
        Kind.PERSON,
        "Dr. Melantha J. Quorvin-Dastrel II",
        (
            Alias("Κούλα Ναμ", AliasRole.NATIVE, "el"),
            Alias("QUORVIN, Mela"),
            Alias("潮 一", AliasRole.NATIVE),
        ),
        country="VL",
    ),
    Entity("person/tarn", Kind.PERSON, "Tarn", (Alias("Tarn \ud800 Ø"),)),
    Entity("place/vl-northmark", Kind.PLACE, "Northmark", (Alias("NM", AliasRole.ACRONYM),), "region", "VL"),
]

# Compiles the invented sources in a process of its own.
BUILD = """
import sys
from pathlib import Path
from aliaskit.build import build_shipped
build_shipped(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_out_sources(tmp_path_factory.mktemp("invented"))


@pytest.fixture(scope="module")
def language(sources: Path) -> Language:
    return language_of(compile_language(sources))


@pytest.fixture(scope="module")
def other_language(sources: Path) -> Language:
    sections = compile_language(sources)
    model = json.loads(sections["model"])
    model["prior"] -= 1
    return language_of({**sections, "model": json.dumps(model)})


@pytest.fixture
def own(tmp_path: Path, language: Language) -> Path:
    """A snapshot of the entities above."""
    path = tmp_path / "own.bin"
    write_snapshot(ENTITIES, language, path)
    return path


def test_two_builds_are_equal_bytes(tmp_path: Path, language: Language, own: Path, sources: Path) -> None:
    # Other objects with the same content, in another order, with a parser that knows nothing yet.
    again = tmp_path / "again.bin"
    count = write_snapshot(ENTITIES[::-1], language_of(compile_language(sources)), again)
    assert again.read_bytes() == own.read_bytes()
    assert count == sum(1 + len(entity.aliases) for entity in ENTITIES)


def test_the_hash_seed_leaves_no_trace(tmp_path: Path, sources: Path) -> None:
    processes = []
    for seed in ("0", "1", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", BUILD, str(sources), str(tmp_path / seed)]
        processes.append(subprocess.Popen(command, env=environment))
    assert [process.wait(60) for process in processes] == [0, 0, 0]
    build_shipped(sources, tmp_path / "here")
    for name in ("language.bin", "entities.bin"):
        first, *others = [(tmp_path / seed / name).read_bytes() for seed in ("0", "1", "4242", "here")]
        assert others == [first] * 3, name


def test_build_shipped_counts_and_names_what_it_writes(tmp_path: Path, sources: Path) -> None:
    entities, aliases = build_shipped(sources, tmp_path / "new" / "folder")
    listed = read_folder(sources / "entities")
    assert entities == len(listed)
    assert aliases == sum(1 + len(entity.aliases) for entity in listed)
    words = Container.open(tmp_path / "new" / "folder" / "language.bin")
    names = Container.open(tmp_path / "new" / "folder" / "entities.bin")
    assert {**words.header, "format": 0} == {
        "content": "language",
        "format": 0,
        "hash": language_of(compile_language(sources)).hash,
    }
    assert names.header["content"] == "entities"
    assert names.header["language"] == words.header["hash"]
    assert (names.header["entities"], names.header["aliases"]) == (entities, aliases)
    words.verify()
    names.verify()
    # The language is read back as it was compiled.
    read = Language(words.text, str(words.header["hash"]))
    assert read.persons == language_of(compile_language(sources)).persons
    assert read.words == language_of(compile_language(sources)).words


def test_entities_come_back_as_they_were(own: Path) -> None:
    gazetteer = Gazetteer.from_file(own)
    assert len(gazetteer) == len(ENTITIES)
    assert list(gazetteer) == ENTITIES
    # Equality of entities does not look at what is not compared anywhere else.
    for entity, expected in zip(gazetteer, ENTITIES, strict=True):
        assert dict(entity.ids) == dict(expected.ids)
        assert entity.aliases == expected.aliases
        assert entity.not_names == expected.not_names
        assert entity.source == expected.source


def test_entities_are_in_the_order_of_their_ids(language: Language) -> None:
    snapshot = Snapshot(compile_entities(ENTITIES[::-1], language))
    ids = [snapshot.entity_id(index) for index in range(len(snapshot))]
    assert ids == sorted(entity.id for entity in ENTITIES)


def test_aliases_and_marks_come_back(own: Path, language: Language) -> None:
    snapshot = Snapshot(Container.open(own))
    expected = [alias for entity in ENTITIES for alias in (Alias(entity.name), *entity.aliases)]
    assert [snapshot.alias(index) for index in range(snapshot.alias_count)] == expected
    assert [snapshot.alias_text(index) for index in range(snapshot.alias_count)] == [
        alias.text for alias in expected
    ]
    assert [snapshot.needs_country(index) for index in range(snapshot.alias_count)] == [
        alias.needs_country for alias in expected
    ]
    owners = [snapshot.entity_id(snapshot.alias_entity[index]) for index in range(snapshot.alias_count)]
    assert owners == [entity.id for entity in ENTITIES for _ in range(1 + len(entity.aliases))]


def test_parsed_names_come_back(own: Path, language: Language) -> None:
    snapshot, parser = Snapshot(Container.open(own)), Parser(language)
    seen = set()
    for index in range(snapshot.alias_count):
        entity = snapshot.entity(snapshot.alias_entity[index])
        name = snapshot.name(index)
        assert name == parser.parse(snapshot.alias_text(index), name.kind)
        if entity.kind is not Kind.OTHER:
            assert name.kind is entity.kind
        seen |= {token.role.name for token in name.tokens}
    # The entities are such that most of what a token may hold is there.
    assert seen >= {"TITLE", "GIVEN", "INITIAL", "FAMILY", "SUFFIX", "GENERIC", "TOPIC", "TERRITORY"}
    assert any(token.bound for index in range(snapshot.alias_count) for token in snapshot.name(index).tokens)
    assert any(snapshot.name(index).inverted for index in range(snapshot.alias_count))


def test_the_name_among_the_aliases_keeps_its_marks(language: Language) -> None:
    entity = Entity(
        "place/vell", Kind.PLACE, "Vell", (Alias("Velland"), Alias("Vell", shared=True), Alias("Velland"))
    )
    snapshot = Snapshot(compile_entities([entity], language))
    assert [snapshot.alias(index) for index in range(snapshot.alias_count)] == [
        Alias("Vell", shared=True),
        Alias("Velland"),
    ]


def test_keys_lead_to_the_aliases(own: Path) -> None:
    snapshot = Snapshot(Container.open(own))

    def filed(prefix: str, key: str) -> list[str]:
        return [snapshot.alias_text(index) for index in snapshot.keyed(prefix, key)]

    assert filed("e", "northmark") == ["Northmark"]
    assert filed("e", "mot") == ["MoT"]
    assert filed("e", "good ship ivo") == filed("e", "the good ship ivo") == ["The Good Ship Ivo"]
    assert filed("s", "mela quorvin") == ["QUORVIN, Mela"]
    assert filed("j", "melaquorvin") == ["QUORVIN, Mela"]
    assert "Ministry of Tides of Vell" in filed("a", "motov")
    assert filed("e", "nobody") == []


def test_nothing_is_a_snapshot_too(tmp_path: Path, language: Language) -> None:
    assert write_snapshot([], language, tmp_path / "none.bin") == 0
    gazetteer = Gazetteer.from_file(tmp_path / "none.bin")
    assert list(gazetteer) == []
    answer = Resolver([gazetteer], language=language).resolve("Melantha Quorvin")
    assert answer.reason.value == "no_candidate"


def test_answers_from_memory_and_from_a_file_are_equal(own: Path, language: Language) -> None:
    memory = Resolver([Gazetteer.from_entities(ENTITIES)], language=language)
    mapped = Resolver([Gazetteer.from_file(own)], language=language)
    questions = [
        "Northmark",
        "Mela Quorvin",
        "MoT",
        "Ministry of Tides",
        "Melantha Kworvin Dastrel",
        "Zzz",
        "NM",
    ]
    assert [memory.resolve(name) for name in questions] == [mapped.resolve(name) for name in questions]
    assert memory.data_version() == mapped.data_version()


@pytest.mark.parametrize(
    "changed",
    [
        Entity("place/vl-northmark", Kind.PLACE, "Northmark"),
        Entity("place/vl-northmark", Kind.PLACE, "Northmark", (Alias("NM", weak=True),), "region", "VL"),
        Entity("place/vl-northmark", Kind.PLACE, "Northmark", (Alias("NM", AliasRole.ACRONYM),), "region"),
        Entity(
            "place/vl-northmark", Kind.PLACE, "North Mark", (Alias("NM", AliasRole.ACRONYM),), "region", "VL"
        ),
    ],
)
def test_other_entities_have_another_hash(language: Language, changed: Entity) -> None:
    first = compile_entities(ENTITIES, language).header["hash"]
    assert compile_entities([*ENTITIES[:-1], changed], language).header["hash"] != first


def test_another_language_is_refused_with_the_way_out(own: Path, other_language: Language) -> None:
    with pytest.raises(SnapshotError) as caught:
        Resolver([Gazetteer.from_file(own)], language=other_language)
    assert str(caught.value) == (
        f"{own}: built with other lexicons than these;"
        f" rebuild it with `aliaskit gazetteer build SOURCE -o {own}`"
    )
    # What is in memory is parsed with the language at hand.
    entities = list(Gazetteer.from_file(own))
    answer = Resolver([Gazetteer.from_entities(entities)], language=other_language).resolve("Northmark")
    assert answer.canonical == "Northmark"


def test_every_shortening_is_noticed(own: Path) -> None:
    whole = own.read_bytes()
    for size in {0, 1, 7, 8, 27, 28, 100, len(whole) // 2, len(whole) - 1}:
        own.write_bytes(whole[:size])
        with pytest.raises(SnapshotError, match="rebuild it with `aliaskit gazetteer build`") as caught:
            Gazetteer.from_file(own)
        assert caught.value.path == str(own)
    own.write_bytes(whole + b"\0")
    with pytest.raises(SnapshotError, match=f"has {len(whole) + 1} bytes instead of {len(whole)}"):
        Gazetteer.from_file(own)


def test_damage_to_the_header_is_noticed_on_opening(own: Path) -> None:
    whole = own.read_bytes()
    size = 28 + int.from_bytes(whole[12:16], "little")
    for place in range(0, size, 13):
        own.write_bytes(whole[:place] + bytes([whole[place] ^ 0x41]) + whole[place + 1 :])
        with pytest.raises(SnapshotError):
            Gazetteer.from_file(own)


def test_damage_to_the_content_is_noticed_on_opening(own: Path) -> None:
    whole = own.read_bytes()
    start = 28 + int.from_bytes(whole[12:16], "little")
    for place in range(start, len(whole), max(1, len(whole) // 50)):
        own.write_bytes(whole[:place] + bytes([whole[place] ^ 0x41]) + whole[place + 1 :])
        with pytest.raises(SnapshotError, match="checksum") as caught:
            Gazetteer.from_file(own)
        assert caught.value.path == str(own)


def test_what_ships_is_verified(sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build_shipped(sources, tmp_path)
    monkeypatch.setattr(shipped, "LANGUAGE", tmp_path / "language.bin")
    monkeypatch.setattr(shipped, "ENTITIES", tmp_path / "entities.bin")
    monkeypatch.setattr(shipped, "shipped_language", lambda: None)
    verify_shipped()
    for name in ("language.bin", "entities.bin"):
        whole = (tmp_path / name).read_bytes()
        (tmp_path / name).write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        with pytest.raises(SnapshotError, match=f"{name}: .*checksum"):
            verify_shipped()
        (tmp_path / name).write_bytes(whole)


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04 a packed file", b"id,name\nperson/mela,Mela Quorvin\n", b"\x00" * 4096, b"\x89AKS"],
)
def test_a_foreign_file_is_no_snapshot(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "foreign.bin"
    path.write_bytes(content)
    with pytest.raises(SnapshotError) as caught:
        Gazetteer.from_file(path)
    assert str(caught.value).startswith(f"{path}: ")


@pytest.mark.parametrize("name", ["nowhere.bin", "folder.bin"])
def test_what_is_no_file_is_no_snapshot(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.bin").mkdir()
    with pytest.raises(SnapshotError, match="cannot be opened"):
        Gazetteer.from_file(tmp_path / name)


def test_a_language_is_no_gazetteer(tmp_path: Path, sources: Path) -> None:
    build_shipped(sources, tmp_path)
    path = tmp_path / "language.bin"
    with pytest.raises(SnapshotError) as caught:
        Gazetteer.from_file(path)
    assert str(caught.value) == (
        f"{path}: holds language in format {FORMAT}, not entities in format {FORMAT};"
        f" rebuild it with `aliaskit gazetteer build SOURCE -o {path}`"
    )


def test_a_container_of_something_else_is_no_gazetteer(tmp_path: Path) -> None:
    write(tmp_path / "other.bin", {"numbers": b"123"}, header={"content": "measurements"})
    with pytest.raises(SnapshotError, match="holds measurements in format None, not entities"):
        Gazetteer.from_file(tmp_path / "other.bin")


@pytest.mark.parametrize("format_", [FORMAT - 1, FORMAT + 1])
def test_another_format_is_refused(tmp_path: Path, own: Path, format_: int) -> None:
    container = Container.open(own)
    sections = {name: container.array(name) for name in container.names}
    write(tmp_path / "new.bin", sections, header={**container.header, "format": format_})
    with pytest.raises(SnapshotError, match=f"holds entities in format {format_}, not entities in format"):
        Gazetteer.from_file(tmp_path / "new.bin")


def test_a_build_that_fails_leaves_the_old_file(tmp_path: Path, language: Language, own: Path) -> None:
    before = own.read_bytes()
    (tmp_path / "wrong.yaml").write_text("schema: nothing\n")
    with pytest.raises(AliasKitError):
        write_snapshot(list(Gazetteer.from_file(tmp_path / "wrong.yaml")), language, own)
    assert own.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["own.bin", "wrong.yaml"]

"""``aliaskit gazetteer``: list, show, build, check."""

import json
import re
from pathlib import Path

import pytest
from cli_runs import OWN, own, run

from aliaskit.gazetteer import Gazetteer


def test_gazetteer_list() -> None:
    assert own("gazetteer list").stdout == (
        "organization/vellmoor-bank\torganization\tVL\tBank of Vellmoor\n"
        "person/quorvin-melantha\tperson\tVL\tMelantha Quorvin\n"
        "person/tarnwick-ivo\tperson\t\tIvo Tarnwick\n"
        "person/tarnwick-osk\tperson\t\tOsk Tarnwick\n"
    )
    assert own("gazetteer list", "--kind", "ORG").stdout == (
        "organization/vellmoor-bank\torganization\tVL\tBank of Vellmoor\n"
    )
    assert own("gazetteer list", "-k", "place").stdout == ""


def test_gazetteer_list_without_options_is_what_ships() -> None:
    lines = run("gazetteer", "list").stdout.splitlines()
    assert len(lines) == len(Gazetteer.default())
    assert all(line.count("\t") == 3 for line in lines)
    assert sorted(lines) == sorted(
        f"{entity.id}\t{entity.kind.value}\t{entity.country or ''}\t{entity.name}"
        for entity in Gazetteer.default()
    )


FULL = """\
{"id": "organization/vell-tides", "name": "Ministry of Vellmoor Tides", "subtype": "ministry",\
 "country": "VL", "ids": {"made-up": "12"}, "not": ["Ministry of Winds"],\
 "aliases": ["Tidewatch", {"text": "Watch", "role": "short", "lang": "en", "weak": true},\
 {"text": "TW", "role": "acronym", "shared": true, "needs": {"country": "VL"}}]}
"""


def test_gazetteer_show(folder: Path) -> None:
    (folder / "full.jsonl").write_text(FULL)
    arguments = ("gazetteer", "show", "organization/vell-tides", "-g", "full.jsonl", "--no-default")
    assert run(*arguments).stdout == (
        "Ministry of Vellmoor Tides\n"
        "  organization/vell-tides\n"
        "  organization, ministry, VL, made-up=12\n"
        "  - Tidewatch  (name)\n"
        "  - Watch  (short, en, weak)\n"
        "  - TW  (acronym, shared, needs country VL)\n"
        "  not: Ministry of Winds\n"
    )
    record = json.loads(run(*arguments, "--json").stdout)
    assert list(record) == ["id", "kind", "name", "subtype", "country", "ids", "source", "aliases", "not"]
    assert record["aliases"] == [
        {"text": "Tidewatch", "role": "name"},
        {"text": "Watch", "role": "short", "lang": "en", "weak": True},
        {"text": "TW", "role": "acronym", "shared": True, "needs": {"country": "VL"}},
    ]
    assert (record["ids"], record["not"], record["kind"]) == (
        {"made-up": "12"},
        ["Ministry of Winds"],
        "organization",
    )


@pytest.mark.parametrize(
    ("entity_id", "hint"),
    [
        ("person/melantha-quorvin", "; did you mean person/quorvin-melantha?"),
        ("person/zork", ""),
        ("", ""),
    ],
)
def test_gazetteer_show_of_nobody(entity_id: str, hint: str) -> None:
    result = own("gazetteer show", entity_id)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"aliaskit: there is no entity {entity_id}{hint}\n"


def test_gazetteer_build_and_use(folder: Path) -> None:
    result = run("gazetteer", "build", "own.csv", "-o", "own.bin")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "4 entities, 7 aliases\n")
    first = (folder / "own.bin").read_bytes()
    run("gazetteer", "build", "own.csv", "--output", "own.bin")
    assert (folder / "own.bin").read_bytes() == first
    answers = [
        run("canonicalize", "--json", "Mela Quorvin", "Tarnwick", "--no-default", "-g", source).stdout
        for source in ("own.csv", "own.bin")
    ]
    assert answers[0] == answers[1]


ENVELOPE = """\
schema: aliaskit/entities@1
license: CC0-1.0
date: "2026-01-31"
sources: {invented: {title: made up, license: CC0-1.0}}
source: invented
entities:
"""


def test_gazetteer_build_of_a_folder(folder: Path) -> None:
    (folder / "source" / "deep").mkdir(parents=True)
    (folder / "source" / "a.yaml").write_text(ENVELOPE + "  - {id: place/vellmoor, name: Vellmoor}\n")
    (folder / "source" / "deep" / "b.yaml").write_text(
        ENVELOPE + "  - {id: place/vellmoor, extends: true, aliases: [Old Moor]}\n"
    )
    assert run("gazetteer", "build", "source", "-o", "out.bin").stderr == "1 entities, 2 aliases\n"
    assert run("canonicalize", "Old Moor", "-g", "out.bin", "--no-default").stdout == "Vellmoor\n"


def test_gazetteer_build_without_source_is_what_ships(folder: Path) -> None:
    result = run("gazetteer", "build", "-o", "data")
    assert result.exit_code == 0
    assert re.fullmatch(r"\d+ entities, \d+ aliases\n", result.stderr)
    assert sorted(path.name for path in (folder / "data").iterdir()) == ["entities.bin", "language.bin"]
    assert int(result.stderr.split()[0]) == len(Gazetteer.default())


def test_gazetteer_check_of_a_list_that_holds() -> None:
    for option in ((), ("--strict",)):
        result = run("gazetteer", "check", "own.csv", *option)
        assert (result.exit_code, result.stdout) == (0, "")
        assert result.stderr == "4 entities checked, 0 problems\n"


def test_gazetteer_check_of_a_list_with_a_shared_name(folder: Path) -> None:
    (folder / "twins.csv").write_text(OWN + "person/other,Mela Quorvin,person,,\n")
    result = run("gazetteer", "check", "twins.csv")
    assert (result.exit_code, result.stdout) == (0, "")
    counted, summary = result.stderr.splitlines()
    found = re.fullmatch(r"(\d+) names are shared or not distinct; --strict lists them", counted)
    assert found
    assert summary == f"5 entities checked, {found[1]} problems"
    strict = run("gazetteer", "check", "twins.csv", "--strict")
    assert strict.exit_code == 1
    assert len(strict.stdout.splitlines()) == int(found[1])
    assert strict.stdout.startswith(
        "'mela quorvin' belongs to person/other, person/quorvin-melantha;"
        " mark it shared or weak in person/other, person/quorvin-melantha\n"
    )


def test_gazetteer_check_of_a_folder_is_strict(folder: Path) -> None:
    (folder / "source").mkdir()
    (folder / "source" / "a.yaml").write_text(
        ENVELOPE
        + "  - {id: place/vellmoor, name: Vellmoor, not: [Vellmoor]}\n"
        + "  - {id: place/tormoor, name: Tormoor}\n"
    )
    result = run("gazetteer", "check", "source")
    assert result.exit_code == 1
    assert result.stdout.startswith("place/vellmoor: 'Vellmoor' must not resolve to it: ")
    assert result.stderr == "2 entities checked, 1 problems\n"


def test_gazetteer_check_of_a_wrong_file(folder: Path) -> None:
    (folder / "wrong.yaml").write_text(ENVELOPE + "  - {id: place/vellmoor, nom: Vellmoor}\n")
    result = run("gazetteer", "check", "wrong.yaml")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("aliaskit: wrong.yaml:7:31: unknown field 'nom' of an entity; known are ")

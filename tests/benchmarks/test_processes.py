"""Engines in processes of their own: definitions, environments, the protocol, engines that fail."""

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks import processes
from benchmarks.processes import (
    DEFINITIONS,
    PEERS,
    TASKS,
    VARIABLE,
    Answers,
    DefinitionError,
    Engine,
    Environment,
    Failure,
    ask,
    build,
    engines,
    versions,
)

HERE = Path(sys.executable)
ENTITIES = [
    {"id": "p1", "kind": "person", "country": "NZ", "names": ["Elowen Trasker", "Wrenna Ashgrove"]},
    {"id": "p2", "kind": "person", "country": "CA", "names": ["Tavish Morrowlake", " "]},
    {"id": "p3", "kind": "person", "country": None, "names": ["Mirvana Quoss"]},
    {"id": "o1", "kind": "organization", "country": None, "names": ["Mirvana Quoss Lanterns"]},
    {"id": "o2", "kind": "org", "country": None, "names": ["Quellmere Lanterns"]},
    {"id": "o3", "kind": "org", "country": None, "names": ["Quellmere: Lanterns"]},
]


def answers(engine: str | Engine, task: str, items: list[dict[str, object]], **options: Any) -> Answers:
    known = engines()[engine] if isinstance(engine, str) else engine
    found = ask(known, task, items, python=HERE, **options)
    assert isinstance(found, Answers), found
    return found


def failure(engine: Engine, **options: Any) -> str:
    found = ask(engine, "pairs", [pair("a", "b")], python=HERE, **options)
    assert isinstance(found, Failure), found
    assert "\n" not in found.reason
    return found.reason


def pair(a: str, b: str) -> dict[str, object]:
    return {"a": a, "b": b, "kind": "person"}


def query(text: str, kind: str | None = None, country: str | None = None) -> dict[str, object]:
    return {"query": text, "kind": kind, "country": country}


def runner(folder: Path, code: str) -> Engine:
    """An engine whose runner is this code, beside the protocol."""
    shutil.copy(PEERS / "protocol.py", folder)
    path = folder / "runner.py"
    path.write_text(code, encoding="utf-8")
    environment = Environment("invented", ("no-such-package",))
    return Engine("invented", frozenset(TASKS), frozenset(), environment, path, None, "Invented")


# --- definitions -------------------------------------------------------------------------------------


def test_the_definitions_that_ship() -> None:
    found = engines()
    assert {engine.runner.name for engine in found.values()} | {"protocol.py"} == {
        path.name for path in PEERS.glob("*.py")
    }
    for engine in found.values():
        assert engine.tasks
        assert engine.threshold is None or 0 < engine.threshold <= 1
        assert engine.kinds <= {"person", "organization", "place"}
        assert engine.environment.requirements


def test_what_an_engine_is_for() -> None:
    countrynames = engines()["countrynames"]
    assert countrynames.is_for("pairs", "place")
    assert countrynames.is_for("pairs")
    assert not countrynames.is_for("pairs", "person")
    assert not countrynames.is_for("cluster", "place")
    assert engines()["ratio"].is_for("cluster", "person")


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('runner = "ratios.py"', 'runner = "nowhere.py"', "names no runner: nowhere.py"),
        ('runner = "ratios.py"', "", "lacks runner"),
        ('runner = "ratios.py"', 'runner = "ratios.py"\nspeed = 1', "unknown fields: speed"),
        ('environment = "rapidfuzz"', 'environment = "rapid"', "names no environment: rapid"),
        ('"cluster"]', '"group"]', "unknown tasks: group"),
        ('name = "ratio"', 'name = "wratio"', "two engines are named wratio"),
    ],
)
def test_a_wrong_definition_is_refused(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    text = DEFINITIONS.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "engines.toml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(DefinitionError, match=complaint):
        engines(path)


# --- the protocol ------------------------------------------------------------------------------------


def test_pairs() -> None:
    items = [
        pair("Živojin Vřešťál", "ZIVOJIN VRESTAL"),
        pair("Trasker, Elowen", "Elowen Trasker"),
        pair("!", "?"),
    ]
    exact = answers("exact-key", "pairs", items)
    assert exact.rows == ({"score": 1.0}, {"score": 0.0}, {"score": 0.0})
    folded = answers("token-sort-ascii", "pairs", items)
    assert folded.rows == ({"score": 1.0}, {"score": 1.0}, {"score": 0.0})
    raw = answers("jaro-winkler", "pairs", items)
    assert 0 < raw.rows[0]["score"] < 0.6


def test_what_it_took_is_told() -> None:
    found = answers("ratio", "pairs", [pair("Elowen", "Elowyn")])
    assert found.engine == "ratio"
    assert set(found.versions) == {"rapidfuzz", "Unidecode"}
    assert found.python == sys.version.split()[0]
    assert found.cpu_seconds >= 0
    assert found.setup_seconds >= 0
    assert found.peak_bytes > 1_000_000


def test_resolve_by_key() -> None:
    asked = [query("elowen-trasker"), query("Quellmere Lanterns"), query("Nobody Known"), query("")]
    alone, several, nobody, empty = answers("exact-key", "resolve", asked, entities=ENTITIES).rows
    assert alone == {"id": "p1", "score": 1.0, "linked": True, "ambiguous": False, "candidates": ["p1"]}
    assert several["id"] is None
    assert several["ambiguous"]
    assert several["candidates"] == ["o2", "o3"]
    assert (nobody["id"], nobody["linked"], nobody["ambiguous"]) == (None, False, False)
    assert empty["id"] is None


def test_resolve_by_score_within_kind_and_country() -> None:
    asked = [
        query("Wrena Ashgrove", "person"),
        query("Mirvana Quoss Lantern", "person"),
        query("Mirvana Quoss Lantern", "org"),
        query("Tavish Morrowlake", "person", "CA"),
        query("Tavish Morrowlake", "person", "NZ"),
        query("Tavish Morrowlake", "place"),
    ]
    rows = answers("ratio-ascii", "resolve", asked, entities=ENTITIES).rows
    assert [row["id"] for row in rows[:4]] == ["p1", "p3", "o1", "p2"]
    assert rows[3]["score"] == 1.0
    # The one of another country is not asked; the others are unlike.
    assert rows[4]["id"] in ("p1", "p3")
    assert rows[4]["score"] < 0.6
    assert rows[5] == {"id": None, "score": 0.0}


def test_clusters_at_each_threshold() -> None:
    names = ["Elowen Trasker", "Elowen Traskr", "TRASKER, Elowen", "Mirvana Quoss", "", ""]
    items: list[dict[str, object]] = [{"name": name, "kind": None} for name in names]
    rows = answers("token-sort-ascii", "cluster", items, thresholds=(0.9, 0.99)).rows
    assert [row["labels"] for row in rows] == [
        {"0.90": 0, "0.99": 0},
        {"0.90": 0, "0.99": 1},
        {"0.90": 0, "0.99": 0},
        {"0.90": 3, "0.99": 3},
        {"0.90": 4, "0.99": 4},
        {"0.90": 5, "0.99": 5},
    ]
    keys = answers("openrefine-fingerprint", "cluster", items).rows
    assert [row["labels"]["shipped"] for row in keys] == [0, 1, 0, 3, 4, 5]


def test_letter_pairs_know_no_spaces() -> None:
    items = [pair("Ash Grove", "Ashgrove"), pair("Ashgrove", "Ashgrave")]
    assert [row["score"] for row in answers("openrefine-2gram", "pairs", items).rows] == [1.0, 0.0]


def test_no_items_are_asked_for_the_versions_only() -> None:
    found = answers("wratio", "cluster", [])
    assert found.rows == ()
    assert found.versions["rapidfuzz"] != "not installed"


def test_odd_text_comes_through() -> None:
    items = [pair("a\nb", "a\nb"), pair("\ud800", "\ud800"), pair("김철수", "김철수")]
    assert [row["score"] for row in answers("ratio", "pairs", items).rows] == [1.0, 1.0, 1.0]


def test_what_a_library_prints_is_no_answer(tmp_path: Path) -> None:
    noisy = """
import os
from protocol import scores, serve

def pairs(engine):
    print("Loading ...")
    os.system("echo from a child")
    return lambda items: scores([None if item.b else 2.0 for item in items])

serve({"invented": ("rapidfuzz", "no-such-package")}, pairs=pairs)
"""
    found = answers(runner(tmp_path, noisy), "pairs", [pair("a", "b"), pair("a", "")])
    assert found.rows == ({"score": None}, {"score": 1.0})
    assert found.versions["no-such-package"] == "not installed"


# --- what fails is told in one line ------------------------------------------------------------------


def test_a_task_that_an_engine_has_not() -> None:
    assert ask(engines()["countrynames"], "cluster", []) == Failure("countrynames", "has no task cluster")


def test_a_runner_that_crashes(tmp_path: Path) -> None:
    crashing = """
from protocol import serve

def pairs(engine):
    raise RuntimeError("the lantern is out")

serve({"invented": ()}, pairs=pairs)
"""
    assert failure(runner(tmp_path, crashing)) == "pairs: ended with 1: RuntimeError: the lantern is out"


def test_a_runner_without_the_task(tmp_path: Path) -> None:
    lacking = "from protocol import serve\nserve({'invented': ()})"
    assert failure(runner(tmp_path, lacking)) == "pairs: ended with 1: invented has no task 'pairs'"


def test_a_runner_that_does_not_end(tmp_path: Path) -> None:
    sleeping = runner(tmp_path, "import time; time.sleep(60)")
    assert failure(sleeping, timeout=0.3) == "pairs: no answer within 0.3 s"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("print('hello')", "not the protocol: JSONDecodeError"),
        ("print('{}')", "1 lines for 1 items, expected 3"),
        ("print('{}\\n{}\\n{}')", "not the protocol: KeyError: 'versions'"),
    ],
)
def test_a_runner_that_says_something_else(tmp_path: Path, code: str, reason: str) -> None:
    assert reason in failure(runner(tmp_path, code))


def test_an_interpreter_that_is_not_there(tmp_path: Path) -> None:
    found = ask(engines()["ratio"], "pairs", [], python=tmp_path / "python")
    assert isinstance(found, Failure)
    assert "No such file" in found.reason


# --- environments ------------------------------------------------------------------------------------


def test_an_environment_that_cannot_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "file"))
    engine = engines()["nomenklatura-logic-v2"]
    found = ask(engine, "pairs", [pair("a", "b")])
    assert isinstance(found, Failure)
    assert found.reason.startswith("nomenklatura does not install (needs ICU's headers")
    assert "\n" not in found.reason
    assert versions([engine]) == {engine.name: {}}


def test_packages_that_do_not_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
        failed = "pip" in command
        said = "WARNING: slow\nERROR: no matching distribution\nhint: see above\n\n"
        return subprocess.CompletedProcess(command, int(failed), "", said)

    monkeypatch.setenv(VARIABLE, str(tmp_path))
    monkeypatch.setattr(processes.subprocess, "run", run)
    found = build(runner(tmp_path, ""))
    assert found == Failure("invented", "invented does not install: ERROR: no matching distribution")


def test_an_environment_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []
    engine = replace(engines()["aliaskit"], environment=Environment("invented", (".",)))

    def run(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        engine.environment.folder.mkdir(parents=True, exist_ok=True)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setenv(VARIABLE, str(tmp_path))
    monkeypatch.setattr(processes.subprocess, "run", run)
    assert build(engine) is None
    assert commands[0][1:] == ["-m", "venv", str(engine.environment.folder)]
    assert commands[1][0] == str(engine.environment.python)
    assert commands[1][-1] == "."
    assert build(engine) is None
    assert len(commands) == 2
    # Another state of the checkout, or an attempt that was broken off, is made anew.
    stamp = next(engine.environment.folder.iterdir())
    stamp.write_text(json.dumps({"requirements": ["."], "source": "older"}), encoding="utf-8")
    assert build(engine) is None
    assert len(commands) == 4


def test_other_requirements_have_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    one, other = Environment("invented", ("a==1",)), Environment("invented", ("a==2",))
    assert one.folder.parent == other.folder.parent == tmp_path
    assert one.folder.name.startswith("invented-")
    assert one.folder != other.folder
    monkeypatch.delenv(VARIABLE)
    assert one.folder.parent == Path.home() / ".cache" / "aliaskit-benchmarks"

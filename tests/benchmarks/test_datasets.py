"""The repository's labelled sets keep what their READMEs promise; STRONG rows are tests."""

import csv
import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from rapidfuzz import fuzz
from unidecode import unidecode

from aliaskit import Gazetteer, Resolver
from aliaskit.evaluation import Gold
from benchmarks import data, sets

FILES = sorted(data.OWN_PAIRS.glob("*.csv"))
TWICE_LABELLED = [path for path in FILES if path.stem not in ("mixed", "known-wrong")]
KNOWN_WRONG = Path(data.__file__).parent / "datasets" / "known-wrong.csv"
MOST_PER_PATTERN = 5


@cache
def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def everything() -> list[dict[str, str]]:
    return [row for path in FILES for row in rows(path)]


def test_there_are_enough_pairs_balanced_and_each_once() -> None:
    pairs = everything()
    assert len(pairs) >= 2500
    assert 0.45 <= sum(row["label"] == "1" for row in pairs) / len(pairs) <= 0.55
    assert {row["strength"] for row in pairs} == {"STRONG", "MEDIUM", "WEAK"}
    assert all(row["kind"] in ("person", "organization", "place") and row["category"] for row in pairs)
    seen = Counter((row["kind"], *sorted((row["a"], row["b"]))) for row in pairs)
    assert [key for key, count in seen.items() if count > 1] == []


def test_both_labels_stand_in_every_script() -> None:
    labels = Counter()
    for pair in data.read_own_pairs(data.OWN_PAIRS / "scripts.csv"):
        for script in pair.scripts.split("-"):
            labels[script, pair.same] += 1
    frequent = {script for script, _ in labels if labels[script, True] + labels[script, False] >= 20}
    assert len(frequent) >= 13
    for script in frequent:
        share = labels[script, True] / (labels[script, True] + labels[script, False])
        assert 0.35 <= share <= 0.65, script


@pytest.mark.parametrize("path", TWICE_LABELLED, ids=lambda path: path.stem)
def test_no_pattern_is_frequent(path: Path) -> None:
    patterns = Counter(row["pattern"] for row in rows(path))
    assert {
        pattern for pattern, count in patterns.items() if count > MOST_PER_PATTERN or not pattern
    } == set()


def test_most_entities_are_in_no_gazetteer() -> None:
    resolver = Resolver.default()
    held = {resolver.normalize(text) for entity in data.read_own_entities() for text in entity.names}
    known = sum(
        resolver.normalize(row["a"]) in held or resolver.normalize(row["b"]) in held for row in everything()
    )
    assert known / len(everything()) <= 0.3


def test_a_third_is_wrong_for_token_sort() -> None:
    wrong = 0
    for row in everything():
        a, b = unidecode(row["a"]).lower(), unidecode(row["b"]).lower()
        wrong += (fuzz.token_sort_ratio(a, b) >= 85) != (row["label"] == "1")
    assert wrong / len(everything()) >= 1 / 3


@pytest.mark.parametrize("name", ["tasks", "facts"])
def test_tasks_name_entities_that_there_are(name: str) -> None:
    queries, known = sets.queries_of(f"own/{name}", 1000, 1000, "1")
    ids = {entity.id for entity in known}
    assert {query.text for query in queries if not query.ids <= ids} == set()
    golds = Counter(query.gold for query in queries)
    assert all(golds[gold] for gold in Gold)


@pytest.mark.parametrize("path", sorted(data.OWN_LISTS.glob("*.csv")), ids=lambda path: path.stem)
def test_lists_hold_groups_and_neighbours(path: Path) -> None:
    mentions = sets.mentions_of(f"own/{path.stem}", 0, "1")
    sizes = Counter(mentions.gold).values()
    assert len(mentions.names) == 100
    assert max(sizes) > 2
    assert min(sizes) == 1


def test_strong_rows_are_judged_rightly_but_for_the_known_ones() -> None:
    """No STRONG row is wrong that was right; a known one that has become right leaves the list."""
    resolver = Resolver([Gazetteer.from_entities([])])
    wrong = {
        (row["kind"], row["a"], row["b"])
        for row in everything()
        if row["strength"] == "STRONG"
        and (resolver.compare(row["a"], row["b"], kind=row["kind"]).judgement.name == "SAME")
        != (row["label"] == "1")
    }
    known = {(row["kind"], row["a"], row["b"]) for row in rows(KNOWN_WRONG)}
    assert wrong - known == set()
    assert known - wrong == set()


def test_foreign_queries_are_asked_among_latin_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "zork").mkdir()
    names = [f"Ron Cook {number}" for number in range(40)]
    held_out = [name for name in names if data.is_held_out(name)]
    assert 0 < len(held_out) < len(names)
    entities = [{"id": name, "kind": "person", "name": name, "aliases": ["רון קוק"]} for name in names]
    entities.append({"id": "x", "kind": "person", "name": "קוק"})
    lines = "".join(f"{json.dumps(entity)}\n" for entity in entities)
    (tmp_path / "zork" / "entities.jsonl").write_text(lines, encoding="utf-8")
    rows = [f"רון קוק\t{name}\tperson\tx\nRon Cook\t{name}\tperson\tx" for name in names]
    text = "\n".join(["query\tgold_entity_id\tkind\tcategory", *rows, "קוק\tx\tperson\tx", ""])
    (tmp_path / "zork" / "queries.tsv").write_text(text, encoding="utf-8")
    monkeypatch.setenv(data.VARIABLE, str(tmp_path))
    queries, known = sets.foreign_queries_of("zork", 100, 100, "1")
    assert [query.text for query in queries] == ["רון קוק"] * len(held_out)
    assert {id_ for query in queries for id_ in query.ids} == set(held_out)
    assert [each.names for each in known] == [(name,) for name in names]

"""Sets by their names: the repository's own, those made at run time, those of the user's folder."""

import csv
import json
import random
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from aliaskit.text import script_of
from benchmarks import data
from benchmarks.data import DatasetError, Known, Mentions, Pair, Query, same_kind
from benchmarks.made import countries, noise

_OWN, _MADE = "own/", "made/"


class Absent(Exception):
    """A set that is not here; its text is the line that says so."""


def is_ours(name: str) -> bool:
    """Whether a set is the repository's own, whose text may stand in a record."""
    return name.startswith((_OWN, _MADE))


def pairs_of(name: str, limit: int, seed: str) -> list[Pair]:
    """The labelled pairs of a set: of our own all, of others a sample.

    Raises:
        Absent: the set is not here.
        DatasetError: it does not say what it should.
    """
    if name.startswith(_OWN):
        return data.read_own_pairs(_existing(data.OWN_PAIRS / f"{name.removeprefix(_OWN)}.csv"))
    if name == "made/countries":
        return countries.country_pairs(seed, limit)
    if name == "made/noise":
        return noise.noisy_pairs(None, seed, limit)
    pairs = data.read_pairs(_existing(_folder() / name / "pairs.tsv"))
    return data.sample_pairs(pairs, limit, f"{seed}:{name}")


def queries_of(name: str, limit: int, entities: int, seed: str) -> tuple[list[Query], list[Known]]:
    """The queries of a set and the entities that they are asked against; none: the shipped gazetteer.

    Raises:
        Absent: the set is not here.
        DatasetError: it does not say what it should.
    """
    if name.startswith(_OWN):
        path = _existing(data.OWN_TASKS / f"{name.removeprefix(_OWN)}.csv")
        return data.read_own_tasks(path), data.read_own_entities()
    if name == "made/countries":
        return countries.country_queries(seed, limit), data.read_own_entities()
    folder = _folder() / name
    queries = data.sample_queries(
        data.read_queries(_existing(folder / "queries.tsv")), limit, f"{seed}:{name}"
    )
    everyone = data.read_entity_lines(_existing(folder / "entities.jsonl"))
    needed = {id_ for query in queries for id_ in query.ids}
    lines = data.sample_entities(everyone, needed, entities, f"{seed}:{name}")
    return queries, data.known_from_lines(lines)


def foreign_queries_of(name: str, limit: int, entities: int, seed: str) -> tuple[list[Query], list[Known]]:
    """Queries for persons in other scripts, and all entities with their Latin names only.

    Of each script a sample of ``limit``, among persons from whose names no cost of sounds is learned.

    Raises:
        Absent: the set is not here.
        DatasetError: it does not say what it should.
    """
    folder = _folder() / name
    everyone = data.known_from_lines(
        data.sample_entities(data.read_entity_lines(_existing(folder / "entities.jsonl")), (), entities, seed)
    )
    latin = {
        each.id: replace(each, names=names)
        for each in everyone
        if (names := tuple([text for text in each.names if script_of(text) == "latin"]))
    }
    by_script: dict[str, list[Query]] = defaultdict(list)
    for query in data.read_queries(_existing(folder / "queries.tsv")):
        script = script_of(query.text)
        meant = latin.get(min(query.ids, default=""))
        foreign = script not in ("none", "latin")
        if query.kind == "person" and foreign and meant and data.is_held_out(meant.names[0]):
            by_script[script].append(query)
    chosen = [
        query
        for script in sorted(by_script)
        for query in data.sample_queries(by_script[script], limit, f"{seed}:{name}:{script}")
    ]
    return chosen, list(latin.values())


def mentions_of(name: str, limit: int, seed: str) -> Mentions:
    """The list of a set: a file of our own, or the names, aliases and queries of a set's entities.

    Of a set, ``limit`` entities with two names or more and as many with one, shuffled.

    Raises:
        Absent: the set is not here.
        DatasetError: it does not say what it should.
    """
    if name.startswith(_OWN):
        return _listed(_existing(data.OWN_LISTS / f"{name.removeprefix(_OWN)}.csv"))
    folder = _folder() / name
    found: dict[str, set[str]] = defaultdict(set)
    kinds: dict[str, str] = {}
    with _existing(folder / "entities.jsonl").open(encoding="utf-8") as file:
        for line in file:
            entity = json.loads(line)
            kinds[entity["id"]] = same_kind(entity["kind"])
            found[entity["id"]] |= {entity["name"], *(_text(alias) for alias in entity.get("aliases", ()))}
    with _existing(folder / "queries.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row[1] in found:
                found[row[1]].add(row[0])
    chance = random.Random(f"{seed}:{name}")
    several = sorted(entity for entity, names in found.items() if len(names) > 1)
    single = sorted(entity for entity, names in found.items() if len(names) == 1)
    chosen = chance.sample(several, min(limit, len(several)))
    chosen += chance.sample(single, min(len(chosen), len(single)))
    rows = [(each, kinds[entity], entity) for entity in sorted(chosen) for each in sorted(found[entity])]
    chance.shuffle(rows)
    return Mentions([row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows])


def _listed(path: Path) -> Mentions:
    names, kinds, gold = [], [], []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names.append(row["name"])
            kinds.append(row["kind"] or None)
            gold.append(row["entity"])
    if not names:
        raise DatasetError(f"{path}: no row; the columns are name, kind, entity")
    return Mentions(names, kinds, gold)


def _text(alias: object) -> str:
    return alias if isinstance(alias, str) else str(alias["text"])  # type: ignore[index]


def _folder() -> Path:
    folder, absent = data.development_folder()
    if folder is None:
        raise Absent(absent)
    return folder


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise Absent(f"{path} is not there")
    return path

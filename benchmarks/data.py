"""Labelled pairs, entities and queries, read and sampled in a way that can be repeated."""

import csv
import json
import os
import random
import unicodedata
import zlib
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from aliaskit.evaluation import Gold

VARIABLE = "ALIASKIT_DATASETS"
OWN_PAIRS = Path(__file__).parent / "datasets" / "pairs"
OWN_TASKS = Path(__file__).parent / "datasets" / "resolve"
OWN_LISTS = Path(__file__).parent / "datasets" / "lists"
OWN_ENTITIES = Path(__file__).parent.parent / "gazetteers" / "entities"

PAIR_COLUMNS = ("kind", "a", "b", "label", "category")
TASK_COLUMNS = ("query", "kind", "country", "expected", "category")
QUERY_COLUMNS = ("query", "gold_entity_id", "kind", "category")
SET_ASIDE = ("other-alias", "weak-alias", "undecidable", "derived(")
SET_ASIDE_SHARE = 10

Item = TypeVar("Item")


class DatasetError(Exception):
    """A labelled file that does not say what it should: where, what came, what was expected."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names and whether they mean the same."""

    kind: str
    a: str
    b: str
    same: bool
    category: str
    strength: str = ""

    @property
    def derivable(self) -> bool:
        """Whether the strings can decide it: what they cannot is shown apart from the headline."""
        return self.strength != "WEAK" and not is_set_aside(self.category)

    @property
    def scripts(self) -> str:
        """The main scripts of the two names in the order of the alphabet, one if they are the same."""
        return "-".join(sorted({main_script(self.a).lower(), main_script(self.b).lower()} - {""}))

    @property
    def half(self) -> int:
        """0 or 1, the same for all pairs of one left name: pairs of one entity stay together."""
        return half_of(self.a)

    @property
    def cross_script(self) -> bool:
        """Whether the two names are mainly written in different scripts."""
        left, right = main_script(self.a), main_script(self.b)
        return bool(left and right and left != right)


@dataclass(frozen=True, slots=True)
class Query:
    """A mention and who is meant by it: one id, no id (NIL), or several (ambiguous)."""

    text: str
    kind: str | None
    country: str | None
    gold: Gold
    ids: frozenset[str]
    category: str

    @property
    def half(self) -> int:
        """0 or 1, the same for all queries that mean one entity."""
        return half_of("|".join(sorted(self.ids)) or self.text)


@dataclass(frozen=True, slots=True)
class Known:
    """An entity as a baseline needs it: an id, a kind, a country and every way of writing it."""

    id: str
    kind: str
    country: str | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mentions:
    """A list to be grouped: names, their kinds, and the entity of each."""

    names: list[str]
    kinds: list[str | None]
    gold: list[str]


def half_of(key: str) -> int:
    """0 or 1, the same for a key in every run and on every machine."""
    return zlib.crc32(key.encode("utf-8", "surrogatepass")) & 1


def is_held_out(latin: str) -> bool:
    """Whether a name is in the quarter from which no cost of sounds is learned."""
    return bool(half_of(f"quarter {latin}") and half_of(f"more {latin}"))


def is_set_aside(category: str) -> bool:
    """Whether rows of this category stay out of the headline: the strings cannot decide them."""
    return category.startswith(SET_ASIDE)


@lru_cache(maxsize=100_000)
def main_script(text: str) -> str:
    """The script of most letters of `text` (Kana is one script), empty if it has no letters."""
    counts: Counter[str] = Counter()
    for character in unicodedata.normalize("NFKC", text):
        if unicodedata.category(character) in ("Lu", "Ll", "Lt", "Lo"):
            word = unicodedata.name(character, "UNKNOWN").split()[0]
            counts["KANA" if word in ("HIRAGANA", "KATAKANA") else word] += 1
    return min(counts, key=lambda script: (-counts[script], script), default="")


def same_kind(kind: str) -> str:
    """The kind's full word: `org` and `organisation` are `organization`; others stay."""
    return "organization" if kind in ("org", "organisation") else kind


def development_folder() -> tuple[Path | None, str | None]:
    """The folder of the development sets, or None and the line that says why there is none."""
    value = os.environ.get(VARIABLE)
    if not value:
        return None, f"{VARIABLE} is not set: measured on the repository's own sets only."
    folder = Path(value)
    if not folder.is_dir():
        return None, f"{VARIABLE}={value} is no folder: measured on the repository's own sets only."
    return folder, None


def read_own_pairs(path: Path) -> list[Pair]:
    """The labelled pairs in a file of the repository (CSV)."""
    with path.open(encoding="utf-8", newline="") as file:
        return [_pair(row, path, line) for line, row in _rows(csv.reader(file), path, PAIR_COLUMNS)]


def read_pairs(path: Path) -> list[Pair]:
    """The pairs of a development set (tab-separated, no quoting)."""
    with path.open(encoding="utf-8", newline="") as file:
        return [_pair(row, path, line) for line, row in _rows(_tabbed(file), path, PAIR_COLUMNS)]


def read_own_tasks(path: Path) -> list[Query]:
    """The linking tasks in a file of the repository (CSV): an id, NIL or AMBIGUOUS:id|id is expected."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            _query(row["query"], row["expected"], row["kind"], row["country"], row["category"])
            for _, row in _rows(csv.reader(file), path, TASK_COLUMNS)
        ]


def read_queries(path: Path) -> list[Query]:
    """The queries of a development set (tab-separated, no quoting)."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            _query(row["query"], row["gold_entity_id"], row["kind"], "", row["category"])
            for _, row in _rows(_tabbed(file), path, QUERY_COLUMNS)
        ]


def read_entity_lines(path: Path) -> dict[str, str]:
    """Every line of an `entities.jsonl` under the id of its entity."""
    with path.open(encoding="utf-8") as file:
        return {json.loads(line)["id"]: line for line in file if line.strip()}


def known_from_lines(lines: Iterable[str]) -> list[Known]:
    """The entities in lines of JSON, as a baseline needs them."""
    return [_known(json.loads(line)) for line in lines]


def read_own_entities(folder: Path = OWN_ENTITIES) -> list[Known]:
    """The entities of the repository's gazetteers, read from their YAML source.

    Weak aliases, never enough alone, are left out: a baseline cannot make use of the mark. What
    stands under one id in several places (`extends: true`) is one entity.
    """
    import yaml

    merged: dict[str, Known] = {}
    for path in sorted(folder.rglob("*.yaml")):
        with path.open("rb") as file:
            content = yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        for entity in map(_known, content.get("entities") or ()):
            known = merged.get(entity.id, entity)
            names = tuple(dict.fromkeys(known.names + entity.names))
            merged[entity.id] = replace(
                known,
                country=known.country or entity.country,
                names=names,
            )
    return list(merged.values())


def sample_pairs(pairs: Sequence[Pair], limit: int, seed: str) -> list[Pair]:
    """At most `limit` pairs, in file order: a tenth set-aside ones, the rest half of each label.

    What one label has too few of, the other fills up.
    """
    aside = [pair for pair in pairs if not pair.derivable]
    same = [pair for pair in pairs if pair.same and pair.derivable]
    different = [pair for pair in pairs if not pair.same and pair.derivable]
    kept_aside = min(len(aside), limit // SET_ASIDE_SHARE)
    room = limit - kept_aside
    kept_same = min(len(same), max(room // 2, room - len(different)))
    kept_different = min(len(different), room - kept_same)
    return [
        *_pick(aside, kept_aside, f"{seed}:aside"),
        *_pick(same, kept_same, f"{seed}:same"),
        *_pick(different, kept_different, f"{seed}:different"),
    ]


def sample_queries(queries: Sequence[Query], limit: int, seed: str) -> list[Query]:
    """About `limit` queries, each sort of gold answer in the share that it has in the file."""
    return _proportional(queries, limit, seed, lambda query: query.gold)


def sample_entities(
    lines: dict[str, str],
    needed: Iterable[str],
    limit: int,
    seed: str,
) -> list[str]:
    """The lines of all `needed` entities and of as many others as `limit` leaves room for."""
    wanted = set(needed)
    others = [id_ for id_ in lines if id_ not in wanted]
    kept = wanted | set(_pick(others, min(len(others), max(0, limit - len(wanted))), seed))
    return [line for id_, line in lines.items() if id_ in kept]


def _proportional(
    items: Sequence[Query], limit: int, seed: str, stratum: Callable[[Query], Hashable]
) -> list[Query]:
    if len(items) <= limit:
        return list(items)
    strata: dict[Hashable, list[Query]] = {}
    for item in items:
        strata.setdefault(stratum(item), []).append(item)
    return [
        item
        for key, members in strata.items()
        for item in _pick(members, round(len(members) * limit / len(items)), f"{seed}:{key}")
    ]


def _pick(items: Sequence[Item], count: int, seed: str) -> list[Item]:
    chosen = sorted(random.Random(seed).sample(range(len(items)), count))
    return [items[index] for index in chosen]


def _tabbed(lines: Iterable[str]) -> Iterator[list[str]]:
    return (line.rstrip("\r\n").split("\t") for line in lines)


def _rows(
    records: Iterable[list[str]], path: Path, columns: Sequence[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    header: list[str] | None = None
    for line, record in enumerate(records, start=1):
        if header is None:
            header = record
            missing = [column for column in columns if column not in header]
            if missing:
                raise DatasetError(f"{path}:1: no column {', '.join(missing)} in {header}")
        elif len(record) != len(header):
            raise DatasetError(f"{path}:{line}: {len(record)} fields, expected {len(header)}")
        else:
            yield line, dict(zip(header, record, strict=True))


def _pair(row: dict[str, str], path: Path, line: int) -> Pair:
    if row["label"] not in ("0", "1"):
        raise DatasetError(f"{path}:{line}: label {row['label']!r}, expected 0 or 1")
    kind = same_kind(row["kind"])
    return Pair(kind, row["a"], row["b"], row["label"] == "1", row["category"], row.get("strength", ""))


def _query(text: str, expected: str, kind: str, country: str, category: str) -> Query:
    sort, _, rest = expected.rpartition("AMBIGUOUS:")
    if expected == "NIL":
        gold, ids = Gold.NIL, frozenset[str]()
    elif "AMBIGUOUS:" in expected and not sort:
        gold, ids = Gold.AMBIGUOUS, frozenset(rest.split("|"))
    else:
        gold, ids = Gold.ENTITY, frozenset(expected.split("|"))
    return Query(text, same_kind(kind) or None, country or None, gold, ids, category)


def _known(entity: dict[str, Any]) -> Known:
    aliases = [
        alias if isinstance(alias, str) else alias["text"]
        for alias in entity.get("aliases") or ()
        if isinstance(alias, str) or not alias.get("weak")
    ]
    id_ = entity["id"]
    kind = same_kind(entity.get("kind") or id_.partition("/")[0])
    own_name = [entity["name"]] if "name" in entity else []
    return Known(id_, kind, entity.get("country"), (*own_name, *aliases))

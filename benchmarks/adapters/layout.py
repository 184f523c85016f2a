"""The layout of a ready-made set: pairs, entities and queries, made of what a source records.

Positives are the names of one entity. Negatives are mined: the most similar names of different
entities. Queries are aliases held out, and names of entities that were taken out (NIL).
"""

import json
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from sys import intern
from typing import TypeVar

from rapidfuzz import fuzz, process

from benchmarks.adapters.categories import bag, negative_category, positive_category, words
from benchmarks.data import main_script

PAIR_HEADER = ("kind", "a", "b", "label", "source", "category")
QUERY_HEADER = ("query", "gold_entity_id", "kind", "category")
NIL = "NIL"

MOST_POSITIVES = 30_000
MOST_NEGATIVES = 10_000
MOST_LINKED = 5_000
MOST_NIL = 1_000
# One entity in so many is taken out.
NIL_SHARE = 12

# Blocking: a word or trigram that more names share says nothing; of the names that share most,
# so many are compared; of larger sources so many names are looked at.
MOST_SHARING = 300
MOST_COMPARED = 50
MOST_NAMES = 200_000

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of an entity; `category` where it is known better than the strings tell."""

    text: str
    category: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """What a source records of one entity: kind is person, org, place or other."""

    id: str
    kind: str
    name: str
    aliases: tuple[Alias, ...] = ()
    country: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, the main one first."""
        return (self.name, *(alias.text for alias in self.aliases))


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """Two names, whether they mean the same, and how they differ."""

    kind: str
    a: str
    b: str
    same: bool
    category: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A text and the id of who is meant, or NIL."""

    text: str
    gold: str
    kind: str
    category: str


@dataclass(slots=True)
class Contents:
    """What an adapter read from raw files: entities, pairs that the source itself labels, or both."""

    entities: list[Entity] = field(default_factory=list)
    pairs: list[LabelledPair] = field(default_factory=list)


@dataclass(slots=True)
class Layout:
    """A set as it is written: pairs, the entities that stay known, queries."""

    pairs: list[LabelledPair]
    entities: list[Entity]
    queries: list[Mention]


def clean(text: str) -> str:
    """The text on one line without tabs, with single spaces; empty if it has no letter or digit."""
    line = " ".join(text.split())
    return line if any(character.isalnum() for character in line) else ""


def entity(
    id_: str, kind: str, name: str, aliases: Iterable[Alias | str] = (), country: str | None = None
) -> Entity | None:
    """An entity with cleaned names, each once; None if nothing is left of its main name."""
    main = clean(name)
    if not main:
        return None
    found: dict[str, Alias] = {}
    for alias in aliases:
        text, category = (alias, None) if isinstance(alias, str) else (alias.text, alias.category)
        if (cleaned := clean(text)) and cleaned != main:
            found.setdefault(cleaned, Alias(cleaned, category))
    return Entity(id_, kind, main, tuple(found.values()), country)


def build(contents: Contents, seed: str) -> Layout:
    """The set made of what an adapter read; the same for the same contents and seed."""
    entities = merged(contents.entities)
    positives = _pick([*_positives(entities)], MOST_POSITIVES, f"{seed}:positives")
    negatives = mine(entities, seed, cross_share=_cross_share(positives))
    known, queries = split(entities, seed)
    return Layout([*contents.pairs, *positives, *negatives], known, queries)


def write(layout: Layout, folder: Path, source: str) -> list[Path]:
    """The written files: `pairs.tsv`, and where there are entities `entities.jsonl`, `queries.tsv`."""
    folder.mkdir(parents=True, exist_ok=True)
    title = clean(source)
    pairs = [(pair.kind, pair.a, pair.b, str(int(pair.same)), title, pair.category) for pair in layout.pairs]
    written = [_write_rows(folder / "pairs.tsv", PAIR_HEADER, pairs)]
    if layout.entities:
        path = folder / "entities.jsonl"
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(_line(known, title) for known in layout.entities)
        queries = [(query.text, query.gold, query.kind, query.category) for query in layout.queries]
        written += [path, _write_rows(folder / "queries.tsv", QUERY_HEADER, queries)]
    return written


def merged(entities: Iterable[Entity]) -> list[Entity]:
    """The entities, each id once: what stands under one id several times is one entity."""
    found: dict[str, Entity] = {}
    for new in entities:
        old = found.get(new.id)
        if old:
            both = entity(old.id, old.kind, old.name, (*old.aliases, new.name, *new.aliases), old.country)
            new = both or old
        found[new.id] = new
    return list(found.values())


def split(entities: Sequence[Entity], seed: str) -> tuple[list[Entity], list[Mention]]:
    """The entities that stay known, without the aliases held out, and the queries.

    Nothing is asked that the strings cannot answer: a name that a known entity bears is no
    mention of one taken out, and an alias that two entities bear is not held out.
    """
    bearers = Counter((each.kind, key) for each in entities for key in {bag(name) for name in each.names})
    own = [(each, [name for name in each.names if bearers[each.kind, bag(name)] == 1]) for each in entities]
    choice = random.Random(f"{seed}:queries")
    nameable = [(each, names) for each, names in own if len(names) == len(each.names)]
    count = min(MOST_NIL, max(1, len(entities) // NIL_SHARE), len(entities) // 2)
    taken = {each.id: choice.choice(names) for each, names in _pick(nameable, count, f"{seed}:nil")}
    queries = [Mention(taken[each.id], NIL, each.kind, "nil") for each in entities if each.id in taken]
    askable = [(each, names) for each, names in own if each.id not in taken and _to_hold_out(each, names)]
    held: dict[str, Alias] = {}
    for each, names in _pick(askable, MOST_LINKED, f"{seed}:held out"):
        alias = choice.choice(_to_hold_out(each, names))
        held[each.id] = alias
        category = alias.category or positive_category(each.name, alias.text, each.kind)
        queries.append(Mention(alias.text, each.id, each.kind, category))
    known = [_without(each, held.get(each.id)) for each in entities if each.id not in taken]
    choice.shuffle(queries)
    return known, queries


def mine(
    entities: Sequence[Entity], seed: str, most: int = MOST_NEGATIVES, cross_share: float = 0.0
) -> list[LabelledPair]:
    """At most `most` pairs of the most similar names of different entities of one kind.

    Similar names are found in one script. So that a difference of script says nothing about the
    label, a share of the pairs gets another script's name of the second entity instead.
    """
    choice = random.Random(f"{seed}:negatives")
    bags = [{bag(name) for name in each.names} for each in entities]
    groups: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for index, each in enumerate(entities):
        for name in dict.fromkeys(each.names):
            if words(name):
                groups.setdefault((each.kind, main_script(name)), []).append((index, name))
    total = sum(map(len, groups.values()))
    found: dict[frozenset[str], LabelledPair] = {}
    for (kind, script), named in sorted(groups.items()):
        room = len(found) + round(most * len(named) / total)
        named = _pick(named, MOST_NAMES, f"{seed}:{kind}:{script}")
        features = _Features([name for _, name in named])
        for left in choice.sample(range(len(named)), len(named)):
            if len(found) >= min(room, most):
                break
            index, name = named[left]
            rivals = [
                named[right]
                for right in features.sharing(left)
                if named[right][0] != index
                and bag(named[right][1]) not in bags[index]
                and bag(name) not in bags[named[right][0]]
            ][:MOST_COMPARED]
            best = _most_similar(name, [rival for _, rival in rivals])
            if best is not None:
                other, rival = rivals[best]
                foreign = [text for text in entities[other].names if main_script(text) not in ("", script)]
                if foreign and choice.random() < cross_share:
                    rival = choice.choice(foreign)
                category = negative_category(name, rival, kind)
                pair = LabelledPair(kind, name, rival, False, category)
                found.setdefault(frozenset((name, rival)), pair)
    return list(found.values())


class _Features:
    """Which names share words and trigrams with which: what is not so found is not similar."""

    def __init__(self, names: Sequence[str]) -> None:
        self._of_name = [_features(name) for name in names]
        counts = Counter(feature for features in self._of_name for feature in features)
        self._sharing: dict[str, list[int]] = {}
        for index, features in enumerate(self._of_name):
            for feature in features:
                if 1 < counts[feature] <= MOST_SHARING:
                    self._sharing.setdefault(feature, []).append(index)

    def sharing(self, index: int) -> list[int]:
        """The other names by how much they share with this one, most first; twice those compared."""
        shared: Counter[int] = Counter()
        for feature in self._of_name[index]:
            shared.update(self._sharing.get(feature, ()))
        del shared[index]
        return [other for other, _ in shared.most_common(2 * MOST_COMPARED)]


def _features(name: str) -> tuple[str, ...]:
    key = " ".join(words(name))
    padded = f" {key} "
    grams = (padded[start : start + 3] for start in range(len(padded) - 2))
    # Few trigrams are different: kept once each, those of a large source fit into the memory.
    return tuple(dict.fromkeys(map(intern, (*(f"{word}=" for word in words(name)), *grams))))


def _most_similar(name: str, rivals: Sequence[str]) -> int | None:
    if not rivals:
        return None
    keys = [" ".join(bag(rival)) for rival in rivals]
    return int(process.extractOne(" ".join(bag(name)), keys, scorer=fuzz.ratio)[2])


def _positives(entities: Iterable[Entity]) -> Iterable[LabelledPair]:
    for each in entities:
        for alias in each.aliases:
            category = alias.category or positive_category(each.name, alias.text, each.kind)
            yield LabelledPair(each.kind, each.name, alias.text, True, category)


def _cross_share(pairs: Sequence[LabelledPair]) -> float:
    crossing = sum(main_script(pair.a) != main_script(pair.b) for pair in pairs)
    return crossing / len(pairs) if pairs else 0.0


def _to_hold_out(each: Entity, unshared: Sequence[str]) -> list[Alias]:
    kept = Counter(bag(name) for name in each.names)
    # What differs from a name that stays in nothing but case, signs and order asks nothing.
    return [alias for alias in each.aliases if alias.text in unshared and kept[bag(alias.text)] == 1]


def _without(each: Entity, held: Alias | None) -> Entity:
    if held is None:
        return each
    aliases = tuple(alias for alias in each.aliases if alias != held)
    return Entity(each.id, each.kind, each.name, aliases, each.country)


def _pick(items: Sequence[Item], most: int, seed: str) -> list[Item]:
    if len(items) <= most:
        return list(items)
    chosen = sorted(random.Random(seed).sample(range(len(items)), most))
    return [items[index] for index in chosen]


def _line(known: Entity, source: str) -> str:
    fields = {
        "id": known.id,
        "kind": known.kind,
        "name": known.name,
        "aliases": [alias.text for alias in known.aliases],
        "source": source,
        **({"country": known.country} if known.country else {}),
    }
    return json.dumps(fields, ensure_ascii=False) + "\n"


def _write_rows(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines("\t".join(row) + "\n" for row in (header, *rows))
    return path

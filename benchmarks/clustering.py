"""Whole lists without a gazetteer: mentions of known entities, shuffled, put into groups again."""

import csv
import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process
from unidecode import unidecode

from aliaskit.cleaning import clean
from aliaskit.evaluation import b_cubed_rates, largest_wrong_cluster, pairwise_rates
from aliaskit.gazetteer import Gazetteer
from aliaskit.resolver import Resolver
from benchmarks.report import Table

SETS = ("ofac_sdn", "us_congress", "ror", "wiki_en_es_people")
_KINDS = {"org": "organization"}
_WORD = re.compile("[a-z0-9]+")
_THRESHOLDS = (80, 82, 84, 86, 88, 90, 92, 94, 96)
_RESAMPLES = 200


@dataclass(frozen=True, slots=True)
class Mentions:
    """A list to be grouped: names, their kinds, and the entity of each."""

    names: list[str]
    kinds: list[str | None]
    gold: list[str]


def read_mentions(folder: Path, limit: int, seed: str) -> Mentions:
    """Names, aliases, queries of ``limit`` entities with two or more, and of as many with one, shuffled."""
    found: dict[str, set[str]] = defaultdict(set)
    kinds: dict[str, str] = {}
    with (folder / "entities.jsonl").open(encoding="utf-8") as file:
        for line in file:
            entity = json.loads(line)
            kinds[entity["id"]] = _KINDS.get(entity["kind"], entity["kind"])
            found[entity["id"]] |= {entity["name"], *(_text(alias) for alias in entity.get("aliases", ()))}
    with (folder / "queries.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row[1] in found:
                found[row[1]].add(row[0])
    chance = random.Random(f"{seed}:{folder.name}")
    several = sorted(entity for entity, names in found.items() if len(names) > 1)
    single = sorted(entity for entity, names in found.items() if len(names) == 1)
    chosen = chance.sample(several, min(limit, len(several)))
    chosen += chance.sample(single, min(len(chosen), len(single)))
    rows = [(name, kinds[entity], entity) for entity in sorted(chosen) for name in sorted(found[entity])]
    chance.shuffle(rows)
    return Mentions([row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows])


def _text(alias: object) -> str:
    return alias if isinstance(alias, str) else str(alias["text"])  # type: ignore[index]


Labels = list[int] | list[str]


def nothing(mentions: Mentions) -> Labels:
    """Every mention alone: the floor."""
    return list(range(len(mentions.names)))


def fingerprint(mentions: Mentions) -> Labels:
    """OpenRefine's fingerprint: the sorted set of words."""
    return [" ".join(sorted(set(_plain(name).split()))) or name for name in mentions.names]


def ngrams(mentions: Mentions) -> Labels:
    """OpenRefine's 2-gram fingerprint: the sorted set of letter pairs."""
    return [
        "".join(sorted({text[i : i + 2] for i in range(len(text) - 1)})) or text for text in _glued(mentions)
    ]


def _glued(mentions: Mentions) -> list[str]:
    return [_plain(name).replace(" ", "") for name in mentions.names]


def _plain(name: str) -> str:
    return " ".join(_WORD.findall(unidecode(name).lower()))


def components(mentions: Mentions, scorer: Callable[..., float]) -> tuple[int, Labels]:
    """The best threshold, judged on this very list, and the connected components at it."""
    texts = [_plain(name) for name in mentions.names]
    distinct = sorted(set(texts))
    place = {text: number for number, text in enumerate(distinct)}
    edges: list[tuple[int, int, float]] = []
    for start in range(0, len(distinct), 500):
        block = process.cdist(
            distinct[start : start + 500],
            distinct,
            scorer=scorer,
            score_cutoff=_THRESHOLDS[0],
            dtype=np.float32,
        )
        rows, columns = np.nonzero(block)
        edges += [
            (start + a, b, float(block[a, b]))
            for a, b in zip(rows.tolist(), columns.tolist(), strict=True)
            if start + a < b
        ]
    best: tuple[float, int, Labels] | None = None
    for threshold in _THRESHOLDS:
        parents = list(range(len(distinct)))
        for a, b, score in edges:
            if score >= threshold:
                parents[_root(parents, a)] = _root(parents, b)
        labels: Labels = [_root(parents, place[text]) for text in texts]
        f1 = b_cubed_rates(labels, mentions.gold).f1
        if best is None or f1 > best[0]:
            best = (f1, threshold, labels)
    assert best is not None
    return best[1], best[2]


def _root(parents: list[int], number: int) -> int:
    while parents[number] != number:
        parents[number] = parents[parents[number]]
        number = parents[number]
    return number


def ours(mentions: Mentions) -> Labels:
    """Aliaskit's groups, nothing known beforehand."""
    resolver = Resolver([Gazetteer.from_entities([])])
    return [
        row.cluster if row else ""
        for row in clean(mentions.names, kind=mentions.kinds, resolver=resolver).rows
    ]


def measure(mentions: Mentions) -> list[tuple[str, str, Labels]]:
    """Engine, setting and labels of every way to group the list."""
    sort_threshold, sort_labels = components(mentions, fuzz.token_sort_ratio)
    wratio_threshold, wratio_labels = components(mentions, fuzz.WRatio)
    return [
        ("do nothing", "", nothing(mentions)),
        ("fingerprint", "", fingerprint(mentions)),
        ("2-gram fingerprint", "", ngrams(mentions)),
        ("token_sort_ratio", f"components, best of all: {sort_threshold}", sort_labels),
        ("WRatio", f"components, best of all: {wratio_threshold}", wratio_labels),
        ("aliaskit", "shipped", ours(mentions)),
    ]


def lead(mentions: Mentions, mine: Labels, other: Labels, seed: str) -> tuple[float, float]:
    """The 95 % interval of the lead in B-cubed F1, entities resampled."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, entity in enumerate(mentions.gold):
        places[entity].append(place)
    entities = sorted(places)
    chance = random.Random(seed)
    leads = []
    for _ in range(_RESAMPLES):
        drawn = [place for entity in chance.choices(entities, k=len(entities)) for place in places[entity]]
        gold = [mentions.gold[place] for place in drawn]
        leads.append(_f1(mine, drawn, gold) - _f1(other, drawn, gold))
    leads.sort()
    return leads[int(0.025 * _RESAMPLES)], leads[int(0.975 * _RESAMPLES)]


def _f1(labels: Sequence[object], drawn: list[int], gold: list[str]) -> float:
    return b_cubed_rates([str(labels[place]) for place in drawn], gold).f1


def table(dataset: str, mentions: Mentions, found: list[tuple[str, str, Labels]], seed: str) -> Table:
    """The table of one list, and our lead over each other engine with its interval."""
    made = Table(
        f"Lists: {dataset}",
        (
            "engine",
            "setting",
            "B3 P",
            "B3 R",
            "B3 F1",
            "pair F1",
            "largest wrong",
            "our lead, low",
            "our lead, high",
        ),
        2,
        f"{len(mentions.names)} mentions of {len(set(mentions.gold))} entities, no gazetteer."
        " 95 % intervals.",
    )
    mine = found[-1][2]
    for engine, setting, labels in found:
        rates = b_cubed_rates(labels, mentions.gold)
        wrong = len(largest_wrong_cluster(labels, mentions.gold))
        low, high = (None, None) if labels is mine else lead(mentions, mine, labels, seed)
        pair_f1 = pairwise_rates(labels, mentions.gold).f1
        made.rows.append(
            (engine, setting, rates.precision, rates.recall, rates.f1, pair_f1, wrong, low, high)
        )
    return made

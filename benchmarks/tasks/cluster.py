"""`cluster`: a whole list without a gazetteer, put into groups."""

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from aliaskit.evaluation import b_cubed_rates, largest_wrong_cluster, pairwise_rates
from benchmarks.data import Mentions
from benchmarks.intervals import interval
from benchmarks.records import Figure

_RESAMPLES = 200
OWN_SETTING = "shipped"
Labels = Sequence[object]


def items_of(mentions: Mentions) -> list[dict[str, object]]:
    """The mentions as a runner gets them."""
    return [{"name": name, "kind": kind} for name, kind in zip(mentions.names, mentions.kinds, strict=True)]


def labels_of(answers: Sequence[Mapping[str, Any]]) -> dict[str, list[object]]:
    """The labels by setting: a threshold, or ``shipped``."""
    settings = answers[0]["labels"] if answers else {}
    return {setting: [answer["labels"][setting] for answer in answers] for setting in settings}


def best_labels(labels: Mapping[str, Labels], gold: Sequence[str]) -> tuple[str, Labels]:
    """The setting with the highest B-cubed F1 on this very list, and its labels.

    Looking at the list flatters the engines that have thresholds; aliaskit has none to choose.
    """
    setting = max(sorted(labels), key=lambda each: b_cubed_rates(labels[each], gold).f1)
    return setting, labels[setting]


def figures(benchmark: str, engine: str, setting: str, labels: Labels, gold: Sequence[str]) -> list[Figure]:
    """The figures of one grouping of one list."""
    cubed, pairs = b_cubed_rates(labels, gold), pairwise_rates(labels, gold)
    values = {
        "b3_f1": cubed.f1,
        "b3_precision": cubed.precision,
        "b3_recall": cubed.recall,
        "pairwise_f1": pairs.f1,
        "largest_wrong": float(len(largest_wrong_cluster(labels, gold))),
    }
    shown = "own" if setting == OWN_SETTING else "best here"
    found = [
        Figure(benchmark, engine, "all", shown, name, value, len(gold)) for name, value in values.items()
    ]
    if setting != OWN_SETTING:
        found.append(Figure(benchmark, engine, "all", shown, "threshold", float(setting), len(gold)))
    return found


def lead(benchmark: str, engine: str, ours: Labels, other: Labels, gold: Sequence[str]) -> Figure:
    """Our lead over an engine in B-cubed F1, with its 95 % interval by resampling entities."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, entity in enumerate(gold):
        places[entity].append(place)
    entities = sorted(places)
    chance = random.Random(benchmark)
    leads = []
    for _ in range(_RESAMPLES):
        drawn = [place for entity in chance.choices(entities, k=len(entities)) for place in places[entity]]
        meant = [gold[place] for place in drawn]
        leads.append(_f1(ours, drawn, meant) - _f1(other, drawn, meant))
    value = b_cubed_rates(ours, gold).f1 - b_cubed_rates(other, gold).f1
    low, high = interval(leads)
    return Figure(benchmark, engine, "all", "best here", "our_lead", value, len(gold), low, high)


def _f1(labels: Labels, drawn: Sequence[int], gold: Sequence[str]) -> float:
    return b_cubed_rates([str(labels[place]) for place in drawn], gold).f1

"""`pairs`: how well an engine tells names of one entity from similar names of others."""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from aliaskit import evaluation
from aliaskit.evaluation import Rates, Scored
from benchmarks.data import Pair
from benchmarks.intervals import interval
from benchmarks.records import AnswerRow, CurvePoint, Figure, key_of

ENOUGH = 40
"""Pairs of each label that a slice needs: of 40, one false alarm already caps precision at .82."""
_RESAMPLES = 400
STEPS = 39
"""A curve is thinned to the best point of each of so many steps of recall, and the one of full recall."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair with an engine's score (0 to 1) and what it says itself: None where it has no setting."""

    pair: Pair
    score: float
    same: bool | None


def items_of(pairs: Iterable[Pair]) -> list[dict[str, object]]:
    """The pairs as a runner gets them."""
    return [{"a": pair.a, "b": pair.b, "kind": pair.kind} for pair in pairs]


def judged(
    pairs: Sequence[Pair], answers: Sequence[Mapping[str, Any]], threshold: float | None
) -> list[Judged]:
    """The pairs with an engine's answers; its own setting is its word or else its threshold."""
    found = []
    for pair, answer in zip(pairs, answers, strict=True):
        score = answer["score"]
        same = answer.get("same")
        if same is None and threshold is not None:
            same = score is not None and score >= threshold
        found.append(Judged(pair, 0.0 if score is None else float(score), same))
    return found


def figures(benchmark: str, engine: str, items: Sequence[Judged]) -> list[Figure]:
    """The figures of one engine on one set, by slice.

    The headline slices hold what the strings can decide: `all`, `same-script`, `cross-script`. The others
    are by category, by scripts and by strength.
    """
    headline = _headline_slices(items)
    found: list[Figure] = []
    for name, part in headline.items():
        found += _headline(benchmark, engine, name, part)
    calls = _calls(headline["all"])
    for name, key in _SLICES.items():
        groups = evaluation.by(items, partial(_named, key))
        for value, part in groups.items():
            if not value:
                continue
            found += _shares(benchmark, engine, f"{name}:{value}", part, calls)
    return found


def curves(benchmark: str, engine: str, items: Sequence[Judged]) -> list[CurvePoint]:
    """The precision-recall curves of one engine on one set, by headline slice, thinned.

    Of each step of recall the point of highest precision stays: what a curve says is how precise an
    engine is that finds at least so much, and that stays exact where the steps begin.
    """
    found: list[CurvePoint] = []
    for name, part in _headline_slices(items).items():
        scored = _scored(part)
        if min(len(scored.same), len(scored.different)) < ENOUGH:
            continue
        best: dict[int, evaluation.Point] = {}
        for point in evaluation.curve(scored):
            step = int(point.rates.recall * STEPS + 1e-9)
            if point.rates.recall and (
                step not in best or point.rates.precision > best[step].rates.precision
            ):
                best[step] = point
        found += [
            CurvePoint(benchmark, engine, name, p.threshold, p.rates.recall, p.rates.precision)
            for _, p in sorted(best.items())
        ]
    return found


def answer_rows(benchmark: str, items: Sequence[Judged], *, with_text: bool) -> list[AnswerRow]:
    """What the engine said about each pair, for the record."""
    return [
        AnswerRow(
            benchmark,
            key_of(item.pair.kind, item.pair.a, item.pair.b),
            "same" if item.pair.same else "different",
            "same" if item.same else "different",
            item.score,
            item.pair.category,
            f"{item.pair.a} | {item.pair.b}" if with_text else "",
        )
        for item in items
    ]


_SLICES: dict[str, Callable[[Pair], str]] = {
    "category": lambda pair: f"{int(pair.same)}:{pair.category}",
    "scripts": lambda pair: pair.scripts if pair.cross_script else "",
    "strength": lambda pair: pair.strength,
    "kind": lambda pair: pair.kind,
}


def _headline_slices(items: Sequence[Judged]) -> dict[str, list[Judged]]:
    """What the strings can decide, whole and by whether both names are in one script."""
    derivable = [item for item in items if item.pair.derivable]
    return {
        "all": derivable,
        "same-script": [item for item in derivable if not item.pair.cross_script],
        "cross-script": [item for item in derivable if item.pair.cross_script],
    }


def _named(key: Callable[[Pair], str], item: Judged) -> str:
    return key(item.pair)


def _headline(benchmark: str, engine: str, name: str, items: Sequence[Judged]) -> list[Figure]:
    same = sum(item.pair.same for item in items)
    halves = (_scored(items, 0), _scored(items, 1))
    if min(same, len(items) - same) < ENOUGH or not all(half.same and half.different for half in halves):
        return []
    whole = Scored(halves[0].same + halves[1].same, halves[0].different + halves[1].different)
    tuned = evaluation.tuned_across_halves(halves)
    found = [
        Figure(
            benchmark, engine, name, "", "average_precision", evaluation.average_precision(whole), len(items)
        ),
        Figure(
            benchmark, engine, name, "", "recall_at_p95", evaluation.recall_at_precision(whole), len(items)
        ),
        Figure(benchmark, engine, name, "tuned", "threshold", sum(tuned.thresholds) / 2, len(items)),
    ]
    # A pair of half 0 is judged with the threshold of half 1, and the other way round.
    at_best = [(item.pair.same, item.score >= tuned.thresholds[1 - item.pair.half]) for item in items]
    found += _rates(benchmark, engine, name, "tuned", at_best)
    own = [(item.pair.same, item.same) for item in items if item.same is not None]
    return found + (_rates(benchmark, engine, name, "own", own) if own else [])


def _rates(
    benchmark: str, engine: str, name: str, setting: str, calls: Sequence[tuple[bool, bool]]
) -> list[Figure]:
    """F1, precision and recall at 10 % prevalence, and the share of false alarms; F1 with its interval."""
    hits = [called for same, called in calls if same]
    alarms = [called for same, called in calls if not same]
    rates = _weighted(sum(hits), len(hits), sum(alarms), len(alarms))
    chance = random.Random(f"{benchmark}:{engine}:{name}")
    low, high = interval(
        _weighted(
            _binomial(chance, len(hits), sum(hits) / len(hits)),
            len(hits),
            _binomial(chance, len(alarms), sum(alarms) / len(alarms)),
            len(alarms),
        ).f1
        for _ in range(_RESAMPLES)
    )
    count = len(calls)
    return [
        Figure(benchmark, engine, name, setting, "f1", rates.f1, count, low, high),
        Figure(benchmark, engine, name, setting, "precision", rates.precision, count),
        Figure(benchmark, engine, name, setting, "recall", rates.recall, count),
        Figure(benchmark, engine, name, setting, "false_alarms", sum(alarms) / len(alarms), len(alarms)),
    ]


def _weighted(hits: int, same: int, alarms: int, different: int) -> Rates:
    return evaluation.at_prevalence(hits / same, alarms / different)


def _binomial(chance: random.Random, count: int, share: float) -> int:
    """The bootstrap's draw: how many of ``count`` resampled items are called the same."""
    return (
        chance.binomialvariate(count, share)
        if hasattr(chance, "binomialvariate")
        else sum(chance.random() < share for _ in range(count))
    )


def _calls(items: Sequence[Judged]) -> tuple[float, float] | None:
    halves = (_scored(items, 0), _scored(items, 1))
    if not all(half.same and half.different for half in halves):
        return None
    return evaluation.tuned_across_halves(halves).thresholds


def _shares(
    benchmark: str,
    engine: str,
    name: str,
    items: Sequence[Judged],
    thresholds: tuple[float, float] | None,
) -> list[Figure]:
    """The share that is judged rightly, at the engine's own setting and at the tuned one."""
    found = []
    own = [item.same == item.pair.same for item in items if item.same is not None]
    if own:
        found.append(Figure(benchmark, engine, name, "own", "right", sum(own) / len(own), len(own)))
    if thresholds is not None:
        right = [(i.score >= thresholds[1 - i.pair.half]) == i.pair.same for i in items]
        found.append(Figure(benchmark, engine, name, "tuned", "right", sum(right) / len(right), len(right)))
    return found


def _scored(items: Iterable[Judged], half: int | None = None) -> Scored:
    """The scores by label, of one half or of all."""
    mine = [item for item in items if half is None or item.pair.half == half]
    return Scored(
        tuple(item.score for item in mine if item.pair.same),
        tuple(item.score for item in mine if not item.pair.same),
    )

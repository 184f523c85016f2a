"""`pairs`: how well an engine tells names of one entity from similar names of others."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from aliaskit import evaluation
from aliaskit.evaluation import Rates, Scored, Tuned
from benchmarks.data import Pair, is_set_aside
from benchmarks.engines import Opinion, PairEngine
from benchmarks.report import Table, mean

ENOUGH = 50
"""Pairs of each label that a slice needs: of 50, one false alarm already caps precision at .85."""


class Slice(Enum):
    """Which pairs of a set are looked at."""

    ALL = "all"
    SAME_SCRIPT = "same-script"
    CROSS_SCRIPT = "cross-script"


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair with an engine's opinion on it."""

    pair: Pair
    opinion: Opinion


@dataclass(frozen=True, slots=True)
class Result:
    """What one engine reached on one slice of one set; None where nothing can be said."""

    dataset: str
    slice: Slice
    engine: str
    same: int
    different: int
    halves: tuple[Scored, Scored]
    tuned: Tuned | None
    average_precision: float | None
    recall_at_precision: float | None
    shipped: Rates | None
    shipped_recall: float | None

    @property
    def enough(self) -> bool:
        """Whether there are enough pairs of both labels for an F1."""
        return self.tuned is not None


def judge(pairs: Iterable[Pair], engine: PairEngine, with_kind: bool) -> list[Judged]:
    """Every pair with the engine's opinion, the engine told the kind or not."""
    return [
        Judged(
            pair,
            engine.judge(pair.a, pair.b, pair.kind if with_kind else None),
        )
        for pair in pairs
    ]


def results(dataset: str, engine: str, judged: Sequence[Judged]) -> list[Result]:
    """One result per slice that has pairs; set-aside categories left out."""
    headline = [item for item in judged if not is_set_aside(item.pair.category)]
    cross = [item for item in headline if item.pair.cross_script]
    alike = [item for item in headline if not item.pair.cross_script]
    slices = ((Slice.ALL, headline), (Slice.SAME_SCRIPT, alike), (Slice.CROSS_SCRIPT, cross))
    return [_result(dataset, which, engine, items) for which, items in slices if items]


def detail_table(found: Iterable[Result], which: Slice) -> Table:
    """One slice: a row per set and engine."""
    table = Table(
        f"Pairs, {which.value}",
        (
            *("dataset", "engine", "same", "different", "F1", "P", "R", "threshold A"),
            *("threshold B", "AP", "R@P95", "F1 shipped", "P shipped", "R shipped"),
        ),
        keys=2,
        note="At 10 % prevalence. F1, P, R: threshold tuned on one half, measured on the other.",
    )
    for r in sorted((r for r in found if r.slice is which), key=lambda r: r.dataset):
        tuned = r.tuned
        table.rows.append(
            (
                *(r.dataset, r.engine, r.same, r.different),
                *((tuned.rates.f1, tuned.rates.precision) if tuned else (None, None)),
                *((tuned.rates.recall, *tuned.thresholds) if tuned else (None, None, None)),
                *(r.average_precision, r.recall_at_precision),
                *((r.shipped.f1, r.shipped.precision) if r.shipped else (None, None)),
                r.shipped_recall,
            )
        )
    return table


def summary_table(found: Sequence[Result]) -> Table:
    """The headline: means over the sets that have enough pairs of both labels."""
    table = Table(
        "Pairs, mean over sets",
        (
            *("slice", "engine", "sets", "F1 tuned per set", "F1 one threshold"),
            *("AP", "R@P95", "F1 shipped"),
        ),
        keys=2,
        note="One threshold: tuned on one half of all sets together, measured on the other.",
    )
    for which in Slice:
        groups: dict[str, list[Result]] = defaultdict(list)
        for result in found:
            if result.slice is which and result.enough:
                groups[result.engine].append(result)
        for engine, group in groups.items():
            table.rows.append(
                (
                    *(which.value, engine, len(group)),
                    mean([r.tuned.rates.f1 for r in group if r.tuned]),
                    mean(_one_threshold(group)),
                    mean([r.average_precision for r in group if r.average_precision is not None]),
                    mean([r.recall_at_precision or 0.0 for r in group]),
                    mean([r.shipped.f1 for r in group if r.shipped]),
                )
            )
    return table


def category_table(
    judged: dict[tuple[str, str], list[Judged]], found: Iterable[Result], set_aside: bool
) -> Table:
    """Per category, all sets together: the share called the same (of `0:` rows: false alarms)."""
    thresholds = {
        (r.dataset, r.engine): r.tuned.thresholds for r in found if r.slice is Slice.ALL and r.tuned
    }
    counts: dict[tuple[str, str], list[tuple[bool | None, bool | None]]] = defaultdict(list)
    for (dataset, engine), items in judged.items():
        tuned = thresholds.get((dataset, engine))
        for item in items:
            if is_set_aside(item.pair.category) is set_aside:
                category = f"{int(item.pair.same)}:{item.pair.category}"
                # A pair of half 0 is judged with the threshold of half 1, and the other way round.
                call = item.opinion.score >= tuned[1 - item.pair.half] if tuned else None
                counts[category, engine].append((call, item.opinion.same))
    table = Table(
        "Categories left out of the headline" if set_aside else "Categories of the headline",
        ("category", "engine", "pairs", "called same, tuned", "called same, shipped"),
        keys=2,
        note="All sets together; 1: should be called the same, 0: should not. Tuned: of the pairs "
        "in sets with a threshold.",
    )
    for (category, engine), calls in sorted(counts.items(), key=lambda item: item[0][0]):
        tuned_calls = [float(call) for call, _ in calls if call is not None]
        shipped_calls = [float(call) for _, call in calls if call is not None]
        table.rows.append((category, engine, len(calls), mean(tuned_calls), mean(shipped_calls)))
    return table


def _result(dataset: str, which: Slice, engine: str, items: Sequence[Judged]) -> Result:
    same = sum(item.pair.same for item in items)
    different = len(items) - same
    halves = (_scored(items, 0), _scored(items, 1))
    whole = Scored(halves[0].same + halves[1].same, halves[0].different + halves[1].different)
    enough = min(same, different) >= ENOUGH and all(half.same and half.different for half in halves)
    own = [(item.pair.same, item.opinion.same) for item in items if item.opinion.same is not None]
    hits = sum(called for label, called in own if label)
    alarms = sum(called for label, called in own if not label)
    return Result(
        dataset=dataset,
        slice=which,
        engine=engine,
        same=same,
        different=different,
        halves=halves,
        tuned=evaluation.tuned_across_halves(halves) if enough else None,
        average_precision=evaluation.average_precision(whole) if enough else None,
        recall_at_precision=evaluation.recall_at_precision(whole) if enough else None,
        shipped=evaluation.at_prevalence(hits / same, alarms / different) if own and enough else None,
        shipped_recall=hits / same if own and same else None,
    )


def _scored(items: Iterable[Judged], half: int) -> Scored:
    mine = [item for item in items if item.pair.half == half]
    return Scored(
        tuple(item.opinion.score for item in mine if item.pair.same),
        tuple(item.opinion.score for item in mine if not item.pair.same),
    )


def _one_threshold(group: Sequence[Result]) -> list[float]:
    on_first = evaluation.common_threshold([result.halves[0] for result in group])
    on_second = evaluation.common_threshold([result.halves[1] for result in group])
    crossed = [[(r.halves[0], on_second), (r.halves[1], on_first)] for r in group]
    return [evaluation.pooled_rates(parts).f1 for parts in crossed]

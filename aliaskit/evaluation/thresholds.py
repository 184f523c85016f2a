"""Scored pairs over all thresholds: the precision-recall curve and what is read from it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from aliaskit.evaluation.rates import PREVALENCE, Rates, at_prevalence, share_at_least

PRECISION_FLOOR = 0.95
GRID_SIZE = 400


@dataclass(frozen=True, slots=True)
class Scored:
    """The scores that one engine gave to the pairs of one set, by their label."""

    same: tuple[float, ...]
    different: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """What is reached when every pair that scores at least `threshold` is called the same."""

    threshold: float
    rates: Rates


@dataclass(frozen=True, slots=True)
class Tuned:
    """Rates over two halves, each judged with the threshold tuned on the other one."""

    rates: Rates
    thresholds: tuple[float, float]


def rates_at(scored: Scored, threshold: float, prevalence: float = PREVALENCE) -> Rates:
    """The rates when every pair that scores at least `threshold` is called the same."""
    return at_prevalence(
        share_at_least(scored.same, threshold),
        share_at_least(scored.different, threshold),
        prevalence,
    )


def curve(scored: Scored, prevalence: float = PREVALENCE) -> Iterator[Point]:
    """One point per distinct score, from the strictest threshold to the loosest.

    This is the precision-recall curve of Manning, section 8.4, without interpolation.
    """
    labelled = [(score, True) for score in scored.same]
    labelled += [(score, False) for score in scored.different]
    labelled.sort(reverse=True)
    hits = alarms = 0
    for threshold, group in groupby(labelled, key=lambda item: item[0]):
        labels = [same for _, same in group]
        hits += sum(labels)
        alarms += len(labels) - sum(labels)
        yield Point(
            threshold,
            at_prevalence(
                hits / max(1, len(scored.same)),
                alarms / max(1, len(scored.different)),
                prevalence,
            ),
        )


def best_point(scored: Scored, prevalence: float = PREVALENCE) -> Point:
    """The point of the curve with the highest F1 on these very pairs; of equals the strictest one.

    Equal are those that differ by less than the rounding of sums.

    Raises:
        ValueError: if there is no pair.
    """
    return max(curve(scored, prevalence), key=lambda point: round(point.rates.f1, 12))


def best_threshold(scored: Scored, prevalence: float = PREVALENCE) -> float:
    """The threshold of the best point: the highest F1 on these very pairs.

    Raises:
        ValueError: if there is no pair.
    """
    return best_point(scored, prevalence).threshold


def average_precision(scored: Scored, prevalence: float = PREVALENCE) -> float:
    """The sum over the curve of (gain in recall) · precision (sklearn's definition)."""
    total = reached = 0.0
    for point in curve(scored, prevalence):
        total += (point.rates.recall - reached) * point.rates.precision
        reached = point.rates.recall
    return total


def recall_at_precision(
    scored: Scored, floor: float = PRECISION_FLOOR, prevalence: float = PREVALENCE
) -> float:
    """The highest recall of any threshold whose precision is at least `floor`; 0 if none is."""
    rates = [point.rates for point in curve(scored, prevalence)]
    return max((rate.recall for rate in rates if rate.precision >= floor), default=0.0)


def pooled_rates(judged: Sequence[tuple[Scored, float]], prevalence: float = PREVALENCE) -> Rates:
    """The rates over several parts of one set, each part called with a threshold of its own."""
    same = sum(len(part.same) for part, _ in judged)
    different = sum(len(part.different) for part, _ in judged)
    hits = sum(sum(score >= threshold for score in part.same) for part, threshold in judged)
    alarms = sum(sum(score >= threshold for score in part.different) for part, threshold in judged)
    return at_prevalence(hits / max(1, same), alarms / max(1, different), prevalence)


def tuned_across_halves(halves: tuple[Scored, Scored], prevalence: float = PREVALENCE) -> Tuned:
    """The rates when each half is called with the threshold that is best on the other half."""
    first, second = halves
    on_first, on_second = best_threshold(first, prevalence), best_threshold(second, prevalence)
    rates = pooled_rates([(first, on_second), (second, on_first)], prevalence)
    return Tuned(rates, (on_first, on_second))


def common_threshold(sets: Sequence[Scored], prevalence: float = PREVALENCE) -> float:
    """The one threshold with the highest mean F1 over all sets; of equals the strictest one.

    Tried are the scores that occur, thinned by rank to at most `GRID_SIZE`.

    Raises:
        ValueError: if there is no pair.
    """
    occurring = sorted({score for part in sets for score in (*part.same, *part.different)})
    step = max(1, -(-len(occurring) // GRID_SIZE))
    grid = occurring[::-1][::step]
    return max(grid, key=lambda t: sum(rates_at(part, t, prevalence).f1 for part in sets))

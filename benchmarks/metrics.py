"""The measures, each with its definition and where it comes from.

Sources, cited below by their short names:

* Manning: Manning, Raghavan, Schütze, *Introduction to Information Retrieval* (2008), chapter 8
  (precision, recall, F measure, the interpolation-free precision-recall curve).
* Brabec: Brabec, Komárek, Franc, Machlica, *On Model Evaluation under Non-constant Class
  Imbalance* (ICCS 2020): precision at a chosen prevalence, from the two rates by Bayes' theorem.
* sklearn: `sklearn.metrics.average_precision_score`, the definition of average precision as a sum
  of steps (tied scores are one step, nothing is interpolated).
* KBP: Ji, Grishman, *Knowledge Base Population: Successful Approaches and Challenges* (ACL 2011):
  linking to a knowledge base with NIL as an answer; accuracy on NIL queries told apart.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

PREVALENCE = 0.1
PRECISION_FLOOR = 0.95
GRID_SIZE = 400


@dataclass(frozen=True, slots=True)
class Rates:
    """Precision, recall and their harmonic mean (Manning, section 8.3)."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean 2PR / (P + R); 0 where both are 0."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


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


class Gold(Enum):
    """What the right answer to a linking query is."""

    ENTITY = "entity"
    NIL = "nil"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class LinkCase:
    """One linking query as answered: the best proposal's score, None where nothing was proposed."""

    gold: Gold
    score: float | None
    right: bool


@dataclass(frozen=True, slots=True)
class LinkRates:
    """Precision and recall of links, and how often a query without an entity stays unlinked."""

    links: Rates
    nil_accuracy: float | None


def at_prevalence(
    true_positive_rate: float, false_positive_rate: float, prevalence: float = PREVALENCE
) -> Rates:
    """The rates as they would be if `prevalence` of all pairs were matches (Brabec).

    Precision is π·TPR / (π·TPR + (1-π)·FPR), which is what weighting the negatives until a share π
    of the total weight is positive gives. Recall does not depend on π. Where nothing is called the
    same, precision counts as 0.
    """
    hits = prevalence * true_positive_rate
    called = hits + (1 - prevalence) * false_positive_rate
    return Rates(hits / called if called else 0.0, true_positive_rate)


def share_at_least(scores: Sequence[float], threshold: float) -> float:
    """The share of `scores` that reach `threshold`; 0 for no scores."""
    return sum(score >= threshold for score in scores) / len(scores) if scores else 0.0


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


def best_threshold(scored: Scored, prevalence: float = PREVALENCE) -> float:
    """The threshold with the highest F1 on these very pairs; of equals the strictest one.

    Raises:
        ValueError: if there is no pair.
    """
    return max(curve(scored, prevalence), key=lambda point: point.rates.f1).threshold


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


def link_rates(cases: Iterable[LinkCase], threshold: float) -> LinkRates:
    """Precision and recall of links, and NIL accuracy (KBP), linking at `threshold` and above.

    Precision is right links / links made, whatever the query's gold answer: a link for a query that
    has no entity, or several, is a wrong one. Recall is right links / queries that have one entity.
    NIL accuracy is the share of the queries without an entity that get no link, None if there are
    none.
    """
    made = right = linkable = nil = unlinked = 0
    for case in cases:
        linked = case.score is not None and case.score >= threshold
        made += linked
        right += linked and case.right
        linkable += case.gold is Gold.ENTITY
        nil += case.gold is Gold.NIL
        unlinked += case.gold is Gold.NIL and not linked
    rates = Rates(right / made if made else 0.0, right / linkable if linkable else 0.0)
    return LinkRates(rates, unlinked / nil if nil else None)


def best_link_threshold(cases: Sequence[LinkCase]) -> float:
    """The threshold with the highest F1 of links on these very cases; of equals the strictest one.

    Where no case has a proposal it is infinity: link nothing.
    """
    linkable = sum(case.gold is Gold.ENTITY for case in cases)
    proposed = [(case.score, case.right) for case in cases if case.score is not None]
    proposed.sort(reverse=True)
    best, best_f1 = float("inf"), 0.0
    made = right = 0
    for threshold, group in groupby(proposed, key=lambda item: item[0]):
        flags = [flag for _, flag in group]
        made += len(flags)
        right += sum(flags)
        f1 = Rates(right / made, right / linkable if linkable else 0.0).f1
        if f1 > best_f1:
            best, best_f1 = threshold, f1
    return best

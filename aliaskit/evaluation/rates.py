"""Precision and recall, counted and at a chosen prevalence."""

from collections.abc import Sequence
from dataclasses import dataclass

PREVALENCE = 0.1


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


def counted_rates(hits: int, called: int, wanted: int) -> Rates:
    """The rates of `hits` right ones among `called`, of `wanted` there are (Manning, section 8.3).

    Precision is hits / called, recall hits / wanted; a share of nothing counts as 0.
    """
    return Rates(hits / called if called else 0.0, hits / wanted if wanted else 0.0)


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

"""Whether a stated probability is what it says: of a hundred pairs at .8, eighty are the same.

All of it is measured at the file's own share of matches: a probability that is right there is not
right at another prevalence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

BINS = 10

Forecast = tuple[float, bool]
"""A probability that something is so, and whether it was."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Forecasts of like probability: how many, the mean stated, the share that came true."""

    size: int
    stated: float
    observed: float


def brier_score(forecasts: Sequence[Forecast]) -> float | None:
    """The mean squared distance of probability and truth (1 or 0), 0 the best; None of nothing (Brier).

    Brier's own sum runs over both classes and is twice as large; this is the usual half of it.
    """
    if not forecasts:
        return None
    return sum((probability - true) ** 2 for probability, true in forecasts) / len(forecasts)


def brier_skill(forecasts: Sequence[Forecast]) -> float | None:
    """The share of the base rate's Brier score that is saved: 1 perfect, 0 no better, negative worse.

    1 - B / (r·(1-r)), with r the share that came true, stated for every pair (Murphy). None where
    nothing or everything came true: the base rate is perfect then.
    """
    score = brier_score(forecasts)
    rate = sum(true for _, true in forecasts) / max(1, len(forecasts))
    reference = rate * (1 - rate)
    return None if score is None or not reference else 1 - score / reference


def equal_mass_bins(forecasts: Sequence[Forecast], bins: int = BINS) -> Iterator[Bin]:
    """Up to `bins` bins of about equally many forecasts, from the lowest probability up (Nguyen).

    Equal probabilities stay in one bin, so that the order of the input cannot matter; a bin then
    grows, and those that it swallows are not there.

    Raises:
        ValueError: `bins` is less than one.
    """
    if bins < 1:
        raise ValueError(f"bins must be at least 1, not {bins}")
    ranked = sorted(forecasts)
    start = 0
    for number in range(1, bins + 1):
        end = round(len(ranked) * number / bins)
        while start < end < len(ranked) and ranked[end][0] == ranked[end - 1][0]:
            end += 1
        if end > start:
            part = ranked[start:end]
            stated = sum(probability for probability, _ in part) / len(part)
            yield Bin(len(part), stated, sum(true for _, true in part) / len(part))
            start = end


def calibration_error(forecasts: Sequence[Forecast], bins: int = BINS) -> float | None:
    """The expected calibration error: mean |stated - observed|, bins weighing what they hold (Naeini).

    The bins are of equal mass, not of equal width, since an engine's probabilities crowd at 0 and
    1 (Nguyen). None of nothing. It is never below what chance gives: small files look worse.

    Raises:
        ValueError: `bins` is less than one.
    """
    parts = list(equal_mass_bins(forecasts, bins))
    if not parts:
        return None
    return sum(part.size * abs(part.stated - part.observed) for part in parts) / len(forecasts)

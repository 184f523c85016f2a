"""From a precision that is asked for to the threshold that brings it, by the published table of the model."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from aliaskit.lexicons import Model

SAME_SCRIPT, CROSS_SCRIPT = "same_script", "cross_script"
_WORDS = {SAME_SCRIPT: "names in one script", CROSS_SCRIPT: "names in two scripts"}
Points = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Threshold:
    """The probability (0 to 1) from which names count as the same; its precision and recall at one in ten."""

    probability: float
    precision: float
    recall: float


def threshold_for(precision: float, stratum: str, model: Model) -> Threshold:
    """The lowest threshold whose precision is at least the one asked for (0 to 1).

    Raises:
        ValueError: the precision is out of reach for names alone, or no share.
    """
    if not 0 < precision < 1:
        raise ValueError(f"precision is {precision}; give a share between 0 and 1, such as 0.9")
    rows = model.precision[stratum]
    for reached, probability, recall in rows:
        if reached >= precision:
            return Threshold(probability, reached, recall)
    best, _, recall = rows[-1]
    raise ValueError(
        f"precision {precision:g} is out of reach for {_WORDS[stratum]}, whose text is all that is compared:"
        f" {best:g} is the most, with {recall:.0%} of the matches; ask for less, or give a gazetteer"
    )


def stratum_of(left_script: str, right_script: str) -> str:
    """Which part of the model's tables two names belong to."""
    return SAME_SCRIPT if left_script == right_script else CROSS_SCRIPT


def interpolated(value: float, points: Points) -> float:
    """What a line through rising points gives for a value; beyond the first and last point, theirs."""
    if value <= points[0][0]:
        return points[0][1]
    for (x, y), (following, top) in pairwise(points):
        if value <= following:
            return y + (top - y) * (value - x) / (following - x)
    return points[-1][1]


def summed(odds: float, stratum: str, model: Model) -> float:
    """The log odds as summed that are worth the calibrated log odds."""
    return interpolated(odds, [(true, told) for told, true in model.calibration[stratum]])

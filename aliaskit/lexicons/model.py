"""The evidence table's weights."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Model:
    """Weights in natural-log odds by feature name, thresholds as probabilities (0 to 1).

    ``decisive`` names the conflicts, which outweigh a perfect rest. ``scale`` and ``offset`` hold the
    calibration, one pair for names in the same script and one for names in two scripts; they are
    folded into the weights that are printed.
    """

    prior: float
    weights: Mapping[str, float]
    mass: Mapping[str, float]
    thresholds: Mapping[str, float]
    decisive: frozenset[str]
    scale: Mapping[str, float]
    offset: Mapping[str, float]

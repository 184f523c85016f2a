"""The evidence table's weights."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Model:
    """Weights in natural-log odds by feature name, thresholds as probabilities (0 to 1).

    ``decisive`` names the conflicts, which outweigh a perfect rest. ``calibration`` says what summed evidence
    is worth: points (log odds as summed, log odds as observed on labelled pairs of which one in ten is a
    match), in rising order, for names in the same script and for names in two scripts. ``precision`` lists
    what a threshold brings: precision, least probability, recall (each 0 to 1).
    """

    prior: float
    weights: Mapping[str, float]
    mass: Mapping[str, float]
    thresholds: Mapping[str, float]
    decisive: frozenset[str]
    calibration: Mapping[str, tuple[tuple[float, float], ...]]
    precision: Mapping[str, tuple[tuple[float, float, float], ...]]

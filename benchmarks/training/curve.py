"""What summed evidence is worth: a rising line through a few points, fitted on labelled pairs.

Rows of evidence overlap, so that their sum says too much, and the further from even odds the more. A line
through points (a piecewise linear form of Platt's scaling, 1999) takes that back; one for names in the same
script, one for names in two scripts, because sounds across scripts overlap more.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from scipy.optimize import minimize

from benchmarks.training.table import Table, weights_of_rows

# Where the line may bend, in summed log odds; beyond the first and the last it is flat.
POINTS = (-14.0, -4.0, 0.0, 4.0, 7.0, 14.0)
_RIDGE = 1e-4
_LEAST_SLOPE = 0.02
Line = tuple[tuple[float, float], ...]


def fit_line(tables: Sequence[Table], weights: np.ndarray, *, cross: bool) -> Line:
    """The line by which summed odds say what is so, of names in one script or in two."""
    odds = np.concatenate([table.factors @ weights for table in tables])
    chosen = np.concatenate([table.cross == cross for table in tables])
    labels = np.concatenate([table.labels for table in tables]).astype(float)[chosen]
    counted = weights_of_rows(tables)[chosen]
    counted /= counted.sum()
    basis = _basis(odds[chosen])

    def loss(slopes: np.ndarray) -> tuple[float, np.ndarray]:
        stated = basis @ slopes
        likelihood = counted * (labels * np.logaddexp(0, -stated) + (1 - labels) * np.logaddexp(0, stated))
        gradient = basis.T @ (counted * (1 / (1 + np.exp(-stated)) - labels))
        away = np.concatenate([[0.0], slopes[1:]])
        return float(likelihood.sum() + _RIDGE * (away**2).sum()), gradient + 2 * _RIDGE * away

    parts = len(POINTS) - 1
    found = minimize(
        loss,
        np.array([-3.0] + [0.3] * parts),
        jac=True,
        method="L-BFGS-B",
        bounds=[(None, None)] + [(_LEAST_SLOPE, 3.0)] * parts,
    )
    heights = _basis(np.array(POINTS)) @ found.x
    return tuple((point, round(float(height), 2)) for point, height in zip(POINTS, heights, strict=True))


def _basis(odds: np.ndarray) -> np.ndarray:
    """A column of ones, and how far the odds go along each part of the line."""
    parts = [np.clip(odds - left, 0, right - left) for left, right in pairwise(POINTS)]
    return np.stack([np.ones_like(odds), *parts], axis=1)


def on_line(odds: np.ndarray, line: Line) -> np.ndarray:
    """The odds that a line gives."""
    found: np.ndarray = np.interp(odds, [x for x, _ in line], [y for _, y in line])
    return found


def stated_odds(table: Table, weights: np.ndarray, lines: dict[str, Line]) -> np.ndarray:
    """The calibrated log odds of a table's pairs."""
    odds = table.factors @ weights
    return np.where(table.cross, on_line(odds, lines["cross_script"]), on_line(odds, lines["same_script"]))


def fit_lines(tables: Sequence[Table], weights: np.ndarray) -> dict[str, Line]:
    """The lines of names in one script and in two."""
    return {
        "same_script": fit_line(tables, weights, cross=False),
        "cross_script": fit_line(tables, weights, cross=True),
    }

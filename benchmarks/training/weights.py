"""The evidence table's weights, learned: logistic regression with the signs and bounds that evidence has.

One table for all kinds and scripts. A weight is pulled towards the one set by hand and keeps the sign that
the evidence has by its meaning; conflicts keep bounds that outweigh a perfect rest, seen in training or not.
"""

import re
from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize

from benchmarks.training.table import Table, weights_of_rows

# How strongly a weight is pulled to the one set by hand, per unit of the data's weight.
PULL = 0.002
# Below which a conflict's weight stays, whatever the data say.
BOUNDS = {
    "suffix_differs": -6.5,
    "number_differs": -6.5,
    "compass_differs": -6.0,
    "quality_differs": -6.0,
    "territory_differs": -6.0,
    "initials_differ": -6.0,
    "order_differs": -6.0,
    "initial_against_name": -3.5,
    "contradiction": -2.0,
}
# What only gazetteers and contexts tell; pairs say nothing about it.
_LINKING = re.compile(
    "linking|weak_alias|spelt_otherwise|only_family|says_more|needs_country|country_|kind_|known_"
)


def fit(
    tables: Sequence[Table], start: np.ndarray, bounds: Sequence[tuple[float | None, float | None]]
) -> np.ndarray:
    """The weights that explain the labels best without leaving the hand-set ones for nothing."""
    factors = np.concatenate([table.factors for table in tables])
    labels = np.concatenate([table.labels for table in tables]).astype(float)
    counted = weights_of_rows(tables)
    counted = counted / counted.sum()

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        odds = factors @ weights
        probability = 1 / (1 + np.exp(-np.clip(odds, -40, 40)))
        likelihood = counted * (labels * np.logaddexp(0, -odds) + (1 - labels) * np.logaddexp(0, odds))
        away = weights - start
        away[0] = 0.0
        gradient = factors.T @ (counted * (probability - labels)) + 2 * PULL * away
        return float(likelihood.sum() + PULL * (away**2).sum()), gradient

    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 600})
    return np.asarray(found.x)


def bounds_of(features: Sequence[str], start: np.ndarray) -> list[tuple[float | None, float | None]]:
    """The interval in which each weight stays."""
    found: list[tuple[float | None, float | None]] = []
    for feature, weight in zip(features, start.tolist(), strict=True):
        if feature == "prior":
            found.append((None, None))
        elif _LINKING.match(feature):
            found.append((weight, weight))
        elif feature in BOUNDS:
            found.append((-14.0, BOUNDS[feature]))
        elif feature in ("acronym_2", "ending", "alike_vague", "suffix_same"):
            found.append((-3.0, 8.0))
        else:
            found.append((0.0, 12.0) if weight > 0 else (-12.0, 0.0))
    return found

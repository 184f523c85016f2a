"""Evidence added up: natural-log odds, and the probability that they stand for."""

import math
from dataclasses import dataclass

from aliaskit.model import Evidence


@dataclass(frozen=True, slots=True)
class Weighed:
    """The log odds (natural) that two names mean the same, and the rows that add up to them."""

    log_odds: float
    rows: tuple[Evidence, ...]

    def plus(self, *rows: Evidence) -> "Weighed":
        """The same with more evidence."""
        return Weighed(self.log_odds + sum([row.weight for row in rows]), (*self.rows, *rows))

    def flipped(self) -> "Weighed":
        """The same with left and right exchanged."""
        rows = [Evidence(r.feature, r.right, r.left, r.weight, r.note) for r in self.rows]
        return Weighed(self.log_odds, tuple(rows))


def probability_of(log_odds: float) -> float:
    """The probability, 0 to 1, of natural-log odds."""
    if log_odds >= 0:
        return 1 / (1 + math.exp(-min(log_odds, 700.0)))
    odds = math.exp(max(log_odds, -700.0))
    return odds / (1 + odds)

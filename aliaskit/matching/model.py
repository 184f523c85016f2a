"""The sum of the evidence on two names."""

from collections.abc import Sequence
from itertools import pairwise

from aliaskit.lexicons import Language
from aliaskit.matching.conflicts import CONFLICTS
from aliaskit.matching.features import FEATURES, acronym
from aliaskit.matching.pairing import pair_up
from aliaskit.model import Evidence, Name
from aliaskit.names import without_double
from aliaskit.odds import Weighed
from aliaskit.similarity import Similarity


class Matcher:
    """Weighs names against each other with one language's model."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.similarity = Similarity(language)

    def weigh(self, left: Name, right: Name) -> Weighed:
        """The evidence on two names that were parsed as the same kind, as summed: see ``calibrated``."""
        left, right = without_double(left, right), without_double(right, left)
        pairing = pair_up(left, right, self.similarity, self.language)
        rows = acronym(pairing)
        if not rows:
            rows = [row for feature in FEATURES for row in feature(pairing)]
            rows += [row for conflict in CONFLICTS for row in conflict(pairing)]
        prior = Evidence("prior", left.text, right.text, self.language.model.prior, "before looking")
        return Weighed(0.0, ()).plus(prior, *rows)

    def calibrated(self, left: Name, right: Name, weighed: Weighed) -> Weighed:
        """The same with the row that makes the probability true: what such a sum was worth on labelled pairs.

        Single rows overlap, so that their sum says too much; the row takes back what is too much.
        """
        stratum = "same_script" if left.script == right.script else "cross_script"
        true = _interpolated(weighed.log_odds, self.language.model.calibration[stratum])
        note = "what such evidence was worth on labelled pairs"
        return weighed.plus(Evidence("calibration", left.text, right.text, true - weighed.log_odds, note))


def _interpolated(value: float, points: Sequence[tuple[float, float]]) -> float:
    """What a line through the points gives for a value; beyond the first and last point, theirs."""
    if value <= points[0][0]:
        return points[0][1]
    for (x, y), (following, top) in pairwise(points):
        if value <= following:
            return y + (top - y) * (value - x) / (following - x)
    return points[-1][1]

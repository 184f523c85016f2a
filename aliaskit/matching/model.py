"""The sum of the evidence on two names."""

from aliaskit.lexicons import Language
from aliaskit.matching.conflicts import CONFLICTS
from aliaskit.matching.features import FEATURES, acronym, countries
from aliaskit.matching.pairing import pair_up
from aliaskit.model import Evidence, Name
from aliaskit.names import without_double
from aliaskit.odds import Weighed
from aliaskit.precision import interpolated, stratum_of
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
        rows = acronym(pairing) or countries(pairing)
        if not rows:
            rows = [row for feature in FEATURES for row in feature(pairing)]
            rows += [row for conflict in CONFLICTS for row in conflict(pairing)]
        prior = Evidence("prior", left.text, right.text, self.language.model.prior, "before looking")
        return Weighed(0.0, ()).plus(prior, *rows)

    def calibrated(self, left: Name, right: Name, weighed: Weighed) -> Weighed:
        """The same with the row that makes the probability true: what such a sum was worth on labelled pairs.

        Single rows overlap, so that their sum says too much; the row takes back what is too much.
        """
        points = self.language.model.calibration[stratum_of(left.script, right.script)]
        true = interpolated(weighed.log_odds, points)
        note = "what such evidence was worth on labelled pairs"
        return weighed.plus(Evidence("calibration", left.text, right.text, true - weighed.log_odds, note))

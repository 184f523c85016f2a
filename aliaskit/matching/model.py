"""The sum of the evidence on two names."""

from aliaskit.lexicons import Language
from aliaskit.matching.conflicts import CONFLICTS
from aliaskit.matching.features import FEATURES, acronym
from aliaskit.matching.pairing import pair_up
from aliaskit.model import Evidence, Name
from aliaskit.odds import Weighed
from aliaskit.similarity import Similarity


class Matcher:
    """Weighs names against each other with one language's model."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.similarity = Similarity(language)

    def weigh(self, left: Name, right: Name) -> Weighed:
        """The evidence on two names that were parsed as the same kind, calibrated."""
        pairing = pair_up(left, right, self.similarity, self.language)
        rows = acronym(pairing)
        if not rows:
            rows = [row for feature in FEATURES for row in feature(pairing)]
            rows += [row for conflict in CONFLICTS for row in conflict(pairing)]
        model = self.language.model
        stratum = "same_script" if left.script == right.script else "cross_script"
        scale, offset = model.scale[stratum], model.offset[stratum]
        prior = Evidence("prior", left.text, right.text, model.prior * scale + offset, "before looking")
        if scale != 1.0:
            rows = [Evidence(r.feature, r.left, r.right, r.weight * scale, r.note) for r in rows]
        return Weighed(0.0, ()).plus(prior, *rows)

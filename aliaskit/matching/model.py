"""The sum of the evidence, as log odds and as a probability."""

import math
from dataclasses import dataclass

from aliaskit.lexicons import Language, Model
from aliaskit.matching.conflicts import CONFLICTS
from aliaskit.matching.features import FEATURES, acronym
from aliaskit.matching.pairing import pair_up
from aliaskit.model import Evidence, Judgement, Name
from aliaskit.similarity import Similarity


@dataclass(frozen=True, slots=True)
class Weighed:
    """The log odds (natural) that two names mean the same, and the rows that add up to them."""

    log_odds: float
    rows: tuple[Evidence, ...]

    def plus(self, *rows: Evidence) -> "Weighed":
        """The same with more evidence."""
        return Weighed(self.log_odds + sum(row.weight for row in rows), (*self.rows, *rows))


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


def probability_of(log_odds: float) -> float:
    """The probability, 0 to 1, of natural-log odds."""
    if log_odds >= 0:
        return 1 / (1 + math.exp(-min(log_odds, 700.0)))
    odds = math.exp(max(log_odds, -700.0))
    return odds / (1 + odds)


def judge(probability: float, model: Model) -> Judgement:
    """The judgement that a probability stands for."""
    if probability >= model.thresholds["same"]:
        return Judgement.SAME
    return Judgement.DIFFERENT if probability < model.thresholds["different"] else Judgement.UNSURE

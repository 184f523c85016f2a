"""Labelled pairs with the engine's answer: counted, measured, grouped, the worst ones first."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from aliaskit.evaluation.calibration import brier_score, brier_skill, calibration_error
from aliaskit.evaluation.rates import PREVALENCE, Rates, at_prevalence, counted_rates
from aliaskit.evaluation.thresholds import Point, Scored, average_precision, best_point, recall_at_precision
from aliaskit.model import Comparison, Judgement, Kind

Item = TypeVar("Item")
_LABELS = {"1": True, "same": True, "true": True, "0": False, "different": False, "false": False}


@dataclass(frozen=True, slots=True)
class Answer:
    """A labelled pair and what the engine says; `line` is where it stands in its file."""

    comparison: Comparison
    same: bool
    kind: Kind | None = None
    category: str = ""
    script: str = ""
    line: int = 0

    @property
    def called(self) -> bool:
        """Whether the engine calls the two the same; UNSURE does not."""
        return self.comparison.judgement is Judgement.SAME

    @property
    def wrong(self) -> bool:
        """Whether two are joined that are different, or two are not joined that are the same."""
        return self.called is not self.same

    @property
    def error(self) -> float:
        """How far the probability is from the truth, 0 to 1."""
        return abs(self.comparison.probability - self.same)


@dataclass(frozen=True, slots=True)
class PairMeasures:
    """What is reached on a set of pairs; None where a measure says nothing about them.

    Counts, `recall`, `rates`, `brier`, `skill` and `calibration` are at the set's own mix of labels;
    `weighted`, `best`, `average_precision` and the two recalls at a precision are at `prevalence`.
    `recall` needs a pair that is the same; whatever has to do with precision needs both labels.
    """

    prevalence: float
    pairs: int
    same: int
    unsure: int
    false_merges: int
    missed: int
    recall: float | None
    rates: Rates | None
    weighted: Rates | None
    best: Point | None
    average_precision: float | None
    recall_at_95: float | None
    recall_at_99: float | None
    brier: float | None
    skill: float | None
    calibration: float | None


def label_from_text(text: str) -> bool:
    """Whether a label says *the same*: 1, same, true against 0, different, false, in any case.

    Raises:
        ValueError: it is none of them.
    """
    label = _LABELS.get(text.strip().casefold())
    if label is None:
        raise ValueError(f"'{text}' is no label; use 1 or same, 0 or different")
    return label


def by(items: Iterable[Item], key: Callable[[Item], str]) -> dict[str, list[Item]]:
    """The items by what `key` says of each, groups in alphabetical order, items in theirs."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return dict(sorted(groups.items()))


def scored(answers: Iterable[Answer]) -> Scored:
    """The probabilities of the answers by label."""
    listed = [(answer.comparison.probability, answer.same) for answer in answers]
    return Scored(
        tuple(probability for probability, same in listed if same),
        tuple(probability for probability, same in listed if not same),
    )


def pair_measures(answers: Sequence[Answer], prevalence: float = PREVALENCE) -> PairMeasures:
    """All measures of the answers, each as its own function defines it.

    Only SAME counts as called the same: UNSURE costs recall and never precision.
    """
    same = sum(answer.same for answer in answers)
    different = len(answers) - same
    hits = sum(answer.called and answer.same for answer in answers)
    alarms = sum(answer.called and not answer.same for answer in answers)
    scores = scored(answers) if same and different else None
    forecasts = [(answer.comparison.probability, answer.same) for answer in answers]
    return PairMeasures(
        prevalence=prevalence,
        pairs=len(answers),
        same=same,
        unsure=sum(answer.comparison.judgement is Judgement.UNSURE for answer in answers),
        false_merges=alarms,
        missed=same - hits,
        recall=hits / same if same else None,
        rates=counted_rates(hits, hits + alarms, same) if scores else None,
        weighted=at_prevalence(hits / same, alarms / different, prevalence) if scores else None,
        best=best_point(scores, prevalence) if scores else None,
        average_precision=average_precision(scores, prevalence) if scores else None,
        recall_at_95=recall_at_precision(scores, 0.95, prevalence) if scores else None,
        recall_at_99=recall_at_precision(scores, 0.99, prevalence) if scores else None,
        brier=brier_score(forecasts),
        skill=brier_skill(forecasts),
        calibration=calibration_error(forecasts),
    )


def worst(answers: Iterable[Answer], most: int) -> list[Answer]:
    """The wrong answers whose probability is farthest from the truth, at most `most`, the worst first."""
    wrong = (answer for answer in answers if answer.wrong)
    return sorted(wrong, key=lambda answer: -answer.error)[:most]

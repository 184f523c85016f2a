"""Answers to labelled pairs: what is counted, what cannot be said, groups, the worst."""

import subprocess
import sys

import pytest

from aliaskit.evaluation import Answer, Rates, by, label_from_text, pair_measures, worst
from aliaskit.model import Comparison, Judgement, Kind

SAME, UNSURE, DIFFERENT = Judgement.SAME, Judgement.UNSURE, Judgement.DIFFERENT


def answer(same: bool, probability: float, judgement: Judgement, line: int = 0, **about: str) -> Answer:
    kind = Kind(about["kind"]) if "kind" in about else None
    comparison = Comparison("a", "b", probability, judgement, (), "")
    return Answer(comparison, same, kind, about.get("category", ""), about.get("script", ""), line)


ANSWERS = [
    answer(True, 0.9, SAME, 2, kind="person", script="latin"),
    answer(True, 0.8, SAME, 3, kind="person", script="latin"),
    answer(True, 0.5, UNSURE, 4, kind="place", script="greek"),
    answer(True, 0.1, DIFFERENT, 5, kind="person", script="latin"),
    answer(False, 0.8, SAME, 6, kind="person", script="latin"),
    answer(False, 0.5, UNSURE, 7, kind="person", script="latin"),
    answer(False, 0.2, DIFFERENT, 8, kind="person", script="latin"),
    answer(False, 0.1, DIFFERENT, 9, kind="person", script="latin"),
]


def test_counts_and_rates_at_the_judgement() -> None:
    # Called the same: two right, one wrong; four are the same. UNSURE is not called the same.
    found = pair_measures(ANSWERS)
    assert (found.pairs, found.same, found.unsure, found.false_merges, found.missed) == (8, 4, 2, 1, 2)
    assert found.rates == Rates(2 / 3, 2 / 4)
    assert found.recall == 2 / 4
    # At a tenth: .1·.5 = .05, .9·.25 = .225; .05 / .275 = 2/11.
    assert found.weighted is not None
    assert found.weighted.precision == pytest.approx(2 / 11)
    assert found.weighted.recall == 0.5


def test_measures_over_all_thresholds() -> None:
    # At the file's own mix, thresholds .9 .8 .5 .2 .1: precision 1 2/3 3/5 3/6 4/8, recall 1/4 2/4 3/4 3/4 1.
    found = pair_measures(ANSWERS, prevalence=0.5)
    steps = 1 / 4 * 1 + 1 / 4 * 2 / 3 + 1 / 4 * 3 / 5 + 1 / 4 * 4 / 8
    assert found.average_precision == pytest.approx(steps)
    assert found.recall_at_95 == found.recall_at_99 == 1 / 4
    # F1: .4, .571, 2/3, .6, 2/3: of equal ones the strictest.
    assert found.best is not None
    assert (found.best.threshold, found.best.rates.f1) == (0.5, pytest.approx(2 / 3))
    # At a tenth the negatives weigh nine times as much: 1, 2/(2 + 9), 3/(3 + 18), 3/(3 + 27), 4/40.
    tenth = 1 / 4 * (1 + 2 / 11 + 3 / 21 + 4 / 40)
    assert pair_measures(ANSWERS).average_precision == pytest.approx(tenth)


def test_calibration_of_the_answers() -> None:
    # .01 .04 .25 .81 and .64 .25 .04 .01 make 2.05; half are the same.
    found = pair_measures(ANSWERS)
    assert found.brier == pytest.approx(2.05 / 8)
    assert found.skill == pytest.approx(1 - 2.05 / 8 / 0.25)
    # Ten bins of eight: ties together: .1 .1 | .2 | .5 .5 | .8 .8 | .9, off by .8 .2 0 .6 .1 in sum.
    assert found.calibration == pytest.approx((0.8 + 0.2 + 0 + 0.6 + 0.1) / 8)


def test_of_one_label_only_what_can_be_said_is() -> None:
    same = pair_measures(ANSWERS[:4])
    assert (same.recall, same.missed, same.false_merges) == (0.5, 2, 0)
    different = pair_measures(ANSWERS[4:])
    assert (different.recall, different.missed, different.false_merges) == (None, 0, 1)
    for found in (same, different, pair_measures([])):
        assert found.rates is found.weighted is found.best is found.average_precision is None
        assert found.recall_at_95 is found.recall_at_99 is found.skill is None
    assert different.brier == pytest.approx(0.94 / 4)
    assert pair_measures([]).brier is None


def test_by_groups_in_alphabetical_order_and_keeps_the_order_inside() -> None:
    groups = by(ANSWERS, lambda item: item.script)
    assert list(groups) == ["greek", "latin"]
    assert [item.line for item in groups["latin"]] == [2, 3, 5, 6, 7, 8, 9]
    kinds = {kind: pair_measures(part).pairs for kind, part in by(ANSWERS, lambda a: a.kind.value).items()}  # type: ignore[union-attr]
    assert kinds == {"person": 7, "place": 1}
    assert by([], str) == {}


def test_the_worst_are_wrong_and_farthest_from_the_truth() -> None:
    # Wrong: line 4 by .5 (unsure, though the same), 5 by .9, 6 by .8. Line 7, unsure, is right.
    assert [item.line for item in worst(ANSWERS, 10)] == [5, 6, 4]
    assert [item.line for item in worst(ANSWERS, 1)] == [5]
    assert [item.line for item in worst([answer(True, 0.1, DIFFERENT, n) for n in (3, 2)], 2)] == [3, 2]


@pytest.mark.parametrize(
    ("text", "same"),
    [("1", True), (" Same ", True), ("TRUE", True), ("0", False), ("different", False), ("False", False)],
)
def test_labels(text: str, same: bool) -> None:
    assert label_from_text(text) is same


@pytest.mark.parametrize("text", ["", "2", "unsure", "-1", "١"])
def test_what_is_no_label(text: str) -> None:
    with pytest.raises(ValueError, match=f"'{text}' is no label; use 1 or same, 0 or different"):
        label_from_text(text)


def test_evaluation_loads_only_the_ground() -> None:
    code = "import sys, aliaskit.evaluation; print(*sorted(n for n in sys.modules if 'aliaskit.' in n))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    ours = {name.split(".")[1] for name in done.stdout.split()}
    assert "evaluation" in ours
    assert not ours & {"resolver", "gazetteer", "text", "matching", "names", "tables", "cli"}

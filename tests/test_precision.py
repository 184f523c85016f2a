"""Thresholds by precision, and the line that makes probabilities true."""

import itertools

import pytest

from aliaskit import Judgement, clean, compare
from aliaskit.build.shipped import shipped_language
from aliaskit.precision import CROSS_SCRIPT, SAME_SCRIPT, interpolated, summed, threshold_for

MODEL = shipped_language().model
STRATA = [SAME_SCRIPT, CROSS_SCRIPT]


@pytest.mark.parametrize(
    ("value", "expected"), [(-9.0, -2.0), (-4.0, -2.0), (-2.0, -1.0), (0.0, 0.0), (1.0, 2.0), (9.0, 4.0)]
)
def test_a_line_through_points(value: float, expected: float) -> None:
    assert interpolated(value, [(-4.0, -2.0), (0.0, 0.0), (2.0, 4.0)]) == expected


@pytest.mark.parametrize("stratum", STRATA)
def test_the_line_rises_and_can_be_read_both_ways(stratum: str) -> None:
    points = MODEL.calibration[stratum]
    assert all(x < y and low < high for (x, low), (y, high) in itertools.pairwise(points))
    for odds in (-3.0, -1.0, 0.5, 2.0):
        assert summed(interpolated(odds, points), stratum, MODEL) == pytest.approx(odds)


@pytest.mark.parametrize("stratum", STRATA)
def test_more_precision_costs_recall(stratum: str) -> None:
    rows = MODEL.precision[stratum]
    assert len(rows) > 2
    for (precision, probability, recall), (more, higher, less) in itertools.pairwise(rows):
        assert precision < more
        assert probability <= higher
        assert recall >= less
    for precision, probability, recall in rows:
        found = threshold_for(precision, stratum, MODEL)
        assert (found.probability, found.precision, found.recall) == (probability, precision, recall)
    between = (rows[0][0] + rows[1][0]) / 2
    assert threshold_for(between, stratum, MODEL).precision == rows[1][0]


@pytest.mark.parametrize("stratum", STRATA)
@pytest.mark.parametrize("precision", [0.0, 1.0, -0.5, 95.0])
def test_a_precision_is_a_share(precision: float, stratum: str) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        threshold_for(precision, stratum, MODEL)


def test_what_names_alone_cannot_reach_is_refused() -> None:
    with pytest.raises(ValueError, match="out of reach for names in one script"):
        compare("Jon Smythe", "John Smythe", precision=0.99)
    with pytest.raises(ValueError, match="out of reach for names in two scripts"):
        compare("Vladimir Potrov", "Владимир Потров", precision=0.99)
    with pytest.raises(ValueError, match="out of reach"):
        clean(["Jon Smythe", "John Smythe"], precision=0.99)


def test_precision_moves_the_threshold_and_nothing_else() -> None:
    pair = ("Elowen Trasker", "Elowan Trapker")
    usual, strict = compare(*pair, kind="person"), compare(*pair, kind="person", precision=0.9)
    assert usual.judgement is Judgement.SAME
    assert strict.judgement is Judgement.UNSURE
    assert (usual.probability, usual.evidence) == (strict.probability, strict.evidence)
    assert compare("Elowen Trasker", "Trasker, Elowen", precision=0.9).judgement is Judgement.SAME


def test_a_list_joins_less_at_a_higher_precision() -> None:
    names = ["Elowen Trasker", "Elowan Trapker", "Trasker, Elowen"]
    usual, strict = clean(names, kind="person"), clean(names, kind="person", precision=0.9)
    assert len(set(usual.canonical)) == 1
    assert len(set(strict.canonical)) == 2
    assert strict.canonical[0] == strict.canonical[2]

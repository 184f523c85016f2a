"""Each measure of the benchmarks, checked against a figure worked out by hand."""

import pytest

from benchmarks import metrics
from benchmarks.metrics import Gold, LinkCase, Rates, Scored

# Four matches and five others; at .8 and above stand three matches and one other.
SCORED = Scored(same=(0.9, 0.8, 0.8, 0.3), different=(0.8, 0.5, 0.3, 0.2, 0.1))


def test_f1_is_the_harmonic_mean() -> None:
    # 2 · 0.5 · 0.25 / 0.75 = 1/3
    assert Rates(0.5, 0.25).f1 == pytest.approx(1 / 3)
    assert Rates(0.0, 0.0).f1 == 0.0


def test_precision_at_a_tenth_follows_from_the_two_rates() -> None:
    # .1·.75 = .075; .9·.2 = .18; .075 / .255 = 5/17
    rates = metrics.at_prevalence(0.75, 0.2)
    assert rates.precision == pytest.approx(5 / 17)
    assert rates.recall == 0.75


def test_prevalence_is_the_same_as_weighting_the_negatives() -> None:
    # 4 positives of weight 1, 5 negatives that weigh 36 together (7.2 each): 4 / 40 is a tenth.
    # At .8: 3 hits, 1 alarm of weight 7.2, so the precision is 3 / 10.2.
    rates = metrics.rates_at(SCORED, 0.8)
    assert rates.precision == pytest.approx(3 / 10.2)
    assert rates.recall == pytest.approx(3 / 4)


def test_at_natural_prevalence_the_plain_precision_comes_back() -> None:
    # Unweighted: 3 hits of 4 calls.
    assert metrics.rates_at(SCORED, 0.8, prevalence=4 / 9).precision == pytest.approx(3 / 4)


def test_calling_everything_the_same_gives_two_elevenths() -> None:
    # P = .1, R = 1: 2 · .1 / 1.1 = 2/11, the floor that every engine reaches.
    assert metrics.rates_at(SCORED, 0.0).f1 == pytest.approx(2 / 11)


def test_calling_nothing_the_same_gives_nought() -> None:
    assert metrics.rates_at(SCORED, 1.0) == Rates(0.0, 0.0)


def test_the_curve_has_one_point_per_distinct_score() -> None:
    points = list(metrics.curve(SCORED))
    assert [point.threshold for point in points] == [0.9, 0.8, 0.5, 0.3, 0.2, 0.1]
    for point in points:
        expected = metrics.rates_at(SCORED, point.threshold)
        assert point.rates.precision == pytest.approx(expected.precision)
        assert point.rates.recall == pytest.approx(expected.recall)


def test_best_threshold_has_the_highest_f1() -> None:
    # .9: P 1, R 1/4, F1 .4. At .8: P .294, R .75, F1 .4225. Looser thresholds only lose.
    assert metrics.best_threshold(SCORED) == 0.8


def test_of_equal_thresholds_the_strictest_is_taken() -> None:
    no_signal = Scored(same=(), different=(0.7, 0.2))  # every F1 is 0
    assert metrics.best_threshold(no_signal) == 0.7


def test_average_precision_sums_the_steps() -> None:
    # Weight of a negative 7.2. Steps in recall: 1/4 at P 1; 2/4 at P 3/10.2;
    # 0 at .5; 1/4 at .3 with 4 hits and 3 alarms: P 4 / 25.6.
    expected = 0.25 * 1 + 0.5 * (3 / 10.2) + 0.25 * (4 / 25.6)
    assert metrics.average_precision(SCORED) == pytest.approx(expected)


def test_average_precision_of_a_perfect_order_is_one() -> None:
    assert metrics.average_precision(Scored((0.9, 0.8), (0.7, 0.1))) == pytest.approx(1.0)


def test_recall_at_precision_takes_the_loosest_threshold_that_holds() -> None:
    # Only .9 has a precision of 1; the next is 3/10.2.
    assert metrics.recall_at_precision(SCORED) == pytest.approx(1 / 4)
    assert metrics.recall_at_precision(SCORED, floor=0.29) == pytest.approx(3 / 4)
    assert metrics.recall_at_precision(Scored((0.1,), (0.9,))) == 0.0


def test_halves_are_judged_with_each_others_threshold() -> None:
    first = Scored(same=(0.9, 0.6), different=(0.5,))  # best: .6
    second = Scored(same=(0.8, 0.7), different=(0.65, 0.1))  # best: .7
    tuned = metrics.tuned_across_halves((first, second))
    assert tuned.thresholds == (0.6, 0.7)
    # First at .7: 1 of 2 hits, no alarm. Second at .6: 2 hits, 1 alarm of 2. Together 3/4 and 1/3:
    # P = .075 / (.075 + .3) = .2
    assert tuned.rates.recall == pytest.approx(3 / 4)
    assert tuned.rates.precision == pytest.approx(0.2)


def test_common_threshold_maximises_the_mean_over_sets() -> None:
    # Alone the second set would take .4; at .4 the first has F1 2/11, at .9 both have something:
    # .9: 1 and 2/3 (P 1, R 1/2), mean .833; .4: 2/11 and 1, mean .59.
    sets = [Scored((0.9,), (0.4,)), Scored((0.9, 0.4), (0.1,))]
    assert metrics.common_threshold(sets) == 0.9


CASES = [
    LinkCase(Gold.ENTITY, 0.9, right=True),
    LinkCase(Gold.ENTITY, 0.7, right=True),
    LinkCase(Gold.ENTITY, 0.6, right=False),
    LinkCase(Gold.ENTITY, None, right=False),
    LinkCase(Gold.NIL, 0.8, right=False),
    LinkCase(Gold.NIL, 0.2, right=False),
    LinkCase(Gold.AMBIGUOUS, 0.7, right=False),
]


def test_link_rates_count_every_link_and_every_linkable_query() -> None:
    # At .7: four links (.9, .7, .8, .7), two right; four queries have an entity; one of two NILs
    # stays unlinked.
    rates = metrics.link_rates(CASES, 0.7)
    assert rates.links == Rates(2 / 4, 2 / 4)
    assert rates.nil_accuracy == 1 / 2


def test_link_rates_without_links_or_nils() -> None:
    assert metrics.link_rates(CASES, 2.0).links == Rates(0.0, 0.0)
    assert metrics.link_rates(CASES, 2.0).nil_accuracy == 1.0
    assert metrics.link_rates(CASES[:2], 0.0).nil_accuracy is None


def test_best_link_threshold() -> None:
    # .9: P 1, R 1/4, F1 .4; .8: P 1/2, R 1/4, F1 1/3; .7: P 1/2, R 1/2, F1 1/2; .6: P 2/5, R 1/2.
    assert metrics.best_link_threshold(CASES) == 0.7
    assert metrics.best_link_threshold([CASES[3]]) == float("inf")

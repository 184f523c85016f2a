"""Each measure, checked against a figure worked out by hand."""

import pytest

from aliaskit import evaluation
from aliaskit.evaluation import Bin, Gold, LinkCase, Rates, Scored

# Four matches and five others; at .8 and above stand three matches and one other.
SCORED = Scored(same=(0.9, 0.8, 0.8, 0.3), different=(0.8, 0.5, 0.3, 0.2, 0.1))


def test_f1_is_the_harmonic_mean() -> None:
    # 2 · 0.5 · 0.25 / 0.75 = 1/3
    assert Rates(0.5, 0.25).f1 == pytest.approx(1 / 3)
    assert Rates(0.0, 0.0).f1 == 0.0


def test_precision_at_a_tenth_follows_from_the_two_rates() -> None:
    # .1·.75 = .075; .9·.2 = .18; .075 / .255 = 5/17
    rates = evaluation.at_prevalence(0.75, 0.2)
    assert rates.precision == pytest.approx(5 / 17)
    assert rates.recall == 0.75


def test_prevalence_is_the_same_as_weighting_the_negatives() -> None:
    # 4 positives of weight 1, 5 negatives that weigh 36 together (7.2 each): 4 / 40 is a tenth.
    # At .8: 3 hits, 1 alarm of weight 7.2, so the precision is 3 / 10.2.
    rates = evaluation.rates_at(SCORED, 0.8)
    assert rates.precision == pytest.approx(3 / 10.2)
    assert rates.recall == pytest.approx(3 / 4)


def test_at_natural_prevalence_the_plain_precision_comes_back() -> None:
    # Unweighted: 3 hits of 4 calls.
    assert evaluation.rates_at(SCORED, 0.8, prevalence=4 / 9).precision == pytest.approx(3 / 4)


def test_calling_everything_the_same_gives_two_elevenths() -> None:
    # P = .1, R = 1: 2 · .1 / 1.1 = 2/11, the floor that every engine reaches.
    assert evaluation.rates_at(SCORED, 0.0).f1 == pytest.approx(2 / 11)


def test_calling_nothing_the_same_gives_nought() -> None:
    assert evaluation.rates_at(SCORED, 1.0) == Rates(0.0, 0.0)


def test_the_curve_has_one_point_per_distinct_score() -> None:
    points = list(evaluation.curve(SCORED))
    assert [point.threshold for point in points] == [0.9, 0.8, 0.5, 0.3, 0.2, 0.1]
    for point in points:
        expected = evaluation.rates_at(SCORED, point.threshold)
        assert point.rates.precision == pytest.approx(expected.precision)
        assert point.rates.recall == pytest.approx(expected.recall)


def test_best_threshold_has_the_highest_f1() -> None:
    # .9: P 1, R 1/4, F1 .4. At .8: P .294, R .75, F1 .4225. Looser thresholds only lose.
    assert evaluation.best_threshold(SCORED) == 0.8


def test_of_equal_thresholds_the_strictest_is_taken() -> None:
    no_signal = Scored(same=(), different=(0.7, 0.2))  # every F1 is 0
    assert evaluation.best_threshold(no_signal) == 0.7


def test_average_precision_sums_the_steps() -> None:
    # Weight of a negative 7.2. Steps in recall: 1/4 at P 1; 2/4 at P 3/10.2;
    # 0 at .5; 1/4 at .3 with 4 hits and 3 alarms: P 4 / 25.6.
    expected = 0.25 * 1 + 0.5 * (3 / 10.2) + 0.25 * (4 / 25.6)
    assert evaluation.average_precision(SCORED) == pytest.approx(expected)


def test_average_precision_of_a_perfect_order_is_one() -> None:
    assert evaluation.average_precision(Scored((0.9, 0.8), (0.7, 0.1))) == pytest.approx(1.0)


def test_recall_at_precision_takes_the_loosest_threshold_that_holds() -> None:
    # Only .9 has a precision of 1; the next is 3/10.2.
    assert evaluation.recall_at_precision(SCORED) == pytest.approx(1 / 4)
    assert evaluation.recall_at_precision(SCORED, floor=0.29) == pytest.approx(3 / 4)
    assert evaluation.recall_at_precision(Scored((0.1,), (0.9,))) == 0.0


def test_halves_are_judged_with_each_others_threshold() -> None:
    first = Scored(same=(0.9, 0.6), different=(0.5,))  # best: .6
    second = Scored(same=(0.8, 0.7), different=(0.65, 0.1))  # best: .7
    tuned = evaluation.tuned_across_halves((first, second))
    assert tuned.thresholds == (0.6, 0.7)
    # First at .7: 1 of 2 hits, no alarm. Second at .6: 2 hits, 1 alarm of 2. Together 3/4 and 1/3:
    # P = .075 / (.075 + .3) = .2
    assert tuned.rates.recall == pytest.approx(3 / 4)
    assert tuned.rates.precision == pytest.approx(0.2)


def test_common_threshold_maximises_the_mean_over_sets() -> None:
    # Alone the second set would take .4; at .4 the first has F1 2/11, at .9 both have something:
    # .9: 1 and 2/3 (P 1, R 1/2), mean .833; .4: 2/11 and 1, mean .59.
    sets = [Scored((0.9,), (0.4,)), Scored((0.9, 0.4), (0.1,))]
    assert evaluation.common_threshold(sets) == 0.9


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
    rates = evaluation.link_rates(CASES, 0.7)
    assert rates.links == Rates(2 / 4, 2 / 4)
    assert rates.nil_accuracy == 1 / 2


def test_link_rates_without_links_or_nils() -> None:
    assert evaluation.link_rates(CASES, 2.0).links == Rates(0.0, 0.0)
    assert evaluation.link_rates(CASES, 2.0).nil_accuracy == 1.0
    assert evaluation.link_rates(CASES[:2], 0.0).nil_accuracy is None


def test_best_link_threshold() -> None:
    # .9: P 1, R 1/4, F1 .4; .8: P 1/2, R 1/4, F1 1/3; .7: P 1/2, R 1/2, F1 1/2; .6: P 2/5, R 1/2.
    assert evaluation.best_link_threshold(CASES) == 0.7
    assert evaluation.best_link_threshold([CASES[3]]) == float("inf")


def test_counted_rates_are_shares_of_the_called_and_of_the_wanted() -> None:
    assert evaluation.counted_rates(3, 4, 6) == Rates(3 / 4, 3 / 6)
    assert evaluation.counted_rates(0, 0, 6) == Rates(0.0, 0.0)
    assert evaluation.counted_rates(0, 2, 0) == Rates(0.0, 0.0)


def test_recall_at_precision_99_is_stricter_than_at_95() -> None:
    # At .5: two hits of two, one alarm of 180: .1 / (.1 + .9/180) = 20/21 = .952. At .9: precision 1.
    scores = Scored((0.9, 0.5), (0.5, *[0.1] * 179))
    assert evaluation.recall_at_precision(scores, 0.95) == 1.0
    assert evaluation.recall_at_precision(scores, 0.99) == 0.5


# --- clusters: mentions 0 to 5 mean A A A B B C, found are {0 1}, {2 3 4}, {5} -----------------------

GOLD, FOUND = "AAABBC", "112223"


def test_pairwise_rates_count_joined_pairs() -> None:
    # Joined: 01 23 24 34. To be joined: 01 02 12 34. Both: 01 34.
    assert evaluation.pairwise_rates(FOUND, GOLD) == Rates(2 / 4, 2 / 4)
    # All in one: 15 pairs, 4 of them right.
    assert evaluation.pairwise_rates("111111", GOLD) == Rates(4 / 15, 1.0)
    # All apart: no pair is joined.
    assert evaluation.pairwise_rates("123456", GOLD) == Rates(0.0, 0.0)


def test_b_cubed_averages_over_mentions() -> None:
    # Precision: 1 1 1/3 2/3 2/3 1; recall: 2/3 2/3 1/3 1 1 1. Both sum to 14/3, of six mentions.
    rates = evaluation.b_cubed_rates(FOUND, GOLD)
    assert (rates.precision, rates.recall) == (pytest.approx(7 / 9), pytest.approx(7 / 9))
    # All in one: (3·3 + 2·2 + 1·1) / 36. All apart: recall (3·1/3 + 2·1/2 + 1) / 6.
    rates = evaluation.b_cubed_rates("111111", GOLD)
    assert (rates.precision, rates.recall) == (pytest.approx(14 / 36), 1.0)
    rates = evaluation.b_cubed_rates("123456", GOLD)
    assert (rates.precision, rates.recall) == (1.0, pytest.approx(3 / 6))


def test_b_cubed_of_the_example_in_bagga_and_baldwin() -> None:
    # Twelve mentions in chains of 5, 2 and 5. Joining the 2 to one of the 5s costs less than joining
    # the two 5s: precision 76 % against 58 %, recall 100 % in both.
    gold = "AAAAABBCCCCC"
    less = evaluation.b_cubed_rates("111112222222", gold)
    more = evaluation.b_cubed_rates("111112211111", gold)
    assert (less.precision, less.recall) == (pytest.approx(16 / 21), 1.0)
    assert (more.precision, more.recall) == (pytest.approx(7 / 12), 1.0)


def test_largest_wrong_cluster() -> None:
    assert evaluation.largest_wrong_cluster(FOUND, GOLD) == (2, 3, 4)
    # Larger ones that are right do not count; of two that are equally large it is the first.
    assert evaluation.largest_wrong_cluster("11122233", "AAABBCDE") == (3, 4, 5)
    assert evaluation.largest_wrong_cluster("1122", "ABCD") == (0, 1)
    assert evaluation.largest_wrong_cluster(GOLD, GOLD) == ()


def test_clusterings_of_nothing_and_of_different_lengths() -> None:
    assert evaluation.pairwise_rates("", "") == evaluation.b_cubed_rates("", "") == Rates(0.0, 0.0)
    assert evaluation.largest_wrong_cluster("", "") == ()
    for measure in (
        evaluation.pairwise_rates,
        evaluation.b_cubed_rates,
        evaluation.largest_wrong_cluster,
    ):
        with pytest.raises(ValueError, match="zip"):
            measure("11", "A")


# --- calibration -------------------------------------------------------------------------------------

FORECASTS = [(0.9, True), (0.8, False), (0.3, True), (0.1, False)]


def test_brier_score_is_the_mean_squared_error() -> None:
    # (.01 + .64 + .49 + .01) / 4
    assert evaluation.brier_score(FORECASTS) == pytest.approx(1.15 / 4)
    assert evaluation.brier_score([(1.0, True), (0.0, False)]) == 0.0
    assert evaluation.brier_score([]) is None


def test_brier_skill_compares_with_the_base_rate() -> None:
    # Half are true: stating .5 always scores .25, and 1 - .2875 / .25 = -.15.
    assert evaluation.brier_skill(FORECASTS) == pytest.approx(-0.15)
    assert evaluation.brier_skill([(1.0, True), (0.0, False)]) == 1.0
    assert evaluation.brier_skill([(0.25, True), *[(0.25, False)] * 3]) == pytest.approx(0.0)
    assert evaluation.brier_skill([(0.9, True)]) is None
    assert evaluation.brier_skill([]) is None


def test_calibration_error_weighs_the_gap_of_each_bin() -> None:
    # Two bins: (.1 .3) states .2 and .5 are true; (.8 .9) states .85 and .5 are: (.3 + .35) / 2.
    assert evaluation.calibration_error(FORECASTS, 2) == pytest.approx(0.325)
    # One bin: .525 stated, .5 true. Four bins: (.1 + .7 + .8 + .1) / 4.
    assert evaluation.calibration_error(FORECASTS, 1) == pytest.approx(0.025)
    assert evaluation.calibration_error(FORECASTS, 4) == pytest.approx(0.425)
    # More bins than forecasts are as many as there are.
    assert evaluation.calibration_error(FORECASTS) == pytest.approx(0.425)
    assert evaluation.calibration_error([]) is None


def test_bins_hold_equally_many_and_never_part_equal_probabilities() -> None:
    tied = [(0.5, True), (0.5, False), (0.5, True), (0.5, False), (0.9, True)]
    # Five of two bins: the border would be at 2, inside the fives; it moves behind them.
    assert list(evaluation.equal_mass_bins(tied, 2)) == [Bin(4, 0.5, 0.5), Bin(1, 0.9, 1.0)]
    assert list(evaluation.equal_mass_bins(tied[::-1], 2)) == [Bin(4, 0.5, 0.5), Bin(1, 0.9, 1.0)]
    assert [part.size for part in evaluation.equal_mass_bins([(i / 9, True) for i in range(10)], 5)] == [
        2
    ] * 5
    with pytest.raises(ValueError, match="at least 1, not 0"):
        list(evaluation.equal_mass_bins(tied, 0))

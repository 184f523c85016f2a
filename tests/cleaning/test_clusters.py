"""Grouping by numbers alone: no conflict, no chain, rulings, ties."""

import itertools

import pytest

from aliaskit.cleaning import Limits, Rulings, cluster

LIMITS = Limits(same=0.0, different=-1.4)


def _grouped(count: int, odds: dict[tuple[int, int], float], **given: object) -> tuple[tuple[int, ...], ...]:
    def weigh(a: int, b: int) -> float:
        return odds.get((a, b), -10.0)

    return cluster(count, odds, weigh, LIMITS, **given).groups  # type: ignore[arg-type]


def test_what_agrees_is_joined_and_the_rest_stays_alone() -> None:
    assert _grouped(4, {(0, 1): 3.0, (2, 3): -3.0}) == ((0, 1), (2,), (3,))


def test_a_conflict_is_never_inside_a_group() -> None:
    odds = {(0, 1): 5.0, (1, 2): 4.0, (0, 2): -6.0}
    for group in _grouped(3, odds):
        assert not {0, 2} <= set(group)


def test_a_chain_does_not_hold_together() -> None:
    odds = {(place, place + 1): 2.0 for place in range(9)}
    assert max(map(len, _grouped(10, odds))) <= 2


def test_a_name_that_fits_two_that_exclude_each_other_stays_alone() -> None:
    odds = {(0, 1): 3.0, (1, 2): 3.1, (0, 2): -6.0}
    found = cluster(3, odds, lambda a, b: odds[a, b], LIMITS)
    assert found.groups == ((0,), (1,), (2,))
    assert set(found.torn[1]) == {0, 2}


def test_a_clearly_better_fit_is_no_tie() -> None:
    odds = {(0, 1): 8.0, (1, 2): 2.0, (0, 2): -6.0}
    assert _grouped(3, odds) == ((0, 1), (2,))


def test_rulings_are_stronger_than_evidence() -> None:
    odds = {(0, 1): 6.0, (1, 2): -8.0, (0, 2): -8.0}
    apart = frozenset({("a", "b"), ("b", "a")})
    assert _grouped(3, odds, rulings=Rulings({0: "a", 1: "b"}, apart)) == ((0,), (1,), (2,))
    assert _grouped(3, odds, rulings=Rulings({0: "a", 1: "b", 2: "b"}, apart)) == ((0,), (1, 2))


def test_what_is_pinned_to_two_names_is_two() -> None:
    odds = {(0, 1): 6.0, (1, 2): 6.0, (0, 2): 6.0}
    rulings = Rulings({0: "x", 1: "y"}, pinned=frozenset({"x", "y"}))
    assert _grouped(3, odds, rulings=rulings) == ((0,), (1,), (2,))


def test_what_a_ruling_joins_hangs_on_no_evidence_and_excludes_as_before() -> None:
    odds = {(0, 1): -9.0, (1, 2): 4.0, (0, 2): -9.0, (1, 3): 3.0, (0, 3): 1.0, (2, 3): -9.0}
    found = cluster(4, odds, lambda a, b: odds[a, b], LIMITS, rulings=Rulings({0: "x", 1: "x"}))
    assert found.groups == ((0, 1, 3), (2,))
    assert found.weakest == {0: (1, 3, 3.0)}


def test_doubtful_pairs_are_told_surest_first() -> None:
    odds = {(0, 1): -0.5, (1, 2): -1.0, (2, 3): -3.0}
    found = cluster(4, odds, lambda a, b: odds.get((a, b), -9.0), LIMITS)
    assert [(a, b) for a, b, _ in found.unsure] == [(0, 1), (1, 2)]


def test_the_weakest_link_of_a_group() -> None:
    odds = {(0, 1): 5.0, (0, 2): 3.0, (1, 2): 2.0}
    found = cluster(3, odds, lambda a, b: odds[a, b], LIMITS)
    assert found.weakest == {0: (0, 2, 3.0)}


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_the_order_of_the_pairs_does_not_matter(order: tuple[int, ...]) -> None:
    pairs = [((0, 1), 2.0), ((1, 2), 2.0), ((2, 3), 2.0), ((0, 3), -5.0)]
    shuffled = dict(pairs[place] for place in order)
    assert _grouped(4, shuffled) == _grouped(4, dict(pairs))

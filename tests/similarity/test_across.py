"""Words in two scripts: the transducer's arithmetic, kanji read character by character, what is learned."""

import math

import pytest

from aliaskit import Resolver
from aliaskit.model import Kind
from aliaskit.similarity import Relation, Similarity
from aliaskit.similarity.kanji import Readings
from aliaskit.similarity.transducer import Costs, units_of


def test_the_log_ratio_adds_up_over_all_ways_by_hand() -> None:
    # ab ~ ab: a:a b:b $:$ is one way; deleting and inserting a is another.
    weights = {"a:a": 2.0, "b:b": 1.0, "$:$": 0.5, "a:": -1.0, ":a": -2.0}
    costs = Costs(weights, {})
    by_pairs, by_gaps = math.exp(2 + 1 + 0.5), 2 * math.exp(-1 - 2 + 1 + 0.5)
    assert costs.log_ratio("ab", "ab") == pytest.approx(math.log(by_pairs + by_gaps))
    assert costs.log_ratio("ab", "ba") == pytest.approx(-1 - 2 + 1 + 0.5)
    assert costs.log_ratio("a", "b") == -math.inf
    assert costs.log_ratio("", "ab") == -math.inf


def test_two_units_for_one_and_one_for_two() -> None:
    costs = Costs({"ks:x": 3.0, "x:ks": 2.0, "$:$": 0.0}, {"k": 2.0, "s": 1.0})
    assert costs.log_ratio("ks", "x") == pytest.approx(3.0)
    assert costs.log_ratio("x", "ks") == pytest.approx(2.0)
    assert costs.told("kks") == pytest.approx(5.0)


@pytest.mark.parametrize(
    ("form", "units"),
    [("shch", "SC"), ("mattsson", "matWson"), ("al qasim", "alqasim"), ("", ""), ("schmitt", "Smit")],
)
def test_units(form: str, units: str) -> None:
    assert units_of(form) == units


READINGS = {
    "木": ["ki"],
    "原": ["hara", "wara"],
    "稔": ["minoru"],
    "活": ["katsu"],
    "平": ["pei", "hei"],
    "大": ["oo", "dai"],
}


@pytest.mark.parametrize(
    ("written", "romanised", "fits"),
    [
        ("木原", "kihara", True),
        ("木原", "kiwara", True),
        ("原木", "kihara", False),
        ("活平", "kappei", True),
        ("大木", "oki", True),
        ("大木", "ohki", True),
        ("木々", "kiki", True),
        ("木鰐", "kihara", False),
        ("木原", "kihar", False),
    ],
)
def test_kanji_are_read_character_by_character(written: str, romanised: str, fits: bool) -> None:
    assert Readings(READINGS).fits(written, romanised) is fits


@pytest.mark.parametrize(
    ("native", "script", "right", "other"),
    [
        ("нетаньяху", "cyrillic", "netanyahu", "nikolaev"),
        ("블링컨", "hangul", "blinken", "brinkmann"),
        ("ブリンケン", "kana", "blinken", "brenner"),
        ("כהן", "hebrew", "cohen", "levine"),
        ("محمد", "arabic", "mohammed", "hamid"),
        ("გიორგი", "georgian", "giorgi", "gregori"),
    ],
)
def test_a_word_sounds_more_like_its_romanisation_than_like_a_neighbour(
    native: str, script: str, right: str, other: str
) -> None:
    resolver = Resolver.default()
    similarity = resolver.matcher.similarity
    form = resolver.normalize(native)
    agreement = similarity.hearing.across(form, script, right, "latin")
    assert agreement > 0.5
    assert agreement > similarity.hearing.across(form, script, other, "latin") + 0.2
    assert agreement == similarity.hearing.across(right, "latin", form, script)


def test_relations_across_scripts(shipped: Similarity) -> None:
    assert {Relation.ACROSS_SURE, Relation.ACROSS_LIKELY} <= set(Relation)
    resolver = Resolver.default()
    for name, other in (("木原稔", "Minoru Kihara"), ("Νίκος Καζαντζάκης", "Nikos Kazantzakis")):
        assert resolver.compare(name, other, kind="person").judgement.name == "SAME"
    for name, other in (("村上龍", "Haruki Murakami"), ("田中宇", "Yutaka Tanabe")):
        assert resolver.compare(name, other, kind="person").judgement.name == "DIFFERENT"


@pytest.fixture
def shipped() -> Similarity:
    return Resolver.default().matcher.similarity


def test_readings_are_in_the_order_of_their_characters() -> None:
    readings = Readings(READINGS)
    assert readings.readings("木原", 8) == [("kihara", 0.0), ("kiwara", pytest.approx(math.log(2)))]
    assert readings.readings("木原", 1) == [("kihara", 0.0)]
    assert ("kapei", 0.0) in readings.readings("活平", 8)
    assert ("katsupei", 0.0) in readings.readings("活平", 8)
    assert readings.readings("木kko", 8) == [("kikko", 0.0)]
    assert readings.readings("木鰐", 8) == readings.readings("", 8) == []


def test_kana_beside_kanji_stand_for_themselves() -> None:
    assert Readings(READINGS).fits("木原tomoe", "kiharatomoe")
    assert not Readings(READINGS).fits("木原tomoe", "kiharatamae")


def test_what_was_never_seen_is_unlikely_and_not_impossible() -> None:
    own = Costs({"a:a": 2.0, "$:$": 0.5}, {"a": 1.0})
    pooled = Costs({"b:b": 3.0, "a:a": 1.0, "$:$": 0.0}, {})
    smoothed = own.smoothed(pooled)
    assert own.log_ratio("ab", "ab") == -math.inf
    assert smoothed.log_ratio("ab", "ab") == pytest.approx(2 + 3 - 1.5 + 0.5, abs=0.01)
    assert -8 < smoothed.log_ratio("ac", "ab") < 0
    assert smoothed.told("a") == own.told("a")
    assert own.smoothed(own).log_ratio("a", "a") == pytest.approx(2.5, abs=0.01)


def test_a_rare_correspondence_is_no_contradiction(shipped: Similarity) -> None:
    resolver = Resolver.default()
    given, family = resolver.parse("שלמה היימן", "person").tokens
    right = resolver.parse("Shlomo Heiman", "person").tokens
    assert shipped.relation(given, right[0], Kind.PERSON) is Relation.ACROSS_FAR
    assert shipped.relation(given, right[1], Kind.PERSON) is None
    assert shipped.relation(family, right[1], Kind.PERSON) is Relation.ACROSS_SURE


def test_kanji_are_cut_as_the_other_name_says() -> None:
    resolver = Resolver.default()
    for name, other in (("平岩弓枝", "Hiraiwa Yumie"), ("盛田昭夫", "Akio Morita")):
        assert resolver.compare(name, other, kind="person").judgement.name == "SAME"
    for name, other in (("平岩弓枝", "Iwai Yumie"), ("盛田昭夫", "Akio Mori")):
        assert resolver.compare(name, other, kind="person").judgement.name != "SAME"

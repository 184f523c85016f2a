"""What speaks for two names being the same, feature by feature, and the sum."""

import math

import pytest

from aliaskit.matching import Matcher
from aliaskit.matching.conflicts import CONFLICTS
from aliaskit.matching.features import FEATURES, acronym
from aliaskit.model import Evidence, Kind, Name
from aliaskit.names import Parser
from aliaskit.odds import probability_of
from aliaskit.precision import interpolated, stratum_of

P, O, L = Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE  # noqa: E741
TABLE = [
    ("Elowen Trasker", "Elowen Trasker", P, {"equal", "identical"}, {"complete", "omitted_person"}),
    ("Elowen Trasker", "Dr. Elowen Trasker", P, {"identical"}, {"omitted_person"}),
    ("Trasker, Elowen", "Elowen Trasker", P, {"identical"}, {"order"}),
    ("Mohammed Trasker", "Muhammad Trasker", P, {"spelling", "equal", "complete"}, {"identical"}),
    ("Robert Trasker", "Bob Trasker", P, {"nickname"}, {"complete", "identical", "nothing_exact"}),
    ("Elowen Trasker", "Elowen Trasxker", P, {"near"}, {"complete"}),
    ("Elowen Trasker", "Elowen Traskar", P, {"alike_sure"}, {"complete"}),
    ("Elowen Trasker", "Elowen Wren Trasker", P, {"omitted_person"}, {"contradiction", "complete"}),
    ("Elowen Trasker", "Elowen Quoss", P, {"contradiction", "one_word"}, {"omitted_person"}),
    ("Trasker", "Elowen Trasker", P, {"family_alone", "one_word"}, {"given_alone"}),
    ("Elowen", "Elowen Trasker", P, {"one_word"}, {"complete", "identical"}),
    ("Elowan Traskr", "Elowen Trasker", P, {"nothing_exact"}, {"complete"}),
    ("Elowen Trasker", "Trasker Elowen", P, {"order"}, {"order_differs", "contradiction"}),
    ("Elowen Mac Trask", "Elowen MacTrask", P, {"joined"}, {"omitted_person"}),
    ("QLX", "Quellmere Lantern Xebecs", O, {"acronym_3"}, {"contradiction", "omitted_other"}),
    ("QL", "Quellmere Lantern", O, {"acronym_2"}, {"contradiction"}),
    ("QLX", "Quellmere Xebec Lanterns", O, set(), {"acronym_3"}),
    ("QLX", "Quellmere Lantern Xebecs", P, set(), {"acronym_3"}),
    ("Quellmere Ltd", "Quellmere", O, {"equal"}, {"omitted_other", "legal_form_differs"}),
    ("Quellmere Trask", "Quellmere", O, {"omitted_other", "one_more"}, {"contradiction"}),
    ("Quellmere Bank", "Quellmere", O, {"omitted_generic"}, {"one_more"}),
    ("Bank of Quellmere", "Bank of Trask", O, {"contradiction", "common_words"}, {"complete"}),
    ("Bank of Quellmere", "University of Quellmere", O, {"generic_differs"}, {"contradiction"}),
    ("The Vellamoor", "Vellamoor", L, {"identical"}, {"omitted_other"}),
    ("Elowen Trasker", "Mirvana Quoss", P, {"contradiction"}, {"equal", "one_word"}),
    # acronyms of words' beginnings, and inside a name
    ("Quelonx", "Quellmere Lantern Xebecs", O, {"contradiction"}, {"acronym_parts_5"}),
    ("QUELAXE", "Quellmere Lantern Xebecs", O, {"acronym_parts_5"}, {"contradiction"}),
    ("QULX", "Quellmere Lantern Xebecs", O, {"acronym_parts_3"}, {"contradiction", "acronym_4"}),
    ("QLX", "Quellmere Lantern Xebecs of Canada", O, {"acronym_3"}, {"contradiction"}),
    ("Vellan QLX", "Vellan Quellmere Lantern Xebecs", O, {"initials", "equal"}, {"contradiction"}),
    ("Quellmere Lantern (QL)", "Quellmere Lantern", O, {"identical"}, {"omitted_other"}),
    ("QLX", "QLX - Quellmere Lantern Xebecs", O, {"identical"}, {"omitted_other", "one_more"}),
    ("Quellmerism", "Quellmerism Lantern", O, {"equal"}, {"acronym_parts_5"}),
    # elided little words
    ("Tides de l'Est", "Tides de l'Ouest", O, {"compass_differs"}, {"complete"}),
    ("Tides d'Amberlon", "Tides Amberlon", O, {"equal", "complete"}, {"contradiction", "omitted_other"}),
    # order
    ("Elowen Wren Trasker", "Wren Elowen Trasker", P, {"order_given"}, {"order"}),
    ("Tarn Vella", "Vella Tarn", L, {"order_place"}, {"contradiction"}),
    ("Vella of Amberlon", "Amberlon Vella", L, {"equal"}, {"order_place"}),
    # what closes a place's name
    ("Vellamoor Zhen", "Vellamoor", L, {"settlement_more"}, {"one_more", "generic_more"}),
    ("City of Vellamoor", "Vellamoor", L, {"settlement_more"}, {"generic_more"}),
    ("Vellamoor City", "Vellamoor", L, {"generic_more"}, {"settlement_more"}),
    ("Mexico City", "Mexico", L, {"generic_more"}, {"settlement_more"}),
    ("Vellamoor County", "Vellamoor", L, {"generic_more"}, {"settlement_more"}),
    # whole names of countries, in any language
    ("Olaszország", "Italy", L, {"meaning", "country_name"}, {"contradiction"}),
    ("ギリシャ", "Греция", L, {"country_name"}, {"contradiction"}),
    ("Slovensko", "Slovenia", L, {"territory_differs"}, {"country_name", "near"}),
    ("Congo", "République démocratique du Congo", L, {"country_name"}, {"territory_differs"}),
    # one word alone
    ("Vellamore", "Vellamoor", L, {"single_alike"}, {"single_vague"}),
    ("Vellan", "Vellane", O, {"single_brand"}, {"single_alike"}),
    ("Vexlamoor", "Vellamoor", L, {"single_slip_long"}, {"single_alike"}),
]


@pytest.mark.parametrize(("left", "right", "kind", "present", "absent"), TABLE)
def test_features(
    left: str,
    right: str,
    kind: Kind,
    present: set[str],
    absent: set[str],
    parser: Parser,
    matcher: Matcher,
) -> None:
    rows = matcher.weigh(parser.parse(left, kind), parser.parse(right, kind)).rows
    features = {row.feature for row in rows}
    assert present <= features
    assert not absent & features


@pytest.mark.parametrize(("left", "right", "kind"), [row[:3] for row in TABLE])
def test_the_rows_add_up(left: str, right: str, kind: Kind, parser: Parser, matcher: Matcher) -> None:
    weighed = matcher.weigh(parser.parse(left, kind), parser.parse(right, kind))
    assert weighed.rows[0].feature == "prior"
    assert weighed.log_odds == pytest.approx(sum(row.weight for row in weighed.rows))
    assert sum(row.feature == "prior" for row in weighed.rows) == 1


@pytest.mark.parametrize(
    ("better", "worse", "kind"),
    [
        (("Elowen Trasker", "Elowen Trasker"), ("Elowen Trasker", "Elowen Traskr"), P),
        (("Elowen Trasker", "Elowen Traskr"), ("Elowen Trasker", "Elowen Quoss"), P),
        (("Elowen Trasker", "Elowen J. Trasker"), ("Elowen K. Trasker", "Elowen J. Trasker"), P),
        (("E. Trasker", "Elowen Trasker"), ("Trasker", "Elowen Trasker"), P),
        (("E. Trasker", "Elowen Trasker"), ("F. Trasker", "Elowen Trasker"), P),
        (("Quellmere Ltd", "Quellmere GmbH"), ("Quellmere Ltd", "Trask Ltd"), O),
        (("Quellmere Bank", "Quellmere"), ("Quellmere Trask", "Quellmere"), O),
        (("QLXV", "Quell Lantern Xebec Vane"), ("QL", "Quell Lantern"), O),
        (("Vellamoor, Canada", "Vellamoor"), ("Vellamoor, Canada", "Vellamoor, Chile"), L),
    ],
)
def test_order_of_evidence(
    better: tuple[str, str], worse: tuple[str, str], kind: Kind, parser: Parser, matcher: Matcher
) -> None:
    weights = [
        matcher.weigh(parser.parse(left, kind), parser.parse(right, kind)).log_odds
        for left, right in (better, worse)
    ]
    assert weights[0] > weights[1]


def test_a_longer_name_that_agrees_gains_no_more_than_a_short_one(parser: Parser, matcher: Matcher) -> None:
    def equal(text: str) -> float:
        name = parser.parse(text, Kind.ORGANIZATION)
        return sum(row.weight for row in matcher.weigh(name, name).rows if row.feature == "equal")

    assert equal("Trask") == pytest.approx(equal("Trask Quoss Vellan Morrowlake"))


@pytest.mark.parametrize(("left", "right", "kind"), [row[:3] for row in TABLE])
def test_the_calibration_is_a_row_like_any_other(
    left: str, right: str, kind: Kind, parser: Parser, matcher: Matcher
) -> None:
    first, second = parser.parse(left, kind), parser.parse(right, kind)
    weighed = matcher.weigh(first, second)
    stated = matcher.calibrated(first, second, weighed)
    assert stated.rows[:-1] == weighed.rows
    assert stated.rows[-1].feature == "calibration"
    assert stated.log_odds == pytest.approx(sum(row.weight for row in stated.rows))
    assert stated.log_odds == pytest.approx(
        interpolated(
            weighed.log_odds, matcher.language.model.calibration[stratum_of(*_scripts(first, second))]
        )
    )


def _scripts(first: Name, second: Name) -> tuple[str, str]:
    return first.script, second.script


def test_more_evidence_makes_a_new_sum(parser: Parser, matcher: Matcher) -> None:
    name = parser.parse("Elowen Trasker", Kind.PERSON)
    weighed = matcher.weigh(name, name)
    more = weighed.plus(Evidence("invented", "", "", -2.5, ""), Evidence("invented", "", "", 1.0, ""))
    assert more.log_odds == pytest.approx(weighed.log_odds - 1.5)
    assert more.rows[:-2] == weighed.rows


@pytest.mark.parametrize(
    ("log_odds", "probability"),
    [(0.0, 0.5), (math.log(9), 0.9), (-math.log(9), 0.1), (1e6, 1.0), (-1e6, 0.0)],
)
def test_probability(log_odds: float, probability: float) -> None:
    assert probability_of(log_odds) == pytest.approx(probability)
    assert 0 <= probability_of(log_odds) <= 1


def test_every_feature_describes_itself() -> None:
    for function in (*FEATURES, *CONFLICTS, acronym):
        assert (function.__doc__ or "").strip()

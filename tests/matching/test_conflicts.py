"""What speaks against two names although the rest agrees: a conflict outweighs a perfect rest."""

import pytest

from aliaskit.matching import Matcher
from aliaskit.model import Kind
from aliaskit.names import Parser
from aliaskit.odds import probability_of

P, O, L = Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE  # noqa: E741
CONFLICTING = [
    ("Elowen Trasker Jr.", "Elowen Trasker Sr.", P, "suffix_differs"),
    ("Elowen Trasker II", "Elowen Trasker III", P, "suffix_differs"),
    ("Elowen Wren Quoss Trasker Jr.", "Elowen Wren Quoss Trasker Sr.", P, "suffix_differs"),
    ("Elowen J. Trasker", "Elowen K. Trasker", P, "initials_differ"),
    ("E. J. Trasker", "E. K. Trasker", P, "initials_differ"),
    ("E. Trasker", "F. Trasker", P, "initials_differ"),
    ("E. Trasker", "Mirvana Trasker", P, "initial_against_name"),
    ("Elowen J. Trasker", "Elowen Wren Trasker", P, "initial_against_name"),
    ("12th Quellmere Regiment", "3rd Quellmere Regiment", O, "number_differs"),
    ("Quellmere Fund I", "Quellmere Fund II", O, "number_differs"),
    ("Quellmere Fund I LP", "Quellmere Fund II LP", O, "number_differs"),
    ("North Quellmere", "South Quellmere", O, "compass_differs"),
    ("North Vellamoor", "South Vellamoor", L, "compass_differs"),
    ("Ministry of Tides of Estonia", "Ministry of Tides of Ethiopia", O, "territory_differs"),
    ("Vellamoor, Canada", "Vellamoor, Chile", L, "territory_differs"),
    ("Austrian Lantern Guild", "Australian Lantern Guild", O, "territory_differs"),
    ("Ali bin Trask", "Trask bin Ali", P, "order_differs"),
]


@pytest.mark.parametrize(("left", "right", "kind", "feature"), CONFLICTING)
def test_a_conflict_decides(
    left: str, right: str, kind: Kind, feature: str, parser: Parser, matcher: Matcher
) -> None:
    weighed = matcher.weigh(parser.parse(left, kind), parser.parse(right, kind))
    rows = [row for row in weighed.rows if row.feature == feature]
    assert len(rows) == 1
    assert rows[0].weight < 0
    model = matcher.language.model
    assert feature in model.decisive
    assert probability_of(weighed.log_odds) < model.thresholds["different"]


@pytest.mark.parametrize(("left", "right", "kind", "feature"), CONFLICTING)
def test_without_the_conflict_the_rest_would_agree(
    left: str, right: str, kind: Kind, feature: str, parser: Parser, matcher: Matcher
) -> None:
    rest = [
        row
        for row in matcher.weigh(parser.parse(left, kind), parser.parse(right, kind)).rows
        if row.feature not in ("prior", feature)
    ]
    assert sum(row.weight for row in rest) > 0


@pytest.mark.parametrize(
    ("left", "right", "kind", "feature"),
    [
        ("Elowen Trasker Jr.", "Elowen Trasker", P, "suffix_one_side"),
        ("Charlot III", "Charlot", P, "suffix_one_side_single"),
        ("12th Quellmere Regiment", "Quellmere Regiment", O, "number_one_side"),
        ("North Quellmere", "Quellmere", O, "compass_one_side"),
        ("New Quellmere", "Quellmere", O, "quality_one_side"),
        ("Ministry of Tides of Estonia", "Ministry of Tides", O, "territory_one_side"),
        ("Quellmere Ltd", "Quellmere GmbH", O, "legal_form_differs"),
    ],
)
def test_what_only_one_name_has_weighs_less_than_a_conflict(
    left: str, right: str, kind: Kind, feature: str, parser: Parser, matcher: Matcher
) -> None:
    weighed = matcher.weigh(parser.parse(left, kind), parser.parse(right, kind))
    features = {row.feature for row in weighed.rows}
    assert feature in features
    assert not features & matcher.language.model.decisive


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("Elowen J. Trasker", "Elowen Trasker", P),
        ("Elowen J. Trasker", "Elowen J Trasker", P),
        ("Elowen J. Trasker", "Elowen Jessa Trasker", P),
        ("Elowen Trasker Jr.", "Elowen Trasker, Junior", P),
        ("12th Quellmere Regiment", "XII Quellmere Regiment", O),
        ("Ministry of Tides of Estonia", "Estonian Ministry of Tides", O),
        ("Quellmere Ltd", "Quellmere Limited", O),
        ("Vellamoor, Canada", "Vellamoor (Canada)", L),
    ],
)
def test_what_agrees_or_is_left_out_is_no_conflict(
    left: str, right: str, kind: Kind, parser: Parser, matcher: Matcher
) -> None:
    weighed = matcher.weigh(parser.parse(left, kind), parser.parse(right, kind))
    model = matcher.language.model
    assert not {row.feature for row in weighed.rows} & model.decisive
    assert probability_of(weighed.log_odds) >= model.thresholds["same"]


def test_initials_of_names_in_two_scripts_are_not_held_against_each_other(
    parser: Parser, matcher: Matcher
) -> None:
    left, right = parser.parse("E. Yu. Trasker", Kind.PERSON), parser.parse("Э. Ю. Траскер", Kind.PERSON)
    features = {row.feature for row in matcher.weigh(left, right).rows}
    assert not features & {"initials_differ", "initial_against_name"}

"""Which kind of thing a mention looks like, from its words alone."""

import pytest

from aliaskit.lexicons import Language
from aliaskit.model import Kind
from aliaskit.names import Parser, kind_scores


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Dr. Elowen Trasker", Kind.PERSON),
        ("President Elowen Trasker", Kind.PERSON),
        ("Robert Trasker", Kind.PERSON),
        ("Elowen J. Trasker", Kind.PERSON),
        ("Elowen Trasker Jr.", Kind.PERSON),
        ("Quellmere Lanterns GmbH", Kind.ORGANIZATION),
        ("Ministry of Quellmere", Kind.ORGANIZATION),
        ("University of Quellmere", Kind.ORGANIZATION),
        ("QLX", Kind.ORGANIZATION),
        ("5th Quellmere Regiment", Kind.ORGANIZATION),
        ("Estonia", Kind.PLACE),
        ("Republic of Estonia", Kind.PLACE),
        ("the Netherlands", Kind.PLACE),
    ],
)
def test_the_likeliest_kind(text: str, kind: Kind, language: Language, parser: Parser) -> None:
    scores = kind_scores(text, language)
    assert max(scores, key=lambda each: scores[each]) is kind
    assert parser.parse(text).kind is kind


@pytest.mark.parametrize("text", ["", "?!", "\ud800"])
def test_no_word_says_nothing(text: str, language: Language) -> None:
    assert kind_scores(text, language) == {Kind.PERSON: 0.0, Kind.ORGANIZATION: 0.0, Kind.PLACE: 0.0}


@pytest.mark.parametrize("kind", [Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE])
def test_a_given_kind_is_not_questioned(kind: Kind, parser: Parser) -> None:
    assert parser.parse("Dr. Elowen Trasker GmbH", kind).kind is kind


def test_parsing_again_gives_the_same_name(parser: Parser) -> None:
    assert parser.parse("Dr. Elowen Trasker") == Parser(parser.language).parse("Dr. Elowen Trasker")

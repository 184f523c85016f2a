"""Keys: strings under which other ways of writing a name are found."""

import pytest

from aliaskit.model import Kind, Name, Role, Token
from aliaskit.names import (
    Parser,
    acronyms_of,
    core_tokens,
    joined_key,
    natural_form,
    parts_in,
    sorted_key,
    without_double,
)


def name_of(*words: tuple[str, Role], kind: Kind = Kind.PERSON) -> Name:
    """A name of (form, role) pairs."""
    tokens = tuple(Token(form.title(), form, role) for form, role in words)
    return Name(" ".join(token.text for token in tokens), kind, tokens, "latin")


FULL = name_of(
    ("dr", Role.TITLE),
    ("wren", Role.GIVEN),
    ("van", Role.PARTICLE),
    ("ash", Role.FAMILY),
    ("bee", Role.NICKNAME),
    ("jr", Role.SUFFIX),
    ("phd", Role.POST_NOMINAL),
)


@pytest.mark.parametrize(
    ("letters", "text", "count"),
    [
        ("quelax", "Quellmere Lantern Xebecs", 3),
        ("quel", "Quellmere Lantern Xebecs", 2),
        ("quellmere", "Quellmere Lantern Xebecs", 0),
        ("lax", "Quellmere Lantern Xebecs", 0),
        ("qlaxe", "Quellmere of the Lantern Xebecs", 3),
    ],
)
def test_an_acronym_of_words_beginnings(letters: str, text: str, count: int, parser: Parser) -> None:
    assert parts_in(letters, parser.parse(text, Kind.ORGANIZATION)) == count
    assert parts_in(letters, parser.parse(text, Kind.PERSON)) == 0


@pytest.mark.parametrize(
    ("text", "other", "expected"),
    [
        ("Quellmere Lantern (QL)", "Quellmere Lantern", "quellmere lantern"),
        ("Quellmere Lantern (QL)", "QL", "ql"),
        ("Quellmere Lantern (XV)", "Quellmere Lantern", "quellmere lantern xv"),
        ("Quellmere", "QL", "quellmere"),
    ],
)
def test_a_name_that_says_its_acronym_too(text: str, other: str, expected: str, parser: Parser) -> None:
    organization = Kind.ORGANIZATION
    found = without_double(parser.parse(text, organization), parser.parse(other, organization))
    assert " ".join(token.form for token in found.tokens) == expected


def test_core_tokens_say_who_is_meant() -> None:
    assert [token.form for token in core_tokens(FULL)] == ["wren", "ash"]


def test_a_name_of_nothing_else_is_its_own_core() -> None:
    name = name_of(("the", Role.STOPWORD), ("ltd", Role.LEGAL_FORM), kind=Kind.ORGANIZATION)
    assert core_tokens(name) == list(name.tokens)


def test_keys_of_a_person() -> None:
    assert sorted_key(FULL) == "ash wren"
    assert joined_key(FULL) == "wrenvanash"
    assert natural_form(FULL) == "wren van ash jr"


def test_the_natural_form_drops_a_leading_article_only() -> None:
    organization = Kind.ORGANIZATION
    assert natural_form(name_of(("the", Role.STOPWORD), ("ash", Role.CORE), kind=organization)) == "ash"
    assert natural_form(name_of(("the", Role.STOPWORD), kind=organization)) == "the"
    inner = name_of(("ash", Role.CORE), ("of", Role.STOPWORD), ("wren", Role.CORE), kind=organization)
    assert natural_form(inner) == "ash of wren"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Elowen Trasker", "Trasker, Elowen"),
        ("Dr. Elowen Trasker", "TRASKER Elowen"),
        ("Quoss-Ash", "Ash Quoss"),
    ],
)
def test_the_sorted_key_ignores_order(left: str, right: str, parser: Parser) -> None:
    assert sorted_key(parser.parse(left, Kind.PERSON)) == sorted_key(parser.parse(right, Kind.PERSON))


def test_the_joined_key_ignores_where_words_are_cut(parser: Parser) -> None:
    keys = {joined_key(parser.parse(text, Kind.PERSON)) for text in ("Mac Trask", "MacTrask", "Mac-Trask")}
    assert len(keys) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quellmere Lantern Xebecs", {"qlx"}),
        ("League of Quellmere Xebecs", {"lqx", "loqx"}),
        ("Quellmere Xebecs GmbH", {"qx", "qxg"}),
        ("Quellmere", set()),
        ("", set()),
    ],
)
def test_acronyms(text: str, expected: set[str], parser: Parser) -> None:
    assert acronyms_of(parser.parse(text, Kind.ORGANIZATION)) == expected


def test_persons_have_no_acronyms(parser: Parser) -> None:
    assert acronyms_of(parser.parse("Elowen Wren Trasker", Kind.PERSON)) == set()


def test_a_name_of_nothing_has_empty_keys(parser: Parser) -> None:
    nothing = parser.parse("?!", Kind.PERSON)
    assert (sorted_key(nothing), joined_key(nothing), natural_form(nothing)) == ("", "", "")

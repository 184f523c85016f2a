"""Persons: titles off, inversion undone, every word with its role."""

from collections.abc import Callable

import pytest

from aliaskit.model import Kind, Role
from aliaskit.names import Parser

Read = Callable[[str, Kind], list[tuple[str, str]]]
ELOWEN, TRASKER = ("elowen", "GIVEN"), ("trasker", "FAMILY")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Elowen Trasker", [ELOWEN, TRASKER]),
        ("ELOWEN TRASKER", [ELOWEN, TRASKER]),
        ("Trasker, Elowen", [ELOWEN, TRASKER]),
        ("Trasker", [("trasker", "CORE")]),
        ("Elowen J. Trasker", [ELOWEN, ("j", "INITIAL"), TRASKER]),
        ("E. J. Trasker", [("e", "INITIAL"), ("j", "INITIAL"), TRASKER]),
        ("E.J. Trasker", [("e", "INITIAL"), ("j", "INITIAL"), TRASKER]),
        ("EJ Trasker", [("e", "INITIAL"), ("j", "INITIAL"), TRASKER]),
        ("Elowen van der Trasker", [ELOWEN, ("van", "PARTICLE"), ("der", "PARTICLE"), TRASKER]),
        ("Van der Trasker, Elowen", [ELOWEN, ("van", "PARTICLE"), ("der", "PARTICLE"), TRASKER]),
        ("Elowen bin Trasker", [ELOWEN, ("bin", "PARTICLE"), TRASKER]),
        ("Elowen MARSH Trasker", [ELOWEN, ("marsh", "FAMILY"), ("trasker", "GIVEN")]),
        ("Elowen TRASKER", [ELOWEN, TRASKER]),
        ("TRASKER Elowen", [TRASKER, ELOWEN]),
    ],
)
def test_names(text: str, expected: list[tuple[str, str]], roles: Read) -> None:
    assert roles(text, Kind.PERSON) == expected


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Dr. Elowen Trasker", ["dr"]),
        ("Prof. Dr. Elowen Trasker", ["prof", "dr"]),
        ("Mrs Elowen Trasker", ["mrs"]),
        ("Minister of Fisheries Elowen Trasker", ["minister", "of", "fisheries"]),
        ("Estonian Foreign Minister Elowen Trasker", ["estonian", "foreign", "minister"]),
        ("Elowen Trasker, Minister of Defense", ["minister", "of", "defense"]),
        ("Elowen Trasker (President)", []),
    ],
)
def test_titles_are_no_part_of_the_name(text: str, titles: list[str], roles: Read) -> None:
    read = roles(text, Kind.PERSON)
    assert [form for form, role in read if role == "TITLE"] == titles
    assert [word for word in read if word[1] in ("GIVEN", "FAMILY")] == [ELOWEN, TRASKER]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Elowen Trasker Jr.", "jr"),
        ("Elowen Trasker, Jr", "jr"),
        ("Trasker, Elowen, Jr.", "jr"),
        ("Elowen Trasker (Jr.)", "jr"),
        ("Elowen Trasker Sr.", "sr"),
        ("Elowen Trasker III", "3"),
        ("Elowen Trasker II", "2"),
        ("Elowen V", "5"),
        ("Elowen III of Estonia", "3"),
    ],
)
def test_suffixes_have_a_rank(text: str, value: str, parser: Parser) -> None:
    suffixes = [token for token in parser.parse(text, Kind.PERSON).tokens if token.role is Role.SUFFIX]
    assert [token.value for token in suffixes] == [value]


@pytest.mark.parametrize("text", ["Elowen Trasker PhD", "Elowen Trasker, M.D.", "Elowen Trasker MBE"])
def test_degrees_and_orders_are_post_nominals(text: str, roles: Read) -> None:
    read = roles(text, Kind.PERSON)
    assert read[:2] == [ELOWEN, TRASKER]
    assert [role for _, role in read[2:]] == ["POST_NOMINAL"]


@pytest.mark.parametrize(
    "text",
    ['Elowen "Wren" Trasker', "Elowen (Wren) Trasker", "Elowen “Wren” Trasker", "Elowen 'Wren' Trasker"],
)
def test_what_is_quoted_is_a_nickname(text: str, roles: Read) -> None:
    assert roles(text, Kind.PERSON) == [ELOWEN, TRASKER, ("wren", "NICKNAME")]


def test_an_apostrophe_is_no_quotation(roles: Read) -> None:
    assert roles("Elowen O'Trask", Kind.PERSON) == [ELOWEN, ("otrask", "FAMILY")]


def test_a_name_that_is_all_in_brackets_is_a_name(roles: Read) -> None:
    assert roles("(Elowen)", Kind.PERSON) == [("elowen", "CORE")]


@pytest.mark.parametrize(
    ("text", "given", "family"),
    [
        ("Nakamura Ayako", "ayako", "nakamura"),
        ("Ayako Nakamura", "ayako", "nakamura"),
        ("Park Geun-hye", "geun", "park"),
        ("Geun-hye Park", "geun", "park"),
        ("Zhang Lingmei", "lingmei", "zhang"),
        ("William Zhang Ling-mei", "william", "zhang"),
    ],
)
def test_family_names_that_stand_first(text: str, given: str, family: str, roles: Read) -> None:
    read = roles(text, Kind.PERSON)
    assert (family, "FAMILY") in read
    assert (given, "GIVEN") in read
    assert sum(role == "FAMILY" for _, role in read) == 1


@pytest.mark.parametrize("text", ["中村綾子", "中村 綾子"])
def test_names_in_han_are_cut_behind_the_family(text: str, roles: Read) -> None:
    assert roles(text, Kind.PERSON) == [("綾子", "GIVEN"), ("中村", "FAMILY")]


def test_a_title_glued_to_a_name_in_han_comes_off(roles: Read) -> None:
    read = roles("中村綾子氏", Kind.PERSON)
    assert ("氏", "TITLE") in read
    assert [word for word in read if word[1] != "TITLE"] == [("綾子", "GIVEN"), ("中村", "FAMILY")]


def test_a_hyphen_binds_the_later_part_of_a_compound(parser: Parser) -> None:
    tokens = parser.parse("Elowen-Wren Trasker", Kind.PERSON).tokens
    assert [(token.form, token.bound) for token in tokens] == [
        ("elowen", False),
        ("wren", True),
        ("trasker", False),
    ]


@pytest.mark.parametrize(
    ("text", "inverted"),
    [("Trasker, Elowen", True), ("Elowen Trasker", False), ("Elowen Trasker, Jr.", False)],
)
def test_a_name_knows_that_it_was_inverted(text: str, inverted: bool, parser: Parser) -> None:
    assert parser.parse(text, Kind.PERSON).inverted is inverted


@pytest.mark.parametrize(
    "text",
    ["", ",", ",,,", "()", '"" ,', "Dr.", "Dr. Dr.", "Jr.", "III", "van", "of the", "Mr, Mrs", ",a", "-"],
)
def test_whatever_is_written_is_parsed_without_losing_every_word(text: str, parser: Parser) -> None:
    name = parser.parse(text, Kind.PERSON)
    assert name.text == text
    assert bool(name.tokens) is any(map(str.isalnum, text))

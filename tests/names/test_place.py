"""Places: compass words, saints, and the larger place that a comma or a bracket adds."""

from collections.abc import Callable

import pytest

from aliaskit.model import Kind, Role
from aliaskit.names import Parser

Read = Callable[[str, Kind], list[tuple[str, str]]]
VELLAMOOR = ("vellamoor", "CORE")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vellamoor", [VELLAMOOR]),
        ("The Vellamoor", [("the", "STOPWORD"), VELLAMOOR]),
        ("North Vellamoor", [("north", "COMPASS"), VELLAMOOR]),
        ("New Vellamoor", [("new", "QUALITY"), VELLAMOOR]),
        ("North", [("north", "CORE")]),
        ("Vellamoor 2", [VELLAMOOR, ("2", "NUMBER")]),
        ("Vellamoor-Sarkenby", [VELLAMOOR, ("sarkenby", "CORE")]),
        ("L'Amberlon", [("l", "STOPWORD"), ("amberlon", "CORE")]),
        ("L'viv", [("lviv", "CORE")]),
        ("Vellamoor la", [VELLAMOOR, ("la", "CORE")]),
        ("Vellamoor Shi", [VELLAMOOR, ("shi", "GENERIC")]),
        ("Shi Vellamoor", [("shi", "CORE"), VELLAMOOR]),
    ],
)
def test_roles(text: str, expected: list[tuple[str, str]], roles: Read) -> None:
    assert roles(text, Kind.PLACE) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Vellamoor, Canada", "ca"),
        ("Vellamoor (Canada)", "ca"),
        ("Vellamoor [Canada]", "ca"),
        ("Vellamoor, Sarkenby", "sarkenby"),
        ("Vellamoor, Upper Sarkenby", "upper sarkenby"),
    ],
)
def test_the_larger_place(text: str, value: str, parser: Parser) -> None:
    tokens = parser.parse(text, Kind.PLACE).tokens
    assert [token.form for token in tokens if token.role is Role.CORE] == ["vellamoor"]
    assert [token.value for token in tokens if token.role is Role.TERRITORY] == [value]


def test_saints_are_abbreviated(parser: Parser) -> None:
    values = {
        tuple(token.value for token in parser.parse(text, Kind.PLACE).tokens if token.role is Role.QUALITY)
        for text in ("St Vellamoor", "St. Vellamoor", "Saint Vellamoor")
    }
    assert len(values) == 1
    assert values != {()}


def test_inversion_is_undone(parser: Parser) -> None:
    name = parser.parse("Vellamoor, Isle of", Kind.PLACE)
    assert [token.form for token in name.tokens] == ["isle", "of", "vellamoor"]
    assert name.inverted
    assert Role.TERRITORY not in {token.role for token in name.tokens}


@pytest.mark.parametrize(
    "text", ["", "()", ",", ",Canada", "(Canada)", "Vellamoor,", "Vellamoor ()", "The", "12"]
)
def test_whatever_is_written_is_parsed_without_losing_every_word(text: str, parser: Parser) -> None:
    name = parser.parse(text, Kind.PLACE)
    assert name.text == text
    assert bool(name.tokens) is any(map(str.isalnum, text))

"""Organisations: what sort of body, about what, of which territory, which number, which legal form."""

from collections.abc import Callable

import pytest

from aliaskit.build import shipped_language
from aliaskit.model import Kind, Role
from aliaskit.names import Parser

Read = Callable[[str, Kind], list[tuple[str, str]]]
QUELLMERE = ("quellmere", "CORE")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quellmere Lanterns", [QUELLMERE, ("lanterns", "CORE")]),
        ("The Quellmere", [("the", "STOPWORD"), QUELLMERE]),
        ("Bank of Quellmere", [("bank", "GENERIC"), ("of", "STOPWORD"), QUELLMERE]),
        ("North Quellmere", [("north", "COMPASS"), QUELLMERE]),
        ("New Quellmere", [("new", "QUALITY"), QUELLMERE]),
        ("Quellmere QLX", [QUELLMERE, ("qlx", "ACRONYM")]),
        ("QLX", [("qlx", "ACRONYM")]),
        ("QUELLMERE QLX", [QUELLMERE, ("qlx", "CORE")]),
        ("Quellmere & Trask", [QUELLMERE, ("and", "STOPWORD"), ("trask", "CORE")]),
        ("Ministry (Quellmere)", [("ministry", "GENERIC"), QUELLMERE]),
        ("(Quellmere)", [QUELLMERE]),
        ("Ltd", [("ltd", "CORE")]),
    ],
)
def test_roles(text: str, expected: list[tuple[str, str]], roles: Read) -> None:
    assert roles(text, Kind.ORGANIZATION) == expected


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Quellmere Ltd", "Quellmere Limited"),
        ("Quellmere Ltd.", "QUELLMERE LTD"),
        ("Quellmere GmbH", "Quellmere Gesellschaft mit beschränkter Haftung"),
        ("ООО Квеллмер", "OOO Квеллмер"),
        ("Quellmere Co., Ltd.", "Quellmere Company Limited"),
        ("株式会社クェル", "クェル株式会社"),
    ],
)
def test_a_legal_form_is_one_however_it_is_written(left: str, right: str, parser: Parser) -> None:
    forms = [
        [
            token.value
            for token in parser.parse(text, Kind.ORGANIZATION).tokens
            if token.role is Role.LEGAL_FORM
        ]
        for text in (left, right)
    ]
    assert len(forms[0]) == 1
    assert forms[0] == forms[1]


@pytest.mark.parametrize("text", ["Limited Quellmere Trask", "Quellmere Ltd Trask", "Ltd", "Limited"])
def test_a_legal_form_closes_a_name_or_opens_it_and_is_never_all_of_it(text: str, parser: Parser) -> None:
    assert Role.LEGAL_FORM not in {token.role for token in parser.parse(text, Kind.ORGANIZATION).tokens}


@pytest.mark.parametrize(
    ("text", "role", "value"),
    [
        ("Ministry of Tides of Estonia", Role.TERRITORY, "ee"),
        ("Estonian Ministry of Tides", Role.TERRITORY, "ee"),
        ("Estonia's Ministry of Tides", Role.TERRITORY, "ee"),
        ("Ministry of Tides (Estonia)", Role.TERRITORY, "ee"),
        ("Tides, Republic of Estonia", Role.TERRITORY, "ee"),
        ("12th Quellmere Regiment", Role.NUMBER, "12"),
        ("Twelfth Quellmere Regiment", Role.NUMBER, "12"),
        ("XII Quellmere Regiment", Role.NUMBER, "12"),
        ("012 Quellmere", Role.NUMBER, "12"),
        ("Quellmere Fund I", Role.NUMBER, "1"),
        ("Quellmere Fund I LP", Role.NUMBER, "1"),
        ("I Corps", Role.NUMBER, "1"),
    ],
)
def test_values(text: str, role: Role, value: str, parser: Parser) -> None:
    tokens = parser.parse(text, Kind.ORGANIZATION).tokens
    assert [token.value for token in tokens if token.role is role] == [value]


def test_words_of_one_meaning_have_one_value(parser: Parser) -> None:
    texts = ("Ministry of Quellmere", "Ministère de Quellmere", "Министерство Quellmere")
    values = {
        token.value
        for text in texts
        for token in parser.parse(text, Kind.ORGANIZATION).tokens
        if token.role is Role.GENERIC
    }
    assert len(values) == 1


@pytest.mark.parametrize("text", ["it Quellmere in us", "Quellmere by us"])
def test_little_words_are_no_countries(text: str, parser: Parser) -> None:
    assert Role.TERRITORY not in {token.role for token in parser.parse(text, Kind.ORGANIZATION).tokens}


@pytest.mark.parametrize("text", ["I", "V", "X", "Quellmere I Trask"])
def test_a_single_letter_in_the_middle_is_no_number(text: str, parser: Parser) -> None:
    assert Role.NUMBER not in {token.role for token in parser.parse(text, Kind.ORGANIZATION).tokens}


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Quellmere, Bank of", ["bank", "of", "quellmere"]),
        ("Quellmere, The", ["the", "quellmere"]),
        ("Quellmere, Trask and Quoss", ["quellmere", "trask", "and", "quoss"]),
    ],
)
def test_inversion_is_undone(text: str, forms: list[str], parser: Parser) -> None:
    name = parser.parse(text, Kind.ORGANIZATION)
    assert [token.form for token in name.tokens] == forms
    assert name.inverted is (forms[0] != "quellmere")


def test_a_slip_in_a_long_word_of_the_lexicons_is_read_as_that_word(parser: Parser) -> None:
    tokens = parser.parse("Quellmere Universty", Kind.ORGANIZATION).tokens
    right = parser.parse("Quellmere University", Kind.ORGANIZATION).tokens
    assert tokens[1].role is Role.GENERIC
    assert (tokens[1].value, tokens[1].text) == (right[1].value, "Universty")


@pytest.mark.parametrize(
    "text", ["", "()", "[]", "(,)", "&", "The", "of", ", of", "The, of", "12", "Inc Ltd"]
)
def test_whatever_is_written_is_parsed_without_losing_every_word(text: str, parser: Parser) -> None:
    name = parser.parse(text, Kind.ORGANIZATION)
    assert name.text == text
    assert bool(name.tokens) is (any(map(str.isalnum, text)) or text == "&")


def test_a_name_of_known_words_only_is_cut_a_bounded_number_of_times() -> None:
    assert len(Parser(shipped_language()).parse("大学" * 5_000, Kind.ORGANIZATION).tokens) < 50

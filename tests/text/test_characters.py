"""Characters: what looks the same is the same, and what is invisible is gone."""

import unicodedata

import pytest

from aliaskit.text import clean, tidy


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("   \t\n ", ""),
        ("Elowen  Trasker", "Elowen Trasker"),
        ("\u00a0Elowen\u2003Trasker\u3000", "Elowen Trasker"),
        ("Elowen\x00Trasker\x1f", "Elowen Trasker"),
        ("Elowen\x85Trasker", "Elowen Trasker"),
        ("Elowen\ud800Trasker", "Elowen Trasker"),
        ("Elo\u00adwen\u200b Tras\u2060ker\ufeff", "Elowen Trasker"),
        ("\u202eElowen\u202c \u200fTrasker", "Elowen Trasker"),
        ("میر\u200cزا", "میر زا"),
    ],
)
def test_space_and_invisible_marks(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_the_mark_of_a_lost_letter_is_a_space() -> None:
    assert clean("Elowen\ufffdTrasker") == "Elowen Trasker"


@pytest.mark.parametrize("dash", list("‐‑‒–—―−﹘﹣－"))
def test_every_dash_is_the_plain_one(dash: str) -> None:
    assert clean(f"Elo{dash}wen") == "Elo-wen"


@pytest.mark.parametrize("mark", list("‘’‚‛‹›ʹʼʻʾʿ′＇׳"))
def test_every_apostrophe_is_the_plain_one(mark: str) -> None:
    assert clean(f"O{mark}Trask") == "O'Trask"


@pytest.mark.parametrize("mark", list("“”„‟«»「」『』《》＂״"))
def test_every_quotation_mark_is_the_plain_one(mark: str) -> None:
    assert clean(f"{mark}Wren{mark}") == '"Wren"'


@pytest.mark.parametrize(
    ("text", "expected"),
    [("ﬁnch", "finch"), ("Ｅｌｏ", "Elo"), ("Ⅳ", "IV"), ("ﾊﾝ", "ハン"), ("Ange\u0301l", "Angél"), ("①", "1")],
)
def test_compatibility_forms_become_plain_ones(text: str, expected: str) -> None:
    assert clean(text) == unicodedata.normalize("NFKC", expected)


@pytest.mark.parametrize(
    "text", ["Elowen  Trasker", "ﬁ\u200b Ｅ\u00ad—“x”", "\ufdfa", "a\u0301\u0327", "ʼn ŉ"]
)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once


def test_letters_and_case_are_untouched() -> None:
    assert clean("ÉLOWEN tráskER Ж 木") == "ÉLOWEN tráskER Ж 木"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("  Elowen \t Trasker\n", "Elowen Trasker"),
        ("Elowen\u00a0Trasker", "Elowen Trasker"),
        ("\u200eElo\u200bwen", "Elowen"),
        ("O’Trask – “Wren”", "O’Trask – “Wren”"),
        ("ﬁnch Ａ Ange\u0301l", "ﬁnch Ａ Ange\u0301l"),
    ],
)
def test_tidy_takes_out_stray_space_and_nothing_that_is_written(text: str, expected: str) -> None:
    assert tidy(text) == expected

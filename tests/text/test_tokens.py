"""Words: where a text is cut, and what a word's comparison form is."""

import unicodedata

import pytest

from aliaskit.lexicons import Language
from aliaskit.text import clean, normalize, script_of, split_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("  ?! ... --- ''", ""),
        ("Elowen Trasker", "elowen trasker"),
        ("ELOWEN, TRASKER;", "elowen trasker"),
        ("U.S. Lanterns", "us lanterns"),
        ("U.S.A. Lanterns", "usa lanterns"),
        ("J.R.R. Trasker", "jrr trasker"),
        ("Dr. Trasker", "dr trasker"),
        ("O'Trask", "otrask"),
        ("Traskers' Guild", "traskers guild"),
        ("Trask & Sons", "trask and sons"),
        ("Q&L", "ql"),
        ("Trask&Morrowlake", "trask and morrowlake"),
        ("Trask_Morrow", "trask morrow"),
        ("Elo-wen", "elo wen"),
        ("5th/6th", "5th 6th"),
        ("Straße", "strasse"),
        ("Łódkø Ærð", "lodko aerd"),
        ("İzmit", "izmit"),
    ],
)
def test_comparison_form(text: str, expected: str, language: Language) -> None:
    assert normalize(text, language.transliteration) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Elo-wen Trasker", [("Elo", False), ("wen", True), ("Trasker", False)]),
        ("Elo - wen", [("Elo", False), ("wen", False)]),
        ("-Elo wen-", [("Elo", False), ("wen", False)]),
        ("al-Trask-Quoss", [("al", False), ("Trask", True), ("Quoss", True)]),
    ],
)
def test_a_hyphen_binds(text: str, expected: list[tuple[str, bool]], language: Language) -> None:
    words = split_words(clean(text), language.transliteration)
    assert [(word.text, word.bound) for word in words] == expected


def test_words_know_where_they_stand(language: Language) -> None:
    text = clean("Dr. Elowen  O'Trask-Quoss")
    for word in split_words(text, language.transliteration):
        assert text[word.start :].startswith(word.text)


@pytest.mark.parametrize("text", ["नरेन्द्र", "ประยุทธ์", "தமிழ்", "გიორგი", "ירושלים", "محمد", "မြန်မာ", "ភ្នំ"])
def test_a_word_with_vowel_signs_is_one_word(text: str, language: Language) -> None:
    assert len(split_words(clean(text), language.transliteration)) == 1


@pytest.mark.parametrize(
    "text", ["Ángel Núñez", "Nguyễn Văn", "Володимир Їжак", "Ἀθῆναι", "ガンダム", "한글", "Żółć"]
)
def test_composed_and_decomposed_letters_are_one(text: str, language: Language) -> None:
    tables = language.transliteration
    composed = normalize(unicodedata.normalize("NFC", text), tables)
    assert composed == normalize(unicodedata.normalize("NFD", text), tables)
    assert composed


def test_a_text_without_end_has_a_bounded_number_of_words(language: Language) -> None:
    words = split_words("a " * 50_000, language.transliteration)
    assert 0 < len(words) < 50_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "none"),
        ("12 ?!", "none"),
        ("Elowen", "latin"),
        ("Łódź", "latin"),
        ("Їжак", "cyrillic"),
        ("Ἀθῆναι", "greek"),
        ("木原", "han"),
        ("木原ミノル", "han"),
        ("々", "han"),
        ("ミナトー", "kana"),
        ("한글", "hangul"),
        ("محمد", "arabic"),
        ("ירושלים", "hebrew"),
        ("นาย", "thai"),
        ("Elowen Їжа", "latin"),
    ],
)
def test_script(text: str, expected: str) -> None:
    assert script_of(text) == expected

"""Transliteration: by tables that are invented here, and by the tables that ship."""

import pytest

from aliaskit.lexicons import Language, ScriptTable, Transliteration
from aliaskit.text import normalize, romanise


@pytest.fixture(scope="module")
def tables() -> Transliteration:
    """Cyrillic with a group, a closing group, a doubling sign, a variant; kana shifted onto hiragana."""
    letters = {"а": "a", "б": "b", "г": "g", "и": "i", "я": "ia", "ь": "", "ц": "*", "о": "o"}
    variant = ScriptTable({**letters, "г": "h", "і": "i"}, {"аб": "Q"}, None, ())
    cyrillic = ScriptTable(letters, {"аб": "Q", "ия": "ie", "ий$": "y"}, None, (("і", variant),))
    kana = ScriptTable({"か": "ka", "ん": "n"}, {"かん": "cang"}, ("ァ", "ヶ", -96), ())
    # Letters that stand for nothing: the sounds before and after a word's ends, and in between.
    thai = ScriptTable(
        {"ก": "kA", "ข": "khA", "า": "-aa", "เ": "e"},
        {"^ข": "qA", "กก$": "kk", "^กขก$": "whole"},
        None,
        (),
        before=(("(เ)(.)", r"\2\1"),),
        after=(("A-", ""), ("A$", ""), ("A", "a"), ("aa", "a")),
        longest=5,
    )
    return Transliteration(
        letters={"ß": "ss", "ø": "o"},
        scripts={"cyrillic": cyrillic, "kana": kana, "thai": thai},
        hangul=(("g",) * 19, ("a",) * 21, ("", *("k",) * 27)),
        homoglyphs={"а": "a", "о": "o"},
    )


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("", ""),
        ("plain", "plain"),
        ("große", "grosse"),
        ("sør", "sor"),
        ("éà", "ea"),
        ("гаг", "gag"),
        ("габ", "gQ"),
        ("гия", "gie"),
        ("гь", "g"),
        ("гцба", "gbba"),
        ("гагі", "hahi"),
        ("かん", "cang"),
        ("カン", "cang"),
        ("木", "木"),
        ("木カ", "木ka"),
        ("각", "gak"),
        ("가", "ga"),
        ("กขา", "kakha"),
        ("กขข", "kakhakh"),
        ("ขก", "qak"),
        ("ขกก", "qakk"),
        ("กขก", "whole"),
        ("เกข", "kaekh"),
        ("xกขกx", "xwholex"),
    ],
)
def test_by_table(word: str, expected: str, tables: Transliteration) -> None:
    assert romanise(word, tables) == expected


def test_one_letter_anywhere_decides_how_the_others_are_read(tables: Transliteration) -> None:
    assert romanise("гаг", tables) == "gag"
    assert romanise("гаг", tables, context="гаг бі") == "hah"


def test_look_alikes_are_folded_only_inside_a_mixed_word(tables: Transliteration) -> None:
    assert romanise("p\u0430p\u043er", tables) == "papor"
    assert romanise("\u0430\u0433", tables) == "ag"


@pytest.mark.parametrize("word", ["ሰላም", "ᚠᚢᚦ", "𒀀𒀁", "\U0001f600", "ꙮ", "\u0488", "\u0e47"])
def test_every_script_has_an_answer(word: str, tables: Transliteration) -> None:
    assert isinstance(romanise(word, tables), str)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Михаил", "mikhail"),
        ("Сергій", "serhii"),
        ("Αθήνα", "athina"),
        ("Κουτσός", "koutsos"),
        ("みなと", "minato"),
        ("ミナト", "minato"),
        ("きっと", "kitto"),
        ("しゃちょう", "shachou"),
        ("한글", "hangeul"),
        ("Þórður", "thordur"),
        ("木原", "木原"),
    ],
)
def test_the_shipped_tables(text: str, expected: str, language: Language) -> None:
    assert normalize(text, language.transliteration) == expected


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Ελένη", "ΕΛΕΝΗ"),
        ("Сергій", "СЕРГІЙ"),
        ("ミナト", "みなと"),
        ("ﾐﾅﾄ", "ミナト"),
        ("P\u0430ul", "Paul"),
    ],
)
def test_two_writings_of_one_word(left: str, right: str, language: Language) -> None:
    assert normalize(left, language.transliteration) == normalize(right, language.transliteration)

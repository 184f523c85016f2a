"""Words of a text, each with its comparison form."""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from aliaskit.lexicons import Transliteration
from aliaskit.text.characters import clean
from aliaskit.text.scripts import script_of
from aliaskit.text.transliterate import romanise

# Combining marks are no letters for ``\w``; scripts with vowel signs would fall apart at them.
_MARK = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u0900-\u0903\u093a-\u094f\u0951-\u0957"
    "\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u0a01-\u0a03\u0a3c-\u0a4d\u0a70\u0a71\u0a81-\u0a83\u0abc-\u0acd"
    "\u0b01-\u0b03\u0b3c-\u0b57\u0b82\u0bbe-\u0bcd\u0c00-\u0c04\u0c3e-\u0c56\u0c81-\u0c83\u0cbc-\u0cd6"
    "\u0d00-\u0d03\u0d3b-\u0d4d\u0d82\u0d83\u0dca-\u0ddf\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc"
    "\u0ec8-\u0ecd\u0f71-\u0f84\u0f90-\u0fbc\u102b-\u103e\u1056-\u1059\u135d-\u135f\u17b6-\u17d3\u1885\u1886\u18a9"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\u3099\u309a\ufe20-\ufe2f"
)
_LETTER = r"[^\W\d_]"
_WORD = re.compile(
    rf"(?<!\w)(?:{_LETTER}\.){{2,}}(?:{_LETTER}(?![\w{_MARK}]))?"  # U.S., J.R.R., U.S.A
    rf"|(?<![\w{_MARK}])[^\W_]{{1,3}}&[^\W_]{{1,3}}(?![\w{_MARK}])"  # AT&T, P&G
    rf"|[^\W_][^\W_{_MARK}]*(?:[{_MARK}'][^\W_{_MARK}]*)*(?:(?<![\w.]\w\w\w\w\w\w)\.(?![\w{_MARK}]))?"
    r"|&"
)
# An apostrophe after a Hebrew letter that it makes another one is a geresh and stays.
_BETWEEN = re.compile(r"[.&]|(?<![גזצץת])'")
_GERESH = ("ג'", "ז'", "צ'", "ץ'", "ת'")
_MOST_WORDS = 20_000
# Scripts that are romanised without their vowels, or several letters to one.
_LOSSY = frozenset({"arabic", "hebrew", "thai"})
# Scripts whose words are looked up by their forms; in others a word would meet a Latin one (खान is a mine).
_BY_FORM = frozenset({"latin", "cyrillic", "greek", "han", "kana", "hangul", "none"})


class Word(NamedTuple):
    """A word as written, its comparison form, whether a hyphen binds it to the word before, its place."""

    text: str
    form: str
    bound: bool
    start: int


def split_words(text: str, tables: Transliteration) -> list[Word]:
    """The words of a cleaned text (``characters.clean``) in order; words without a form are left out."""
    words: list[Word] = []
    end = -1
    context = "" if text.isascii() else text.casefold()
    for match in _WORD.finditer(text):
        written = match.group()
        if "'" in written:
            written = written.replace("'.", ".")
            if not written.endswith(_GERESH):
                written = written.rstrip("'")
        form = comparison_form(written, tables, context) or letters_of(written)
        if form:
            start = match.start()
            bound = start == end + 1 and text[end] == "-" and end > 0
            words.append(Word(written, form, bound, start))
            if len(words) == _MOST_WORDS:
                break
        end = match.end()
    return words


def comparison_form(written: str, tables: Transliteration, context: str = "") -> str:
    """One word casefolded, without dots and apostrophes, in plain Latin letters where it has them."""
    if written == "&":
        return "and"
    if not written.isalnum():
        written = _BETWEEN.sub("", written)
    folded = written.casefold()
    return folded if folded.isascii() else romanise(folded, tables, context=context)


def letters_of(text: str) -> str:
    """The letters, marks and digits of a text as written, casefolded, without space and punctuation."""
    text = clean(text).casefold()
    if text.isascii():
        return "".join([letter for letter in text if letter.isalnum()])
    return "".join([letter for letter in text if unicodedata.category(letter)[0] in "LMN"])


def loses_letters(text: str) -> bool:
    """Whether the text is in a script that is romanised without vowels, or several letters to one."""
    return not text.isascii() and script_of(text) in _LOSSY


def key_of(words: Iterable[Word]) -> str:
    """What words are looked up by in a lexicon: their forms, or the very letters where forms mislead."""
    return " ".join([word_key(word) for word in words])


def word_key(word: Word) -> str:
    """What one word is looked up by in a lexicon (``key_of``)."""
    if word.text.isascii() or script_of(word.text) in _BY_FORM:
        return word.form
    return letters_of(word.text)


def normalize(text: str, tables: Transliteration) -> str:
    """The comparison form of a text: its words' forms with one space between. Idempotent and total."""
    return " ".join([word.form for word in split_words(clean(text), tables)])

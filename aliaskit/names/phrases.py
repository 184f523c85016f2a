"""Finding words and phrases of the lexicons in a list of words."""

import re
from collections.abc import Callable, Collection, Sequence

from aliaskit.lexicons import Language, Words
from aliaskit.text import UNSPACED, Word, key_of, normalize, script_of, split_words

_DIGITS = re.compile(r"(\d{1,9})([^\W\d_]{0,3})")
# The longest known word that is looked for inside a name written without spaces.
_LONGEST_GLUED = 16
# No name is made of more known words: what is left stays one word, so that work stays bounded.
_MOST_CUTS = 24
_GLUED = UNSPACED | {"thai"}
_ROMAN = re.compile(r"(?=[ivx])(x{0,2})(ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}
# 第3 is 第三: the signs are looked up, the digits are how one may write them.
_HAN_ORDINAL = re.compile(r"(?<=第)\d{1,2}(?!\d)")
_HAN_DIGITS = "〇一二三四五六七八九"
_LEAST_TENS, _MOST_TENS = 20, 90
_SHORTEST_TOWN = 2


def match_phrase(
    words: Sequence[Word],
    start: int,
    phrases: Collection[str],
    longest: int,
    key: Callable[[Sequence[Word]], str] | None = None,
) -> int:
    """The number of words of the longest phrase that begins at ``start``; 0 if there is none.

    Words are looked up by ``key``, or else by their forms.
    """
    for length in range(min(longest, len(words) - start), 0, -1):
        part = words[start : start + length]
        if (key(part) if key else " ".join([word.form for word in part])) in phrases:
            return length
    return 0


def match_territory(words: Sequence[Word], start: int, lexicon: Words) -> tuple[int, str]:
    """How many words from ``start`` name a territory, and its codes (``kr``, or ``kp|kr`` if shared)."""
    territories = lexicon.territories
    for length in range(min(lexicon.longest_territory, len(words) - start), 0, -1):
        forms = [key_of([word]) for word in words[start : start + length]]
        codes = territories.get(" ".join(forms))
        last = words[start + length - 1]
        if codes is None and last.text.casefold().endswith("'s"):
            forms[-1] = forms[-1][:-1]
            codes = territories.get(" ".join(forms))
        if codes is not None:
            # "us", "it", "in" in running small letters are pronouns and prepositions, not countries.
            if length == 1 and len(last.form) == 2 and last.text.islower() and len(words) > 1:
                return 0, ""
            return length, codes
    return 0, ""


def as_town(word: Word, lexicon: Words) -> Word:
    """The word, with the form of the town or region that it names in another language or case (``Wien``)."""
    if len(word.form) < _SHORTEST_TOWN or (word.text.isupper() and len(word.text) < _SHORTEST_TOWN + 1):
        return word
    town = lexicon.towns.get(key_of([word]))
    return word._replace(form=town) if town else word


def han_ordinals(text: str) -> str:
    """The text with what follows 第 in Han numerals."""
    return text if text.isascii() else _HAN_ORDINAL.sub(lambda found: _han_number(int(found[0])), text)


def _han_number(number: int) -> str:
    tens, units = divmod(number, 10)
    ten = (_HAN_DIGITS[tens] if tens > 1 else "") + "十" if tens else ""
    return ten + (_HAN_DIGITS[units] if units or not tens else "")


def compound_number(words: Sequence[Word], start: int, lexicon: Words) -> str:
    """The digits of tens and units in two words from ``start`` (``forty-fourth``), or an empty string."""
    if start + 1 >= len(words):
        return ""
    tens, units = (lexicon.numbers.get(words[place].form, "") for place in (start, start + 1))
    if not tens.endswith("0") or len(units) != 1 or units == "0":
        return ""
    return str(int(tens) + int(units)) if _LEAST_TENS <= int(tens) <= _MOST_TENS else ""


def roman_number(form: str) -> str:
    """The digits of a Roman numeral up to 29 in small letters, or an empty string."""
    if not _ROMAN.fullmatch(form):
        return ""
    total = before = 0
    for letter in reversed(form):
        value = _ROMAN_VALUES[letter]
        total += -value if value < before else value
        before = max(before, value)
    return str(total)


def number_of(word: Word, lexicon: Words) -> str:
    """The digits that a word stands for (``12th``, ``twelfth``, ``XII`` are ``12``), or an empty string."""
    form = word.form
    digits = _DIGITS.fullmatch(form)
    if digits:
        ending = digits.group(2)
        if not ending or ending in lexicon.ordinal_endings:
            return digits.group(1).lstrip("0") or "0"
        return ""
    if form in lexicon.numbers:
        return lexicon.numbers[form]
    if len(form) > 1 and word.text.isupper():
        return roman_number(form)
    return ""


def is_little(word: Word, place: int, count: int, shouted: bool, lexicon: Words) -> bool:
    """Whether a word carries nothing: an article or, inside, a connector; capitals are an acronym.

    The last word is never little (``Oeiras do Pará``, ``mu la``).
    """
    if place == count - 1 or (word.text.isupper() and len(word.form) > 1 and not shouted):
        return False
    return word.form in lexicon.articles or (place > 0 and word.form in lexicon.connectors)


def unelide(words: Sequence[Word], language: Language) -> list[Word]:
    """The words with elided little words parted from them: ``l'Est`` is *l* and *Est*.

    At the front of a name, or before a small letter, the apostrophe may be a part of it (``L'viv``).
    """
    elisions = language.words.elisions
    parted: list[Word] = []
    for word in words:
        head, mark, rest = word.text.partition("'")
        if mark and len(rest) > 1 and head.casefold() in elisions and (rest[0].isupper() or parted):
            start = word.start + len(head) + 1
            parted.append(Word(head, head.casefold(), word.bound, word.start))
            parted += [each._replace(start=start) for each in split_words(rest, language.transliteration)]
        else:
            parted.append(word)
    return parted


def unglue(words: Sequence[Word], language: Language, *, places: bool = False) -> list[Word]:
    """The words with legal forms and known words parted from names written without spaces.

    ``株式会社ミナト製網`` is 株式会社 and ミナト製網, ``서울대학교`` is 서울 and 대학교. With ``places``,
    territories and towns are known words too.
    """
    parted: list[Word] = []
    for word in words:
        if script_of(word.text) in _GLUED and len(word.text) > 2:
            pieces = _pieces(word.text, language, places)
            parted += split_words(" ".join(pieces), language.transliteration) if len(pieces) > 1 else [word]
        else:
            parted.append(word)
    return parted


def _pieces(text: str, language: Language, places: bool) -> list[str]:
    """The text cut at the known words that begin or end it, the longest first."""
    before: list[str] = []
    after: list[str] = []
    while len(text) > 2 and len(before) + len(after) < _MOST_CUTS and (cut := _cut(text, language, places)):
        length, back = cut
        if back:
            after.append(text[-length:])
            text = text[:-length]
        else:
            before.append(text[:length])
            text = text[length:]
    return [*before, text, *reversed(after)]


def _cut(text: str, language: Language, places: bool) -> tuple[int, bool] | None:
    """The length of the longest known word that ends or begins the text, and whether it ends it."""
    for length in range(min(len(text) - 1, _LONGEST_GLUED), 0, -1):
        for part, back in ((text[-length:], True), (text[:length], False)):
            # One sign at the front is nearly always a part of the name; at the end it is 市, 省, 県 (in Thai
            # a letter).
            if (length > 1 or (back and script_of(part) != "thai")) and _is_known(part, language, places):
                return length, back
    return None


def _is_known(part: str, language: Language, places: bool) -> bool:
    tables, words = language.transliteration, language.words
    if len(part) > 1 and normalize(part, tables) in language.organizations.legal_forms:
        return True
    key = key_of(split_words(part, tables))
    return key in words.concepts or (
        places and len(part) > 1 and (key in words.territories or key in words.towns)
    )

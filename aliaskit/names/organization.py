"""Names of organisations: what sort of body, about what, of which territory, which number, which form."""

import re
from collections.abc import Sequence

from aliaskit.lexicons import Language
from aliaskit.model import Kind, Name, Role, Token
from aliaskit.names.phrases import (
    as_town,
    compound_number,
    han_ordinals,
    is_little,
    match_phrase,
    match_territory,
    number_of,
    roman_number,
    unelide,
    unglue,
)
from aliaskit.text import Word, clean, key_of, normalize, script_of, split_words

CONCEPT_ROLES = {
    "generic": Role.GENERIC,
    "polity": Role.GENERIC,
    "settlement": Role.GENERIC,
    "topic": Role.TOPIC,
    "quality": Role.QUALITY,
    "compass": Role.COMPASS,
}
# A bracket that is not closed ends with the text.
BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)(?:[)\]]|$)")
# The class of words such as Group and Company, which are legal forms only at the end.
_WEAK_CLASS = "weak"
# The class of what stands before a name that a legal form closes (S.C. Automobile Dacia S.A.).
_OPENING_CLASS = "opening"
_LONGEST_SEAT = 3
# How much of the text before a comma is looked at for a legal form, in letters.
_LONGEST_END = 120
_LONGEST_ACRONYM = 6


def parse_organization(text: str, language: Language, kind: Kind = Kind.ORGANIZATION) -> Name:
    """The organisation's name: tokens in natural order, what stood in brackets last."""
    cleaned = han_ordinals(clean(text))
    outside = BRACKETS.sub(" ", cleaned)
    tables = language.transliteration
    outside, seat = _part_seat(outside, language)
    words, inverted = uninvert(outside, language)
    if "'" in outside:
        words = unelide(words, language)
    tokens = _tokens(unglue(words, language, places=True), language)
    if tokens:
        for tag in BRACKETS.findall(cleaned):
            form = normalize(tag, tables)
            legal = language.organizations.legal_forms.get(form)
            if legal and form:  # (주)한빛제강, (Pty) Ltd
                tokens.append(Token(tag, form, Role.LEGAL_FORM, legal[0]))
            else:
                tokens += _tokens(unglue(split_words(tag, tables), language, places=True), language)
        if seat:
            form = " ".join([word.form for word in seat])
            length, codes = match_territory(seat, 0, language.words)
            where = codes if length == len(seat) else language.words.regions.get(form, form)
            tokens.append(Token(" ".join([word.text for word in seat]), form, Role.TERRITORY, where))
    else:
        tokens = _tokens(split_words(cleaned, tables), language)
    return Name(text, kind, tuple(tokens), script_of(cleaned), inverted)


def _part_seat(text: str, language: Language) -> tuple[str, list[Word]]:
    """The text without the seat that a comma adds behind a legal form (``X N.V., Utrecht``), and the seat."""
    tables = language.transliteration
    # A seat is short: only the last commas may stand before one, so that a list costs nothing.
    commas = [place for place, letter in enumerate(text) if letter == ","][-_LONGEST_SEAT:]
    for place in commas:
        head, tail = text[:place], text[place + 1 :]
        words, seat = split_words(head[-_LONGEST_END:], tables), split_words(tail, tables)
        ends = any(_only_legal_forms(words[start:], language) for start in range(1, len(words)))
        seat = [word for word in seat if word.form not in language.words.connectors]
        if ends and seat and _is_seat(seat, language):
            return head, [as_town(word, language.words) for word in seat]
    return text, []


def _is_seat(words: Sequence[Word], language: Language) -> bool:
    """Whether words may be a town, perhaps with its country: no body, no legal form, no number."""
    lexicon = language.words
    if len(words) > _LONGEST_SEAT:
        return False
    return not any(
        word.form in language.organizations.legal_forms
        or key_of([word]) in lexicon.concepts
        or number_of(word, lexicon)
        or not word.text[:1].isupper()
        for word in words
    )


def uninvert(text: str, language: Language) -> tuple[list[Word], bool]:
    """The words in natural order, and whether they were not (``Korea, Republic of``)."""
    tables, lexicon = language.transliteration, language.words
    if "," not in text:
        return split_words(text, tables), False
    head, _, tail = text.rpartition(",")
    tail_words = split_words(tail, tables)
    little = lexicon.connectors | lexicon.articles
    if len(tail_words) > 1 and tail_words[-1].form in little and tail_words[0].form not in little:
        return tail_words + split_words(head.replace(",", " "), tables), True
    concept = lexicon.concepts.get(key_of(tail_words)) if len(tail_words) == 1 else None
    turned = concept is not None and concept[1] in ("compass", "generic")  # Sudan, South; Titicaca, Lake
    if len(tail_words) == 1 and (turned or tail_words[0].form in lexicon.articles):
        return tail_words + split_words(head.replace(",", " "), tables), True
    return split_words(text.replace(",", " , "), tables), False


def _tokens(words: Sequence[Word], language: Language) -> list[Token]:
    lexicon = language.words
    shouted = all(word.text.isupper() or not word.text.isalpha() for word in words)
    tokens: list[Token] = []
    known: set[str] = set()
    place, count = 0, len(words)
    while place < count:
        word = words[place]
        number = compound_number(words, place, lexicon)
        if number:
            tokens.append(_join(words, place, 2, Role.NUMBER, number))
            place += 2
            continue
        number = _number(words, place, language)
        if number:
            tokens.append(Token(word.text, word.form, Role.NUMBER, number, word.bound))
            place += 1
            continue
        length, form_id = _legal_form(words, place, language, shouted)
        if length:
            tokens.append(_join(words, place, length, Role.LEGAL_FORM, form_id))
            place += length
            continue
        length, codes = match_territory(words, place, lexicon)
        concept_length = match_phrase(words, place, lexicon.concepts, lexicon.longest_concept, key=key_of)
        if length and length >= concept_length:
            tokens.append(_join(words, place, length, Role.TERRITORY, codes))
            place += length
            continue
        if concept_length:
            concept, sort = lexicon.concepts[key_of(words[place : place + concept_length])]
            tokens.append(_join(words, place, concept_length, CONCEPT_ROLES[sort], concept))
            place += concept_length
            continue
        meant = language.intended(word.form) if count > 1 else word.form
        if meant != word.form and word.form not in known:
            # A slip in a long word of the lexicons (Japnese, Aktiengeselschaft): read as that word.
            known.add(meant)
            words = [*words[:place], word._replace(form=meant), *words[place + 1 :]]
            continue
        word = as_town(word, lexicon)
        if is_little(word, place, count, shouted, lexicon) or _counts(words, place, language):
            role = Role.STOPWORD
        elif (
            word.text.isupper()
            and word.form.isalpha()
            and 2 <= len(word.form) <= _LONGEST_ACRONYM
            and (count == 1 or not shouted)
        ):
            role = Role.ACRONYM
        else:
            role = Role.CORE
        # A town keeps its own letters as its value: initials are made of them as well.
        value = words[place].form if word is not words[place] else ""
        tokens.append(Token(word.text, word.form, role, value, word.bound))
        place += 1
    return tokens


def _join(words: Sequence[Word], start: int, length: int, role: Role, value: str) -> Token:
    """Several words as one token with one role."""
    part = words[start : start + length]
    text = part[0].text + "".join([("-" if word.bound else " ") + word.text for word in part[1:]])
    return Token(text, " ".join([word.form for word in part]), role, value, part[0].bound)


def _legal_form(words: Sequence[Word], place: int, language: Language, shouted: bool) -> tuple[int, str]:
    """How many words from ``place`` are a legal form, and its id.

    A legal form closes a name, or opens it if it is written as one (``OOO Gazprom``, ``PT Telkom``);
    in the middle the same letters are a word. It is never the whole name.
    """
    lexicon = language.organizations
    length = match_phrase(words, place, lexicon.legal_forms, lexicon.longest_legal_form)
    if not length or length == len(words):
        return 0, ""
    phrase = " ".join([word.form for word in words[place : place + length]])
    form_id, group = lexicon.legal_forms[phrase]
    rest = list(words[place + length :])
    closes = place > 0 and _only_legal_forms(rest, language)
    if group == _OPENING_CLASS:
        paired = place == 0 and any(_only_legal_forms(rest[end:], language) for end in range(1, len(rest)))
        return (length, form_id) if paired else (0, "")
    capitals = sum(map(str.isupper, words[0].text))  # PrAT, OcOO
    opens = (
        place == 0
        and group != _WEAK_CLASS
        and (length > 1 or (capitals > 1 and (not shouted or len(words[0].form) > 2)) or not phrase.isascii())
    )
    return (length, form_id) if closes or opens else (0, "")


def _only_legal_forms(words: Sequence[Word], language: Language) -> bool:
    lexicon = language.organizations
    little = language.words.connectors
    place = 0
    while place < len(words):
        length = match_phrase(words, place, lexicon.legal_forms, lexicon.longest_legal_form)
        if not length and words[place].form not in little:
            return False
        place += length or 1
    return True


def _counts(words: Sequence[Word], place: int, language: Language) -> bool:
    """Whether a word only says that a number follows (``No. 18``, ``Número 18``)."""
    lexicon = language.words
    return (
        words[place].form in lexicon.numerators
        and place + 1 < len(words)
        and bool(number_of(words[place + 1], lexicon))
    )


def _number(words: Sequence[Word], place: int, language: Language) -> str:
    word = words[place]
    if len(words) == 1 and not word.form.isdigit():
        return ""  # UNO alone is a name
    number = number_of(word, language.words)
    if number or word.text not in ("I", "V", "X"):
        return number
    if place == 0:  # I Corps, V Marine Expeditionary Force
        return roman_number(word.form) if len(words) > 1 and words[-1].form in language.words.concepts else ""
    # A single I, V or X counts only where it closes the name (Fund I, Fund I LP).
    return roman_number(word.form) if _only_legal_forms(words[place + 1 :], language) else ""

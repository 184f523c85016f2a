"""Names of places: inversion, saints, compass words, and the larger place that a comma or bracket adds."""

import re

from aliaskit.lexicons import Language
from aliaskit.model import Kind, Name, Role, Token
from aliaskit.names.organization import CONCEPT_ROLES, uninvert
from aliaskit.names.phrases import is_little, match_territory, number_of, unelide, unglue
from aliaskit.text import Word, clean, key_of, script_of, split_words

_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")


def parse_place(text: str, language: Language) -> Name:
    """The place's name in natural order; a larger place after a comma or in brackets is its TERRITORY."""
    cleaned = clean(text)
    tables = language.transliteration
    outside = _BRACKETS.sub(" ", cleaned)
    larger = _BRACKETS.findall(cleaned)
    if larger and "," not in outside:
        words, inverted = uninvert(f"{outside}, {larger[0]}", language)
        if inverted:  # Gambia (Islamic Republic of the)
            larger = larger[1:]
        else:
            words = split_words(outside, tables)
    else:
        words, inverted = uninvert(outside, language)
    if not inverted and "," in outside:
        head, _, tail = outside.partition(",")
        head_words = split_words(head, tables)
        if head_words:
            words, larger = head_words, [tail, *larger]
    if "'" in outside:
        words = unelide(words, language)
    tokens = _tokens(unglue(words, language), language)
    if not tokens:
        return Name(
            text, Kind.PLACE, tuple(_tokens(split_words(cleaned, tables), language)), script_of(cleaned)
        )
    for tag in larger:
        tag_words = split_words(tag, tables)
        if tag_words:
            length, codes = match_territory(tag_words, 0, language.words)
            form = " ".join([word.form for word in tag_words])
            if length != len(tag_words):
                codes = language.words.regions.get(form, form)
            tokens.append(Token(tag.strip(" ,"), form, Role.TERRITORY, codes))
    return Name(text, Kind.PLACE, tuple(tokens), script_of(cleaned), inverted)


def _as_meant(word: Word, language: Language) -> Word:
    """The word, or the concept that it is a slip away from (``Repubic``)."""
    meant = language.intended(word.form)
    return word._replace(form=meant) if meant in language.words.concepts else word


def _tokens(words: list[Word], language: Language) -> list[Token]:
    lexicon = language.words
    tokens = []
    words = [_as_meant(word, language) if len(words) > 1 else word for word in words]
    shouted = all(word.text.isupper() for word in words)
    for place, word in enumerate(words):
        concept = lexicon.concepts.get(key_of([word]))
        number = number_of(word, lexicon)
        if is_little(word, place, len(words), shouted, lexicon):
            role, value = Role.STOPWORD, ""
        elif number:
            role, value = Role.NUMBER, number
        elif concept and len(words) > 1:
            role, value = CONCEPT_ROLES[concept[1]], concept[0]
        elif 0 < place == len(words) - 1 and word.form in lexicon.place_endings:
            role, value = Role.GENERIC, lexicon.place_endings[word.form]
        else:
            role, value = Role.CORE, ""
        tokens.append(Token(word.text, word.form, role, value, word.bound))
    return tokens

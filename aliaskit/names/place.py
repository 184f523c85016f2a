"""Names of places: inversion, saints, compass words, and the larger place that a comma or bracket adds."""

from functools import lru_cache

from aliaskit.lexicons import Language
from aliaskit.model import Kind, Name, Role, Token
from aliaskit.names.organization import BRACKETS, CONCEPT_ROLES, uninvert
from aliaskit.names.phrases import (
    as_town,
    compound_number,
    is_little,
    match_territory,
    number_of,
    unelide,
    unglue,
)
from aliaskit.text import Word, clean, key_of, script_of, split_words

_LONGEST_COUNTRY = 10
SAINT = "saint"  # the concept of the lexicon


def parse_place(text: str, language: Language) -> Name:
    """The place's name in natural order; a larger place after a comma or in brackets is its TERRITORY."""
    cleaned = clean(text)
    tables = language.transliteration
    outside = BRACKETS.sub(" ", cleaned)
    larger = BRACKETS.findall(cleaned)
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
            words, larger = head_words, [*tail.split(","), *larger]
    if "'" in outside:
        words = unelide(words, language)
    tokens = _tokens(unglue(words, language), language)
    if not tokens:
        return Name(
            text, Kind.PLACE, tuple(_tokens(split_words(cleaned, tables), language)), script_of(cleaned)
        )
    tags = [_larger(tag, tag_words, language) for tag in larger if (tag_words := split_words(tag, tables))]
    # Illinois, USA: the state says more than its country.
    said = {code for tag in tags for code in tag.value.split("|")}
    tokens += [
        tag
        for tag in tags
        if not all(any(other.startswith(f"{code}-") for other in said) for code in tag.value.split("|"))
    ]
    return Name(text, Kind.PLACE, tuple(tokens), script_of(cleaned), inverted)


def _larger(tag: str, words: list[Word], language: Language) -> Token:
    """A larger place as a territory, with all that its name stands for (``MA``: Morocco, Massachusetts)."""
    length, codes = match_territory(words, 0, language.words)
    form = " ".join([word.form for word in words])
    found = {codes} if length == len(words) else set()
    if form in language.words.regions:
        found.add(language.words.regions[form])
    codes = "|".join(sorted({code for each in found for code in each.split("|")}))
    return Token(tag.strip(" ,"), form, Role.TERRITORY, codes or form)


def country_named(name: Name, language: Language) -> str:
    """The codes of the country that a place's whole name is, in any language; an empty string if none."""
    if name.kind is not Kind.PLACE or len(name.tokens) > _LONGEST_COUNTRY:
        return ""
    return _country(name.text, language)


@lru_cache(maxsize=50_000)
def _country(text: str, language: Language) -> str:
    return language.exonyms.get(key_of(split_words(clean(text), language.transliteration)), "")


def _as_meant(word: Word, language: Language) -> Word:
    """The word, or the concept that it is a slip away from (``Repubic``)."""
    meant = language.intended(word.form)
    return word._replace(form=meant) if meant in language.words.concepts else word


def _is_short_saint(words: list[Word], place: int, language: Language) -> bool:
    """Whether ``S.`` stands for a saint: before a given name (S. Giovanni), not before S. Africa."""
    if words[place].text != "S." or place + 1 >= len(words):
        return False
    after = words[place + 1]
    lexicon = language.words
    return after.form in language.persons.known_given and not (
        after.form in lexicon.territories or after.form in lexicon.regions or after.form in lexicon.concepts
    )


def _tokens(words: list[Word], language: Language) -> list[Token]:
    lexicon = language.words
    tokens = []
    words = [_as_meant(word, language) if len(words) > 1 else word for word in words]
    shouted = all(word.text.isupper() for word in words)
    joined = False
    for place, word in enumerate(words):
        if joined:
            joined = False
            continue
        concept = lexicon.concepts.get(key_of([word]))
        number = number_of(word, lexicon)
        if compound := compound_number(words, place, lexicon):
            after = words[place + 1]
            text, form = f"{word.text} {after.text}", f"{word.form} {after.form}"
            tokens.append(Token(text, form, Role.NUMBER, compound, word.bound))
            joined = True
            continue
        if _is_short_saint(words, place, language):
            tokens.append(Token(word.text, word.form, Role.QUALITY, SAINT, word.bound))
            continue
        word = as_town(word, lexicon)
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

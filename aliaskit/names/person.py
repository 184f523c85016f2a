"""Names of persons: titles off, inversion undone, every word with its role."""

import re
from collections.abc import Sequence

from aliaskit.lexicons import Language
from aliaskit.model import Kind, Name, Role, Token
from aliaskit.names.phrases import match_territory, roman_number
from aliaskit.names.titles import is_title, title_length
from aliaskit.text import UNSPACED, Word, clean, normalize, script_of, split_words, word_key

# Marks the value of a title that says where somebody rules.
REALM = "realm:"
# Quoted or bracketed words (Robert "Bob" Smith), not the apostrophes inside words.
_ASIDE = re.compile(r"""\s*(?:\(([^()]*)(?:\)|$)|\[([^\[\]]*)(?:\]|$)|"([^"]*)"|(?<!\w)'([^']+)'(?!\w))""")
# 1世 and 4세 behind a name without a space.
_RANK = re.compile(r"(?<=[^\W\d_])\s*((?:\d{1,2}|[一二三四五六七八九十]{1,3})[世세])(?!\w)")
# Mª is Ma., Fcº Fco.: a raised letter marks an abbreviation.
_RAISED = re.compile(r"(?<=[^\W\d_])[ªº](?!\w)")
_LONGEST_NATIVE_FAMILY = 4
_LONGEST_SYLLABLE = 5
_LONGEST_SPACED = 5
_REGNAL_SINGLE = frozenset({"I", "V"})


def split_titles(words: Sequence[Word], language: Language) -> tuple[list[Word], list[Word]]:
    """The title's words at the front, and the rest (never empty unless there are no words)."""
    length = title_length(words, language)
    return list(words[:length]), list(words[length:])


def parse_person(text: str, language: Language) -> Name:
    """The person's name in given-family order where that is known, else in the order written."""
    tables = language.transliteration
    marked = text if text.isascii() else _RAISED.sub(lambda found: f"{found[0]}.", text)
    cleaned, attached = _strip_attached(clean(marked), language)
    if not cleaned.isascii():
        cleaned = _close_up(_RANK.sub(r" \1", cleaned))
    asides = [next(part for part in found if part) for found in _ASIDE.findall(cleaned) if any(found)]
    outside = _ASIDE.sub(" ", cleaned)
    segments = [words for part in outside.split(",") if (words := split_words(part, tables))]
    if not segments:
        segments = [words] if (words := split_words(cleaned, tables)) else []
        asides = []
    titles: list[Token] = [Token(title, normalize(title, tables), Role.TITLE) for title in attached]
    suffixes: list[Token] = []
    parts: list[list[Word]] = []
    for number, words in enumerate(segments):
        if number and all(_suffix(word, language, closing=True) for word in words):
            suffixes += [token for word in words if (token := _suffix(word, language, closing=True))]
        elif number and is_title(words, language) and not _is_given(segments, number, language):
            titles += [_token(word, Role.TITLE) for word in words]
        else:
            front, rest = split_titles(words, language)
            titles += [_token(word, Role.TITLE) for word in front]
            rest, more_titles, more_suffixes = _strip_end(rest, language)
            titles += more_titles
            suffixes += more_suffixes
            parts.append(rest)
    shouted = all(word.text.isupper() for words in parts for word in words if word.text.isalpha())
    inverted = len(parts) > 1
    if inverted:
        given = [word for words in parts[1:] for word in words]
        core = _roles(given, language, shouted, whole=False) + [
            _family_token(word, language) for word in parts[0]
        ]
    elif parts:
        core = _roles(parts[0], language, shouted, whole=True)
    else:
        core = []
    ranks = {aside: normalize(aside, tables) for aside in asides}
    for aside, form in ranks.items():
        if form in language.persons.generational:
            suffixes.append(Token(aside, form, Role.SUFFIX, language.persons.generational[form]))
    asides = [aside for aside in asides if ranks[aside] not in language.persons.generational]
    nicknames = [_token(word, Role.NICKNAME) for aside in asides for word in split_words(aside, tables)]
    if not core and nicknames:
        core, nicknames = nicknames, []
    return Name(
        text, Kind.PERSON, (*titles, *core, *nicknames, *suffixes), script_of(outside or cleaned), inverted
    )


def _close_up(text: str) -> str:
    """The text without the spaces between single signs of one native name (``木 原 稔``)."""
    parts = text.split()
    spaced = len(parts) > 2 and min(map(len, parts)) == 1 and sum(map(len, parts)) <= _LONGEST_SPACED
    return "".join(parts) if spaced and all(script_of(part) == "han" for part in parts) else text


def _is_given(segments: Sequence[Sequence[Word]], number: int, language: Language) -> bool:
    """Whether a title after a comma is the given name that stands there: ``Bacon, Don``."""
    words = segments[number]
    if number != 1 or len(segments[0]) != 1 or len(words) > 2:
        return False
    return words[0].form in language.persons.name_like and words[0].form in language.persons.known_given


def _token(word: Word, role: Role, value: str = "") -> Token:
    return Token(word.text, word.form, role, value, word.bound)


def _strip_attached(text: str, language: Language) -> tuple[str, list[str]]:
    """The text without titles that are glued to its end (``岸田首相``, ``木原氏``), and those titles."""
    found: list[str] = []
    if text.isascii():
        return text, found
    stripped = True
    while stripped:
        stripped = False
        for title in language.persons.attached:
            if text.endswith(title) and len(text.removesuffix(title).rstrip()) > 1:
                text = text.removesuffix(title).rstrip()
                found.append(title)
                stripped = True
                break
    return text, found


def _suffix(word: Word, language: Language, *, closing: bool) -> Token | None:
    """The word as a generational suffix or post-nominal, if it is one. ``closing``: it ends the name."""
    lexicon = language.persons
    rank = lexicon.generational.get(word.form)
    written = word.text.replace(".", "")
    if rank is not None:
        ordinary_name = word.form in lexicon.family_first or word.form in lexicon.known_given
        if not ordinary_name or (
            written.isupper() and closing and roman_number(word.form) and len(written) > 2
        ):
            return _token(word, Role.SUFFIX, rank)
    if closing and written in _REGNAL_SINGLE and "." not in word.text:
        return _token(word, Role.SUFFIX, roman_number(word.form))
    if closing and word.form in lexicon.post_nominals and sum(map(str.isupper, written)) > 1:
        return _token(word, Role.POST_NOMINAL)
    return None


def _strip_end(words: list[Word], language: Language) -> tuple[list[Word], list[Token], list[Token]]:
    """The words without honorifics, suffixes and post-nominals at the end; these as tokens."""
    titles: list[Token] = []
    suffixes: list[Token] = []
    lexicon = language.persons
    # Philip V of Spain: what follows a numeral and "of" says where, not who.
    for place in range(1, len(words) - 2):
        numeral = _is_numeral(words[place]) or (
            roman_number(words[place].form) and words[place].text.isupper() and "." not in words[place].text
        )
        if numeral and words[place + 1].form in lexicon.connectors:
            titles = _realm(words[place + 1 :], language)
            words = words[: place + 1]
            break
    if len(words) > 1 and (rank := _leading_rank(words[0], language)):
        suffixes.append(rank)
        words = words[1:]
    while len(words) > 1:
        last = words[-1]
        phrase = " ".join([word.form for word in words[-2:]])
        if len(words) > 2 and phrase in lexicon.generational:
            suffixes.insert(0, Token(phrase, phrase, Role.SUFFIX, lexicon.generational[phrase]))
            words = words[:-2]
            continue
        if word_key(last) in lexicon.honorifics and (
            last.bound or not last.text[:1].isupper() or len(words) > 2
        ):
            titles.append(_token(last, Role.TITLE))
        elif token := _suffix(last, language, closing=True):
            suffixes.insert(0, token)
        else:
            break
        words = words[:-1]
    return words, titles, suffixes


def _is_numeral(word: Word) -> bool:
    """Whether a word is a Roman numeral of several letters, with or without a dot (``II.``)."""
    return len(word.form) > 1 and word.text.isupper() and bool(roman_number(word.form))


def _leading_rank(word: Word, language: Language) -> Token | None:
    """The rank that stands before a name: Hungarian ``ifj.``, the numeral of ``II. Mehmed``."""
    if not word.text.endswith("."):
        return None
    rank = language.persons.generational_before.get(word.form)
    if rank is None and _is_numeral(word):
        rank = roman_number(word.form)
    return _token(word, Role.SUFFIX, rank) if rank else None


def _realm(words: Sequence[Word], language: Language) -> list[Token]:
    """What follows a ruler's numeral and "of", as titles that know where: another realm is another ruler."""
    little = language.words.connectors | language.words.articles
    tokens = []
    for place, word in enumerate(words):
        codes = match_territory(words, place, language.words)[1]
        tokens.append(_token(word, Role.TITLE, "" if word.form in little else f"{REALM}{codes or word.form}"))
    return tokens


def _expand_initials(words: Sequence[Word], language: Language, shouted: bool) -> list[Word]:
    """The words with runs of initials (``J.R.R.``, ``JC``) taken apart."""
    lexicon = language.persons
    expanded: list[Word] = []
    for place, word in enumerate(words):
        form = word.form
        dotted = "." in word.text[:-1]
        bare = (
            not shouted
            and len(words) > 1
            and 2 <= len(form) <= 3
            and word.text.isupper()
            and word.text.isascii()
            and form.isalpha()
            and form not in lexicon.family_first
            and form not in lexicon.known_given
            and form not in lexicon.particles
            and form not in lexicon.common
            and not (place and roman_number(form))  # Andronikos II Palaiologos
            and (len(form) == 2 or not set(form) & set("aeiou"))
        )
        if form.isalpha() and form.isascii() and len(form) > 1 and (dotted or bare):
            expanded += [
                Word(letter.upper() + ".", letter, index > 0, word.start) for index, letter in enumerate(form)
            ]
        else:
            expanded.append(word)
    return expanded


def _is_initial(word: Word, language: Language) -> bool:
    if word.text.endswith(".") and len(word.form) == 2 and word.form.isascii() and word.form.isalpha():
        # Ph. and Yu. stand for one letter of another script or two of a name; Wm. for William, II. for 2
        return word.form not in language.persons.abbreviations and not _is_numeral(word)
    return (
        len(word.form) == 1
        and word.form.isalpha()
        and word.form.isascii()
        and len(word.text.rstrip(".")) == 1
    )


def _is_particle(words: Sequence[Word], place: int, language: Language) -> bool:
    lexicon, word = language.persons, words[place]
    if place + 1 == len(words) or word.bound:
        return False
    if word.form in lexicon.particles:
        if len(word.form) == 1:
            return place > 0 and word.text.islower()
        # Van Morrison, Al Gore: before a single name a capital makes it a name as likely as not.
        return place > 0 or not word.text[:1].isupper() or len(words) > 2 or words[place + 1].bound
    return word.form in lexicon.particles_name_like and place > 0 and words[place - 1].form != word.form


def _family_token(word: Word, language: Language) -> Token:
    lexicon = language.persons
    if word.form in lexicon.particles:
        return _token(word, Role.PARTICLE)
    if _is_initial(word, language):
        return _token(word, Role.INITIAL)
    return _token(word, Role.FAMILY, "|".join(lexicon.native_family.get(word.text, ())))


def _roles(words: Sequence[Word], language: Language, shouted: bool, *, whole: bool) -> list[Token]:
    """Tokens with roles; ``whole`` says that the family name is among them."""
    if whole and len(words) <= 2 and words and script_of(words[0].text) in UNSPACED:
        native = _native(words, language)
        if native:
            return native
    words = _expand_initials(words, language, shouted)
    tokens: list[Token] = []
    names: list[int] = []
    for place, word in enumerate(words):
        if word.text == "I" and 0 < place < len(words) - 1:
            tokens.append(_token(word, Role.SUFFIX, "1"))  # Alexios I Komnenos; an initial has its dot
        elif _is_initial(word, language):
            tokens.append(_token(word, Role.INITIAL))
        elif _is_particle(words, place, language):
            tokens.append(_token(word, Role.PARTICLE))
        elif (suffix := _suffix(word, language, closing=False)) and place > 0:
            tokens.append(suffix)
        else:
            names.append(place)
            tokens.append(_token(word, Role.GIVEN))
    if whole and names:
        family = _family_places(words, names, language, shouted)
        if len(names) == 1 and len(tokens) == 1:
            return [_with_role(tokens[0], Role.CORE)]
        for place in family:
            tokens[place] = _with_role(tokens[place], Role.FAMILY)
    return tokens


def _with_role(token: Token, role: Role) -> Token:
    return Token(token.text, token.form, role, token.value, token.bound)


def _family_places(
    words: Sequence[Word], names: Sequence[int], language: Language, shouted: bool
) -> Sequence[int]:
    """Where the family name stands among the names."""
    lexicon = language.persons
    capitals = [place for place in names if words[place].text.isupper() and len(words[place].form) > 1]
    if capitals and not shouted and len(capitals) < len(names):
        return capitals
    first, last = words[names[0]].form, words[names[-1]].form
    if len(names) == 1:
        return names
    second = words[names[1]].form
    if (
        last in lexicon.given_family_first
        and first not in lexicon.known_given
        and not {first, last} & lexicon.common
        and len(names) == 2
    ):
        return [names[0]]  # Kurimoto Tadashi: only the second is a known given name
    # William Lai Ching-te: an English given name before a name that begins with the family.
    english_first = len(names) >= 3 and first in lexicon.western_given and second in lexicon.family_first
    if english_first and (words[names[-1]].bound or len(names) == 4):
        return [names[1]]
    compound = [place for place in names if words[place].bound]
    if compound:
        compound = sorted({*compound, *(place - 1 for place in compound)} & set(names))
        alone = [place for place in names if place not in compound]
        short = all(len(words[place].form) <= _LONGEST_SYLLABLE for place in compound)
        # Kwabena A. Osei-Bonsu: behind an initial the compound is the family's.
        short = short and not (alone == names[:1] and compound[0] > alone[0] + 1)
        if len(alone) == 1 and (short or compound[0] < alone[0]):
            return alone  # Ban Ki-moon, Ki-moon Ban, Jean-Pierre Dupont
        if compound[-1] == names[-1]:
            return compound  # Anna Schmidt-Meier
    if first in lexicon.family_first and not (last in lexicon.common and first in lexicon.known_given):
        given_last = last in lexicon.given_family_first or last not in lexicon.family_first
        ambiguous = last in lexicon.family_first and first in lexicon.given_family_first
        if not ambiguous and (given_last or words[names[-1]].bound or len(names) == 3):
            return [names[0]]
    return [names[-1]]


def _native(words: Sequence[Word], language: Language) -> list[Token]:
    """A name in Han, kana or Hangul: family first; one unspaced word is cut behind a known family name."""
    lexicon, tables = language.persons, language.transliteration
    if len(words) == 2:
        reading = "|".join(lexicon.native_family.get(words[0].text, ()))
        return [_token(words[1], Role.GIVEN), _token(words[0], Role.FAMILY, reading)]
    word = words[0]
    if script_of(word.text) == "kana" or len(word.text) < 2:
        return []
    if word.text in lexicon.native_family:
        return [_token(word, Role.FAMILY, "|".join(lexicon.native_family[word.text]))]
    for length in range(min(_LONGEST_NATIVE_FAMILY, len(word.text) - 1), 0, -1):
        family_text, given_text = word.text[:length], word.text[length:]
        readings = lexicon.native_family.get(family_text)
        if readings:
            family = Token(family_text, normalize(family_text, tables), Role.FAMILY, "|".join(readings))
            # A Hangul sign is a syllable, written apart or joined in Latin letters (Jong Un, Jong-un).
            # A sign that is one vowel says too little alone.
            parts = list(given_text) if script_of(given_text) == "hangul" else [given_text]
            forms = [normalize(part, tables) for part in parts]
            if min(map(len, forms)) < 2:
                parts, forms = [given_text], ["".join(forms)]
            given = [Token(part, form, Role.GIVEN, "", True) for part, form in zip(parts, forms, strict=True)]
            return [*given, family]
    return []


def uncut(name: Name) -> Name:
    """The name with the word that was cut behind a family name in one piece; itself if none was.

    A known family name may begin a longer one that is not known (Mori and Moriguchi).
    """
    given = [token for token in name.tokens if token.role is Role.GIVEN]
    family = [token for token in name.tokens if token.role is Role.FAMILY]
    if len(family) != 1 or not given or family[0].text.isascii():
        return name
    parts = [*family, *given]
    written = "".join([token.text for token in parts])
    if written not in name.text:
        return name
    whole = Token(written, "".join([token.form for token in parts]), Role.CORE)
    place = name.tokens.index(given[0])
    rest = [token for token in name.tokens if token not in parts]
    return Name(name.text, name.kind, (*rest[:place], whole, *rest[place:]), name.script, name.inverted)

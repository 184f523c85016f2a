"""What happens to names in real lists, each as a small function: a name in, a noisy name or None out.

None says that the operation has nothing to work on. No operation touches what tells namesakes apart: words
with digits (`417`, `12th`), Roman numerals, and generation suffixes (Jr, Sr, the Elder) stay as they are and
where they are; an initial never becomes another letter; no word but a middle name, a small word, a legal form
or an article is ever left out.
"""

import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from unidecode import unidecode

PERSON, ORGANIZATION, PLACE = "person", "organization", "place"

_WORD = re.compile(r"[^\s,;()/\"«»“”]+")
_NUMERAL = re.compile(r"[IVX]+")
_SUFFIXES = frozenset(  # without diacritics
    (
        *("jr", "sr", "jnr", "snr", "junior", "senior", "younger", "elder", "fils", "pere", "filho", "neto"),
        *("sobrinho", "hijo", "ml", "st", "mladsi", "starsi", "ifj", "id"),
    )
)
_SMALL_WORDS = frozenset(
    (
        *("the", "of", "and", "for", "de", "du", "des", "del", "della", "di", "da", "do", "dos", "das", "la"),
        *("le", "les", "et", "y", "e", "und", "für", "der", "van", "von", "och", "og"),
    )
)
_SHORTEST = 4
"""Letters that a word needs for a slip: in a shorter one the slip is as likely to be another name."""

_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")

_MISREADINGS = (
    *(("rn", "m"), ("m", "rn"), ("cl", "d"), ("d", "cl"), ("vv", "w"), ("w", "vv"), ("ii", "u"), ("u", "ii")),
    *(("l", "1"), ("l", "I"), ("I", "l"), ("I", "1"), ("O", "0"), ("e", "c"), ("c", "e"), ("h", "b")),
)

_DRIFTS = tuple(
    (re.compile(pattern, re.IGNORECASE), becomes)
    for pattern, becomes in (
        (r"y", "i"),
        (r"i", "y"),
        (r"kh", "h"),
        (r"(?<![a-z])h(?=[aeiou])|(?<=[aeiou])h(?=[aeiou])", "kh"),
        (r"sh", "ch"),
        (r"(?<![st])ch", "sh"),
        (r"ou", "u"),
        (r"(?<![aeiouq])u(?![aeiou])", "ou"),
        (r"ph", "f"),
        (r"(?<!f)f(?!f)", "ph"),
        (r"w", "v"),
        (r"v", "w"),
        (r"([bdfgklmnprstz])\1", r"\1"),
        (r"(?<=[aeiou])[dlmnprst](?=[aeiou])", r"\g<0>\g<0>"),
    )
)

_FORM_AFTER = re.compile(
    r"[\s,]+(?:(?:inc|incorporated|corp|corporation|co|company|ltd|limited|ltda|llc|llp|lp|plc|pty|gmbh|ag|kg|se|"
    r"oyj?|ab|asa?|a/s|aps|tbk|kft|zrt|s\.?a\.?s|s\.?a\.?r\.?l|s\.?p\.?a|s\.?r\.?l|s\.?a|b\.?v|n\.?v|k\.k|d\.o\.o|"
    r"sp\.? z o\.?o)\.?[\s,]*)+$",
    re.IGNORECASE,
)
_FORM_BEFORE = re.compile(r"^(?:PT|OOO|OAO|ZAO|ООО|ОАО|ЗАО|ПАО|АО|ТОВ)\s+")
_ARTICLE = re.compile(
    r"^(?:(?:the|la|le|les|el|los|las|il|lo|gli|der|die|das|den|det|het)\s+|l['’])", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Operation:
    """One way in which names go wrong, and the kinds of entity that it happens to."""

    name: str
    apply: Callable[[str, random.Random], str | None]
    kinds: frozenset[str] = frozenset((PERSON, ORGANIZATION, PLACE))


def keyboard_slip(name: str, chance: random.Random) -> str | None:
    """The name with one letter replaced by its left or right neighbour in its row of a QWERTY keyboard."""
    found = [
        (place, other)
        for place in _inner_letters(name)
        for row in _KEYBOARD
        if (column := row.find(name[place].lower())) >= 0
        for other in (*row[max(0, column - 1) : column], *row[column + 1 : column + 2])
    ]
    if not found:
        return None
    place, other = chance.choice(found)
    return name[:place] + _cased(other, name[place]) + name[place + 1 :]


def transposition(name: str, chance: random.Random) -> str | None:
    """The name with two neighbouring letters swapped (one of Damerau's four slips), never a word's first."""
    inner = set(_inner_letters(name))
    found = [i for i in sorted(inner) if i + 1 in inner and name[i].lower() != name[i + 1].lower()]
    if not found:
        return None
    i = chance.choice(found)
    swapped = _cased(name[i + 1], name[i]) + _cased(name[i], name[i + 1])
    return name[:i] + swapped + name[i + 2 :]


def omission(name: str, chance: random.Random) -> str | None:
    """The name with one letter left out (Damerau), never a word's first."""
    inner = _inner_letters(name)
    if not inner:
        return None
    place = chance.choice(inner)
    return name[:place] + name[place + 1 :]


def doubling(name: str, chance: random.Random) -> str | None:
    """The name with one letter typed twice (Damerau's insertion, by a key held too long)."""
    found = [
        i
        for i in _inner_letters(name)
        if name[i].lower() not in (name[i - 1].lower(), name[i + 1 : i + 2].lower())
    ]
    if not found:
        return None
    place = chance.choice(found)
    return name[:place] + name[place] + name[place:]


def misreading(name: str, chance: random.Random) -> str | None:
    """The name with one confusion of optical character recognition: rn for m, 1 for l, 0 for O, c for e.

    Letters may be read as digits; digits stay what they are.
    """
    found = [
        (match.start(), match.end(), becomes)
        for word in _editable(name)
        for seen, becomes in _MISREADINGS
        for match in re.compile(seen).finditer(name, word.start(), word.end())
    ]
    return _replaced(name, found, chance)


def dropped_word(name: str, chance: random.Random) -> str | None:
    """The name without one word in the middle that is a middle name or a particle (persons)."""
    words = name.split()
    # What a particle leads to goes with it or not at all.
    found = [i for i in range(1, len(words) - 1) if i == 1 or not words[i - 1].islower()]
    # A comma says that the words are not in the order in which one is in the middle; titles end in a stop.
    if not found or "," in name or "." in words[0] or any(map(_is_telling, words)):
        return None
    place = chance.choice(found)
    return " ".join(words[:place] + words[place + 1 :])


def dropped_small_word(name: str, chance: random.Random) -> str | None:
    """The name without one article, preposition or conjunction in its middle (organisations, places)."""
    words = name.split()
    found = [i for i in range(1, len(words) - 1) if words[i] == "&" or words[i].lower() in _SMALL_WORDS]
    if not found:
        return None
    place = chance.choice(found)
    return " ".join(words[:place] + words[place + 1 :])


def joined_words(name: str, chance: random.Random) -> str | None:
    """The name with two words run together, the space or hyphen between them lost."""
    found = [
        (match.start(), match.end(), "")
        for match in re.finditer(r"(?<=[^\W\d_]{2})[ \-](?=[^\W\d_]{2})", name)
        if not any(map(_is_telling, _words_around(name, match.start(), match.end())))
    ]
    return _replaced(name, found, chance)


def split_word(name: str, chance: random.Random) -> str | None:
    """The name with a space inside a word, three letters or more on either side, or for its hyphen."""
    found: list[tuple[int, int, str]] = []
    for word in _editable(name):
        for place in range(word.start() + 1, word.end()):
            if name[place] == "-":
                found.append((place, place + 1, " "))
            elif _is_cased(name[word.start() : word.end()]) and (
                name[place - 3 : place + 3].isalpha()
                and word.start() + 3 <= place <= word.end() - 3
                and not unicodedata.combining(name[place])
            ):
                found.append((place, place, " "))
    return _replaced(name, found, chance)


def initials(name: str, chance: random.Random) -> str | None:
    """The name with initials, each its word's own first letter, for the first word or all but the last.

    Particles, which begin with a small letter, and initials that stand already stay.
    """
    words = name.split()
    if len(words) < 2 or "," in name or any(map(_is_telling, words)) or not _has_initial(words[0]):
        return None
    last = chance.choice((1, len(words) - 1))
    short = [_initial(word) if _has_initial(word) else word for word in words[:last]]
    return " ".join(short + words[last:])


def swapped_order(name: str, chance: random.Random) -> str | None:
    """The name with its last word first and no comma to say so: a list that puts family names first."""
    words = _parts_to_turn(name)
    return " ".join((words[-1], *words[:-1])) if words else None


def catalogue_order(name: str, chance: random.Random) -> str | None:
    """The name as catalogues have it: `Family, Given`."""
    words = _parts_to_turn(name)
    return f"{words[-1]}, {' '.join(words[:-1])}" if words else None


def dropped_diacritics(name: str, chance: random.Random) -> str | None:
    """The name in plain Latin letters, as a keyboard or a form without the others has it."""
    plain = "".join(
        # One letter stays one letter or becomes two (ß, æ); marks that stand alone go.
        "" if unicodedata.combining(letter) else unidecode(letter) if _is_latin(letter) else letter
        for letter in name
    )
    return plain if plain != name else None


def drifted_spelling(name: str, chance: random.Random) -> str | None:
    """The name with one sound written as another romanisation has it: y or i, kh or h, sh or ch, ou or u."""
    found = [
        (word.start() + match.start(), word.start() + match.end(), match.expand(becomes).lower())
        for word in _editable(name)
        for pattern, becomes in _DRIFTS
        for match in pattern.finditer(word.group())
    ]
    if not found:
        return None
    start, end, becomes = chance.choice(found)
    cased = becomes.upper() if name.isupper() else _cased(becomes[0], name[start]) + becomes[1:]
    return name[:start] + cased + name[end:]


def changed_case(name: str, chance: random.Random) -> str | None:
    """The name in capitals, in small letters, or with its last word in capitals; suffixes stay."""
    words = list(_WORD.finditer(name))
    found = [
        text
        for text in (
            _recased(name, words, str.upper),
            _recased(name, words, str.lower),
            _recased(name, words[-1:], str.upper),
        )
        if text != name
    ]
    return chance.choice(found) if found else None


def dropped_legal_form(name: str, chance: random.Random) -> str | None:
    """The name of an organisation without its legal form (Inc., GmbH, S.A., ООО)."""
    return _without(name, _FORM_AFTER) or _without(name, _FORM_BEFORE)


def dropped_article(name: str, chance: random.Random) -> str | None:
    """The name of an organisation without its leading article (The, La, Die, L')."""
    return _without(name, _ARTICLE)


_PERSONS = frozenset((PERSON,))
_ORGANIZATIONS = frozenset((ORGANIZATION,))
_NOT_PERSONS = frozenset((ORGANIZATION, PLACE))

OPERATIONS = (
    # In the order in which two of them are applied: whole words first, then letters, then case.
    Operation("dropped-word", dropped_word, _PERSONS),
    Operation("dropped-small-word", dropped_small_word, _NOT_PERSONS),
    Operation("dropped-legal-form", dropped_legal_form, _ORGANIZATIONS),
    Operation("dropped-article", dropped_article, _ORGANIZATIONS),
    Operation("initials", initials, _PERSONS),
    Operation("swapped-order", swapped_order, _PERSONS),
    Operation("catalogue-order", catalogue_order, _PERSONS),
    Operation("joined-words", joined_words),
    Operation("split-word", split_word),
    Operation("dropped-diacritics", dropped_diacritics),
    Operation("drifted-spelling", drifted_spelling, frozenset((PERSON, PLACE))),
    Operation("keyboard-slip", keyboard_slip),
    Operation("transposition", transposition),
    Operation("omission", omission),
    Operation("doubling", doubling),
    Operation("misreading", misreading),
    Operation("changed-case", changed_case),
)


def telling_words(name: str) -> frozenset[str]:
    """The words that tell namesakes apart and stay: with digits, Roman numerals, generation suffixes."""
    return frozenset(_core(word.group()) for word in _WORD.finditer(name) if _is_telling(word.group()))


def _core(word: str) -> str:
    return unidecode(word).strip(".'-").casefold()


def _is_telling(word: str) -> bool:
    return (
        any(map(str.isnumeric, word))
        or _core(word) in _SUFFIXES
        or bool(_NUMERAL.fullmatch(word))  # with a stop it is an initial
    )


def _editable(name: str) -> Iterator[re.Match[str]]:
    """The words in which a letter may change: long enough, and neither telling nor an acronym."""
    for word in _WORD.finditer(name):
        text = word.group()
        letters = sum(map(str.isalpha, text))
        acronym = text.isupper() and letters <= 5 and not (name.isupper() and " " in name)
        if letters >= _SHORTEST and not _is_telling(text) and not acronym and "." not in text.rstrip("."):
            yield word


def _inner_letters(name: str) -> list[int]:
    """The places of letters, of scripts with small and capital ones, that are not the first of a word."""
    return [
        place
        for word in _editable(name)
        for place in range(word.start() + 1, word.end())
        if _is_cased(name[place]) and not unicodedata.combining(name[place + 1 : place + 2] or " ")
    ]


def _is_cased(text: str) -> bool:
    return text.lower() != text.upper()


def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("LATIN ")


def _cased(letter: str, like: str) -> str:
    return letter.upper() if like.isupper() else letter.lower()


def _replaced(name: str, found: list[tuple[int, int, str]], chance: random.Random) -> str | None:
    if not found:
        return None
    start, end, becomes = chance.choice(found)
    return name[:start] + becomes + name[end:]


def _words_around(name: str, start: int, end: int) -> tuple[str, str]:
    return name[:start].rsplit(maxsplit=1)[-1], name[end:].split(maxsplit=1)[0]


def _has_initial(word: str) -> bool:
    return len(word) > 1 and word[0].isupper() and "." not in word


def _initial(word: str) -> str:
    return "-".join(f"{part[0]}." for part in word.split("-") if part)


def _parts_to_turn(name: str) -> list[str]:
    """The words of a name that can be turned round: two to five, no comma, title or suffix among them."""
    words = name.split()
    fits = 2 <= len(words) <= 5 and "," not in name and "." not in words[-1] and len(words[-1]) > 1
    return words if fits and not any(map(_is_telling, words)) and words[-1] != words[0] else []


def _recased(name: str, words: list[re.Match[str]], recase: Callable[[str], str]) -> str:
    for word in reversed(words):  # from the end, so that places before it stay right
        if not _is_telling(word.group()):
            name = name[: word.start()] + recase(word.group()) + name[word.end() :]
    return name


def _without(name: str, pattern: re.Pattern[str]) -> str | None:
    rest = pattern.sub("", name)
    return rest if rest != name and sum(map(str.isalpha, rest)) >= _SHORTEST else None

"""Word against word: equal, a nickname, a romanisation, one letter off, the same sound …."""

import re
import unicodedata
from enum import Enum

from rapidfuzz.distance import OSA

from aliaskit.lexicons import Language
from aliaskit.model import Kind, Name, Role, Token
from aliaskit.names import core_tokens, uncut
from aliaskit.similarity.hearing import LEAST_ACROSS, LEAST_ALIKE, REMEMBERED, Hearing
from aliaskit.text import Ear, script_of

_SHORT = 4
# From this similarity in writing on, two long words are a slip apart.
_NEAR = 0.77
# The share of a word's letters that may change, at most, in another spelling of it.
_MOST_EDITS = 0.42
_VALUED = frozenset(
    {Role.TERRITORY, Role.GENERIC, Role.TOPIC, Role.QUALITY, Role.COMPASS, Role.NUMBER, Role.LEGAL_FORM}
)


# Scripts in which a sign is a syllable, a consonant or a word: one other sign is another name, not a slip.
_READ_ALIKE = frozenset({"han", "kana"})
_WITHOUT_SLIPS = frozenset({"han", "kana", "hangul", "hebrew", "arabic", "thai"})


class Relation(Enum):
    """What joins two words; the value is the name of its evidence."""

    EQUAL = "equal"
    MEANING = "meaning"
    TRANSLITERATION = "transliteration"
    SPELLING = "spelling"
    EQUIVALENT = "equivalent"
    NICKNAME = "nickname"
    NEAR = "near"
    NEAR_LETTER = "near_letter"
    NEAR_TWO = "near_two"
    NEAR_SHORT = "near_short"
    NEAR_VARIANT = "near_variant"
    ALIKE_SURE = "alike_sure"
    ALIKE_LIKELY = "alike_likely"
    ALIKE_FAIR = "alike_fair"
    ALIKE_VAGUE = "alike_vague"
    ACROSS_SURE = "across_sure"
    ACROSS_LIKELY = "across_likely"
    ACROSS_FAIR = "across_fair"
    ACROSS_SLIP = "across_slip"
    ACROSS_VAGUE = "across_vague"
    ACROSS_FAR = "across_far"
    PREFIX = "prefix"
    INITIAL = "initial"
    INITIALS = "initials"
    ABBREVIATION = "abbreviation"
    ENDING = "ending"
    JOINED = "joined"
    JOINED_NEAR = "joined_near"


# How well a relation explains a word, for choosing between alignments (0 to 1).
QUALITY: dict[Relation, float] = {
    Relation.EQUAL: 1.0,
    Relation.MEANING: 0.97,
    Relation.TRANSLITERATION: 0.96,
    Relation.SPELLING: 0.95,
    Relation.JOINED: 0.95,
    Relation.EQUIVALENT: 0.9,
    Relation.NICKNAME: 0.88,
    Relation.NEAR: 0.85,
    Relation.JOINED_NEAR: 0.8,
    Relation.INITIALS: 0.8,
    Relation.ABBREVIATION: 0.8,
    Relation.ENDING: 0.7,
    Relation.NEAR_VARIANT: 0.75,
    Relation.ACROSS_SURE: 0.88,
    Relation.ACROSS_LIKELY: 0.78,
    Relation.ACROSS_FAIR: 0.6,
    Relation.ACROSS_SLIP: 0.7,
    Relation.ACROSS_VAGUE: 0.45,
    Relation.ACROSS_FAR: 0.42,
    Relation.ALIKE_SURE: 0.86,
    Relation.ALIKE_LIKELY: 0.82,
    Relation.ALIKE_FAIR: 0.7,
    Relation.ALIKE_VAGUE: 0.5,
    Relation.NEAR_LETTER: 0.8,
    Relation.NEAR_TWO: 0.76,
    Relation.NEAR_SHORT: 0.65,
    Relation.PREFIX: 0.5,
    Relation.INITIAL: 0.45,
}


# From which share of agreement on two words in two scripts are how likely one.
_ACROSS = (
    (0.8, Relation.ACROSS_SURE),
    (0.6, Relation.ACROSS_LIKELY),
    (0.4, Relation.ACROSS_FAIR),
    (LEAST_ACROSS, Relation.ACROSS_VAGUE),
)


# The same for two words in one script.
_ALIKE = (
    (0.87, Relation.ALIKE_SURE),
    (0.75, Relation.ALIKE_LIKELY),
    (0.6, Relation.ALIKE_FAIR),
    (LEAST_ALIKE, Relation.ALIKE_VAGUE),
)

# What an abbreviation may look like before its dot is seen.
_LOOSE = frozenset({None, Relation.PREFIX, Relation.ALIKE_FAIR, Relation.ALIKE_VAGUE})


# Slips that a romanised word may have too.
_SLIPS = frozenset(
    {
        Relation.NEAR,
        Relation.NEAR_LETTER,
        Relation.NEAR_TWO,
        Relation.NEAR_VARIANT,
        Relation.ALIKE_SURE,
        Relation.ALIKE_LIKELY,
    }
)


class Similarity:
    """Relations between words in one language's lexicons; remembers what it has compared."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.ear = Ear(language.sounds)
        self.hearing = Hearing(language)
        self._known: dict[tuple[str, str, bool], Relation | None] = {}
        self._letters: dict[str, int] = {}
        self._variant: re.Pattern[str] | None = None

    def relation(self, left: Token, right: Token, kind: Kind) -> Relation | None:
        """What joins two tokens of names of one kind, or None."""
        if left.role in _VALUED and right.role in _VALUED and left.value and right.value:
            if left.role is not right.role:
                return Relation.EQUAL if left.form == right.form else None
            if left.role is Role.TERRITORY:
                return Relation.MEANING if shares_code(left.value, right.value) else None
            if left.value != right.value:
                return None
            return Relation.EQUAL if left.form == right.form else Relation.MEANING
        if (left.role is Role.NUMBER) != (right.role is Role.NUMBER):
            return None
        if Role.INITIAL in (left.role, right.role):
            return self._initial(left, right)
        if not (left.text.isascii() and right.text.isascii()):
            scripts = (script_of(left.text), script_of(right.text))
            if scripts[0] != scripts[1]:
                return self._across(left, right, *scripts, person=kind is Kind.PERSON)
            if scripts[0] in _WITHOUT_SLIPS:
                return self._native(left, right)
        if left.text.endswith(".") or right.text.endswith("."):
            relation = self.forms(left.form, right.form, person=kind is Kind.PERSON)
            return Relation.ABBREVIATION if relation in _LOOSE and _abbreviates(left, right) else relation
        if left.role is right.role is Role.ACRONYM:
            return Relation.EQUAL if left.form == right.form else None  # one letter makes another body
        person = kind is Kind.PERSON
        if person and left.form != right.form and _share_a_reading(left, right):
            return Relation.TRANSLITERATION
        return self.forms(left.form, right.form, person=person)

    def _across(self, left: Token, right: Token, script: str, other: str, *, person: bool) -> Relation | None:
        """Two words in two scripts: the same form, a known name in two languages, or how alike they sound."""
        if left.form == right.form:
            return Relation.EQUAL
        if person and _share_a_reading(left, right):
            return Relation.TRANSLITERATION
        one, two = self.hearing.reading(left.form), self.hearing.reading(right.form)
        if one.isdigit() or two.isdigit() or min(len(one), len(two)) < 2:
            return None
        if person and (named := self._named(one, two)):
            return named
        score = self.hearing.across(left.form, script, right.form, other)
        heard = next((relation for least, relation in _ACROSS if score >= least), None)
        if heard is not Relation.ACROSS_SURE and self.ear.fold(one) == self.ear.fold(two):
            return Relation.ACROSS_LIKELY
        vague = heard not in (Relation.ACROSS_SURE, Relation.ACROSS_LIKELY)
        long = min(len(one), len(two)) > _SHORT
        if vague and long and self.forms(one, two, person=person) in _SLIPS:
            return Relation.ACROSS_SLIP
        if heard is None and person and self.hearing.far_across(left.form, script, right.form, other):
            return Relation.ACROSS_FAR
        return heard

    def recut(self, name: Name, other: Name) -> Name:
        """A person's name in kanji, in one piece again if only so it can be read as a Latin one; else itself.

        Where a name is cut is a guess: a known family name may begin a longer one that nobody listed.
        """
        if name.script != "han" or other.script != "latin":
            return name
        whole = uncut(name)
        if whole is name:
            return name
        forms = [token.form for token in core_tokens(other)]
        (written,) = (token.form for token in whole.tokens if token.role is Role.CORE)
        orders = ("".join(forms), "".join(forms[1:] + forms[:1]))
        return whole if any(self.hearing.kanji.fits(written, order) for order in orders) else name

    def _native(self, left: Token, right: Token) -> Relation | None:
        """Two words in one script that writes no or few vowels, or syllables: other signs, other name."""
        if left.text == right.text or (left.form == right.form and script_of(left.text) in _READ_ALIKE):
            return Relation.EQUAL
        if self._plain(left.text) == self._plain(right.text):
            return Relation.TRANSLITERATION
        longest = max(len(left.text), len(right.text))
        return Relation.NEAR_SHORT if longest > _SHORT and OSA.distance(left.text, right.text) == 1 else None

    def _plain(self, text: str) -> str:
        """The text without vowel points, each variant of a letter or character as the form it stands for."""
        variants = self.language.variants
        if self._variant is None:
            longest_first = sorted(variants, key=lambda each: (-len(each), each))
            self._variant = re.compile("|".join(map(re.escape, longest_first)) or "$^")
        bare = "".join([letter for letter in text if unicodedata.category(letter) != "Mn"])
        return self._variant.sub(lambda match: variants[match[0]], bare)

    def _initial(self, left: Token, right: Token) -> Relation | None:
        a, b = left.form[:1], right.form[:1]
        if not b.isascii() or not a.isascii():
            a, b = self.hearing.reading(left.form)[:1], self.hearing.reading(right.form)[:1]
        if a != b:
            return None
        return Relation.EQUAL if left.role is right.role else Relation.INITIAL

    def forms(self, left: str, right: str, *, person: bool) -> Relation | None:
        """What joins two words of one script in comparison form; with ``person``, nicknames are known."""
        if left == right:
            return Relation.EQUAL
        if left > right:
            left, right = right, left
        key = (left, right, person)
        if key in self._known:
            return self._known[key]
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        relation = self._known[key] = self._compare(left, right, person)
        return relation

    def likeness(self, left: str, right: str) -> float:
        """How much two romanised words look alike, 0 to 1: a quick look, 1 where they may sound the same."""
        if self.ear.fold(left) == self.ear.fold(right):
            return 1.0
        return OSA.normalized_similarity(left, right)

    def _compare(self, left: str, right: str, person: bool) -> Relation | None:
        ear = self.ear
        if not (left.isascii() and right.isascii()):
            if not left.isascii() and not right.isascii():
                return None
            left, right = self.hearing.reading(left), self.hearing.reading(right)
            if left == right:
                return Relation.TRANSLITERATION
        if left.isdigit() or right.isdigit():
            return None
        if min(len(left), len(right)) == 1:
            return None
        sounds_left, sounds_right = ear.fold(left), ear.fold(right)
        if person:
            named = self._named(left, right)
            if named is not None:
                return named
            persons = self.language.persons
            if left in persons.known_given and right in persons.known_given and sounds_left != sounds_right:
                return None  # two names of which each is known are no misspelling of one another
        if sounds_left == sounds_right:
            return Relation.TRANSLITERATION
        if person and _ends_otherwise(left, right):
            return Relation.ENDING  # Henrik and Henrike, Petrov and Petrova
        if not self._far_apart(left, right):
            heard = None
            if max(len(left), len(right)) > _SHORT:  # in a short word every letter counts: Jung is not Yang
                alike = self.hearing.alike(left, right)
                heard = next((relation for least, relation in _ALIKE if alike >= least), None)
            if heard is None and self._same_consonants(left, right):
                heard = Relation.ALIKE_VAGUE
            relation = heard if heard is Relation.ALIKE_SURE else self._slip(left, right, person=person)
            if relation is not None or heard is not None:
                return relation or heard
        elif person and max(len(left), len(right)) > _SHORT and self._near_variant(left, right):
            return Relation.NEAR_VARIANT
        return Relation.PREFIX if _begins(left, right) else None

    def _same_consonants(self, left: str, right: str) -> bool:
        """Whether two words have at least three consonants, the same by class and order."""
        skeleton = self.ear.skeleton(left)
        return len(skeleton) > 2 and skeleton == self.ear.skeleton(right)

    def _slip(self, left: str, right: str, *, person: bool) -> Relation | None:
        """A slip of the pen between two words that do not sound alike, if there is one."""
        longest = max(len(left), len(right))
        sounds_left, sounds_right = self.ear.fold(left), self.ear.fold(right)
        written, heard = OSA.distance(left, right), OSA.distance(sounds_left, sounds_right)
        long_sound = max(len(sounds_left), len(sounds_right)) > _SHORT
        one = (written == 1 and longest > _SHORT) or (heard == 1 and written == 2 and long_sound)
        most = max(1 - written / longest, 1 - heard / max(len(sounds_left), len(sounds_right)))
        if one or (most >= _NEAR and longest > 2 * _SHORT):
            if not _begin_alike(left, right, self.language.sounds.vowels):
                return Relation.NEAR_SHORT
            if not one:
                return Relation.NEAR_TWO
            return Relation.NEAR_LETTER if written == 1 and len(left) == len(right) else Relation.NEAR
        short = min(written, heard) == 1 and longest == _SHORT and min(len(left), len(right)) > 2
        if short and (person or left[0] == right[0]):
            return Relation.NEAR_SHORT
        if person and longest > _SHORT and self._near_variant(left, right):
            return Relation.NEAR_VARIANT
        return None

    def _far_apart(self, left: str, right: str) -> bool:
        """Whether two words share too few letters to be one, in writing or in sound.

        A letter that only one word has costs at least one edit, and one edit mends at most one on each side.
        """
        least = self._least(left, right)
        if least <= 2 or least <= _MOST_EDITS * max(len(left), len(right)):
            return False
        left, right = self.ear.fold(left), self.ear.fold(right)
        return self._least(left, right) > _MOST_EDITS * max(len(left), len(right))

    def _least(self, left: str, right: str) -> int:
        """The number of edits between two words that there are at least."""
        a = self._letters.get(left) or self._read(left)
        b = self._letters.get(right) or self._read(right)
        return max((a & ~b).bit_count(), (b & ~a).bit_count(), abs(len(left) - len(right)))

    def _read(self, word: str) -> int:
        """The letters of a word as bits, remembered."""
        if len(self._letters) >= REMEMBERED:
            self._letters.clear()
        bits = 0
        for letter in word:
            bits |= 1 << (ord(letter) & 127)
        self._letters[word] = bits
        return bits

    def _named(self, left: str, right: str) -> Relation | None:
        persons = self.language.persons
        if right in persons.spellings.get(left, ()):
            return Relation.SPELLING
        if right in persons.equivalents.get(left, ()):
            return Relation.EQUIVALENT
        if right in persons.nicknames.get(left, ()) or left in persons.nicknames.get(right, ()):
            return Relation.NICKNAME
        return None

    def _near_variant(self, left: str, right: str) -> bool:
        """Whether one word is a letter away from a known variant of the other (``Vladimr``: Volodymyr)."""
        persons = self.language.persons
        for one, other in ((left, right), (right, left)):
            if one in persons.known_given:
                continue
            for table in (persons.spellings, persons.equivalents, persons.nicknames):
                for variant in table.get(other, ()):
                    if len(variant) > _SHORT and OSA.distance(one, variant, score_cutoff=1) <= 1:
                        return True
        return False


def shares_code(left: str, right: str) -> bool:
    """Whether two territories' codes (``kr``, ``kp|kr``) have one in common."""
    return left == right or bool(set(left.split("|")) & set(right.split("|")))


def _abbreviates(left: Token, right: Token) -> bool:
    """Whether the shorter word, written with a dot, is made of letters of the longer in order (``Hosp.``)."""
    short, long = sorted((left, right), key=lambda token: len(token.form))
    if not short.text.endswith(".") or len(short.form) < 2 or short.form[0] != long.form[0]:
        return False
    letters = iter(long.form)
    return all(letter in letters for letter in short.form)


def _share_a_reading(left: Token, right: Token) -> bool:
    """Whether one of two words is a family name and a reading of one is the other, or a reading of it."""
    if Role.FAMILY not in (left.role, right.role):
        return False
    readings = {left.form, *filter(None, left.value.split("|"))}
    return bool(readings & {right.form, *filter(None, right.value.split("|"))})


def _begins(left: str, right: str) -> bool:
    """Whether one word is the beginning of the other."""
    return min(len(left), len(right)) > 2 and (left.startswith(right) or right.startswith(left))


def _begin_alike(left: str, right: str, vowels: str) -> bool:
    """Whether two words begin with the same letter, or both with a vowel: a slip seldom hits the first."""
    return left[0] == right[0] or (left[0] in vowels and right[0] in vowels)


def _ends_otherwise(left: str, right: str) -> bool:
    """Whether two words differ in a closing a, e or o only: two genders of one name."""
    if len(left) > len(right):
        left, right = right, left
    if not left:
        return False
    if len(left) == len(right):
        return left[:-1] == right[:-1] and {left[-1], right[-1]} <= set("aeo")
    doubled = right == left + left[-1] + "e"  # Daniel and Danielle
    return doubled or (right[:-1] == left and right[-1] in "ae")

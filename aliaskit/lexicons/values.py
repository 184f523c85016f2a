"""The lexicons' types. Every word in them is in comparison form already (``text.normalize``)."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScriptTable:
    """How one script is written in Latin letters.

    ``groups`` go before ``letters``, the longest (of ``longest`` signs) first; ``^`` and ``$`` in them are
    the word's ends. ``before`` and ``after`` are rewrites (pattern, replacement) of the word in its own
    letters and in Latin ones.
    """

    letters: Mapping[str, str]
    groups: Mapping[str, str]
    shift: tuple[str, str, int] | None
    variants: tuple[tuple[str, "ScriptTable"], ...]
    before: tuple[tuple[str, str], ...] = ()
    after: tuple[tuple[str, str], ...] = ()
    longest: int = 3


@dataclass(frozen=True, slots=True)
class Transliteration:
    """Latin letters to plain ones, other scripts to Latin, look-alikes to what they imitate."""

    letters: Mapping[str, str]
    scripts: Mapping[str, ScriptTable]
    hangul: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
    homoglyphs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sounds:
    """What the ear does not tell apart: ordered rewrites, and classes of consonants."""

    folds: tuple[tuple[str, str], ...]
    vowels: str
    classes: Mapping[str, str]
    soft_c: str


@dataclass(frozen=True, slots=True)
class Words:
    """Words that any kind of name may hold."""

    articles: frozenset[str]
    connectors: frozenset[str]
    elisions: frozenset[str]
    numbers: Mapping[str, str]
    ordinal_endings: frozenset[str]
    numerators: frozenset[str]
    territories: Mapping[str, str]
    regions: Mapping[str, str]
    towns: Mapping[str, str]
    codes: frozenset[str]
    concepts: Mapping[str, tuple[str, str]]
    polities: frozenset[str]
    settlements: frozenset[str]
    place_endings: Mapping[str, str]
    kept_endings: frozenset[str]
    longest_territory: int
    longest_concept: int


@dataclass(frozen=True, slots=True)
class Persons:
    """What is known of persons' names."""

    heads: frozenset[str]
    name_like: frozenset[str]
    modifiers: frozenset[str]
    connectors: frozenset[str]
    complements: frozenset[str]
    phrases: frozenset[str]
    honorifics: frozenset[str]
    attached: tuple[str, ...]
    generational: Mapping[str, str]
    generational_before: Mapping[str, str]
    post_nominals: frozenset[str]
    particles: frozenset[str]
    particles_name_like: frozenset[str]
    nicknames: Mapping[str, frozenset[str]]
    full_names: Mapping[str, frozenset[str]]
    abbreviations: frozenset[str]
    equivalents: Mapping[str, frozenset[str]]
    spellings: Mapping[str, frozenset[str]]
    family_first: Mapping[str, str]
    given_family_first: frozenset[str]
    native_family: Mapping[str, tuple[str, ...]]
    western_given: frozenset[str]
    common: frozenset[str]
    known_given: frozenset[str]


@dataclass(frozen=True, slots=True)
class Organizations:
    """What is known of organisations' names."""

    legal_forms: Mapping[str, tuple[str, str]]
    longest_legal_form: int

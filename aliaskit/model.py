"""The values that pass between the rooms: frozen, slotted, without logic."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from types import MappingProxyType


class Kind(Enum):
    """What sort of thing a name names."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    OTHER = "other"


class Role(IntEnum):
    """What a token does inside a name. The numbers are part of the snapshot format."""

    CORE = 0
    GIVEN = 1
    FAMILY = 2
    INITIAL = 3
    PARTICLE = 4
    TITLE = 5
    SUFFIX = 6
    POST_NOMINAL = 7
    NICKNAME = 8
    LEGAL_FORM = 9
    GENERIC = 10
    TOPIC = 11
    QUALITY = 12
    COMPASS = 13
    TERRITORY = 14
    NUMBER = 15
    ACRONYM = 16
    STOPWORD = 17


class AliasRole(Enum):
    """What a way of writing a name is."""

    NAME = "name"
    OFFICIAL = "official"
    SHORT = "short"
    INVERTED = "inverted"
    ACRONYM = "acronym"
    NATIVE = "native"
    FORMER = "former"
    NICKNAME = "nickname"
    METONYM = "metonym"
    DEMONYM = "demonym"
    MISSPELLING = "misspelling"


class Verdict(Enum):
    """The three answers to 'who is meant?'."""

    MATCH = "match"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


class Reason(Enum):
    """Why the verdict is what it is: a closed set of codes."""

    ALIAS = "alias"
    EVIDENCE = "evidence"
    DECISION = "decision"
    CLUSTER = "cluster"
    CONTEXT = "context"
    SHARED_ALIAS = "shared_alias"
    CLOSE_CANDIDATES = "close_candidates"
    EMPTY = "empty"
    NO_CANDIDATE = "no_candidate"
    TOO_WEAK = "too_weak"
    CONFLICT = "conflict"
    KIND = "kind"


class Judgement(Enum):
    """The three answers to 'the same?'."""

    SAME = "same"
    UNSURE = "unsure"
    DIFFERENT = "different"


_NO_IDS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Alias:
    """One way of writing an entity's name."""

    text: str
    role: AliasRole = AliasRole.NAME
    lang: str | None = None
    weak: bool = False
    shared: bool = False
    needs_country: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """Who or what is meant: ``id`` is ``kind/slug``, ``country`` an ISO 3166-1 alpha-2 code."""

    id: str
    kind: Kind
    name: str
    aliases: tuple[Alias, ...] = field(default=(), repr=False)
    subtype: str | None = None
    country: str | None = None
    ids: Mapping[str, str] = field(default_factory=lambda: _NO_IDS, repr=False, hash=False)
    source: str | None = field(default=None, repr=False)
    not_names: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a name: as written, in comparison form, with its role.

    ``value`` is what the word stands for where that is more than its letters: a territory's code, a
    concept's id, a number's digits, a suffix's rank, a legal form's id. ``bound`` says that the
    token is written together with the one before it (``Ching-te``, ``al-Assad``).
    """

    text: str
    form: str
    role: Role = Role.CORE
    value: str = ""
    bound: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A parsed mention: its tokens in given-family (or natural) order, each with a role."""

    text: str
    kind: Kind
    tokens: tuple[Token, ...]
    script: str
    inverted: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for or against; ``weight`` is in natural-log odds, so that evidence adds up."""

    feature: str
    left: str
    right: str
    weight: float
    note: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two names held against each other; ``probability`` (0 to 1) that they mean the same."""

    left: str
    right: str
    probability: float
    judgement: Judgement
    evidence: tuple[Evidence, ...]
    explanation: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible answer: the entity, the alias that speaks for it, and how probable it is (0 to 1)."""

    entity: Entity
    alias: str
    probability: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Resolution:
    """The answer to one mention. ``entity`` is set on MATCH only; ``canonical`` is its name."""

    query: str
    verdict: Verdict
    reason: Reason
    entity: Entity | None
    canonical: str | None
    probability: float
    explanation: str
    candidates: tuple[Candidate, ...]

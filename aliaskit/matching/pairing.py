"""What every feature looks at: two names, their alignment, and how much each word counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aliaskit.lexicons import Language
from aliaskit.matching.align import Alignment, Pair, align
from aliaskit.model import Evidence, Kind, Name, Role, Token
from aliaskit.similarity import Relation, Similarity

# Relations after which a word counts as agreeing exactly.
EXACT = frozenset(
    {Relation.EQUAL, Relation.MEANING, Relation.TRANSLITERATION, Relation.SPELLING, Relation.JOINED}
)
# Words that distinguish one name from another of its kind.
DISTINGUISHING = frozenset({Role.CORE, Role.GIVEN, Role.FAMILY, Role.TOPIC, Role.ACRONYM})
# Words with a feature of their own when they are left over.
_OWN_FEATURE = frozenset(
    {Role.NUMBER, Role.COMPASS, Role.TERRITORY, Role.INITIAL, Role.PARTICLE, Role.QUALITY}
)
_SHORT_WORD = 0.8


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two names of one kind and their alignment; ``size`` is the mean of the names' masses."""

    left: Name
    right: Name
    alignment: Alignment
    size: float
    language: Language
    masses: dict[int, float]

    @property
    def person(self) -> bool:
        """Whether the names are read as persons' names."""
        return self.left.kind is Kind.PERSON

    def mass(self, tokens: Iterable[Token]) -> float:
        """How much the tokens count together."""
        return sum([self.masses[id(token)] for token in tokens])

    def share(self, pair: Pair) -> float:
        """The share of both names that a pair explains, 0 to 1."""
        return (self.mass(pair.left) + self.mass(pair.right)) / 2 / self.size

    def row(self, feature: str, left: str, right: str, note: str, factor: float = 1.0) -> Evidence:
        """A row of evidence: the feature's weight times the factor."""
        return Evidence(feature, left, right, self.language.model.weights[feature] * factor, note)

    def over(self, roles: frozenset[Role]) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
        """What is left over of these roles, on the left and on the right."""
        return (
            tuple([token for token in self.alignment.left_over if token.role in roles]),
            tuple([token for token in self.alignment.right_over if token.role in roles]),
        )

    def plain_over(self) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
        """What is left over and has no feature of its own, on the left and on the right."""
        return (
            tuple([token for token in self.alignment.left_over if token.role not in _OWN_FEATURE]),
            tuple([token for token in self.alignment.right_over if token.role not in _OWN_FEATURE]),
        )


def pair_up(left: Name, right: Name, similarity: Similarity, language: Language) -> Pairing:
    """The pairing of two names of one kind."""
    alignment = align(left, right, similarity)
    masses: dict[int, float] = {}
    weights = language.model.mass
    for words in (alignment.left_words, alignment.right_words):
        seen_given = False
        for token in words:
            masses[id(token)] = _mass(token, seen_given, weights)
            seen_given = seen_given or token.role in (Role.GIVEN, Role.INITIAL)
    total = sum(
        masses[id(token)] for words in (alignment.left_words, alignment.right_words) for token in words
    )
    return Pairing(left, right, alignment, max(total / 2, 0.01), language, masses)


def _mass(token: Token, seen_given: bool, weights: Mapping[str, float]) -> float:
    role = token.role
    if role is Role.GIVEN and seen_given:
        mass = weights["bound" if token.bound else "middle"]
    elif role is Role.INITIAL and not seen_given:
        return weights["first_initial"]
    else:
        mass = weights.get(role.name.lower(), weights["core"])
    if role in DISTINGUISHING and token.form.isascii():
        if len(token.form) == 1:
            mass = weights["initial"]
        elif len(token.form) == 2:
            mass *= _SHORT_WORD
    return mass


def written(tokens: Iterable[Token]) -> str:
    """The tokens as they were written."""
    out = ""
    for token in tokens:
        out += ("-" if token.bound else " ") + token.text if out else token.text
    return out

"""Which words of one name stand for which words of the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from aliaskit.model import Kind, Name, Role, Token
from aliaskit.similarity import Relation, Similarity
from aliaskit.similarity.relations import QUALITY
from aliaskit.text import script_of

# Words that say who is meant, or help to: the others are compared by features of their own.
_NAMING = frozenset(
    {
        Role.CORE,
        Role.GIVEN,
        Role.FAMILY,
        Role.INITIAL,
        Role.PARTICLE,
        Role.GENERIC,
        Role.TOPIC,
        Role.QUALITY,
        Role.COMPASS,
        Role.TERRITORY,
        Role.NUMBER,
        Role.ACRONYM,
    }
)
_LONGEST_JOIN = 3
_MOST_TOKENS = 24
# Given with given, family with family: what tips the choice between equally good pairs.
_SAME_ROLE = 0.05
_ORDER = 0.02


@dataclass(frozen=True, slots=True)
class Pair:
    """Words of the left name, words of the right name (one or more each), and what joins them."""

    left: tuple[Token, ...]
    right: tuple[Token, ...]
    relation: Relation
    place: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Alignment:
    """The pairs in the left name's order, what is left over on each side, and each side's words."""

    kind: Kind
    pairs: tuple[Pair, ...]
    left_over: tuple[Token, ...]
    right_over: tuple[Token, ...]
    left_words: tuple[Token, ...]
    right_words: tuple[Token, ...]


# Agreement from which words written together in one script are one word of another.
_ACROSS_JOINED = 0.8
_ACROSS_JOINED_NEAR = 0.55
_NEARLY_JOINED = frozenset(
    {
        Relation.NEAR,
        Relation.NEAR_LETTER,
        Relation.NEAR_TWO,
        Relation.ALIKE_SURE,
        Relation.ALIKE_LIKELY,
    }
)
_LONGEST_INITIALS = 6
_UNJOINED = frozenset({Role.INITIAL, Role.NUMBER})


def naming_words(name: Name) -> tuple[Token, ...]:
    """The tokens that take part in an alignment; all tokens if none would."""
    words = tuple([token for token in name.tokens if token.role in _NAMING])
    return words or name.tokens


def align(left: Name, right: Name, similarity: Similarity) -> Alignment:
    """The best one-to-one alignment of two names of one kind, found greedily; words may be joined."""
    a, b = naming_words(left), naming_words(right)
    kind = left.kind
    free_a, free_b = [True] * len(a), [True] * len(b)
    pairs: list[Pair] = []
    choices: list[tuple[float, int, int, Relation]] = []
    # Work stays bounded: what comes after the first words of a monstrous name counts as left over.
    for i, x in enumerate(a[:_MOST_TOKENS]):
        for j, y in enumerate(b[:_MOST_TOKENS]):
            relation = similarity.relation(x, y, kind)
            if relation is None:
                continue
            score = QUALITY[relation] - _ORDER * abs(i / len(a) - j / len(b))
            if x.role is y.role:
                score += _SAME_ROLE
            choices.append((-score, i, j, relation))
    choices.sort(key=lambda choice: choice[:3])
    strong = [choice for choice in choices if QUALITY[choice[3]] >= QUALITY[Relation.SPELLING]]
    _take(strong, a, b, free_a, free_b, pairs)
    first_a, first_b = a[:_MOST_TOKENS], b[:_MOST_TOKENS]
    pairs += _joins(first_a, first_b, free_a, free_b, similarity, kind, flipped=False)
    pairs += _joins(first_b, first_a, free_b, free_a, similarity, kind, flipped=True)
    if kind is not Kind.PERSON:
        pairs += _initials(first_a, first_b, free_a, free_b, flipped=False)
        pairs += _initials(first_b, first_a, free_b, free_a, flipped=True)
    _take(choices, a, b, free_a, free_b, pairs)
    pairs.sort(key=lambda pair: pair.place)
    return Alignment(
        kind=kind,
        pairs=tuple(pairs),
        left_over=tuple([x for x, free in zip(a, free_a, strict=True) if free]),
        right_over=tuple([y for y, free in zip(b, free_b, strict=True) if free]),
        left_words=a,
        right_words=b,
    )


def _take(
    choices: Sequence[tuple[float, int, int, Relation]],
    a: Sequence[Token],
    b: Sequence[Token],
    free_a: list[bool],
    free_b: list[bool],
    pairs: list[Pair],
) -> None:
    for _, i, j, relation in choices:
        if free_a[i] and free_b[j]:
            free_a[i] = free_b[j] = False
            pairs.append(Pair((a[i],), (b[j],), relation, (i, j)))


def _joins(
    a: Sequence[Token],
    b: Sequence[Token],
    free_a: list[bool],
    free_b: list[bool],
    similarity: Similarity,
    kind: Kind,
    *,
    flipped: bool,
) -> list[Pair]:
    """Pairs of several free words of ``a``, written together, with one free word of ``b``."""
    wholes = [
        (j, whole)
        for j, whole in enumerate(b)
        if free_b[j] and len(whole.form) >= 4 and whole.role is not Role.NUMBER
    ]
    runs = _runs(a, free_a, kind) if wholes else []
    found: list[Pair] = []
    for j, whole in wholes if runs else ():
        form, other = whole.form.replace(" ", ""), script_of(whole.text)
        for start, length, orders in runs:
            if not all(free_a[start : start + length]):
                continue
            script = script_of(a[start].text)
            if script == other:
                relation = _joined(orders, form, similarity)
            else:
                relation = _joined_across(orders, form, similarity, script, other)
            if relation is None:
                continue
            free_a[start : start + length] = [False] * length
            free_b[j] = False
            parts = tuple(a[start : start + length])
            pair = Pair((whole,), parts, relation, (j, start)) if flipped else None
            found.append(pair or Pair(parts, (whole,), relation, (start, j)))
            break
    return found


def _initials(
    a: Sequence[Token], b: Sequence[Token], free_a: list[bool], free_b: list[bool], *, flipped: bool
) -> list[Pair]:
    """Pairs of several free words of ``a`` with a free acronym of ``b`` that is made of their initials."""
    found: list[Pair] = []
    for j, short in enumerate(b):
        size = len(short.form)
        shouted = short.text.isupper() and 2 < size <= _LONGEST_INITIALS
        if not free_b[j] or size > len(a) or not (short.role is Role.ACRONYM or shouted):
            continue
        for start in range(len(a) - size + 1):
            parts = tuple(a[start : start + size])
            if "".join([part.form[:1] for part in parts]) != short.form:
                continue
            if not all(free_a[start : start + size]):
                continue
            free_a[start : start + size] = [False] * size
            free_b[j] = False
            sides = ((short,), parts, (j, start)) if flipped else (parts, (short,), (start, j))
            found.append(Pair(sides[0], sides[1], Relation.INITIALS, sides[2]))
            break
    return found


def _runs(words: Sequence[Token], free: Sequence[bool], kind: Kind) -> list[tuple[int, int, list[str]]]:
    """The runs of free words that may be written as one: first place, length, the ways to write them."""
    runs = []
    for start in range(len(words) - 1):
        for length in range(min(_LONGEST_JOIN, len(words) - start), 1, -1):
            parts = words[start : start + length]
            if not all(free[start : start + length]) or any(part.role in _UNJOINED for part in parts):
                continue
            forms = [part.form.replace(" ", "") for part in parts]
            orders = ["".join(forms)]
            if length == 2 and kind is Kind.PERSON:
                orders.append(forms[1] + forms[0])
            runs.append((start, length, orders))
    return runs


def _joined_across(
    orders: Sequence[str], whole: str, similarity: Similarity, script: str, other: str
) -> Relation | None:
    least = _ACROSS_JOINED_NEAR
    best = max(similarity.hearing.across(joined, script, whole, other, least) for joined in orders)
    if best >= _ACROSS_JOINED:
        return Relation.JOINED
    return Relation.JOINED_NEAR if best >= _ACROSS_JOINED_NEAR else None


def _joined(orders: Sequence[str], whole: str, similarity: Similarity) -> Relation | None:
    for joined in orders:
        # What is one word in both writings begins or ends alike; this spares most comparisons.
        if joined[0] != whole[0] and joined[-1] != whole[-1] and joined.isascii() and whole.isascii():
            continue
        relation = similarity.forms(joined, whole, person=False)
        if relation in (Relation.EQUAL, Relation.TRANSLITERATION):
            return Relation.JOINED
        if relation in _NEARLY_JOINED and len(whole) > 5:
            return Relation.JOINED_NEAR
    return None

"""Names with noise in them: pairs and lists whose labels are known because the noise was made here."""

import random
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA
from unidecode import unidecode

from benchmarks.data import OWN_PAIRS, Mentions, Pair, main_script, read_own_pairs, same_kind
from benchmarks.made.operations import OPERATIONS, PERSON, Operation, telling_words

LIMIT = 2000
TWICE = 0.3
"""The share of pairs with two operations."""

_ROUNDS = 3
"""How often a name is tried with the same operation before the operation is given up."""
_REACH = 12
"""Neighbours looked at to either side, in each block that a name is in."""
_MOST_NEAR = 10
_LEAST_LIKE = 45
"""Token sort ratio, of 100, below which another name is no opposite: that it is another is seen at once."""
_PREFIX = 4
_LEFT_OUT = "title"

_FOLDED = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Base:
    """A name before the noise: its kind, its text, its words folded, and those that tell namesakes apart."""

    kind: str
    text: str
    words: tuple[str, ...]
    telling: frozenset[str]

    @property
    def key(self) -> str:
        """The words in the order of the alphabet: what token sort compares."""
        return " ".join(sorted(self.words))


@lru_cache(maxsize=4)
def own_names(folder: Path = OWN_PAIRS) -> tuple[tuple[str, str], ...]:
    """Kind and name of every bearer in the repository's own pairs, in one spelling each.

    Names that a pair calls the same are one bearer, of whom the first spelling stands here: another one would
    be taken for a different name. Rows with titles are left out, for a title is no given name.
    """
    parents: dict[tuple[str, str], tuple[str, str]] = {}

    def root(item: tuple[str, str]) -> tuple[str, str]:
        while parents.setdefault(item, item) != item:
            item = parents[item]
        return item

    for path in sorted(folder.glob("*.csv")):
        for pair in read_own_pairs(path):
            if pair.category != _LEFT_OUT:
                left, right = root((pair.kind, pair.a)), root((pair.kind, pair.b))
                if pair.same and left != right:
                    parents[right] = left
    return tuple(item for item, parent in parents.items() if item == parent)


def noisy_pairs(
    names: Sequence[tuple[str, str]] | None = None, seed: str = "1", limit: int = LIMIT
) -> list[Pair]:
    """At most ``limit`` pairs of a name and a noisy one, evenly over the operations; half are of one bearer.

    ``names`` are kinds and names, each of another bearer; by default the repository's own. To each pair of
    one bearer comes one of two: the same left name and the one that looks most like it, with the same
    operations applied to it, so that the noise does not tell the label. The category names the operations:
    ``a`` or ``a+b``. A name that is one slip, an initial or a middle name away from another is no other name
    here: noise could have made the one of the other. A name to which nothing is like makes no pair.
    """
    bases = _bases(own_names() if names is None else names)
    near = _Neighbours(bases)
    found: list[Pair] = []
    seen: set[tuple[str, str]] = set()
    queues = [_attempts(operation, bases, seed) for operation in OPERATIONS]
    while queues and len(found) + 2 <= limit:
        for queue in list(queues):
            pairs = next(
                (
                    made
                    for base, operations, chance in queue
                    if (made := _pair_and_opposite(base, operations, near, chance))
                    and len({pair.b for pair in made}) == len(made)
                    and not seen & {(pair.a, pair.b) for pair in made}
                ),
                None,
            )
            if pairs is None:
                queues.remove(queue)
            elif len(found) + 2 <= limit:
                seen |= {(pair.a, pair.b) for pair in pairs}
                found += pairs
    return found


def noisy_list(
    names: Sequence[tuple[str, str]] | None = None, seed: str = "1", limit: int = 500, most: int = 3
) -> Mentions:
    """A shuffled list with the names of at most ``limit`` bearers, half of them with noisy copies beside.

    One to ``most`` copies, each after one operation or two. The other half stand there once, every second one
    of them noisy too. No two mentions are written alike. ``names`` as in :func:`noisy_pairs`.
    """
    bases = _bases(own_names() if names is None else names)
    near = _Neighbours(bases)
    chance = random.Random(f"{seed}:noisy-list")
    chosen: dict[Base, None] = {}
    for base in chance.sample(bases, len(bases)):
        if len(chosen) == limit:
            break
        # Of names that noise could make of each other one is enough: the list could not be put right.
        if not any(other in chosen for other in near.around(base) if may_be_one(base, other)):
            chosen[base] = None
    rows: dict[str, Base] = {}
    for number, base in enumerate(chosen):
        alone = number % 2 == 1
        wanted = number // 2 % 2 if alone else chance.randint(1, most)
        drawn = [_copy(base, _drawn(base.kind, chance), near, chance) for _ in range(wanted)]
        copies = [copy for copy in drawn if copy is not None]
        for text in copies or [base.text] if alone else [base.text, *copies]:
            rows.setdefault(text, base)
    texts = chance.sample(list(rows), len(rows))
    return Mentions(
        texts,
        [same_kind(rows[text].kind) for text in texts],
        [f"{rows[text].kind}:{rows[text].text}" for text in texts],
    )


def may_be_one(a: Base, b: Base) -> bool:
    """Whether the noise could have made the one name of the other, or both of a third one.

    The same words in another order or run together, one slip, initials or middle names between them; never if
    both have words that tell namesakes apart, and different ones.
    """
    if a.kind != b.kind or (a.telling and b.telling and a.telling != b.telling):
        return False
    if a.key == b.key or OSA.distance(a.key, b.key, score_cutoff=1) <= 1:
        return True
    glued = "".join(a.words), "".join(b.words)
    if OSA.distance(*glued, score_cutoff=1) <= 1:
        return True
    short, long = sorted((a.words, b.words), key=len)
    if same_kind(a.kind) == PERSON:
        return _are_within(short, long)
    # Organisations and places lose words in the middle only.
    return bool(short and short[0] == long[0] and short[-1] == long[-1] and _are_within(short, long))


class _Neighbours:
    """The names most like a name, found among those that share a word or first letters with it.

    Every name stands in a block per word and per first letters, each block in the order of the alphabet; only
    a few names to either side of its place in each are looked at, so the work stays n log n.
    """

    def __init__(self, bases: Sequence[Base]) -> None:
        self._blocks: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        self._bases = {(base.key, base.text, base.kind): base for base in bases}
        for base in bases:
            for block in self._names(base):
                self._blocks[block].append((base.key, base.text, base.kind))
        for members in self._blocks.values():
            members.sort()
        self._owners: dict[tuple[str, str], set[Base]] = defaultdict(set)
        for base in bases:
            self._owners[base.kind, base.key].add(base)
        self._known: dict[Base, list[Base]] = {}

    def is_another(self, base: Base, copy: Base) -> bool:
        """Whether the copy has the very words of a name that is not the one it was made of."""
        return bool(self._owners.get((copy.kind, copy.key), set()) - {base})

    def around(self, base: Base) -> list[Base]:
        """The names most like this one, best first, itself and namesakes in other spellings among them."""
        if base not in self._known:
            self._known[base] = self._found(base)
        return self._known[base]

    def _found(self, base: Base) -> list[Base]:
        candidates: dict[Base, float] = {}
        for block in self._names(base):
            members = self._blocks[block]
            place = bisect_left(members, (base.key, base.text, base.kind))
            for member in members[max(0, place - _REACH) : place + _REACH + 1]:
                other = self._bases[member]
                if other != base and other not in candidates:
                    likeness = fuzz.ratio(base.key, other.key)
                    if likeness >= _LEAST_LIKE:
                        candidates[other] = likeness
        return sorted(candidates, key=lambda other: (-candidates[other], other.text))

    @staticmethod
    def _names(base: Base) -> list[str]:
        # Of one script only: another one would tell that it is another name.
        kind = f"{same_kind(base.kind)}/{main_script(base.text)}"
        words = sorted(set(base.words))
        # The last block holds all names of the kind: who shares nothing with anyone has neighbours there.
        return [
            *(f"{kind}={word}" for word in words if len(word) > 1),
            *sorted({f"{kind}~{word[:_PREFIX]}" for word in words}),
            kind,
        ]


def _bases(names: Sequence[tuple[str, str]]) -> list[Base]:
    found = [
        Base(kind, text, _words(text), telling_words(text))
        for kind, text in dict.fromkeys((kind, name) for kind, name in names)
    ]
    return [base for base in found if base.words]


def _words(text: str) -> tuple[str, ...]:
    return tuple(_FOLDED.findall(re.sub(r"['’ʼ`]", "", unidecode(text).lower())))


def _attempts(
    operation: Operation, bases: Sequence[Base], seed: str
) -> Iterator[tuple[Base, tuple[Operation, ...], random.Random]]:
    """The names that the operation may happen to, each with it alone or with a second one."""
    chance = random.Random(f"{seed}:noise:{operation.name}")
    fitting = [base for base in bases if same_kind(base.kind) in operation.kinds]
    for _ in range(_ROUNDS):
        for base in chance.sample(fitting, len(fitting)):
            yield base, _with_second(operation, base.kind, chance), chance


def _drawn(kind: str, chance: random.Random) -> tuple[Operation, ...]:
    fitting = [operation for operation in OPERATIONS if same_kind(kind) in operation.kinds]
    return _with_second(chance.choice(fitting), kind, chance)


def _with_second(first: Operation, kind: str, chance: random.Random) -> tuple[Operation, ...]:
    if chance.random() >= TWICE:
        return (first,)
    others = [other for other in OPERATIONS if other != first and same_kind(kind) in other.kinds]
    return tuple(sorted((first, chance.choice(others)), key=OPERATIONS.index))


def _stages(base: Base, operations: Sequence[Operation], chance: random.Random) -> list[Base]:
    """The name after each operation; empty if one has nothing to work on, or one undoes the other."""
    stages = [base]
    for operation in operations:
        text = operation.apply(stages[-1].text, chance)
        if text is None or text == base.text:
            return []
        # What tells namesakes apart is untouched, and read from the clean name: a misread l is no 1.
        stages.append(Base(base.kind, text, _words(text), base.telling))
    return stages[1:]


def _copy(
    base: Base, operations: Sequence[Operation], near: _Neighbours, chance: random.Random
) -> str | None:
    """The noisy name, or None if at any stage it may be read as another name than the one it is made of."""
    stages = _stages(base, operations, chance)
    if not stages or near.is_another(base, stages[-1]):
        return None
    others = near.around(base)[:_MOST_NEAR]
    if any(may_be_one(stage, other) for stage in stages for other in others):
        return None
    return stages[-1].text


def _pair_and_opposite(
    base: Base, operations: Sequence[Operation], near: _Neighbours, chance: random.Random
) -> tuple[Pair, Pair] | None:
    copy = _copy(base, operations, near, chance)
    if copy is None:
        return None
    category = "+".join(operation.name for operation in operations)
    others = (other for other in near.around(base) if not may_be_one(base, other))
    for other in islice(others, _MOST_NEAR):
        stages = _stages(other, operations, chance)
        # Of two names without their middle names a slip makes none that could be told apart.
        if stages and not any(may_be_one(base, stage) for stage in stages):
            return (
                Pair(base.kind, base.text, copy, True, category),
                Pair(base.kind, base.text, stages[-1].text, False, category),
            )
    return None


def _are_within(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether every word of the one name is, whole or as its initial, another word of the other."""
    left = list(long)
    for word in sorted(short, key=len, reverse=True):
        match = next(
            (
                other
                for other in sorted(left, key=lambda other: other != word)
                if other == word or (min(len(other), len(word)) == 1 and other[0] == word[0])
            ),
            None,
        )
        if match is None:
            return False
        left.remove(match)
    return True

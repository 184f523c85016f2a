"""Names of one list into groups that mean the same: no conflict inside, no chains, no row order.

Names that agree (SAME) are joined, the surest first, as long as every name of one group can be the same as
every name of the other and the mean evidence between them still says so (average-link agglomeration with
cannot-link constraints; Davidson & Ravi 2005). A name that fits two names which exclude each other is torn:
it stays alone and says so. So one doubtful spelling never pulls two people together.
"""

import math
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field

# Log odds of two names, by their numbers; asked only for pairs that matter, and remembered by the caller.
Weigh = Callable[[int, int], float]


@dataclass(frozen=True, slots=True)
class Limits:
    """Log odds from which two names are joined, and below which they exclude each other."""

    same: float
    different: float


@dataclass(frozen=True, slots=True)
class Rulings:
    """A person's rulings on numbered names: those in one block are the same, some blocks are not.

    ``apart`` holds the blocks that are different, both ways round; ``pinned`` blocks are each another thing.
    """

    block: Mapping[int, Hashable] = field(default_factory=dict)
    apart: frozenset[tuple[Hashable, Hashable]] = frozenset()
    pinned: frozenset[Hashable] = frozenset()

    def join(self, a: int, b: int) -> bool:
        """Whether two names are ruled the same."""
        return a in self.block and b in self.block and self.block[a] == self.block[b]

    def forbid(self, a: int, b: int) -> bool:
        """Whether two names are ruled different."""
        first, second = self.block.get(a), self.block.get(b)
        if first is None or second is None or first == second:
            return False
        return (first, second) in self.apart or (first in self.pinned and second in self.pinned)


@dataclass(frozen=True, slots=True)
class Clusters:
    """Groups of names (numbers, ascending; at least one each), and what stayed open.

    ``torn``: name to the two names that it fits although they exclude each other. ``unsure``: pairs that
    may be the same and are in two groups, with their log odds, surest first. ``weakest``: per group of two
    or more, by its first name, the pair that holds it together least, with its log odds.
    """

    groups: tuple[tuple[int, ...], ...]
    torn: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    unsure: tuple[tuple[int, int, float], ...] = ()
    weakest: Mapping[int, tuple[int, int, float]] = field(default_factory=dict)


def cluster(
    count: int,
    pairs: Mapping[tuple[int, int], float],
    weigh: Weigh,
    limits: Limits,
    *,
    rulings: Rulings | None = None,
) -> Clusters:
    """The groups of ``count`` names.

    ``pairs`` holds the log odds of candidate pairs (smaller number first); a person's rulings are stronger
    than any evidence. The numbers have to be given by something that does not depend on row order; then the
    result does not either.
    """
    group_of = list(range(count))
    members: dict[int, list[int]] = {number: [number] for number in range(count)}
    rulings = rulings or Rulings()
    first_of: dict[Hashable, int] = {}
    for number, block in sorted(rulings.block.items()):
        _join(group_of[first_of.setdefault(block, number)], group_of[number], group_of, members)
    strong = {p: odds for p, odds in pairs.items() if odds >= limits.same and not rulings.forbid(*p)}
    torn = _torn(strong, weigh, limits, rulings)
    for (a, b), _ in sorted(strong.items(), key=lambda item: (-item[1], item[0])):
        first, second = group_of[a], group_of[b]
        if first == second or a in torn or b in torn:
            continue
        if _compatible(members[first], members[second], weigh, limits, rulings):
            _join(first, second, group_of, members)
    groups = tuple(sorted(tuple(sorted(group)) for group in members.values()))
    unsure = tuple(
        sorted(
            (
                (a, b, odds)
                for (a, b), odds in pairs.items()
                if odds >= limits.different and group_of[a] != group_of[b] and not rulings.forbid(a, b)
            ),
            key=lambda item: (-item[2], item[0], item[1]),
        )
    )
    links = {group[0]: _weakest(group, weigh, rulings) for group in groups if len(group) > 1}
    weakest = {first: link for first, link in links.items() if link is not None}
    return Clusters(groups, torn, unsure, weakest)


def _pair(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a < b else (b, a)


def _join(first: int, second: int, group_of: list[int], members: dict[int, list[int]]) -> None:
    if first == second:
        return
    for number in members[second]:
        group_of[number] = first
    members[first] += members.pop(second)


def _torn(
    strong: Mapping[tuple[int, int], float], weigh: Weigh, limits: Limits, rulings: Rulings
) -> dict[int, tuple[int, int]]:
    """The names that agree with two names which exclude each other, neither clearly better."""
    neighbours: dict[int, list[tuple[float, int]]] = {}
    for (a, b), odds in strong.items():
        neighbours.setdefault(a, []).append((odds, b))
        neighbours.setdefault(b, []).append((odds, a))

    def exclude(one: int, other: int) -> bool:
        if rulings.join(one, other):
            return False
        return rulings.forbid(one, other) or weigh(*_pair(one, other)) < limits.different

    torn: dict[int, tuple[int, int]] = {}
    for number, found in neighbours.items():
        if len(found) < 2 or number in rulings.block:
            continue
        found.sort(key=lambda item: (-item[0], item[1]))
        best = found[0][0]
        # What agrees much better than all others is no tie.
        close = [other for odds, other in found if best - odds < _TIE]
        for place, one in enumerate(close):
            other = next((o for o in close[place + 1 :] if exclude(one, o)), None)
            if other is not None:
                torn[number] = (one, other)
                break
    return torn


_TIE = 2.0


def _compatible(
    first: Sequence[int], second: Sequence[int], weigh: Weigh, limits: Limits, rulings: Rulings
) -> bool:
    """Whether two groups hold no conflict between them and agree in the mean."""
    total = 0.0
    for a in first:
        for b in second:
            odds = -math.inf if rulings.forbid(a, b) else weigh(*_pair(a, b))
            if odds < limits.different:
                return False
            total += min(odds, _ENOUGH)
    return total / (len(first) * len(second)) >= limits.same


# Evidence beyond this does not make up for a doubtful pair.
_ENOUGH = 5.0


def _weakest(group: Sequence[int], weigh: Weigh, rulings: Rulings) -> tuple[int, int, float] | None:
    """The link that holds a group together least: of each name's best link, the worst.

    What stands in the group by a ruling hangs on no evidence.
    """
    worst: tuple[int, int, float] | None = None
    for number in group:
        if any(rulings.join(number, other) for other in group if other != number):
            continue
        links = [(weigh(*_pair(number, other)), other) for other in group if other != number]
        odds, other = max(links, key=lambda link: (link[0], -link[1]))
        if worst is None or odds < worst[2]:
            worst = (*_pair(number, other), odds)
    return worst

"""Groups of mentions held against the groups that they should be.

Both are given as labels, one per mention: mentions with equal labels are in one group.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence

from aliaskit.evaluation.rates import Rates, counted_rates

Labels = Sequence[Hashable]


def pairwise_rates(found: Labels, gold: Labels) -> Rates:
    """The rates over pairs of mentions: those joined, those rightly joined, those to be joined.

    The pair-counting precision and recall of Manning, section 16.3. Where nothing is joined,
    precision counts as 0, and so does recall where nothing is to be joined.

    Raises:
        ValueError: the two are not equally long.
    """
    both = zip(found, gold, strict=True)
    return counted_rates(_pairs(both), _pairs(found), _pairs(gold))


def b_cubed_rates(found: Labels, gold: Labels) -> Rates:
    """The B-cubed rates, averaged over mentions (Bagga; the properties they have: Amigó).

    A mention's precision is the share of its found group that is in its gold group too, its recall
    the share of its gold group that is in its found group too; it is itself a member of both. No
    mention at all gives 0.

    Raises:
        ValueError: the two are not equally long.
    """
    shared = Counter(zip(found, gold, strict=True))
    if not shared:
        return Rates(0.0, 0.0)
    sizes, wanted = Counter(found), Counter(gold)
    # Each of the n mentions of a cell has the same share, n / size.
    precision = sum(n * n / sizes[group] for (group, _), n in shared.items())
    recall = sum(n * n / wanted[entity] for (_, entity), n in shared.items())
    return Rates(precision / len(found), recall / len(found))


def largest_wrong_cluster(found: Labels, gold: Labels) -> tuple[int, ...]:
    """The places of the mentions in the largest found group that joins several gold groups; or none.

    Of equally large groups it is the one that comes first. A measure of ours, without a source: the
    averages above hide the one group that swallowed everything.

    Raises:
        ValueError: the two are not equally long.
    """
    places: defaultdict[Hashable, list[int]] = defaultdict(list)
    meant: defaultdict[Hashable, set[Hashable]] = defaultdict(set)
    for place, (group, entity) in enumerate(zip(found, gold, strict=True)):
        places[group].append(place)
        meant[group].add(entity)
    wrong = [members for group, members in places.items() if len(meant[group]) > 1]
    wrong.sort(key=len, reverse=True)
    return tuple(wrong[0]) if wrong else ()


def _pairs(labels: Iterable[Hashable]) -> int:
    """How many pairs of places have equal labels."""
    return sum(n * (n - 1) // 2 for n in Counter(labels).values())

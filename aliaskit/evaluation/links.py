"""Linking to entities with NIL as an answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from aliaskit.evaluation.rates import Rates, counted_rates


class Gold(Enum):
    """What the right answer to a linking query is."""

    ENTITY = "entity"
    NIL = "nil"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class LinkCase:
    """One linking query as answered: the best proposal's score, None where nothing was proposed."""

    gold: Gold
    score: float | None
    right: bool


@dataclass(frozen=True, slots=True)
class LinkRates:
    """Precision and recall of links, and how often a query without an entity stays unlinked."""

    links: Rates
    nil_accuracy: float | None


def link_rates(cases: Iterable[LinkCase], threshold: float) -> LinkRates:
    """Precision and recall of links, and NIL accuracy (KBP), linking at `threshold` and above.

    Precision is right links / links made, whatever the query's gold answer: a link for a query that
    has no entity, or several, is a wrong one. Recall is right links / queries that have one entity.
    NIL accuracy is the share of the queries without an entity that get no link, None if there are
    none.
    """
    made = right = linkable = nil = unlinked = 0
    for case in cases:
        linked = case.score is not None and case.score >= threshold
        made += linked
        right += linked and case.right
        linkable += case.gold is Gold.ENTITY
        nil += case.gold is Gold.NIL
        unlinked += case.gold is Gold.NIL and not linked
    return LinkRates(counted_rates(right, made, linkable), unlinked / nil if nil else None)


def best_link_threshold(cases: Sequence[LinkCase]) -> float:
    """The threshold with the highest F1 of links on these very cases; of equals the strictest one.

    Where no case has a proposal it is infinity: link nothing.
    """
    linkable = sum(case.gold is Gold.ENTITY for case in cases)
    proposed = [(case.score, case.right) for case in cases if case.score is not None]
    proposed.sort(reverse=True)
    best, best_f1 = float("inf"), 0.0
    made = right = 0
    for threshold, group in groupby(proposed, key=lambda item: item[0]):
        flags = [flag for _, flag in group]
        made += len(flags)
        right += sum(flags)
        f1 = counted_rates(right, made, linkable).f1
        if f1 > best_f1:
            best, best_f1 = threshold, f1
    return best

"""`candidates`: how often the index leaves out the name that full evidence would have put first."""

from collections.abc import Sequence

from aliaskit.model import Kind
from benchmarks.data import Known, Query
from benchmarks.records import Figure
from benchmarks.tasks.resolve import resolver_over

_PLAUSIBLE = 0.0


def figures(benchmark: str, queries: Sequence[Query], known: Sequence[Known]) -> list[Figure]:
    """The recall of the candidates against brute force, over the queries that have a likely answer.

    Every query is weighed against every name of its kind; the best is likely from even odds on.
    """
    resolver = resolver_over(known)
    parsed = {
        kind: [
            (entity.id, resolver.parse(name, kind))
            for entity in known
            if entity.kind == kind.value
            for name in entity.names
        ]
        for kind in Kind
    }
    likely = found = 0
    for query in queries:
        kind = Kind(query.kind) if query.kind else None
        if kind is None:
            continue
        mention = resolver.parse(query.text, kind)
        best = max(
            ((resolver.matcher.weigh(mention, name).log_odds, id_) for id_, name in parsed[kind]),
            default=(-1.0, ""),
        )
        if best[0] < _PLAUSIBLE:
            continue
        likely += 1
        named = {candidate.entity.id for candidate in resolver.resolve(query.text, kind=kind).candidates}
        found += best[1] in named
    if not likely:
        return []
    return [Figure(benchmark, "aliaskit", "all", "own", "recall_of_brute_force", found / likely, likely)]

"""`retrieval`: is a person whose name is written in another script found among many Latin names?"""

import time
from collections import defaultdict
from collections.abc import Callable, Sequence

from aliaskit.model import Kind
from aliaskit.text import script_of
from benchmarks.data import Known, Query
from benchmarks.records import Figure
from benchmarks.tasks.resolve import resolver_over

_WARM_UP = 20


def figures(
    benchmark: str, queries: Sequence[Query], known: Sequence[Known], told: Callable[[str], None]
) -> list[Figure]:
    """By script: how often the candidates hold who is meant, how often they come first; CPU time a query.

    Entities of one name in Latin letters cannot be told apart: any of them is right.
    """
    resolver = resolver_over(known)
    (layer,) = resolver.layers
    names = {each.id: resolver.normalize(each.names[0]) for each in known}
    by_script: dict[str, list[Query]] = defaultdict(list)
    for query in queries:
        by_script[script_of(query.text)].append(query)
    found: list[Figure] = []
    for script, asked in sorted(by_script.items()):
        for query in asked[:_WARM_UP]:
            resolver.resolve(query.text, kind=query.kind)
        among = first = 0
        spent = 0.0
        for query in asked:
            wanted = {names[id_] for id_ in query.ids}
            start = time.process_time()
            answered = resolver.resolve(query.text, kind=query.kind).candidates
            spent += time.process_time() - start
            first += bool(answered) and names[answered[0].entity.id] in wanted
            parsed = resolver.parse(query.text, query.kind)
            aliases = layer.index.find([parsed], kinds=frozenset({Kind(query.kind)}))
            owners = [layer.snapshot.entity_id(layer.snapshot.alias_entity[alias]) for alias in aliases]
            among += any(names[owner] in wanted for owner in owners)
        values = {
            "gold_among_candidates": among / len(asked),
            "gold_first": first / len(asked),
            "resolve_ms": 1000 * spent / len(asked),
        }
        told(f"{benchmark}: {script}, {', '.join(f'{name} {value:.3f}' for name, value in values.items())}")
        found += [
            Figure(benchmark, "aliaskit", script, "own", metric, value, len(asked))
            for metric, value in values.items()
        ]
    return found

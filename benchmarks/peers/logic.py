"""Runner of nomenklatura's algorithms: names on entities of FollowTheMoney, all settings as they ship."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import count
from typing import Any

from protocol import Entity, Pair, Query, Row, nobody, scores, serve

ENGINES = {
    "nomenklatura-logic-v1": "logic-v1",
    "nomenklatura-logic-v2": "logic-v2",
    "nomenklatura-name-based": "name-based",
    "nomenklatura-ofac": "ofac",
}
# The algorithms compare names of legal entities only; a place has to pass for one.
SCHEMATA = {"person": "Person", "organization": "Organization"}
CANDIDATES = 50
# The weight that a shared word has in nomenklatura's own index of candidates, by the field it is from.
BOOSTS = {"np": 5.0, "wd": 0.5, "name": 15.0}

_IDS = count()


def made(kind: str | None, names: Iterable[str]) -> Any:
    """An entity of these names.

    Its id is new each time, because what was worked out about an entity is remembered by its id.
    """
    from followthemoney import model

    entity = model.make_entity(SCHEMATA.get(kind or "", "LegalEntity"))
    entity.id = f"entity-{next(_IDS)}"
    for name in names:
        entity.add("name", name)
    return entity


def comparer(engine: str) -> Callable[[Any, Any], float]:
    """The function that scores two entities, its word lists read."""
    from nomenklatura.matching import get_algorithm

    algorithm = get_algorithm(ENGINES[engine])
    config = algorithm.default_config()

    def compare(left: Any, right: Any) -> float:
        return float(algorithm.compare(left, right, config).score)

    for kind in ("person", "organization", None):  # each reads word lists of its own, once
        compare(made(kind, ["Ann Example"]), made(kind, ["Anne Example Ltd"]))
    return compare


def pairs(engine: str) -> Callable[[Sequence[Pair]], list[Row]]:
    """The algorithm's score."""
    compare = comparer(engine)
    return lambda items: scores(
        compare(made(item.kind, [item.a]), made(item.kind, [item.b])) for item in items
    )


def resolve(engine: str, entities: Sequence[Entity]) -> Callable[[Sequence[Query]], list[Row]]:
    """The best by the algorithm of those that share the most words with the query.

    The words and their weights are those of nomenklatura's index of candidates; the index itself needs its
    store of statements.
    """
    compare = comparer(engine)
    known = [made(entity.kind, entity.names) for entity in entities]
    words: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, entity in enumerate(known):
        for word in _words(entity):
            words[word].append(place)
    weights = {
        word: BOOSTS.get(word[0], 1.0) * (1.0 + math.log(len(known) / len(places)))
        for word, places in words.items()
    }

    def find(query: Query) -> Row:
        mention = made(query.kind, [query.text])
        shared: dict[int, float] = defaultdict(float)
        for word in sorted(_words(mention)):
            for place in words.get(word, ()):
                if _fits(entities[place], query):
                    shared[place] += weights[word]
        candidates = sorted(shared, key=lambda place: (-shared[place], place))[:CANDIDATES]
        found = [(compare(mention, known[place]), -place) for place in candidates]
        score, place = max(found, default=(0.0, 0))
        return {"id": entities[-place].id, "score": score} if score else nobody()

    return lambda queries: [find(query) for query in queries]


def _words(entity: Any) -> set[tuple[str, str]]:
    from nomenklatura.blocker.tokenizer import tokenize_entity

    return set(tokenize_entity(entity))


def _fits(entity: Entity, query: Query) -> bool:
    return query.kind in (None, entity.kind) and (
        query.country is None or entity.country in (None, query.country)
    )


if __name__ == "__main__":
    packages = ("nomenklatura", "followthemoney", "rigour", "PyICU")
    serve(dict.fromkeys(ENGINES, packages), pairs=pairs, resolve=resolve)

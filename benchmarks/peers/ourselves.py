"""Runner of aliaskit, which answers in the same protocol as the others."""

from collections.abc import Callable, Sequence

from protocol import Entity, Mention, Pair, Query, Row, serve


def pairs(engine: str) -> Callable[[Sequence[Pair]], list[Row]]:
    """The probability and whether the judgement is SAME; only `aliaskit-gazetteers` asks what ships."""
    from aliaskit import Gazetteer, Resolver

    shipped = engine == "aliaskit-gazetteers"
    resolver = Resolver.default() if shipped else Resolver([Gazetteer.from_entities([])])

    def judge(items: Sequence[Pair]) -> list[Row]:
        compared = [resolver.compare(item.a, item.b, kind=item.kind) for item in items]
        return [{"score": found.probability, "same": found.judgement.name == "SAME"} for found in compared]

    return judge


def resolve(engine: str, entities: Sequence[Entity]) -> Callable[[Sequence[Query]], list[Row]]:
    """The entity or else the first candidate.

    The entities are the only gazetteer; without any it is the one that ships.
    """
    from aliaskit import Gazetteer, Resolver

    listed = [
        {
            "id": entity.id,
            "kind": entity.kind or "other",
            "name": entity.names[0],
            "aliases": entity.names[1:],
            "country": entity.country,
        }
        for entity in entities
        if entity.names
    ]
    resolver = Resolver([Gazetteer.from_entities(listed)]) if listed else Resolver.default()

    def find(query: Query) -> Row:
        found = resolver.resolve(query.text, kind=query.kind, country=query.country)
        best = max(found.candidates, key=lambda candidate: candidate.probability, default=None)
        answer: Row = {"id": best.entity.id if best else None, "score": best.probability if best else 0.0}
        if found.entity is not None:
            answer = {"id": found.entity.id, "score": found.probability}
        return answer | {
            "linked": found.verdict.name == "MATCH",
            "ambiguous": found.verdict.name == "AMBIGUOUS",
            "candidates": [candidate.entity.id for candidate in found.candidates],
        }

    return lambda queries: [find(query) for query in queries]


def cluster(engine: str, thresholds: Sequence[float]) -> Callable[[Sequence[Mention]], list[Row]]:
    """The groups of `clean` as it ships; thresholds mean nothing here."""
    from aliaskit import Gazetteer, Resolver, clean

    resolver = Resolver([Gazetteer.from_entities([])])

    def group(mentions: Sequence[Mention]) -> list[Row]:
        names = [mention.name for mention in mentions]
        rows = clean(names, kind=[mention.kind for mention in mentions], resolver=resolver).rows
        numbers: dict[object, int] = {}
        # A row that is left alone, an empty one for example, has a group of its own.
        return [
            {"labels": {"shipped": numbers.setdefault(row.cluster if row else ("", place), place)}}
            for place, row in enumerate(rows)
        ]

    return group


if __name__ == "__main__":
    packages = ("aliaskit", "rapidfuzz", "Unidecode", "jellyfish", "numpy")
    serve(
        dict.fromkeys(("aliaskit", "aliaskit-gazetteers"), packages),
        pairs=pairs,
        resolve=resolve,
        cluster=cluster,
    )

"""Runner of rapidfuzz's scorers: `<scorer>` on the text as written, `<scorer>-ascii` on folded text."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from protocol import Mention, Pair, Row, Scope, components, scores, serve

Scorer = Callable[..., float]
Fold = Callable[[str], str]

SCORERS = ("ratio", "token-sort", "wratio", "jaro-winkler")
ENGINES = tuple(scorer + form for scorer in SCORERS for form in ("", "-ascii"))
_BLOCK = 500


def tools(engine: str) -> tuple[Scorer, Fold, float]:
    """The scorer, what is done to a text before, and the scorer's highest score."""
    from rapidfuzz import fuzz, utils
    from rapidfuzz.distance import JaroWinkler
    from unidecode import unidecode

    name = engine.removesuffix("-ascii")
    scorers: dict[str, tuple[Any, float]] = {
        "ratio": (fuzz.ratio, 100.0),
        "token-sort": (fuzz.token_sort_ratio, 100.0),
        "wratio": (fuzz.WRatio, 100.0),
        "jaro-winkler": (JaroWinkler.normalized_similarity, 1.0),
    }
    scorer, highest = scorers[name]
    if engine == name:
        return scorer, str, highest
    return scorer, lambda text: utils.default_process(unidecode(text).casefold()), highest


def pairs(engine: str) -> Callable[[Sequence[Pair]], list[Row]]:
    """The scorer's score; two names that fold to nothing score 0."""
    scorer, fold, highest = tools(engine)

    def score(item: Pair) -> float:
        left, right = fold(item.a), fold(item.b)
        return float(scorer(left, right)) / highest if left and right else 0.0

    return lambda items: scores(map(score, items))


def scoped(engine: str, scope: Scope) -> Callable[[Sequence[str]], list[Row]]:
    """The entity of the best of all names, by `extractOne`."""
    from rapidfuzz import process

    scorer, fold, highest = tools(engine)
    names = [fold(name) for name in scope.names]
    best = partial(process.extractOne, choices=names, scorer=scorer)

    def find(text: str) -> Row:
        query = fold(text)
        found = best(query) if query else None
        return scope.answer(found[2], found[1] / highest) if found else scope.answer(None, 0.0)

    return lambda texts: [find(text) for text in texts]


def cluster(engine: str, thresholds: Sequence[float]) -> Callable[[Sequence[Mention]], list[Row]]:
    """The components of all pairs of folded names at or above each threshold."""
    import numpy as np
    from rapidfuzz import process

    scorer, fold, highest = tools(engine)
    lowest = min(thresholds) * highest

    def group(mentions: Sequence[Mention]) -> list[Row]:
        texts = [fold(mention.name) for mention in mentions]
        first: dict[str, int] = {}
        for place, text in enumerate(texts):
            first.setdefault(text, place)
        distinct = [text for text in first if text]
        edges = [(place, first[text], 1.0) for place, text in enumerate(texts) if text]
        for start in range(0, len(distinct), _BLOCK):
            block = process.cdist(
                distinct[start : start + _BLOCK],
                distinct[start:],
                scorer=scorer,
                # A hair below, because the scores are rounded to 32 bits.
                score_cutoff=lowest - 1e-4,
                dtype=np.float32,
            )
            rows, columns = np.nonzero(block)
            edges += [
                (first[distinct[start + a]], first[distinct[start + b]], float(block[a, b]) / highest)
                for a, b in zip(rows.tolist(), columns.tolist(), strict=True)
                if a < b
            ]
        return components(len(texts), edges, thresholds)

    return group


if __name__ == "__main__":
    serve(dict.fromkeys(ENGINES, ("rapidfuzz", "Unidecode")), pairs=pairs, scoped=scoped, cluster=cluster)

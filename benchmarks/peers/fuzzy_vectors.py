"""Runner of PolyFuzz with its TF-IDF model of letter triples, which needs no trained vectors."""

from collections.abc import Callable, Sequence
from typing import Any

from protocol import Pair, Row, Scope, scores, serve


def model() -> Any:
    """The model as PolyFuzz makes it for "TF-IDF"; the dense product, because the sparse one is optional."""
    from polyfuzz.models import TFIDF

    return TFIDF(min_similarity=0, cosine_method="sklearn")


def pairs(engine: str) -> Callable[[Sequence[Pair]], list[Row]]:
    """The cosine similarity of each pair, TF-IDF fitted on all names of the batch.

    PolyFuzz itself matches lists; its vectors are the same.
    """
    matcher = model()

    def judge(items: Sequence[Pair]) -> list[Row]:
        left, right = matcher._extract_tf_idf([item.a for item in items], [item.b for item in items])
        return scores(left.multiply(right).sum(axis=1).A1)

    return judge


def scoped(engine: str, scope: Scope) -> Callable[[Sequence[str]], list[Row]]:
    """The most similar name by `match`, the first of equal ones."""
    matcher = model()
    first: dict[str, int] = {}
    for place, name in enumerate(scope.names):
        first.setdefault(name, place)
    names = list(first)

    def find(texts: Sequence[str]) -> list[Row]:
        found = matcher.match(list(texts), names)
        return [
            scope.answer(first.get(name), score)
            for name, score in zip(found["To"], found["Similarity"].tolist(), strict=True)
        ]

    return find


if __name__ == "__main__":
    serve({"polyfuzz-tfidf": ("polyfuzz", "scikit-learn", "pandas")}, pairs=pairs, scoped=scoped)

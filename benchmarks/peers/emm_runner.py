"""Runner of Entity Matching Model (emm) without its supervised layer, which needs labelled names.

Its own score without that layer is the cosine similarity of words; that of letter pairs is another engine.
"""

from collections.abc import Callable, Sequence
from typing import Any

from protocol import Pair, Row, Scope, scores, serve

# The place of each similarity among the default indexers, which numbers its column of scores.
INDEXERS = {"emm-words": 0, "emm-letter-pairs": 1}


def pairs(engine: str) -> Callable[[Sequence[Pair]], list[Row]]:
    """The cosine similarity of each pair, TF-IDF fitted on all names of the batch."""
    import pandas as pd

    preprocessor, indexer = _parts(engine)

    def judge(items: Sequence[Pair]) -> list[Row]:
        names = [item.a for item in items] + [item.b for item in items]
        clean = preprocessor.transform(pd.DataFrame({"name": names}))
        # The blocks by first letter only spare comparisons; these pairs are given.
        indexer.tfidf.fit(clean["preprocessed"])
        left, right = (
            clean["preprocessed"].iloc[start : start + len(items)].reset_index(drop=True)
            for start in (0, len(items))
        )
        return scores(indexer.calc_score(left, right)["score"])

    return judge


def scoped(engine: str, scope: Scope) -> Callable[[Sequence[str]], list[Row]]:
    """The candidate with the best score, the other similarity where it is equal."""
    import pandas as pd

    matcher = _matcher()
    matcher.fit(pd.DataFrame({"name": scope.names, "id": range(len(scope.names))}))
    column = f"score_{INDEXERS[engine]}"
    other = f"score_{1 - INDEXERS[engine]}"

    def find(texts: Sequence[str]) -> list[Row]:
        found = matcher.transform(pd.DataFrame({"name": list(texts), "id": range(len(texts))}))
        best: dict[int, tuple[float, float, int]] = {}
        found = found[found["gt_uid"].notna()].fillna({column: 0.0, other: 0.0})
        for query, place, score, second in zip(
            found["uid"], found["gt_uid"], found[column], found[other], strict=True
        ):
            candidate = (float(score), float(second), -int(place))
            best[int(query)] = max(best.get(int(query), candidate), candidate)
        return [
            scope.answer(-best[query][2], best[query][0]) if query in best else scope.answer(None, 0.0)
            for query in range(len(texts))
        ]

    return find


def _matcher() -> Any:
    from emm import PandasEntityMatching

    return PandasEntityMatching({"name_only": True, "supervised_on": False, "name_col": "name", "n_jobs": 1})


def _parts(engine: str) -> tuple[Any, Any]:
    steps = dict(_matcher().pipeline.steps)
    return steps["preprocess"], steps["candidate_selection"].indexers[INDEXERS[engine]]


if __name__ == "__main__":
    packages = ("emm", "sparse-dot-topn", "scikit-learn", "pandas", "rapidfuzz")
    serve(dict.fromkeys(INDEXERS, packages), pairs=pairs, scoped=scoped)

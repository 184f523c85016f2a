"""Runner of string_grouper: cosine similarity of letter triples, TF-IDF over all names of the batch."""

from collections.abc import Callable, Sequence

from protocol import Mention, Pair, Row, Scope, best_answers, components, scores, serve


def pairs(engine: str) -> Callable[[Sequence[Pair]], list[Row]]:
    """The similarity of each pair by `compute_pairwise_similarities`."""
    import pandas as pd
    from string_grouper import compute_pairwise_similarities

    def judge(items: Sequence[Pair]) -> list[Row]:
        left, right = (pd.Series(names) for names in ([i.a for i in items], [i.b for i in items]))
        return scores(compute_pairwise_similarities(left, right).fillna(0.0))

    return judge


def scoped(engine: str, scope: Scope) -> Callable[[Sequence[str]], list[Row]]:
    """The most similar name by `match_strings`, one match for each query."""
    import pandas as pd
    from string_grouper import match_strings

    names = pd.Series(scope.names)

    def find(texts: Sequence[str]) -> list[Row]:
        found = match_strings(pd.Series(list(texts)), names, min_similarity=0.0, include_zeroes=False)
        columns = [found[name].tolist() for name in ("left_index", "right_index", "similarity")]
        return best_answers(scope, len(texts), zip(*columns, strict=True))

    return find


def cluster(engine: str, thresholds: Sequence[float]) -> Callable[[Sequence[Mention]], list[Row]]:
    """The components of all matches at or above each threshold."""
    import pandas as pd
    from string_grouper import match_strings

    def group(mentions: Sequence[Mention]) -> list[Row]:
        names = pd.Series([mention.name for mention in mentions])
        found = match_strings(names, min_similarity=min(thresholds), max_n_matches=len(names))
        edges = zip(
            found["left_index"].tolist(),
            found["right_index"].tolist(),
            found["similarity"].tolist(),
            strict=True,
        )
        return components(len(mentions), edges, thresholds)

    return group


if __name__ == "__main__":
    packages = ("string_grouper", "scikit-learn", "pandas")
    serve({"string-grouper": packages}, pairs=pairs, scoped=scoped, cluster=cluster)

"""Runner of name_matching: letter n-grams find candidates, the mean of five distances decides."""

from collections.abc import Callable, Sequence
from typing import Any

from protocol import Pair, Row, Scope, scores, serve


def matcher() -> Any:
    """A matcher with its default settings, quiet."""
    from name_matching.name_matcher import NameMatcher

    return NameMatcher(verbose=False, row_numbers=True)


def pairs(engine: str) -> Callable[[Sequence[Pair]], list[Row]]:
    """The mean of the distances of each pair.

    `fuzzy_matches` is what `match_names` calls with a name's candidates; here the only candidate is given.
    """
    import numpy as np
    import pandas as pd

    tool = matcher()

    def judge(items: Sequence[Pair]) -> list[Row]:
        tool.load_and_process_master_data("name", pd.DataFrame({"name": [item.b for item in items]}))
        asked = tool.preprocess(pd.DataFrame({"name": [item.a for item in items]}), "name")
        tool._column_matching = "name"
        found = [
            tool.fuzzy_matches(np.array([place]), asked.iloc[place])["score_0"] / 100
            for place in range(len(items))
        ]
        return scores(found)

    return judge


def scoped(engine: str, scope: Scope) -> Callable[[Sequence[str]], list[Row]]:
    """The best name by `match_names`."""
    import pandas as pd

    tool = matcher()
    # A list shorter than the number of candidates is an error.
    tool._top_n = min(tool._top_n, len(scope.names))
    tool.load_and_process_master_data("name", pd.DataFrame({"name": scope.names}))

    def find(texts: Sequence[str]) -> list[Row]:
        found = tool.match_names(pd.DataFrame({"name": list(texts)}), "name")
        return [
            scope.answer(int(place), score / 100)
            for place, score in zip(found["match_index"], found["score"], strict=True)
        ]

    return find


if __name__ == "__main__":
    serve({"name-matching": ("name_matching", "scikit-learn", "pandas")}, pairs=pairs, scoped=scoped)

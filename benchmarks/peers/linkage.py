"""Runner of Splink on names alone, in DuckDB.

One comparison cannot be trained without labels: expectation maximisation needs several that are
independent. So how often each of its levels is seen among matches (m) and others (u) is set by hand.
"""

import logging
from collections.abc import Callable, Sequence
from typing import Any

from protocol import Mention, Pair, Row, Scope, best_answers, components, scores, serve

PRIOR = 0.001
# The least Jaro-Winkler similarity of the names with their words sorted, m, u. Splink's own levels of a
# name are .92, .88 and .7. u is what random pairs from lists of people and of organisations show; m is
# a guess.
LEVELS = (
    (0.96, 0.15, 0.000005),
    (0.92, 0.15, 0.00002),
    (0.88, 0.1, 0.0002),
    (0.8, 0.1, 0.003),
    (0.7, 0.1, 0.008),
)
EXACT, SAME_WORDS, ELSE = (0.2, 0.000002), (0.1, 0.000002), (0.1, 0.988771)
EVERYTHING = 0.0


def comparison() -> Any:
    """The levels of the one comparison."""
    from splink import comparison_level_library as levels
    from splink import comparison_library

    def level(made: Any, m: float, u: float) -> Any:
        return made.configure(m_probability=m, u_probability=u)

    return comparison_library.CustomComparison(
        output_column_name="name",
        comparison_levels=[
            levels.NullLevel("name"),
            level(levels.ExactMatchLevel("name"), *EXACT),
            level(levels.ExactMatchLevel("ordered"), *SAME_WORDS),
            *(level(levels.JaroWinklerLevel("ordered", least), m, u) for least, m, u in LEVELS),
            level(levels.ElseLevel(), *ELSE),
        ],
    )


def predicted(
    left: Sequence[str], right: Sequence[str] | None, least: float, one_to_one: bool = False
) -> list[tuple[int, int, float]]:
    """Places and probability of the pairs that are compared: names that share a word, or equal places.

    Without a list on the right the pairs are within the left one.
    """
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    rule = block_on("place") if one_to_one else block_on("words", arrays_to_explode=["words"])
    settings = SettingsCreator(
        link_type="dedupe_only" if right is None else "link_only",
        probability_two_random_records_match=PRIOR,
        comparisons=[comparison()],
        blocking_rules_to_generate_predictions=[rule],
        retain_matching_columns=False,
        additional_columns_to_retain=["place"],
    )
    api = DuckDBAPI()
    tables = [
        api.register(_table(names), dataset_display_name=side)
        for side, names in (("a_left", left), ("b_right", right))
        if names is not None
    ]
    linker = Linker(tables[0] if right is None else tables, settings, log_level=logging.CRITICAL)
    found = linker.inference.predict(threshold_match_probability=least or None)
    rows = found.as_record_list()
    return [(row["place_l"], row["place_r"], row["match_probability"]) for row in rows]


def pairs(engine: str) -> Callable[[Sequence[Pair]], list[Row]]:
    """The probability of each pair, none other compared."""
    _import()

    def judge(items: Sequence[Pair]) -> list[Row]:
        found = predicted([i.a for i in items], [i.b for i in items], EVERYTHING, one_to_one=True)
        by_place = {place: score for place, _, score in found}
        return scores(by_place.get(place, 0.0) for place in range(len(items)))

    return judge


def scoped(engine: str, scope: Scope) -> Callable[[Sequence[str]], list[Row]]:
    """The most probable of the names that share a word with the query, the first of several."""
    _import()

    def find(texts: Sequence[str]) -> list[Row]:
        return best_answers(scope, len(texts), predicted(texts, scope.names, EVERYTHING))

    return find


def cluster(engine: str, thresholds: Sequence[float]) -> Callable[[Sequence[Mention]], list[Row]]:
    """The components of all pairs at or above each probability, as Splink makes its clusters."""
    _import()

    def group(mentions: Sequence[Mention]) -> list[Row]:
        names = [mention.name for mention in mentions]
        return components(len(names), predicted(names, None, min(thresholds)), thresholds)

    return group


def _import() -> None:
    import duckdb  # noqa: F401
    import splink  # noqa: F401
    import unidecode  # noqa: F401


def _table(names: Sequence[str]) -> Any:
    import pyarrow
    from unidecode import unidecode

    plain = ["".join(c if c.isalnum() else " " for c in unidecode(name).casefold()).split() for name in names]
    return pyarrow.table(
        {
            "unique_id": range(len(names)),
            "place": range(len(names)),
            "name": [" ".join(words) or None for words in plain],
            "ordered": [" ".join(sorted(words)) or None for words in plain],
            "words": pyarrow.array([sorted(set(words)) for words in plain], pyarrow.list_(pyarrow.string())),
        }
    )


if __name__ == "__main__":
    serve(
        {"splink": ("splink", "duckdb", "Unidecode")},
        pairs=pairs,
        scoped=scoped,
        cluster=cluster,
    )

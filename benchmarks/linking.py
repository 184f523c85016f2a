"""`resolve`: how well an engine says who is meant, and that nobody known is meant."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aliaskit import evaluation
from aliaskit.evaluation import Gold, LinkCase, LinkRates
from benchmarks.data import Query, is_set_aside
from benchmarks.linkers import Answer, Linker
from benchmarks.report import Cell, Table, mean

COLUMNS = (
    *("dataset", "engine", "setting", "queries", "NIL", "ambiguous"),
    *("P", "R", "F1", "NIL accuracy", "ambiguous accuracy", "gold among candidates"),
)


@dataclass(frozen=True, slots=True)
class Answered:
    """A query with an engine's answer to it."""

    query: Query
    answer: Answer

    @property
    def right(self) -> bool:
        """Whether the proposal is the one entity that is meant."""
        return self.query.gold is Gold.ENTITY and self.answer.proposal in self.query.ids

    @property
    def candidates(self) -> set[str]:
        """The ids of the candidates, none for engines that name none."""
        return set(self.answer.candidates or ())

    def tuned_case(self) -> LinkCase:
        """The case in which the score alone decides about the link."""
        score = None if self.answer.proposal is None else self.answer.score
        return LinkCase(self.query.gold, score, self.right)

    def shipped_case(self) -> LinkCase:
        """The case in which the engine's own verdict decides; not linked is no score."""
        return LinkCase(self.query.gold, 1.0 if self.answer.linked else None, self.right)


def ask(queries: Iterable[Query], linker: Linker, with_kind: bool) -> list[Answered]:
    """Every query with the linker's answer, the linker told the kind or not."""
    return [
        Answered(query, linker.answer(query.text, query.kind if with_kind else None, query.country))
        for query in queries
    ]


def detail_table(answered: dict[tuple[str, str], list[Answered]]) -> Table:
    """A row per set, engine and setting; set-aside categories left out."""
    table = Table(
        "Linking with NIL",
        COLUMNS,
        keys=3,
        note="P: right links / links. R: right links / queries with one entity. Tuned: threshold "
        "of one half, measured on the other, both ways.",
    )
    for (dataset, engine), items in answered.items():
        headline = [item for item in items if not is_set_aside(item.query.category)]
        if not headline:
            continue
        count = _counts(headline)
        if headline[0].answer.linked is not None:
            shipped = evaluation.link_rates([item.shipped_case() for item in headline], 1.0)
            table.rows.append(
                (
                    *(dataset, engine, "shipped", *count, *_figures(shipped)),
                    *(_ambiguous_accuracy(headline), _found(headline)),
                )
            )
        tuned = _figures(_tuned(headline))
        table.rows.append((dataset, engine, "tuned", *count, *tuned, None, None))
    return table


def summary_table(details: Table) -> Table:
    """The means over the sets of a table of details, the repository's own set among them."""
    f1, nil = COLUMNS.index("F1"), COLUMNS.index("NIL accuracy")
    groups: dict[tuple[Cell, Cell], list[tuple[Cell, ...]]] = defaultdict(list)
    for row in details.rows:
        groups[row[1], row[2]].append(row)
    table = Table(
        "Linking with NIL, mean over sets",
        ("engine", "setting", "sets", "F1", "NIL accuracy"),
        keys=2,
    )
    for (engine, setting), rows in groups.items():
        means = (mean([v for row in rows if isinstance(v := row[i], float)]) for i in (f1, nil))
        table.rows.append((engine, setting, len(rows), *means))
    return table


def set_aside_table(answered: dict[tuple[str, str], list[Answered]]) -> Table:
    """The categories left out of the headline, all development sets together."""
    groups: dict[tuple[str, str], list[Answered]] = defaultdict(list)
    for (_, engine), items in answered.items():
        for item in items:
            if is_set_aside(item.query.category):
                groups[item.query.category, engine].append(item)
    table = Table(
        "Categories left out of the headline",
        (
            "category",
            "engine",
            "queries",
            "best proposal right",
            "linked, shipped",
            "right, shipped",
        ),
        keys=2,
        note="All sets together. Best proposal right: whatever its score.",
    )
    for (category, engine), items in sorted(groups.items(), key=lambda group: group[0][0]):
        own = [item for item in items if item.answer.linked is not None]
        table.rows.append(
            (
                *(category, engine, len(items)),
                mean([float(item.right) for item in items]),
                mean([float(bool(item.answer.linked)) for item in own]),
                mean([float(bool(item.answer.linked) and item.right) for item in own]),
            )
        )
    return table


def _counts(items: Sequence[Answered]) -> tuple[int, int, int]:
    golds = [item.query.gold for item in items]
    return len(golds), golds.count(Gold.NIL), golds.count(Gold.AMBIGUOUS)


def _figures(rates: LinkRates) -> tuple[float, float, float, float | None]:
    return rates.links.precision, rates.links.recall, rates.links.f1, rates.nil_accuracy


def _tuned(items: Sequence[Answered]) -> LinkRates:
    halves = [[item.tuned_case() for item in items if item.query.half == half] for half in (0, 1)]
    thresholds = [evaluation.best_link_threshold(half) for half in halves]
    decided = [
        LinkCase(case.gold, 1.0, case.right)
        if case.score is not None and case.score >= thresholds[1 - half]
        else LinkCase(case.gold, None, case.right)
        for half in (0, 1)
        for case in halves[half]
    ]
    return evaluation.link_rates(decided, 1.0)


def _ambiguous_accuracy(items: Iterable[Answered]) -> float | None:
    """The share of ambiguous queries answered so, with everyone meant among the candidates."""
    return mean(
        [
            float(bool(item.answer.ambiguous) and item.query.ids <= item.candidates)
            for item in items
            if item.query.gold is Gold.AMBIGUOUS
        ]
    )


def _found(items: Iterable[Answered]) -> float | None:
    """The share of queries with one entity that have it as proposal or among the candidates."""
    return mean(
        [
            float(item.right or bool(item.query.ids & item.candidates))
            for item in items
            if item.query.gold is Gold.ENTITY
        ]
    )

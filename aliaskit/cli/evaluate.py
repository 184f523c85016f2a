"""``aliaskit evaluate``: how good the answers are on labelled pairs of one's own."""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import click

from aliaskit.cli.options import gazetteer_option, printable, resolver_for
from aliaskit.errors import TableError
from aliaskit.evaluation import (
    BINS,
    PREVALENCE,
    Answer,
    PairMeasures,
    by,
    label_from_text,
    pair_measures,
    worst,
)
from aliaskit.gazetteer import kind_from_text
from aliaskit.model import Kind
from aliaskit.tables import Row, Table, read_table, write_table
from aliaskit.text import script_of

SCHEMA = "aliaskit/evaluation@1"
COLUMNS = (
    *("line", "a", "b", "label", "kind", "category", "script"),
    *("judgement", "probability", "wrong", "explanation"),
)
_WORST = 10
_MOST_WARNINGS = 20
_PLACES = 4
_NO_GROUP = "(none)"
_EPILOG = """\b
Examples:
  aliaskit evaluate pairs.csv
  aliaskit evaluate pairs.csv --names-only --prevalence 0.01
  aliaskit evaluate pairs.csv --gazetteer staff.csv --json --save run.csv
"""


class _Places(NamedTuple):
    """Where the cells of a pair stand in a row."""

    a: int
    b: int
    label: int
    kind: int | None
    category: int | None


class _Pair(NamedTuple):
    """A labelled pair as read."""

    line: int
    a: str
    b: str
    same: bool
    kind: Kind | None
    category: str


@click.command(epilog=_EPILOG)
@click.argument("file", type=click.Path(), metavar="FILE.csv|-")
@click.option(
    "--column-a", default="a", show_default=True, metavar="COLUMN", help="The column of the first names."
)
@click.option(
    "--column-b", default="b", show_default=True, metavar="COLUMN", help="The column of the second names."
)
@click.option(
    "--label", default="label", show_default=True, metavar="COLUMN", help="The column that says 1 or 0."
)
@click.option("--kind-column", metavar="COLUMN", help="The column of kinds; 'kind', if there is one.")
@click.option(
    "--category-column", metavar="COLUMN", help="A column to group by; 'category', if there is one."
)
@click.option(
    "--prevalence",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=PREVALENCE,
    show_default=True,
    help="The share of matches for F1@, AP and R@P: negatives are weighted until it holds.",
)
@click.option(
    "--names-only/--with-gazetteers",
    default=False,
    show_default=True,
    help="Leave out what the gazetteers know of the two.",
)
@gazetteer_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--save", metavar="FILE", help="Also write every pair with its answer (.csv, .tsv, .jsonl).")
def evaluate(
    file: str,
    column_a: str,
    column_b: str,
    label: str,
    kind_column: str | None,
    category_column: str | None,
    prevalence: float,
    names_only: bool,
    gazetteers: tuple[str, ...],
    no_default: bool,
    as_json: bool,
    save: str | None,
) -> None:
    """Measure the answers on labelled pairs: precision, recall, F1, calibration, the worst errors.

    FILE has a row per pair: two names (a, b), a label (1 or same, 0 or different), and perhaps a
    kind and a category. Rows that are none are told with their line and skipped.
    """
    resolver = resolver_for(gazetteers, no_default)
    with read_table(file) as table:
        places = _Places(
            table.column_index(column_a),
            table.column_index(column_b),
            table.column_index(label),
            _optional(table, kind_column, "kind"),
            _optional(table, category_column, "category"),
        )
        problems: list[tuple[int, str]] = []
        pairs = list(_pairs(table, places, lambda line, message: problems.append((line, message))))
        skipped = len(problems)
        noted = [(problem.line, problem.message) for problem in table.problems]
        _warn(table.path, sorted([*problems, *noted]))
        if not pairs:
            raise TableError("no usable row: each needs two names and a label, 1 or 0", path=table.path)
        path = table.path
    answers = [
        Answer(
            resolver.compare(pair.a, pair.b, kind=pair.kind, names_only=names_only),
            pair.same,
            pair.kind,
            pair.category,
            "+".join(sorted({script_of(pair.a), script_of(pair.b)})),
            pair.line,
        )
        for pair in pairs
    ]
    if save:
        write_table(save, COLUMNS, (_saved(*both) for both in zip(pairs, answers, strict=True)))
    whole = pair_measures(answers, prevalence)
    grouped = {name: by(answers, key) for name, key in _KEYS.items()}
    groups = {
        name: {group: pair_measures(part, prevalence) for group, part in parts.items()}
        for name, parts in grouped.items()
        if set(parts) != {""}
    }
    errors = worst(answers, _WORST)
    if as_json:
        record = {
            "schema": SCHEMA,
            "file": path,
            "names_only": names_only,
            "prevalence": prevalence,
            "skipped": skipped,
            "all": _record(whole),
            "by": {
                name: {group: _record(part) for group, part in parts.items()}
                for name, parts in groups.items()
            },
            "worst": [_error_record(answer) for answer in errors],
            "data": resolver.data_version(),
        }
        click.echo(printable(json.dumps(record, ensure_ascii=False)))
        return
    grids = [_overall(whole, skipped)]
    grids += [_grouped(name, parts, prevalence) for name, parts in groups.items()]
    for grid in grids:
        click.echo(_aligned(grid))
        click.echo()
    count = sum(answer.wrong for answer in answers)
    click.echo(f"The worst wrong answers, {len(errors)} of {count}:" if errors else "No wrong answer.")
    for answer in errors:
        truth = "same" if answer.same else "different"
        click.echo(printable(f"  line {answer.line}, labelled {truth}: {answer.comparison.explanation}"))


_KEYS: dict[str, Callable[[Answer], str]] = {
    "kind": lambda answer: answer.kind.value if answer.kind else "",
    "category": lambda answer: answer.category,
    "script": lambda answer: answer.script,
}


def _optional(table: Table, asked: str | None, usual: str) -> int | None:
    """The place of a column that may be missing unless it was asked for."""
    if asked is None and usual not in table.columns:
        return None
    return table.column_index(usual if asked is None else asked)


def _pairs(table: Table, places: _Places, warn: Callable[[int, str], None]) -> Iterator[_Pair]:
    """The usable rows; of the others it is told what is wrong with them."""
    for row in table:
        try:
            yield _pair(row, places)
        except ValueError as error:
            warn(row.line, f"{error}: skipped")


def _pair(row: Row, places: _Places) -> _Pair:
    """The row as a labelled pair.

    Raises:
        ValueError: a name is empty, or the label or the kind is none.
    """
    a, b, label = row.cells[places.a], row.cells[places.b], row.cells[places.label]
    if not a.strip() or not b.strip():
        raise ValueError("a name is empty")
    kind = "" if places.kind is None else row.cells[places.kind].strip()
    category = "" if places.category is None else row.cells[places.category].strip()
    same = label_from_text(label)
    return _Pair(row.line, a, b, same, kind_from_text(kind) if kind else None, category)


def _warn(path: str, problems: Sequence[tuple[int, str]]) -> None:
    for line, message in problems[:_MOST_WARNINGS]:
        click.echo(printable(f"{path}:{line}: {message}"), err=True)
    if len(problems) > _MOST_WARNINGS:
        click.echo(printable(f"{path}: {len(problems) - _MOST_WARNINGS} more problems"), err=True)


def _saved(pair: _Pair, answer: Answer) -> list[str]:
    """The row of `--save`, one cell for each of COLUMNS."""
    comparison = answer.comparison
    label, wrong = str(int(pair.same)), str(int(answer.wrong))
    return [
        *(str(pair.line), pair.a, pair.b, label, pair.kind.value if pair.kind else ""),
        *(pair.category, answer.script, comparison.judgement.value),
        *(f"{comparison.probability:.{_PLACES}f}", wrong, comparison.explanation),
    ]


def _overall(measures: PairMeasures, skipped: int) -> list[list[str]]:
    """The measures of all pairs, one a line, with what each is."""
    at = f"{100 * measures.prevalence:g}%"
    best = f", {measures.best.threshold:.3f}" if measures.best else ""
    different = measures.pairs - measures.same
    counts = [
        ("pairs", measures.pairs, f"{measures.same} same, {different} different; {skipped} skipped"),
        ("unsure", measures.unsure, "judged UNSURE, which is not called the same"),
        ("false merges", measures.false_merges, "called the same, though different"),
        ("missed", measures.missed, "the same, though not called so"),
    ]
    told = [
        ("P", "precision", "precision: right ones among those called the same"),
        ("R", "recall", "recall: called the same among those that are"),
        ("F1", "f1", "their harmonic mean, at the file's own share of matches"),
        (f"P@{at}", "precision_at_prevalence", f"precision if {at} of all pairs were the same"),
        (f"F1@{at}", "f1_at_prevalence", f"F1 if {at} of all pairs were the same"),
        ("best F1", "best_f1", f"the highest F1@{at} of any threshold{best}"),
        ("AP", "average_precision", f"average precision over all thresholds, at {at}"),
        ("R@P.95", "recall_at_precision_95", f"the best recall with precision .95, at {at}"),
        ("R@P.99", "recall_at_precision_99", f"the best recall with precision .99, at {at}"),
        ("Brier", "brier", "mean squared error of the probability; 0 is best"),
        ("Brier skill", "brier_skill", "against stating the base rate; 1 is best, 0 no better"),
        ("ECE", "calibration_error", f"calibration error in {BINS} bins of equal mass; 0 is best"),
    ]
    figures = _figures(measures)
    return [
        *([name, _count(count), words] for name, count, words in counts),
        *([name, _share(figures[key]), words] for name, key, words in told),
    ]


def _grouped(name: str, parts: dict[str, PairMeasures], prevalence: float) -> list[list[str]]:
    """A line per group under a header."""
    shown = {
        "P": "precision",
        "R": "recall",
        "F1": "f1",
        f"F1@{100 * prevalence:g}%": "f1_at_prevalence",
        "AP": "average_precision",
        "R@P.95": "recall_at_precision_95",
        "Brier": "brier",
        "ECE": "calibration_error",
    }
    grid = [[name, "pairs", "same", "unsure", "false", "missed", *shown]]
    for group, part in parts.items():
        counts = (part.pairs, part.same, part.unsure, part.false_merges, part.missed)
        figures = _figures(part)
        title = printable(group) or _NO_GROUP
        grid.append([title, *map(_count, counts), *(_share(figures[key]) for key in shown.values())])
    return grid


def _aligned(grid: Sequence[Sequence[str]]) -> str:
    """The grid as text: the first column to the left, figures to the right, a last one of words as it is."""
    widths = [max(map(len, column)) for column in zip(*grid, strict=True)]
    words = len(widths) - 1 if " " in grid[0][-1] else len(widths)
    lines = []
    for row in grid:
        cells = [row[0].ljust(widths[0])]
        pairs = zip(row[1:], widths[1:], strict=True)
        cells += [cell if i == words else cell.rjust(w) for i, (cell, w) in enumerate(pairs, start=1)]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def _count(number: int) -> str:
    return f"{number:,}"


def _share(figure: float | None) -> str:
    return "-" if figure is None else f"{figure:.3f}"


def _figures(measures: PairMeasures) -> dict[str, float | None]:
    """The measures that are no counts by name; None where nothing can be said."""
    rates, weighted, best = measures.rates, measures.weighted, measures.best
    return {
        "precision": rates.precision if rates else None,
        "recall": measures.recall,
        "f1": rates.f1 if rates else None,
        "precision_at_prevalence": weighted.precision if weighted else None,
        "f1_at_prevalence": weighted.f1 if weighted else None,
        "best_f1": best.rates.f1 if best else None,
        "best_threshold": best.threshold if best else None,
        "average_precision": measures.average_precision,
        "recall_at_precision_95": measures.recall_at_95,
        "recall_at_precision_99": measures.recall_at_99,
        "brier": measures.brier,
        "brier_skill": measures.skill,
        "calibration_error": measures.calibration,
    }


def _record(measures: PairMeasures) -> dict[str, Any]:
    """The measures as a record."""
    return {
        "pairs": measures.pairs,
        "same": measures.same,
        "unsure": measures.unsure,
        "false_merges": measures.false_merges,
        "missed": measures.missed,
        **{name: f if f is None else round(f, _PLACES) for name, f in _figures(measures).items()},
    }


def _error_record(answer: Answer) -> dict[str, Any]:
    """A wrong answer as a record."""
    return {
        "line": answer.line,
        "a": answer.comparison.left,
        "b": answer.comparison.right,
        "same": answer.same,
        "judgement": answer.comparison.judgement.value,
        "probability": round(answer.comparison.probability, _PLACES),
        "explanation": answer.comparison.explanation,
    }

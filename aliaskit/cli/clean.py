"""``aliaskit clean``: a column of names with the canonical names beside it."""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator

import click

from aliaskit.cleaning import COLUMNS, CleanedRow, known_only
from aliaskit.cli.lists import ListOptions, cleaned, list_options, opened, resolver_of
from aliaskit.cli.options import printable
from aliaskit.model import Verdict
from aliaskit.tables import Table, write_table

_EPILOG = """\b
Examples:
  aliaskit clean mentions.csv -c mention -o clean.csv
  aliaskit clean mentions.csv -c mention --kind-column kind --group-by article > clean.csv
  cat names.txt | aliaskit clean - > mapping.csv
  aliaskit clean people.csv -c Name --gazetteer staff.csv -o clean.csv --check
  aliaskit clean people.csv -c Name --mapping --stats
"""
# What only groups can heed.
_WHOLE = {"--group-by": "group_by", "--known": "known", "--prefer": "prefer", "--precision": "precision"}


@click.command(epilog=_EPILOG)
@list_options
@click.option(
    "-o", "--output", default="-", show_default=True, metavar="FILE", help="Where to write; - is stdout."
)
@click.option("--prefix", default="", metavar="TEXT", help="Put before the names of the added columns.")
@click.option("--replace", is_flag=True, help="Put the canonical name into the column itself, add nothing.")
@click.option("--mapping", is_flag=True, help="Write from,to,reason,explanation, one row per distinct name.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON Lines.")
@click.option(
    "--known-only",
    "only_known",
    is_flag=True,
    help="Ask the gazetteers only and stream: files of any size, no groups.",
)
@click.option("--dry-run", is_flag=True, help="Write nothing; say on stderr what would change.")
@click.option("--stats", is_flag=True, help="Say the counts and the largest groups on stderr.")
@click.option("--check", is_flag=True, help="Exit with 1 when a name stays unresolved.")
def clean(
    options: ListOptions,
    output: str,
    prefix: str,
    replace: bool,
    mapping: bool,
    as_json: bool,
    only_known: bool,
    dry_run: bool,
    stats: bool,
    check: bool,
) -> None:
    """Give a column of names back canonical, with the reason beside every row.

    Names that the gazetteers know get their entity; the others are grouped among themselves. All rows and
    columns are kept as they are, in their order; eight columns are added behind them: canonical, entity_id,
    entity_kind, verdict, probability, reason, explanation, cluster. `-` and .txt files hold a name per line.
    """
    verdicts: Counter[str] = Counter()
    for option, given in _WHOLE.items():
        if only_known and getattr(options, given) is not None:
            raise click.UsageError(f"{option} needs the whole list: leave out --known-only")
    with opened(options) as (table, place):
        added = [] if replace or mapping else [prefix + name for name in COLUMNS]
        clashes = [name for name in added if name in table.columns]
        if clashes:
            raise click.UsageError(
                f"{table.path} already has a column {', '.join(clashes)};"
                " name the new ones apart with --prefix ak_"
            )
        rows = _streamed(options, table, place) if only_known else _listed(options, table, place, stats)
        counted = _counted(rows, verdicts)
        if dry_run:
            _dry(counted)
        elif mapping:
            write_table(
                output,
                ["from", "to", "reason", "explanation"],
                _mapped(counted),
                format="jsonl" if as_json else None,
            )
        else:
            width = len(table.columns)
            cells = (_with(cells, row, place, width, replace) for cells, row in counted)
            write_table(output, [*table.columns, *added], cells, format="jsonl" if as_json else None)
    total = sum(verdicts.values())
    counts = ", ".join(f"{verdicts[verdict.value]} {verdict.value}" for verdict in Verdict)
    click.echo(f"{total} rows: {counts}", err=True)
    if check and verdicts[Verdict.MATCH.value] < total:
        sys.exit(1)


_Answered = tuple[list[str], CleanedRow]


def _listed(options: ListOptions, table: Table, place: int, stats: bool) -> list[_Answered]:
    """Every row's cells with its answer, the list taken as a whole."""
    rows, result = cleaned(options, table, place)
    if stats:
        several = [group for group in result.clusters if len(group.forms) > 1]
        click.echo(f"{len(result.clusters)} groups, {len(several)} of them of several forms", err=True)
        for group in several[:10]:
            forms = ", ".join(f"{form} ({count})" for form, count in group.forms[:6])
            weakest = f"; weakest link {group.weakest[2]:.2f}" if group.weakest else ""
            click.echo(printable(f"  {group.canonical}: {forms}{weakest}"), err=True)
        if result.unsure:
            pairs = "1 pair" if len(result.unsure) == 1 else f"{len(result.unsure)} pairs"
            click.echo(f"{pairs} stayed unsure: aliaskit review lists them", err=True)
    # Every cell is text, so every row has an answer.
    answers = [answer for answer in result.rows if answer is not None]
    return [(row.cells, answer) for row, answer in zip(rows, answers, strict=True)]


def _streamed(options: ListOptions, table: Table, place: int) -> Iterator[_Answered]:
    """Every row's cells with its answer, one after another."""
    kind_place = table.column_index(options.kind_column) if options.kind_column else None
    resolver = resolver_of(options)
    lines = ((row.line, row.cells) for row in table)
    return known_only(lines, resolver, place, kind_place, options.kind, options.country, table.note)


def _counted(rows: Iterable[_Answered], verdicts: "Counter[str]") -> Iterator[_Answered]:
    for cells, row in rows:
        verdicts[row.verdict.value] += 1
        yield cells, row


def _with(cells: list[str], row: CleanedRow, place: int, width: int, replace: bool) -> list[str]:
    """The cells with the answer: in the column itself, or behind the columns that the header names."""
    if replace:
        return [*cells[:place], row.canonical, *cells[place + 1 :]]
    return [*cells[:width], *row.cells(), *cells[width:]]


def _mapped(rows: Iterable[_Answered]) -> Iterator[list[str]]:
    """One row per distinct name and canonical form, in the order of their first rows."""
    seen: set[tuple[str, str]] = set()
    for _, row in rows:
        if (row.name, row.canonical) not in seen:
            seen.add((row.name, row.canonical))
            yield [row.name, row.canonical, row.reason.value, row.explanation]


def _dry(rows: Iterable[_Answered]) -> None:
    """Nothing; what would change is on stderr, once per distinct name."""
    for source, target, reason, _ in _mapped(rows):
        if source != target:
            words = json.dumps(source, ensure_ascii=False), json.dumps(target, ensure_ascii=False)
            click.echo(printable(f"{words[0]} -> {words[1]}  ({reason})"), err=True)

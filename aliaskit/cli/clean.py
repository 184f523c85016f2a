"""``aliaskit clean``: a column of a CSV file with the canonical names beside it."""

import sys
from collections import Counter
from collections.abc import Iterator

import click

from aliaskit.cleaning.column import COLUMNS, cleaned_cells
from aliaskit.cli.options import country_option, gazetteer_option, kind_option, printable, resolver_for
from aliaskit.model import Kind, Verdict
from aliaskit.tables import read_table, write_table

_PROBLEMS_SHOWN = 20
_EPILOG = """\b
Examples:
  aliaskit clean mentions.csv -c mention -o clean.csv
  aliaskit clean mentions.csv -c mention --kind-column kind > clean.csv
  aliaskit clean people.csv -c Name --gazetteer staff.csv -o clean.csv --check
"""


@click.command(epilog=_EPILOG)
@click.argument("file", type=click.Path(), metavar="FILE.csv|-")
@click.option("-c", "--column", required=True, help="The column that holds the names (name or number).")
@click.option(
    "-o", "--output", default="-", show_default=True, metavar="FILE", help="Where to write; - is stdout."
)
@click.option("--kind-column", metavar="COLUMN", help="A column that says each name's kind.")
@kind_option
@country_option
@gazetteer_option
@click.option("--prefix", default="", metavar="TEXT", help="Put before the names of the added columns.")
@click.option("-d", "--delimiter", metavar="CHAR", help="The delimiter, if sniffing finds another.")
@click.option(
    "-e", "--encoding", metavar="NAME", help="The encoding, if it is not UTF-8, UTF-16 or Windows-1252."
)
@click.option("--check", is_flag=True, help="Exit with 1 when a name stays unresolved.")
def clean(
    file: str,
    column: str,
    output: str,
    kind_column: str | None,
    kind: Kind | None,
    country: str | None,
    gazetteers: tuple[str, ...],
    no_default: bool,
    prefix: str,
    delimiter: str | None,
    encoding: str | None,
    check: bool,
) -> None:
    """Add the canonical name, entity, verdict and explanation to every row of a CSV file.

    All rows and columns are kept as they are, in their order; seven columns are added:
    canonical, entity_id, entity_kind, verdict, probability, reason, explanation.
    Cells that a row has beyond the header follow the added ones.
    """
    resolver = resolver_for(gazetteers, no_default)
    verdicts: Counter[str] = Counter()
    with read_table(file, delimiter=delimiter, encoding=encoding) as table:
        place = table.column_index(column)
        kind_place = table.column_index(kind_column) if kind_column else None
        added = [prefix + name for name in COLUMNS]
        clashes = [name for name in added if name in table.columns]
        if clashes:
            raise click.UsageError(
                f"{table.path} already has a column {', '.join(clashes)};"
                " name the new ones apart with --prefix ak_"
            )

        def rows() -> Iterator[list[str]]:
            for cells, verdict in cleaned_cells(
                table,
                len(table.columns),
                resolver,
                place,
                kind_place,
                kind,
                country,
                table.note,
            ):
                verdicts[verdict] += 1
                yield cells

        write_table(output, [*table.columns, *added], rows())
        for problem in table.problems[:_PROBLEMS_SHOWN]:
            click.echo(printable(f"{table.path}:{problem.line}: {problem.message}"), err=True)
        if table.problem_count > _PROBLEMS_SHOWN:
            click.echo(f"{table.path}: {table.problem_count - _PROBLEMS_SHOWN} more problems", err=True)
    total = sum(verdicts.values())
    counts = ", ".join(f"{verdicts[verdict.value]} {verdict.value}" for verdict in Verdict)
    click.echo(f"{total} rows: {counts}", err=True)
    if check and verdicts[Verdict.MATCH.value] < total:
        sys.exit(1)

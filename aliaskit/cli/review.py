"""``aliaskit review``: the pairs that a person should rule on, most useful first."""

import click

from aliaskit.cli.lists import ListOptions, cleaned, list_options, opened
from aliaskit.decisions import COLUMNS
from aliaskit.tables import write_table

_EPILOG = """\b
Examples:
  aliaskit review mentions.csv -c mention -o decisions.csv
  aliaskit clean mentions.csv -c mention --decisions decisions.csv -o clean.csv
"""


@click.command(epilog=_EPILOG)
@list_options
@click.option(
    "-o", "--output", default="-", show_default=True, metavar="FILE", help="Where to write; - is stdout."
)
@click.option("--limit", type=click.IntRange(1), metavar="N", help="At most this many pairs.")
def review(options: ListOptions, output: str, limit: int | None) -> None:
    """Write the pairs of names that stayed unsure, the least sure with most rows first.

    The columns are decision,a,b,kind,note. Fill in `same`, `different` or `pin` and give the file back with
    `clean --decisions`: rulings override the model. Rows left empty are not ruled on.
    """
    with opened(options) as (table, place):
        _, result = cleaned(options, table, place)
    pairs = result.unsure[:limit]
    kind = options.kind.value if options.kind else ""
    rows = [["", pair.a, pair.b, kind, pair.explanation] for pair in pairs]
    write_table(output, list(COLUMNS), rows)
    click.echo(f"{len(rows)} pair{'' if len(rows) == 1 else 's'} to rule on", err=True)

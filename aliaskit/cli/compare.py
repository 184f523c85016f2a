"""``aliaskit compare``: two names held against each other."""

import sys

import click

from aliaskit.cli.options import (
    gazetteer_option,
    kind_option,
    precision_option,
    printable,
    resolver_for,
)
from aliaskit.model import Judgement, Kind
from aliaskit.records import comparison_json

_EPILOG = """\b
Examples:
  aliaskit compare "George H. W. Bush" "George W. Bush" --kind person
  aliaskit compare "Siemens AG" "Siemens Aktiengesellschaft" --json
"""


@click.command(epilog=_EPILOG)
@click.argument("a")
@click.argument("b")
@kind_option
@gazetteer_option
@click.option("--names-only", is_flag=True, help="Leave out what the gazetteers know of the two.")
@precision_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--check", is_flag=True, help="Exit with 1 unless they are the same.")
def compare(
    a: str,
    b: str,
    kind: Kind | None,
    gazetteers: tuple[str, ...],
    no_default: bool,
    names_only: bool,
    precision: float | None,
    as_json: bool,
    check: bool,
) -> None:
    """Say whether A and B name the same: SAME, UNSURE or DIFFERENT, and why."""
    resolver = resolver_for(gazetteers, no_default)
    try:
        comparison = resolver.compare(a, b, kind=kind, names_only=names_only, precision=precision)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    if as_json:
        click.echo(comparison_json(comparison, resolver))
    else:
        click.echo(printable(f"{comparison.judgement.name:<9} {comparison.explanation}"))
        for row in comparison.evidence:
            click.echo(
                printable(f"    {row.weight:+7.2f}  {row.feature:<20} {row.left} ~ {row.right}  {row.note}")
            )
    if check and comparison.judgement is not Judgement.SAME:
        sys.exit(1)

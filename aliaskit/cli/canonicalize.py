"""``aliaskit canonicalize``: one line per name."""

import sys

import click

from aliaskit.cli.options import (
    country_option,
    gazetteer_option,
    kind_option,
    names_from,
    printable,
    resolver_for,
)
from aliaskit.model import Kind, Resolution, Verdict
from aliaskit.records import resolution_json
from aliaskit.text import tidy

_EPILOG = """\b
Examples:
  aliaskit canonicalize "Anthony Blinken" Pentagon
  aliaskit canonicalize --explain Kihara
  aliaskit canonicalize --json "Korea, Republic of"
  cut -f1 names.tsv | aliaskit canonicalize - --kind person --check
"""


@click.command(epilog=_EPILOG)
@click.argument("names", nargs=-1, metavar="[NAME…|-]")
@kind_option
@country_option
@gazetteer_option
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object a line: verdict, candidates, evidence."
)
@click.option("--explain", is_flag=True, help="The sentence and the evidence instead of the bare name.")
@click.option("--check", is_flag=True, help="Exit with 1 when a name stays unresolved.")
def canonicalize(
    names: tuple[str, ...],
    kind: Kind | None,
    country: str | None,
    gazetteers: tuple[str, ...],
    no_default: bool,
    as_json: bool,
    explain: bool,
    check: bool,
) -> None:
    """Print the canonical form of each NAME, one a line.

    A name that is not known for sure is printed as it came. `-` reads one name per line from stdin.
    """
    resolver = resolver_for(gazetteers, no_default)
    unresolved = 0
    for name in names_from(names):
        resolution = resolver.resolve(name, kind=kind, country=country)
        unresolved += resolution.verdict is not Verdict.MATCH
        if as_json:
            click.echo(resolution_json(resolution, resolver))
        elif explain:
            for line in _explained(resolution):
                click.echo(printable(line))
        else:
            click.echo(printable(resolution.canonical or tidy(name)))
    if check and unresolved:
        click.echo(f"{unresolved} not resolved", err=True)
        sys.exit(1)


def _explained(resolution: Resolution) -> list[str]:
    lines = [f"{resolution.verdict.name:<9} {resolution.explanation}"]
    for candidate in resolution.candidates[:3]:
        lines.append(f"    {candidate.probability:.4f}  {candidate.entity.name} ({candidate.entity.id})")
        for row in candidate.evidence:
            words = f"{row.left} ~ {row.right}" if row.left or row.right else ""
            lines.append(f"        {row.weight:+7.2f}  {row.feature:<20} {words}  {row.note}".rstrip())
    return lines

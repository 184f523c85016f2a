"""``aliaskit normalize``: what a name becomes, and what each of its words is taken for."""

import click

from aliaskit.cli.options import kind_option, names_from, printable
from aliaskit.model import Kind
from aliaskit.resolver import Resolver
from aliaskit.text import clean, script_of, split_words

_EPILOG = """\b
Examples:
  aliaskit normalize "Blinken,  ANTONY J."
  aliaskit normalize "U.S. Secretary of State Antony J. Blinken" --steps
"""


@click.command(epilog=_EPILOG)
@click.argument("names", nargs=-1, metavar="[NAME…|-]")
@kind_option
@click.option("--steps", is_flag=True, help="Show every step, and the role of every word.")
def normalize(names: tuple[str, ...], kind: Kind | None, steps: bool) -> None:
    """Print the comparison form of each NAME: small plain letters, one space between words."""
    resolver = Resolver.default()
    for name in names_from(names):
        if not steps:
            click.echo(printable(resolver.normalize(name)))
            continue
        cleaned = clean(name)
        words = split_words(cleaned, resolver.language.transliteration)
        parsed = resolver.parse(name, kind)
        scores = ", ".join(
            f"{each.value} {score:+.1f}" for each, score in resolver.parser.kinds(name).items()
        )
        lines = [
            f"mention     {name}",
            f"characters  {cleaned}",
            f"script      {script_of(cleaned)}",
            f"words       {' | '.join(word.text for word in words)}",
            f"comparison  {' '.join(word.form for word in words)}",
            f"kind        {parsed.kind.value}  ({scores})",
        ]
        for token in parsed.tokens:
            value = f"  = {token.value}" if token.value else ""
            lines.append(f"    {token.role.name.lower():<13} {token.text}  →  {token.form}{value}")
        for line in lines:
            click.echo(printable(line))

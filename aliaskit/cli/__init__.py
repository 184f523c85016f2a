"""The command line: parses arguments and prints answers, decides nothing.

Data goes to stdout, words to stderr. Exit codes: 0 done, 1 a problem, 2 wrong usage.
"""

import os
import sys

import click

from aliaskit.cli.canonicalize import canonicalize
from aliaskit.cli.clean import clean
from aliaskit.cli.compare import compare
from aliaskit.cli.gazetteer import gazetteer
from aliaskit.cli.normalize import normalize
from aliaskit.errors import AliasKitError
from aliaskit.version import __version__

_EPILOG = """\b
Examples:
  aliaskit canonicalize "Anthony Blinken" "Korea, Republic of"
  cat names.txt | aliaskit canonicalize - --explain
  aliaskit compare "George H. W. Bush" "George W. Bush" --kind person
  aliaskit normalize "Blinken,  ANTONY J." --steps
  aliaskit clean mentions.csv -c mention -o clean.csv
  aliaskit gazetteer show person/kihara-minoru

Exit codes: 0 done, 1 a problem (or, with --check, something unresolved), 2 wrong usage.
"""


@click.group(
    epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110}
)
@click.version_option(__version__, "-V", "--version", message="aliaskit %(version)s")
def cli() -> None:
    """Tell which names mean the same person, organisation or place, and say why.

    A mention is a MATCH (one known entity), AMBIGUOUS (several are called so) or UNKNOWN;
    every answer carries its reason and its evidence.
    """


for command in (canonicalize, compare, normalize, clean, gazetteer):
    cli.add_command(command)


def main() -> None:
    """Nothing; runs the command line and exits with its code."""
    try:
        cli(prog_name="aliaskit")
    except AliasKitError as error:
        click.echo(f"aliaskit: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        # The reader has seen enough (| head): no message, and no second error at shutdown.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)

"""The command line: parses arguments and prints answers, decides nothing.

Data goes to stdout, words to stderr. Exit codes: 0 done, 1 a problem, 2 wrong usage.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import click

from aliaskit.cli.canonicalize import canonicalize
from aliaskit.cli.clean import clean
from aliaskit.cli.compare import compare
from aliaskit.cli.evaluate import evaluate
from aliaskit.cli.gazetteer import gazetteer
from aliaskit.cli.normalize import normalize
from aliaskit.cli.review import review
from aliaskit.errors import AliasKitError
from aliaskit.version import __version__

_EPILOG = """\b
Examples:
  aliaskit canonicalize "Anthony Blinken" "Korea, Republic of"
  cat names.txt | aliaskit canonicalize - --explain
  aliaskit compare "George H. W. Bush" "George W. Bush" --kind person
  aliaskit normalize "Blinken,  ANTONY J." --steps
  aliaskit clean mentions.csv -c mention -o clean.csv
  aliaskit review mentions.csv -c mention -o decisions.csv
  aliaskit evaluate pairs.csv --names-only
  aliaskit gazetteer show person/kihara-minoru

Exit codes: 0 done, 1 a problem (or, with --check, something unresolved), 2 wrong usage.
"""


class _Problem(click.ClickException):
    """An error of ours, told in one line; the exit code is 1."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Nothing; the error is on stderr."""
        click.echo(f"aliaskit: {self.message}", file, err=True)


@contextmanager
def _problems_told() -> Iterator[None]:
    """Nothing; what goes wrong inside is told as the exit codes have it."""
    try:
        yield
    except AliasKitError as error:
        raise _Problem(str(error)) from error
    except BrokenPipeError:
        # The reader has seen enough (| head): no message, and no second error at shutdown.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


class _Cli(click.Group):
    """The group of all verbs; click itself would end with 1 when the reader leaves."""

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """The context of one run; help and version are printed on the way."""
        with _problems_told():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """What the verb returns."""
        with _problems_told():
            return super().invoke(ctx)


@click.group(
    cls=_Cli,
    epilog=_EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(__version__, "-V", "--version", message="aliaskit %(version)s")
def cli() -> None:
    """Tell which names mean the same person, organisation or place, and say why.

    A mention is a MATCH (one known entity), AMBIGUOUS (several are called so) or UNKNOWN;
    every answer carries its reason and its evidence.
    """


for command in (canonicalize, compare, normalize, clean, review, evaluate, gazetteer):
    cli.add_command(command)


def main() -> None:
    """Nothing; runs the command line and exits with its code."""
    cli(prog_name="aliaskit")

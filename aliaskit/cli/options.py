"""Options and input that several verbs share."""

import io
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import click

from aliaskit.decisions import Decisions
from aliaskit.gazetteer import Gazetteer, kind_from_text
from aliaskit.lexicons import Model
from aliaskit.model import Kind
from aliaskit.precision import SAME_SCRIPT, threshold_for
from aliaskit.resolver import Resolver

_Command = TypeVar("_Command", bound=Callable[..., Any])
# What would break a line, steer the terminal or turn the text round; tabs stand between cells.
_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


class KindParam(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # generic since click 8.3
    """A kind, in any of its usual spellings."""

    name = "kind"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Kind:
        """The kind that the text names; a usage error if it names none."""
        if isinstance(value, Kind):
            return value
        try:
            return kind_from_text(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


class CountryParam(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # generic since click 8.3
    """A country's code of two letters."""

    name = "country"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The code in capitals; a usage error if it cannot be one."""
        code = str(value).strip()
        if len(code) != 2 or not (code.isascii() and code.isalpha()):
            self.fail(
                f"'{value}' is no country; use the two-letter code (ISO 3166-1), such as US", param, ctx
            )
        return code.upper()


def kind_option(command: _Command) -> _Command:
    """The command with ``--kind``."""
    help_text = "Only this kind: person, organization, place (org, GPE, LOC … too)."
    return click.option("-k", "--kind", type=KindParam(), help=help_text)(command)


def country_option(command: _Command) -> _Command:
    """The command with ``--country``."""
    help_text = "The country that the names come from (two-letter code such as US): evidence, no filter."
    return click.option("--country", type=CountryParam(), metavar="CODE", help=help_text)(command)


def precision_option(command: _Command) -> _Command:
    """The command with ``--precision``."""
    help_text = "Call names the same only where this share of such answers is right (0.9); costs recall."
    return click.option("--precision", type=float, metavar="SHARE", help=help_text)(command)


def tell_precision(precision: float, model: Model) -> None:
    """Nothing; what the precision costs is told on stderr.

    Raises:
        click.UsageError: it is out of reach for names in one script.
    """
    try:
        found = threshold_for(precision, SAME_SCRIPT, model)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    click.echo(
        f"precision {precision:g}: the same from probability {found.probability:.2f};"
        f" expect to find {found.recall:.0%} of the matches (names in one script, one pair in ten a match)",
        err=True,
    )


def gazetteer_option(command: _Command) -> _Command:
    """The command with ``--gazetteer`` and ``--no-default``."""
    first = click.option(
        "-g",
        "--gazetteer",
        "gazetteers",
        multiple=True,
        type=click.Path(),
        metavar="FILE",
        help="Your own entities (.csv id,name,alias…, .jsonl, .yaml, .bin), asked first. Repeatable.",
    )
    second = click.option("--no-default", is_flag=True, help="Leave the shipped gazetteer out.")
    return first(second(command))


def resolver_for(gazetteers: Iterable[str], no_default: bool, decisions: Decisions | None = None) -> Resolver:
    """The resolver that the options ask for."""
    own = [Gazetteer.from_file(path) for path in gazetteers]
    if not own and not no_default:
        return Resolver(decisions=decisions) if decisions else Resolver.default()
    if not own:
        raise click.UsageError("--no-default leaves nothing to resolve against; give --gazetteer FILE")
    return Resolver(own if no_default else [*own, Gazetteer.default()], decisions=decisions)


def names_from(arguments: Iterable[str]) -> Iterator[str]:
    """The names given as arguments; ``-``, or nothing at all, reads one name per line from stdin."""
    listed = list(arguments)
    if not listed:
        if sys.stdin.isatty():
            raise click.UsageError("give NAME arguments, or - to read one name per line from stdin")
        listed = ["-"]
    for argument in listed:
        if argument == "-":
            binary = sys.stdin.buffer
            for line in io.TextIOWrapper(binary, encoding="utf-8-sig", errors="surrogateescape"):
                yield line.rstrip("\r\n")
        else:
            yield argument


def printable(text: str) -> str:
    """The text as one line that any UTF-8 terminal takes.

    What is no character becomes ``?``, line ends and control characters their escapes.
    """
    line = _CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)
    return line.encode("utf-8", "replace").decode("utf-8")

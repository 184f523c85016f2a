"""The commands that get public data: `list`, `fetch`, `take` and `convert`."""

from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from benchmarks.adapters.conversion import convert
from benchmarks.data import VARIABLE
from benchmarks.report import text_table
from benchmarks.sources import Source, SourceError, fetch, missing, read_sources, take

SHOWN_PROBLEMS = 20

Given = ParamSpec("Given")
Result = TypeVar("Result")

FOLDER = click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    envvar=VARIABLE,
    show_envvar=True,
    help="Where the sets are kept, one folder each.",
)
NAME = click.argument("name")


@click.group()
def data() -> None:
    """Get public data and make sets of it."""


@data.command("list")
@FOLDER
def list_command(folder: Path | None) -> None:
    """Name, licence and address of each source, and whether its raw files are there."""
    rows = []
    for source in _told(read_sources).values():
        fetched = "-" if folder is None else "no" if missing(source, folder) else "yes"
        rows.append((source.name, source.title, source.licence, source.address, fetched))
    click.echo(text_table(("name", "what", "licence", "address", "fetched"), rows))
    if folder is None:
        click.echo(f"Whether it is fetched shows with --folder or {VARIABLE}.")


@data.command("fetch")
@NAME
@FOLDER
@click.option("--accept-new", is_flag=True, help="Download again, and keep what has changed.")
@click.option("--url", help="The file's address, for a source whose releases move.")
@click.option("--all", "with_optional", is_flag=True, help="Also the files that are optional.")
def fetch_command(
    name: str, folder: Path | None, accept_new: bool, url: str | None, with_optional: bool
) -> None:
    """Download the raw files of a source and verify their checksums."""
    source = _source(name)
    click.echo(f"{source.title}: {source.licence}, {source.licence_address}")
    for path in _told(fetch, source, _folder(folder), accept_new, url=url, with_optional=with_optional):
        click.echo(path)


@data.command("take")
@NAME
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@FOLDER
def take_command(name: str, files: tuple[Path, ...], folder: Path | None) -> None:
    """Take raw files of a source that you downloaded yourself."""
    for path in _told(take, _source(name), files, _folder(folder)):
        click.echo(path)


@data.command("convert")
@NAME
@FOLDER
@click.option("--seed", default="1", show_default=True, help="Names the choice of queries and negatives.")
def convert_command(name: str, folder: Path | None, seed: str) -> None:
    """Make pairs, entities and queries of a source's raw files."""
    made = _told(convert, _source(name), _folder(folder), seed)
    for problem in made.problems[:SHOWN_PROBLEMS]:
        click.echo(problem, err=True)
    if len(made.problems) > SHOWN_PROBLEMS:
        click.echo(f"... and {len(made.problems) - SHOWN_PROBLEMS} more left out", err=True)
    click.echo(f"{made.pairs} pairs, {made.entities} entities, {made.queries} queries")
    for path in made.files:
        click.echo(path)


def _source(name: str) -> Source:
    listed = _told(read_sources)
    if name not in listed:
        raise click.BadParameter(f"no source {name}; there are {', '.join(listed)}", param_hint="NAME")
    return listed[name]


def _folder(folder: Path | None) -> Path:
    if folder is None:
        raise click.UsageError(f"say where the sets are kept: --folder or {VARIABLE}")
    return folder


def _told(do: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
    try:
        return do(*args, **kwargs)
    except (SourceError, OSError) as error:
        raise click.ClickException(str(error)) from error

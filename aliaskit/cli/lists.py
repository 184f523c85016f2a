"""What the verbs that take a whole list share: its options, and how it is read."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import click

from aliaskit.cleaning import COLUMNS, Cleaned, clean, kind_in
from aliaskit.cli.options import (
    country_option,
    gazetteer_option,
    kind_option,
    precision_option,
    printable,
    resolver_for,
    tell_precision,
)
from aliaskit.decisions import Decisions
from aliaskit.errors import TableError
from aliaskit.model import Kind
from aliaskit.resolver import Resolver
from aliaskit.tables import NAME, Row, Table, read_table

_Command = TypeVar("_Command", bound=Callable[..., Any])
_PROBLEMS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class ListOptions:
    """The options of a list, as they were given."""

    file: str
    column: str | None
    kind_column: str | None
    group_by: str | None
    kind: Kind | None
    country: str | None
    gazetteers: tuple[str, ...]
    no_default: bool
    decisions: str | None
    known: str | None
    sheet: str | None
    prefer: str | None
    delimiter: str | None
    encoding: str | None
    tabs: bool
    no_header: bool
    precision: float | None


def list_options(command: _Command) -> _Command:
    """The command with the argument FILE and all options of a list; it gets a ``ListOptions`` first."""

    def wrapped(**given: Any) -> Any:
        own = {field: given.pop(field) for field in ListOptions.__dataclass_fields__}
        return command(ListOptions(**own), **given)

    wrapped.__name__, wrapped.__doc__ = command.__name__, command.__doc__
    wrapped.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined]
    decorators = [
        click.argument("file", type=click.Path(), metavar="FILE|-"),
        click.option("-c", "--column", help="The column that holds the names (name or number)."),
        click.option("--kind-column", metavar="COLUMN", help="A column that says each name's kind."),
        click.option(
            "--group-by",
            metavar="COLUMN",
            help="A column (article, document) in whose groups a short form follows the long form.",
        ),
        kind_option,
        country_option,
        gazetteer_option,
        click.option("--decisions", type=click.Path(), metavar="FILE", help="Your rulings: see `review`."),
        click.option(
            "--known", type=click.Path(), metavar="FILE", help="An earlier output: its canonical forms stay."
        ),
        click.option(
            "--prefer", type=click.Choice(["latin", "native"]), help="The script of canonical forms."
        ),
        precision_option,
        click.option("-d", "--delimiter", metavar="CHAR", help="The delimiter, if sniffing finds another."),
        click.option("-t", "--tabs", is_flag=True, help="The cells are parted by tabs."),
        click.option("--sheet", metavar="NAME", help="The sheet of a workbook, if not the first."),
        click.option(
            "-e", "--encoding", metavar="NAME", help="The encoding, if not UTF-8, UTF-16 or Windows-1252."
        ),
        click.option("-H", "--no-header", is_flag=True, help="The file has no header; columns are numbers."),
    ]
    decorated: Any = wrapped
    for decorator in reversed(decorators):
        decorated = decorator(decorated)
    return decorated  # type: ignore[no-any-return]


@contextmanager
def opened(options: ListOptions) -> Iterator[tuple[Table, int]]:
    """The table and the place of its column of names.

    Without ``--column``, stdin and .txt files hold one name per line; other tables must have one column.
    """
    lines = options.column is None and (options.file == "-" or options.file.endswith((".txt", ".txt.gz")))
    delimiter = "\t" if options.tabs else options.delimiter
    lines = lines and delimiter is None
    with read_table(
        options.file,
        delimiter=delimiter,
        encoding=options.encoding,
        header=not options.no_header,
        sheet=options.sheet,
        format="lines" if lines else None,
    ) as table:
        if options.column is not None:
            place = table.column_index(options.column)
        elif len(table.columns) == 1:
            place = 0
        else:
            raise click.UsageError(
                f"say which column holds the names: -c COLUMN (there are {', '.join(table.columns)})"
            )
        yield table, place
        for problem in sorted(table.problems, key=lambda problem: problem.line)[:_PROBLEMS_SHOWN]:
            click.echo(printable(f"{table.path}:{problem.line}: {problem.message}"), err=True)
        if table.problem_count > _PROBLEMS_SHOWN:
            click.echo(f"{table.path}: {table.problem_count - _PROBLEMS_SHOWN} more problems", err=True)


def resolver_of(options: ListOptions) -> Resolver:
    """The resolver that the options ask for, with the decisions."""
    decisions = Decisions.from_file(options.decisions) if options.decisions else None
    return resolver_for(options.gazetteers, options.no_default, decisions)


def cleaned(options: ListOptions, table: Table, place: int) -> tuple[list[Row], Cleaned]:
    """All rows of the table, and their names cleaned."""
    kind_place = table.column_index(options.kind_column) if options.kind_column else None
    group_place = table.column_index(options.group_by) if options.group_by else None
    rows = list(table)
    names = [row.cells[place] if place < len(row.cells) else "" for row in rows]
    kinds = [kind_in(row.cells, kind_place, row.line, table.note) or options.kind for row in rows]
    groups = None
    if group_place is not None:
        groups = [row.cells[group_place] if group_place < len(row.cells) else "" for row in rows]
    known = _known(options)
    resolver = resolver_of(options)
    if options.precision is not None:
        tell_precision(options.precision, resolver.language.model)
    result = clean(
        names,
        kind=kinds,
        country=options.country,
        groups=groups,
        resolver=resolver,
        precision=options.precision,
        prefer=options.prefer,  # type: ignore[arg-type]
        known=known,
        progress=_progress if sys.stderr.isatty() else None,
    )
    _tell_renamed(known, result)
    return rows, result


def _tell_renamed(known: dict[str, str], result: Cleaned) -> None:
    """Nothing; a canonical form that is not the earlier one is told on stderr, once per name."""
    renamed = {
        row.name: (known[row.name], row.canonical)
        for row in result.rows
        if row is not None and row.canonical != known.get(row.name, row.canonical)
    }
    for name, (earlier, now) in renamed.items():
        click.echo(printable(f"renamed: {name!r} was {earlier!r}, is {now!r} now"), err=True)


def _progress(items: Sequence[Any], what: str) -> Iterator[Any]:
    """The items, with a bar on the terminal while they are worked through."""
    with click.progressbar(items, label=what, file=sys.stderr) as bar:
        yield from bar


def _known(options: ListOptions) -> dict[str, str]:
    """The canonical forms of an earlier output, by its names and by themselves."""
    if options.known is None:
        return {}
    found: dict[str, str] = {}
    with read_table(options.known) as table:
        if table.columns[:2] == ["from", "to"]:
            name_place, canonical_place = 0, 1
        else:
            name_place, canonical_place = _known_places(table, options.column)
        for row in table:
            canonical = row.cells[canonical_place]
            found[row.cells[name_place]] = canonical
            found.setdefault(canonical, canonical)
    return found


def _known_places(table: Table, column: str | None) -> tuple[int, int]:
    """The places of the names and of their canonical forms in an output of `clean`, prefixed or not."""
    canonical = COLUMNS[0]
    prefixes = [name.removesuffix(canonical) for name in table.columns if name.endswith(canonical)]
    added = [p for p in prefixes if not p or all(p + name in table.columns for name in COLUMNS)]
    if not added or (canonical in table.columns and table.columns[0] == canonical):
        message = f"no column '{canonical}' behind the names: --known takes an earlier output of clean"
        raise TableError(message, path=table.path, line=1)
    # Of several outputs in one table the last is the latest.
    place = table.columns.index(added[-1] + canonical)
    if column is not None:
        return table.column_index(column), place
    return table.columns.index(NAME) if NAME in table.columns else 0, place

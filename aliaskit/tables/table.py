"""A table while it is read: its columns, its rows one after another, and what was wrong."""

from collections.abc import Callable, Generator, Iterator
from types import TracebackType
from typing import NamedTuple, Self

from aliaskit.errors import TableError
from aliaskit.tables.formats import Format

MOST_PROBLEMS = 1000


class Row(NamedTuple):
    """One row: the line it starts on (in Parquet, its number), and a cell for each column or more."""

    line: int
    cells: list[str]


class Problem(NamedTuple):
    """Something that was mended or left as it is, and where."""

    line: int
    message: str


class Problems:
    """The first `MOST_PROBLEMS` problems, and how many there were: a table may be all wrong."""

    def __init__(self) -> None:
        self.first: list[Problem] = []
        self.count = 0

    def note(self, line: int, message: str) -> None:
        """Nothing; the problem is counted, and kept while there is room."""
        self.count += 1
        if len(self.first) < MOST_PROBLEMS:
            self.first.append(Problem(line, message))


class Table:
    """The columns of a table and, once, its rows.

    Iterating reads on from the source, so it can be done only once, and `problems` is complete
    when it is done. The table closes a file that it opened itself at the end of the rows, on
    `close` or when used as a context manager.

    Attributes:
        columns: The names in the header, as they are; without a header "1", "2" and so on.
        path: The file, or what the stream is called.
        format: csv, tsv, jsonl, xlsx, parquet or lines.
        encoding: utf-8, utf-8-sig, utf-16, cp1252 or what was asked for; None for text streams
            and for XLSX and Parquet.
        delimiter: What stands between cells; None for tables of one column and where it is no
            matter of delimiters: JSON Lines, XLSX, Parquet.
    """

    def __init__(
        self,
        columns: list[str],
        rows: Generator[Row, None, None],
        *,
        path: str,
        format: Format,
        encoding: str | None,
        delimiter: str | None,
        problems: Problems,
        close: Callable[[], None],
    ) -> None:
        self.columns = columns
        self.path = path
        self.format = format
        self.encoding = encoding
        self.delimiter = delimiter
        self._rows = rows
        self._problems = problems
        self._close = close

    @property
    def problems(self) -> list[Problem]:
        """The problems met so far, the first thousand of them."""
        return self._problems.first

    @property
    def problem_count(self) -> int:
        """How many problems were met so far, kept or not."""
        return self._problems.count

    def note(self, line: int, message: str) -> None:
        """Nothing; a problem that a reader of the rows has met is kept with the others."""
        self._problems.note(line, message)

    def column_index(self, name_or_number: str) -> int:
        """The place, from 0, of the column with this name, or else with this number from 1.

        Raises:
            TableError: No column or several have the name; the message lists those there are.
        """
        asked = name_or_number
        numbers = [number for number, name in enumerate(self.columns, start=1) if name == asked]
        if len(numbers) == 1 and asked:
            return numbers[0] - 1
        if numbers and asked:
            listed = " and ".join(map(str, numbers))
            raise TableError(f"columns {listed} are both called {asked!r}: ask by number", path=self.path)
        # More digits than this are no column's number, and int() refuses thousands of them.
        if not numbers and asked.isascii() and asked.isdigit() and len(asked) < 10:
            number = int(asked)
            if 1 <= number <= len(self.columns):
                return number - 1
        have = ", ".join(f"{number} {name!r}" for number, name in enumerate(self.columns, start=1))
        raise TableError(
            f"no column {asked!r}: there are {have or 'none, the table is empty'}", path=self.path
        )

    def __iter__(self) -> Iterator[Row]:
        """The rows not yet read."""
        return self._rows

    def close(self) -> None:
        """Nothing; no more rows come, and a file that the table opened is closed."""
        # A generator that was never started has no clean-up of its own.
        self._rows.close()
        self._close()

    def __enter__(self) -> Self:
        """The table itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Nothing; closes the table."""
        self.close()

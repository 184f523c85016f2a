"""Rows of a CSV out of its lines; a quote that does not add up never swallows the rows after it."""

import csv
import re
from collections import deque
from collections.abc import Iterator

from aliaskit.errors import TableError
from aliaskit.tables.decoding import Lines
from aliaskit.tables.delimiters import cells_of_any_size
from aliaskit.tables.table import Problems, Row

# No name, and hardly any note, is this tall: a closing quote may be missing.
TALL_ROW = 100
# Lines kept to be read again when a quote turns out not to be closed.
TALLEST_ROW = 10_000


def split_rows(lines: Lines, delimiter: str, problems: Problems) -> Iterator[Row]:
    """The rows, by the rules of RFC 4180; a blank line is a row without cells.

    Where quotes break these rules, the row is the one line it starts on, its odd quotes are part of the
    text, and the problem is noted.

    Raises:
        TableError: a quote is open for more than `TALLEST_ROW` lines.
    """
    lines.until_closed(cells_of_any_size())
    feed = _Feed(lines)
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    start = 1
    while True:
        feed.taken.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "quote" not in str(error) and "expected" not in str(error):
                raise TableError(str(error), path=lines.path, line=start) from error
            cells = _as_it_stands(feed.taken[0], delimiter)
            swallowed = len(feed.taken) > 1 or "end of data" in str(error)
            feed.give_back()
            what = "a quote is opened and not closed" if swallowed else "a quote ends within a cell"
            problems.note(start, f"{what}: the line is read as it stands")
        height = len(feed.taken)
        if height >= TALL_ROW:
            problems.note(start, f"one row takes {height} lines; a closing quote may be missing")
        yield Row(start, cells)
        start += height


class _Feed:
    """The lines for the csv module, which can be given back but for the first of a row."""

    def __init__(self, lines: Lines) -> None:
        self.taken: list[str] = []
        self._path = lines.path
        self._lines = iter(lines)
        self._again: deque[str] = deque()
        self._number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self._number += 1
        if len(self.taken) >= TALLEST_ROW:
            start = self._number - len(self.taken)
            message = f"a quote is opened here and not closed within {TALLEST_ROW} lines; close or remove it"
            raise TableError(message, path=self._path, line=start)
        self.taken.append(line)
        return line

    def give_back(self) -> None:
        """Nothing; the lines after the first that were taken come again."""
        self._number -= len(self.taken) - 1
        self._again.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]


def _as_it_stands(line: str, delimiter: str) -> list[str]:
    """The cells of a line whose quotes do not add up: what is not quoted as a whole is plain text."""
    text = line.rstrip("\r\n")
    mark = re.escape(delimiter)
    cell = re.compile(rf'"((?:[^"]|"")*)"(?={mark}|$)|([^{mark}]*)')
    cells = []
    place = 0
    while place <= len(text) and (match := cell.match(text, place)):
        quoted = match[1]
        cells.append(match[2] if quoted is None else quoted.replace('""', '"'))
        place = match.end() + 1
    return cells

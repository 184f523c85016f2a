"""Raw files read line by line: what is malformed is reported with its place, the rest is kept."""

import csv
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from benchmarks.sources import SourceError

# Some systems end a text file with this character.
END_OF_FILE = "\x1a"


@dataclass(slots=True)
class Problems:
    """What could not be read: a line per problem, `file:line: what`."""

    lines: list[str] = field(default_factory=list)

    def add(self, path: Path, line: int, what: str) -> None:
        """Note a problem and where it is."""
        self.lines.append(f"{path}:{line}: {what}")


@contextmanager
def opened(path: Path, ending: str = "") -> Iterator[BinaryIO]:
    """The file's bytes; of a zip archive those of the member whose name has the ending."""
    if not zipfile.is_zipfile(path):
        with path.open("rb") as file:
            yield file
        return
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.endswith(ending) and not name.endswith("/")]
        if len(names) != 1:
            found = ", ".join(archive.namelist())
            raise SourceError(f"{path}: one file *{ending} is expected in the archive, it has {found}")
        with archive.open(names[0]) as member:
            # The archive's own type is one of buffered bytes, but it is not declared as such.
            yield io.BufferedReader(member)  # type: ignore[type-var]


def text_lines(path: Path, problems: Problems, ending: str = "") -> Iterator[tuple[int, str]]:
    """The lines that are not empty with their numbers, without line ends and byte order mark."""
    with opened(path, ending) as file:
        for number, raw in enumerate(file, start=1):
            try:
                line = raw.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                problems.add(path, number, f"not UTF-8: {error.reason}")
                continue
            line = line.rstrip("\r\n" + END_OF_FILE)
            if line.strip():
                yield number, line


def csv_rows(path: Path, problems: Problems) -> Iterator[tuple[int, list[str]]]:
    """The records of a CSV file that has one record a line, with their line numbers.

    Each line is read for itself: a quote that is never closed then costs one record.
    """
    for number, line in text_lines(path, problems):
        try:
            yield number, next(csv.reader([line], strict=True))
        except csv.Error as error:
            problems.add(path, number, str(error))


def named_rows(
    path: Path, problems: Problems, columns: tuple[str, ...]
) -> Iterator[tuple[int, dict[str, str]]]:
    """The records of a CSV file with a header, as values by column."""
    header: list[str] | None = None
    for number, row in csv_rows(path, problems):
        if header is None:
            header = row
            absent = [column for column in columns if column not in header]
            if absent:
                raise SourceError(f"{path}:{number}: no column {', '.join(absent)} in {', '.join(header)}")
        elif len(row) != len(header):
            problems.add(path, number, f"{len(row)} fields, expected {len(header)}")
        else:
            yield number, dict(zip(header, row, strict=True))
    if header is None:
        raise SourceError(f"{path}: nothing in it")

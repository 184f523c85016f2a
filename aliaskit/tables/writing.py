"""Tables written: text in UTF-8, always the same bytes, and a file appears whole or not at all."""

import csv
import gzip
import json
import re
import secrets
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, Literal, TextIO, cast

from aliaskit.errors import TableError
from aliaskit.tables.binary import scratch
from aliaskit.tables.formats import Place, format_of, path_of
from aliaskit.tables.parquet import write_batches
from aliaskit.tables.workbooks import write_sheet

_SURROGATE = re.compile("[\ud800-\udfff]")
# Escaped bytes go out as the bytes they were; the other surrogates have no bytes in UTF-8.
_LOST_SURROGATE = re.compile("[\ud800-\udc7f\udd00-\udfff]")


def write_table(
    target: Place,
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    format: str | None = None,
) -> int:
    """The number of rows written, without the header.

    CSV has commas, TSV tabs, both lines that end in a line feed and a header unless `columns` is
    empty. Short rows are filled up. JSON Lines have a key per column; a column without a name, or
    with one already taken, and surplus cells have the key "column N". A path that ends in .gz is
    compressed.

    XLSX and Parquet hold text in every cell. In XLSX nothing becomes a formula, and characters that
    XML lacks are left out; in Parquet every column needs a name of its own and no row may have
    surplus cells.

    A file is written beside its final place and moved there at the end, with the permissions of
    the file it replaces; after an error there is what there was before. Devices and pipes are
    written to directly. A BrokenPipeError is the caller's to judge.

    Args:
        target: A path, "-" for standard output, or an open stream, which is left open.
        columns: The names of the columns.
        rows: The rows; they may still be read while they are written, even from `target`.
        format: csv, tsv, jsonl, xlsx or parquet; None goes by the file's extension, else CSV.

    Raises:
        TableError: The format is unknown, the file cannot be created, the package for XLSX or Parquet
            is missing, or the format has no room for the table.
    """
    kind = format_of(target, format) or "csv"
    with _opened(target) as file:
        if kind == "xlsx" or kind == "parquet":
            return _write_binary(file, path_of(target), columns, rows, kind)
        write = cast(TextIO, file).write if _takes_text(file) else _encoder(cast(BinaryIO, file))
        if kind == "jsonl":
            return _write_records(write, columns, rows)
        return _write_rows(write, columns, rows, "\t" if kind == "tsv" else ",")


def _write_binary(
    target: TextIO | BinaryIO,
    path: str | None,
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    kind: Literal["xlsx", "parquet"],
) -> int:
    """The number of rows written as XLSX or Parquet, which are made aside: pipes cannot be rewound."""
    if _takes_text(target):
        raise TableError(f"{kind} is no text: open the stream in binary mode", path=path)
    with scratch() as made:
        count = (write_sheet if kind == "xlsx" else write_batches)(made, path, columns, rows)
        made.seek(0)
        shutil.copyfileobj(made, cast(BinaryIO, target))
    return count


class _Rows:
    """A file for the csv module, which calls `write` once per row."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write

    def write(self, row: str) -> None:
        # csv quotes a cell with a line end only if the dialect's own line end contains it. Told
        # to end in CR LF it quotes both, and the LF that we want is put in its place.
        self._write(row[:-2] + "\n")


def _write_rows(
    write: Callable[[str], object], columns: Sequence[str], rows: Iterable[Sequence[str]], delimiter: str
) -> int:
    """The number of rows written as CSV."""
    writer = csv.writer(_Rows(write), delimiter=delimiter, lineterminator="\r\n")
    if columns:
        writer.writerow(columns)
    width = len(columns) or 1
    count = 0
    for row in rows:
        writer.writerow(row if len(row) >= width else [*row, *[""] * (width - len(row))])
        count += 1
    return count


def _write_records(
    write: Callable[[str], object], columns: Sequence[str], rows: Iterable[Sequence[str]]
) -> int:
    """The number of rows written as JSON Lines."""
    keys: list[str] = []
    taken = set(columns)
    count = 0
    for count, row in enumerate(rows, start=1):  # noqa: B007
        while len(keys) < max(len(columns), len(row)):
            name = columns[len(keys)] if len(keys) < len(columns) else ""
            keys.append(_free(name, keys, taken))
        cells = [*row, *[""] * (len(columns) - len(row))]
        record = dict(zip(keys, cells, strict=False))
        text = json.dumps(record, ensure_ascii=False)
        # As escapes, surrogates survive and the file stays valid UTF-8.
        write((json.dumps(record) if _SURROGATE.search(text) else text) + "\n")
    return count


def _free(name: str, keys: list[str], taken: set[str]) -> str:
    """A key for the next column: its name, or one made from its number."""
    if name and name not in keys:
        return name
    key = f"column {len(keys) + 1}"
    while key in taken:
        key += "_"
    return key


@contextmanager
def _opened(target: Place) -> Iterator[TextIO | BinaryIO]:
    """The file or stream behind the target, in its place once all is written."""
    path = path_of(target)
    if path is None:
        if target == "-":
            # What was printed before must come before.
            sys.stdout.flush()
        # Where standard output was replaced, in tests for instance, it may take no bytes.
        stream = getattr(sys.stdout, "buffer", sys.stdout) if target == "-" else target
        yield cast(TextIO | BinaryIO, stream)
        cast(TextIO | BinaryIO, stream).flush()
        return
    try:
        final = Path(path).resolve()
        direct = final.exists() and not final.is_file()
        temporary = final if direct else final.with_name(f".{final.name[:40]}.{secrets.token_hex(6)}.tmp")
        raw = temporary.open("wb" if direct else "xb")
    except (OSError, ValueError, RuntimeError) as error:
        # ValueError: a NUL in the path or no name; RuntimeError: links in a circle.
        reason = getattr(error, "strerror", None) or error
        raise TableError(f"cannot be written: {reason}", path=path) from error
    try:
        with ExitStack() as stack:
            file: BinaryIO = stack.enter_context(raw)
            if not direct and final.exists():
                # Before the first byte: a private file must not be readable even for a moment.
                shutil.copymode(final, temporary)
            if path.lower().endswith(".gz"):
                # Without name and time, the same table gives the same bytes.
                packed = gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0)
                file = cast(BinaryIO, stack.enter_context(packed))
            yield file
        if not direct:
            temporary.replace(final)
    finally:
        if not direct:
            temporary.unlink(missing_ok=True)


def _takes_text(stream: TextIO | BinaryIO) -> bool:
    """Whether a stream is one of text."""
    try:
        cast(TextIO, stream).write("")
    except TypeError:
        return False
    return True


def _encoder(file: BinaryIO) -> Callable[[str], object]:
    """What writes text as UTF-8, whatever it holds."""

    def write(text: str) -> None:
        try:
            data = text.encode("utf-8", "surrogateescape")
        except UnicodeEncodeError:
            data = _LOST_SURROGATE.sub("\ufffd", text).encode("utf-8", "surrogateescape")
        file.write(data)

    return write

"""Parquet files: columns of any type read as text, and tables written as columns of text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from itertools import islice
from typing import Any, BinaryIO

from aliaskit.errors import TableError
from aliaskit.tables.binary import guarded
from aliaskit.tables.table import Row
from aliaskit.tables.values import text_of

BATCH = 8192

_WHAT = "Parquet file"
_SURROGATE = re.compile("[\ud800-\udfff]")


def read_batches(file: BinaryIO, path: str, stack: ExitStack) -> tuple[list[str], Iterator[Row]]:
    """The columns of a file and its rows, numbered from 1, a batch at a time.

    Raises:
        TableError: pyarrow is missing or the file is damaged.
    """
    arrow = _pyarrow(path)
    data = guarded(lambda: arrow.parquet.ParquetFile(file), _WHAT, path)
    stack.callback(data.close)
    columns = guarded(lambda: [str(name) for name in data.schema_arrow.names], _WHAT, path)
    return columns, _rows(arrow, data, path)


def _pyarrow(path: str | None) -> Any:
    """The package pyarrow, with its part for Parquet."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise TableError('Parquet needs pyarrow: pip install "aliaskit[parquet]"', path=path) from error
    return pyarrow


def _rows(arrow: Any, data: Any, path: str) -> Iterator[Row]:
    """The rows of a file."""
    batches = guarded(lambda: iter(data.iter_batches(batch_size=BATCH)), _WHAT, path)
    count = 0
    while (batch := guarded(partial(next, batches, None), _WHAT, path, count + 1)) is not None:
        texts = [guarded(partial(_texts, arrow, column), _WHAT, path, count + 1) for column in batch.columns]
        for cells in zip(*texts, strict=True):
            count += 1
            yield Row(count, list(cells))


def _texts(arrow: Any, column: Any) -> list[str]:
    """The values of a column as text."""
    kind = column.type
    if arrow.types.is_float32(kind):
        # As Python floats they would have digits that nobody wrote: 0.10000000149011612.
        short = column.cast(arrow.string()).to_pylist()
        return [text_of(None if text is None else float(text)) for text in short]
    if getattr(kind, "unit", None) == "ns":
        # Python has no nanoseconds, and whether pandas lends some should make no difference.
        column = column.cast(_in_microseconds(arrow, kind), safe=False)
    try:
        return [text_of(value) for value in column.to_pylist()]
    except UnicodeDecodeError:
        return [text_of(value) for value in column.cast(arrow.large_binary()).to_pylist()]
    except (ValueError, OverflowError, LookupError):
        # Times that Python lacks: of the year 10000, in a zone that is not installed.
        return [text_of(value) for value in column.cast(arrow.string()).to_pylist()]


def _in_microseconds(arrow: Any, kind: Any) -> Any:
    """The type for the same kind of time, less finely divided."""
    if arrow.types.is_timestamp(kind):
        return arrow.timestamp("us", tz=kind.tz)
    return arrow.duration("us") if arrow.types.is_duration(kind) else arrow.time64("us")


def write_batches(
    file: BinaryIO, path: str | None, columns: Sequence[str], rows: Iterable[Sequence[str]]
) -> int:
    """The number of rows written; every column is text, and short rows are filled up.

    Raises:
        TableError: pyarrow is missing, two columns have one name or a row has surplus cells.
    """
    arrow = _pyarrow(path)
    names = list(map(_legal, columns))
    for place, name in enumerate(names):
        if (first := names.index(name)) < place:
            raise TableError(
                f"columns {first + 1} and {place + 1} are both called {name!r}, which Parquet cannot hold: "
                "rename one or write CSV",
                path=path,
            )
    schema = arrow.schema([(name, arrow.large_string()) for name in names])
    count = 0
    source = iter(rows)
    with arrow.parquet.ParquetWriter(file, schema) as writer:
        while batch := list(islice(source, BATCH)):
            for number, row in enumerate(batch, start=count + 1):
                if len(row) > len(names):
                    raise TableError(
                        f"row {number} has {len(row)} cells for {len(names)} columns, "
                        "which Parquet cannot hold: name the columns or write CSV",
                        path=path,
                    )
            writer.write_batch(arrow.record_batch(_columns(arrow, batch, len(names)), schema=schema))
            count += len(batch)
    return count


def _columns(arrow: Any, batch: Sequence[Sequence[str]], width: int) -> list[Any]:
    """The columns of a batch of rows."""
    return [
        arrow.array([_legal(row[place]) if place < len(row) else "" for row in batch], arrow.large_string())
        for place in range(width)
    ]


def _legal(text: str) -> str:
    """The text without halves of characters, which UTF-8 lacks."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)

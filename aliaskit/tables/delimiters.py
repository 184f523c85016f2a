"""What stands between the cells of a table, and cells of any size."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import RLock

DELIMITERS = (",", ";", "\t", "|")
# A table of one column has no delimiter, but the csv module wants one: the unit separator, which
# no text contains by accident, keeps commas in the cells.
NO_DELIMITER = "\x1f"

# What a C long holds on every platform.
_WIDEST = 2**31 - 1
_lock = RLock()
_readers = 0
_usual = 0


def sniff_delimiter(lines: Sequence[str], *, complete: bool) -> str | None:
    """The delimiter that gives the first rows most alike as many cells as the header has.

    Args:
        lines: The first lines; quotes are honoured.
        complete: Whether these are all lines; if not, the last row may be cut off.

    Returns:
        One of `DELIMITERS`, or None for a table of one column: the header has no delimiter, or
        hardly any other row has it.
    """
    best: tuple[float, int] = (0, 0)
    found = None
    for delimiter in DELIMITERS:
        try:
            with cells_of_any_size():
                widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
        except csv.Error:
            # A cell of more than 2 GiB: not with this delimiter.
            continue
        if not complete and len(widths) > 1:
            widths.pop()
        if not widths or widths[0] < 2:
            continue
        several = sum(width > 1 for width in widths) / len(widths)
        score = (widths.count(widths[0]) / len(widths), widths[0])
        # The first of equals wins: the commoner delimiter.
        if several >= 0.5 and score > best:
            best, found = score, delimiter
    return found


@contextmanager
def cells_of_any_size() -> Iterator[None]:
    """Nothing; while it lasts, the csv module accepts large cells.

    The limit belongs to the process, so the first reader raises it and the last restores it.
    """
    global _readers, _usual
    with _lock:
        if not _readers:
            _usual = csv.field_size_limit(_WIDEST)
        _readers += 1
    try:
        yield
    finally:
        with _lock:
            _readers -= 1
            if not _readers:
                csv.field_size_limit(_usual)

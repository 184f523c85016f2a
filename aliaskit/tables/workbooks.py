"""XLSX workbooks: one sheet read as a table, and tables written as sheets of nothing but text."""

import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from threading import RLock
from typing import TYPE_CHECKING, Any, BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from aliaskit.errors import TableError
from aliaskit.tables.binary import guarded
from aliaskit.tables.table import Row
from aliaskit.tables.values import text_of

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

# What a sheet holds; the header takes the first row.
MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
# Counted as spreadsheets do, in UTF-16.
LONGEST_CELL = 32_767

_WHAT = "XLSX workbook"
_OLD = b"\xd0\xcf\x11\xe0"
# Spreadsheets write characters that XML lacks as _x000D_, and an underscore before such a text as _x005F_.
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ILLEGAL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ZEROS = re.compile("0+")
# A spreadsheet takes a text that starts so for a formula when it is typed or edited; a # for an error.
_RISKY = frozenset("=+-@#")
# The same table gives the same bytes: the earliest time that a ZIP archive knows.
_NO_TIME = datetime(1980, 1, 1)
_lock = RLock()


def read_sheet(file: BinaryIO, path: str, sheet: str | int | None, stack: ExitStack) -> Iterator[Row]:
    """The rows of a sheet as text, up to their last cell that is not empty; blank rows have no cells.

    Args:
        file: The workbook.
        path: What messages call it.
        sheet: A name, or else a number from 1; None takes the first sheet that is not hidden.
        stack: Closes the workbook.

    Raises:
        TableError: openpyxl is missing, the workbook is damaged or has no such sheet.
    """
    load = _openpyxl(path).load_workbook
    if file.read(4) == _OLD:
        message = "this is an XLS workbook or one with a password: save it as XLSX without a password"
        raise TableError(message, path=path)
    file.seek(0)
    with _no_warnings():
        # Values, not formulas: what the spreadsheet computed when it saved the file.
        book = guarded(lambda: load(file, read_only=True, data_only=True, keep_links=False), _WHAT, path)
    stack.callback(book.close)
    found = _sheet(book, sheet, path)
    # Not every program writes the true size of a sheet, and cells beyond it would be lost.
    guarded(found.reset_dimensions, _WHAT, path)
    return _rows(found, path)


def _openpyxl(path: str | None) -> Any:
    """The package openpyxl."""
    try:
        import openpyxl
    except ImportError as error:
        raise TableError('XLSX needs openpyxl: pip install "aliaskit[xlsx]"', path=path) from error
    return openpyxl


def _sheet(book: Any, asked: str | int | None, path: str) -> Any:
    """The sheet asked for."""
    sheets = book.worksheets
    if asked is None and sheets:
        return next((sheet for sheet in sheets if sheet.sheet_state == "visible"), sheets[0])
    for sheet in sheets:
        if sheet.title == asked:
            return sheet
    number = str(asked)
    # More digits than this are no sheet's number, and int() refuses thousands of them.
    if number.isascii() and number.isdigit() and len(number) < 10 and 1 <= int(number) <= len(sheets):
        return sheets[int(number) - 1]
    have = ", ".join(f"{number} {sheet.title!r}" for number, sheet in enumerate(sheets, start=1))
    wanted = "no sheet" if asked is None else f"no sheet {asked!r}"
    raise TableError(f"{wanted}: there are {have or 'none with cells'}", path=path)


def _rows(sheet: Any, path: str) -> Iterator[Row]:
    """The rows of a sheet."""
    cells_of = iter(sheet.rows)
    for number in range(1, MOST_ROWS + 2):
        with _no_warnings():
            cells = guarded(lambda: _texts(next(cells_of, None)), _WHAT, path, number)
        if cells is None:
            return
        if number > MOST_ROWS:
            raise TableError(f"no sheet has more than {MOST_ROWS} rows", path=path)
        yield Row(number, cells)


def _texts(cells: Sequence[Any] | None) -> list[str] | None:
    """The cells as text without the empty ones at the end, or None after the last row."""
    if cells is None:
        return None
    last = len(cells)
    # A cell without a value that is text all the same is an empty text that somebody wrote.
    while last and cells[last - 1].value is None and cells[last - 1].data_type != "inlineStr":
        last -= 1
    return [_text(cell) for cell in cells[:last]]


def _text(cell: Any) -> str:
    """The text that a person sees in a cell."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return _ESCAPE.sub(_character, value) if "_x" in value else str(value)
    if isinstance(value, float):
        # The digits that spreadsheets have: 0.1 + 0.2 is stored as 0.30000000000000004.
        value = float(f"{value:.15g}")
    text = text_of(value)
    if cell.has_style and text.isdigit() and _ZEROS.fullmatch(form := cell.number_format):
        # 00501 may be the number 501 in a form of five digits.
        return text.zfill(len(form))
    return text


def _character(match: re.Match[str]) -> str:
    """The character that an escape stands for; half of one stays as it is."""
    character = chr(int(match[1], 16))
    return match[0] if _SURROGATE.match(character) else character


@contextmanager
def _no_warnings() -> Iterator[None]:
    """Nothing; while it lasts, openpyxl is silent about styles and extensions that no table needs."""
    with _lock, warnings.catch_warnings():
        warnings.filterwarnings("ignore", module=r"openpyxl\.")
        yield


def write_sheet(
    file: BinaryIO, path: str | None, columns: Sequence[str], rows: Iterable[Sequence[str]]
) -> int:
    """The number of rows written, each cell as text: none becomes a formula, a number or a date.

    Characters that XML lacks are left out.

    Raises:
        TableError: openpyxl is missing, or a sheet has no room for so much.
    """
    openpyxl = _openpyxl(path)
    from openpyxl.cell import WriteOnlyCell

    book: Workbook = openpyxl.Workbook(write_only=True)
    sheet = cast("WriteOnlyWorksheet", book.create_sheet("Table"))

    def risky(text: str) -> Any:
        cell = WriteOnlyCell(sheet, text)
        cell.data_type = "s"
        # The apostrophe of spreadsheets: the cell stays text even when somebody edits it.
        cell.quotePrefix = True
        return cell

    number = 0
    try:
        if columns:
            number = 1
            # A name that is empty is written too, so that its column is there.
            sheet.append(_cells(columns, risky, "", path, number))
        header = number
        for row in rows:
            number += 1
            if number > MOST_ROWS:
                message = f"a sheet holds {MOST_ROWS - 1:,} rows and a header: write CSV or Parquet"
                raise TableError(message, path=path)
            cells = _cells(row, risky, None, path, number)
            # So is an empty text in a row without any other, which would be passed over as blank.
            sheet.append(cells if any(cell is not None for cell in cells) else [""])
        _save(book, file)
    except BaseException:
        _drop(sheet)
        raise
    return number - header


def _cells(
    row: Sequence[str], risky: Callable[[str], Any], empty: str | None, path: str | None, number: int
) -> list[Any]:
    """The cells of a row as openpyxl takes them."""
    if len(row) > MOST_COLUMNS:
        raise TableError(f"a sheet holds {MOST_COLUMNS:,} columns, not {len(row)}", path=path, line=number)
    cells: list[Any] = []
    for column, cell in enumerate(row, start=1):
        text = _legal(cell)
        if len(text) > LONGEST_CELL // 2 and len(text.encode("utf-16-le")) // 2 > LONGEST_CELL:
            message = (
                f"a cell holds {LONGEST_CELL:,} characters, column {column} has more: write CSV or Parquet"
            )
            raise TableError(message, path=path, line=number)
        cells.append(risky(text) if text[:1] in _RISKY else text or empty)
    return cells


def _legal(text: str) -> str:
    """The text with only what a cell may hold."""
    if text.isascii() and text.isprintable() and "_x" not in text:
        return text
    text = _SURROGATE.sub("\ufffd", _ILLEGAL.sub("", text))
    # XML reads a carriage return as a line feed.
    return _LOOKS_ESCAPED.sub("_x005F_", text).replace("\r", "_x000D_")


class _Timeless(ZipFile):
    """An archive whose members have no time of their own."""

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        """Nothing; the file is a member now."""
        with open(filename, "rb") as source, self.open(_member(arcname), "w", force_zip64=True) as target:  # noqa: PTH123
            while part := source.read(1 << 20):
                target.write(part)

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        """Nothing; the data is a member now."""
        super().writestr(_member(zinfo_or_arcname), data)


def _member(name: str) -> ZipInfo:
    """A member of an archive, without a time."""
    member = ZipInfo(name, _NO_TIME.timetuple()[:6])
    member.compress_type = ZIP_DEFLATED
    return member


def _save(book: Any, file: BinaryIO) -> None:
    """Nothing; the workbook is in the file, with the same bytes whenever it is written."""
    from openpyxl.writer.excel import ExcelWriter

    book.properties.created = book.properties.modified = _NO_TIME
    with _Timeless(file, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).write_data()


def _drop(sheet: Any) -> None:
    """Nothing; the temporary file behind a sheet that is not to be is removed."""
    with suppress(Exception):
        sheet.close()
    if writer := getattr(sheet, "_writer", None):
        with suppress(Exception):
            writer.cleanup()

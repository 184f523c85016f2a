"""Tables read, row by row: what the header promises, and rows that do not keep to it."""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack
from itertools import chain, islice

from aliaskit.errors import TableError
from aliaskit.tables.binary import opened
from aliaskit.tables.decoding import Lines
from aliaskit.tables.delimiters import NO_DELIMITER, sniff_delimiter
from aliaskit.tables.formats import NAME, READABLE, Format, Place, format_of, name_of
from aliaskit.tables.parquet import read_batches
from aliaskit.tables.quoting import split_rows
from aliaskit.tables.records import read_records
from aliaskit.tables.table import Problems, Row, Table
from aliaskit.tables.workbooks import read_sheet

SNIFFED_LINES = 200
RECORDS_AHEAD = 1000


def read_table(
    source: Place,
    *,
    format: str | None = None,
    delimiter: str | None = None,
    encoding: str | None = None,
    header: bool = True,
    sheet: str | int | None = None,
) -> Table:
    """The table in a file or stream, read as its rows are asked for.

    Cells are text and stay as they are: None, NA, 001 and blanks at the ends too. Short rows are
    filled up with empty cells, long ones keep their surplus cells at the end; both are noted in
    `Table.problems`. Blank lines between rows are passed over and noted, at the end only passed
    over. Gzip is recognised and unpacked.

    The columns of JSON Lines are the keys of the first thousand records, in order of appearance;
    a key met later is an error, since the columns have been given out by then.

    Of XLSX, the text that a person sees is read as far as a program can tell: dates as in ISO 8601,
    TRUE and FALSE, whole numbers without .0, the last result of a formula. Parquet is read by the
    same rules. XLSX needs openpyxl, Parquet pyarrow.

    Args:
        source: A path, "-" for standard input, or an open stream, which is left open.
        format: csv, tsv, jsonl, xlsx, parquet or lines; None goes by the file's extension, else, for
            text, by its first character. Lines are a name each, quotes and commas in it, and no header.
        delimiter: What stands between cells; None detects comma, semicolon, tab or bar.
        encoding: None goes by the byte order mark, else UTF-8, else Windows-1252.
        header: Whether the first row of a CSV, a TSV or a sheet names the columns.
        sheet: The sheet of a workbook, by name or else by number from 1; None takes the first that
            is not hidden.

    Raises:
        TableError: The source cannot be read, now or, with its line, later in iteration.
    """
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '\r\n"'):
        raise TableError(f"the delimiter must be one character and no quote or line end, not {delimiter!r}")
    known = format_of(source, format, READABLE)
    if sheet is not None and known != "xlsx":
        raise TableError(f"only XLSX has sheets: there is no sheet {sheet!r}", path=name_of(source))
    if known == "xlsx" or known == "parquet":
        return _binary_table(source, known, sheet, header)
    settled = known is not None and encoding is not None and (delimiter is not None or known != "csv")
    problems = Problems()
    lines = Lines(source, encoding=encoding, sample=not settled, note=problems.note)
    try:
        kind = known or _sniff_format(lines)
        if kind == "jsonl":
            delimiter = None
            columns, rows = _from_records(lines)
        elif kind == "lines":
            delimiter = None
            columns, rows = [NAME], _evened(_from_names(lines), 1, problems, "")
        else:
            if kind == "tsv":
                delimiter = delimiter or "\t"
            elif delimiter is None:
                head = lines.peek(SNIFFED_LINES)
                delimiter = sniff_delimiter(head, complete=len(head) < SNIFFED_LINES)
            columns, rows = _from_rows(lines, delimiter, header, problems)
    except BaseException:
        lines.close()
        raise
    return Table(
        columns,
        _closing(rows, lines.close),
        path=lines.path,
        format=kind,
        encoding=lines.encoding,
        delimiter=delimiter,
        problems=problems,
        close=lines.close,
    )


def _binary_table(source: Place, format: Format, sheet: str | int | None, header: bool) -> Table:
    """The table in an XLSX or Parquet file."""
    problems = Problems()
    path = name_of(source)
    stack = ExitStack()
    try:
        file = stack.enter_context(opened(source))
        if format == "parquet":
            columns, rows = read_batches(file, path, stack)
        else:
            columns, rows = _headed(read_sheet(file, path, sheet, stack), header, problems, short="")
    except BaseException:
        stack.close()
        raise
    return Table(
        columns,
        _closing(rows, stack.close),
        path=path,
        format=format,
        encoding=None,
        delimiter=None,
        problems=problems,
        close=stack.close,
    )


def _sniff_format(lines: Lines) -> Format:
    """JSON Lines if the first character that is not blank opens an object, else CSV."""
    first = next((line for line in lines.peek(SNIFFED_LINES) if not line.isspace()), "")
    return "jsonl" if first.lstrip().startswith("{") else "csv"


def _closing(rows: Iterator[Row], close: Callable[[], None]) -> Generator[Row, None, None]:
    """The rows; the source is closed after the last one, after an error and when they are dropped."""
    try:
        yield from rows
    finally:
        close()


def _from_rows(
    lines: Lines, delimiter: str | None, header: bool, problems: Problems
) -> tuple[list[str], Iterator[Row]]:
    """The columns of a CSV, and its rows made as wide as they are."""
    return _headed(
        split_rows(lines, delimiter or NO_DELIMITER, problems), header, problems, short="filled up"
    )


def _headed(
    rows: Iterator[Row], header: bool, problems: Problems, *, short: str
) -> tuple[list[str], Iterator[Row]]:
    """The columns that the first row names, or else as many as it has cells, and the rows."""
    first = next((row for row in rows if row.cells), None)
    if first is None:
        return [], iter(())
    if header:
        return first.cells, _evened(rows, len(first.cells), problems, short)
    columns = [str(number) for number, _ in enumerate(first.cells, start=1)]
    return columns, _evened(chain([first], rows), len(columns), problems, short)


def _from_names(lines: Lines) -> Iterator[Row]:
    """A row of one cell for every line, whatever is in it."""
    for number, line in enumerate(lines, start=1):
        text = line.rstrip("\r\n")
        yield Row(number, [text] if text else [])


def _evened(rows: Iterable[Row], width: int, problems: Problems, short: str) -> Iterator[Row]:
    """The rows with at least `width` cells, without blank lines.

    What is noted about short rows is `short`; in a sheet, where no row has an end, nothing.
    """
    blank: list[int] = []
    for row in rows:
        if not row.cells:
            blank.append(row.line)
            continue
        for line in blank:
            problems.note(line, "blank line passed over")
        blank.clear()
        if len(row.cells) != width:
            done = short if len(row.cells) < width else "the surplus is kept"
            if done:
                problems.note(row.line, f"expected {width} cells, found {len(row.cells)}: {done}")
            row.cells.extend([""] * (width - len(row.cells)))
        yield row


def _from_records(lines: Lines) -> tuple[list[str], Iterator[Row]]:
    """The columns of JSON Lines, and its rows."""
    records = read_records(lines)
    ahead = list(islice(records, RECORDS_AHEAD))
    columns = list(dict.fromkeys(chain.from_iterable(record for _, record in ahead)))
    return columns, _in_columns(chain(ahead, records), columns, lines.path)


def _in_columns(
    records: Iterable[tuple[int, dict[str, str]]], columns: list[str], path: str
) -> Iterator[Row]:
    """The records as rows; what one leaves out is empty."""
    known = set(columns)
    for line, record in records:
        if not known.issuperset(record):
            new = next(key for key in record if key not in known)
            raise TableError(
                f"key {new!r} is not in the first {RECORDS_AHEAD} records, which make the columns: "
                "give it in the first one, as null if it is empty there",
                path=path,
                line=line,
            )
        yield Row(line, [record.get(column, "") for column in columns])

"""Workbooks: what a person sees comes out, and what goes in is text and nothing else."""

import gzip
import io
import os
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell import WriteOnlyCell

from aliaskit.errors import TableError
from aliaskit.tables import Problem, Row, read_table, workbooks, write_table

FORMULAS = ["=1+1", "=HYPERLINK(A1)", "+1", "-1", "@SUM(A1)", "=", "#N/A", "#REF!", "{=A1}", "\t=1", "'=1"]
ANY_TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff")
    | st.sampled_from("\r\n\t =+-@#_x0D'"),
    max_size=9,
).map(lambda text: "".join(letter for letter in text if letter >= " " or letter in "\r\n\t"))


def workbook(path: Path, rows: list[list[object]], **formats: str) -> Path:
    """A workbook of one sheet; `formats` are number formats by coordinate."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for place, form in formats.items():
        book.active[place].number_format = form
    book.save(path)
    return path


def written(columns: list[str], rows: list[list[str]]) -> bytes:
    target = io.BytesIO()
    assert write_table(target, columns, rows, format="xlsx") == len(rows)
    assert not target.closed
    return target.getvalue()


def read(data: bytes, **options: object) -> tuple[list[str], list[list[str]]]:
    with read_table(io.BytesIO(data), format="xlsx", **options) as table:
        return table.columns, [row.cells for row in table]


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def sheet_xml(data: bytes) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()


def with_sheet_xml(data: bytes, xml: str) -> bytes:
    """The workbook with another first sheet."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, xml if name == "xl/worksheets/sheet1.xml" else old.read(name))
    return target.getvalue()


def test_columns_rows_and_lines(tmp_path: Path) -> None:
    path = workbook(tmp_path / "names.xlsx", [["name", "country"], ["Kihara Minoru", "JP"], [], ["Duarte"]])
    with read_table(path) as table:
        assert table.columns == ["name", "country"]
        assert (table.path, table.format, table.encoding, table.delimiter) == (str(path), "xlsx", None, None)
        assert list(table) == [Row(2, ["Kihara Minoru", "JP"]), Row(4, ["Duarte", ""])]
        # No row of a sheet is short: cells that are empty at its end are not there.
        assert table.problems == [Problem(3, "blank line passed over")]
        assert list(table) == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (7, "7"),
        (7.0, "7"),
        (-0.0, "0"),
        (2.5, "2.5"),
        (0.1 + 0.2, "0.3"),
        (1e15, "1000000000000000"),
        (4.9e20, "490000000000000000000"),
        (1e-7, "0.0000001"),
        (1e300, "1e+300"),
        (Decimal("1.50"), "1.5"),
        (True, "TRUE"),
        (False, "FALSE"),
        (date(2024, 1, 2), "2024-01-02"),
        (datetime(2024, 1, 2), "2024-01-02"),
        (datetime(2024, 1, 2, 10, 30), "2024-01-02T10:30:00"),
        (time(10, 30), "10:30:00"),
        (timedelta(hours=25, minutes=3), "25:03:00"),
        ("#N/A", "#N/A"),
        ("None", "None"),
        ("NA", "NA"),
        ("NULL", "NULL"),
        ("001", "001"),
        ("TRUE", "TRUE"),
        (" padded ", " padded "),
        ("a\nb", "a\nb"),
        ("a_x000D_\nb", "a\r\nb"),
        ("_xD83D_", "_xD83D_"),
        ("Ωλ 木原 稔 😀", "Ωλ 木原 稔 😀"),
    ],
)
def test_values_as_a_person_sees_them(tmp_path: Path, value: object, text: str) -> None:
    path = workbook(tmp_path / "a.xlsx", [["a", "b"], [value, "x"]])
    assert [row.cells for row in read_table(path)] == [[text, "x"]]


def test_numbers_in_a_form_of_zeros_keep_their_zeros(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx", [["zip", "b"], [501, 501], [501.5, 501]], A2="00000", B2="0.00", A3="00000"
    )
    assert [row.cells for row in read_table(path)] == [["00501", "501"], ["501.5", "501"]]


def test_a_formula_is_its_last_result() -> None:
    data = written(["a", "b", "c"], [["x", "x", "x"]])
    xml = sheet_xml(data)
    cells = '<c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="str"><f>"x"</f><v>x</v></c><c r="C2"><f>1</f></c>'
    start = xml.index('<row r="2"')
    xml = f'{xml[:start]}<row r="2">{cells}</row></sheetData></worksheet>'
    assert read(with_sheet_xml(data, xml))[1] == [["2", "x", ""]]


def test_a_date_that_no_calendar_has_is_no_warning(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["a"], [99999999999]], A2="yyyy-mm-dd")
    assert [row.cells for row in read_table(path)] == [["#VALUE!"]]


def test_the_size_that_a_sheet_claims_is_not_believed() -> None:
    data = written(["a", "b"], [["1", "2"]])
    xml = sheet_xml(data).replace("<sheetData>", '<dimension ref="A1"/><sheetData>', 1)
    assert read(with_sheet_xml(data, xml)) == (["a", "b"], [["1", "2"]])


def test_sheets(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "hidden"
    book.active.append(["h"])
    book.active.sheet_state = "hidden"
    book.create_sheet("people").append(["p"])
    book.create_sheet("1").append(["one"])
    book.active = 1
    book.save(path)
    for sheet, column in [(None, "p"), ("people", "p"), (2, "p"), ("2", "p"), ("1", "one"), (1, "h")]:
        with read_table(path, sheet=sheet) as table:
            assert table.columns == [column]
    for sheet in ["nobody", "People", 0, 4, "9" * 5000, ""]:
        with pytest.raises(TableError, match=r"no sheet .*: there are 1 'hidden', 2 'people', 3 '1'"):
            read_table(path, sheet=sheet)


def test_headers() -> None:
    data = written([], [["a", "b"], ["c"]])
    assert read(data, header=False) == (["1", "2"], [["a", "b"], ["c", ""]])
    assert read(data) == (["a", "b"], [["c", ""]])
    assert read(written([], [])) == ([], [])
    assert read(written(["a", ""], [["1", "2"]])) == (["a", ""], [["1", "2"]])
    assert read(written(["a", "a"], [["1", "2"]])) == (["a", "a"], [["1", "2"]])


def test_blank_rows_before_the_header_are_passed_over(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [[], [], ["name"], ["x"]])
    with read_table(path) as table:
        assert (table.columns, list(table)) == (["name"], [Row(4, ["x"])])


def test_ragged_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    assert write_table(path, ["a", "b"], [["1"], [], ["1", "2", "3"], ["", ""], ["", "2"]]) == 5
    with read_table(path) as table:
        assert [row.cells for row in table] == [["1", ""], ["", ""], ["1", "2", "3"], ["", ""], ["", "2"]]
        assert table.problems == [Problem(4, "expected 2 cells, found 3: the surplus is kept")]


@settings(deadline=None, max_examples=60)
@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(st.lists(ANY_TEXT, min_size=width, max_size=width), min_size=1, max_size=6)
    )
)
def test_tables_come_back(table: list[list[str]]) -> None:
    assert read(written(table[0], table[1:])) == (table[0], table[1:])


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_becomes_a_formula(text: str) -> None:
    data = written([text], [[text], ["x"], [text]])
    assert read(data) == ([text], [[text], ["x"], [text]])
    xml = sheet_xml(data)
    assert "<f" not in xml
    assert "<v>" not in xml
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert {cell.data_type for row in sheet.rows for cell in row} <= {"s", "inlineStr"}
    if text[0] in "=+-@":
        assert [cell.quotePrefix for row in sheet.rows for cell in row] == [True, True, False, True]


def test_what_xml_lacks_is_left_out() -> None:
    rows = [["a\0b\x01\x0b\x0c\x1f"], ["\ufffe\uffffc"], ["\ud800d"], ["\x00=1"], ["\x7f\x85\u2028"]]
    assert read(written(["\x02n"], rows)) == (
        ["n"],
        [["ab"], ["c"], ["\ufffdd"], ["=1"], ["\x7f\x85\u2028"]],
    )
    assert "<f" not in sheet_xml(written(["n"], rows))


def test_texts_that_look_like_escapes_stay() -> None:
    assert read(written(["_x0041_"], [["_x000D_"], ["_x005F_x000D_"], ["\r"], ["_\r_x"]])) == (
        ["_x0041_"],
        [["_x000D_"], ["_x005F_x000D_"], ["\r"], ["_\r_x"]],
    )


def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xlsx"
    longest = "😀" + "x" * 32_765
    assert read(written(["a"], [[longest]])) == (["a"], [[longest]])
    with pytest.raises(TableError, match=r"a\.xlsx:3: a cell holds 32,767 characters, column 2 has more"):
        write_table(path, ["a", "b"], [["", "x"], ["", longest + "x"]])
    with pytest.raises(TableError, match="a sheet holds 16,384 columns, not 16385"):
        write_table(path, ["a"], [["x"] * 16_385])
    monkeypatch.setattr(workbooks, "MOST_ROWS", 4)
    assert len(read(written(["a"], [["x"]] * 3))[1]) == 3
    with pytest.raises(TableError, match="a sheet holds 3 rows and a header: write CSV or Parquet"):
        write_table(path, ["a"], [["x"]] * 4)
    data = written([], [["x"]] * 4)
    monkeypatch.setattr(workbooks, "MOST_ROWS", 3)
    with pytest.raises(TableError, match="no sheet has more than 3 rows"):
        read(data)
    assert names_in(tmp_path) == []


def test_the_true_limit_of_rows() -> None:
    assert workbooks.MOST_ROWS - 1 == 1_048_575


def test_the_same_table_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = written(["a"], [["=1"], ["b"]])
    monkeypatch.setattr("time.time", lambda: 2e9)
    assert written(["a"], [["=1"], ["b"]]) == first


def test_files_appear_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    path = tmp_path / "a.xlsx"
    write_table(path, ["a"], [["1"]])
    before = path.read_bytes()

    def rows() -> Iterator[list[str]]:
        yield ["2"]
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        write_table(path, ["a"], rows())
    assert path.read_bytes() == before
    with read_table(path) as table:
        assert write_table(path, table.columns, (row.cells * 2 for row in table)) == 1
    assert [row.cells for row in read_table(path)] == [["1", "1"]]
    assert names_in(tmp_path) == ["a.xlsx", "scratch"]
    assert names_in(scratch) == []


def test_packed_workbooks_and_pipes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xlsx.gz"
    assert write_table(path, ["a"], [["1"]]) == 1
    with read_table(path) as table:
        assert (table.format, [row.cells for row in table]) == ("xlsx", [["1"]])
    data = gzip.decompress(path.read_bytes())
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as end:
        end.write(data)
    with os.fdopen(reading, "rb") as pipe, read_table(pipe, format="xlsx") as table:
        assert [row.cells for row in table] == [["1"]]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert [row.cells for row in read_table("-", format="xlsx")] == [["1"]]
    (tmp_path / "b.xlsx.gz").write_bytes(path.read_bytes()[:-9])
    with pytest.raises(TableError, match=r"b\.xlsx\.gz: the compressed file is damaged"):
        read_table(tmp_path / "b.xlsx.gz")


def test_streams_stay_open_and_must_be_binary() -> None:
    source = io.BytesIO(written(["a"], [["1"]]))
    list(read_table(source, format="xlsx"))
    assert not source.closed
    with pytest.raises(TableError, match="open it in binary mode"):
        read_table(io.StringIO("a"), format="xlsx")
    with pytest.raises(TableError, match="open the stream in binary mode"):
        write_table(io.StringIO(), ["a"], [], format="xlsx")


def test_a_missing_package_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "a.xlsx", [["a"]])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    for act in (lambda: read_table(path), lambda: write_table(tmp_path / "b.xlsx", ["a"], [])):
        with pytest.raises(TableError, match=r'\.xlsx: XLSX needs openpyxl: pip install "aliaskit\[xlsx\]"'):
            act()
    assert names_in(tmp_path) == ["a.xlsx"]


def test_damaged_workbooks_are_told_with_their_path(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    data = written(["name"], [[f"text {number}"] for number in range(50)])
    for length in [0, 1, 4, 100, len(data) // 2, len(data) - 1]:
        path.write_bytes(data[:length])
        with pytest.raises(TableError, match=r"a\.xlsx: this is no XLSX workbook, or a damaged one"):
            read_table(path)
    for place in range(30, len(data), 41):
        path.write_bytes(data[:place] + bytes(8) + data[place + 8 :])
        try:
            list(read_table(path))
        except TableError as error:
            assert error.path == str(path)  # noqa: PT017
    data = written(["name"], [[f"text {number}"] for number in range(5000)])
    xml = sheet_xml(data).replace("<sheetData>", '<dimension ref="A1"/><sheetData>', 1)
    path.write_bytes(with_sheet_xml(data, xml[:200_000]))
    with pytest.raises(TableError, match=r"a\.xlsx:\d+: this is no XLSX workbook, or a damaged one"):
        list(read_table(path))
    path.write_bytes(b"a,b\n1,2\n")
    with pytest.raises(TableError, match="this is no XLSX workbook"):
        read_table(path)
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    with pytest.raises(TableError, match="an XLS workbook or one with a password"):
        read_table(path)
    with pytest.raises(TableError, match=r"none\.xlsx: cannot be read: No such file"):
        read_table(tmp_path / "none.xlsx")


def test_pandas_and_others_write_empty_texts(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["a", "b"])
    sheet.append([WriteOnlyCell(sheet, ""), None])
    book.save(tmp_path / "a.xlsx")
    assert [row.cells for row in read_table(tmp_path / "a.xlsx")] == [["", ""]]

"""Parquet: columns of any type come out as text, and text goes in."""

import io
import os
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet as pq

from aliaskit.errors import TableError
from aliaskit.tables import Row, parquet, read_table, write_table

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\r\n\t\0 =,"), max_size=8)


def written(columns: list[str], rows: list[list[str]]) -> bytes:
    target = io.BytesIO()
    assert write_table(target, columns, rows, format="parquet") == len(rows)
    assert not target.closed
    return target.getvalue()


def read(data: bytes) -> tuple[list[str], list[list[str]]]:
    source = io.BytesIO(data)
    with read_table(source, format="parquet") as table:
        columns, rows = table.columns, [row.cells for row in table]
    assert not source.closed
    return columns, rows


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def texts(column: pa.Array) -> list[str]:
    target = io.BytesIO()
    pq.write_table(pa.table({"a": column}), target)
    return [cell for [cell] in read(target.getvalue())[1]]


def test_columns_rows_and_numbers(tmp_path: Path) -> None:
    path = tmp_path / "names.parquet"
    pq.write_table(pa.table({"name": ["Kihara", "Duarte"], "age": [7, None]}), path)
    with read_table(path) as table:
        assert table.columns == ["name", "age"]
        assert (table.path, table.format, table.encoding, table.delimiter) == (
            str(path),
            "parquet",
            None,
            None,
        )
        assert list(table) == [Row(1, ["Kihara", "7"]), Row(2, ["Duarte", ""])]
        assert table.problems == []
        assert list(table) == []


@pytest.mark.parametrize(
    ("values", "type", "expected"),
    [
        (["None", "NA", "001", "", None, "a\r\nb"], pa.string(), ["None", "NA", "001", "", "", "a\r\nb"]),
        (["木", "木", None], pa.dictionary(pa.int8(), pa.string()), ["木", "木", ""]),
        (["å".encode(), b"\xff", None], pa.binary(), ["å", "\udcff", ""]),
        ([2**63, 0, None], pa.uint64(), ["9223372036854775808", "0", ""]),
        ([7.0, 0.1 + 0.2, -0.0, float("nan"), float("-inf"), None], pa.float64(),
         ["7", "0.30000000000000004", "0", "NaN", "-Infinity", ""]),
        ([7.0, 0.1, 1e-7, 3e38, float("inf"), None], pa.float32(),
         ["7", "0.1", "0.0000001", "3e+38", "Infinity", ""]),
        ([True, False, None], pa.bool_(), ["TRUE", "FALSE", ""]),
        ([Decimal("1.50"), None], pa.decimal128(9, 2), ["1.50", ""]),
        ([date(2024, 1, 2), None], pa.date32(), ["2024-01-02", ""]),
        ([datetime(2024, 1, 2), datetime(2024, 1, 2, 3, 4), None], pa.timestamp("ms"),
         ["2024-01-02", "2024-01-02T03:04:00", ""]),
        ([datetime(2024, 1, 2, tzinfo=UTC)], pa.timestamp("us", tz="UTC"), ["2024-01-02T00:00:00+00:00"]),
        ([1_000_001_001, None], pa.timestamp("ns"), ["1970-01-01T00:00:01.000001", ""]),
        ([1_000_001_001], pa.time64("ns"), ["00:00:01.000001"]),
        ([1_000_001_001], pa.duration("ns"), ["0:00:01.000001"]),
        ([time(3, 4)], pa.time32("s"), ["03:04:00"]),
        ([timedelta(hours=25), timedelta(seconds=-1)], pa.duration("s"), ["25:00:00", "-0:00:01"]),
        ([["木", None, 'q"'], []], pa.list_(pa.string()), ['["木", null, "q\\""]', "[]"]),
        ([{"a": 1, "d": date(2024, 1, 2)}], pa.struct([("a", pa.int8()), ("d", pa.date32())]),
         ['{"a": 1, "d": "2024-01-02"}']),
        ([None, None], pa.null(), ["", ""]),
    ],
)  # fmt: skip
def test_values_as_text(values: list[object], type: pa.DataType, expected: list[str]) -> None:
    assert texts(pa.array(values, type)) == expected


def test_times_that_python_lacks() -> None:
    assert texts(pa.array([0, 253402300800000], pa.timestamp("ms"))) == [
        "1970-01-01 00:00:00.000",
        "10000-01-01 00:00:00.000",
    ]


def test_text_that_is_no_utf_8() -> None:
    broken = pa.Array.from_buffers(pa.string(), 2, pa.array([b"a", b"\xff"], pa.binary()).buffers())
    assert texts(broken) == ["a", "\udcff"]


@settings(deadline=None, max_examples=60)
@given(
    st.integers(1, 4).flatmap(
        lambda width: st.tuples(
            st.lists(ANY_TEXT, min_size=width, max_size=width, unique=True),
            st.lists(st.lists(ANY_TEXT, min_size=width, max_size=width), max_size=5),
        )
    )
)
def test_tables_come_back(table: tuple[list[str], list[list[str]]]) -> None:
    assert read(written(*table)) == table


def test_formulas_unicode_newlines_and_empty_cells_come_back() -> None:
    rows = [["=1+1", "木原 稔 😀"], ["a\r\nb\n", ""], ["", "\ufffe\0"]]
    assert read(written(["a", ""], rows)) == (["a", ""], rows)
    schema = pq.read_schema(io.BytesIO(written(["a"], [])))
    assert schema.types == [pa.large_string()]
    assert read(written(["a"], [["\ud800"]])) == (["a"], [["\ufffd"]])


def test_many_rows_come_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "BATCH", 7)
    rows = [[str(number)] for number in range(100)]
    with read_table(io.BytesIO(written(["n"], rows)), format="parquet") as table:
        assert list(table) == [Row(number, [str(number - 1)]) for number in range(1, 101)]


def test_short_rows_are_filled_up_and_surplus_is_refused(tmp_path: Path) -> None:
    assert read(written(["a", "b"], [["1"], []])) == (["a", "b"], [["1", ""], ["", ""]])
    assert read(written([], [])) == ([], [])
    with pytest.raises(TableError, match=r"a\.parquet: row 2 has 3 cells for 2 columns.*write CSV"):
        write_table(tmp_path / "a.parquet", ["a", "b"], [["1"], ["1", "2", "3"]])
    assert names_in(tmp_path) == []


def test_duplicate_names_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"columns 1 and 3 are both called 'a'.*rename one or write CSV"):
        write_table(tmp_path / "a.parquet", ["a", "b", "a"], [])
    assert names_in(tmp_path) == []


def test_files_appear_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    write_table(path, ["a"], [["1"]])
    before = path.read_bytes()
    assert before == written(["a"], [["1"]])

    def rows() -> Iterator[list[str]]:
        yield ["2"]
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        write_table(path, ["a"], rows())
    assert path.read_bytes() == before
    with read_table(path) as table:
        assert write_table(path, table.columns, ([f"{row.cells[0]}!"] for row in table)) == 1
    assert [row.cells for row in read_table(path)] == [["1!"]]
    assert names_in(tmp_path) == ["a.parquet"]


def test_packed_files_pipes_and_text_streams(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet.gz"
    write_table(path, ["a"], [["1"]])
    assert [row.cells for row in read_table(path)] == [["1"]]
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as end:
        end.write(written(["a"], [["1"]]))
    with os.fdopen(reading, "rb") as pipe, read_table(pipe, format="parquet") as table:
        assert [row.cells for row in table] == [["1"]]
    with pytest.raises(TableError, match="open it in binary mode"):
        read_table(io.StringIO("a"), format="parquet")
    with pytest.raises(TableError, match="open the stream in binary mode"):
        write_table(io.StringIO(), ["a"], [], format="parquet")


@pytest.mark.parametrize("package", ["pyarrow", "pyarrow.parquet"])
def test_a_missing_package_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(written(["a"], []))
    monkeypatch.setitem(sys.modules, package, None)
    for act in (lambda: read_table(path), lambda: write_table(tmp_path / "b.parquet", ["a"], [])):
        with pytest.raises(TableError, match=r'Parquet needs pyarrow: pip install "aliaskit\[parquet\]"'):
            act()
    assert names_in(tmp_path) == ["a.parquet"]


def test_damaged_files_are_told_with_their_path(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    data = written(["name"], [[f"text {number}"] for number in range(50)])
    for length in [0, 1, 4, 100, len(data) // 2, len(data) - 1]:
        path.write_bytes(data[:length])
        with pytest.raises(TableError, match=r"a\.parquet: this is no Parquet file, or a damaged one"):
            read_table(path)
    path.write_bytes(data[:4] + b"\xff" * 200 + data[204:])
    with pytest.raises(TableError, match=r"a\.parquet:1: this is no Parquet file, or a damaged one"):
        list(read_table(path))
    with pytest.raises(TableError, match="only XLSX has sheets"):
        read_table(path, sheet="a")
    path.rename(tmp_path / "a.csv")
    with pytest.raises(TableError, match=r"a\.csv: this is a Parquet file: let its name end in \.parquet"):
        read_table(tmp_path / "a.csv")
    with pytest.raises(TableError, match=r"none\.parquet: cannot be read: No such file"):
        read_table(tmp_path / "none.parquet")

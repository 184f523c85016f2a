"""Tables read: encodings, delimiters, quotes, ragged rows, and where things went wrong."""

import csv
import gzip
import io
import os
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aliaskit.errors import TableError
from aliaskit.tables import Problem, Row, Table, delimiters, read_table
from aliaskit.tables.table import MOST_PROBLEMS


def read(content: str | bytes, **options: object) -> tuple[Table, list[list[str]]]:
    """The table in `content`, read to its end."""
    data = content.encode("utf-8", "surrogateescape") if isinstance(content, str) else content
    table = read_table(io.BytesIO(data), **options)
    return table, [row.cells for row in table]


def test_columns_rows_and_lines(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_bytes(b'name,country\nKihara Minoru,JP\n"Nouri,\nNasrin",\nDuarte,BR\n')
    with read_table(path) as table:
        assert table.columns == ["name", "country"]
        assert (table.path, table.format, table.encoding, table.delimiter) == (str(path), "csv", "utf-8", ",")
        assert list(table) == [
            Row(2, ["Kihara Minoru", "JP"]),
            Row(3, ["Nouri,\nNasrin", ""]),
            Row(5, ["Duarte", "BR"]),
        ]
        assert table.problems == []
        assert list(table) == []


@pytest.mark.parametrize(
    "text", ["None", "NA", "NULL", "001", "1e5", " padded ", "a\0b", "\u2028", "\x0b", "\x85"]
)
def test_cells_stay_as_they_are(text: str) -> None:
    table, rows = read(f"name,note\n{text},x\n")
    assert rows == [[text, "x"]]
    assert table.problems == []


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("näme,Ωλ\nå,木\n".encode(), "utf-8"),
        ("näme,Ωλ\nå,木\n".encode("utf-8-sig"), "utf-8-sig"),
        ("näme,Ωλ\nå,木\n".encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + "näme,Ωλ\nå,木\n".encode("utf-16-be"), "utf-16"),
    ],
)
def test_encodings_are_recognised(data: bytes, encoding: str) -> None:
    for content in (data, gzip.compress(data)):
        table, rows = read(content)
        assert (table.encoding, table.columns, rows) == (encoding, ["näme", "Ωλ"], [["å", "木"]])


def test_windows_1252_is_the_last_resort() -> None:
    table, rows = read("name,city\nMüller,Köln\nO’Neill,Zürich\n".encode("cp1252"))
    assert (table.encoding, table.problems) == ("cp1252", [])
    assert rows == [["Müller", "Köln"], ["O’Neill", "Zürich"]]


def test_stray_bytes_in_utf_8_are_repaired_and_noted() -> None:
    good, strays = "Müller,Köln,Österreich\n".encode(), "Peña,Málaga,\n".encode("cp1252")
    table, rows = read(b"name,city,land\n" + good * 2 + strays + b"\x81,x,y\n")
    assert table.encoding == "utf-8"
    assert rows[1:3] == [["Müller", "Köln", "Österreich"], ["Peña", "Málaga", ""]]
    # Nothing in Windows-1252: kept, so that it can be written back.
    assert rows[3] == ["\udc81", "x", "y"]
    assert [problem.line for problem in table.problems] == [4, 5]
    assert "Windows-1252" in table.problems[0].message


def test_windows_1252_beyond_the_sample_is_read_all_the_same() -> None:
    table, rows = read(b"name,n\n" + b"plain,1\n" * 20_000 + "Peña,2\n".encode("cp1252"))
    assert rows[-1] == ["Peña", "2"]
    assert [problem.line for problem in table.problems] == [20_002]


def test_a_character_cut_by_the_end_of_the_sample_is_no_damage() -> None:
    for shift in range(3):
        table, _ = read(b"x" * shift + b"name,n\n" + "木".encode() * 40_000 + b",1\n")
        assert (table.encoding, table.problem_count) == ("utf-8", 0)


def test_encoding_that_was_asked_for() -> None:
    table, rows = read("имя,n\nИван,1\n".encode("koi8-r"), encoding="koi8-r")
    assert (table.encoding, table.columns, rows) == ("koi8-r", ["имя", "n"], [["Иван", "1"]])
    table, rows = read(b"name,n\n\xe9,1\n", encoding="utf-8")
    assert rows == [["\udce9", "1"]]
    assert "not utf-8" in table.problems[0].message
    assert read("\ufeffname,n\n", encoding="utf-8")[0].columns == ["name", "n"]
    for unknown in ("klingon", "base64", "a\0b"):
        with pytest.raises(TableError, match="unknown encoding"):
            read("a,b\n", encoding=unknown)


def test_bytes_that_no_encoding_explains() -> None:
    with pytest.raises(TableError, match="not utf-16") as caught:
        read("a,b\n1,2\n".encode("utf-16") + b"\x00")
    assert caught.value.line


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_recognised(delimiter: str) -> None:
    lines = [["name", "note", "n"], ['"Kihara, Minoru"', '"a;b|c\td\ne"', "1"], ["X", "", "2"]]
    table, rows = read("\n".join(delimiter.join(line) for line in lines))
    assert table.delimiter == delimiter
    assert rows[0] == ["Kihara, Minoru", "a;b|c\td\ne", "1"]
    assert table.problems == []


def test_consistency_counts_and_not_frequency() -> None:
    table, rows = read("name;note\nKihara, M.;a, b, c\nNouri, N.;d\nX;e, f\n")
    assert table.delimiter == ";"
    assert rows[0] == ["Kihara, M.", "a, b, c"]
    assert read("a,b|c,d\n1,2|3,4\n")[0].delimiter == ","


@pytest.mark.parametrize("header", ["name", "Names, all of them"])
def test_a_list_of_names_has_one_column_and_keeps_its_commas(header: str) -> None:
    names = ["Kihara", "Nouri", "Duarte", "Kihara, Minoru"]
    table, rows = read("\n".join([header, *names]))
    assert (table.delimiter, table.columns) == (None, [header])
    assert rows == [[name] for name in names]


def test_delimiter_that_was_asked_for() -> None:
    assert read("a:b\n1:2\n", delimiter=":")[1] == [["1", "2"]]
    assert read("a,b\tc\n1,2\t3\n", format="tsv")[1] == [["1,2", "3"]]
    for wrong in ("", "::", "\n", '"'):
        with pytest.raises(TableError, match="one character"):
            read("a", delimiter=wrong)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    table, rows = read(end.join(["a,b", "1,2", '"x\ny",3', "4,5"]))
    assert rows == [["1", "2"], ["x\ny", "3"], ["4", "5"]]
    assert table.columns == ["a", "b"]
    text = io.StringIO(end.join(["a,b", "1,2", '"x\ny",3', "4,5"]), newline="")
    assert [row.cells for row in read_table(text)] == rows
    text = io.StringIO(end.join(["a,b", "1,2", "4,5"]))
    assert [tuple(row) for row in read_table(text)] == [(2, ["1", "2"]), (3, ["4", "5"])]


def test_ragged_rows_are_kept_and_noted() -> None:
    table, rows = read("a,b,c\n1,2,3\n4\n5,6,7,8,9\n")
    assert rows == [["1", "2", "3"], ["4", "", ""], ["5", "6", "7", "8", "9"]]
    assert table.problems == [
        Problem(3, "expected 3 cells, found 1: filled up"),
        Problem(4, "expected 3 cells, found 5: the surplus is kept"),
    ]


def test_blank_lines_are_passed_over_and_noted_unless_at_the_ends() -> None:
    table, rows = read("\n\na,b\n1,2\n\n\n3,4\n\n\n")
    assert (table.columns, rows) == (["a", "b"], [["1", "2"], ["3", "4"]])
    assert [problem.line for problem in table.problems] == [5, 6]


def test_problems_do_not_fill_the_memory() -> None:
    table, _ = read("a,b\n" + "1\n" * 1 + "1,2\n" * 10 + "1,2,3\n" * (MOST_PROBLEMS + 50))
    assert len(table.problems) == MOST_PROBLEMS
    assert table.problem_count == MOST_PROBLEMS + 51


@pytest.mark.parametrize(
    ("line", "cells", "message"),
    [
        ('"x,1', ['"x', "1"], "opened and not closed"),
        ('"Weird Al" Zork,1', ['"Weird Al" Zork', "1"], "within a cell"),
        ('"Weird Al" Zork,"1, ""2"""', ['"Weird Al" Zork', '1, "2"'], "within a cell"),
        ('"x"y,"1', ['"x"y', '"1'], "within a cell"),
        ('1,"x', ["1", '"x'], "opened and not closed"),
    ],
)
@pytest.mark.parametrize("after", [[], ["y,2"], ["y,2"] * 150, ['"q",2', "y,3", '"z', 'a",4'], ['y,"2"', ""]])
def test_a_quote_that_does_not_add_up_is_noted_and_swallows_no_row(
    line: str, cells: list[str], message: str, after: list[str]
) -> None:
    table, rows = read("\n".join(["a,b", line, *after]))
    _, rest = read("\n".join(["a,b", *after]))
    assert rows == [cells, *rest]
    assert (table.problems[0].line, message in table.problems[0].message) == (2, True)


def test_quoted_cells_of_many_lines_are_no_problem_but_tall_ones_are_noted() -> None:
    table, rows = read('a,b\n"x\n,""y""\n",1\n')
    assert (rows, table.problems) == ([['x\n,"y"\n', "1"]], [])
    table, rows = read('a,b\n"x' + "\n" * 120 + '",1\nz,2\n')
    assert len(rows) == 2
    assert "one row takes 121 lines" in table.problems[0].message


def test_a_quote_that_is_open_for_too_long_is_an_error_with_its_line() -> None:
    with pytest.raises(TableError, match=r":2: a quote is opened here and not closed within 10000 lines"):
        read('a,b\n"x,1\n' + "y,2\n" * 10_001)


def test_lines_are_a_name_each_whatever_is_in_them() -> None:
    text = '\ufeff"Weird Al" Zork\r\nPlugh, Inc.\n\n"open;\n  NA\t\n'
    table = read_table(io.BytesIO(text.encode()), format="lines")
    assert [row.cells[0] for row in table] == ['"Weird Al" Zork', "Plugh, Inc.", '"open;', "  NA\t"]
    assert (table.columns, [problem.line for problem in table.problems]) == (["name"], [3])


def test_cells_of_any_size_and_the_limit_comes_back() -> None:
    usual = csv.field_size_limit()
    first = read_table(io.StringIO("a,b\n1,2\n"))
    _, rows = read("a,b\n" + "x" * 300_000 + ",1\n")
    assert len(rows[0][0]) == 300_000
    assert csv.field_size_limit() != usual
    first.close()
    assert list(first) == []
    assert csv.field_size_limit() == usual
    started = read_table(io.StringIO("a,b\n1,2\n3,4\n"))
    next(iter(started))
    started.close()
    assert csv.field_size_limit() == usual


def test_an_error_gives_the_limit_back_and_names_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = csv.field_size_limit()
    monkeypatch.setattr(delimiters, "_WIDEST", 10)
    for options in ({}, {"delimiter": ","}):
        table = read_table(io.StringIO("a,b\n1,2\n" + "x" * 11 + ",3\n"), **options)
        with pytest.raises(TableError, match="stream:3: field larger than field limit"):
            list(table)
    assert csv.field_size_limit() == usual


def test_without_header() -> None:
    table, rows = read("1,x\n2,y\n", header=False)
    assert (table.columns, rows) == (["1", "2"], [["1", "x"], ["2", "y"]])
    assert table.column_index("2") == 1


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff"])
def test_empty_tables(content: str) -> None:
    table, rows = read(content)
    assert (table.columns, rows) == ([], [])
    with pytest.raises(TableError, match="the table is empty"):
        table.column_index("name")


def test_columns_by_name_and_number() -> None:
    table, _ = read("id,name,2020,,name\n")
    assert table.column_index("id") == 0
    assert table.column_index("2020") == 2
    assert table.column_index("4") == 3
    assert table.column_index("5") == 4
    with pytest.raises(TableError, match="columns 2 and 5 are both called 'name': ask by number"):
        table.column_index("name")
    for wrong in ("", "0", "6", "-1", "²", "٣", "9" * 5000, "Name"):
        with pytest.raises(TableError, match="there are 1 'id', 2 'name', 3 '2020', 4 '', 5 'name'"):
            table.column_index(wrong)


def test_a_name_that_looks_like_a_number_is_a_name() -> None:
    assert read("3,2,1\n")[0].column_index("1") == 2


def test_json_lines_values_as_text() -> None:
    table, rows = read(
        '{"name": "Kihara", "n": 1.10, "big": 123456789012345678901234567890}\n'
        "\n"
        '{"name": null, "ok": true, "n": -0, "more": {"a": [1.50, "é", null, false]}}\r\n'
    )
    assert (table.format, table.delimiter) == ("jsonl", None)
    assert table.columns == ["name", "n", "big", "ok", "more"]
    assert rows == [
        ["Kihara", "1.10", "123456789012345678901234567890", "", ""],
        ["", "-0", "", "true", '{"a": [1.50, "é", null, false]}'],
    ]


def test_json_lines_have_lines_and_long_numbers() -> None:
    content = '{"a": ' + "9" * 10_000 + '}\n\n{"a": "x"}\n'
    assert [row.line for row in read_table(io.StringIO(content))] == [1, 3]


@pytest.mark.parametrize(
    ("line", "column", "message"),
    [
        ('  {"a": 1 2}', 11, "not JSON"),
        ('{"a": "x', 7, "not JSON"),
        (" [1]", 2, "expected one JSON object"),
        ('"x"', 1, "expected one JSON object"),
        ('{"a":' + "[" * 100_000, 1, "nested too deeply"),
    ],
)
def test_json_lines_errors_say_where(tmp_path: Path, line: str, column: int, message: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"a": 1}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(TableError, match=message) as caught:
        list(read_table(path))
    assert (caught.value.path, caught.value.line) == (str(path), 2)
    assert caught.value.column == column


def test_json_lines_key_that_comes_too_late() -> None:
    content = '{"a": 1}\n' * 1000 + '{"a": 1, "b": 2}\n'
    table = read_table(io.StringIO(content))
    with pytest.raises(TableError, match="key 'b' is not in the first 1000 records") as caught:
        list(table)
    assert caught.value.line == 1001
    assert read(content.replace('{"a": 1}', '{"a": 1, "b": null}', 1))[1][-1] == ["1", "2"]


@pytest.mark.parametrize(
    ("name", "content", "format"),
    [
        ("a.csv", "{a,b\n", "csv"),
        ("a.TSV", "a\tb\n", "tsv"),
        ("a.tab", "a\tb\n", "tsv"),
        ("a.ndjson", '{"a": 1}\n', "jsonl"),
        ("a.jsonl.gz", '{"a": 1}\n', "jsonl"),
        ("a.txt", '\n {"a": 1}\n', "jsonl"),
        ("plain", "a\n", "csv"),
    ],
)
def test_formats(tmp_path: Path, name: str, content: str, format: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with read_table(str(tmp_path / name)) as table:
        assert table.format == format


def test_sources_that_are_no_tables(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"none\.csv: cannot be read: No such file"):
        read_table(tmp_path / "none.csv")
    with pytest.raises(TableError, match="cannot be read"):
        read_table("a\0b")
    with pytest.raises(
        TableError, match="unknown format 'xml': expected one of csv, tsv, jsonl, xlsx, parquet"
    ):
        read_table("a.csv", format="xml")
    with pytest.raises(TableError, match="xls files are neither read nor written: use XLSX or CSV"):
        read_table("a.xls")
    (tmp_path / "a.csv").write_bytes(b"PK\x03\x04...")
    with pytest.raises(
        TableError, match=r"a\.csv: this is an XLSX workbook or a ZIP archive: let its name end in \.xlsx"
    ):
        read_table(tmp_path / "a.csv")
    with pytest.raises(TableError, match="only XLSX has sheets"):
        read_table(tmp_path / "a.csv", sheet=1)


@pytest.mark.skipif(os.name == "nt", reason="Windows refuses directories in other words")
def test_directories_are_no_tables(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="Is a directory"):
        read_table(tmp_path)


def test_damaged_gzip_is_told_wherever_it_ends() -> None:
    packed = gzip.compress(os.urandom(200).hex().encode() + b",b\n1,2\n")
    for length in range(2, len(packed)):
        with pytest.raises(TableError, match="damaged"):
            read(packed[:length])
    for position in range(2, len(packed)):
        flipped = bytearray(packed)
        flipped[position] ^= 0xFF
        with suppress(TableError):
            read(bytes(flipped))


def test_gzip_damaged_beyond_the_sample_names_the_line() -> None:
    packed = gzip.compress(b"a,b\n" + b"".join(b"%d,x\n" % number for number in range(60_000)))
    table = read_table(io.BytesIO(packed[: len(packed) // 2]))
    with pytest.raises(TableError, match="damaged") as caught:
        list(table)
    assert caught.value.line
    assert 10_000 < caught.value.line < 60_000


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("a,é\n1,2\n".encode()), encoding="ascii"))
    table = read_table("-")
    assert (table.path, table.columns, [row.cells for row in table]) == (
        "standard input",
        ["a", "é"],
        [["1", "2"]],
    )
    monkeypatch.setattr(sys, "stdin", io.StringIO("a,b\n"))
    assert read_table("-").columns == ["a", "b"]


def test_streams_stay_open_and_files_do_not(tmp_path: Path) -> None:
    for stream in (io.BytesIO(b"a,b\n1,2\n"), io.StringIO("a,b\n1,2\n")):
        with read_table(stream) as table:
            assert [row.cells for row in table] == [["1", "2"]]
        del table
        assert not stream.closed
    (tmp_path / "a.csv").write_text("a,b\n1,2\n3,4\n", encoding="utf-8")
    # An unclosed file would be a ResourceWarning, which is an error in these tests.
    with read_table(tmp_path / "a.csv") as table:
        assert next(iter(table)).cells == ["1", "2"]
    assert list(table) == []


def test_a_pipe_is_read_as_it_comes_once_nothing_is_left_to_detect() -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as source, os.fdopen(writing, "wb", buffering=0) as sink:
        sink.write(b"a,b\n1,2\n")
        table = read_table(source, format="csv", delimiter=",", encoding="utf-8")
        assert next(iter(table)).cells == ["1", "2"]
        sink.write(b"3,4\n")
        assert next(iter(table)).cells == ["3", "4"]


def test_what_is_detected_does_not_depend_on_how_a_pipe_delivers() -> None:
    data = b"name;note\n" + "Kihara, M.;Köln\n".encode("cp1252") * 50
    reading, writing = os.pipe()

    def deliver() -> None:
        with os.fdopen(writing, "wb", buffering=0) as sink:
            for start in range(0, len(data), 7):
                sink.write(data[start : start + 7])

    thread = threading.Thread(target=deliver)
    thread.start()
    with os.fdopen(reading, "rb", buffering=0) as source:
        table = read_table(source)
        rows = [row.cells for row in table]
    thread.join()
    assert (table.encoding, table.delimiter, rows) == ("cp1252", ";", [["Kihara, M.", "Köln"]] * 50)


@given(st.binary(max_size=200), st.booleans(), st.sampled_from([None, "csv", "tsv", "jsonl"]))
def test_any_bytes_give_rows_or_table_errors(data: bytes, header: bool, format: str | None) -> None:
    try:
        table, rows = read(data, header=header, format=format)
    except TableError:
        return
    assert all(len(row) >= len(table.columns) for row in rows)

"""Tables written: they come back as they were, and a file is whole or as it was before."""

import csv
import gzip
import io
import json
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aliaskit.errors import TableError
from aliaskit.tables import read_table, write_table

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\r\n\t\",;|\0 '"), max_size=8)
ROWS = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(ANY_TEXT, min_size=width, max_size=width), min_size=1, max_size=6)
)


def written(columns: list[str], rows: list[list[str]], format: str | None = None) -> bytes:
    target = io.BytesIO()
    assert write_table(target, columns, rows, format=format) == len(rows)
    return target.getvalue()


@given(ROWS)
def test_csv_comes_back(table: list[list[str]]) -> None:
    data = written(table[0], table[1:])
    back = read_table(io.BytesIO(data), format="csv", delimiter=",", encoding="utf-8")
    rows = [row.cells for row in back]
    # A mark at the very beginning is the encoding's, not the name's.
    assert [back.columns[0].removeprefix("\ufeff"), *back.columns[1:]] == [
        table[0][0].removeprefix("\ufeff"),
        *table[0][1:],
    ]
    assert rows == table[1:]
    assert back.problems == []


@given(ROWS, st.sampled_from(["tsv", "jsonl"]))
def test_other_formats_come_back(table: list[list[str]], format: str) -> None:
    columns = [f"c{number}" for number, _ in enumerate(table[0])]
    back = read_table(io.BytesIO(written(columns, table, format)), format=format, encoding="utf-8")
    assert [row.cells for row in back] == table
    assert back.columns == columns


@given(ROWS)
def test_csv_is_what_others_read(table: list[list[str]]) -> None:
    text = written(table[0], table[1:]).decode()
    assert list(csv.reader(io.StringIO(text, newline=""), strict=True)) == table


def test_bytes_are_fixed() -> None:
    assert written(["name", "n"], [["Kihara, M.", "1"], ["é", ""], [""]]) == (
        'name,n\n"Kihara, M.",1\né,\n,\n'.encode()
    )
    assert written(["a"], [[""], []]) == b'a\n""\n""\n'
    assert written(["a\tb"], [["c,d"]], "tsv") == b'"a\tb"\nc,d\n'
    assert written([], [["x", "y"], []]) == b'x,y\n""\n'


def test_carriage_returns_are_quoted() -> None:
    assert written(["a", "b"], [["x\ry", "x\r\n"]]) == b'a,b\n"x\ry","x\r\n"\n'


def test_ragged_tables_are_written_back_with_their_surplus() -> None:
    content = b"a,b\n1,2,3\n4,\n"
    table = read_table(io.BytesIO(content))
    assert written(table.columns, [row.cells for row in table]) == content


def test_json_lines_have_a_key_for_every_cell() -> None:
    data = written(["a", "", "a", "column 2"], [["1", "2", "3", "4", "5", "6"], ["7"]], "jsonl")
    first, second = map(json.loads, data.splitlines())
    assert first == {
        "a": "1",
        "column 2_": "2",
        "column 3": "3",
        "column 2": "4",
        "column 5": "5",
        "column 6": "6",
    }
    assert second == {"a": "7", "column 2_": "", "column 3": "", "column 2": ""}
    assert "木".encode() in written(["a"], [["木"]], "jsonl")


def test_escaped_bytes_are_written_as_the_bytes_they_were() -> None:
    content = b"a,b\n\x81,\xff\xc3\n"
    table = read_table(io.BytesIO(content), encoding="utf-8")
    assert written(table.columns, [row.cells for row in table]) == content
    assert written(["a", "b"], [["\ud800", "\udc81"]]) == b"a,b\n\xef\xbf\xbd,\x81\n"
    line = written(["a"], [["\ud800\udc81"]], "jsonl")
    assert line == b'{"a": "\\ud800\\udc81"}\n'


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_can_be_written(text: str) -> None:
    for format in ("csv", "tsv", "jsonl"):
        written([text], [[text]], format)


@pytest.mark.parametrize("name", ["a.csv", "a.tsv.gz", "a.jsonl", "a.jsonl.gz", "a.txt"])
def test_files_come_back_by_their_names(tmp_path: Path, name: str) -> None:
    rows = [["Kihara, Minoru", "JP"], ["Nouri", ""]]
    assert write_table(tmp_path / name, ["name", "country"], rows) == 2
    with read_table(tmp_path / name) as table:
        assert table.columns == ["name", "country"]
        assert [row.cells for row in table] == rows
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_bytes().startswith(b"\x1f\x8b") == name.endswith(".gz")


def test_gzip_has_no_name_and_no_time(tmp_path: Path) -> None:
    for name in ("a.csv.gz", "b.csv.gz"):
        write_table(tmp_path / name, ["a"], [["1"]])
    data = (tmp_path / "a.csv.gz").read_bytes()
    assert (tmp_path / "b.csv.gz").read_bytes() == data
    assert gzip.decompress(data) == b"a\n1\n"
    assert data[4:8] == bytes(4)


def failing() -> Iterator[list[str]]:
    yield ["1"]
    raise RuntimeError("the source broke")


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz"])
def test_failure_keeps_what_there_was(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"old")
    with pytest.raises(RuntimeError, match="the source broke"):
        write_table(path, ["a"], failing())
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_table_can_be_written_over_its_source(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_table(path, ["a", "b"], [[str(number), "x"] for number in range(30_000)])
    with read_table(path) as table:
        assert write_table(path, table.columns, (row.cells[::-1] for row in table)) == 30_000
    with read_table(path) as table:
        assert [row.cells for row in table][-1] == ["x", "29999"]


@pytest.mark.skipif(os.name == "nt", reason="links and modes of POSIX")
def test_links_are_followed_and_permissions_kept(tmp_path: Path) -> None:
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_text("old", encoding="utf-8")
    real.chmod(0o600)
    link.symlink_to(real)
    write_table(link, ["a"], [])
    assert link.is_symlink()
    assert real.read_bytes() == b"a\n"
    assert real.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of POSIX")
def test_pipes_and_devices_are_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    received: list[bytes] = []
    reader = threading.Thread(target=lambda: received.append(pipe.read_bytes()))
    reader.start()
    write_table(pipe, ["a"], [["1"]])
    reader.join()
    assert received == [b"a\n1\n"]
    assert pipe.is_fifo()
    write_table("/dev/null", ["a"], [["1"]])
    assert not Path("/dev/null").is_file()


def test_standard_output(monkeypatch: pytest.MonkeyPatch) -> None:
    bytes_out = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(bytes_out, encoding="ascii", newline="\r\n"))
    sys.stdout.write("before ")
    assert write_table("-", ["é"], [["木"]]) == 1
    assert bytes_out.getvalue() == "before é\n木\n".encode()
    text_out = io.StringIO()
    monkeypatch.setattr(sys, "stdout", text_out)
    write_table("-", ["é"], [["木"]])
    assert text_out.getvalue() == "é\n木\n"


def test_rows_reach_a_stream_as_they_come() -> None:
    target = io.StringIO()

    def rows() -> Iterator[list[str]]:
        yield ["1"]
        assert target.getvalue() == "a\n1\n"
        yield ["2"]

    assert write_table(target, ["a"], rows()) == 2


def test_a_broken_pipe_is_the_callers() -> None:
    class Broken(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            if isinstance(data, str):
                raise TypeError
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        write_table(Broken(), ["a"], [])


def test_targets_that_cannot_be(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="cannot be written: No such file"):
        write_table(tmp_path / "none" / "a.csv", ["a"], [])
    with pytest.raises(TableError, match="cannot be written"):
        write_table(tmp_path / "a\0b.csv", ["a"], [])
    with pytest.raises(TableError, match="cannot be written"):
        write_table(tmp_path, ["a"], [])
    with pytest.raises(TableError, match="ods files are neither read nor written"):
        write_table("a.ods", ["a"], [])
    with pytest.raises(TableError, match="unknown format"):
        write_table("a.csv", ["a"], [], format="xml")

"""Whole lists in files of every sort: what is read, what is kept, what is written and when."""

import csv
import gzip
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli_runs import ADDED, BANK, cells, own

from aliaskit import Resolver
from aliaskit.cleaning import known_only
from aliaskit.tables import read_table, write_table

FORMATS = ["csv", "tsv", "jsonl", "csv.gz", "tsv.gz", "jsonl.gz"]
FORMATS += ["xlsx"] if importlib.util.find_spec("openpyxl") else []
FORMATS += ["parquet"] if importlib.util.find_spec("pyarrow") else []
COLUMNS = ["id", "mention", "note"]
ROWS = [
    ["001", "Dr. Brannic Oswell", "None"],
    ["1e5", "BoVm", "NA"],
    ["", "Oswell, Brannic", "=1+1"],
    ["NaN", "  Zork ", "null"],
    [" 7 ", "", "1.10"],
    ["TRUE", "BoVm", "2024-01-02"],
    ["-0", "None", "ß, Ω"],
    ["0", "BRANNIC OSWELL", '"quoted", two\nlines'],
]
CANONICAL = [
    "Brannic Oswell",
    "Bank of Vellmoor",
    "Brannic Oswell",
    "Zork",
    "",
    "Bank of Vellmoor",
    "None",
    "Brannic Oswell",
]
NO_NAMES = [[first, last] for first, _, last in ROWS]


def table_in(path: Path) -> tuple[list[str], list[list[str]]]:
    with read_table(path) as table:
        return list(table.columns), [row.cells for row in table]


@pytest.mark.parametrize("before", FORMATS)
@pytest.mark.parametrize("after", FORMATS)
def test_every_format_comes_back_with_its_rows_and_cells(folder: Path, before: str, after: str) -> None:
    write_table(folder / f"in.{before}", COLUMNS, ROWS)
    result = own("clean", f"in.{before}", "-c", "mention", "-o", f"out.{after}")
    assert (result.exit_code, result.stdout) == (0, ""), result.stderr
    columns, rows = table_in(folder / f"out.{after}")
    assert columns == [*COLUMNS, *ADDED]
    assert [row[:3] for row in rows] == ROWS
    assert [row[3] for row in rows] == CANONICAL
    assert rows[1][3:9] == BANK


@pytest.mark.parametrize("name", FORMATS)
def test_replace_changes_the_one_column(folder: Path, name: str) -> None:
    write_table(folder / f"in.{name}", COLUMNS, ROWS)
    own("clean", f"in.{name}", "-c", "2", "--replace", "-o", f"out.{name}")
    columns, rows = table_in(folder / f"out.{name}")
    assert columns == COLUMNS
    assert [[row[0], row[2]] for row in rows] == NO_NAMES
    assert [row[1] for row in rows] == CANONICAL


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("switches", [(), ("--json",)])
def test_mapping_into_a_file(folder: Path, name: str, switches: tuple[str, ...]) -> None:
    write_table(folder / "in.csv", COLUMNS, ROWS)
    if switches and name.removesuffix(".gz") != "jsonl":
        name = "jsonl"
    result = own("clean", "in.csv", "-c", "mention", "--mapping", *switches, "-o", f"map.{name}")
    assert (result.exit_code, result.stdout) == (0, "")
    columns, rows = table_in(folder / f"map.{name}")
    assert columns == ["from", "to", "reason", "explanation"]
    assert [row[0] for row in rows] == list(dict.fromkeys(row[1] for row in ROWS))
    assert ["BoVm", "Bank of Vellmoor", "alias"] in [row[:3] for row in rows]


@pytest.mark.parametrize("only", [(), ("--known-only",)])
def test_json_has_a_key_per_column(folder: Path, only: tuple[str, ...]) -> None:
    write_table(folder / "in.csv", COLUMNS, ROWS)
    result = own("clean", "in.csv", "-c", "mention", "--json", "--prefix", "x ", *only)
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(records) == len(ROWS)
    assert all(list(record) == [*COLUMNS, *(f"x {name}" for name in ADDED)] for record in records)
    assert [list(record.values())[:3] for record in records] == ROWS


# --- names by the line ---------------------------------------------------------------------------------

LINES = "Oswell, Brannic\nBrannic Oswell\nZork; Plugh & Co.\nBoVm\n"


@pytest.mark.parametrize("source", ["-", "names.txt", "names.txt.gz"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_one_name_per_line(folder: Path, source: str, encoding: str) -> None:
    data = LINES.encode(encoding)
    (folder / "names.txt").write_bytes(data)
    (folder / "names.txt.gz").write_bytes(gzip.compress(data))
    rows = cells(own("clean", source, stdin=data if source == "-" else None).stdout)
    assert rows[0] == ["name", *ADDED]
    assert [row[:2] for row in rows[1:]] == [
        ["Oswell, Brannic", "Brannic Oswell"],
        ["Brannic Oswell", "Brannic Oswell"],
        ["Zork; Plugh & Co.", "Zork; Plugh & Co."],
        ["BoVm", "Bank of Vellmoor"],
    ]


@pytest.mark.parametrize("verb", ["clean", "review"])
def test_lines_that_are_a_table_after_all(folder: Path, verb: str) -> None:
    result = own(verb, "-", "-c", "who", stdin="id,who\n1,BoVm\n")
    assert result.exit_code == 0
    assert own(verb, "-", "-c", "nobody", stdin="id,who\n1,BoVm\n").exit_code == 1


def test_an_empty_line_is_told(folder: Path) -> None:
    result = own("clean", "-", stdin="BoVm\n\nZork\n")
    assert len(cells(result.stdout)) == 3
    assert result.stderr.startswith("standard input:2: blank line passed over\n")


@pytest.mark.parametrize("text", ["", "\n"])
def test_no_names_at_all(text: str) -> None:
    result = own("clean", "-", "--check", stdin=text)
    assert (result.exit_code, cells(result.stdout)) == (0, [["name", *ADDED]])
    assert result.stderr.endswith("0 rows: 0 match, 0 ambiguous, 0 unknown\n")


# --- how a table is read -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "options"),
    [
        ("id#mention\n1#Zörk, a\n2#BoVm\n".encode(), "-c mention -d #"),
        ("id;mention\n1;Zörk, a\n2;BoVm\n".encode("cp1252"), "-c mention"),
        ("id\tmention\n1\tZörk, a\n2\tBoVm\n".encode(), "-c mention -t"),
        ("id\tmention\n1\tZörk, a\n2\tBoVm\n".encode("mac-roman"), "-c 2 --tabs --encoding mac-roman"),
        ("id|mention\n1|Zörk, a\n2|BoVm\n".encode("utf-16"), "--column mention"),
        ("1\tZörk, a\n2\tBoVm\n".encode(), "-c 2 -t -H"),
        ("1;Zörk, a\n2;BoVm\n".encode("latin-1"), "-c 2 -d ; -e latin-1 --no-header"),
    ],
)
@pytest.mark.parametrize("only", ["", " --known-only"])
def test_delimiters_encodings_and_headers(folder: Path, data: bytes, options: str, only: str) -> None:
    (folder / "in.dat").write_bytes(data)
    result = own("clean", "in.dat", *(options + only).split())
    assert [row[:3] for row in cells(result.stdout)[1:]] == [
        ["1", "Zörk, a", "Zörk, a"],
        ["2", "BoVm", "Bank of Vellmoor"],
    ]


def test_a_wrong_encoding_is_an_error_or_a_note(folder: Path) -> None:
    (folder / "in.csv").write_bytes("mention\nBoVm\nZörk\n".encode("cp1252"))
    assert own("clean", "in.csv", "-e", "klingon").exit_code == 1
    result = own("clean", "in.csv", "-o", "out.csv")
    assert result.exit_code == 0
    assert table_in(folder / "out.csv")[1][1][:2] == ["Zörk", "Zörk"]


def test_a_wide_table_needs_a_column(folder: Path) -> None:
    (folder / "in.csv").write_text("a,b\nBoVm,x\n")
    result = own("clean", "in.csv")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "say which column holds the names: -c COLUMN (there are a, b)" in result.stderr


@pytest.mark.parametrize("only", [(), ("--known-only",)])
def test_ragged_rows_are_told_and_kept_in_order(folder: Path, only: tuple[str, ...]) -> None:
    (folder / "in.csv").write_text("a,mention,b\n1,BoVm\n2,Zork,x,y\n\n3\n4,BoVm,z\n")
    result = own("clean", "in.csv", "-c", "mention", *only)
    rows = cells(result.stdout)[1:]
    assert [row[:4] for row in rows] == [
        ["1", "BoVm", "", "Bank of Vellmoor"],
        ["2", "Zork", "x", "Zork"],
        ["3", "", "", ""],
        ["4", "BoVm", "z", "Bank of Vellmoor"],
    ]
    assert rows[1][11:] == ["y"]
    assert [line.split(": ")[0] for line in result.stderr.splitlines()[:-1]] == [
        f"in.csv:{line}" for line in (2, 3, 4, 5)
    ]


# --- when something is written -------------------------------------------------------------------------


@pytest.mark.parametrize("only", [(), ("--known-only",)])
@pytest.mark.parametrize("output", [("-o", "out.csv"), ("-o", "in.csv"), ("--mapping", "-o", "out.csv"), ()])
def test_dry_run_writes_nothing(folder: Path, only: tuple[str, ...], output: tuple[str, ...]) -> None:
    write_table(folder / "in.csv", COLUMNS, ROWS)
    before = (folder / "in.csv").read_bytes()
    result = own("clean", "in.csv", "-c", "mention", "--dry-run", *only, *output)
    assert (result.exit_code, result.stdout) == (0, "")
    assert sorted(path.name for path in folder.iterdir()) == ["in.csv", "own.csv"]
    assert (folder / "in.csv").read_bytes() == before
    assert result.stderr.count('"BoVm" -> "Bank of Vellmoor"  (alias)\n') == 1
    assert ('"Oswell, Brannic" -> "Brannic Oswell"' in result.stderr) is not bool(only)


@pytest.mark.parametrize("only", [(), ("--known-only",)])
def test_after_an_error_there_is_what_there_was(folder: Path, only: tuple[str, ...]) -> None:
    (folder / "in.jsonl").write_text('{"mention": "BoVm"}\n' * 3000 + '{"mention": \n')
    (folder / "out.csv").write_text("precious\n")
    result = own("clean", "in.jsonl", "-o", "out.csv", *only)
    assert result.exit_code == 1
    assert result.stderr.startswith("aliaskit: in.jsonl:3001")
    assert (folder / "out.csv").read_text() == "precious\n"
    assert sorted(path.name for path in folder.iterdir()) == ["in.jsonl", "out.csv", "own.csv"]


@pytest.mark.parametrize("options", ["--kind-column nix", "--group-by nix", "--decisions nix", "--known nix"])
def test_wrong_options_write_no_header(folder: Path, options: str) -> None:
    (folder / "in.csv").write_text("mention\nBoVm\n")
    result = own("clean", "in.csv", *options.split())
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("aliaskit: ")


@pytest.mark.parametrize(
    ("names", "code"), [("BoVm\n", 0), ("BoVm\nZork Xyzzy\n", 1), ("Zo Plu\nPlu, Zo\n", 0)]
)
@pytest.mark.parametrize("output", [(), ("--mapping",), ("--dry-run",), ("--json",)])
def test_check_counts_groups_as_resolved(names: str, code: int, output: tuple[str, ...]) -> None:
    assert own("clean", "-", "--check", *output, stdin=names).exit_code == code


def test_the_order_of_rows_changes_no_answer(folder: Path) -> None:
    write_table(folder / "in.csv", COLUMNS, ROWS)
    write_table(folder / "turned.csv", COLUMNS, ROWS[::-1])
    rows = cells(own("clean", "in.csv", "-c", "mention").stdout)[1:]
    assert cells(own("clean", "turned.csv", "-c", "mention").stdout)[1:] == rows[::-1]


def test_stats_say_the_largest_groups_first(folder: Path) -> None:
    write_table(folder / "in.csv", COLUMNS, [*ROWS, ["9", "Bank of Vellmoor", ""], ["10", "BoVm", ""]])
    result = own("clean", "in.csv", "-c", "mention", "--stats", "-o", "out.csv")
    count, first, second, last = result.stderr.splitlines()
    assert count == "4 groups, 2 of them of several forms"
    assert first == "  Bank of Vellmoor: BoVm (3), Bank of Vellmoor (1)"
    assert second.startswith(
        "  Brannic Oswell: BRANNIC OSWELL (1), Dr. Brannic Oswell (1), Oswell, Brannic (1)"
    )
    assert last.startswith("10 rows: ")


def test_no_bar_where_nobody_watches(folder: Path) -> None:
    with (folder / "in.csv").open("w", newline="") as file:
        csv.writer(file).writerows([["mention"], *([f"Zork {number}"] for number in range(300))])
    command = [sys.executable, "-m", "aliaskit", "clean", "in.csv", "-g", "own.csv", "--no-default"]
    command += ["-o", "out.csv"]
    piped = subprocess.run(command, capture_output=True, check=True)
    assert piped.stdout == b""
    assert piped.stderr.count(b"\n") == 1
    assert b"300 rows" in piped.stderr
    # On a terminal there is one.
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        told = b""
        try:
            while part := os.read(ours, 4096):
                told += part
        except OSError:
            pass  # the terminal is gone with the program
        assert process.wait(60) == 0
    os.close(ours)
    assert b"resolving" in told
    assert b"comparing" in told


def test_known_only_asks_for_a_row_when_it_needs_one(invented: Resolver) -> None:
    read = []
    lines = ((number, read.append(number) or [str(number), "Zork"]) for number in range(10**9))
    rows = known_only(lines, invented, 1, None, None, None, lambda line, message: None)
    assert [next(rows)[0] for _ in range(3)] == [["0", "Zork"], ["1", "Zork"], ["2", "Zork"]]
    assert read == [0, 1, 2]

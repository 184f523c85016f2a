"""``aliaskit clean``: columns are added, everything else stays as it is."""

import csv
import io
import json
from pathlib import Path

import pytest
from cli_runs import ADDED, BANK, IVO, MELA, cells, own, run

TABLE = (
    "id,mention,note\n"
    '001,"Mela\nQuorvin",NA\n'
    'None,Zork,"a ""b"", c"\n'
    '" 7 ",BoVm,"first\nsecond"\n'
    "1e5,  Ivo Tarnwick ,null\n"
    "NaN,Tarnwick,-\n"
    "0.10,,\n"
)


def test_clean_adds_eight_columns_and_keeps_the_rest(folder: Path) -> None:
    (folder / "in.csv").write_text(TABLE)
    result = own("clean", "in.csv", "-c", "mention", "-o", "out.csv")
    assert (result.stdout, result.exit_code) == ("", 0)
    before, after = cells(TABLE), cells((folder / "out.csv").read_text())
    assert after[0] == ["id", "mention", "note", *ADDED]
    assert [row[:3] for row in after] == before
    assert all(len(row) == 11 for row in after)
    assert [row[3:9] for row in after[1:]] == [
        MELA,
        ["Zork", "", "", "unknown", "0.0000", "no_candidate"],
        BANK,
        IVO,
        ["Tarnwick", "", "", after[5][6], after[5][7], after[5][8]],
        ["", "", "", "unknown", "0.0000", "empty"],
    ]
    assert after[5][6] in ("ambiguous", "unknown")
    assert all(row[9] for row in after[1:])
    counts = [sum(row[6] == verdict for row in after) for verdict in ("match", "ambiguous", "unknown")]
    assert result.stderr == "6 rows: {} match, {} ambiguous, {} unknown\n".format(*counts)


@pytest.mark.parametrize(
    "cell", ["None", "NA", "NaN", "null", "001", "1e5", "1.10", " x ", "=1+1", "\t", "ß", '"']
)
def test_clean_leaves_other_cells_byte_for_byte(folder: Path, cell: str) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([[cell, "mention"], [cell, "BoVm"], [cell, cell]])
    (folder / "in.csv").write_bytes(out.getvalue().encode())
    result = own("clean", "in.csv", "-c", "mention")
    for line, kept in zip(result.stdout.split("\n"), out.getvalue().splitlines(), strict=False):
        assert line.startswith(kept + ",")


def test_clean_keeps_line_ends_inside_cells(folder: Path) -> None:
    (folder / "in.csv").write_bytes(b'note,mention\r\n"one\r\ntwo\rthree\nfour",BoVm\r\n')
    own("clean", "in.csv", "-c", "mention", "-o", "out.csv")
    assert b'"one\r\ntwo\rthree\nfour",BoVm,Bank of Vellmoor,' in (folder / "out.csv").read_bytes()


@pytest.mark.parametrize("column", ["mention", "2"])
@pytest.mark.parametrize("output", [(), ("-o", "-"), ("--output", "-")])
def test_clean_from_stdin_to_stdout(column: str, output: tuple[str, ...]) -> None:
    result = own("clean", "-", "--column", column, *output, stdin="n,mention\n1,BoVm\n2,Mela Quorvin\n")
    table = cells(result.stdout)
    assert table[0] == ["n", "mention", *ADDED]
    assert [row[:8] for row in table[1:]] == [["1", "BoVm", *BANK], ["2", "Mela Quorvin", *MELA]]
    assert result.stderr == "2 rows: 2 match, 0 ambiguous, 0 unknown\n"


def test_clean_may_write_over_its_own_file(folder: Path) -> None:
    (folder / "in.csv").write_text("mention\n" + "BoVm\nZork\n" * 2000)
    assert own("clean", "in.csv", "-c", "mention", "-o", "in.csv").exit_code == 0
    table = cells((folder / "in.csv").read_text())
    assert len(table) == 4001
    assert table[1][:7] == ["BoVm", *BANK]
    assert table[-1][:2] == ["Zork", "Zork"]


def test_clean_writes_the_same_bytes_twice(folder: Path) -> None:
    (folder / "in.csv").write_text(TABLE)
    assert own("clean", "in.csv", "-c", "mention").stdout == own("clean", "in.csv", "-c", "mention").stdout


@pytest.mark.parametrize("taken", ["canonical", "verdict", "explanation"])
def test_clean_refuses_a_column_that_is_there_already(folder: Path, taken: str) -> None:
    (folder / "in.csv").write_text(f"mention,{taken}\nBoVm,x\n")
    result = own("clean", "in.csv", "-c", "mention", "-o", "out.csv")
    assert (result.exit_code, result.stdout) == (2, "")
    assert (
        f"Error: in.csv already has a column {taken}; name the new ones apart with --prefix ak_\n"
        in result.stderr
    )
    assert not (folder / "out.csv").exists()
    # The advice is good.
    result = own("clean", "in.csv", "-c", "mention", "--prefix", "ak_")
    assert result.exit_code == 0
    assert cells(result.stdout)[0] == ["mention", taken, *(f"ak_{name}" for name in ADDED)]
    assert cells(result.stdout)[1][:8] == ["BoVm", "x", *BANK]


def test_clean_refuses_its_own_output_by_all_names() -> None:
    once = own("clean", "-", "-c", "1", stdin="mention\nBoVm\n").stdout
    result = own("clean", "-", "-c", "1", stdin=once)
    assert result.exit_code == 2
    assert f"standard input already has a column {', '.join(ADDED)};" in result.stderr


def test_clean_keeps_ragged_rows_and_says_where(folder: Path) -> None:
    (folder / "in.csv").write_text(
        'id,mention,note\n1,"Mela\nQuorvin",a\n2,BoVm\n\n3,Ivo Tarnwick,c,d,e\n4\n'
    )
    result = own("clean", "in.csv", "-c", "mention")
    rows = cells(result.stdout)
    assert rows[2][:9] == ["2", "BoVm", "", *BANK]
    # Surplus cells have no header: they stand behind the added columns, which keep theirs.
    assert rows[3][:9] == ["3", "Ivo Tarnwick", "c", *IVO]
    assert rows[3][11:] == ["d", "e"]
    assert rows[4][:3] == ["4", "", ""]
    assert rows[4][8] == "empty"
    assert result.stderr.splitlines() == [
        "in.csv:4: expected 3 cells, found 2: filled up",
        "in.csv:5: blank line passed over",
        "in.csv:6: expected 3 cells, found 5: the surplus is kept",
        "in.csv:7: expected 3 cells, found 1: filled up",
        "4 rows: 3 match, 0 ambiguous, 1 unknown",
    ]
    assert result.exit_code == 0


@pytest.mark.parametrize(("count", "shown", "last"), [(20, 20, []), (25, 20, ["in.csv: 5 more problems"])])
@pytest.mark.parametrize(("row", "message"), [("BoVm", "filled up"), ("BoVm,robot", "is no kind")])
def test_clean_counts_the_problems_that_it_does_not_list(
    folder: Path, count: int, shown: int, last: list[str], row: str, message: str
) -> None:
    (folder / "in.csv").write_text("mention,n\n" + f"{row}\n" * count)
    result = own("clean", "in.csv", "-c", "mention", "--kind-column", "n", "-d", ",")
    *listed, _ = result.stderr.splitlines()
    assert [message in line for line in listed[:shown]] == [True] * shown
    assert listed[shown:] == last


def test_clean_kind_column(folder: Path) -> None:
    (folder / "in.csv").write_text("mention,what\nBoVm,ORG\nBoVm,per\nBoVm,\nBoVm,robot\nBoVm\n")
    result = own("clean", "in.csv", "-c", "mention", "--kind-column", "what")
    rows = [row[2:8] for row in cells(result.stdout)[1:]]
    assert rows[0] == rows[2] == rows[3] == rows[4] == BANK
    assert rows[1] == ["BoVm", "", "", "unknown", "0.0000", "kind"]
    assert result.stderr.splitlines() == [
        "in.csv:5: 'robot' is no kind; use person, organization, place or other",
        "in.csv:6: expected 2 cells, found 1: filled up",
        "5 rows: 4 match, 0 ambiguous, 1 unknown",
    ]


def test_clean_kind_is_for_rows_that_name_none(folder: Path) -> None:
    (folder / "in.csv").write_text("mention,what\nBoVm,org\nBoVm,\n")
    result = own("clean", "in.csv", "-c", "mention", "--kind-column", "what", "--kind", "person")
    assert [row[5] for row in cells(result.stdout)[1:]] == ["match", "unknown"]


def test_clean_gives_equal_forms_of_an_unknown_name_one_form() -> None:
    result = own("clean", "-", "-c", "1", stdin="mention\nDr. Zórk  Plugh\nDR ZORK PLUGH\nZork Xyzzy\n")
    assert [row[1] for row in cells(result.stdout)[1:]] == ["Zórk Plugh", "Zórk Plugh", "Zork Xyzzy"]


@pytest.mark.parametrize(("mention", "code"), [("BoVm", 0), ("Zork", 1)])
def test_clean_check(mention: str, code: int) -> None:
    result = own("clean", "-", "-c", "1", "--check", stdin=f"mention\nMela Quorvin\n{mention}\n")
    assert result.exit_code == code
    assert len(cells(result.stdout)) == 3


def test_clean_delimiter_and_encoding(folder: Path) -> None:
    (folder / "in.txt").write_bytes("id#mention\n1#BoVm\n2#Zörk, a\n".encode("utf-16-le"))
    result = own("clean", "in.txt", "-c", "mention", "-d", "#", "-e", "utf-16-le")
    rows = cells(result.stdout)
    assert rows[1][:3] == ["1", "BoVm", "Bank of Vellmoor"]
    assert rows[2][:3] == ["2", "Zörk, a", "Zörk, a"]
    again = own("clean", "in.txt", "-c", "mention", "--delimiter", "#", "--encoding", "utf-16-le")
    assert again.stdout == result.stdout


def test_clean_country(folder: Path) -> None:
    (folder / "own.jsonl").write_text(
        '{"id": "organization/a", "name": "Tidewatch Vellmoor", "country": "VL",'
        ' "aliases": [{"text": "Tidewatch", "needs": {"country": "VL"}}]}\n'
    )
    arguments = ("clean", "-", "-c", "1", "-g", "own.jsonl", "--no-default")
    stdin = "mention\nTidewatch\n"
    assert cells(run(*arguments, stdin=stdin).stdout)[1][4] == "ambiguous"
    assert cells(run(*arguments, "--country", "vl", stdin=stdin).stdout)[1][4] == "match"


@pytest.mark.parametrize(
    ("name", "content"),
    [("in.tsv", "mention\tn\nBoVm\t1.10\n"), ("in.jsonl", '{"mention": "BoVm", "n": 1.10}\n')],
)
def test_clean_other_formats(folder: Path, name: str, content: str) -> None:
    (folder / name).write_text(content)
    assert cells(own("clean", name, "-c", "mention").stdout)[1][:8] == ["BoVm", "1.10", *BANK]
    own("clean", name, "-c", "mention", "-o", "out.jsonl")
    record = json.loads((folder / "out.jsonl").read_text())
    assert list(record) == ["mention", "n", *ADDED]
    assert record["n"] == "1.10"

"""What `clean` and `review` do with a whole list."""

from pathlib import Path

import openpyxl
import pytest
from cli_runs import cells, own

NAMES = "mention\nRobert Zorkwell\nBob Zorkwell\nAnna Plughmore\nRobert Zorkwell\n"


@pytest.fixture
def listed(folder: Path) -> Path:
    (folder / "in.csv").write_text(NAMES)
    return folder


def canonical(*arguments: str) -> list[str]:
    return [row[1] for row in cells(own("clean", "in.csv", *arguments).stdout)[1:]]


def test_unknown_names_are_grouped_among_themselves(listed: Path) -> None:
    rows = cells(own("clean", "in.csv").stdout)[1:]
    assert rows[0][1] == rows[1][1] == rows[3][1] == "Robert Zorkwell"
    assert rows[0][8] == rows[1][8] != rows[2][8]
    assert [row[4] for row in rows] == ["match", "match", "unknown", "match"]


def test_a_ruling_of_different_parts_two_names(listed: Path) -> None:
    (listed / "d.csv").write_text("decision,a,b\ndifferent,Bob Zorkwell,Robert Zorkwell\n")
    assert canonical("--decisions", "d.csv") == [
        "Robert Zorkwell",
        "Bob Zorkwell",
        "Anna Plughmore",
        "Robert Zorkwell",
    ]


def test_a_ruling_of_same_joins_two_names(listed: Path) -> None:
    (listed / "d.csv").write_text("decision,a,b\nsame,Anna Plughmore,Robert Zorkwell\n")
    robert, _, anna, again = canonical("--decisions", "d.csv")
    assert robert == anna == again == "Robert Zorkwell"


def test_known_forms_stay_and_renamings_are_told(listed: Path) -> None:
    (listed / "before.csv").write_text("mention,canonical\nRobert Zorkwell,Zorkwell Bob\n")
    result = own("clean", "in.csv", "--known", "before.csv")
    assert [row[1] for row in cells(result.stdout)[1:]] == [
        "Zorkwell Bob",
        "Zorkwell Bob",
        "Anna Plughmore",
        "Zorkwell Bob",
    ]
    assert "renamed" not in result.stderr
    (listed / "in.csv").write_text("mention\nBoVm\n")
    (listed / "before.csv").write_text("mention,canonical\nBoVm,Vellmoor Bank\n")
    told = own("clean", "in.csv", "--known", "before.csv").stderr
    assert "renamed: 'BoVm' was 'Vellmoor Bank', is 'Bank of Vellmoor' now\n" in told


def test_known_must_be_an_earlier_output(listed: Path) -> None:
    (listed / "before.csv").write_text("mention,other\nx,y\n")
    result = own("clean", "in.csv", "--known", "before.csv")
    assert result.exit_code != 0
    assert result.stdout == ""


def test_replace_mapping_and_dry_run(listed: Path) -> None:
    assert own("clean", "in.csv", "--replace").stdout == (
        "mention\nRobert Zorkwell\nRobert Zorkwell\nAnna Plughmore\nRobert Zorkwell\n"
    )
    table = cells(own("clean", "in.csv", "--mapping").stdout)
    assert table[0] == ["from", "to", "reason", "explanation"]
    assert [row[:3] for row in table[1:]] == [
        ["Robert Zorkwell", "Robert Zorkwell", "cluster"],
        ["Bob Zorkwell", "Robert Zorkwell", "cluster"],
        ["Anna Plughmore", "Anna Plughmore", "no_candidate"],
    ]
    dry = own("clean", "in.csv", "--dry-run", "-o", "out.csv")
    assert dry.stdout == ""
    assert '"Bob Zorkwell" -> "Robert Zorkwell"  (cluster)' in dry.stderr
    assert not (listed / "out.csv").exists()


def test_known_only_groups_nothing(listed: Path) -> None:
    assert canonical("--known-only") == [
        "Robert Zorkwell",
        "Bob Zorkwell",
        "Anna Plughmore",
        "Robert Zorkwell",
    ]


def test_stats_are_told_on_stderr(listed: Path) -> None:
    told = own("clean", "in.csv", "--stats").stderr
    assert "2 groups, 1 of them of several forms" in told
    assert "Robert Zorkwell: Robert Zorkwell (2), Bob Zorkwell (1); weakest link" in told


def test_a_list_of_lines_keeps_commas() -> None:
    table = cells(own("clean", "-", stdin="Zork Plugh\nPlugh, Zork\n").stdout)
    assert [row[:2] for row in table] == [
        ["name", "canonical"],
        ["Zork Plugh", "Zork Plugh"],
        ["Plugh, Zork", "Zork Plugh"],
    ]


def test_a_column_without_header_is_a_number(listed: Path) -> None:
    (listed / "in.csv").write_text("1,BoVm\n2,Zork\n")
    rows = cells(own("clean", "in.csv", "--no-header", "-c", "2").stdout)
    assert [row[:3] for row in rows[-2:]] == [["1", "BoVm", "Bank of Vellmoor"], ["2", "Zork", "Zork"]]


def test_a_sheet_of_a_workbook(listed: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["mention"])
    book.active.append(["Zork"])
    second = book.create_sheet("people")
    second.append(["mention"])
    second.append(["BoVm"])
    book.save(listed / "in.xlsx")
    assert cells(own("clean", "in.xlsx").stdout)[1][1] == "Zork"
    assert cells(own("clean", "in.xlsx", "--sheet", "people").stdout)[1][1] == "Bank of Vellmoor"
    assert own("clean", "in.xlsx", "--sheet", "nobody").exit_code != 0


def test_groups_lend_short_forms_the_long_form(listed: Path) -> None:
    (listed / "in.csv").write_text(
        "mention,article\nAnna Plughmore,1\nPlughmore,1\nPlughmore,2\nKarel Plughmore,2\nPlughmore,3\n"
    )
    rows = cells(own("clean", "in.csv", "-c", "mention", "--group-by", "article").stdout)[1:]
    assert [row[2] for row in rows] == [
        "Anna Plughmore",
        "Anna Plughmore",
        "Karel Plughmore",
        "Karel Plughmore",
        "Plughmore",
    ]


def test_review_writes_a_file_that_clean_takes(listed: Path) -> None:
    (listed / "in.csv").write_text(
        "mention\nRobert Zorkwell\nR. Zorkwell\nRoberta Zorkwell\nJ. Plugh\nJon Plugh\n"
    )
    result = own("review", "in.csv", "-o", "d.csv")
    table = cells((listed / "d.csv").read_text())
    assert table[0] == ["decision", "a", "b", "kind", "note"]
    assert len(table) > 1
    assert f"{len(table) - 1} pairs to rule on\n" in result.stderr
    # Nothing is ruled on yet: the answers stay.
    assert canonical("--decisions", "d.csv") == canonical()
    assert len(cells(own("review", "in.csv", "--limit", "1").stdout)) == 2

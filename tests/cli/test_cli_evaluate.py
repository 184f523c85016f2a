"""``aliaskit evaluate``: the table, the record, the saved run, and rows that are none."""

import json
from pathlib import Path

import pytest
from cli_runs import cells, own

# Right, right, a miss that only the gazetteer knows, and a false merge by its label.
PAIRS = """\
a,b,label,kind,category
Melantha Quorvin,"Quorvin, Melantha",1,person,order
Ivo Tarnwick,Osk Tarnwick,0,person,given
Mela Quorvin,Quorvin-Dastrel,same,PER,alias
Bank of Vellmoor,Vellmoor Bank,different,org,order
"""


@pytest.fixture(autouse=True)
def pairs(folder: Path) -> Path:
    path = folder / "pairs.csv"
    path.write_text(PAIRS)
    return path


def record(*arguments: str) -> dict[str, object]:
    result = own("evaluate", *arguments, "--json")
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert isinstance(found, dict)
    return found


def test_the_table_says_what_is_reached() -> None:
    result = own("evaluate", "pairs.csv", "--names-only")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0].split()[:6] == ["pairs", "4", "2", "same,", "2", "different;"]
    figures = dict(line.rsplit("  ", 1)[0].split("  ", 1) for line in lines[:16])
    assert list(figures) == [
        *("pairs", "unsure", "false merges", "missed", "P", "R", "F1", "P@10%", "F1@10%"),
        *("best F1", "AP", "R@P.95", "R@P.99", "Brier", "Brier skill", "ECE"),
    ]
    heads = [line.split()[0] for line in lines if "  false  missed" in line]
    assert heads == ["kind", "category", "script"]
    assert max(map(len, (line for line in lines if not line.startswith("  line")))) <= 110


def test_the_record_holds_the_same_figures() -> None:
    found = record("pairs.csv", "--names-only", "--prevalence", "0.5")
    assert list(found) == [
        *("schema", "file", "names_only", "prevalence", "skipped", "all", "by", "worst", "data")
    ]
    assert (found["schema"], found["file"]) == ("aliaskit/evaluation@1", "pairs.csv")
    assert (found["names_only"], found["prevalence"], found["skipped"]) == (True, 0.5, 0)
    whole, groups = found["all"], found["by"]
    assert isinstance(whole, dict)
    assert isinstance(groups, dict)
    assert (whole["pairs"], whole["same"]) == (4, 2)
    # Two of four are the same, which is the prevalence asked for.
    assert whole["precision"] == whole["precision_at_prevalence"]
    assert whole["f1"] == whole["f1_at_prevalence"]
    assert {name: list(parts) for name, parts in groups.items()} == {
        "kind": ["organization", "person"],
        "category": ["alias", "given", "order"],
        "script": ["latin"],
    }
    assert groups["category"]["alias"]["precision"] is None
    assert groups["script"]["latin"] == whole


def test_gazetteers_are_asked_unless_names_only() -> None:
    def missed(*options: str) -> object:
        whole = record("pairs.csv", *options)["all"]
        assert isinstance(whole, dict)
        return whole["missed"]

    assert missed() == missed("--with-gazetteers") == 0
    assert missed("--names-only") == 1


def test_the_worst_wrong_answers_are_explained(pairs: Path) -> None:
    pairs.write_text("a,b,label\n" + "Ivo Tarnwick,Tarnwick Ivo,0\n" * 12 + "Zork,Zork,1\n")
    lines = own("evaluate", "pairs.csv", "--names-only").stdout.splitlines()
    assert lines[-11] == "The worst wrong answers, 10 of 12:"
    assert lines[-10].startswith(
        "  line 2, labelled different: The same: 'Ivo Tarnwick' and 'Tarnwick Ivo': "
    )
    found = record("pairs.csv", "--names-only")["worst"]
    assert isinstance(found, list)
    assert [error["line"] for error in found] == list(range(2, 12))
    assert (found[0]["a"], found[0]["b"], found[0]["judgement"]) == ("Ivo Tarnwick", "Tarnwick Ivo", "same")


def test_without_a_wrong_answer(pairs: Path) -> None:
    pairs.write_text("a,b,label\nIvo Tarnwick,Tarnwick Ivo,1\n")
    lines = own("evaluate", "pairs.csv").stdout.splitlines()
    assert lines[-1] == "No wrong answer."
    # Of one label there is recall, and no precision.
    assert [line.split()[:2] for line in lines[4:7]] == [["P", "-"], ["R", "1.000"], ["F1", "-"]]
    assert "kind " not in "".join(lines)


def test_bad_rows_are_told_with_their_line_and_skipped(pairs: Path) -> None:
    pairs.write_text(
        "kind,a,b,label\n"
        "person,Ivo Tarnwick,Tarnwick Ivo,1\n"
        "person,Ivo Tarnwick,,1\n"
        'person,"Ivo\nTarnwick",Osk Tarnwick,perhaps\n'
        "robot,Ivo Tarnwick,Osk Tarnwick,0\n"
        ",Ivo Tarnwick,Osk Tarnwick,0\n"
        ",Ivo Tarnwick\n"
    )
    result = own("evaluate", "pairs.csv")
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "pairs.csv:3: a name is empty: skipped",
        "pairs.csv:4: 'perhaps' is no label; use 1 or same, 0 or different: skipped",
        "pairs.csv:6: 'robot' is no kind; use person, organization, place or other: skipped",
        "pairs.csv:8: a name is empty: skipped",
        "pairs.csv:8: expected 4 cells, found 2: filled up",
    ]
    assert result.stdout.splitlines()[0].endswith("1 same, 1 different; 4 skipped")
    assert "\n(none) " in result.stdout


def test_many_bad_rows_are_told_briefly(pairs: Path) -> None:
    pairs.write_text("a,b,label\nIvo,Ivo,1\n" + "Ivo,Osk,x\n" * 30)
    lines = own("evaluate", "pairs.csv").stderr.splitlines()
    assert len(lines) == 21
    assert lines[-1] == "pairs.csv: 10 more problems"


@pytest.mark.parametrize("content", ["a,b,label\n", "a,b,label\nIvo,Osk,\n"])
def test_without_a_usable_row_it_ends_with_1(pairs: Path, folder: Path, content: str) -> None:
    pairs.write_text(content)
    result = own("evaluate", "pairs.csv", "--save", "run.csv")
    assert (result.exit_code, result.stdout) == (1, "")
    last = result.stderr.splitlines()[-1]
    assert last == "aliaskit: pairs.csv: no usable row: each needs two names and a label, 1 or 0"
    assert not (folder / "run.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ("none.csv", 1, "none.csv: cannot be read"),
        ("pairs.csv --column-a left", 1, "pairs.csv: no column 'left': there are 1 'a', 2 'b', 3 'label'"),
        ("pairs.csv --label gold", 1, "pairs.csv: no column 'gold'"),
        ("pairs.csv --kind-column nix", 1, "pairs.csv: no column 'nix'"),
        ("pairs.csv --category-column nix", 1, "pairs.csv: no column 'nix'"),
        ("pairs.csv --prevalence 0", 2, "0.0 is not in the range 0<x<1"),
        ("pairs.csv --save none/run.csv", 1, "none/run.csv: cannot be written"),
        ("", 2, "Missing argument 'FILE.csv|-'"),
    ],
)
def test_errors(arguments: str, code: int, message: str) -> None:
    result = own("evaluate", *arguments.split())
    assert result.exit_code == code
    assert message in result.stderr


def test_columns_by_name_and_number_from_stdin() -> None:
    stdin = "sort\tgold\tleft\tright\norder\t1\tIvo Tarnwick\tTarnwick Ivo\nother\t0\tIvo Tarnwick\tZork\n"
    columns = ("--column-a", "left", "--column-b", "4", "--label", "gold", "--category-column", "sort")
    result = own("evaluate", "-", *columns, "--json", stdin=stdin)
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert list(found["by"]) == ["category", "script"]
    assert list(found["by"]["category"]) == ["order", "other"]
    assert found["all"]["f1"] == 1.0


def test_save_writes_every_pair_with_its_answer(folder: Path) -> None:
    printed = own("evaluate", "pairs.csv", "--names-only").stdout
    assert own("evaluate", "pairs.csv", "--names-only", "--save", "run.csv").stdout == printed
    rows = cells((folder / "run.csv").read_text())
    assert rows[0] == [
        *("line", "a", "b", "label", "kind", "category", "script"),
        *("judgement", "probability", "wrong", "explanation"),
    ]
    assert [row[0] for row in rows[1:]] == ["2", "3", "4", "5"]
    assert rows[3][1:7] == ["Mela Quorvin", "Quorvin-Dastrel", "1", "person", "alias", "latin"]
    assert rows[1][7] == "same"
    assert (rows[1][9], rows[3][9]) == ("0", "1")
    assert all(0 <= float(row[8]) <= 1 and row[10] for row in rows[1:])


def test_two_scripts_are_a_group_of_their_own(pairs: Path) -> None:
    pairs.write_text("a,b,label\nИво Тарнвик,Ivo Tarnwick,1\nIvo Tarnwick,Osk Tarnwick,0\n")
    groups = record("pairs.csv")["by"]
    assert isinstance(groups, dict)
    assert list(groups["script"]) == ["cyrillic+latin", "latin"]


def test_the_same_bytes_twice() -> None:
    assert own("evaluate", "pairs.csv").stdout == own("evaluate", "pairs.csv").stdout

"""What a person decides about a list: rulings, earlier outputs, preferences, review."""

import csv
from pathlib import Path

import pytest
from cli_runs import BANK, IVO, cells, own

OSWELLS = ["Dr. Brannic Oswell", "Oswell, Brannic", "BRANNIC OSWELL"]
KARSKS = ["Zelda Karsk", "Z. Karsk", "Zora Karsk"]


@pytest.fixture
def mentions(folder: Path) -> Path:
    """A list that no gazetteer knows but for one name."""
    return listed(folder / "in.csv", [*OSWELLS, *KARSKS, "BoVm"])


def listed(path: Path, names: list[str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["mention"], *([name] for name in names)])
    return path


def rulings(folder: Path, *rows: str) -> str:
    (folder / "d.csv").write_text("\n".join(["decision,a,b,kind,note", *rows, ""]))
    return "d.csv"


def mapped(*arguments: str, file: str = "in.csv") -> dict[str, tuple[str, str]]:
    """Every name with its canonical form and the reason."""
    result = own("clean", file, "-c", "mention", "--mapping", *arguments)
    assert result.exit_code == 0, result.stderr
    return {source: (target, reason) for source, target, reason, _ in cells(result.stdout)[1:]}


def test_without_rulings(mentions: Path) -> None:
    found = mapped()
    assert {found[name] for name in OSWELLS} == {("Brannic Oswell", "cluster")}
    assert [found[name] for name in KARSKS] == [(name, "close_candidates") for name in KARSKS]
    assert found["BoVm"] == ("Bank of Vellmoor", "alias")


@pytest.mark.parametrize("ruling", ["same,Z. Karsk,Zelda Karsk,,", "SAME,ZELDA  karsk,Z Karsk,person,x"])
def test_same_joins_however_it_is_spelt(folder: Path, mentions: Path, ruling: str) -> None:
    found = mapped("--decisions", rulings(folder, ruling))
    assert found["Z. Karsk"][0] == found["Zelda Karsk"][0] == "Zelda Karsk"
    assert found["Zora Karsk"][0] == "Zora Karsk"


def test_same_joins_names_that_share_nothing(folder: Path, mentions: Path) -> None:
    found = mapped("--decisions", rulings(folder, "same,Zora Karsk,Brannic Oswell,,"))
    assert found["Zora Karsk"][0] == found["BRANNIC OSWELL"][0]


def test_same_as_a_known_name_gives_its_entity(folder: Path, mentions: Path) -> None:
    rulings(folder, "same,Zora Karsk,Ivo Tarnwick,,")
    table = cells(own("clean", "in.csv", "--decisions", "d.csv").stdout)
    row = next(row for row in table if row[0] == "Zora Karsk")
    assert row[1:7] == [*IVO[:5], "decision"]
    assert row[8] == "person/tarnwick-ivo"


def test_different_holds_against_a_short_chain(folder: Path) -> None:
    listed(folder / "in.csv", ["Alan Quim", "Alan B. Quim", "Alan Bertram Quim"])
    assert len({target for target, _ in mapped().values()}) == 1
    found = mapped("--decisions", rulings(folder, "different,Alan Quim,Alan Bertram Quim,,"))
    assert found["Alan Quim"][0] != found["Alan Bertram Quim"][0]


def test_different_from_a_known_name(folder: Path, mentions: Path) -> None:
    found = mapped("--decisions", rulings(folder, "different,BoVm,Bank of Vellmoor,,"))
    assert found["BoVm"] == ("BoVm", "decision")


@pytest.mark.parametrize("other", ["BRANNIC OSWELL", "brannic oswell"])
def test_different_parts_names_that_differ_only_in_dress(folder: Path, other: str) -> None:
    names = ["Dr. Brannic Oswell", other, "Brannic Oswell"]
    listed(folder / "in.csv", names)
    found = mapped("--decisions", rulings(folder, f"different,{names[0]},{other},,"))
    assert found[names[0]][0] != found[other][0]
    found = mapped("--decisions", rulings(folder, f"different,{other},Brannic Oswell,,"))
    assert found["Brannic Oswell"][0] != found[other][0]


def test_different_from_the_canonical_name_leaves_that_alone(folder: Path) -> None:
    listed(folder / "in.csv", ["BoVm", "Bank of Vellmoor"])
    found = mapped("--decisions", rulings(folder, "different,BoVm,Bank of Vellmoor,,"))
    assert found == {"BoVm": ("BoVm", "decision"), "Bank of Vellmoor": ("Bank of Vellmoor", "alias")}


def test_same_over_a_chain_and_between_known_names(folder: Path) -> None:
    listed(folder / "in.csv", ["Quux", "Plugh", "Ivo Tarnwick", "BoVm"])
    found = mapped(
        "--decisions", rulings(folder, "same,Quux,Plugh,,", "same,Plugh,Ivo Tarnwick,,", "same,BoVm,Quux,,")
    )
    assert {target for target, _ in found.values()} == {"Ivo Tarnwick"}
    found = mapped("--decisions", rulings(folder, "same,Quux,Plugh,,", "same,Plugh,Ivo Tarnwick,,"))
    assert [found[name][0] for name in ("Quux", "Plugh", "Ivo Tarnwick")] == ["Ivo Tarnwick"] * 3


def test_a_join_by_hand_says_so(folder: Path, mentions: Path) -> None:
    d = rulings(folder, "same,Zora Karsk,Brannic Oswell,,")
    result = own("clean", "in.csv", "--decisions", d, "--stats")
    row = next(row for row in cells(result.stdout) if row[0] == "Zora Karsk")
    assert row[5:7] == ["1.0000", "decision"]
    assert row[7] == f"'Zora Karsk' is {row[1]}: decided by hand (the same as BRANNIC OSWELL)."
    listed(folder / "in.csv", ["Zora Karsk", "Brannic Oswell"])
    result = own("clean", "in.csv", "--decisions", d, "--stats")
    assert "weakest link" not in result.stderr


def test_a_contradiction_over_three_names_is_told(folder: Path, mentions: Path) -> None:
    d = rulings(folder, "same,A B,C D,,", "same,C D,E F,,", "different,A B,E F,,")
    result = own("clean", "in.csv", "--decisions", d)
    assert (result.exit_code, result.stdout) == (1, "")
    assert (
        "d.csv:4: 'A B', 'E F' is ruled different, but earlier in line 2 same ('A B', 'C D')" in result.stderr
    )


def test_a_pin_to_a_canonical_form_holds_for_its_whole_group(folder: Path, mentions: Path) -> None:
    d = rulings(folder, "pin,BRANNIC OSWELL,Baron Oswell,,")
    table = cells(own("clean", "in.csv", "--decisions", d).stdout)[1:]
    assert {(row[1], row[8]) for row in table[:3]} == {("Baron Oswell", "list:baron oswell")}
    # Who is torn between a pinned name and another stays apart.
    d = rulings(folder, "pin,Zelda Karsk,Zelda the Great,,")
    found = mapped("--decisions", d)
    assert [found[name][0] for name in KARSKS] == ["Zelda the Great", "Z. Karsk", "Zora Karsk"]


def test_names_pinned_to_two_forms_are_two(folder: Path) -> None:
    listed(folder / "in.csv", ["Alan Quim", "Alan B. Quim", "Alan Bertram Quim"])
    d = rulings(folder, "pin,Alan Quim,One,,", "pin,Alan Bertram Quim,Two,,")
    found = mapped("--decisions", d)
    assert [found["Alan Quim"][0], found["Alan Bertram Quim"][0]] == ["One", "Two"]


def test_a_ruling_holds_within_groups_of_rows(folder: Path) -> None:
    (folder / "in.csv").write_text("mention,article\nBrannic Oswell,1\nOswell,1\n")
    assert mapped("--group-by", "article")["Oswell"][0] == "Brannic Oswell"
    d = rulings(folder, "different,Oswell,Brannic Oswell,,")
    assert mapped("--group-by", "article", "--decisions", d)["Oswell"][0] == "Oswell"


@pytest.mark.parametrize(
    ("target", "answer"),
    [
        ("person/tarnwick-ivo", IVO[:4]),
        ("Zelda Quux", ["Zelda Quux", "", "", "match"]),
        ("", ["Zelda Karsk", "", "", "unknown"]),
    ],
)
def test_pins(folder: Path, mentions: Path, target: str, answer: list[str]) -> None:
    rulings(folder, f"pin,zelda karsk,{target},,seen on 3 May")
    table = cells(own("clean", "in.csv", "--decisions", "d.csv").stdout)
    row = next(row for row in table if row[0] == "Zelda Karsk")
    assert row[1:5] == answer
    assert row[6] == "decision"
    assert "seen on 3 May" in row[7]


def test_rulings_hold_while_streaming(folder: Path, mentions: Path) -> None:
    found = mapped("--known-only", "--decisions", rulings(folder, "pin,Zelda Karsk,person/tarnwick-ivo,,"))
    assert found["Zelda Karsk"] == ("Ivo Tarnwick", "decision")
    assert found["BoVm"] == ("Bank of Vellmoor", "alias")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (["same,a b,c d,,", "saem,x,y,,"], "d.csv:3: 'saem' is no decision; use same, different or pin"),
        (["same,a b,,,"], "d.csv:2: a decision names a and b"),
        (["pin,,person/x,,"], "d.csv:2: a decision names a and b"),
        (
            [",x,y,,", "same,a b,c d,,", "different,C. D,A B,,"],
            "d.csv:4: 'C. D', 'A B' is ruled different, but earlier in line 3 same ('a b', 'c d'); keep one",
        ),
        (
            ["pin,a b,person/x,,", "pin,A-B,person/y,,"],
            "d.csv:3: 'A-B', 'person/y' is ruled pin, but earlier in line 2 pin ('a b', 'person/x')",
        ),
    ],
)
@pytest.mark.parametrize("verb", ["clean", "clean --known-only", "review"])
def test_wrong_rulings_are_told_and_nothing_is_written(
    folder: Path, mentions: Path, rows: list[str], message: str, verb: str
) -> None:
    rulings(folder, *rows)
    result = own(verb, "in.csv", "--decisions", "d.csv")
    assert (result.exit_code, result.stdout) == (1, "")
    assert message in result.stderr
    assert own(verb, "in.csv", "--decisions", "d.csv", "-o", "out.csv").exit_code == 1
    assert not (folder / "out.csv").exists()


def test_rulings_without_their_columns(folder: Path, mentions: Path) -> None:
    (folder / "d.csv").write_text("same,a,b\n")
    result = own("clean", "in.csv", "--decisions", "d.csv")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "d.csv: no column 'decision'" in result.stderr


# --- earlier outputs, preferences ----------------------------------------------------------------------


@pytest.mark.parametrize("column", ["mention", "1"])
@pytest.mark.parametrize("earlier", ["before.csv", "before.jsonl", "before.xlsx"])
def test_canonical_forms_stay_when_rows_are_added(
    folder: Path, mentions: Path, column: str, earlier: str
) -> None:
    assert own("clean", "in.csv", "-c", column, "-o", earlier).exit_code == 0
    added = ["Brannic Theobald Oswell", "Brannic T. Oswell"]
    listed(folder / "in.csv", [*added, *OSWELLS, *KARSKS])
    assert mapped()["Oswell, Brannic"][0] == "Brannic Theobald Oswell"
    result = own("clean", "in.csv", "-c", column, "--known", earlier)
    assert {row[1] for row in cells(result.stdout)[1:6]} == {"Brannic Oswell"}
    assert "renamed" not in result.stderr


def test_known_is_an_output_of_clean(folder: Path, mentions: Path) -> None:
    own("clean", "in.csv", "--replace", "-o", "m.csv")
    result = own("clean", "in.csv", "--known", "m.csv")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("aliaskit: m.csv:1: no column 'canonical'")


@pytest.mark.parametrize("how", [("--prefix", "ak_"), ("--mapping",), ("--json",)])
def test_known_takes_every_output_with_canonical_names(
    folder: Path, mentions: Path, how: tuple[str, ...]
) -> None:
    earlier = "before.jsonl" if "--json" in how else "before.csv"
    assert own("clean", "in.csv", *how, "-o", earlier).exit_code == 0
    listed(folder / "in.csv", ["Brannic Theobald Oswell", *OSWELLS])
    assert mapped()["Oswell, Brannic"][0] == "Brannic Theobald Oswell"
    assert mapped("--known", earlier)["Oswell, Brannic"][0] == "Brannic Oswell"


def test_known_names_stand_in_the_column_that_is_asked_for(folder: Path, mentions: Path) -> None:
    (folder / "in.csv").write_text("id,mention\n1,Brannic Oswell\n2,BRANNIC OSWELL\n")
    assert own("clean", "in.csv", "-c", "2", "-o", "before.csv").exit_code == 0
    (folder / "in.csv").write_text("id,mention\n1,Brannic Theobald Oswell\n2,BRANNIC OSWELL\n")
    rows = cells(own("clean", "in.csv", "-c", "2", "--known", "before.csv").stdout)[1:]
    assert {row[2] for row in rows} == {"Brannic Oswell"}


def test_what_was_one_and_is_ruled_to_be_two_is_called_by_two_names(folder: Path) -> None:
    listed(folder / "in.csv", ["Alan Quim", "Alan B. Quim", "Alan Bertram Quim"])
    assert own("clean", "in.csv", "-o", "before.csv").exit_code == 0
    d = rulings(folder, "different,Alan Quim,Alan Bertram Quim,,", "different,Alan Quim,Alan B. Quim,,")
    result = own("clean", "in.csv", "--decisions", d, "--known", "before.csv")
    rows = {row[0]: row for row in cells(result.stdout)[1:]}
    assert rows["Alan Bertram Quim"][1] == rows["Alan B. Quim"][1] == "Alan Bertram Quim"
    assert rows["Alan Quim"][1] == "Alan Quim"
    assert "renamed: 'Alan Quim' was 'Alan Bertram Quim', is 'Alan Quim' now" in result.stderr


@pytest.mark.parametrize(
    ("prefer", "chosen"),
    [
        ((), "Dmitri Osokin"),
        (("--prefer", "latin"), "Dmitri Osokin"),
        (("--prefer", "native"), "Дмитрий Осокин"),
    ],
)
def test_prefer_a_script(folder: Path, prefer: tuple[str, ...], chosen: str) -> None:
    listed(folder / "in.csv", ["Дмитрий Осокин", "Dmitri Osokin", "Dmitry Osokin"])
    assert {target for target, _ in mapped(*prefer).values()} == {chosen}


def test_prefer_knows_two_scripts(mentions: Path) -> None:
    assert own("clean", "in.csv", "--prefer", "klingon").exit_code == 2


@pytest.mark.parametrize("option", ["--known in.csv", "--prefer latin", "--group-by mention"])
def test_streaming_refuses_what_needs_groups(mentions: Path, option: str) -> None:
    result = own("clean", "in.csv", "--known-only", *option.split())
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{option.split()[0]} needs the whole list: leave out --known-only" in result.stderr


# --- review ------------------------------------------------------------------------------------------


def test_review_fill_in_clean(folder: Path, mentions: Path) -> None:
    result = own("review", "in.csv", "-c", "mention", "--kind", "person", "-o", "d.csv")
    assert result.exit_code == 0
    header, *pairs = cells((folder / "d.csv").read_text())
    assert header == ["decision", "a", "b", "kind", "note"]
    assert {frozenset(row[1:3]) for row in pairs} == {
        frozenset({"Z. Karsk", "Zelda Karsk"}),
        frozenset({"Z. Karsk", "Zora Karsk"}),
    }
    assert {(row[0], row[3]) for row in pairs} == {("", "person")}
    assert all("Unsure, kept apart" in row[4] for row in pairs)
    for row in pairs:
        row[0] = "same" if "Zora Karsk" in row else "different"
    with (folder / "d.csv").open("w", newline="") as file:
        csv.writer(file).writerows([header, *pairs])
    arguments = ("--kind", "person", "--decisions", "d.csv")
    found = mapped(*arguments)
    assert found["Z. Karsk"][0] == found["Zora Karsk"][0] == "Zora Karsk"
    assert found["Zelda Karsk"][0] == "Zelda Karsk"
    # What is ruled on is not asked again.
    again = own("review", "in.csv", "-c", "mention", *arguments)
    assert cells(again.stdout) == [header]
    assert again.stderr == "0 pairs to rule on\n"


def test_review_puts_names_of_many_rows_first(folder: Path) -> None:
    plims = ["B. Plim", "Bodo Plim", "Berta Plim"]
    listed(folder / "in.csv", [*plims, "Z. Karsk", *["Zelda Karsk"] * 20, *["Zora Karsk"] * 30])
    pairs = [row[1:3] for row in cells(own("review", "in.csv", "--kind", "person").stdout)[1:]]
    assert [set(pair) for pair in pairs[:2]] == [{"Z. Karsk", "Zora Karsk"}, {"Z. Karsk", "Zelda Karsk"}]
    assert len(pairs) == 4
    limited = own("review", "in.csv", "--kind", "person", "--limit", "1")
    assert [row[1:3] for row in cells(limited.stdout)[1:]] == pairs[:1]
    assert own("review", "in.csv", "--limit", "0").exit_code == 2


def test_a_column_of_kinds_parts_namesakes(folder: Path) -> None:
    (folder / "in.csv").write_text("mention,what\nBoVm,org\nBoVm,person\n")
    rows = cells(own("clean", "in.csv", "-c", "1", "--kind-column", "2").stdout)[1:]
    assert rows[0][2:8] == BANK
    assert rows[1][2:4] == ["BoVm", ""]
    assert rows[0][9] != rows[1][9]

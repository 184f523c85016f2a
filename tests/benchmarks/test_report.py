"""A record as tables, between markers, as plots; the group that gets public data."""

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks import cells, compare, markdown, plots
from benchmarks.cli import main
from benchmarks.data import Pair
from benchmarks.markdown import tables
from benchmarks.records import (
    CURVES,
    CurvePoint,
    Figure,
    Record,
    read_record,
    repeatable,
    write_record,
)
from benchmarks.splice import SpliceError, splice, spliced
from benchmarks.tasks import pairs
from benchmarks.tasks.pairs import Judged

ROOT = Path(__file__).parent.parent.parent
MARKED = "# Zork\n\n<!-- BEGIN: benchmarks a -->\nold\n<!-- END: benchmarks a -->\n\nend\n"


def _f1(task: str, name: str, engine: str, setting: str, value: float, slice_: str = "same-script") -> Figure:
    metric = "b3_f1" if task == "cluster" else "f1"
    slice_ = slice_ if task == "pairs" else "all"
    return Figure(f"{task}/{name}", engine, slice_, setting, metric, value, 100)


FIGURES = [
    _f1("pairs", "own-x", "aliaskit", "own", 0.8),
    _f1("pairs", "own-x", "aliaskit", "tuned", 0.85),
    _f1("pairs", "own-x", "zork", "tuned", 0.7),
    _f1("pairs", "own-x", "plugh", "tuned", 0.6),
    _f1("pairs", "ror", "aliaskit", "own", 0.4),
    _f1("pairs", "ror", "aliaskit", "tuned", 0.45),
    _f1("pairs", "ror", "zork", "tuned", 0.6),
    _f1("pairs", "ror", "zork", "own", 0.3),
    _f1("pairs", "ror", "plugh", "tuned", 0.2),
    _f1("pairs", "ror", "of-one-set", "tuned", 0.99),
    _f1("resolve", "own-x", "aliaskit", "own", 0.9),
    _f1("resolve", "own-x", "zork", "tuned", 0.95),
    _f1("cluster", "own-x", "aliaskit", "own", 0.9),
    _f1("cluster", "own-x", "do nothing", "own", 0.95),
    _f1("cluster", "own-x", "zork", "best here", 0.8),
    Figure("cluster/own-x", "aliaskit", "all", "own", "largest_wrong", 3.0, 100),
    Figure("cluster/own-x", "zork", "all", "best here", "largest_wrong", 2.0, 100),
    Figure("cluster/own-x", "zork", "all", "best here", "our_lead", 0.1, 100, 0.05, 0.15),
    Figure("pairs/ror", "aliaskit", "category:1:typo", "own", "right", 0.5, 60),
    Figure("pairs/ror", "zork", "category:1:typo", "tuned", "right", 0.75, 60),
    Figure("pairs/ror", "plugh", "category:1:typo", "tuned", "right", 0.25, 60),
    Figure("pairs/ror", "aliaskit", "category:1:rare", "own", "right", 0.5, 6),
    Figure("pairs/ror", "zork", "category:1:rare", "tuned", "right", 0.5, 6),
    Figure("pairs/ror", "plugh", "category:1:rare", "tuned", "right", 0.5, 6),
    Figure("calibration/all", "aliaskit", "same-script", "own", "ece", 0.05, 2000),
    Figure("calibration/all", "aliaskit", "same-script:bin at 0.1000", "own", "observed", 0.2, 1000),
    Figure("calibration/all", "aliaskit", "same-script:bin at 0.9000", "own", "observed", 0.8, 1000),
    Figure("speed/compare", "aliaskit", "all", "own", "cpu_us", 300.0, 5),
    Figure("speed/compare", "WRatio", "all", "own", "cpu_us", 2.0, 5),
    Figure("speed/compare", "aliaskit", "all", "own", "cpu_ratio", 150.0, 5),
    Figure("scale/1000", "aliaskit", "all", "own", "fuzzy_us", 1500.0, 1000),
    Figure("scale/1000", "aliaskit", "all", "own", "extract_one_us", 200.0, 1000),
    Figure("scale/10000", "aliaskit", "all", "own", "fuzzy_us", 3500.0, 10000),
    Figure("scale/10000", "aliaskit", "all", "own", "extract_one_us", 20000.0, 10000),
]
CURVE = [
    CurvePoint(f"pairs/{name}", engine, "same-script", 0.9 - recall / 2, recall, 1 - 0.9 * recall * worse)
    for name in ("own-x", "ror")
    for engine, worse in (("aliaskit", 0.5), ("zork", 0.9))
    for recall in (0.2, 0.6, 1.0)
]
MACHINE = {
    "date": "2031-01-01",
    "command": "python -m benchmarks full -o /somewhere/else",
    "engine aliaskit": "aliaskit==9",
}
RECORD = Record(Path("/somewhere/private/one"), MACHINE, tuple(FIGURES), (), tuple(CURVE))


def _line(text: str, start: str) -> str:
    (line,) = [line for line in text.splitlines() if line.startswith(f"| {start} |")]
    return line


# --- tables --------------------------------------------------------------------------------------------


def test_every_table_is_made_and_losses_are_bold() -> None:
    made = tables(RECORD)
    assert set(made) == set(markdown.TABLES)
    assert "| aliaskit | 0.600 | 0.900 | 0.900 |" in made["headline"]
    assert "| zork | **0.650** | **0.950** | 0.800 |" in made["headline"]
    assert _line(made["sets"], "own-x") == "| own-x | 0.800 | 0.850 | 0.700 | zork | 100 |"
    assert _line(made["sets"], "ror †") == "| ror † | 0.400 | 0.450 | **0.990** | of-one-set | 100 |"
    assert _line(made["categories"], "typo") == "| typo | 60 | 0.500 | **0.750** | 0.250 |"
    assert "1 of fewer than 40 pairs" in made["categories"]
    assert "**0.950**" in _line(made["resolve"], "own-x")
    assert "+0.100 (+0.050 to +0.150)" in _line(made["cluster"], "own-x")
    assert _line(made["cluster"], "zork").endswith("| **2** |")
    assert _line(made["calibration"], "Same script") == "| Same script | 0.050 | - | - |"
    assert "| 300 µs | **2 µs** | 150 |" in _line(made["speed"], "compare")
    assert "| **200** |" in _line(made["scale"], "1,000")
    assert "| 20,000 |" in _line(made["scale"], "10,000")
    assert made["scripts"] == markdown.NOTHING


def test_means_tell_leads_and_who_is_not_averaged() -> None:
    text = tables(RECORD)["pairs"]
    assert "Not on all of these sets, and so in no mean: of-one-set." in text
    assert "-0.050 (-0.200 to +0.100)" in _line(text, "zork")
    assert _line(text, "zork").startswith("| zork | - | **0.650** | 0.600 to 0.700 |")
    leads = compare.leads(RECORD, "pairs", "same-script", "f1", per_engine_setting={"aliaskit": "own"})
    assert leads["plugh"].value == pytest.approx(0.2)
    assert "aliaskit" not in leads


def test_nothing_to_set_counts_as_the_best_setting() -> None:
    settings = compare.settings_that_count(RECORD, "cluster")
    assert (settings["aliaskit"], settings["do nothing"], settings["*"]) == ("own", "own", "best here")
    assert "zork" not in settings


def test_tables_of_an_empty_record_say_so() -> None:
    made = tables(Record(Path("x"), {}, (), ()))
    assert {name for name, text in made.items() if text == markdown.NOTHING} == set(made) - {"record"}


def test_no_path_of_the_machine_gets_into_tables_or_records() -> None:
    assert "somewhere" not in "".join(tables(RECORD).values())
    assert "python -m benchmarks report one" in tables(RECORD)["headline"]
    arguments = ["full", "-o", "/private/x", "--out=/private/y", "--out", "/private/z", "--seed", "a b"]
    assert repeatable(arguments) == "python -m benchmarks full --seed 'a b'"


def test_cells() -> None:
    assert (cells.bold(0.5004, 0.5001), cells.bold(0.501, 0.5), cells.bold(0.9, None)) == (
        "0.500",
        "**0.501**",
        "0.900",
    )
    assert [cells.short(value) for value in (None, 0.1234, 12.345, 12345.6)] == [
        "-",
        "0.123",
        "12.3",
        "12,346",
    ]
    assert cells.table(["a"], []) == ""
    assert cells.table(["a", "b"], [["x|y", "1"]]) == "| a | b |\n|:--|--:|\n| x\\|y | 1 |"


def test_the_dagger_is_on_every_set_that_something_was_learned_from() -> None:
    from benchmarks import train
    from benchmarks.training import sounds

    assert {*train.LEARNED_FROM, *sounds.SETS, *sounds.SPELLINGS, sounds.NAMES} == markdown.LEARNED_FROM


# --- splicing ------------------------------------------------------------------------------------------


def test_splicing_twice_is_splicing_once(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text(MARKED, encoding="utf-8")
    assert splice(path, {"a": "| new |\n", "b": "unused"}) is True
    once = path.read_text(encoding="utf-8")
    assert once == MARKED.replace("old", "| new |")
    assert splice(path, {"a": "| new |\n", "b": "unused"}) is False
    assert path.read_text(encoding="utf-8") == once
    assert spliced(MARKED.replace("old\n", ""), {"a": "new"}, "x") == MARKED.replace("old", "new")


@pytest.mark.parametrize(
    ("text", "wanted", "message"),
    [
        ("# Zork\n", (), "x.md: no line <!-- BEGIN: benchmarks NAME -->; NAME is one of a, b"),
        (MARKED, ("b",), "x.md: no line <!-- BEGIN: benchmarks b -->"),
        (MARKED.replace("BEGIN: benchmarks a", "BEGIN: benchmarks c"), (), "benchmarks c --> names nothing"),
        (MARKED.replace("END: benchmarks a", "END: benchmarks b"), (), "no line <!-- END: benchmarks a -->"),
        (f"<!-- BEGIN: benchmarks b -->\n{MARKED}", (), "no line <!-- END: benchmarks b -->"),
    ],
)
def test_a_missing_marker_is_named(text: str, wanted: tuple[str, ...], message: str) -> None:
    with pytest.raises(SpliceError) as caught:
        spliced(text, {"a": "new", "b": "newer"}, "x.md", wanted)
    assert message in str(caught.value)


def test_the_readmes_have_a_place_for_every_table() -> None:
    parts = dict.fromkeys(markdown.TABLES, "new")
    front = (ROOT / "README.md").read_text(encoding="utf-8")
    all_of_them = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8")
    assert spliced(front, parts, "README.md", ["headline"]).count("\nnew\n") == 1
    assert spliced(all_of_them, parts, "x", set(parts) - {"headline"}).count("\nnew\n") == len(parts) - 1


# --- curves and plots ----------------------------------------------------------------------------------


def test_curves_are_thinned_and_end_with_everything_found() -> None:
    items = [
        Judged(Pair("person", f"Zork {n}", f"Plugh {n}", same, "typo"), (n + 70 * same) / 300, None)
        for same in (True, False)
        for n in range(200)
    ]
    found = [point for point in pairs.curves("pairs/x", "zork", items) if point.slice == "same-script"]
    assert 30 < len(found) <= 40
    assert found[-1].recall == 1.0
    assert [point.recall for point in found] == sorted(point.recall for point in found)
    assert {point.slice for point in pairs.curves("pairs/x", "zork", items)} == {"all", "same-script"}
    assert pairs.curves("pairs/x", "zork", items[:210]) == []


def test_a_mean_curve_takes_the_best_that_finds_as_much() -> None:
    points = [
        CurvePoint("pairs/x", "zork", "all", 0.9, 0.5, 0.6),
        CurvePoint("pairs/x", "zork", "all", 0.5, 0.8, 0.7),
        CurvePoint("pairs/x", "zork", "all", 0.1, 1.0, 0.1),
    ]
    curve = plots.mean_curve([points, points])
    assert (curve[0], curve[20], curve[-1]) == (0.7, 0.7, pytest.approx(0.1))


def test_curves_are_kept_and_older_records_have_none(tmp_path: Path) -> None:
    write_record(tmp_path, {}, FIGURES, [], CURVE)
    assert len(read_record(tmp_path).curves) == len(CURVE)
    assert read_record(tmp_path).curves[0] == CURVE[0]
    (tmp_path / CURVES).unlink()
    assert read_record(tmp_path).curves == ()


def test_plots_are_the_same_bytes_on_a_second_run(tmp_path: Path) -> None:
    first = plots.write_plots(RECORD, tmp_path / "a")
    second = plots.write_plots(RECORD, tmp_path / "b")
    assert [path.name for path in first] == [
        "precision-recall-same-script.svg",
        "reliability.svg",
        "speed-by-size.svg",
    ]
    for one, other in zip(first, second, strict=True):
        assert one.read_bytes() == other.read_bytes()
        assert b"<dc:date>" not in one.read_bytes()
    assert "zork" in first[0].read_text(encoding="utf-8")
    assert plots.write_plots(Record(Path(), {}, (), ()), tmp_path / "c") == []


def test_without_matplotlib_the_command_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(plots.PlotError, match=r"pip install 'aliaskit\[bench\]'"):
        plots.write_plots(RECORD, tmp_path)


# --- the commands --------------------------------------------------------------------------------------


def test_report_splices_prints_and_names_what_is_missing(tmp_path: Path) -> None:
    write_record(tmp_path / "record", MACHINE, FIGURES, [], CURVE)
    record, readme = str(tmp_path / "record"), tmp_path / "README.md"
    readme.write_text(MARKED.replace("benchmarks a", "benchmarks headline"), encoding="utf-8")
    run = CliRunner()
    told = run.invoke(main, ["report", record, "--readme", str(readme)])
    assert (told.exit_code, told.output) == (0, f"written: {readme}\n")
    assert "| zork | **0.650** |" in readme.read_text(encoding="utf-8")
    assert run.invoke(main, ["report", record, "--readme", str(readme)]).output == f"as it was: {readme}\n"
    before = readme.read_text(encoding="utf-8")
    printed = run.invoke(main, ["report", record, "--print"])
    assert printed.output.count("## ") == len(markdown.TABLES)
    assert readme.read_text(encoding="utf-8") == before
    readme.write_text("# Zork\n", encoding="utf-8")
    failed = run.invoke(main, ["report", record, "--readme", str(readme)])
    assert (failed.exit_code, "no line <!-- BEGIN: benchmarks NAME -->" in failed.output) == (1, True)


def test_the_group_that_gets_public_data_is_mounted() -> None:
    told = CliRunner().invoke(main, ["data", "--help"])
    assert told.exit_code == 0
    assert all(name in told.output for name in ("list", "fetch", "take", "convert"))

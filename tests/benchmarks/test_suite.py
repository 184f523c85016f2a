"""The benchmark suite: definitions, figures worked out by hand, records, what counts as a flip."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from aliaskit.evaluation import Gold
from benchmarks import compare, definitions, processes, sets
from benchmarks.cli import main
from benchmarks.data import Known, Pair, Query
from benchmarks.definitions import DefinitionError, read_definitions
from benchmarks.measure import measure
from benchmarks.records import AnswerRow, Figure, Record, RecordError, key_of, read_record, write_record
from benchmarks.tasks import calibration, cluster, pairs, resolve, retrieval, speed
from benchmarks.tasks.pairs import Judged

FIELDS = 'name = "pairs/x"\ntask = "pairs"\nset = "own/mixed"\ngroups = ["quick"]\nanalysis = "x"\n'


# --- definitions ---------------------------------------------------------------------------------------


def test_definitions_are_readable_and_our_own_sets_are_there() -> None:
    found = read_definitions()
    assert len({benchmark.name for benchmark in found}) == len(found) > 40
    for benchmark in found:
        assert benchmark.name.startswith(f"{benchmark.task}/")
        if benchmark.set.startswith("own/"):
            if benchmark.task == "pairs":
                assert sets.pairs_of(benchmark.set, 1000, "1")
            elif benchmark.task == "resolve":
                assert sets.queries_of(benchmark.set, 1000, 1000, "1")[0]
            else:
                assert sets.mentions_of(benchmark.set, 1000, "1").names


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (FIELDS.replace('set = "own/mixed"\n', ""), "lacks set"),
        (FIELDS + "speed = 1\n", "unknown fields: speed"),
        (FIELDS.replace('"pairs"\n', '"bears"\n'), "task 'bears'"),
        (FIELDS.replace('["quick"]', '["slow"]'), "unknown groups: slow"),
        (FIELDS + 'expect = ["f1 is good"]\n', "write: slice setting metric >= value"),
        (FIELDS + "\n[[benchmarks]]\n" + FIELDS, "two benchmarks are named pairs/x"),
        ("a b\n", "x.toml"),
    ],
)
def test_wrong_definitions_are_told(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "x.toml").write_text(f"[[benchmarks]]\n{text}")
    with pytest.raises(DefinitionError, match=r"x\.toml") as caught:
        read_definitions(tmp_path)
    assert message in str(caught.value)


def test_expectations_and_choices(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text(f"[[benchmarks]]\n{FIELDS}" + 'expect = ["all own f1 >= 0.5"]\n')
    (benchmark,) = read_definitions(tmp_path)
    (expectation,) = benchmark.expect
    assert (expectation.holds(0.5), expectation.holds(0.49)) == (True, False)
    assert str(expectation) == "all own f1 >= 0.5"
    chosen = [
        definitions.choose([benchmark], *asked)
        for asked in (("quick",), ("full",), (None, ["/x"]), (None, ["y"]), (None, (), ["resolve"]))
    ]
    assert [bool(each) for each in chosen] == [True, False, True, False, False]


# --- figures -------------------------------------------------------------------------------------------


def _value(figures: list[Figure], slice_: str, setting: str, metric: str) -> float:
    (found,) = [f.value for f in figures if (f.slice, f.setting, f.metric) == (slice_, setting, metric)]
    return found


def _judged(count: int, *, same: bool, score: float, said: bool, start: int = 0) -> list[Judged]:
    made = [Pair("person", f"Zork {start + n}", f"Plugh {n}", same, "typo") for n in range(count)]
    return [Judged(pair, score, said) for pair in made]


def test_pair_figures_by_hand() -> None:
    # 80 of 100 positives found, 10 of 100 negatives called the same: at 10 % prevalence
    # precision is .1*.8 / (.1*.8 + .9*.1) = .470588, F1 2*.8*.470588/1.270588 = .592593.
    items = [
        *_judged(80, same=True, score=0.9, said=True),
        *_judged(20, same=True, score=0.1, said=False, start=80),
        *_judged(10, same=False, score=0.9, said=True, start=200),
        *_judged(90, same=False, score=0.1, said=False, start=300),
    ]
    found = pairs.figures("pairs/x", "zork", items)
    assert _value(found, "all", "own", "precision") == pytest.approx(0.470588, abs=1e-6)
    assert _value(found, "all", "own", "f1") == pytest.approx(0.592593, abs=1e-6)
    assert _value(found, "all", "own", "false_alarms") == pytest.approx(0.1)
    assert _value(found, "all", "tuned", "recall") == pytest.approx(0.8)
    assert _value(found, "category:1:typo", "own", "right") == pytest.approx(0.8)
    assert _value(found, "category:0:typo", "own", "right") == pytest.approx(0.9)
    (f1,) = [f for f in found if (f.slice, f.setting, f.metric) == ("all", "own", "f1")]
    assert f1.low is not None
    assert f1.high is not None
    assert f1.low < f1.value < f1.high


def test_what_strings_cannot_decide_is_no_part_of_the_headline() -> None:
    items = _judged(50, same=True, score=0.9, said=True) + _judged(50, same=False, score=0.1, said=False)
    weak = [Judged(Pair("person", "Quux", "Plugh", True, "former-name", "WEAK"), 0.0, False)]
    found = pairs.figures("pairs/x", "zork", items + weak * 20)
    assert _value(found, "all", "own", "recall") == 1.0
    assert _value(found, "strength:WEAK", "own", "right") == 0.0


def test_a_threshold_is_an_engines_own_setting() -> None:
    pair = Pair("person", "Zork", "Plugh", True, "typo")
    assert [pairs.judged([pair], [{"score": s}], 0.7)[0].same for s in (0.7, 0.69, None)] == [
        True,
        False,
        False,
    ]
    assert pairs.judged([pair], [{"score": 0.1, "same": True}], 0.7)[0].same is True
    assert pairs.judged([pair], [{"score": 0.9}], None)[0].same is None


def test_calibration_weighs_matches_as_a_tenth() -> None:
    forecasts = calibration.at_prevalence([(0.9, True)] * 60 + [(0.2, False)] * 60)
    assert len(forecasts) == 2000
    assert sum(true for _, true in forecasts) == 200
    assert calibration.at_prevalence([(0.9, True)] * 5 + [(0.2, False)] * 60) == []
    items = _judged(60, same=True, score=1.0, said=True) + _judged(60, same=False, score=0.0, said=False)
    found = calibration.figures("calibration/x", "zork", [items])
    assert _value(found, "same-script", "own", "ece") == 0.0
    assert _value(found, "same-script", "own", "brier_skill") == 1.0
    assert _value(found, "same-script", "own", "right_of_sure") == 1.0


def test_link_figures_by_hand() -> None:
    queries, _ = sets.queries_of("own/tasks", 1000, 1000, "1")
    entity = [query for query in queries if query.gold.name == "ENTITY"][:4]
    nil = [query for query in queries if query.gold.name == "NIL"][:4]
    answers = [{"id": next(iter(query.ids)), "score": 0.9, "linked": True} for query in entity[:3]]
    answers += [{"id": "person/zork", "score": 0.9, "linked": True}]
    answers += [{"id": "person/zork", "score": 0.9, "linked": True}] + [
        {"id": None, "score": 0.0, "linked": False}
    ] * 3
    found = resolve.figures("resolve/x", "zork", resolve.answered(entity + nil, answers, None))
    assert _value(found, "all", "own", "precision") == pytest.approx(3 / 5)
    assert _value(found, "all", "own", "recall") == pytest.approx(3 / 4)
    assert _value(found, "all", "own", "nil_accuracy") == pytest.approx(3 / 4)


def test_cluster_figures_and_lead() -> None:
    gold = ["a", "a", "b", "c"] * 20
    gold = [f"{entity}{place // 4}" for place, entity in enumerate(gold)]
    right, alone = gold, list(range(len(gold)))
    found = cluster.figures("cluster/x", "zork", "0.80", alone, gold)
    # Alone: precision 1, recall of the two of "a" is one half: (.5 + .5 + 1 + 1) / 4.
    assert _value(found, "all", "best here", "b3_recall") == pytest.approx(0.75)
    lead = cluster.lead("cluster/x", "zork", right, alone, gold)
    assert lead.value == pytest.approx(1 - 2 * 0.75 / 1.75)
    assert lead.low is not None
    assert 0 < lead.low <= lead.value
    assert cluster.best_labels({"0.80": alone, "0.90": right}, gold)[0] == "0.90"


def test_retrieval_figures_by_hand() -> None:
    known = [Known(f"person/{n}", "person", None, (name,)) for n, name in enumerate(("Ron Cook", "Eli Ziv"))]
    known.append(Known("person/2", "person", None, ("Ron Cook",)))
    asked = [
        Query(text, "person", None, Gold.ENTITY, frozenset({f"person/{number}"}), "")
        for text, number in (("Рон Кук", 2), ("Рон Кук", 1), ("ロン・クック", 0))
    ]
    told: list[str] = []
    found = retrieval.figures("retrieval/x", asked, known, told.append)
    assert _value(found, "cyrillic", "own", "gold_first") == 0.5
    assert _value(found, "kana", "own", "gold_first") == 1.0
    assert _value(found, "kana", "own", "resolve_ms") > 0
    assert len(told) == 2


# --- records -------------------------------------------------------------------------------------------

FIGURE = Figure("pairs/x", "zork", "all", "own", "f1", 0.5, 10, 0.4, 0.6)
ROW = AnswerRow("pairs/x", "abc", "same", "same", 0.9, "typo")


def test_records_come_back_as_they_were(tmp_path: Path) -> None:
    bare = Figure("pairs/x", "zork", "all", "", "cpu_seconds", 1.25, 10)
    write_record(tmp_path, {"date": "x"}, [FIGURE, bare], [ROW])
    record = read_record(tmp_path)
    assert (record.figures, record.rows, record.machine) == ((FIGURE, bare), (ROW,), {"date": "x"})
    (tmp_path / "figures.csv").write_text("a,b\n")
    with pytest.raises(RecordError, match=r"figures\.csv:1"):
        read_record(tmp_path)
    with pytest.raises(RecordError, match=r"machine\.csv"):
        read_record(tmp_path / "none")


def test_text_of_outside_sets_stays_out_of_records() -> None:
    items = [Judged(Pair("person", "Secret Name", "Other Name", True, "typo"), 0.9, True)]
    (row,) = pairs.answer_rows("pairs/outside", items, with_text=False)
    assert "Secret" not in str(row)
    assert row.key == key_of("person", "Secret Name", "Other Name")


def test_flips_worst_and_means() -> None:
    after = AnswerRow("pairs/x", "abc", "same", "different", 0.2, "typo")
    (flip,) = compare.flips([ROW], [after])
    assert (flip.became_right, compare.is_right(ROW)) == (False, True)
    assert compare.flips([ROW], [ROW]) == []
    mild = AnswerRow("pairs/x", "d", "same", "different", 0.8, "typo")
    assert compare.worst([ROW, mild, after], 5) == [after, mild]
    figures = [FIGURE, Figure("pairs/y", "zork", "all", "own", "f1", 0.7, 10)]
    figures += [Figure("pairs/x", "plugh", "all", "tuned", "f1", 0.9, 10)]
    record = Record(Path(), {}, tuple(figures), ())
    (mean,) = compare.means(record, "pairs", "all", "f1", per_engine_setting={"zork": "own"})
    assert (mean.engine, mean.value, mean.sets) == ("zork", pytest.approx(0.6), 2)
    best = compare.best_peers(record, "pairs", "all", "f1")
    assert (best["pairs/x"].engine, best["pairs/y"].engine) == ("plugh", "zork")


def test_of_merged_records_the_later_counts(tmp_path: Path) -> None:
    better = Figure("pairs/x", "zork", "all", "own", "f1", 0.8, 10)
    other = Figure("pairs/y", "plugh", "all", "own", "f1", 0.3, 10)
    write_record(tmp_path / "a", {"date": "1"}, [FIGURE, other], [ROW])
    write_record(tmp_path / "b", {"date": "2"}, [better], [])
    run = CliRunner().invoke(main, ["merge", *(str(tmp_path / name) for name in ("c", "a", "b"))])
    assert run.exit_code == 0, run.output
    record = read_record(tmp_path / "c")
    assert (set(record.figures), record.rows) == ({better, other}, (ROW,))
    assert record.machine["date"] == "2"


def test_diff_fails_on_flips_and_on_other_answers_of_a_speed_up(tmp_path: Path) -> None:
    digest = Figure("speed/x", "aliaskit", "all", "own", "answers", 1.0, 5)
    other = Figure("speed/x", "aliaskit", "all", "own", "answers", 2.0, 5)
    flipped = AnswerRow("pairs/x", "abc", "same", "different", 0.2, "typo", "Zork | Plugh")
    write_record(tmp_path / "a", {}, [digest], [ROW])
    write_record(tmp_path / "b", {}, [other], [ROW])
    write_record(tmp_path / "c", {}, [digest], [flipped])
    run = CliRunner()
    folders = {name: str(tmp_path / name) for name in "abc"}
    same = run.invoke(main, ["diff", folders["a"], folders["a"]])
    assert (same.exit_code, same.output) == (0, "0 rows flipped: 0 became right, 0 wrong\n")
    faster = run.invoke(main, ["diff", folders["a"], folders["b"]])
    assert (faster.exit_code, "speed/x: other answers than before" in faster.output) == (1, True)
    worse = run.invoke(main, ["diff", folders["a"], folders["c"]])
    assert (worse.exit_code, "Zork | Plugh" in worse.output) == (1, True)


# --- a whole run ---------------------------------------------------------------------------------------


def test_a_smoke_run_measures_records_and_ranks(tmp_path: Path) -> None:
    out = str(tmp_path / "record")
    arguments = ["measure", "-g", "smoke", "--here", "-e", "aliaskit", "-e", "exact-key", "-o", out]
    run = CliRunner().invoke(main, arguments)
    assert run.exit_code == 0, run.output
    ranked = CliRunner().invoke(main, ["rank", out]).output.splitlines()
    assert [line.split()[0] for line in ranked[2:]] == ["aliaskit", "exact-key"]
    assert "pairs/own-mixed" in CliRunner().invoke(main, ["cmp", out]).output
    assert CliRunner().invoke(main, ["worst", out, "--most", "3"]).output.count("\n") == 5


def test_absent_sets_and_broken_expectations_are_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("ALIASKIT_DATASETS", raising=False)
    (tmp_path / "x.toml").write_text(
        f"[[benchmarks]]\n{FIELDS}" + 'expect = ["all own f1 >= 1.0"]\n'
        '[[benchmarks]]\nname = "pairs/away"\ntask = "pairs"\nset = "away"\ngroups = []\nanalysis = "x"\n'
    )
    told: list[str] = []
    engine = processes.engines()["aliaskit"]
    run = measure(read_definitions(tmp_path), [engine], "1", here=True, told=told.append)
    assert [benchmark.name for benchmark, _, _ in run.broken] == ["pairs/x"]
    assert any(line.startswith("pairs/away: left out: ALIASKIT_DATASETS is not set") for line in told)


def test_probes_print_their_figure_and_a_digest(capsys: pytest.CaptureFixture[str]) -> None:
    from benchmarks import probes

    assert probes.main(["compare"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["probe"] == "compare"
    assert printed["value"] > 0
    assert len(printed["answers"]) == 12
    assert probes.main(["nothing"]) == 2


def test_a_process_tells_its_own_memory_not_that_of_whoever_started_it() -> None:
    from benchmarks import memory

    assert memory.peak_in("Name:\tzork\nVmHWM:\t    2048 kB\n") == 2.0
    assert memory.peak_in("Name:\tzork\n") is None
    assert memory.peak_mb() > 1
    ballast = b"x" * (200 * 2**20)
    _, peak, _ = speed._run(("-c", "pass"), True)
    assert 1 < peak < 100, f"with {len(ballast)} bytes held by the parent"

"""One run: the chosen benchmarks with the chosen engines, as figures and rows."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from subprocess import CalledProcessError
from typing import Any

from benchmarks import processes, sets
from benchmarks.compare import OURS
from benchmarks.data import DatasetError
from benchmarks.definitions import Benchmark, Expectation
from benchmarks.processes import Answers, Engine, Failure, Item
from benchmarks.records import AnswerRow, CurvePoint, Figure
from benchmarks.tasks import calibration, candidates, cluster, pairs, resolve, retrieval, scale, speed
from benchmarks.tasks.pairs import Judged

# What the present environment holds anyway need not be installed again while working on it.
_HERE = ("aliaskit", "rapidfuzz")
Told = Callable[[str], None]


@dataclass(slots=True)
class Run:
    """What a run found; ``broken`` are expectations that do not hold, ``told`` what was left out and why."""

    figures: list[Figure] = field(default_factory=list)
    rows: list[AnswerRow] = field(default_factory=list)
    curves: list[CurvePoint] = field(default_factory=list)
    versions: dict[str, Mapping[str, str]] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    broken: list[tuple[Benchmark, Expectation, float | None]] = field(default_factory=list)


def measure(
    benchmarks: Sequence[Benchmark], engines: Sequence[Engine], seed: str, *, here: bool, told: Told
) -> Run:
    """The run. Engines that fail and sets that are absent are told in one line and left out.

    With ``here``, aliaskit and the baselines run in the present environment instead of one of their own.
    """
    run = _Running(Run(), list(engines), seed, here, told)
    ran: list[Benchmark] = []
    for benchmark in sorted(benchmarks, key=lambda each: each.task == "calibration"):
        try:
            _TASKS[benchmark.task](run, benchmark)
            ran.append(benchmark)
        except sets.Absent as absent:
            told(f"{benchmark.name}: left out: {absent}")
        except (DatasetError, speed.ChildError, CalledProcessError) as error:
            run.run.failures.append(Failure(OURS, f"{benchmark.name}: {error}"))
            told(f"{benchmark.name}: {error}")
    run.run.broken = [broken for each in ran for broken in _broken(each, run.run.figures)]
    return run.run


@dataclass(slots=True)
class _Running:
    run: Run
    engines: list[Engine]
    seed: str
    here: bool
    told: Told
    judged: dict[str, list[Judged]] = field(default_factory=dict)

    def ask(
        self, benchmark: Benchmark, engine: Engine, items: Sequence[Item], kinds: set[str], **more: Any
    ) -> Answers | None:
        """The engine's answers; None where it is not made for the task or the kinds, or fails."""
        fits = all(engine.is_for(benchmark.task, kind) for kind in kinds)
        if not fits or any(each.engine == engine.name for each in self.run.failures):
            return None
        python = sys.executable if self.here and engine.environment.name in _HERE else None
        answers = processes.ask(engine, benchmark.task, items, python=python, **more)  # type: ignore[arg-type]
        if isinstance(answers, Failure):
            self.run.failures.append(answers)
            self.told(f"{engine.name}: {answers.reason}")
            return None
        self.run.versions[engine.name] = answers.versions
        spent = {
            "cpu_seconds": answers.cpu_seconds,
            "setup_seconds": answers.setup_seconds,
            "peak_mb": answers.peak_bytes / 2**20,
        }
        self.run.figures += [
            Figure(benchmark.name, engine.name, "all", "", metric, value, len(items))
            for metric, value in spent.items()
        ]
        self.told(f"{benchmark.name}: {engine.name}, {len(items)} items, {answers.cpu_seconds:.1f} s CPU")
        return answers


def _pairs(running: _Running, benchmark: Benchmark) -> None:
    found = sets.pairs_of(benchmark.set, benchmark.limit, running.seed)
    kinds = {pair.kind for pair in found}
    for engine in running.engines:
        answers = running.ask(benchmark, engine, pairs.items_of(found), kinds)
        if answers is None:
            continue
        items = pairs.judged(found, answers.rows, engine.threshold)
        running.run.figures += pairs.figures(benchmark.name, engine.name, items)
        running.run.curves += pairs.curves(benchmark.name, engine.name, items)
        if engine.name == OURS:
            running.judged[benchmark.name] = items
            running.run.rows += pairs.answer_rows(
                benchmark.name, items, with_text=sets.is_ours(benchmark.set)
            )


def _resolve(running: _Running, benchmark: Benchmark) -> None:
    queries, known = sets.queries_of(benchmark.set, benchmark.limit, benchmark.entities, running.seed)
    kinds = {query.kind or "other" for query in queries}
    for engine in running.engines:
        # Our own tasks are asked of the gazetteer that ships, with all its marks.
        shipped = engine.name == OURS and sets.is_ours(benchmark.set)
        entities = [] if shipped else resolve.entities_of(known)
        answers = running.ask(benchmark, engine, resolve.items_of(queries), kinds, entities=entities)
        if answers is None:
            continue
        items = resolve.answered(queries, answers.rows, engine.threshold)
        running.run.figures += resolve.figures(benchmark.name, engine.name, items)
        if engine.name == OURS:
            running.run.rows += resolve.answer_rows(
                benchmark.name, items, with_text=sets.is_ours(benchmark.set)
            )


def _cluster(running: _Running, benchmark: Benchmark) -> None:
    mentions = sets.mentions_of(benchmark.set, benchmark.limit, running.seed)
    kinds = {kind or "other" for kind in mentions.kinds}
    alone = list(range(len(mentions.names)))
    running.run.figures += cluster.figures(benchmark.name, "do nothing", "shipped", alone, mentions.gold)
    found: dict[str, cluster.Labels] = {}
    for engine in running.engines:
        answers = running.ask(benchmark, engine, cluster.items_of(mentions), kinds)
        if answers is not None:
            setting, labels = cluster.best_labels(cluster.labels_of(answers.rows), mentions.gold)
            found[engine.name] = labels
            running.run.figures += cluster.figures(
                benchmark.name, engine.name, setting, labels, mentions.gold
            )
    ours = found.pop(OURS, None)
    if ours is not None:
        running.run.figures += [
            cluster.lead(benchmark.name, name, ours, labels, mentions.gold) for name, labels in found.items()
        ]


def _calibration(running: _Running, benchmark: Benchmark) -> None:
    names = [name for name in running.judged if benchmark.set == "*" or name.endswith(f"/{benchmark.set}")]
    if not names:
        raise sets.Absent(f"no pairs of {benchmark.set} were measured in this run")
    judged = [running.judged[name] for name in names]
    running.run.figures += calibration.figures(benchmark.name, OURS, judged)


def _candidates(running: _Running, benchmark: Benchmark) -> None:
    queries, known = sets.queries_of(benchmark.set, benchmark.limit, benchmark.entities, running.seed)
    running.run.figures += candidates.figures(benchmark.name, queries, known)
    running.told(f"{benchmark.name}: {len(queries)} queries, {len(known)} entities")


def _retrieval(running: _Running, benchmark: Benchmark) -> None:
    queries, known = sets.foreign_queries_of(benchmark.set, benchmark.limit, benchmark.entities, running.seed)
    running.run.figures += retrieval.figures(benchmark.name, queries, known, running.told)
    running.told(f"{benchmark.name}: {len(queries)} queries, {len(known)} entities")


def _speed(running: _Running, benchmark: Benchmark) -> None:
    running.run.figures += speed.figures(benchmark.name, benchmark.set, running.told)


def _scale(running: _Running, benchmark: Benchmark) -> None:
    running.run.figures += scale.figures(benchmark.name, int(benchmark.set), running.told)


_TASKS: dict[str, Callable[[_Running, Benchmark], None]] = {
    "pairs": _pairs,
    "resolve": _resolve,
    "cluster": _cluster,
    "calibration": _calibration,
    "candidates": _candidates,
    "retrieval": _retrieval,
    "speed": _speed,
    "scale": _scale,
}


def _broken(
    benchmark: Benchmark, figures: Sequence[Figure]
) -> list[tuple[Benchmark, Expectation, float | None]]:
    """The expectations of a benchmark that aliaskit's figures do not meet, with what came."""
    values = {
        (figure.slice, figure.setting, figure.metric): figure.value
        for figure in figures
        if figure.benchmark == benchmark.name and figure.engine == OURS
    }
    found = []
    for expectation in benchmark.expect:
        value = values.get((expectation.slice, expectation.setting, expectation.metric))
        if value is None or not expectation.holds(value):
            found.append((benchmark, expectation, value))
    return found

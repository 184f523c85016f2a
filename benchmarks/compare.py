"""Records beside each other: engines of one run, rows of two, a ranking."""

import random
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TypeVar

from benchmarks.intervals import interval
from benchmarks.records import AnswerRow, CurvePoint, Figure, Record

Part = TypeVar("Part")
Key = TypeVar("Key", bound=Hashable)

OURS = "aliaskit"
_RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of a metric over sets, with its 95 % interval by resampling the sets."""

    engine: str
    setting: str
    value: float
    low: float
    high: float
    sets: int


@dataclass(frozen=True, slots=True)
class Flip:
    """A row that is answered otherwise in the second record."""

    before: AnswerRow
    after: AnswerRow

    @property
    def became_right(self) -> bool:
        """Whether the second answer is right; where the label is no answer, whether it is likelier so."""
        return is_right(self.after) and not is_right(self.before)


def is_right(row: AnswerRow) -> bool:
    """Whether an answer is what the label asks for."""
    wanted = {"entity": "right", "nil": "unknown", "ambiguous": "ambiguous"}
    return row.answer == wanted.get(row.label, row.label)


def merged(records: Sequence[Record], folder: Path) -> Record:
    """Several runs as one; of an engine on a benchmark, the later record's figures, rows and curves count."""
    machine: dict[str, str] = {}
    figures: dict[tuple[str, str], list[Figure]] = {}
    curves: dict[tuple[str, str], list[CurvePoint]] = {}
    rows: dict[str, list[AnswerRow]] = {}
    for record in records:
        machine |= record.machine
        figures |= _grouped(record.figures, lambda figure: (figure.benchmark, figure.engine))
        curves |= _grouped(record.curves, lambda point: (point.benchmark, point.engine))
        rows |= _grouped(record.rows, lambda row: row.benchmark)
    return Record(
        folder,
        machine,
        tuple(chain(*figures.values())),
        tuple(chain(*rows.values())),
        tuple(chain(*curves.values())),
    )


def _grouped(parts: Iterable[Part], key: Callable[[Part], Key]) -> dict[Key, list[Part]]:
    groups: dict[Key, list[Part]] = {}
    for part in parts:
        groups.setdefault(key(part), []).append(part)
    return groups


def means(
    record: Record, task: str, slice_: str, metric: str, *, per_engine_setting: Mapping[str, str]
) -> list[Mean]:
    """The mean of a metric over the sets that every engine listed has, best first.

    ``per_engine_setting`` says which setting of an engine counts; ``*`` stands for all others.
    """
    complete = _complete(record, task, slice_, metric, per_engine_setting)
    ranked = [_mean(engine, setting, list(values.values())) for (engine, setting), values in complete.items()]
    return sorted(ranked, key=lambda each: (-each.value, each.engine))


def leads(
    record: Record, task: str, slice_: str, metric: str, *, per_engine_setting: Mapping[str, str]
) -> dict[str, Mean]:
    """Our mean lead over each other engine on the same sets, with its interval by resampling the sets."""
    complete = _complete(record, task, slice_, metric, per_engine_setting)
    ours = next((values for (engine, _), values in complete.items() if engine == OURS), {})
    found = {}
    for (engine, setting), values in complete.items():
        if engine != OURS and ours.keys() == values.keys():
            found[engine] = _mean(engine, setting, [ours[name] - values[name] for name in sorted(ours)])
    return found


def settings_that_count(record: Record, task: str) -> dict[str, str]:
    """Which setting of each engine counts: of ours the one that ships, of others their best.

    Engines that have nothing to set are the same either way.
    """
    if task != "cluster":
        return {OURS: "own", f"{OURS}-gazetteers": "own", "*": "tuned"}
    found = [f for f in record.figures if f.benchmark.startswith("cluster/") and f.metric == "b3_f1"]
    with_choice = {figure.engine for figure in found if figure.setting == "best here"}
    return {figure.engine: "own" for figure in found if figure.engine not in with_choice} | {"*": "best here"}


def is_peer(engine: str) -> bool:
    """Whether it is somebody else's."""
    return engine.split("-")[0] != OURS and engine != "do nothing"


def _complete(
    record: Record, task: str, slice_: str, metric: str, per_engine_setting: Mapping[str, str]
) -> dict[tuple[str, str], dict[str, float]]:
    """The values by set of every engine and setting that has as many sets as any."""
    default = per_engine_setting.get("*", "tuned")
    found: dict[tuple[str, str], dict[str, float]] = {}
    for figure in record.figures:
        wanted = per_engine_setting.get(figure.engine, default)
        asked = figure.benchmark.startswith(f"{task}/") and (figure.slice, figure.metric) == (slice_, metric)
        if asked and figure.setting in ("", wanted):
            found.setdefault((figure.engine, wanted), {})[figure.benchmark] = figure.value
    most = max((len(values) for values in found.values()), default=0)
    return {key: values for key, values in found.items() if len(values) == most}


def best_peers(record: Record, task: str, slice_: str, metric: str) -> dict[str, Figure]:
    """The best figure of all other engines for each set, with whatever setting is best."""
    best: dict[str, Figure] = {}
    for figure in record.figures:
        asked = figure.benchmark.startswith(f"{task}/") and (figure.slice, figure.metric) == (slice_, metric)
        if asked and is_peer(figure.engine):
            known = best.get(figure.benchmark)
            if known is None or figure.value > known.value:
                best[figure.benchmark] = figure
    return best


def flips(before: Iterable[AnswerRow], after: Iterable[AnswerRow]) -> list[Flip]:
    """The rows that both records hold and answer differently, surest answers first."""
    known = {(row.benchmark, row.key): row for row in before}
    found = [
        Flip(known[row.benchmark, row.key], row)
        for row in after
        if (row.benchmark, row.key) in known and known[row.benchmark, row.key].answer != row.answer
    ]
    return sorted(
        found, key=lambda flip: (-abs(flip.after.probability - flip.before.probability), flip.after.key)
    )


def changed_answers(before: Record, after: Record) -> list[str]:
    """The speed benchmarks whose answers are not those of the first record."""
    digests = [
        {figure.benchmark: figure.value for figure in record.figures if figure.metric == "answers"}
        for record in (before, after)
    ]
    return sorted(name for name, value in digests[1].items() if digests[0].get(name, value) != value)


def worst(rows: Iterable[AnswerRow], most: int) -> list[AnswerRow]:
    """The wrong answers of which aliaskit was surest."""
    wrong = [row for row in rows if not is_right(row)]
    return sorted(wrong, key=lambda row: (-_sureness(row), row.benchmark, row.key))[:most]


def _sureness(row: AnswerRow) -> float:
    return row.probability if row.answer in ("same", "right", "wrong") else 1 - row.probability


def _mean(engine: str, setting: str, values: Sequence[float]) -> Mean:
    chance = random.Random("sets")
    low, high = interval(sum(chance.choices(values, k=len(values))) / len(values) for _ in range(_RESAMPLES))
    return Mean(engine, setting, sum(values) / len(values), low, high, len(values))

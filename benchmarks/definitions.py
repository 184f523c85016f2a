"""What is measured, read from ``definitions/*.toml``: every benchmark is data."""

import operator
import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("definitions")
TASKS = ("pairs", "resolve", "cluster", "calibration", "candidates", "retrieval", "speed", "scale")
GROUPS = ("smoke", "quick", "full")
_EXPECTATION = re.compile(r"(\S+) (\S+) (\S+) (>=|<=|==) (\S+)")
_OPERATORS: dict[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
}


class DefinitionError(Exception):
    """A definition that does not say what it should: where, what came, what was expected."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a figure of aliaskit has to be: a benchmark is a test too."""

    slice: str
    setting: str
    metric: str
    sign: str
    bound: float

    def holds(self, value: float) -> bool:
        """Whether a value is as expected."""
        return _OPERATORS[self.sign](value, self.bound)

    def __str__(self) -> str:
        return f"{self.slice} {self.setting} {self.metric} {self.sign} {self.bound:g}"


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One benchmark: a task on a set, the groups that it is run with, what it is for.

    ``limit`` bounds the rows (of `cluster`: the entities of several names), ``entities`` those that a
    query is asked against; ``kinds`` narrows the engines to those made for one of them.
    """

    name: str
    task: str
    set: str
    groups: frozenset[str]
    analysis: str
    limit: int = 1000
    entities: int = 10_000
    kinds: frozenset[str] = frozenset()
    expect: tuple[Expectation, ...] = ()


def read_definitions(folder: Path = FOLDER) -> list[Benchmark]:
    """All benchmarks, in the order of the files and of their places in them.

    Raises:
        DefinitionError: a field is missing or unknown, or a name is taken.
    """
    found: dict[str, Benchmark] = {}
    for path in sorted(folder.glob("*.toml")):
        with path.open("rb") as file:
            try:
                content = tomllib.load(file)
            except tomllib.TOMLDecodeError as error:
                raise DefinitionError(f"{path}: {error}") from error
        for fields in content.get("benchmarks", ()):
            benchmark = _benchmark(path, fields)
            if benchmark.name in found:
                raise DefinitionError(f"{path}: two benchmarks are named {benchmark.name}")
            found[benchmark.name] = benchmark
    return list(found.values())


def choose(
    benchmarks: Iterable[Benchmark], group: str | None, names: Iterable[str] = (), tasks: Iterable[str] = ()
) -> list[Benchmark]:
    """The benchmarks of a group whose name holds one of ``names`` and whose task is one of ``tasks``."""
    wanted, kinds_of_task = list(names), set(tasks)
    return [
        each
        for each in benchmarks
        if (group is None or group in each.groups)
        and (not wanted or any(name in each.name for name in wanted))
        and (not kinds_of_task or each.task in kinds_of_task)
    ]


def _benchmark(path: Path, fields: dict[str, Any]) -> Benchmark:
    name = fields.get("name", "a benchmark without a name")
    required = {"name", "task", "set", "groups", "analysis"}
    optional = {"limit", "entities", "kinds", "expect"}
    if missing := sorted(required - set(fields)):
        raise DefinitionError(f"{path}: {name} lacks {', '.join(missing)}")
    if unknown := sorted(set(fields) - required - optional):
        raise DefinitionError(f"{path}: {name} has unknown fields: {', '.join(unknown)}")
    if fields["task"] not in TASKS:
        raise DefinitionError(f"{path}: {name}: task {fields['task']!r}, expected one of {', '.join(TASKS)}")
    if strange := sorted(set(fields["groups"]) - set(GROUPS)):
        raise DefinitionError(f"{path}: {name} has unknown groups: {', '.join(strange)}")
    return Benchmark(
        name,
        fields["task"],
        fields["set"],
        frozenset(fields["groups"]),
        " ".join(fields["analysis"].split()),
        fields.get("limit", 1000),
        fields.get("entities", 10_000),
        frozenset(fields.get("kinds", ())),
        tuple(_expectation(path, name, text) for text in fields.get("expect", ())),
    )


def _expectation(path: Path, name: str, text: str) -> Expectation:
    match = _EXPECTATION.fullmatch(text)
    if match is None:
        raise DefinitionError(
            f"{path}: {name} expects {text!r}; write: slice setting metric >= value (or <=, ==)"
        )
    slice_, setting, metric, sign, bound = match.groups()
    return Expectation(slice_, setting, metric, sign, float(bound))

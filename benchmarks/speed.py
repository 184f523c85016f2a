"""`speed`: the CPU time of starting, of first answers, and of answers in a running process."""

import json
import resource
import shlex
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.report import Table

ROOT = Path(__file__).parent.parent
EXACT = "Germany"
FUZZY = "Swizterland"
"""Two letters swapped: no rule of spelling makes it an alias."""


class ChildError(Exception):
    """A measured process that failed; its text is the last line that it wrote."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured: a command, and how one run of it becomes a figure."""

    name: str
    unit: str
    arguments: tuple[str, ...]
    figure: Callable[[Sequence[str]], float]

    @property
    def command(self) -> str:
        """The command as one would type it in the repository."""
        return shlex.join(["python", *self.arguments])


def cpu_milliseconds(command: Sequence[str]) -> float:
    """The user and system time of a process, from its start to its end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _run(command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)


def printed_figure(command: Sequence[str]) -> float:
    """The figure that a probe printed: CPU time that it measured inside its own process."""
    return float(json.loads(_run(command).splitlines()[-1])["value"])


def measures() -> list[Measure]:
    """Everything that is measured, in the order of the report."""
    first = (
        'from aliaskit import Resolver; answer = Resolver.default().resolve("{}"); '
        'assert answer.reason.name == "{}", answer'
    )
    processes = [
        ("bare interpreter", "pass"),
        ("import aliaskit", "import aliaskit"),
        ("first exact answer", first.format(EXACT, "ALIAS")),
        ("first fuzzy answer", first.format(FUZZY, "EVIDENCE")),
    ]
    probes = [
        ("canonicalize, exact hit", "µs", "canonicalize"),
        ("resolve, exact hit", "µs", "exact"),
        ("resolve, fuzzy", "µs", "fuzzy"),
        ("compare, raw strings", "per second", "compare"),
    ]
    return [
        *(Measure(name, "ms", ("-c", code), cpu_milliseconds) for name, code in processes),
        *(
            Measure(name, unit, ("-m", "benchmarks.probes", probe), printed_figure)
            for name, unit, probe in probes
        ),
    ]


def table(repeat: int, chosen: Sequence[Measure], told: Callable[[str], None]) -> Table:
    """The median of `repeat` processes per measure, after one that is not counted.

    A command that fails is reported as a failure in its own row.
    """
    result = Table(
        "Speed, CPU time (user + system)",
        ("measure", "median", "lowest", "highest", "unit", "processes", "failure", "command"),
        keys=1,
        note="Median over processes, one more run before them not counted. First answers include "
        "the interpreter's start.",
    )
    for measure in chosen:
        told(measure.name)
        command = [sys.executable, *measure.arguments]
        try:
            figures = [measure.figure(command) for _ in range(repeat + 1)][1:]
        except ChildError as error:
            blank = (None, None, None, measure.unit, 0, str(error), measure.command)
            result.rows.append((measure.name, *blank))
        else:
            spread = (median(figures), min(figures), max(figures))
            result.rows.append((measure.name, *spread, measure.unit, repeat, None, measure.command))
    return result


def _run(command: Sequence[str]) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ChildError((done.stderr.strip().splitlines() or [f"exit {done.returncode}"])[-1])
    return done.stdout

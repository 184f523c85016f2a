"""`speed`: CPU time beside a named baseline, alternating in one run; answers are part of the measure."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.memory import STATUS, as_mb, peak_in
from benchmarks.records import Figure

ROOT = Path(__file__).parent.parent.parent
REPEAT = 5
_FIRST = 'from aliaskit import Resolver; assert Resolver.default().resolve("{}").entity'
_BARE = ("-c", "pass")
# A whole process tells its own peak at its end; see `benchmarks.memory`.
_TELL_STATUS = f'\nprint(open("{STATUS}").read())'


class ChildError(Exception):
    """A measured process that failed; its text is the last line that it wrote."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured and against what; the unit is ms of a whole process, or µs for one call."""

    ours: tuple[str, ...]
    baseline: str
    against: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether the process itself is measured, not what it prints."""
        return self.ours[0] == "-c"


def _probe(name: str) -> tuple[str, ...]:
    return ("-m", "benchmarks.probes", name)


MEASURES = {
    "import": Measure(("-c", "import aliaskit"), "bare interpreter", _BARE),
    "open": Measure(("-c", _FIRST.format("Germany")), "bare interpreter", _BARE),
    "first-fuzzy": Measure(("-c", _FIRST.format("Swizterland")), "bare interpreter", _BARE),
    "canonicalize": Measure(_probe("canonicalize"), "dict lookup", _probe("dict_lookup")),
    "exact": Measure(_probe("resolve_exact"), "dict lookup", _probe("dict_lookup")),
    "fuzzy": Measure(_probe("resolve_fuzzy"), "extractOne WRatio", _probe("extract_one")),
    "batch": Measure(_probe("resolve_many"), "extractOne WRatio", _probe("extract_many")),
    "compare": Measure(_probe("compare"), "WRatio", _probe("wratio")),
    "build": Measure(_probe("build"), "CSV into a dict", _probe("read_rows")),
}


def figures(benchmark: str, name: str, told: Callable[[str], None]) -> list[Figure]:
    """The medians of five runs of ours and of the baseline, in turn, and their ratio.

    Raises:
        ChildError: a process failed, or two runs of ours gave other answers.
    """
    measure = MEASURES[name]
    ours: list[tuple[float, float, str]] = []
    theirs: list[tuple[float, float, str]] = []
    for number in range(REPEAT + 1):
        for runs, arguments in ((ours, measure.ours), (theirs, measure.against)):
            result = _run(arguments, measure.whole)
            if number:  # the first round warms the caches of the disk
                runs.append(result)
    told(f"{benchmark}: {len(ours)} rounds")
    if len({answers for *_, answers in ours}) > 1:
        raise ChildError(f"{name}: the answers differ from run to run")
    unit = "cpu_ms" if measure.whole else "cpu_us"
    mine, other = median(value for value, *_ in ours), median(value for value, *_ in theirs)
    peaks = median(peak for _, peak, _ in ours), median(peak for _, peak, _ in theirs)
    values = [value for value, *_ in ours]
    found = [
        Figure(benchmark, "aliaskit", "all", "own", unit, mine, REPEAT, min(values), max(values)),
        Figure(benchmark, measure.baseline, "all", "own", unit, other, REPEAT),
        Figure(benchmark, "aliaskit", "all", "own", "cpu_ratio", mine / other, REPEAT),
        Figure(benchmark, "aliaskit", "all", "own", "memory_ratio", peaks[0] / peaks[1], REPEAT),
        Figure(benchmark, "aliaskit", "all", "own", "peak_mb", peaks[0], REPEAT),
    ]
    if answers := ours[0][2]:
        found.append(Figure(benchmark, "aliaskit", "all", "own", "answers", float(int(answers, 16)), REPEAT))
    return found


def _run(arguments: Sequence[str], whole: bool) -> tuple[float, float, str]:
    """The figure of one process, its peak memory in MB, and the digest of its answers."""
    if whole and STATUS.is_file():
        arguments = (arguments[0], arguments[1] + _TELL_STATUS)
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stderr is not None
    output, errors = process.stdout.read(), process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    process.stderr.close()
    if process.returncode:
        raise ChildError((errors.strip().splitlines() or [f"exit {process.returncode}"])[-1])
    if whole:
        peak = peak_in(output)
        cpu = 1000 * (usage.ru_utime + usage.ru_stime)
        return cpu, as_mb(usage.ru_maxrss) if peak is None else peak, ""
    printed = json.loads(output.splitlines()[-1])
    return float(printed["value"]), float(printed["peak_mb"]), printed["answers"]

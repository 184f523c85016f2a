"""Records: the figures of a run, the rows behind them, and what they were made with."""

import csv
import hashlib
import os
import platform
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

FIGURES = "figures.csv"
ROWS = "rows.csv"
CURVES = "curves.csv"
MACHINE = "machine.csv"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value: of which benchmark, engine and part of the data, under which setting.

    ``low`` and ``high`` bound a 95 % interval where there is one; ``count`` says of how many items.
    """

    benchmark: str
    engine: str
    slice: str
    setting: str
    metric: str
    value: float
    count: int = 0
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What aliaskit said about one item; of outside sets the text is a hash and nothing else."""

    benchmark: str
    key: str
    label: str
    answer: str
    probability: float
    category: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """What an engine reaches from a threshold on: a point of its precision-recall curve."""

    benchmark: str
    engine: str
    slice: str
    threshold: float
    recall: float
    precision: float


@dataclass(frozen=True, slots=True)
class Record:
    """One run; the records of earlier versions have no curves."""

    folder: Path
    machine: Mapping[str, str]
    figures: tuple[Figure, ...]
    rows: tuple[AnswerRow, ...]
    curves: tuple[CurvePoint, ...] = ()

    def values(self, metric: str, slice_: str, setting: str) -> dict[str, dict[str, Figure]]:
        """The figures of one metric by engine and benchmark."""
        found: dict[str, dict[str, Figure]] = {}
        for figure in self.figures:
            if (figure.metric, figure.slice, figure.setting) == (metric, slice_, setting):
                found.setdefault(figure.engine, {})[figure.benchmark] = figure
        return found


class RecordError(Exception):
    """A folder that holds no record: where, what came, what was expected."""


def key_of(*texts: str) -> str:
    """What stands for an item of an outside set: 12 hex digits of its SHA-256."""
    return hashlib.sha256("\t".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def machine_facts(versions: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """What figures depend on besides the code: date, machine, load, the versions of every engine."""
    facts = {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "load average": " ".join(f"{load:.2f}" for load in os.getloadavg()),
    }
    for engine, packages in versions.items():
        facts[f"engine {engine}"] = " ".join(f"{name}=={version}" for name, version in packages.items())
    return facts


def repeatable(arguments: Sequence[str]) -> str:
    """The command of these arguments, as anybody can give it: where the record was put is left out."""
    kept: list[str] = []
    given = iter(arguments)
    for argument in given:
        if argument in ("-o", "--out"):
            next(given, None)
        elif not argument.startswith("--out="):
            kept.append(argument)
    return shlex.join(["python", "-m", "benchmarks", *kept])


def write_record(
    folder: Path,
    machine: Mapping[str, str],
    figures: Iterable[Figure],
    rows: Iterable[AnswerRow],
    curves: Iterable[CurvePoint] = (),
) -> None:
    """Nothing; the files of a record are written."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / MACHINE, ("fact", "value"), machine.items())
    _write(folder / FIGURES, _names(Figure), (_figure_cells(figure) for figure in figures))
    _write(folder / ROWS, _names(AnswerRow), (_row_cells(row) for row in rows))
    _write(folder / CURVES, _names(CurvePoint), (_row_cells(point) for point in curves))


def read_record(folder: Path) -> Record:
    """The record in a folder.

    Raises:
        RecordError: a file is missing or has other columns.
    """
    machine = {cells[0]: cells[1] for cells in _read(folder / MACHINE, ("fact", "value"))}
    figures = [
        Figure(c[0], c[1], c[2], c[3], c[4], float(c[5]), int(c[6]), _number(c[7]), _number(c[8]))
        for c in _read(folder / FIGURES, _names(Figure))
    ]
    rows = [
        AnswerRow(c[0], c[1], c[2], c[3], float(c[4]), c[5], c[6])
        for c in _read(folder / ROWS, _names(AnswerRow))
    ]
    curves = []
    if (folder / CURVES).is_file():
        curves = [
            CurvePoint(c[0], c[1], c[2], float(c[3]), float(c[4]), float(c[5]))
            for c in _read(folder / CURVES, _names(CurvePoint))
        ]
    return Record(folder, machine, tuple(figures), tuple(rows), tuple(curves))


def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _figure_cells(figure: Figure) -> list[object]:
    return [
        "" if cell is None else round(cell, 5) if isinstance(cell, float) else cell
        for cell in astuple(figure)
    ]


def _row_cells(row: AnswerRow | CurvePoint) -> list[object]:
    return [round(cell, 4) if isinstance(cell, float) else cell for cell in astuple(row)]


def _number(text: str) -> float | None:
    return float(text) if text else None


def _write(path: Path, header: Sequence[str], rows: Iterable[Iterable[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _read(path: Path, header: Sequence[str]) -> Iterator[list[str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            found = next(rows, [])
            if found != list(header):
                raise RecordError(f"{path}:1: columns {found}, expected {list(header)}")
            yield from rows
    except OSError as error:
        raise RecordError(f"{path}: {error.strerror}: give the folder of a record") from error


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if "model name" in line), "")

"""Tables of results: aligned text to read, a CSV record to keep."""

import csv
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import TypeAlias

Cell: TypeAlias = str | int | float | None

KEYS = ("dataset", "slice", "category", "engine", "setting", "measure")
PACKAGES = ("aliaskit", "rapidfuzz", "Unidecode", "numpy")


@dataclass(slots=True)
class Table:
    """A titled table; its first `keys` columns say what a row is about, the others are measures."""

    title: str
    columns: tuple[str, ...]
    keys: int
    note: str = ""
    rows: list[tuple[Cell, ...]] = field(default_factory=list)

    def text(self) -> str:
        """The table as aligned text: words to the left, figures to the right, nothing as `-`."""
        grid = [self.columns, *(tuple(_shown(cell) for cell in row) for row in self.rows)]
        widths = [max(len(row[i]) for row in grid) for i in range(len(self.columns))]
        words = {i for row in self.rows for i, cell in enumerate(row) if isinstance(cell, str)}
        lines = [
            "  ".join(
                cell.ljust(width) if i < self.keys or i in words else cell.rjust(width)
                for i, (cell, width) in enumerate(zip(row, widths, strict=True))
            ).rstrip()
            for row in grid
        ]
        head = [self.title, *([self.note] if self.note else []), ""]
        return "\n".join([*head, lines[0], "  ".join("-" * w for w in widths), *lines[1:], ""])


def environment() -> list[tuple[str, str]]:
    """What a figure depends on besides the code: date, Python, machine, versions of packages."""
    facts = [
        ("date", datetime.now(UTC).isoformat(timespec="seconds")),
        ("python", platform.python_version()),
        ("machine", f"{platform.system()} {platform.machine()} {_processor()}".strip()),
    ]
    return facts + [(package, _version(package)) for package in PACKAGES]


def save(path: Path, command: str, tables: Iterable[Table]) -> None:
    """Write one CSV line per figure: command, table, what it is about, metric, value."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["command", "table", *KEYS, "metric", "value"])
        blanks = [""] * len(KEYS)
        for fact, value in environment():
            writer.writerow([command, "environment", *blanks, fact, value])
        for table in tables:
            for row in table.rows:
                about = dict(zip(table.columns, row[: table.keys], strict=False))
                keys = [about.get(key) or "" for key in KEYS]
                figures = zip(table.columns[table.keys :], row[table.keys :], strict=True)
                for metric, figure in figures:
                    if figure is not None:
                        writer.writerow([command, table.title, *keys, metric, figure])


def mean(values: Sequence[float]) -> float | None:
    """The arithmetic mean, None of nothing."""
    return sum(values) / len(values) if values else None


def _shown(cell: Cell) -> str:
    if cell is None:
        return "-"
    if isinstance(cell, float):
        return f"{cell:.3f}" if abs(cell) < 100 else f"{cell:,.0f}"
    return f"{cell:,}" if isinstance(cell, int) else cell


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if "model name" in line), "")

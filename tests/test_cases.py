"""Wrong answers that were met once, and what is right: one row each in ``cases/``."""

import csv
from pathlib import Path

import pytest

from aliaskit import compare, resolve

CASES = Path(__file__).parent / "cases"


def _rows(pattern: str) -> list[tuple[str, dict[str, str]]]:
    rows = []
    for path in sorted(CASES.glob(pattern)):
        with path.open(encoding="utf-8", newline="") as file:
            rows += [(path.name, row) for row in csv.DictReader(file)]
    assert rows, f"no cases in {pattern}"
    return rows


@pytest.mark.parametrize(("file", "row"), _rows("*-pairs.csv"))
def test_pair(file: str, row: dict[str, str]) -> None:
    comparison = compare(row["a"], row["b"], kind=row["kind"], names_only=True)
    assert comparison.judgement.name == row["expected"], f"{file}: {comparison}"


@pytest.mark.parametrize(("file", "row"), _rows("resolve*.csv"))
def test_resolution(file: str, row: dict[str, str]) -> None:
    resolution = resolve(row["query"], kind=row["kind"] or None, country=row["country"] or None)
    answer = resolution.entity.id if resolution.entity else resolution.verdict.name
    assert answer == row["expected"], f"{file}: {resolution.explanation}"

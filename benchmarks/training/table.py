"""Labelled pairs as tables of factors: what each row of evidence says of each pair, before it is weighed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from aliaskit import Resolver
from benchmarks import data
from benchmarks.data import Pair

SAMPLE = 4000
PREVALENCE = 0.1
# Stated apart: evidence that is not a weight times a factor.
_NO_FACTOR = frozenset({"prior", "calibration"})
_ACRONYMS = ("acronym_2", "acronym_3", "acronym_4", "acronym_parts_3", "acronym_parts_5")


@dataclass(frozen=True, slots=True)
class Table:
    """Pairs as factors: a row for each pair, a column for each feature, the prior first."""

    factors: np.ndarray
    labels: np.ndarray
    strata: tuple[str, ...]

    @property
    def cross(self) -> np.ndarray:
        """Which pairs are written in two scripts."""
        return np.array([stratum.endswith("/cross") for stratum in self.strata])


def read_table(folder: Path, name: str, features: Sequence[str], resolver: Resolver) -> Table:
    """The factors of a sample of a set's pairs; what the strings cannot decide is left out."""
    pairs = data.sample_pairs(data.read_pairs(folder / name / "pairs.tsv"), SAMPLE, f"train:{name}")
    place = {feature: number for number, feature in enumerate(features)}
    weights = resolver.language.model.weights
    rows, labels, strata = [], [], []
    for pair in pairs:
        if not pair.derivable:
            continue
        row = np.zeros(len(features))
        row[0] = 1.0
        for evidence in resolver.compare(pair.a, pair.b, kind=pair.kind).evidence:
            if evidence.feature not in _NO_FACTOR and weights[evidence.feature]:
                row[place[evidence.feature]] += evidence.weight / weights[evidence.feature]
        rows.append(row)
        labels.append(pair.same)
        strata.append(f"{name}/{_stratum(pair, row, place)}")
    return Table(np.array(rows), np.array(labels), tuple(strata))


def _stratum(pair: Pair, row: np.ndarray, place: Mapping[str, int]) -> str:
    if any(row[place[feature]] for feature in _ACRONYMS):
        return "acronym"
    return "cross" if pair.cross_script else "same"


def weights_of_rows(tables: Iterable[Table]) -> np.ndarray:
    """How much each row counts: strata alike, a tenth of each on its matches."""
    found = []
    for table in tables:
        counts = Counter(zip(table.strata, table.labels.tolist(), strict=True))
        sizes = Counter(table.strata)
        for stratum, label in zip(table.strata, table.labels.tolist(), strict=True):
            if min(counts[stratum, True], counts[stratum, False]) < 20:
                found.append(0.0)
                continue
            whole = min(1.0, (sizes[stratum] / 1500) ** 0.5)
            share = PREVALENCE if label else 1 - PREVALENCE
            found.append(whole * share / counts[stratum, label])
    return np.array(found)

"""The evidence table's weights, learned from sets in the public domain.

``python -m benchmarks.training.weights FOLDER`` prints leave-one-dataset-out figures and the learned table;
``--write`` puts it into ``gazetteers/model.yaml``. Protocol:

* One table for all kinds and scripts. Every row of evidence is a weight times a factor that the matcher
  gives; the factors are the columns.
* Strata are set x (same script, cross script, acronym), each with the same weight (small ones less) and a
  tenth of it on matches.
* Logistic loss, pulled towards the weights that were set by hand; a weight keeps the sign that the evidence
  has by its meaning, and conflicts keep bounds that outweigh a perfect rest, seen in training or not.
* Sets are split by entity: a left name, and with it its negatives, is in one half.
"""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from aliaskit import Gazetteer, Resolver
from aliaskit.evaluation import Scored, at_prevalence, best_point
from benchmarks import data
from benchmarks.data import Pair

# CC0 or public domain: what ships may be learned from them. The others judge.
LEARNED_FROM = ("ofac_sdn", "us_congress", "ror", "wikidata_translit", "name_tokens")
JUDGES = (
    "wiki_en_es_people",
    "patstat",
    "countries",
    "geonames_cities",
    "acronyms",
    "cross_script",
)
MODEL = Path(__file__).parent.parent.parent / "gazetteers" / "model.yaml"
SAMPLE = 4000
PREVALENCE = 0.1
# How strongly a weight is pulled to the one set by hand, per unit of the data's weight.
PULL = 0.002
# Below which a conflict's weight stays, whatever the data say.
BOUNDS = {
    "suffix_differs": -6.5,
    "number_differs": -6.5,
    "compass_differs": -6.0,
    "quality_differs": -6.0,
    "territory_differs": -6.0,
    "initials_differ": -6.0,
    "order_differs": -6.0,
    "initial_against_name": -3.5,
    "contradiction": -2.0,
}
# What only gazetteers and contexts tell; pairs say nothing about it.
_LINKING = re.compile(
    "linking|weak_alias|spelt_otherwise|only_family|says_more|needs_country|country_|kind_|known_"
)


@dataclass(frozen=True, slots=True)
class Table:
    """Pairs as factors: a row for each pair, a column for each feature, the prior first."""

    factors: np.ndarray
    labels: np.ndarray
    strata: tuple[str, ...]
    halves: np.ndarray


def read_table(folder: Path, name: str, features: Sequence[str], resolver: Resolver) -> Table:
    """The factors of a sample of a set's pairs; what the strings cannot decide is left out."""
    pairs = data.sample_pairs(data.read_pairs(folder / name / "pairs.tsv"), SAMPLE, f"train:{name}")
    place = {feature: number for number, feature in enumerate(features)}
    weights = resolver.language.model.weights
    rows, labels, strata, halves = [], [], [], []
    for pair in pairs:
        if not pair.derivable:
            continue
        row = np.zeros(len(features))
        row[0] = 1.0
        for evidence in resolver.compare(pair.a, pair.b, kind=pair.kind).evidence:
            if evidence.feature != "prior" and weights[evidence.feature]:
                row[place[evidence.feature]] += evidence.weight / weights[evidence.feature]
        rows.append(row)
        labels.append(pair.same)
        strata.append(f"{name}/{_stratum(pair, row, place)}")
        halves.append(pair.half)
    return Table(np.array(rows), np.array(labels), tuple(strata), np.array(halves))


def _stratum(pair: Pair, row: np.ndarray, place: Mapping[str, int]) -> str:
    if any(row[place[f"acronym_{size}"]] for size in (2, 3, 4)):
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


def fit(
    tables: Sequence[Table], start: np.ndarray, bounds: Sequence[tuple[float | None, float | None]]
) -> np.ndarray:
    """The weights that explain the labels best without leaving the hand-set ones for nothing."""
    factors = np.concatenate([table.factors for table in tables])
    labels = np.concatenate([table.labels for table in tables]).astype(float)
    counted = weights_of_rows(tables)
    counted = counted / counted.sum()

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        odds = factors @ weights
        probability = 1 / (1 + np.exp(-np.clip(odds, -40, 40)))
        likelihood = counted * (labels * np.logaddexp(0, -odds) + (1 - labels) * np.logaddexp(0, odds))
        away = weights - start
        away[0] = 0.0
        gradient = factors.T @ (counted * (probability - labels)) + 2 * PULL * away
        return float(likelihood.sum() + PULL * (away**2).sum()), gradient

    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 600})
    return np.asarray(found.x)


def bounds_of(features: Sequence[str], start: np.ndarray) -> list[tuple[float | None, float | None]]:
    """The interval in which each weight stays."""
    found: list[tuple[float | None, float | None]] = []
    for feature, weight in zip(features, start.tolist(), strict=True):
        if feature == "prior":
            found.append((None, None))
        elif _LINKING.match(feature):
            found.append((weight, weight))
        elif feature in BOUNDS:
            found.append((-14.0, BOUNDS[feature]))
        elif feature in ("acronym_2", "ending", "sound", "suffix_same"):
            found.append((-3.0, 8.0))
        else:
            found.append((0.0, 12.0) if weight > 0 else (-12.0, 0.0))
    return found


def calibrated(odds: np.ndarray, labels: np.ndarray, counted: np.ndarray) -> tuple[float, float]:
    """The line (scale, offset) by which the odds say what is so."""

    def loss(line: np.ndarray) -> float:
        found = line[0] * odds + line[1]
        return float(
            (counted * (labels * np.logaddexp(0, -found) + (1 - labels) * np.logaddexp(0, found))).sum()
        )

    found = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead")
    return float(found.x[0]), float(found.x[1])


def lines_of(tables: Sequence[Table], weights: np.ndarray) -> dict[str, tuple[float, float]]:
    """The calibration lines of names in one script and in two."""
    odds = np.concatenate([table.factors @ weights for table in tables])
    labels = np.concatenate([table.labels for table in tables]).astype(float)
    counted = weights_of_rows(tables)
    strata = np.array([stratum.rpartition("/")[2] for table in tables for stratum in table.strata])
    found = {}
    for name, chosen in (("same_script", strata != "cross"), ("cross_script", strata == "cross")):
        found[name] = calibrated(odds[chosen], labels[chosen], counted[chosen] / counted[chosen].sum())
    return found


def judged(
    table: Table, weights: np.ndarray, lines: Mapping[str, tuple[float, float]], threshold: float
) -> dict[str, float]:
    """F1 at 10 % prevalence at a threshold and at the best one, by stratum of script."""
    odds = table.factors @ weights
    cross = np.array([stratum.endswith("/cross") for stratum in table.strata])
    scale = np.where(cross, lines["cross_script"][0], lines["same_script"][0])
    offset = np.where(cross, lines["cross_script"][1], lines["same_script"][1])
    score = 1 / (1 + np.exp(-np.clip(scale * odds + offset, -40, 40)))
    found: dict[str, float] = {}
    for name, chosen in (("same", ~cross), ("cross", cross)):
        same, different = score[chosen & table.labels], score[chosen & ~table.labels]
        if min(len(same), len(different)) < 40:
            continue
        own = at_prevalence(float((same >= threshold).mean()), float((different >= threshold).mean()))
        best = best_point(Scored(tuple(same.tolist()), tuple(different.tolist())))
        found |= {
            name: own.f1,
            f"{name} P": own.precision,
            f"{name} R": own.recall,
            f"{name} best": best.rates.f1,
            f"{name} at": best.threshold,
        }
    return found


def write(
    features: Sequence[str], weights: np.ndarray, lines: Mapping[str, tuple[float, float]], path: Path = MODEL
) -> None:
    """Nothing; the weights and lines replace those in the file, comments stay."""
    text = path.read_text(encoding="utf-8")
    for feature, weight in zip(features, weights.tolist(), strict=True):
        text = re.sub(
            rf"^(\s*{feature}: )-?[0-9.]+", rf"\g<1>{round(weight, 2)}", text, count=1, flags=re.MULTILINE
        )
    for number, field in ((0, "scale"), (1, "offset")):
        values = ", ".join(
            f"{name}: {round(line[number], 3)}" for name, line in sorted(lines.items(), reverse=True)
        )
        text = re.sub(rf"^  {field}: \{{.*\}}", f"  {field}: {{{values}}}", text, count=1, flags=re.MULTILINE)
    path.write_text(text, encoding="utf-8")


def main(arguments: Sequence[str]) -> None:
    """Nothing; figures are printed and, with ``--write``, the table is written."""
    folder = Path(arguments[0])
    resolver = Resolver([Gazetteer.from_entities([])])
    model = resolver.language.model
    if set(model.scale.values()) != {1.0}:
        raise SystemExit("train from a table whose calibration is 1 and 0: factors are read off its rows")
    features = ["prior", *model.weights]
    start = np.array([model.prior, *(model.weights[name] for name in features[1:])])
    bounds = bounds_of(features, start)
    tables = {name: read_table(folder, name, features, resolver) for name in (*LEARNED_FROM, *JUDGES)}
    threshold = model.thresholds["same"]
    by_hand = {"same_script": (1.0, 0.0), "cross_script": (1.0, 0.0)}
    results: dict[str, dict[str, dict[str, float]]] = defaultdict(dict)
    for name, table in tables.items():
        rest = [tables[other] for other in LEARNED_FROM if other != name]
        weights = fit(rest, start, bounds)
        results[name]["learned"] = judged(table, weights, lines_of(rest, weights), threshold)
        results[name]["by hand"] = judged(table, start, by_hand, threshold)
    for name, ways in results.items():
        for way, figures in ways.items():
            print(f"{name:20} {way:8}", "  ".join(f"{key} {value:.3f}" for key, value in figures.items()))
    everything = [tables[name] for name in LEARNED_FROM]
    weights = fit(everything, start, bounds)
    lines = lines_of(everything, weights)
    print(lines)
    for feature, before, after in zip(features, start.tolist(), weights.tolist(), strict=True):
        if abs(before - after) > 0.05:
            print(f"  {feature:24} {before:6.2f} -> {after:6.2f}")
    if "--write" in arguments:
        write(features, weights, lines)


if __name__ == "__main__":
    main(sys.argv[1:])

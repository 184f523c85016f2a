"""Learning the evidence table: ``python -m benchmarks.train FOLDER`` prints what is learned and its figures.

``--write`` puts the result into ``gazetteers/model.yaml``: with ``--weights`` the weights too, else the lines
and the table of precision only. Protocol:

* What ships is learned from sets in the public domain or under CC0; the others judge. Every figure printed
  is of a set that was left out of the learning (leave one dataset out).
* Strata are set x (same script, cross script, acronym), each with the same weight (small ones less) and a
  tenth of it on matches. One table for all kinds; the script is no feature of it.
* Rows whose labels the strings cannot decide are left out. The sample is drawn with a fixed seed.
"""

import argparse
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from aliaskit import Gazetteer, Resolver
from aliaskit.evaluation import (
    Rates,
    Scored,
    at_prevalence,
    best_point,
    brier_skill,
    calibration_error,
    recall_at_precision,
)
from benchmarks.tasks.calibration import BINS, SURE
from benchmarks.tasks.calibration import at_prevalence as forecasts_at
from benchmarks.training.curve import Line, fit_lines, stated_odds
from benchmarks.training.table import Table, read_table
from benchmarks.training.weights import bounds_of, fit

LEARNED_FROM = ("ofac_sdn", "us_congress", "ror", "wikidata_translit", "name_tokens")
JUDGES = ("wiki_en_es_people", "patstat", "countries", "geonames_cities", "acronyms", "cross_script")
# The sets that are judged across scripts; the others in one script.
ACROSS = frozenset({"wikidata_translit", "name_tokens", "cross_script"})
MODEL = Path(__file__).parent.parent / "gazetteers" / "model.yaml"
_LEAST_RECALL = 0.02
PRECISIONS = (0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.99)
Sample = tuple[np.ndarray, np.ndarray]


def judged(table: Table, odds: np.ndarray, *, cross: bool) -> Sample:
    """The odds and labels by which a set is judged."""
    chosen = table.cross == cross
    return odds[chosen], table.labels[chosen]


def rates_at(samples: Iterable[Sample], odds: float) -> list[Rates]:
    """Precision and recall at a threshold in log odds, a tenth of all pairs being matches, set by set."""
    return [
        at_prevalence(float((z[same] >= odds).mean()), float((z[~same] >= odds).mean()))
        for z, same in samples
    ]


def pooled_at(samples: Sequence[Sample], odds: float) -> Rates:
    """The same for all sets together, each with the same weight.

    False alarms count at least three in all negatives: with fewer, nothing is known of so rare an error
    (the rule of three, Hanley & Lippman-Hand 1983).
    """
    hits = float(np.mean([(z[same] >= odds).mean() for z, same in samples]))
    alarms = float(np.mean([(z[~same] >= odds).mean() for z, same in samples]))
    return at_prevalence(hits, max(alarms, 3 / sum(int((~same).sum()) for _, same in samples)))


def precision_table(samples: Sequence[Sample]) -> list[tuple[float, float, float]]:
    """Precision, the least probability that reaches it, the recall there; without what is out of reach."""
    found = []
    for wanted in PRECISIONS:
        for percent in range(5, 100):
            probability = percent / 100
            rates = pooled_at(samples, math.log(probability / (1 - probability)))
            if rates.precision >= wanted and rates.recall >= _LEAST_RECALL:
                found.append((wanted, probability, round(rates.recall, 2)))
                break
    return found


def _scored(sample: Sample) -> Scored:
    odds, same = sample
    return Scored(tuple(odds[same].tolist()), tuple(odds[~same].tolist()))


def report(name: str, samples: Mapping[str, Sample], threshold: float) -> None:
    """Nothing; the figures of one way of weighing are printed."""
    odds = math.log(threshold / (1 - threshold))
    rates = dict(zip(samples, rates_at(samples.values(), odds), strict=True))
    tuned = {each: best_point(_scored(sample)).rates.f1 for each, sample in samples.items()}
    mean = {
        field: np.mean([getattr(each, field) for each in rates.values()])
        for field in ("f1", "precision", "recall")
    }
    print(
        f"{name}: F1 {mean['f1']:.3f} precision {mean['precision']:.3f} recall {mean['recall']:.3f}", end=""
    )
    sure_recall = np.mean([recall_at_precision(_scored(sample), SURE) for sample in samples.values()])
    print(f" at {threshold}; tuned {np.mean(list(tuned.values())):.3f};", end="")
    print(f" recall at precision {SURE}: {sure_recall:.3f}")
    for each in samples:
        print(
            f"    {each:20} F1 {rates[each].f1:.3f}  P {rates[each].precision:.3f}",
            f" R {rates[each].recall:.3f}  tuned {tuned[each]:.3f}",
        )
    for label, across in (("same script", False), ("cross script", True)):
        forecasts = [
            forecast
            for each, (z, same) in samples.items()
            if (each in ACROSS) is across
            for forecast in forecasts_at(
                [(1 / (1 + math.exp(-x)), bool(y)) for x, y in zip(z, same, strict=True)]
            )
        ]
        sure = [true for probability, true in forecasts if probability >= SURE]
        right = f"{sum(sure) / len(sure):.3f} of {len(sure) / len(forecasts):.1%}" if sure else "none"
        print(f"    {label}: ECE {calibration_error(forecasts, BINS):.3f}", end="")
        print(f"  Brier skill {brier_skill(forecasts):.3f}  right of the sure: {right}")


def write(
    features: Sequence[str],
    weights: np.ndarray | None,
    lines: Mapping[str, Line],
    precision: Mapping[str, Sequence[tuple[float, float, float]]],
) -> None:
    """Nothing; weights, lines and the table of precision replace those in the model, comments stay."""
    text = MODEL.read_text(encoding="utf-8")
    if weights is not None:
        for feature, weight in zip(features, weights.tolist(), strict=True):
            line = rf"^(\s*{feature}: )-?[0-9.]+"
            text = re.sub(line, rf"\g<1>{round(weight, 2)}", text, count=1, flags=re.MULTILINE)
    for section, tables in (("calibration", lines), ("precision", precision)):
        start = text.index(f"\n{section}:\n")
        for stratum, rows in tables.items():
            cells = ", ".join(f"[{', '.join(str(value) for value in row)}]" for row in rows)
            head, tail = text[:start], text[start:]
            text = head + re.sub(
                rf"^  {stratum}: .*", f"  {stratum}: [{cells}]", tail, count=1, flags=re.MULTILINE
            )
    MODEL.write_text(text, encoding="utf-8")


def main() -> None:
    """Nothing; figures are printed and, with ``--write``, the model is written."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="the folder of labelled sets")
    parser.add_argument("--write", action="store_true", help="put the result into gazetteers/model.yaml")
    parser.add_argument(
        "--weights", action="store_true", help="learned weights instead of those in the model"
    )
    options = parser.parse_args()
    resolver = Resolver([Gazetteer.from_entities([])])
    model = resolver.language.model
    features = ["prior", *model.weights]
    start = np.array([model.prior, *model.weights.values()])
    bounds = bounds_of(features, start)
    tables = {name: read_table(options.folder, name, features, resolver) for name in (*LEARNED_FROM, *JUDGES)}
    threshold = model.thresholds["same"]
    samples: dict[str, dict[str, Sample]] = {"weights as they are": {}, "weights learned": {}}
    for name, table in tables.items():
        rest = [tables[other] for other in LEARNED_FROM if other != name]
        for way, weights in (("weights as they are", start), ("weights learned", fit(rest, start, bounds))):
            odds = stated_odds(table, weights, fit_lines(rest, weights))
            samples[way][name] = judged(table, odds, cross=name in ACROSS)
    for way, each in samples.items():
        report(way, each, threshold)
    everything = [tables[name] for name in LEARNED_FROM]
    weights = fit(everything, start, bounds) if options.weights else start
    lines = fit_lines(everything, weights)
    chosen = samples["weights learned" if options.weights else "weights as they are"]
    precision = {
        stratum: precision_table([sample for name, sample in chosen.items() if (name in ACROSS) is across])
        for stratum, across in (("same_script", False), ("cross_script", True))
    }
    print(lines, precision, sep="\n")
    if options.write:
        write(features, weights if options.weights else None, lines, precision)


if __name__ == "__main__":
    main()

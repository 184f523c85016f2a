"""The STRONG rows that the engine still gets wrong.

``python -m benchmarks.training.known_wrong`` lists them anew. A test holds the list against the engine: a row
that becomes wrong fails, and so does one that has become right and is still listed. It may only shrink.
"""

import csv

from aliaskit import Gazetteer, Resolver
from benchmarks import data

OUT = data.OWN_PAIRS.parent / "known-wrong.csv"


def known_wrong() -> list[tuple[str, str, str, str, str, str]]:
    """Kind, both names, label, category and probability of every STRONG row that is judged wrongly."""
    resolver = Resolver([Gazetteer.from_entities([])])
    found = []
    for path in sorted(data.OWN_PAIRS.glob("*.csv")):
        for pair in data.read_own_pairs(path):
            if pair.strength == "STRONG":
                comparison = resolver.compare(pair.a, pair.b, kind=pair.kind)
                if (comparison.judgement.name == "SAME") != pair.same:
                    label, share = str(int(pair.same)), f"{comparison.probability:.2f}"
                    found.append((pair.kind, pair.a, pair.b, label, pair.category, share))
    return found


if __name__ == "__main__":
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["kind", "a", "b", "label", "category", "probability"])
        writer.writerows(sorted(known_wrong()))

"""nomenklatura's name_bench: pairs of names that its authors have labelled."""

from collections.abc import Mapping
from pathlib import Path

from benchmarks.adapters.layout import Contents, LabelledPair, clean
from benchmarks.adapters.reading import Problems, named_rows

COLUMNS = ("case_group", "schema", "name1", "name2", "is_match")
# LegalEntity is a person or an organization: not known which.
KINDS = {"Person": "person", "Company": "org", "Organization": "org", "PublicBody": "org"}
LABELS = {"true": True, "false": False}


def read(files: Mapping[str, Path], problems: Problems) -> Contents:
    """The labelled pairs; the category is the group and what the authors say of the pair."""
    path = files["cases.csv"]
    found = Contents()
    for line, row in named_rows(path, problems, COLUMNS):
        a, b, same = clean(row["name1"]), clean(row["name2"]), LABELS.get(row["is_match"].casefold())
        if not a or not b or same is None:
            problems.add(path, line, f"two names and true or false expected, not {row['is_match']!r}")
            continue
        said = row.get("category") or (row.get("quality") or "medium").lower()
        category = clean(f"{row['case_group']}: {said}")
        found.pairs.append(LabelledPair(KINDS.get(row["schema"], "other"), a, b, same, category))
    return found

"""An export of Wikidata: a CSV of item, label, altLabel and language, a row for each alias."""

import re
from collections.abc import Mapping
from pathlib import Path

from benchmarks.adapters.layout import Contents, entity
from benchmarks.adapters.reading import Problems, named_rows

COLUMNS = ("item", "label", "altLabel", "language")
MAIN = "en"
_ITEM = re.compile(r"(?:https?://www\.wikidata\.org/entity/)?(Q[1-9]\d*)")


def read(files: Mapping[str, Path], problems: Problems) -> Contents:
    """The people that have a label in English, with their labels and aliases in all languages."""
    path = files["wikidata_people.csv"]
    labels: dict[str, dict[str, str]] = {}
    others: dict[str, list[str]] = {}
    for line, row in named_rows(path, problems, COLUMNS):
        item = _ITEM.fullmatch(row["item"])
        if item is None or not row["label"] or not row["language"]:
            problems.add(path, line, f"{row['item']!r} is no item, or has no label or language")
            continue
        # A label that is nothing but the item's own id says that there is none.
        if row["label"] != item[1]:
            labels.setdefault(item[1], {})[row["language"]] = row["label"]
            others.setdefault(item[1], []).append(row["altLabel"])
    found = Contents()
    for id_, by_language in labels.items():
        names = (*by_language.values(), *others[id_])
        new = entity(f"wd:{id_}", "person", by_language.get(MAIN, ""), names)
        if new:
            found.entities.append(new)
    return found

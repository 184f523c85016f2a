"""Members of the US Congress: YAML with the parts of each name, nicknames and former names."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from benchmarks.adapters.layout import Alias, Contents, entity
from benchmarks.adapters.reading import Problems, text_lines

PARTS = ("first", "middle", "last", "suffix", "nickname", "official_full")
_INITIAL = re.compile(r"\w\.?$")


def read(files: Mapping[str, Path], problems: Problems) -> Contents:
    """The members, each with the names that they go by."""
    found = Contents()
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for path in files.values():
        for line, text in _records(path, problems):
            try:
                (record,) = yaml.load(text, Loader=loader)
                names = {part: str(record["name"].get(part) or "") for part in PARTS}
                others = [dict(other) for other in record.get("other_names") or ()]
                id_ = str(record["id"]["bioguide"])
            except yaml.YAMLError as error:
                problem = getattr(error, "problem", None) or "not YAML"
                mark = getattr(error, "problem_mark", None)
                problems.add(path, line + (mark.line if mark else 0), problem)
                continue
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                problems.add(path, line, f"no legislator: {type(error).__name__} {error}")
                continue
            new = entity(id_, "person", _plain(names), _aliases(names, others))
            if new is None or not names["first"] or not names["last"]:
                problems.add(path, line, f"{id_} has no first or no last name")
            else:
                found.entities.append(new)
    return found


def _records(path: Path, problems: Problems) -> Iterator[tuple[int, str]]:
    # The file is one list: an item begins at `- ` at the margin. Items are read one by one, so
    # that a malformed one costs no other.
    start, last, lines = 0, 0, list[str]()
    for number, line in text_lines(path, problems):
        if line.startswith("- "):
            if start:
                yield start, "\n".join(lines)
            start, lines = number, []
        elif line.startswith(("#", "---")):
            continue
        elif not start:
            problems.add(path, number, "before the first item of the list")
            continue
        else:
            # Lines left out are made up for, so that places within an item are right.
            lines += [""] * (number - last - 1)
        last = number
        lines.append(line)
    if start:
        yield start, "\n".join(lines)


def _plain(names: Mapping[str, str]) -> str:
    return f"{names['first']} {names['last']}"


def _aliases(names: Mapping[str, str], others: list[dict[str, Any]]) -> Iterator[Alias]:
    full = f"{names['first']} {names['middle']} {names['last']}"
    if names["nickname"]:
        yield Alias(f"{names['nickname']} {names['last']}", "nickname")
    yield Alias(names["official_full"])
    if names["middle"]:
        yield Alias(full)
        # `W. Todd Akin` goes by his middle name.
        if _INITIAL.match(names["first"]) and not _INITIAL.match(names["middle"]):
            yield Alias(f"{names['middle']} {names['last']}")
    if names["suffix"]:
        yield Alias(f"{full} {names['suffix']}", "suffix")
    for other in others:
        # Only what differs from the name of today is written there.
        former = {**names, **{part: str(other[part] or "") for part in PARTS if part in other}}
        yield Alias(_plain(former))
    yield Alias(f"{names['last']}, {names['first']} {names['middle']}", "derived(Last, First)")

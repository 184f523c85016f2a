"""From raw files to a set: the adapter of each source, and what it made of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from benchmarks.adapters import (
    congress_legislators,
    geonames,
    layout,
    name_bench,
    ofac,
    ror_dump,
    wikidata_people,
)
from benchmarks.adapters.layout import Contents
from benchmarks.adapters.reading import Problems
from benchmarks.sources import Source, SourceError, raw_files

Reader: TypeAlias = Callable[[Mapping[str, Path], Problems], Contents]

READERS: dict[str, Reader] = {
    "ofac": ofac.read,
    "congress_legislators": congress_legislators.read,
    "ror_dump": ror_dump.read,
    "geonames": geonames.read,
    "wikidata_people": wikidata_people.read,
    "name_bench": name_bench.read,
}


@dataclass(frozen=True, slots=True)
class Converted:
    """What a conversion wrote, how much of each, and what it could not read."""

    files: tuple[Path, ...]
    pairs: int
    entities: int
    queries: int
    problems: tuple[str, ...]


def convert(source: Source, folder: Path, seed: str = "1") -> Converted:
    """The set of a source, made of its raw files in `folder` and written beside them."""
    reader = READERS.get(source.name)
    if reader is None:
        raise SourceError(f"{source.name}: no adapter; there are {', '.join(READERS)}")
    problems = Problems()
    contents = reader(raw_files(source, folder), problems)
    if not contents.entities and not contents.pairs:
        first = f", first {problems.lines[0]}" if problems.lines else ""
        raise SourceError(f"{source.name}: nothing could be read, {len(problems.lines)} problems{first}")
    made = layout.build(contents, seed)
    files = layout.write(made, folder / source.name, source.title)
    return Converted(
        tuple(files), len(made.pairs), len(made.entities), len(made.queries), tuple(problems.lines)
    )

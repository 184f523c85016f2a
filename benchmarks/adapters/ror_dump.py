"""The data dump of ROR, schema 2: one JSON array of organizations, in a zip archive or out of it."""

import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.adapters.layout import Alias, Contents, Entity, entity
from benchmarks.adapters.reading import Problems, opened
from benchmarks.sources import SourceError

SCHEMA_2 = "_schema_v2.json"


def read(files: Mapping[str, Path], problems: Problems) -> Contents:
    """The organizations that have not been withdrawn, each with labels, aliases and acronyms."""
    path = files["ror-data"]
    found = Contents()
    for line, record in _records(path):
        try:
            if record.get("status") == "withdrawn":
                continue
            new = _organization(record)
        except (KeyError, TypeError, AttributeError, IndexError, ValueError) as error:
            problems.add(path, line, f"no organization of schema 2: {type(error).__name__} {error}")
            continue
        if new is None:
            problems.add(path, line, f"{record['id']} has no name to show")
        else:
            found.entities.append(new)
    return found


def _records(path: Path) -> Iterator[tuple[int, Any]]:
    with opened(path, _ending(path)) as file:
        try:
            text = file.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise SourceError(f"{path}: not UTF-8: {error.reason}") from error
    # One by one: the line of each is known, and objects of the whole dump would fill the memory.
    decoder, line, counted = json.JSONDecoder(), 1, 0
    at = _skipped(text, 0)
    if text[at : at + 1] != "[":
        raise SourceError(f"{path}:1: no JSON array")
    at = _skipped(text, at + 1)
    while text[at : at + 1] != "]":
        line, counted = line + text.count("\n", counted, at), at
        try:
            record, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            raise SourceError(f"{path}:{error.lineno}: not JSON: {error.msg}") from error
        yield line, record
        at = _skipped(text, at)
        if text[at : at + 1] == ",":
            at = _skipped(text, at + 1)
        elif text[at : at + 1] != "]":
            raise SourceError(f"{path}:{line}: not JSON: no comma and no end after what begins there")


def _ending(path: Path) -> str:
    # Releases before schema 1 was given up have the array twice.
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            if any(name.endswith(SCHEMA_2) for name in archive.namelist()):
                return SCHEMA_2
    return ".json"


def _skipped(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at


def _organization(record: dict[str, Any]) -> Entity | None:
    shown, aliases = "", list[Alias]()
    for name in record["names"]:
        if "ror_display" in name["types"]:
            shown = name["value"]
        else:
            aliases.append(Alias(name["value"], "acronym" if "acronym" in name["types"] else None))
    places = record.get("locations") or [{}]
    country = (places[0].get("geonames_details") or {}).get("country_code")
    return entity(f"ror:{record['id'].rsplit('/', 1)[-1]}", "org", shown, aliases, country)

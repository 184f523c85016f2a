"""GeoNames: tab-separated cities, countries and, where they are there, alternate names."""

from collections.abc import Mapping
from pathlib import Path

from benchmarks.adapters.layout import Contents, entity
from benchmarks.adapters.reading import Problems, text_lines

CITY_COLUMNS = 19
# The columns up to the id; the last two are often left out.
COUNTRY_COLUMNS = 17
ALTERNATE_COLUMNS = 4
# What stands in the column of languages without being a name.
NO_NAMES = frozenset(("link", "post", "iata", "icao", "faac", "tcid", "unlc", "wkdt", "phon"))
LONGEST_CODE = 4


def read(files: Mapping[str, Path], problems: Problems) -> Contents:
    """The cities and countries with their other names."""
    places = _cities(files["cities15000.zip"], problems) | _countries(files["countryInfo.txt"], problems)
    if "alternateNamesV2.zip" in files:
        for _, names in places.values():
            del names[2:]
        _add_alternates(files["alternateNamesV2.zip"], places, problems)
    found = Contents()
    for id_, (country, names) in places.items():
        new = entity(f"gn{id_}", "place", names[0], names[1:], country or None)
        if new:
            found.entities.append(new)
    return found


def _cities(path: Path, problems: Problems) -> dict[str, tuple[str, list[str]]]:
    """Country and names by id: the name, the name in ASCII, the others of the list of cities."""
    cities = {}
    for line, text in text_lines(path, problems, ".txt"):
        row = text.split("\t")
        if len(row) != CITY_COLUMNS or not row[0].isdigit() or not row[1].strip():
            problems.add(path, line, f"{len(row)} fields beginning with {row[0]!r}, expected {CITY_COLUMNS}")
        else:
            others = [name for name in row[3].split(",") if not _is_code(name)]
            cities[row[0]] = row[8], [row[1], row[2] or row[1], *others]
    return cities


def _countries(path: Path, problems: Problems) -> dict[str, tuple[str, list[str]]]:
    countries = {}
    for line, text in text_lines(path, problems):
        if text.startswith("#"):
            continue
        row = text.split("\t")
        if len(row) < COUNTRY_COLUMNS or not row[4].strip() or len(row[0]) != 2:
            problems.add(
                path, line, f"{len(row)} fields beginning with {row[0]!r}, expected {COUNTRY_COLUMNS}"
            )
        elif row[16].isdigit() and row[16] != "0":
            # Without an id it cannot be joined with its names.
            countries[row[16]] = row[0], [row[4]]
    return countries


def _add_alternates(path: Path, places: Mapping[str, tuple[str, list[str]]], problems: Problems) -> None:
    for line, text in text_lines(path, problems, "alternateNamesV2.txt"):
        row = text.split("\t")
        if len(row) < ALTERNATE_COLUMNS or not row[1].isdigit():
            problems.add(path, line, f"{len(row)} fields, expected an id, a place, a language and a name")
        elif row[1] in places and row[2] not in NO_NAMES:
            places[row[1]][1].append(row[3])


def _is_code(name: str) -> bool:
    # Of airports mostly; the list of cities does not say so.
    return len(name) <= LONGEST_CODE and name.isascii() and name.isupper()

"""OFAC's list of Specially Designated Nationals: SDN.CSV and the other names in ALT.CSV.

Neither has a header; `-0-` is nothing. https://ofac.treasury.gov/ describes the columns.
"""

from collections.abc import Mapping
from pathlib import Path

from benchmarks.adapters.layout import Contents, entity
from benchmarks.adapters.reading import Problems, csv_rows

NOTHING = "-0-"
SDN_COLUMNS = 12
ALT_COLUMNS = 5
# No type means an organization; vessels and aircraft have no names in our sense.
KINDS = {NOTHING: "org", "": "org", "entity": "org", "individual": "person"}
LEFT_OUT = ("vessel", "aircraft")


def read(files: Mapping[str, Path], problems: Problems) -> Contents:
    """The people and organizations of the list, each with its other names."""
    aliases = _aliases(files["ALT.CSV"], problems)
    path = files["SDN.CSV"]
    found = Contents()
    for line, row in csv_rows(path, problems):
        # Remarks may be missing in an abridged file; what is needed is the first three columns.
        if not 3 <= len(row) <= SDN_COLUMNS or not row[0].strip().isdigit():
            problems.add(path, line, f"{len(row)} fields beginning with {row[0]!r}, expected {SDN_COLUMNS}")
            continue
        number, name, sort = (value.strip() for value in row[:3])
        if sort.casefold() in LEFT_OUT:
            continue
        kind = KINDS.get(sort.casefold())
        if kind is None:
            problems.add(path, line, f"unknown type {sort!r}")
            continue
        new = entity(f"ofac-{number}", kind, name, aliases.get(number, ()))
        if new is None or name == NOTHING:
            problems.add(path, line, "no name")
        else:
            found.entities.append(new)
    return found


def _aliases(path: Path, problems: Problems) -> dict[str, list[str]]:
    aliases: dict[str, list[str]] = {}
    for line, row in csv_rows(path, problems):
        if not 4 <= len(row) <= ALT_COLUMNS or not row[0].strip().isdigit():
            problems.add(path, line, f"{len(row)} fields beginning with {row[0]!r}, expected {ALT_COLUMNS}")
        elif row[3].strip() != NOTHING:
            aliases.setdefault(row[0].strip(), []).append(row[3])
    return aliases

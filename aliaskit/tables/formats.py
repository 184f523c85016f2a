"""Which format a table has, by what was asked for or by the name of its file."""

import os
from collections.abc import Sequence
from pathlib import PurePath
from typing import BinaryIO, Literal, TextIO, TypeAlias, cast

from aliaskit.errors import TableError

Format: TypeAlias = Literal["csv", "tsv", "jsonl", "xlsx", "parquet", "lines"]
# "-" is standard input or output; every other str is a path.
Place: TypeAlias = str | os.PathLike[str] | TextIO | BinaryIO

FORMATS = ("csv", "tsv", "jsonl", "xlsx", "parquet")
READABLE = (*FORMATS, "lines")
# The column of a table that is a name per line.
NAME = "name"

_EXTENSIONS: dict[str, Format] = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".xlsx": "xlsx",
    ".parquet": "parquet",
}
_FOREIGN = (".xls", ".ods")


def path_of(place: Place) -> str | None:
    """The path that a place stands for, or None for a stream."""
    if isinstance(place, (str, os.PathLike)):
        return None if place == "-" else os.fspath(place)
    return None


def name_of(place: Place) -> str:
    """What messages call a place."""
    if isinstance(place, (str, os.PathLike)):
        return "standard input" if place == "-" else os.fspath(place)
    name = getattr(place, "name", None)
    return name if isinstance(name, str) else "stream"


def format_of(place: Place, asked: str | None, formats: Sequence[str] = FORMATS) -> Format | None:
    """The format asked for, else the one the file's name promises, else None.

    Raises:
        TableError: The format is not one of ours.
    """
    if asked is not None:
        if asked not in formats:
            raise TableError(f"unknown format {asked!r}: expected one of {', '.join(formats)}")
        return cast(Format, asked)
    path = path_of(place)
    if path is None:
        return None
    suffixes = PurePath(path.lower().removesuffix(".gz")).suffixes[-1:]
    if suffixes and suffixes[0] in _FOREIGN:
        raise TableError(f"{suffixes[0][1:]} files are neither read nor written: use XLSX or CSV", path=path)
    return _EXTENSIONS.get(suffixes[0]) if suffixes else None

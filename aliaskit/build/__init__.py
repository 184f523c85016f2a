"""The compiler: lexicons to a language file, entities to a snapshot. The same input gives the same bytes."""

from aliaskit.build.languages import compile_language, language_of
from aliaskit.build.shipped import DATA, SOURCES, build_shipped, shipped_language, snapshot_of
from aliaskit.build.snapshots import compile_entities, write_snapshot

__all__ = [
    "DATA",
    "SOURCES",
    "build_shipped",
    "compile_entities",
    "compile_language",
    "language_of",
    "shipped_language",
    "snapshot_of",
    "write_snapshot",
]

"""The compiler: lexicons to a language file, entities to a snapshot. The same input gives the same bytes."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aliaskit.build.languages import compile_language, language_of
    from aliaskit.build.shipped import (
        DATA,
        SOURCES,
        build_shipped,
        shipped_language,
        snapshot_of,
        verify_shipped,
    )
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
    "verify_shipped",
    "write_snapshot",
]

_HOMES = {
    "languages": ("compile_language", "language_of"),
    "shipped": ("DATA", "SOURCES", "build_shipped", "shipped_language", "snapshot_of", "verify_shipped"),
    "snapshots": ("compile_entities", "write_snapshot"),
}


def __getattr__(name: str) -> Any:
    # Answers come from compiled files: what compiles them is imported only to compile.
    from importlib import import_module

    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")

"""Tell which names mean the same person, organisation or place, and say why."""

from typing import TYPE_CHECKING, Any

from aliaskit.model import (
    Alias,
    AliasRole,
    Candidate,
    Comparison,
    Entity,
    Evidence,
    Judgement,
    Kind,
    Name,
    Reason,
    Resolution,
    Role,
    Token,
    Verdict,
)
from aliaskit.version import __version__

if TYPE_CHECKING:
    from aliaskit.api import (
        KEEP,
        canonicalize,
        canonicalize_many,
        compare,
        normalize,
        parse,
        resolve,
        resolve_many,
    )
    from aliaskit.cleaning import Cleaned, clean
    from aliaskit.decisions import Decision, Decisions
    from aliaskit.errors import AliasKitError, DecisionError, GazetteerError, SnapshotError, TableError
    from aliaskit.gazetteer import Gazetteer
    from aliaskit.resolver import Resolver

__all__ = [
    "KEEP",
    "Alias",
    "AliasKitError",
    "AliasRole",
    "Candidate",
    "Cleaned",
    "Comparison",
    "Decision",
    "DecisionError",
    "Decisions",
    "Entity",
    "Evidence",
    "Gazetteer",
    "GazetteerError",
    "Judgement",
    "Kind",
    "Name",
    "Reason",
    "Resolution",
    "Resolver",
    "Role",
    "SnapshotError",
    "TableError",
    "Token",
    "Verdict",
    "__version__",
    "canonicalize",
    "canonicalize_many",
    "clean",
    "compare",
    "normalize",
    "parse",
    "resolve",
    "resolve_many",
]

# Where the names that need the engine are; it is imported when the first of them is used.
_HOMES = {
    "aliaskit.api": (
        *("KEEP", "canonicalize", "canonicalize_many", "compare", "normalize"),
        *("parse", "resolve", "resolve_many"),
    ),
    "aliaskit.cleaning": ("Cleaned", "clean"),
    "aliaskit.decisions": ("Decision", "Decisions"),
    "aliaskit.errors": ("AliasKitError", "DecisionError", "GazetteerError", "SnapshotError", "TableError"),
    "aliaskit.gazetteer": ("Gazetteer",),
    "aliaskit.resolver": ("Resolver",),
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    for module, names in _HOMES.items():
        if name in names:
            value = getattr(import_module(module), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module 'aliaskit' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted(__all__)

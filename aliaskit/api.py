"""The functions that most callers need, over the shipped gazetteer."""

from collections.abc import Iterable, Sequence
from typing import TypeVar, overload

from aliaskit.model import Comparison, Name, Resolution
from aliaskit.resolver import KEEP, KindLike, Resolver

__all__ = [
    "KEEP",
    "canonicalize",
    "canonicalize_many",
    "compare",
    "normalize",
    "parse",
    "resolve",
    "resolve_many",
]

_Default = TypeVar("_Default")


@overload
def canonicalize(name: str, *, kind: KindLike = None, country: str | None = None) -> str: ...
@overload
def canonicalize(
    name: str, *, kind: KindLike = None, country: str | None = None, default: _Default
) -> str | _Default: ...
@overload
def canonicalize(
    name: None, *, kind: KindLike = None, country: str | None = None, default: object = ...
) -> None: ...
@overload
def canonicalize(
    name: float, *, kind: KindLike = None, country: str | None = None, default: object = ...
) -> float: ...
def canonicalize(
    name: object, *, kind: KindLike = None, country: str | None = None, default: object = KEEP
) -> object:
    """The entity's name when the mention is known for sure, otherwise ``default``.

    By default an unknown mention comes back as it is, stray space removed, never re-cased: the string
    cannot tell a match from a leftover. Ask ``resolve`` for the verdict, the reason and the candidates.
    None and float NaN come back unchanged, so that ``Series.map(canonicalize)`` works.

    Raises:
        TypeError: the name is something else than text, None or NaN.
    """
    return Resolver.default().canonicalize(name, kind=kind, country=country, default=default)


def resolve(
    name: str, *, kind: KindLike = None, country: str | None = None, context: Sequence[str] = ()
) -> Resolution:
    """The resolution of a mention against the shipped gazetteer: see ``Resolver.resolve``."""
    return Resolver.default().resolve(name, kind=kind, country=country, context=context)


def resolve_many(
    names: Iterable[str],
    *,
    kind: KindLike | Sequence[KindLike] = None,
    country: str | Sequence[str | None] | None = None,
) -> list[Resolution]:
    """The resolutions in input order: see ``Resolver.resolve_many``."""
    return Resolver.default().resolve_many(names, kind=kind, country=country)


def canonicalize_many(
    names: Iterable[object],
    *,
    kind: KindLike | Sequence[KindLike] = None,
    country: str | Sequence[str | None] | None = None,
    default: object = KEEP,
) -> list[object]:
    """The canonical names in input order: see ``Resolver.canonicalize_many``."""
    return Resolver.default().canonicalize_many(names, kind=kind, country=country, default=default)


def compare(
    a: str, b: str, *, kind: KindLike = None, names_only: bool = False, precision: float | None = None
) -> Comparison:
    """Two names held against each other: see ``Resolver.compare``."""
    return Resolver.default().compare(a, b, kind=kind, names_only=names_only, precision=precision)


def normalize(text: str) -> str:
    """The comparison form of a text: small plain letters, one space between words. Idempotent."""
    return Resolver.default().normalize(text)


def parse(text: str, kind: KindLike = None) -> Name:
    """The mention's ``Name``: its words with their roles; without a kind, as the kind it most looks like."""
    return Resolver.default().parse(text, kind)

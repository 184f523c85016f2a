"""What a type checker must make of the public functions; checked by mypy, never run."""

from typing import assert_type

import aliaskit
from aliaskit import KEEP, Comparison, Entity, Gazetteer, Name, Resolution, Resolver


def canonicalize(text: str, value: float, maybe: str | None) -> None:
    assert_type(aliaskit.canonicalize(text), str)
    assert_type(aliaskit.canonicalize(text, kind="person", country="CA"), str)
    assert_type(aliaskit.canonicalize(text, kind=aliaskit.Kind.PLACE), str)
    assert_type(aliaskit.canonicalize(text, default=None), str | None)
    assert_type(aliaskit.canonicalize(text, default=0), str | int)
    assert_type(aliaskit.canonicalize(text, default=""), str)
    assert_type(aliaskit.canonicalize(None), None)
    assert_type(aliaskit.canonicalize(None, default="?"), None)
    assert_type(aliaskit.canonicalize(value), float)
    assert_type(aliaskit.canonicalize(value, default=None), float)
    kept: str = aliaskit.canonicalize(text, default=KEEP)
    if maybe is not None:
        kept = aliaskit.canonicalize(maybe)
    assert_type(kept, str)


def others(text: str, names: list[str]) -> None:
    assert_type(aliaskit.resolve(text, context=["Canada"]), Resolution)
    assert_type(aliaskit.resolve(text).entity, Entity | None)
    assert_type(aliaskit.resolve(text).canonical, str | None)
    assert_type(aliaskit.resolve_many(names, kind=["person", None]), list[Resolution])
    assert_type(aliaskit.canonicalize_many([*names, None, 1.0], country=["CA", None]), list[object])
    assert_type(aliaskit.compare(text, text, names_only=True), Comparison)
    assert_type(aliaskit.normalize(text), str)
    assert_type(aliaskit.parse(text, "org"), Name)
    assert_type(Resolver([Gazetteer.from_entities([{"name": "x"}])]).resolve(text), Resolution)


def mistakes(text: str) -> None:
    # Each of these must be an error: an unused "ignore" is reported.
    aliaskit.canonicalize(b"x")  # type: ignore[call-overload]
    aliaskit.canonicalize(text, kind=1)  # type: ignore[call-overload]
    aliaskit.canonicalize([text])  # type: ignore[call-overload]
    aliaskit.resolve(None)  # type: ignore[arg-type]
    aliaskit.resolve(text, context=1)  # type: ignore[arg-type]
    aliaskit.compare(text)  # type: ignore[call-arg]
    aliaskit.resolve(text).probability = 1.0  # type: ignore[misc]

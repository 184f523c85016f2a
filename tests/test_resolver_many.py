"""canonicalize, and many names at once."""

import math
from collections.abc import Callable
from typing import Any

import pytest

from aliaskit import (
    KEEP,
    Kind,
    Reason,
    Resolver,
    Verdict,
)

NAN = float("nan")
ELOWEN = "person/elowen-trasker"

# --- canonicalize ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("dr elowen TRASKER", "Elowen Trasker"),
        ("Elowen Traskr", "Elowen Trasker"),
        ("  Jovenka \u200b  Plimsoll ", "Jovenka Plimsoll"),
        ("jovenka PLIMSOLL", "jovenka PLIMSOLL"),
        ("Yarrowfen", "Yarrowfen"),
        ("", ""),
        ("  ", ""),
        ("?!", "?!"),
    ],
)
def test_canonicalize_keeps_what_it_does_not_know(name: str, expected: str, invented: Resolver) -> None:
    assert invented.canonicalize(name) == expected
    assert invented.canonicalize(name, default=KEEP) == expected


@pytest.mark.parametrize("default", [None, "", "?", 0, ("x",)])
def test_default_stands_for_what_is_not_known(default: object, invented: Resolver) -> None:
    assert invented.canonicalize("Jovenka Plimsoll", default=default) is default
    assert invented.canonicalize("Yarrowfen", default=default) is default
    assert invented.canonicalize("Vellamoor", default=default) == "Vellamoor"


def test_none_and_nan_come_back(invented: Resolver) -> None:
    assert invented.canonicalize(None) is None
    assert invented.canonicalize(None, default="?") is None
    assert invented.canonicalize(NAN) is NAN
    assert invented.canonicalize(NAN, default="?") is NAN


@pytest.mark.parametrize("value", [5, 5.0, True, b"Vellamoor", ["Vellamoor"], {}, object])
def test_other_types_are_the_callers_mistake(value: Any, invented: Resolver) -> None:
    calls: list[Callable[[], object]] = [
        lambda: invented.canonicalize(value),
        lambda: invented.resolve(value),
        lambda: invented.compare(value, "Vellamoor"),
        lambda: invented.compare("Vellamoor", value),
        lambda: invented.canonicalize_many(["Vellamoor", value]),
    ]
    for call in calls:
        with pytest.raises(TypeError, match=f"a name is a str, not {type(value).__name__}"):
            call()


@pytest.mark.parametrize("value", [None, NAN])
def test_nothing_is_no_name_to_resolve(value: Any, invented: Resolver) -> None:
    with pytest.raises(TypeError, match="a name is a str"):
        invented.resolve(value)
    with pytest.raises(TypeError, match="a name is a str"):
        invented.resolve_many(["Vellamoor", value])


def test_kind_and_country_reach_canonicalize(invented: Resolver) -> None:
    assert invented.canonicalize("Vellamoor", kind="person", default=None) is None
    assert invented.canonicalize("Yarrowfen", country="CA") == "Yarrowfen, Canada"


# --- many names --------------------------------------------------------------------------------------

NAMES = ["Vellamoor", "Jovenka Plimsoll", "Yarrowfen", "Elowen Traskr", "Vellamoor", "", "vellamoor"]


def test_resolve_many_is_resolve_in_order(invented: Resolver) -> None:
    assert invented.resolve_many(NAMES) == [invented.resolve(name) for name in NAMES]
    assert invented.resolve_many(iter(NAMES)) == invented.resolve_many(NAMES)
    assert invented.resolve_many([]) == []


def test_canonicalize_many_is_canonicalize_in_order(invented: Resolver) -> None:
    names = [*NAMES, None, " a  b "]
    assert invented.canonicalize_many(names) == [invented.canonicalize(name) for name in names]
    assert invented.canonicalize_many(iter(names)) == invented.canonicalize_many(names)
    assert invented.canonicalize_many([]) == []
    nothing = invented.canonicalize_many([NAN, "Vellamoor", NAN], default=None)
    assert nothing[1] == "Vellamoor"
    assert all(isinstance(value, float) and math.isnan(value) for value in (nothing[0], nothing[2]))


def test_one_kind_for_all_or_one_per_name(invented: Resolver) -> None:
    names = ["Vellamoor", "Vellamoor", "Vellamoor"]
    for kind in ("person", Kind.PERSON):
        assert [each.reason for each in invented.resolve_many(names, kind=kind)] == [Reason.KIND] * 3
    mixed = invented.resolve_many(names, kind=["person", None, Kind.PLACE])
    assert [each.verdict for each in mixed] == [Verdict.UNKNOWN, Verdict.MATCH, Verdict.MATCH]
    assert invented.canonicalize_many(names, kind=["person", None, "place"], default="-") == [
        "-",
        "Vellamoor",
        "Vellamoor",
    ]


def test_one_country_for_all_or_one_per_name(invented: Resolver) -> None:
    names = ["Yarrowfen"] * 3
    canada, australia = "Yarrowfen, Canada", "Yarrowfen, Australia"
    assert invented.canonicalize_many(names, country="CA") == [canada] * 3
    expected = [australia, canada, "Yarrowfen"]
    assert invented.canonicalize_many(names, country=["AU", "CA", None]) == expected
    resolved = invented.resolve_many(names, country=iter(["AU", "CA", None]))  # type: ignore[arg-type]
    assert [each.canonical for each in resolved] == [australia, canada, None]


@pytest.mark.parametrize("method", ["resolve_many", "canonicalize_many"])
@pytest.mark.parametrize("values", [[], [None], [None] * 3])
@pytest.mark.parametrize("what", ["kind", "country"])
def test_a_list_of_another_length_is_a_mistake(
    method: str, values: list[None], what: str, invented: Resolver
) -> None:
    with pytest.raises(ValueError, match=f"{len(values)} values of {what} for 2 names"):
        getattr(invented, method)(["Vellamoor", "Yarrowfen"], **{what: values})

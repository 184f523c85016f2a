"""The public names: sorted, importable, documented, and free of charge until they are used."""

import inspect
import json
import subprocess
import sys
from pathlib import Path

import pytest

import aliaskit
from aliaskit import errors

HERE = Path(aliaskit.__file__).parent.parent
# What takes time or memory: no import of these before a name is handled.
HEAVY = ("numpy", "yaml", "click", "rapidfuzz", "jellyfish", "unidecode", "hypothesis")


def modules_after(code: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after some code."""
    script = f"import sys, json; before = set(sys.modules); {code}; new = sorted(set(sys.modules) - before)"
    script += "; print(json.dumps(new))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=HERE
    )
    return set(json.loads(done.stdout))


def test_all_is_sorted_and_without_repeats() -> None:
    """Constants, then classes, then functions, each in the order of the alphabet."""

    def place(name: str) -> tuple[bool, bool, str]:
        return (not name.isupper(), not name[0].isupper(), name)

    assert list(aliaskit.__all__) == sorted(set(aliaskit.__all__), key=place)


PUBLIC = [name for name in aliaskit.__all__ if name != "__version__"]


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    value = getattr(aliaskit, name)
    assert not name.startswith("_")
    assert (inspect.getdoc(value) or "").strip()


@pytest.mark.parametrize("name", [name for name in PUBLIC if inspect.isclass(getattr(aliaskit, name))])
def test_every_public_method_is_documented(name: str) -> None:
    for attribute, value in vars(getattr(aliaskit, name)).items():
        function = getattr(value, "__func__", value)
        if not attribute.startswith("_") and inspect.isfunction(function):
            assert (function.__doc__ or "").strip(), f"{name}.{attribute}"


def test_nothing_else_is_public() -> None:
    listed = {name for name in dir(aliaskit) if not name.startswith("_")}
    assert listed == set(PUBLIC)


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="'aliaskit' has no attribute 'canonicalise'"):
        aliaskit.canonicalise  # noqa: B018


def test_the_version_is_written_once() -> None:
    assert aliaskit.__version__.count(".") == 2
    assert aliaskit.Resolver([]).data_version()["version"] == aliaskit.__version__


def test_star_import_gives_the_public_names() -> None:
    space: dict[str, object] = {}
    exec("from aliaskit import *", space)
    assert set(PUBLIC) <= set(space)


def test_the_tree_of_errors() -> None:
    for name in ("GazetteerError", "SnapshotError", "DecisionError", "TableError"):
        assert issubclass(getattr(aliaskit, name), aliaskit.AliasKitError)
        assert name in (errors.__doc__ or "")
    assert issubclass(aliaskit.SnapshotError, aliaskit.GazetteerError)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ({}, "what"),
        ({"path": "a.csv"}, "a.csv: what"),
        ({"path": "a.csv", "line": 3}, "a.csv:3: what"),
        ({"path": "a.csv", "line": 3, "column": 7}, "a.csv:3:7: what"),
    ],
)
def test_an_error_says_where(place: dict[str, object], expected: str) -> None:
    assert str(aliaskit.TableError("what", **place)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "code",
    ["import aliaskit", "import aliaskit; dir(aliaskit)", "from aliaskit import Verdict, Kind, Entity"],
)
def test_import_loads_neither_libraries_nor_data(code: str) -> None:
    loaded = modules_after(code)
    assert "aliaskit" in loaded
    assert not {module.partition(".")[0] for module in loaded} & set(HEAVY)
    rooms = {module.split(".")[1] for module in loaded if module.startswith("aliaskit.")}
    assert not rooms & {"api", "build", "candidates", "gazetteer", "lexicons", "resolver", "storage", "text"}


def test_a_name_is_handled_without_yaml_or_click() -> None:
    loaded = modules_after("import aliaskit; aliaskit.Resolver([]).resolve('Elowen Trasker')")
    assert not {module.partition(".")[0] for module in loaded} & {"click", "hypothesis"}


def test_the_shortcuts_ask_the_default_resolver(
    monkeypatch: pytest.MonkeyPatch, invented: aliaskit.Resolver
) -> None:
    monkeypatch.setattr(aliaskit.Resolver, "_default", invented)
    assert aliaskit.Resolver.default() is invented
    assert aliaskit.canonicalize("vellamoor") == "Vellamoor"
    assert aliaskit.canonicalize("Jovenka Plimsoll", default=None) is None
    assert aliaskit.canonicalize_many(["vellamoor", None]) == ["Vellamoor", None]
    assert aliaskit.resolve("Yarrowfen", country="CA") == invented.resolve("Yarrowfen", country="CA")
    assert aliaskit.resolve("Yarrowfen", context=["Canada"]).canonical == "Yarrowfen, Canada"
    assert aliaskit.resolve_many(["Vellamoor"], kind="person") == invented.resolve_many(
        ["Vellamoor"], kind="person"
    )
    assert aliaskit.compare("Robert Quoss", "Bob Quoss") == invented.compare("Robert Quoss", "Bob Quoss")
    assert aliaskit.normalize("QUOSS") == "quoss"
    assert aliaskit.parse("Dr. Elowen Trasker", "person") == invented.parse("Dr. Elowen Trasker", "person")


def test_the_default_resolver_is_made_once_and_can_be_cleared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aliaskit.Resolver, "_default", None)
    first = aliaskit.Resolver.default()
    assert aliaskit.Resolver.default() is first
    aliaskit.Resolver.clear_default()
    assert aliaskit.Resolver.default() is not first

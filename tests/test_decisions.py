"""Rulings: how a file of them is read, and what is refused."""

from pathlib import Path

import pytest

from aliaskit import Decision, Decisions
from aliaskit.errors import DecisionError


def read(path: Path, text: str) -> Decisions:
    (path / "d.csv").write_text(text)
    return Decisions.from_file(path / "d.csv").bound(str.lower)


def test_rulings_hold_in_both_directions(tmp_path: Path) -> None:
    found = read(tmp_path, "decision,a,b\nsame,Zork,Plugh\ndifferent,Zork,Xyzzy\npin,Quux,person/zork\n")
    assert found.between("Plugh", "Zork") == found.between("Zork", "Plugh")
    assert [ruling.decision for ruling in (found.between("Plugh", "Zork"), found.pin("Quux")) if ruling] == [
        "same",
        "pin",
    ]
    assert found.partners("Zork", "different") == ["Xyzzy"]
    assert found.between("Plugh", "Xyzzy") is None


def test_rows_without_a_ruling_are_passed_over(tmp_path: Path) -> None:
    assert not read(tmp_path, "decision,a,b,kind,note\n,Zork,Plugh,,\n")


@pytest.mark.parametrize(
    "text",
    [
        "decision,a\nsame,Zork\n",
        "decision,a,b\nperhaps,Zork,Plugh\n",
        "decision,a,b\nsame,Zork,\n",
        "decision,a,b\nsame,Zork,Plugh\ndifferent,Plugh,Zork\n",
    ],
)
def test_bad_rulings_are_refused_with_file_and_line(tmp_path: Path, text: str) -> None:
    with pytest.raises(DecisionError, match=r"d\.csv:(\d| no column)"):
        read(tmp_path, text)


def test_rulings_that_contradict_by_comparison_form_are_refused() -> None:
    rulings = Decisions([Decision("same", "Zork", "Plugh"), Decision("different", "ZORK", "plugh")])
    with pytest.raises(DecisionError):
        rulings.bound(str.lower)

"""Rulings: how a file of them is read, and what is refused."""

from pathlib import Path

import pytest

from aliaskit import Decision, Decisions, Gazetteer, Reason, Resolver, Verdict
from aliaskit.errors import DecisionError
from aliaskit.tables import write_table


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


# --- lines, looks, lists -------------------------------------------------------------------------------

FILE = "decision,a,b,kind,note\n"


def refusal(path: Path, text: str) -> DecisionError:
    with pytest.raises(DecisionError) as caught:
        read(path, text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (
            FILE + "same,Zork,Plugh,,\n,x,y,,\nperhaps,x,y,,\n",
            4,
            "'perhaps' is no decision; use same, different or pin",
        ),
        (FILE + '"same",Zork,Plugh,,"two\nlines"\nsame,Zork,,,\n', 4, "a decision names a and b"),
        (FILE + "pin, ,person/x,,\n", 2, "a decision names a and b"),
        (
            FILE + "different,Plugh,Zork,,\n,,,,\nsame,ZORK,plugh,,\n",
            4,
            "'ZORK', 'plugh' is ruled same, but earlier in line 2 different ('Plugh', 'Zork'); keep one",
        ),
        (
            FILE + "pin,Zork,person/x,,\npin,zork,,,\n",
            3,
            "'zork', '' is ruled pin, but earlier in line 2 pin ('Zork', 'person/x'); keep one",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    error = refusal(tmp_path, text)
    assert (error.path, error.line, error.message) == (str(tmp_path / "d.csv"), line, message)
    assert str(error) == f"{tmp_path / 'd.csv'}:{line}: {message}"


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(DecisionError, match=r"none\.csv: cannot be read"):
        Decisions.from_file(tmp_path / "none.csv")


def test_said_twice_is_no_contradiction(tmp_path: Path) -> None:
    found = read(tmp_path, FILE + "same,Zork,Plugh,,\nsame,plugh,ZORK,,\npin,Q,e/1,,\npin,q,e/1,,again\n")
    assert list(found.pairs()) == [("plugh", "zork", True)]
    assert found.partners("zork", "same") == ["Plugh"]


def test_columns_in_any_order_and_blanks_around_cells(tmp_path: Path) -> None:
    found = read(tmp_path, "b,who,decision,a\n Plugh ,me, Same , Zork\n")
    ruling = found.between("PLUGH", "zork")
    assert ruling == Decision("same", "Zork", "Plugh", line=2)


@pytest.mark.parametrize("name", ["d.tsv", "d.jsonl", "d.csv.gz", "d.xlsx"])
def test_rulings_in_tables_of_other_formats(tmp_path: Path, name: str) -> None:
    write_table(tmp_path / name, ["decision", "a", "b"], [["", "x", "y"], ["different", "Zork", "Plugh"]])
    found = Decisions.from_file(tmp_path / name).bound(str.casefold)
    assert list(found.pairs()) == [("plugh", "zork", False)]


def test_pairs_and_partners_by_comparison_form(tmp_path: Path) -> None:
    found = read(tmp_path, FILE + "same,Zork,Plugh,,\ndifferent,Xyzzy,zork,,\nsame,Quux,Zork,,\n")
    assert set(found.pairs()) == {
        ("plugh", "zork", True),
        ("xyzzy", "zork", False),
        ("quux", "zork", True),
    }
    assert found.partners("ZORK", "same") == ["Plugh", "Quux"]
    assert found.partners("xyzzy", "different") == ["zork"]
    assert found.partners("xyzzy", "same") == found.partners("nobody", "same") == []
    assert found.pin("Zork") is None


def test_rulings_are_bound_to_each_normaliser_anew(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text(FILE + "same,Zork,Plugh,,\n")
    unbound = Decisions.from_file(tmp_path / "d.csv")
    assert list(unbound.pairs()) == []
    assert list(unbound.bound(str.lower).pairs()) == [("plugh", "zork", True)]
    assert list(unbound.bound(str.lower).bound(str.upper).pairs()) == [("PLUGH", "ZORK", True)]
    assert unbound
    assert not Decisions.none()


# --- a resolver obeys ----------------------------------------------------------------------------------


@pytest.fixture
def ruled(tmp_path: Path, gazetteer: Gazetteer) -> Resolver:
    (tmp_path / "d.csv").write_text(
        FILE
        + "pin,Madam Nightjar,person/elowen-trasker,,desk\n"
        + "pin,Elowen Traskr,Elowen Traskr Sr.,,\n"
        + "pin,Vellamoor,,,\n"
        + "same,Plimsoll,Mirvana Quoss,,\n"
        + "same,Quellmere Lanterns,Tidemark,,\n"
        + "different,Wrenna Ashgrove,Elowen Trasker,,\n"
        + "different,Elowen Trasker Ltd,Nobody,,\n"
    )
    return Resolver([gazetteer], decisions=Decisions.from_file(tmp_path / "d.csv"))


@pytest.mark.parametrize(
    ("name", "verdict", "entity", "canonical"),
    [
        ("madam NIGHTJAR", Verdict.MATCH, "person/elowen-trasker", "Elowen Trasker"),
        ("Elowen Traskr", Verdict.MATCH, None, "Elowen Traskr Sr."),
        ("Vellamoor", Verdict.UNKNOWN, None, None),
        ("Plimsoll", Verdict.MATCH, "person/mirvana-quoss", "Mirvana Quoss"),
        ("Tidemark", Verdict.MATCH, "organization/quellmere-lanterns", "Quellmere Lanterns"),
        ("wrenna ashgrove", Verdict.UNKNOWN, None, None),
    ],
)
def test_a_resolver_obeys(
    ruled: Resolver, name: str, verdict: Verdict, entity: str | None, canonical: str | None
) -> None:
    answer = ruled.resolve(name)
    assert (answer.verdict, answer.reason, answer.canonical) == (verdict, Reason.DECISION, canonical)
    assert (answer.entity.id if answer.entity else None) == entity
    assert "decided by hand" in answer.explanation
    assert ruled.canonicalize(name, default=None) == canonical
    assert ruled.resolve_many([name, name]) == [answer, answer]


def test_a_resolver_answers_the_rest_as_before(ruled: Resolver, invented: Resolver) -> None:
    for name in ("Mirvana Quoss", "Tavish Morrowlake Jr.", "Quellmere Lanterns GmbH", "Zork", ""):
        assert ruled.resolve(name) == invented.resolve(name)


def test_a_resolver_refuses_contradictions_by_its_own_forms(tmp_path: Path, gazetteer: Gazetteer) -> None:
    (tmp_path / "d.csv").write_text(FILE + "same,Živojin Vřešťál,Zork,,\ndifferent,ZORK,Zivojin Vrestal,,\n")
    with pytest.raises(DecisionError, match=r"d\.csv:3: 'ZORK', 'Zivojin Vrestal' .* in line 2 same"):
        Resolver([gazetteer], decisions=Decisions.from_file(tmp_path / "d.csv"))

"""Rulings: how a file of them is read, and what is refused."""

from pathlib import Path

import pytest

from aliaskit import Decision, Decisions, Gazetteer, Kind, Reason, Resolver, Verdict
from aliaskit.decisions import Rulings
from aliaskit.errors import DecisionError
from aliaskit.tables import write_table


def read(path: Path, text: str) -> Rulings:
    (path / "d.csv").write_text(text)
    return Decisions.from_file(path / "d.csv").bound(str.lower).of(None)


def test_rulings_hold_in_both_directions(tmp_path: Path) -> None:
    found = read(tmp_path, "decision,a,b\nsame,Zork,Plugh\ndifferent,Zork,Xyzzy\npin,Quux,person/zork\n")
    assert found.between("Plugh", "Zork") == found.between("Zork", "Plugh")
    assert [ruling.decision for ruling in (found.between("Plugh", "Zork"), found.pin("Quux")) if ruling] == [
        "same",
        "pin",
    ]
    assert found.different("Zork") == [("Xyzzy", True)]
    assert found.different("Xyzzy") == [("Zork", False)]
    assert found.between("Quux", "Xyzzy") is None


def test_rows_without_a_ruling_are_passed_over(tmp_path: Path) -> None:
    assert read(tmp_path, "decision,a,b,kind,note\n,Zork,Plugh,,\n").group("Zork") is None


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
    assert found.same("zork") == ["Plugh", "Zork"]
    assert found.group("q") != found.group("zork")


def test_columns_in_any_order_and_blanks_around_cells(tmp_path: Path) -> None:
    found = read(tmp_path, "b,who,decision,a\n Plugh ,me, Same , Zork\n")
    ruling = found.between("PLUGH", "zork")
    assert ruling == Decision("same", "Zork", "Plugh", line=2)


@pytest.mark.parametrize("name", ["d.tsv", "d.jsonl", "d.csv.gz", "d.xlsx"])
def test_rulings_in_tables_of_other_formats(tmp_path: Path, name: str) -> None:
    write_table(tmp_path / name, ["decision", "a", "b"], [["", "x", "y"], ["different", "Zork", "Plugh"]])
    found = Decisions.from_file(tmp_path / name).bound(str.casefold).of(None)
    assert list(found.apart()) == [("plugh", "zork")]


def test_rulings_reach_as_far_as_logic_does(tmp_path: Path) -> None:
    found = read(
        tmp_path, FILE + "same,Zork,Plugh,,\ndifferent,Xyzzy,zork,,\nsame,Quux,Zork,,\npin,Quux,Zork III,,\n"
    )
    assert found.same("ZORK") == found.same("quux") == ["Plugh", "Zork", "Quux"]
    for name in ("Zork", "Plugh", "Quux"):
        ruling, pin = found.between(name, "Xyzzy"), found.pin(name)
        assert ruling is not None
        assert ruling.decision == "different"
        assert pin is not None
        assert pin.b == "Zork III"
        assert found.group(name) == found.group("zork")
    assert found.same("xyzzy") == found.same("nobody") == found.different("nobody") == []
    assert found.group("nobody") is found.pin("Xyzzy") is None


CHAIN = "same,Zork,Plugh,,\nsame,Quux,Plugh,,\n"


@pytest.mark.parametrize(
    ("rows", "line", "earlier"),
    [
        (
            CHAIN + "different,Zork,Quux,,\n",
            4,
            "in line 2 same ('Zork', 'Plugh'), in line 3 same ('Quux', 'Plugh')",
        ),
        ("different,Zork,Quux,,\n" + CHAIN, 4, "in line 2 different ('Zork', 'Quux')"),
        (CHAIN + "pin,Zork,One,,\npin,Quux,Two,,\n", 5, "in line 4 pin ('Zork', 'One')"),
        (
            "pin,Zork,One,,\npin,Quux,Two,,\n" + CHAIN,
            5,
            "in line 2 pin ('Zork', 'One'), in line 3 pin ('Quux', 'Two')",
        ),
        (
            "pin,Zork,One,,\npin,Quux,One,,\ndifferent,Zork,Quux,,\n",
            4,
            "in line 2 pin ('Zork', 'One'), in line 3 pin ('Quux', 'One')",
        ),
    ],
)
def test_contradictions_over_several_rulings_are_told_with_all_lines(
    tmp_path: Path, rows: str, line: int, earlier: str
) -> None:
    error = refusal(tmp_path, FILE + rows)
    assert error.line == line
    assert error.message.endswith(f", but earlier {earlier}; keep one")


def test_a_name_is_not_different_from_itself(tmp_path: Path) -> None:
    error = refusal(tmp_path, FILE + "different,Zork,Zork,,\n")
    assert "they are one name" in error.message


def test_names_of_one_form_that_are_ruled_different_are_told_apart_by_their_letters(tmp_path: Path) -> None:
    found = read(tmp_path, FILE + "different,ZORK,Zork,,\nsame,Zork,Plugh,,\n")
    ruling = found.between("ZORK", "Zork")
    assert ruling is not None
    assert ruling.decision == "different"
    assert found.same("Zork") == ["Plugh", "Zork"]
    assert found.same("ZORK") == []


def test_a_ruling_of_a_kind_leaves_other_kinds_alone(tmp_path: Path) -> None:
    rows = "pin,Zork,One,person,\npin,Zork,Two,place,\nsame,Zork,Plugh,,\n"
    (tmp_path / "d.csv").write_text(FILE + rows)
    bound = Decisions.from_file(tmp_path / "d.csv").bound(str.lower)
    pins = {kind: bound.of(kind).pin("plugh") for kind in (Kind.PERSON, Kind.PLACE, Kind.ORGANIZATION, None)}
    assert [pin.b if pin else None for pin in pins.values()] == ["One", "Two", None, "One"]
    error = refusal(tmp_path, FILE + "same,Zork,Plugh,fruit,\n")
    assert (error.line, "no kind" in error.message) == (2, True)


def test_rulings_are_bound_to_each_normaliser_anew(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text(FILE + "same,Zork,Plugh,,\n")
    unbound = Decisions.from_file(tmp_path / "d.csv")
    assert unbound.of(None).group("Zork") is None
    assert unbound.bound(str.lower).of(None).group("ZORK") == "zork"
    assert unbound.bound(str.lower).bound(str.upper).of(None).group("zork") == "ZORK"
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


def _resolver(gazetteer: Gazetteer, *rulings: Decision) -> Resolver:
    return Resolver([gazetteer], decisions=Decisions(rulings))


def test_of_two_names_of_one_entity_that_are_ruled_different_its_own_name_stays(gazetteer: Gazetteer) -> None:
    for pair in (("Tidemark", "Quellmere Lanterns"), ("Quellmere Lanterns", "Tidemark")):
        resolver = _resolver(gazetteer, Decision("different", *pair))
        assert resolver.canonicalize("Tidemark", default=None) is None
        assert resolver.canonicalize("Quellmere Lanterns", default=None) == "Quellmere Lanterns"


def test_of_two_known_names_that_are_ruled_the_same_b_is_meant(gazetteer: Gazetteer) -> None:
    resolver = _resolver(gazetteer, Decision("same", "Elowen Trasker", "Mirvana Quoss"))
    for name in ("Elowen Trasker", "Mirvana Quoss"):
        assert resolver.canonicalize(name) == "Mirvana Quoss"
    assert resolver.resolve("Elowen Trasker").reason is Reason.DECISION


def test_same_is_followed_over_several_names(gazetteer: Gazetteer) -> None:
    rulings = [
        Decision("same", "Quux", "Plugh"),
        Decision("same", "Plugh", "Zork"),
        Decision("same", "Zork", "Mirvana Quoss"),
        Decision("different", "Xyzzy", "Quux"),
    ]
    resolver = _resolver(gazetteer, *rulings)
    for name in ("Quux", "plugh", "ZORK"):
        answer = resolver.resolve(name)
        assert answer.entity is not None
        assert (answer.entity.id, answer.reason) == ("person/mirvana-quoss", Reason.DECISION)
    comparison = resolver.compare("Zork", "Xyzzy")
    assert comparison.explanation == "'Zork' and 'Xyzzy' are different: decided by hand."


def test_a_pin_to_the_very_name_of_an_entity_gives_the_entity(gazetteer: Gazetteer) -> None:
    answer = _resolver(gazetteer, Decision("pin", "Zork", "mirvana quoss")).resolve("Zork")
    assert answer.entity is not None
    assert answer.canonical == "Mirvana Quoss"


def test_a_pin_to_an_entity_that_there_is_not_is_refused(gazetteer: Gazetteer) -> None:
    with pytest.raises(DecisionError, match=r"no gazetteer holds 'person/nobody'"):
        _resolver(gazetteer, Decision("pin", "Zork", "person/nobody"))

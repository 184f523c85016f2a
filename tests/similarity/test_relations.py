"""Word against word: what joins two tokens, and what keeps them apart."""

from collections.abc import Callable

import pytest

from aliaskit.model import Kind, Role, Token
from aliaskit.similarity import Relation, Similarity
from aliaskit.similarity.relations import QUALITY, shares_code

Make = Callable[..., Token]
P, O = Kind.PERSON, Kind.ORGANIZATION  # noqa: E741


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("trasker", "trasker", Relation.EQUAL),
        ("mohammed", "muhammad", Relation.SPELLING),
        ("robert", "bob", Relation.NICKNAME),
        ("youko", "yoko", Relation.TRANSLITERATION),
        ("trasker", "trapker", Relation.NEAR_LETTER),
        ("traskewarden", "trskewarpen", Relation.NEAR_TWO),
        ("trasker", "trxasker", Relation.NEAR),
        ("trasker", "traskar", Relation.ALIKE_SURE),
        ("khaslokh", "hassloch", Relation.ALIKE_FAIR),
        ("jung", "yang", None),
        ("trasker", "traksre", None),
        ("trasker", "brasker", Relation.NEAR_SHORT),
        ("vaskin", "vaskina", Relation.ENDING),
        ("quossa", "quosso", Relation.ENDING),
        ("tras", "trasbury", Relation.PREFIX),
        ("trasker", "quillfen", None),
        ("marta", "maria", None),
        ("12", "13", None),
        ("12", "trasker", None),
        ("a", "trasker", None),
        ("a", "b", None),
    ],
)
def test_names_of_persons(left: str, right: str, expected: Relation | None, similarity: Similarity) -> None:
    found = similarity.forms(left, right, person=True)
    if expected is None:
        assert found is None or QUALITY[found] <= QUALITY[Relation.ALIKE_VAGUE]
    else:
        assert found is expected


@pytest.mark.parametrize(("left", "right"), [("robert", "bob"), ("mohammed", "muhammad")])
def test_nicknames_are_for_persons(left: str, right: str, similarity: Similarity) -> None:
    assert similarity.forms(left, right, person=False) not in (Relation.NICKNAME, Relation.EQUIVALENT)


@pytest.mark.parametrize("person", [True, False])
@pytest.mark.parametrize(
    "left", ["robert", "bob", "trasker", "traskr", "quoss", "木原", "kihara", "12", "a", "petrov"]
)
def test_a_relation_has_no_direction(left: str, person: bool, similarity: Similarity) -> None:
    for right in ("bob", "bobby", "tasker", "petrova", "木原", "qoss", "13", "b", "rob", "mu yuan"):
        assert similarity.forms(left, right, person=person) is similarity.forms(right, left, person=person)


def test_two_known_given_names_are_no_misspelling_of_one_another(similarity: Similarity) -> None:
    known = similarity.language.persons.known_given
    assert {"marta", "martin"} <= known
    assert similarity.forms("marta", "martin", person=True) is None


@pytest.mark.parametrize(
    ("left", "right", "kind", "expected"),
    [
        # what stands for something is compared by what it stands for
        (("Estonia", Role.TERRITORY, "ee"), ("Estonian", Role.TERRITORY, "ee"), O, Relation.MEANING),
        (("Austria", Role.TERRITORY, "at"), ("Australia", Role.TERRITORY, "au"), O, None),
        (("Korea", Role.TERRITORY, "kp|kr"), ("Seoul", Role.TERRITORY, "kr"), O, Relation.MEANING),
        (("ministry", Role.GENERIC, "m"), ("ministère", Role.GENERIC, "m"), O, Relation.MEANING),
        (("ministry", Role.GENERIC, "m"), ("ministry", Role.GENERIC, "m"), O, Relation.EQUAL),
        (("bank", Role.GENERIC, "b"), ("bark", Role.GENERIC, "x"), O, None),
        (("north", Role.COMPASS, "n"), ("south", Role.COMPASS, "s"), O, None),
        (("12th", Role.NUMBER, "12"), ("XII", Role.NUMBER, "12"), O, Relation.MEANING),
        (("12th", Role.NUMBER, "12"), ("13th", Role.NUMBER, "13"), O, None),
        (("twelve", Role.NUMBER, "12"), ("twelve", Role.CORE, ""), O, None),
        (("defence", Role.TOPIC, "d"), ("defence", Role.GENERIC, "g"), O, Relation.EQUAL),
        # acronyms agree in every letter or not at all
        (("QLX", Role.ACRONYM, ""), ("QLX", Role.ACRONYM, ""), O, Relation.EQUAL),
        (("QLXYZ", Role.ACRONYM, ""), ("QLXYV", Role.ACRONYM, ""), O, None),
        # initials
        (("E.", Role.INITIAL, ""), ("Elowen", Role.GIVEN, ""), P, Relation.INITIAL),
        (("E.", Role.INITIAL, ""), ("E", Role.INITIAL, ""), P, Relation.EQUAL),
        (("E.", Role.INITIAL, ""), ("F.", Role.INITIAL, ""), P, None),
        (("T.", Role.INITIAL, ""), ("Elowen", Role.GIVEN, ""), P, None),
        # abbreviations are written with a dot
        (("Lntrn.", Role.CORE, ""), ("Lanterns", Role.CORE, ""), O, Relation.ABBREVIATION),
        (("Lxtrn.", Role.CORE, ""), ("Lanterns", Role.CORE, ""), O, None),
        (("Antrn.", Role.CORE, ""), ("Lanterns", Role.CORE, ""), O, Relation.ALIKE_VAGUE),
        # one reading of a family name in Han
        (("木", Role.FAMILY, "kib|moku"), ("Kib", Role.FAMILY, ""), P, Relation.TRANSLITERATION),
        (("木", Role.FAMILY, "kib|moku"), ("Trask", Role.FAMILY, ""), P, None),
    ],
)
def test_tokens(
    left: tuple[str, Role, str],
    right: tuple[str, Role, str],
    kind: Kind,
    expected: Relation | None,
    similarity: Similarity,
    token_of: Make,
) -> None:
    a, b = token_of(*left), token_of(*right)
    assert similarity.relation(a, b, kind) is expected
    assert similarity.relation(b, a, kind) is expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("木原", "木原", True),
        ("木原", "木村", False),
        ("ミナト", "ミナミ", False),
        ("김철수", "김철호", False),
    ],
)
def test_in_scripts_of_syllables_and_words_another_sign_is_another_name(
    left: str, right: str, expected: bool, similarity: Similarity, token_of: Make
) -> None:
    found = similarity.relation(token_of(left, Role.CORE), token_of(right, Role.CORE), Kind.PERSON)
    assert (found is Relation.EQUAL) is expected
    assert expected or found is None


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [("kr", "kr", True), ("kp|kr", "kr", True), ("kp", "kr", False), ("us|us-ga", "ge|us-ga", True)],
)
def test_codes(left: str, right: str, expected: bool) -> None:
    assert shares_code(left, right) is expected


def test_every_relation_has_a_quality_and_equality_the_best() -> None:
    assert set(QUALITY) == set(Relation)
    assert all(0 < quality <= 1 for quality in QUALITY.values())
    assert max(QUALITY, key=lambda relation: QUALITY[relation]) is Relation.EQUAL
    assert QUALITY[Relation.EQUAL] > QUALITY[Relation.NEAR] > QUALITY[Relation.ALIKE_FAIR]

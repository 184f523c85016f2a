"""The flow: verdicts and reasons, filters and evidence, layers, many names, decisions."""

from typing import Any

import pytest

from aliaskit import (
    Decision,
    DecisionError,
    Decisions,
    Entity,
    Gazetteer,
    Judgement,
    Kind,
    Reason,
    Resolver,
    Verdict,
)

NAN = float("nan")
ELOWEN = "person/elowen-trasker"

# --- verdicts and reasons ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "entity", "reason"),
    [
        ("Elowen Trasker", ELOWEN, Reason.ALIAS),
        ("ELOWEN  trasker", ELOWEN, Reason.ALIAS),
        ("Trasker, Elowen", ELOWEN, Reason.ALIAS),
        ("Wrenna Ashgrove", ELOWEN, Reason.ALIAS),
        ("Dr. Elowen Trasker", ELOWEN, Reason.ALIAS),
        ("Elowen Traskr", ELOWEN, Reason.EVIDENCE),
        ("E. Trasker", ELOWEN, Reason.EVIDENCE),
        ("Elowen J. Trasker", ELOWEN, Reason.EVIDENCE),
        ("Ottoline Brackwater", "person/ottoline-brackwater", Reason.EVIDENCE),
        ("Tavish Morrowlake Jr", "person/tavish-morrowlake-jr", Reason.ALIAS),
        ("Zivojin Vrestal", "person/zivojin-vrestal", Reason.ALIAS),
        ("Quellmere Lanterns GmbH", "organization/quellmere-lanterns", Reason.ALIAS),
        ("Quellmere Lanterns AG", "organization/quellmere-lanterns", Reason.EVIDENCE),
        ("qlx", "organization/quellmere-lanterns", Reason.ALIAS),
        ("Fifth Lantern Regiment", "organization/5th-lantern-regiment", Reason.EVIDENCE),
        ("Estonian Ministry of Tides", "organization/ee-ministry-of-tides", Reason.EVIDENCE),
        ("The Vellamoor", "place/vellamoor", Reason.ALIAS),
        ("Vellamoor, Finland", "place/vellamoor", Reason.EVIDENCE),
        ("Yarrowfen (Canada)", "place/yarrowfen-ca", Reason.ALIAS),
        ("Zephyrglass Regatta", "other/zephyrglass-regatta", Reason.ALIAS),
    ],
)
def test_match(name: str, entity: str, reason: Reason, invented: Resolver) -> None:
    answer = invented.resolve(name)
    assert answer.verdict is Verdict.MATCH
    assert answer.reason is reason
    assert answer.query == name
    assert answer.entity is not None
    assert answer.entity.id == entity
    assert answer.canonical == answer.entity.name
    assert answer.candidates[0].entity == answer.entity
    assert answer.probability == answer.candidates[0].probability >= 0.8


@pytest.mark.parametrize(
    ("name", "owners"),
    [
        ("Yarrowfen", {"place/yarrowfen-ca", "place/yarrowfen-au"}),
        ("the yarrowfen", {"place/yarrowfen-ca", "place/yarrowfen-au"}),
        ("Tidewatch", {"organization/ee-ministry-of-tides", "organization/lv-ministry-of-tides"}),
    ],
)
def test_an_alias_that_several_share_is_ambiguous(name: str, owners: set[str], invented: Resolver) -> None:
    answer = invented.resolve(name)
    assert (answer.verdict, answer.reason) == (Verdict.AMBIGUOUS, Reason.SHARED_ALIAS)
    assert answer.entity is None
    assert answer.canonical is None
    assert owners <= {candidate.entity.id for candidate in answer.candidates}


def test_two_candidates_that_fit_equally_are_ambiguous(invented: Resolver) -> None:
    answer = invented.resolve("Tavish Morrowlake")
    assert (answer.verdict, answer.reason) == (Verdict.AMBIGUOUS, Reason.CLOSE_CANDIDATES)
    first, second = answer.candidates[:2]
    assert {first.entity.id, second.entity.id} == {
        "person/tavish-morrowlake-jr",
        "person/tavish-morrowlake-sr",
    }
    assert first.probability == pytest.approx(second.probability)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", Reason.EMPTY),
        (" \t\n", Reason.EMPTY),
        ("?!", Reason.EMPTY),
        ("\u200b\ud800", Reason.EMPTY),
        ("🎏", Reason.EMPTY),
        ("Jovenka Plimsoll", Reason.NO_CANDIDATE),
        ("木原稔", Reason.NO_CANDIDATE),
        ("Trasker", Reason.TOO_WEAK),
        ("the Heron", Reason.TOO_WEAK),
        ("South Vellamoor", Reason.TOO_WEAK),
        ("Ottoline K. Brackwater", Reason.CONFLICT),
        ("6th Lantern Regiment", Reason.CONFLICT),
        ("South Sarkenby", Reason.CONFLICT),
        ("Vellamoor, Canada", Reason.CONFLICT),
    ],
)
def test_unknown(name: str, reason: Reason, invented: Resolver) -> None:
    answer = invented.resolve(name)
    assert (answer.verdict, answer.reason) == (Verdict.UNKNOWN, reason)
    assert answer.entity is None
    assert answer.canonical is None


def test_nothing_is_known_without_a_gazetteer() -> None:
    answer = Resolver([]).resolve("Elowen Trasker")
    assert (answer.verdict, answer.reason) == (Verdict.UNKNOWN, Reason.NO_CANDIDATE)
    assert answer.candidates == ()


def test_a_conflict_names_whom_it_refuses(invented: Resolver) -> None:
    answer = invented.resolve("Ottoline K. Brackwater")
    assert answer.candidates[0].entity.id == "person/ottoline-brackwater"
    assert "initials_differ" in {row.feature for row in answer.candidates[0].evidence}


@pytest.mark.parametrize(
    ("name", "refused"), [("Elowen Quossfen", ELOWEN), ("Heron", ELOWEN), ("Trasker Lanterns GmbH", ELOWEN)]
)
def test_no_match_where_only_a_part_agrees(name: str, refused: str, invented: Resolver) -> None:
    answer = invented.resolve(name)
    assert answer.entity is None or answer.entity.id != refused


def test_letters_that_romanising_loses_tell_names_apart() -> None:
    here = Gazetteer.from_entities([{"id": "person/a", "kind": "person", "name": "تراسكر إيلوين"}])
    resolver = Resolver([here])
    assert resolver.resolve("تراسكر إيلوين").reason is Reason.ALIAS
    assert resolver.resolve("تراسكر ايلون قوص").reason is not Reason.ALIAS


# --- kind, country, context --------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["place", "GPE", "loc", "Location", Kind.PLACE])
def test_a_kind_has_many_names(kind: Any, invented: Resolver) -> None:
    answer = invented.resolve("Vellamoor", kind=kind)
    assert answer.entity is not None
    assert answer.entity.kind is Kind.PLACE


@pytest.mark.parametrize(
    ("name", "kind"), [("Vellamoor", "person"), ("Vellamoor", "org"), ("Quellmere Lanterns", "person")]
)
def test_a_name_known_of_another_kind_only(name: str, kind: str, invented: Resolver) -> None:
    answer = invented.resolve(name, kind=kind)
    assert (answer.verdict, answer.reason) == (Verdict.UNKNOWN, Reason.KIND)
    assert answer.candidates == ()


@pytest.mark.parametrize("kind", ["person", "org", "place"])
def test_kind_admits_that_kind_and_other_things_only(kind: str, invented: Resolver) -> None:
    for name in ("Trasker", "Vellamoor", "Quellmere", "Yarrowfen", "Tides", "Zephyrglass", "Elowen Trasker"):
        for candidate in invented.resolve(name, kind=kind).candidates:
            assert candidate.entity.kind.value.startswith(kind) or candidate.entity.kind is Kind.OTHER


def test_kind_decides_between_two_things_of_one_name() -> None:
    quoss = [{"kind": "place", "name": "Quossfen"}, {"kind": "org", "name": "Quossfen"}]
    resolver = Resolver([Gazetteer.from_entities(quoss)])
    assert resolver.resolve("Quossfen").verdict is Verdict.AMBIGUOUS
    for kind in ("place", "organization"):
        answer = resolver.resolve("Quossfen", kind=kind)
        assert answer.canonical == "Quossfen"
        assert answer.entity is not None
        assert answer.entity.kind.value == kind


@pytest.mark.parametrize("method", ["resolve", "canonicalize", "parse"])
@pytest.mark.parametrize("name", ["Vellamoor", "", "Jovenka Plimsoll"])
def test_an_unknown_kind_is_the_callers_mistake(method: str, name: str, invented: Resolver) -> None:
    with pytest.raises(ValueError, match=r"'banana' is no kind; use person, organization, place or other"):
        getattr(invented, method)(name, kind="banana")


@pytest.mark.parametrize(
    ("name", "country", "entity"),
    [
        ("Yarrowfen", "CA", "place/yarrowfen-ca"),
        ("Yarrowfen", "au", "place/yarrowfen-au"),
        ("Tidewatch", "EE", "organization/ee-ministry-of-tides"),
        ("Tidewatch", "lv", "organization/lv-ministry-of-tides"),
    ],
)
def test_a_country_decides_between_owners(name: str, country: str, entity: str, invented: Resolver) -> None:
    answer = invented.resolve(name, country=country)
    assert answer.verdict is Verdict.MATCH
    assert answer.entity is not None
    assert answer.entity.id == entity


@pytest.mark.parametrize(("name", "country"), [("Yarrowfen", "SE"), ("Tidewatch", "SE")])
def test_a_country_of_neither_owner_decides_nothing(name: str, country: str, invented: Resolver) -> None:
    assert invented.resolve(name, country=country).verdict is Verdict.AMBIGUOUS


def test_a_country_is_evidence_and_never_a_filter(invented: Resolver) -> None:
    plain, same, other = (
        invented.resolve("Elowen Traskr", country=country) for country in (None, "NZ", "SE")
    )
    assert {answer.canonical for answer in (plain, same, other)} == {"Elowen Trasker"}
    assert same.probability > plain.probability > other.probability
    assert "country_same" in {row.feature for row in same.candidates[0].evidence}
    assert "country_differs" in {row.feature for row in other.candidates[0].evidence}


def test_a_certain_alias_stands_whatever_the_country(invented: Resolver) -> None:
    assert invented.resolve("Elowen Trasker", country="SE").reason is Reason.ALIAS


@pytest.mark.parametrize(
    ("context", "canonical"),
    [
        (["Canada"], "Yarrowfen, Canada"),
        (["weather", "Australia"], "Yarrowfen, Australia"),
        (["Canada", "place"], "Yarrowfen, Canada"),
        (["weather"], None),
        (["Canada", "Australia"], None),
        ([], None),
    ],
)
def test_words_near_the_mention(context: list[str], canonical: str | None, invented: Resolver) -> None:
    assert invented.resolve("Yarrowfen", context=context).canonical == canonical


def test_a_country_that_is_given_goes_before_the_context(invented: Resolver) -> None:
    answer = invented.resolve("Yarrowfen", country="CA", context=["Australia"])
    assert answer.canonical == "Yarrowfen, Canada"


# --- aliases and their marks -------------------------------------------------------------------------


def test_a_weak_alias_needs_something_more(invented: Resolver) -> None:
    answer = invented.resolve("The Heron")
    assert answer.verdict is Verdict.UNKNOWN
    assert "weak_alias" in {row.feature for row in answer.candidates[0].evidence}


def test_a_shared_alias_of_one_known_owner_is_still_ambiguous() -> None:
    lonely = {"kind": "place", "name": "Quossfen, Canada", "aliases": [{"text": "Quossfen", "shared": True}]}
    answer = Resolver([Gazetteer.from_entities([lonely])]).resolve("Quossfen")
    assert (answer.verdict, answer.reason) == (Verdict.AMBIGUOUS, Reason.SHARED_ALIAS)


def test_two_entities_of_one_name_are_data() -> None:
    two = [{"id": "person/b", "name": "Mirvana Quoss"}, {"id": "person/a", "name": "Mirvana Quoss"}]
    answer = Resolver([Gazetteer.from_entities(two)]).resolve("Mirvana Quoss")
    assert answer.verdict is Verdict.AMBIGUOUS
    assert [candidate.entity.id for candidate in answer.candidates] == ["person/a", "person/b"]


# --- several gazetteers ------------------------------------------------------------------------------


def _single(name: str, entity_id: str, *aliases: Any, country: str | None = None) -> Gazetteer:
    return Gazetteer.from_entities(
        [{"id": entity_id, "name": name, "aliases": list(aliases), "country": country}], title=entity_id
    )


@pytest.mark.parametrize("name", ["Quossfen", "QUOSSFEN"])
def test_the_earlier_gazetteer_has_authority(name: str) -> None:
    first, second = _single("Quossfen", "place/a"), _single("Quossfen", "place/b")
    for order, expected in (((first, second), "place/a"), ((second, first), "place/b")):
        answer = Resolver(order).resolve(name)
        assert answer.verdict is Verdict.MATCH
        assert answer.entity is not None
        assert answer.entity.id == expected


def test_an_earlier_match_by_evidence_goes_before_a_later_alias() -> None:
    near, exact = _single("Mirvana Quossfeld", "person/a"), _single("Mirvana Quossfeldt", "person/b")
    answer = Resolver([near, exact]).resolve("Mirvana Quossfeldt")
    assert answer.entity is not None
    assert answer.entity.id == "person/a"


def test_a_later_gazetteer_is_asked_when_the_earlier_does_not_know(invented: Resolver) -> None:
    gazetteers = [_single("Quossfen", "place/a"), _single("Jovenka Plimsoll", "person/b")]
    assert Resolver(gazetteers).resolve("Jovenka Plimsoll").canonical == "Jovenka Plimsoll"
    assert invented.resolve("Jovenka Plimsoll").canonical is None


def test_candidates_of_all_gazetteers_compete_where_none_matches() -> None:
    shared = {"text": "Quossfen", "shared": True}
    gazetteers = [
        _single("Quossfen, Canada", "place/b", shared, country="CA"),
        _single("Quossfen, Chile", "place/a", shared, country="CL"),
    ]
    for order in (gazetteers, gazetteers[::-1]):
        answer = Resolver(order).resolve("Quossfen")
        assert answer.verdict is Verdict.AMBIGUOUS
        assert [candidate.entity.id for candidate in answer.candidates] == ["place/a", "place/b"]


@pytest.mark.parametrize("name", ["Elowen Trasker", "Elowen Traskr", "Trasker Elowen", "Our Elowen"])
def test_one_id_in_two_gazetteers_is_one_entity_with_the_earlier_fields(
    name: str, gazetteer: Gazetteer
) -> None:
    own = _single("Trasker (ours)", ELOWEN, "E. Trasker", "Our Elowen", country="SE")
    answer = Resolver([own, gazetteer]).resolve(name)
    assert answer.verdict is Verdict.MATCH
    assert answer.entity is not None
    assert (answer.entity.id, answer.entity.name, answer.entity.country) == (ELOWEN, "Trasker (ours)", "SE")
    assert answer.canonical == "Trasker (ours)"
    assert sum(candidate.entity.id == ELOWEN for candidate in answer.candidates) == 1


def test_canonicalize_and_resolve_agree_over_layers(gazetteer: Gazetteer) -> None:
    resolver = Resolver([_single("Trasker (ours)", ELOWEN, "Our Elowen"), gazetteer])
    for name in ("Elowen Trasker", "Our Elowen", "Vellamoor", "Elowen Traskr"):
        assert resolver.canonicalize(name) == resolver.resolve(name).canonical


def test_entity_by_id(gazetteer: Gazetteer) -> None:
    resolver = Resolver([_single("Trasker (ours)", ELOWEN), gazetteer])
    ours, moor = resolver.entity(ELOWEN), resolver.entity("place/vellamoor")
    assert isinstance(ours, Entity)
    assert ours.name == "Trasker (ours)"
    assert moor is not None
    assert moor.name == "Vellamoor"
    assert resolver.entity("person/nobody") is None


# --- two names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "right", "judgement"),
    [
        ("Elowen Trasker", "Trasker, Elowen", Judgement.SAME),
        ("Mohammed Quoss", "Muhammad Quoss", Judgement.SAME),
        ("Robert Quoss", "Bob Quoss", Judgement.SAME),
        ("Quoss Ltd", "Quoss Limited", Judgement.SAME),
        ("Jovenka Quoss", "Mirvana Trasker", Judgement.DIFFERENT),
        ("Jovenka Quoss Jr.", "Jovenka Quoss Sr.", Judgement.DIFFERENT),
        ("12th Quoss Regiment", "13th Quoss Regiment", Judgement.DIFFERENT),
        ("Ministry of Quoss of Austria", "Ministry of Quoss of Australia", Judgement.DIFFERENT),
        ("Elowen Trasker", "", Judgement.DIFFERENT),
    ],
)
def test_compare(left: str, right: str, judgement: Judgement, invented: Resolver) -> None:
    found = invented.compare(left, right)
    assert (found.left, found.right, found.judgement) == (left, right, judgement)


@pytest.mark.parametrize("part", ["Quoss", "Jovenka", "J. Q."])
def test_a_part_of_a_name_is_not_enough(part: str, invented: Resolver) -> None:
    assert invented.compare(part, "Jovenka Quoss").judgement is not Judgement.SAME


def test_evidence_stands_on_the_side_of_its_name(invented: Resolver) -> None:
    for left, right in (("Robert Quoss", "Bob Quoss"), ("Bob Quoss", "Robert Quoss")):
        row = next(row for row in invented.compare(left, right).evidence if row.feature == "nickname")
        assert (row.left, row.right) == (left.split()[0], right.split()[0])


def test_two_that_are_known_apart_are_different(invented: Resolver) -> None:
    found = invented.compare("Yarrowfen, Canada", "Vellamoor")
    assert found.judgement is Judgement.DIFFERENT
    assert "known_different" in {row.feature for row in found.evidence}


def test_what_the_gazetteers_know_can_be_left_out(invented: Resolver) -> None:
    left, right = "Elowen Trasker", "Wrenna Ashgrove"
    knowing, names = invented.compare(left, right), invented.compare(left, right, names_only=True)
    assert knowing.probability > names.probability
    assert "known_same" in {row.feature for row in knowing.evidence}
    assert not {row.feature for row in names.evidence} & {"known_same", "known_different"}


# --- decisions ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ruled(gazetteer: Gazetteer, invented: Resolver) -> Resolver:
    """The invented entities with rulings of every sort."""
    decisions = Decisions(
        [
            Decision("pin", "Madam Nightjar", ELOWEN, note="desk, 3 May"),
            Decision("pin", "Vellamoor", "person/mirvana-quoss"),
            Decision("pin", "Nightjar Ltd", "Nightjar Holdings"),
            Decision("pin", "n/a", ""),
            Decision("same", "Jovenka Quoss", "Plimsoll"),
            Decision("different", "Robert Quoss", "Bob Quoss"),
        ],
        invented.normalize,
    )
    return Resolver([gazetteer], decisions=decisions)


@pytest.mark.parametrize("name", ["Madam Nightjar", "MADAM  nightjar!", "madam-nightjar"])
def test_a_pin_to_an_entity(name: str, ruled: Resolver) -> None:
    answer = ruled.resolve(name)
    assert (answer.verdict, answer.reason) == (Verdict.MATCH, Reason.DECISION)
    assert answer.entity is not None
    assert answer.entity.id == ELOWEN
    assert answer.canonical == ruled.canonicalize(name) == "Elowen Trasker"
    assert answer.probability == 1.0
    assert "desk, 3 May" in answer.explanation


def test_a_pin_overrides_an_alias(ruled: Resolver, invented: Resolver) -> None:
    assert invented.canonicalize("Vellamoor") == "Vellamoor"
    assert ruled.canonicalize("Vellamoor") == "Mirvana Quoss"
    assert ruled.canonicalize_many(["vellamoor"]) == ["Mirvana Quoss"]


def test_a_pin_to_a_form_of_no_entity(ruled: Resolver) -> None:
    answer = ruled.resolve("nightjar ltd.")
    assert (answer.verdict, answer.reason) == (Verdict.MATCH, Reason.DECISION)
    assert answer.entity is None
    assert answer.canonical == "Nightjar Holdings"


def test_a_pin_to_nothing(ruled: Resolver) -> None:
    answer = ruled.resolve("N/A")
    assert (answer.verdict, answer.reason) == (Verdict.UNKNOWN, Reason.DECISION)
    assert ruled.canonicalize("N/A") == "N/A"
    assert ruled.canonicalize("N/A", default=None) is None


@pytest.mark.parametrize(
    ("left", "right", "judgement"),
    [
        ("Jovenka Quoss", "Plimsoll", Judgement.SAME),
        ("PLIMSOLL", "jovenka quoss", Judgement.SAME),
        ("Robert Quoss", "Bob Quoss", Judgement.DIFFERENT),
        ("bob quoss", "robert quoss", Judgement.DIFFERENT),
    ],
)
def test_rulings_on_two_names(left: str, right: str, judgement: Judgement, ruled: Resolver) -> None:
    found = ruled.compare(left, right)
    assert found.judgement is judgement
    assert found.probability == (1.0 if judgement is Judgement.SAME else 0.0)


def test_what_is_not_ruled_is_as_before(ruled: Resolver, invented: Resolver) -> None:
    for name in ("Elowen Traskr", "Yarrowfen", "Jovenka Plimsoll", ""):
        assert ruled.resolve(name) == invented.resolve(name)
    assert ruled.compare("Robert Quoss", "Bob Trasker") == invented.compare("Robert Quoss", "Bob Trasker")


@pytest.mark.parametrize(
    "decisions",
    [
        [Decision("same", "Quoss", "Trask"), Decision("different", "Quoss", "Trask")],
        [Decision("same", "Quoss", "Trask"), Decision("different", "TRASK", " quoss ")],
        [Decision("pin", "Quoss", "place/a"), Decision("pin", "quoss", "place/b")],
        [Decision("pin", "Quoss", "place/a"), Decision("pin", "Quoss", "")],
    ],
)
def test_contradicting_rulings_are_a_mistake(decisions: list[Decision], invented: Resolver) -> None:
    with pytest.raises(DecisionError, match="keep one"):
        Decisions(decisions, invented.normalize)


@pytest.mark.parametrize(
    "decisions",
    [
        [Decision("same", "Quoss", "Trask"), Decision("same", "TRASK", "quoss", "twice")],
        [Decision("pin", "Quoss", "place/a"), Decision("pin", "quoss", "place/a", "twice")],
        [Decision("pin", "Quoss", "place/a"), Decision("different", "Quoss", "Trask")],
    ],
)
def test_rulings_that_agree_may_be_repeated(decisions: list[Decision], invented: Resolver) -> None:
    assert Decisions(decisions, invented.normalize)


def test_no_rulings() -> None:
    nothing = Decisions.none()
    assert not nothing
    assert nothing.of(None).pin("Quoss") is None
    assert nothing.of(None).between("Quoss", "Trask") is None


# --- data version ------------------------------------------------------------------------------------


def test_the_data_version_follows_the_data(gazetteer: Gazetteer, invented: Resolver) -> None:
    again, other = Resolver([gazetteer]), Resolver([_single("Quossfen", "place/a")])
    assert again.data_version() == invented.data_version()
    assert other.data_version()["hash"] != invented.data_version()["hash"]

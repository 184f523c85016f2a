"""Records to entities: kinds in every spelling, ids that are made up, fields that hold the wrong thing."""

from typing import Any

import pytest

from aliaskit.errors import GazetteerError
from aliaskit.gazetteer import entity_from_record, kind_from_text
from aliaskit.gazetteer.schema import Way, slug
from aliaskit.model import Alias, AliasRole, Kind


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("person", "PERSON", "Person", "per", "PER", "people", " person "), Kind.PERSON),
        (("organization", "organisation", "ORGANISATION", "org", "ORG", "Company"), Kind.ORGANIZATION),
        (("place", "Place", "location", "LOC", "loc", "GPE", "gpe", "country"), Kind.PLACE),
        (("other", "OTHER", "misc", "MISC\n"), Kind.OTHER),
    ],
)
def test_kinds_in_every_spelling(words: tuple[str, ...], kind: Kind) -> None:
    assert [kind_from_text(word) for word in words] == [kind] * len(words)


@pytest.mark.parametrize("word", ["", " ", "persona", "organizations", "place/vell", "NORP", "None", "人"])
def test_a_word_that_is_no_kind(word: str) -> None:
    with pytest.raises(ValueError, match="is no kind; use person, organization, place or other") as caught:
        kind_from_text(word)
    assert str(caught.value).startswith(f"'{word}' ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mela Quorvin", "mela-quorvin"),
        ("  Mela   Quorvin ", "mela-quorvin"),
        ("QUÓRVIN, Méla", "quorvin-mela"),
        ("Vell & Tor Co. (1987)", "vell-tor-co-1987"),
        ("Straße", "strasse"),
        ("Ｖｅｌｌ", "vell"),
        ("---", ""),
        ("潮汐部", ""),
        ("", ""),
    ],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected


@pytest.mark.parametrize(
    ("record", "entity_id", "kind"),
    [
        ({"name": "Mela Quorvin"}, "other/mela-quorvin", Kind.OTHER),
        ({"name": "Mela Quorvin", "kind": "PER"}, "person/mela-quorvin", Kind.PERSON),
        ({"name": "Vell & Söhne", "kind": "organisation"}, "organization/vell-sohne", Kind.ORGANIZATION),
        ({"name": "Vell", "id": "place/vl"}, "place/vl", Kind.PLACE),
        ({"name": "Vell", "id": "LOC/vl"}, "LOC/vl", Kind.PLACE),
        ({"name": "Vell", "id": "vl"}, "vl", Kind.OTHER),
        ({"name": "Vell", "id": 17, "kind": "gpe"}, "17", Kind.PLACE),
        ({"name": "Vell", "id": None, "kind": None}, "other/vell", Kind.OTHER),
        ({"name": 1984, "kind": "other"}, "other/1984", Kind.OTHER),
    ],
)
def test_ids_and_kinds_are_made_from_each_other(record: dict[str, Any], entity_id: str, kind: Kind) -> None:
    entity = entity_from_record(record)
    assert (entity.id, entity.kind) == (entity_id, kind)


def test_everything_a_record_may_hold() -> None:
    entity = entity_from_record(
        {
            "id": "organization/vell-bank",
            "name": " Bank  of\tVell ",
            "subtype": "bank",
            "country": "vl",
            "ids": {"made-up": 12},
            "aliases": [
                "  Vell   Bank ",
                Alias("BoV", AliasRole.ACRONYM),
                {"text": "Old  Bank", "role": "former", "lang": "en", "weak": True, "source": "second"},
                {"text": "The Bank", "shared": True, "needs": {"country": "vl"}},
            ],
            "not": ["Bank of Tor"],
        },
        source="first",
    )
    assert (entity.name, entity.subtype, entity.country, entity.source) == (
        "Bank of Vell",
        "bank",
        "VL",
        "first",
    )
    assert dict(entity.ids) == {"made-up": "12"}
    assert entity.aliases == (
        Alias("Vell Bank"),
        Alias("BoV", AliasRole.ACRONYM),
        Alias("Old Bank", AliasRole.FORMER, "en", weak=True, source="second"),
        Alias("The Bank", shared=True, needs_country="VL"),
    )
    assert entity.not_names == ("Bank of Tor",)
    with pytest.raises(TypeError):
        entity.ids["made-up"] = "13"  # type: ignore[index]


def test_empty_fields_are_none() -> None:
    entity = entity_from_record(
        {"name": "Vell", "subtype": "", "country": None, "ids": None, "aliases": None, "not": None}
    )
    assert (entity.subtype, entity.country, entity.source) == (None, None, None)
    assert (dict(entity.ids), entity.aliases, entity.not_names) == ({}, (), ())


@pytest.mark.parametrize("role", list(AliasRole))
def test_every_role_is_read(role: AliasRole) -> None:
    entity = entity_from_record({"name": "Vell", "aliases": [{"text": "Velland", "role": role.value}]})
    assert entity.aliases == (Alias("Velland", role),)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"name": ""}, "an entity needs a name"),
        ({"name": "  "}, "an entity needs a name"),
        ({"name": None}, "an entity needs a name"),
        ({"name": True}, "name is text, not bool (True); quote it"),
        ({"name": 1.5}, "name is text, not float (1.5); quote it"),
        ({"name": ["Vell"]}, "name is text, not list (['Vell']); quote it"),
        ({"kind": "planet"}, "'planet' is no kind; use person, organization, place or other"),
        ({"id": "planet/vell"}, "'planet' is no kind; use person, organization, place or other"),
        ({"country": False}, "country is text, not bool (False); quote it"),
        ({"subtype": 0.5}, "subtype is text, not float (0.5); quote it"),
        ({"ids": ["x"]}, "ids is a map of scheme to identifier"),
        ({"aliases": "Velland"}, "aliases is a list"),
        ({"aliases": {"text": "Velland"}}, "aliases is a list"),
        ({"aliases": [""]}, "an alias is empty"),
        ({"aliases": [12]}, "an alias is text or a map, not int (12); quote it"),
        ({"aliases": [{"text": " "}]}, "an alias needs its text"),
        ({"aliases": [{"text": "V", "weak": "yes"}]}, "weak is true or false"),
        ({"aliases": [{"text": "V", "shared": 1}]}, "shared is true or false"),
        (
            {"aliases": [{"text": "V", "needs": {"kind": "place"}}]},
            "needs is a map with a country, such as {country: US}",
        ),
        (
            {"aliases": [{"text": "V", "needs": "VL"}]},
            "needs is a map with a country, such as {country: US}",
        ),
        (
            {"aliases": [{"text": "V", "needs": {"country": False}}]},
            "country is text, not bool (False); quote it",
        ),
        ({"not": "Velle"}, "not is a list of names"),
        ({"not": [["Velle"]]}, "not is text, not list (['Velle']); quote it"),
        ({"ids": {"made-up": [1]}}, "made-up is text, not list ([1]); quote it"),
        ({"extends": "maybe"}, "extends is true or false"),
        ({"id": "person/vell", "kind": "place"}, "kind is place, but the id begins with 'person/'"),
        ({"name": "潮汐部"}, "no id can be made from the name '潮汐部'; give one in the field id"),
    ],
)
def test_a_field_that_holds_something_else(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(GazetteerError) as caught:
        entity_from_record({"name": "Vell", **fields}, path="own", locate=lambda _: (3, 7))
    assert str(caught.value) == f"own:3:7: {message}"


@pytest.mark.parametrize(
    ("fields", "way"),
    [
        ({"ids": ["x"]}, ("ids",)),
        ({"ids": {"iso2": 1.5}}, ("ids", "iso2")),
        ({"colour": "blue"}, ("colour",)),
        ({"aliases": ["Velland", 12]}, ("aliases", 1)),
        ({"aliases": [{"text": "V", "role": "x"}]}, ("aliases", 0, "role")),
        ({"aliases": [{"text": "V", "needs": {"country": False}}]}, ("aliases", 0, "needs", "country")),
        ({"not": ["Velle", 1.5]}, ("not", 1)),
        ({"name": "潮汐部"}, ()),
    ],
)
def test_the_value_that_is_wrong_is_the_one_located(fields: dict[str, Any], way: Way) -> None:
    asked: list[Way] = []

    def locate(way: Way) -> tuple[int, int]:
        asked.append(way)
        return 1, 1

    with pytest.raises(GazetteerError):
        entity_from_record({"name": "Vell", **fields}, locate=locate)
    assert asked == [way]


def test_a_name_that_gives_no_id_gets_one_from_its_number() -> None:
    assert entity_from_record({"name": "潮汐部", "kind": "org"}, number=7).id == "organization/row-7"
    assert entity_from_record({"name": "Vell", "kind": "org"}, number=7).id == "organization/vell"

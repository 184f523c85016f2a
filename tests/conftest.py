"""Fixtures: the language that ships, and invented entities whose names no gazetteer of the news holds."""

from collections.abc import Callable
from typing import Any

import pytest

from aliaskit import Gazetteer, Resolver
from aliaskit.build import shipped_language
from aliaskit.lexicons import Language
from aliaskit.matching import Matcher
from aliaskit.model import Kind, Token
from aliaskit.names import Parser
from aliaskit.similarity import Similarity

ENTITIES: tuple[dict[str, Any], ...] = (
    {
        "id": "person/elowen-trasker",
        "kind": "person",
        "name": "Elowen Trasker",
        "country": "NZ",
        "aliases": [{"text": "the Heron", "weak": True}, "Wrenna Ashgrove"],
    },
    {"id": "person/ottoline-brackwater", "kind": "person", "name": "Ottoline J. Brackwater", "country": "CA"},
    {"id": "person/tavish-morrowlake-jr", "kind": "person", "name": "Tavish Morrowlake Jr."},
    {"id": "person/tavish-morrowlake-sr", "kind": "person", "name": "Tavish Morrowlake Sr."},
    {"id": "person/zivojin-vrestal", "kind": "person", "name": "Živojin Vřešťál"},
    {"id": "person/mirvana-quoss", "kind": "person", "name": "Mirvana Quoss"},
    {
        "id": "organization/quellmere-lanterns",
        "kind": "org",
        "name": "Quellmere Lanterns",
        "country": "DE",
        "aliases": ["Quellmere Lanterns GmbH", {"text": "QLX", "role": "acronym"}],
    },
    {"id": "organization/5th-lantern-regiment", "kind": "org", "name": "5th Lantern Regiment"},
    {
        "id": "organization/ee-ministry-of-tides",
        "kind": "org",
        "name": "Ministry of Tides of Estonia",
        "country": "EE",
        "aliases": [{"text": "Tidewatch", "needs": {"country": "EE"}}],
    },
    {
        "id": "organization/lv-ministry-of-tides",
        "kind": "org",
        "name": "Ministry of Tides of Latvia",
        "country": "LV",
        "aliases": [{"text": "Tidewatch", "needs": {"country": "LV"}}],
    },
    {"id": "place/vellamoor", "kind": "place", "name": "Vellamoor", "country": "FI"},
    {"id": "place/north-sarkenby", "kind": "place", "name": "North Sarkenby", "country": "FI"},
    {
        "id": "place/yarrowfen-ca",
        "kind": "place",
        "name": "Yarrowfen, Canada",
        "country": "CA",
        "aliases": [{"text": "Yarrowfen", "shared": True}],
    },
    {
        "id": "place/yarrowfen-au",
        "kind": "place",
        "name": "Yarrowfen, Australia",
        "country": "AU",
        "aliases": [{"text": "Yarrowfen", "shared": True}],
    },
    {"id": "other/zephyrglass-regatta", "kind": "other", "name": "Zephyrglass Regatta"},
)


@pytest.fixture(scope="session")
def language() -> Language:
    """The language that ships."""
    return shipped_language()


@pytest.fixture(scope="session")
def parser(language: Language) -> Parser:
    return Parser(language)


@pytest.fixture(scope="session")
def similarity(language: Language) -> Similarity:
    return Similarity(language)


@pytest.fixture(scope="session")
def matcher(language: Language) -> Matcher:
    return Matcher(language)


@pytest.fixture(scope="session")
def entities() -> tuple[dict[str, Any], ...]:
    """The invented entities, as the maps that ``Gazetteer.from_entities`` takes."""
    return ENTITIES


@pytest.fixture(scope="session")
def gazetteer(entities: tuple[dict[str, Any], ...]) -> Gazetteer:
    """The invented entities."""
    return Gazetteer.from_entities(entities, title="invented")


@pytest.fixture(scope="session")
def invented(gazetteer: Gazetteer) -> Resolver:
    """A resolver over the invented entities and nothing else."""
    return Resolver([gazetteer])


@pytest.fixture(scope="session")
def roles(parser: Parser) -> Callable[[str, Kind], list[tuple[str, str]]]:
    """The words of a mention in comparison form with the names of their roles, in the name's order."""

    def read(text: str, kind: Kind) -> list[tuple[str, str]]:
        return [(token.form, token.role.name) for token in parser.parse(text, kind).tokens]

    return read


@pytest.fixture(scope="session")
def token_of(parser: Parser) -> Callable[..., Token]:
    """One token with a form, a role and a value, as a parser would make it."""

    def make(text: str, role: Any, value: str = "", form: str | None = None, bound: bool = False) -> Token:
        return Token(text, form or text.casefold().replace(".", ""), role, value, bound)

    return make

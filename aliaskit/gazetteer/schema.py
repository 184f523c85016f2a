"""Records to entities: what a field may hold, and what is said when it holds something else."""

import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NoReturn

from aliaskit.errors import GazetteerError
from aliaskit.model import Alias, AliasRole, Entity, Kind

_KINDS = {
    "person": Kind.PERSON,
    "per": Kind.PERSON,
    "people": Kind.PERSON,
    "organization": Kind.ORGANIZATION,
    "organisation": Kind.ORGANIZATION,
    "org": Kind.ORGANIZATION,
    "company": Kind.ORGANIZATION,
    "place": Kind.PLACE,
    "location": Kind.PLACE,
    "loc": Kind.PLACE,
    "gpe": Kind.PLACE,
    "country": Kind.PLACE,
    "other": Kind.OTHER,
    "misc": Kind.OTHER,
}
_ENTITY_FIELDS = frozenset(
    {"id", "kind", "name", "subtype", "country", "ids", "source", "aliases", "not", "extends"}
)
_ALIAS_FIELDS = frozenset({"text", "role", "lang", "weak", "shared", "needs", "source"})

# Tells where a value stands: (value of a record or None) -> (line, column).
Locate = Callable[[Any], tuple[int | None, int | None]]


def kind_from_text(text: str) -> Kind:
    """The kind that a word names: ``org``, ``organisation``, ``PERSON``, ``GPE``, ``LOC`` ….

    Raises:
        ValueError: the word names no kind.
    """
    kind = _KINDS.get(text.strip().casefold())
    if kind is None:
        raise ValueError(f"'{text}' is no kind; use person, organization, place or other")
    return kind


def slug(text: str) -> str:
    """A name as the tail of an id: plain small letters, digits and hyphens; may be empty."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    words = "".join(
        letter if letter.isalnum() and letter.isascii() else " "
        for letter in plain
        if not unicodedata.combining(letter)
    )
    return "-".join(words.split())


def entity_from_record(
    record: Mapping[str, Any],
    *,
    path: str | None = None,
    locate: Locate | None = None,
    source: str | None = None,
) -> Entity:
    """The entity that a record describes (fields: ``gazetteers/README.md``).

    Without ``id`` it is made from kind and name; without ``kind`` the id's part before the slash says it.

    Raises:
        GazetteerError: with path, line and column, if a field is unknown, missing or holds something else.
    """

    def fail(message: str, value: Any = None) -> NoReturn:
        line, column = locate(value if value is not None else record) if locate else (None, None)
        raise GazetteerError(message, path=path, line=line, column=column)

    for field in record:
        if field not in _ENTITY_FIELDS:
            fail(
                f"unknown field '{field}' of an entity; known are {', '.join(sorted(_ENTITY_FIELDS))}", field
            )
    name = _text(record.get("name"), "name", fail)
    if not name:
        fail("an entity needs a name")
    kind = _kind(record, fail)
    entity_id = _text(record.get("id"), "id", fail) or f"{kind.value}/{slug(name)}"
    if entity_id.endswith("/"):
        fail(f"no id can be made from the name '{name}'; give one in the field id")
    country = _text(record.get("country"), "country", fail)
    ids = record.get("ids") or {}
    if not isinstance(ids, Mapping):
        fail("ids is a map of scheme to identifier", ids)
    aliases = record.get("aliases") or []
    if isinstance(aliases, str) or not isinstance(aliases, (list, tuple)):
        fail("aliases is a list", aliases)
    refused = record.get("not") or []
    if isinstance(refused, str) or not isinstance(refused, (list, tuple)):
        fail("not is a list of names", refused)
    return Entity(
        id=entity_id,
        kind=kind,
        name=" ".join(name.split()),
        aliases=tuple([_alias(alias, fail) for alias in aliases]),
        subtype=_text(record.get("subtype"), "subtype", fail) or None,
        country=country.upper() if country else None,
        ids=MappingProxyType({str(scheme): str(value) for scheme, value in ids.items()}),
        source=_text(record.get("source"), "source", fail) or source,
        not_names=tuple([str(text) for text in refused]),
    )


def _text(value: Any, field: str, fail: Callable[..., NoReturn]) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        fail(f"{field} is text, not {type(value).__name__} ({value!r}); quote it", value)
    return str(value).strip()


def _kind(record: Mapping[str, Any], fail: Callable[..., NoReturn]) -> Kind:
    given = _text(record.get("kind"), "kind", fail)
    prefix = _text(record.get("id"), "id", fail).partition("/")
    try:
        if given:
            return kind_from_text(given)
        if prefix[1]:
            return kind_from_text(prefix[0])
    except ValueError as error:
        fail(str(error), record.get("kind") or record.get("id"))
    return Kind.OTHER


def _alias(value: Any, fail: Callable[..., NoReturn]) -> Alias:
    if isinstance(value, Alias):
        return value
    if isinstance(value, str):
        if not value.strip():
            fail("an alias is empty", value)
        return Alias(" ".join(value.split()))
    if not isinstance(value, Mapping):
        fail(f"an alias is text or a map, not {type(value).__name__} ({value!r}); quote it", value)
    for field in value:
        if field not in _ALIAS_FIELDS:
            fail(f"unknown field '{field}' of an alias; known are {', '.join(sorted(_ALIAS_FIELDS))}", field)
    text = _text(value.get("text"), "text", fail)
    if not text:
        fail("an alias needs its text", value)
    role = _text(value.get("role"), "role", fail) or "name"
    try:
        alias_role = AliasRole(role)
    except ValueError:
        known = ", ".join(each.value for each in AliasRole)
        fail(f"'{role}' is no role of an alias; known are {known}", value.get("role"))
    for mark in ("weak", "shared"):
        if not isinstance(value.get(mark, False), bool):
            fail(f"{mark} is true or false", value.get(mark))
    needs = value.get("needs") or {}
    if not isinstance(needs, Mapping) or set(needs) - {"country"}:
        fail("needs is a map with a country, such as {country: US}", needs)
    country = _text(needs.get("country"), "country", fail)
    return Alias(
        text=" ".join(text.split()),
        role=alias_role,
        lang=_text(value.get("lang"), "lang", fail) or None,
        weak=bool(value.get("weak", False)),
        shared=bool(value.get("shared", False)),
        needs_country=country.upper() or None,
        source=_text(value.get("source"), "source", fail) or None,
    )

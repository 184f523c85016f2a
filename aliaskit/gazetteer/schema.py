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

# The way to a value inside a record, such as ("aliases", 1, "role"), and what tells where it stands.
Way = tuple[str | int, ...]
Locate = Callable[[Way], tuple[int | None, int | None]]


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


def shown(value: object) -> str:
    """The type of a value and its beginning, for messages."""
    known = next((kind for kind in (dict, list) if isinstance(value, kind)), type(value))
    return f"{known.__name__} ({value!r:.60})"


def entity_from_record(
    record: Mapping[str, Any],
    *,
    path: str | None = None,
    locate: Locate | None = None,
    source: str | None = None,
    number: int | None = None,
) -> Entity:
    """The entity that a record describes (fields: ``gazetteers/README.md``).

    Without ``id`` it is made from kind and name, or from the record's ``number`` if no letter of the name
    can stand in an id; without ``kind`` the id's part before the slash says it.

    Raises:
        GazetteerError: with path, line and column, if a field is unknown, missing or holds something else.
    """

    def fail(message: str, *way: str | int) -> NoReturn:
        line, column = locate(way) if locate else (None, None)
        raise GazetteerError(message, path=path, line=line, column=column)

    for field in record:
        if field not in _ENTITY_FIELDS:
            known = ", ".join(sorted(_ENTITY_FIELDS))
            fail(f"unknown field '{field}' of an entity; known are {known}", field)
    if not isinstance(record.get("extends", False), bool):
        fail("extends is true or false", "extends")
    name = _text(record.get("name"), fail, "name")
    if not name:
        fail("an entity needs a name", "name")
    kind = _kind(record, fail)
    entity_id = _text(record.get("id"), fail, "id")
    if not entity_id:
        tail = slug(name) or (f"row-{number}" if number is not None else "")
        if not tail:
            fail(f"no id can be made from the name '{name}'; give one in the field id")
        entity_id = f"{kind.value}/{tail}"
    country = _text(record.get("country"), fail, "country")
    ids = record.get("ids") or {}
    if not isinstance(ids, Mapping):
        fail("ids is a map of scheme to identifier", "ids")
    aliases = record.get("aliases") or []
    if not isinstance(aliases, (list, tuple)):
        fail("aliases is a list", "aliases")
    refused = record.get("not") or []
    if not isinstance(refused, (list, tuple)):
        fail("not is a list of names", "not")
    return Entity(
        id=entity_id,
        kind=kind,
        name=" ".join(name.split()),
        aliases=tuple([_alias(alias, fail, "aliases", place) for place, alias in enumerate(aliases)]),
        subtype=_text(record.get("subtype"), fail, "subtype") or None,
        country=country.upper() if country else None,
        ids=MappingProxyType(
            {str(scheme): _text(value, fail, "ids", scheme) for scheme, value in ids.items()}
        ),
        source=_text(record.get("source"), fail, "source") or source,
        not_names=tuple([_text(text, fail, "not", place) for place, text in enumerate(refused)]),
    )


def _text(value: Any, fail: Callable[..., NoReturn], *way: str | int) -> str:
    """A value as text; the last name on the way to it is what messages call it."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        field = next(step for step in reversed(way) if isinstance(step, str))
        fail(f"{field} is text, not {shown(value)}; quote it", *way)
    return str(value).strip()


def _kind(record: Mapping[str, Any], fail: Callable[..., NoReturn]) -> Kind:
    given = _text(record.get("kind"), fail, "kind")
    prefix, slash, _ = _text(record.get("id"), fail, "id").partition("/")
    try:
        kind = kind_from_text(given or prefix) if given or slash else Kind.OTHER
    except ValueError as error:
        fail(str(error), "kind" if given else "id")
    if slash and _KINDS.get(prefix.casefold(), kind) is not kind:
        fail(f"kind is {kind.value}, but the id begins with '{prefix}/'", "kind")
    return kind


def _alias(value: Any, fail: Callable[..., NoReturn], *way: str | int) -> Alias:
    if isinstance(value, Alias):
        return value
    if isinstance(value, str):
        if not value.strip():
            fail("an alias is empty", *way)
        return Alias(" ".join(value.split()))
    if not isinstance(value, Mapping):
        fail(f"an alias is text or a map, not {shown(value)}; quote it", *way)
    for field in value:
        if field not in _ALIAS_FIELDS:
            known = ", ".join(sorted(_ALIAS_FIELDS))
            fail(f"unknown field '{field}' of an alias; known are {known}", *way, field)
    text = _text(value.get("text"), fail, *way, "text")
    if not text:
        fail("an alias needs its text", *way, "text")
    role = _text(value.get("role"), fail, *way, "role") or "name"
    try:
        alias_role = AliasRole(role)
    except ValueError:
        known = ", ".join(each.value for each in AliasRole)
        fail(f"'{role}' is no role of an alias; known are {known}", *way, "role")
    for mark in ("weak", "shared"):
        if not isinstance(value.get(mark, False), bool):
            fail(f"{mark} is true or false", *way, mark)
    needs = value.get("needs") or {}
    if not isinstance(needs, Mapping) or set(needs) - {"country"}:
        fail("needs is a map with a country, such as {country: US}", *way, "needs")
    country = _text(needs.get("country"), fail, *way, "needs", "country")
    return Alias(
        text=" ".join(text.split()),
        role=alias_role,
        lang=_text(value.get("lang"), fail, *way, "lang") or None,
        weak=bool(value.get("weak", False)),
        shared=bool(value.get("shared", False)),
        needs_country=country.upper() or None,
        source=_text(value.get("source"), fail, *way, "source") or None,
    )

"""A compiled gazetteer, read where it lies: entities, aliases, parsed names, keys, postings."""

import json
from types import MappingProxyType
from typing import NamedTuple

from aliaskit.errors import SnapshotError
from aliaskit.model import Alias, AliasRole, Entity, Kind, Name, Role, Token
from aliaskit.storage import Container, HashTable, Strings

# Changes with the sections: a snapshot of another format is refused.
FORMAT = 3
KINDS = (Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE, Kind.OTHER)
ALIAS_ROLES = tuple(AliasRole)
WEAK, SHARED, NEEDS, CANONICAL = 1, 2, 4, 8
BOUND = 0x80
_REMEMBERED = 50_000


def refused(message: str, path: str | None, command: str | None = None) -> SnapshotError:
    """The error for a snapshot that does not fit, with the command that makes it anew."""
    command = command or f"aliaskit gazetteer build SOURCE -o {path}"
    return SnapshotError(f"{message}; rebuild it with `{command}`", path=path)


class Snapshot:
    """A view of a container with the sections that ``build`` writes. Immutable; safe between threads."""

    def __init__(self, container: Container) -> None:
        self.container = container
        self.header = container.header
        found = (self.header.get("content"), self.header.get("format"))
        if found != ("entities", FORMAT):
            raise refused(
                f"holds {found[0]} in format {found[1]}, not entities in format {FORMAT}", container.path
            )
        self._ids = self._strings("entity.id")
        self._names = self._strings("entity.name")
        self._meta = self._strings("entity.meta")
        self.entity_kind = container.array("entity.kind")
        self._entity_alias = container.array("entity.alias")
        self._texts = self._strings("alias.text")
        self._extra = self._strings("alias.extra")
        self.alias_entity = container.array("alias.entity")
        self.alias_flags = container.array("alias.flags")
        self.alias_kind = container.array("alias.kind")
        self._alias_role = container.array("alias.role")
        self._keys = HashTable(
            *(container.array(f"key.{part}") for part in ("slots", "fingerprints", "starts", "values"))
        )
        self._entities: dict[int, Entity] = {}
        self._parsed: dict[int, Name] = {}
        self._parts: _Parts | None = None

    def _strings(self, name: str) -> Strings:
        return Strings(self.container.raw(f"{name}.blob"), self.container.array(f"{name}.offsets"))

    def __len__(self) -> int:
        return len(self.entity_kind)

    @property
    def alias_count(self) -> int:
        """The number of aliases, names included."""
        return len(self.alias_entity)

    def keyed(self, prefix: str, key: str) -> tuple[int, ...]:
        """The aliases filed under a key: ``e`` comparison form, ``s`` sorted, ``j`` joined, ``a`` acronym."""
        return self._keys.get(f"{prefix}:{key}".encode("utf-8", "surrogatepass"))

    def entity_name(self, index: int) -> str:
        """The canonical name of an entity."""
        return self._names[index]

    def entity_id(self, index: int) -> str:
        """The id of an entity."""
        return self._ids[index]

    def alias_text(self, index: int) -> str:
        """An alias as written."""
        return self._texts[index]

    def needs_country(self, index: int) -> str | None:
        """The country beside which alone an alias counts."""
        return self._extra[index].split("\t")[1] or None if self.alias_flags[index] & NEEDS else None

    def country(self, index: int) -> str | None:
        """The country of an entity."""
        return self.entity(index).country

    def alias(self, index: int) -> Alias:
        """An alias with its role and marks."""
        flags = self.alias_flags[index]
        extra = self._extra[index]
        lang, needs, source = extra.split("\t") if extra else ("", "", "")
        return Alias(
            text=self._texts[index],
            role=ALIAS_ROLES[self._alias_role[index]],
            lang=lang or None,
            weak=bool(flags & WEAK),
            shared=bool(flags & SHARED),
            needs_country=needs or None,
            source=source or None,
        )

    def entity(self, index: int) -> Entity:
        """An entity, with all its aliases."""
        known = self._entities.get(index)
        if known is not None:
            return known
        meta = json.loads(self._meta[index]) if self._meta[index] else {}
        start, end = self._entity_alias[index], self._entity_alias[index + 1]
        entity = Entity(
            id=self._ids[index],
            kind=KINDS[self.entity_kind[index]],
            name=self._names[index],
            aliases=tuple(
                [self.alias(alias) for alias in range(start, end) if not self.alias_flags[alias] & CANONICAL]
            ),
            subtype=meta.get("subtype"),
            country=meta.get("country"),
            ids=MappingProxyType(meta.get("ids", {})),
            source=meta.get("source"),
            not_names=tuple(meta.get("not", ())),
        )
        if len(self._entities) >= _REMEMBERED:
            self._entities.clear()
        self._entities[index] = entity
        return entity

    def entities(self) -> list[Entity]:
        """All entities, in the order of the snapshot."""
        return [self.entity(index) for index in range(len(self))]

    def name(self, alias: int) -> Name:
        """An alias as it was parsed when the snapshot was built."""
        known = self._parsed.get(alias)
        if known is not None:
            return known
        parts = self._parts or self._open_parts()
        start, end = parts.start[alias], parts.start[alias + 1]
        tokens = tuple(
            [
                Token(
                    parts.texts[parts.text[i]],
                    parts.forms[parts.form[i]],
                    Role(parts.role[i] & ~BOUND),
                    parts.values[parts.value[i]],
                    bool(parts.role[i] & BOUND),
                )
                for i in range(start, end)
            ]
        )
        script = parts.script[alias]
        name = Name(
            self._texts[alias],
            KINDS[self.alias_kind[alias]],
            tokens,
            parts.scripts[script >> 1],
            bool(script & 1),
        )
        if len(self._parsed) >= _REMEMBERED:
            self._parsed.clear()
        self._parsed[alias] = name
        return name

    def _open_parts(self) -> "_Parts":
        array = self.container.array
        self._parts = _Parts(
            start=array("name.start"),
            script=array("name.script"),
            form=array("token.form"),
            role=array("token.role"),
            value=array("token.value"),
            text=array("token.text"),
            forms=self._strings("form"),
            values=self._strings("value"),
            texts=self._strings("written"),
            scripts=self.container.text("scripts").split("\n"),
        )
        return self._parts


class _Parts(NamedTuple):
    """The sections that parsed names are put together from."""

    start: memoryview
    script: memoryview
    form: memoryview
    role: memoryview
    value: memoryview
    text: memoryview
    forms: Strings
    values: Strings
    texts: Strings
    scripts: list[str]

"""A collection of entities: from a file, from Python objects, or the one that ships."""

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Any, Self

from aliaskit.errors import GazetteerError
from aliaskit.gazetteer.reader import read_entities, unique_ids
from aliaskit.gazetteer.schema import entity_from_record
from aliaskit.gazetteer.snapshot import Snapshot
from aliaskit.model import Entity, Kind
from aliaskit.storage import Container


class Origin(Enum):
    """Where a gazetteer's entities are."""

    MEMORY = "memory"
    SNAPSHOT = "snapshot"
    SHIPPED = "shipped"


class Gazetteer:
    """Entities to resolve against. Immutable; made by one of the class methods."""

    def __init__(
        self,
        origin: Origin,
        *,
        entities: tuple[Entity, ...] = (),
        snapshot: Snapshot | None = None,
        title: str = "",
    ) -> None:
        self.origin = origin
        self.title = title
        self.snapshot = snapshot
        self._entities = entities

    @classmethod
    def from_entities(
        cls, entities: Iterable[Entity | Mapping[str, Any]], *, title: str = "entities"
    ) -> Self:
        """A gazetteer of entities, given as ``Entity`` or as maps {id, kind, name, aliases, country}.

        Raises:
            GazetteerError: a map lacks a name or has an unknown field; two entities have one id.
        """
        made = []
        for number, entity in enumerate(entities, start=1):
            if isinstance(entity, Entity):
                made.append(entity)
                continue
            if not isinstance(entity, Mapping):
                raise GazetteerError(
                    f"entity {number} is {type(entity).__name__}; expected Entity or a mapping"
                )
            try:
                made.append(entity_from_record(entity, path=title))
            except GazetteerError as error:
                raise GazetteerError(error.message, path=title, line=number) from None
        return cls(Origin.MEMORY, entities=tuple(unique_ids(made)), title=title)

    @classmethod
    def from_file(cls, path: str | Path, *, kind: Kind | str | None = None) -> Self:
        """A gazetteer from .csv/.tsv (``id,name,alias…``), .jsonl ({id, kind, name, aliases}), .yaml, .bin.

        ``kind`` is the kind of the entities that name none themselves.

        Raises:
            GazetteerError: with file:line:column, what came and what was expected.
        """
        path = Path(path)
        if path.suffix == ".bin":
            return cls(Origin.SNAPSHOT, snapshot=Snapshot(Container.open(path)), title=str(path))
        from aliaskit.gazetteer.schema import kind_from_text

        wanted = kind_from_text(kind) if isinstance(kind, str) else kind
        entities = tuple(unique_ids(read_entities(path, kind=wanted)))
        return cls(Origin.MEMORY, entities=entities, title=str(path))

    @classmethod
    def default(cls) -> Self:
        """The gazetteer that ships with aliaskit; opened on first use."""
        return cls(Origin.SHIPPED, title="shipped")

    def _all(self) -> tuple[Entity, ...]:
        if self.origin is Origin.MEMORY:
            return self._entities
        if self.snapshot is None:
            from importlib.resources import files

            self.snapshot = Snapshot(Container.open(Path(str(files("aliaskit") / "data" / "entities.bin"))))
        if not self._entities:
            self._entities = tuple(self.snapshot.entities())
        return self._entities

    def __iter__(self) -> Iterator[Entity]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __repr__(self) -> str:
        return f"<Gazetteer {self.title}>"

"""A collection of entities: from a file, from Python objects, or the one that ships."""

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Any, Self

from aliaskit.gazetteer.reader import entities_of, read_entities
from aliaskit.gazetteer.schema import kind_from_text
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

        Ids that are made from names are told apart.

        Raises:
            GazetteerError: a map lacks a name or has an unknown field; two entities have one id.
        """
        listed = entities_of(enumerate(entities, start=1), title)
        return cls(Origin.MEMORY, entities=tuple(listed), title=title)

    @classmethod
    def from_file(cls, path: str | Path, *, kind: Kind | str | None = None) -> Self:
        """A gazetteer from .csv/.tsv (``id,name,alias…``), .jsonl ({id, kind, name, aliases}), .yaml, .bin.

        ``kind`` is the kind of the entities that name none themselves.

        Raises:
            GazetteerError: with file:line:column, what came and what was expected.
        """
        path = Path(path)
        if path.suffix.lower() == ".bin":
            container = Container.open(path)
            # Once, for a file that has travelled: behind it, damage cannot come up as a wrong answer.
            container.verify()
            return cls(Origin.SNAPSHOT, snapshot=Snapshot(container), title=str(path))
        wanted = kind_from_text(kind) if isinstance(kind, str) else kind
        return cls(Origin.MEMORY, entities=tuple(read_entities(path, kind=wanted)), title=str(path))

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

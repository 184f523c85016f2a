"""Gazetteer files to entities: YAML, CSV/TSV, JSON Lines. The only importer of yaml."""

import gzip
import io
import json
import re
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from aliaskit.errors import GazetteerError, TableError
from aliaskit.gazetteer.schema import Way, entity_from_record, shown
from aliaskit.model import Entity, Kind

ENTITIES_SCHEMA = "aliaskit/entities@1"
_SEVERAL = re.compile(r"\s*[|;]\s*")
_RECORD_FIELDS = ("id", "kind", "name", "subtype", "country", "ids", "not", "aliases")
_GZIP = b"\x1f\x8b"


def read_entities(path: Path, *, kind: Kind | None = None) -> list[Entity]:
    """The entities of one file, by its ending: .yaml, .yml, .jsonl, .ndjson, .csv, .tsv, .txt (also .gz).

    Raises:
        GazetteerError: with file:line:column, what came and what was expected.
    """
    name = path.name.lower().removesuffix(".gz")
    if path.is_dir():
        raise GazetteerError("this is a folder; give a file", path=str(path))
    if not path.exists():
        raise GazetteerError("there is no such file", path=str(path))
    if name.endswith((".yaml", ".yml")):
        return list(_merged([path]).values())
    if name.endswith((".jsonl", ".ndjson")):
        records = _json_lines(path)
    elif name.endswith((".csv", ".tsv", ".txt")):
        records = _table_rows(path)
    else:
        raise GazetteerError(
            f"cannot tell the format from '{path.suffix}'; use .csv, .tsv, .jsonl, .yaml or"
            " a snapshot (.bin)",
            path=str(path),
        )
    return entities_of(((line, _with_kind(record, kind)) for line, record in records), str(path), column=1)


def entities_of(
    records: Iterable[tuple[int, Mapping[str, Any] | Entity]], path: str, *, column: int | None = None
) -> list[Entity]:
    """The entities of numbered records; ids that are made from names are told apart.

    Raises:
        GazetteerError: a record is wrong, or two give one id.
    """
    entities: list[Entity] = []
    given: set[int] = set()
    owners: dict[str, int] = {}

    def made(line: int, record: object) -> Entity:
        if not isinstance(record, Mapping):
            message = f"this is {type(record).__name__}; expected Entity or a mapping"
            raise GazetteerError(message, path=path, line=line, column=column)
        return entity_from_record(record, path=path, locate=lambda _: (line, column), number=line)

    for line, record in records:
        entity = record if isinstance(record, Entity) else made(line, record)
        if isinstance(record, Entity) or record.get("id"):
            if entity.id in owners:
                raise GazetteerError(
                    f"{entity.id} is also in {path}:{owners[entity.id]}", path=path, line=line, column=column
                )
            owners[entity.id] = line
            given.add(len(entities))
        entities.append(entity)
    return unique_ids(entities, given)


def unique_ids(entities: Sequence[Entity], given: Collection[int] = ()) -> list[Entity]:
    """The entities with equal ids told apart: a second ``person/john-smith`` gets ``-2``.

    Those at the places ``given`` keep their ids.
    """
    taken = {entities[place].id for place in given}
    counts: dict[str, int] = {}
    out = []
    for place, entity in enumerate(entities):
        unique = entity.id
        while place not in given and unique in taken:
            counts[entity.id] = counts.get(entity.id, 1) + 1
            unique = f"{entity.id}-{counts[entity.id]}"
        taken.add(unique)
        out.append(entity if unique == entity.id else replace(entity, id=unique))
    return out


def _with_kind(record: Mapping[str, Any], kind: Kind | None) -> Mapping[str, Any]:
    """The record, of this kind unless it names its own."""
    if kind is None or "kind" in record or "/" in str(record.get("id") or ""):
        return record
    return {**record, "kind": kind.value}


def _content(path: Path) -> bytes:
    """The bytes of a file, unpacked if they are packed."""
    try:
        data = path.read_bytes()
        return gzip.decompress(data) if data.startswith(_GZIP) else data
    except FileNotFoundError:
        raise GazetteerError("there is no such file", path=str(path)) from None
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or error
        raise GazetteerError(f"cannot be read: {reason}", path=str(path)) from error


# --- YAML --------------------------------------------------------------------------------------------


class _Mapping(dict[str, Any]):
    """A YAML map that knows where its values stand."""

    places: dict[str | int, tuple[int, int]]


class _List(list[Any]):
    """A YAML list that knows where its values stand."""

    places: dict[str | int, tuple[int, int]]


def read_yaml(path: Path) -> dict[str, Any]:
    """A YAML file's map; `place_in` tells where its values stand, duplicate keys are errors.

    Raises:
        GazetteerError: with file:line:column, if the file is no YAML map.
    """
    import yaml  # half the import time of the package; only building and user files need it

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    class Loader(base):  # type: ignore[misc]
        pass

    def place(node: Any) -> tuple[int, int]:
        return node.start_mark.line + 1, node.start_mark.column + 1

    def construct_map(loader: Any, node: Any) -> Iterator[_Mapping]:
        made = _Mapping()
        made.places = {}
        yield made
        for key_node, value_node in node.value:
            key = loader.construct_object(key_node, deep=True)
            line, column = place(key_node)
            if not isinstance(key, str):
                message = f"a key is text, not {shown(key)}; quote it"
                raise GazetteerError(message, path=str(path), line=line, column=column)
            if key in made:
                raise GazetteerError(f"'{key}' is given twice", path=str(path), line=line, column=column)
            made.places[key] = place(value_node)
            made[key] = loader.construct_object(value_node, deep=True)

    def construct_list(loader: Any, node: Any) -> Iterator[_List]:
        made = _List()
        made.places = {number: place(value) for number, value in enumerate(node.value)}
        yield made
        made.extend(loader.construct_object(value, deep=True) for value in node.value)

    Loader.add_constructor("tag:yaml.org,2002:map", construct_map)
    Loader.add_constructor("tag:yaml.org,2002:seq", construct_list)
    try:
        data = yaml.load(_content(path), Loader=Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
        raise GazetteerError(
            f"not YAML: {error.problem or error.context}", path=str(path), line=line, column=column
        ) from None
    except (yaml.YAMLError, ValueError) as error:
        # ValueError: a date such as 2026-99-99, or bytes that are no text.
        raise GazetteerError(f"not YAML: {error}", path=str(path)) from None
    except RecursionError:
        raise GazetteerError("the YAML is nested too deeply", path=str(path)) from None
    if not isinstance(data, dict):
        raise GazetteerError("a map with schema, license, date and sources is expected", path=str(path))
    return data


def place_in(data: Any, way: Iterable[str | int]) -> tuple[int, int]:
    """Line and column of the value at the end of the way, or of the last on it that is there."""
    place = (1, 1)
    for step in way:
        places = getattr(data, "places", {})
        if step not in places:
            break
        place, data = places[step], data[step]
    return place


class Written(NamedTuple):
    """Where an entity is written, and whether the entry only extends one of another file."""

    extends: bool
    path: str
    line: int
    column: int

    def error(self, message: str) -> GazetteerError:
        """The error that something is wrong there."""
        return GazetteerError(message, path=self.path, line=self.line, column=self.column)


def read_yaml_entities(path: Path) -> list[tuple[Entity, Written]]:
    """The entities of a YAML file, each with where it is written.

    Raises:
        GazetteerError: with file:line:column.
    """
    data = read_yaml(path)

    def fail(message: str, *way: str | int) -> NoReturn:
        line, column = place_in(data, way)
        raise GazetteerError(message, path=str(path), line=line, column=column)

    if data.get("schema") != ENTITIES_SCHEMA:
        fail(f"schema is {data.get('schema')!r}, expected {ENTITIES_SCHEMA!r}")
    records = data.get("entities")
    if not isinstance(records, list):
        fail("entities is a list", "entities")
    sources, own_source = data.get("sources") or {}, data.get("source")
    if not isinstance(sources, dict):
        fail("sources is a map", "sources")
    if not isinstance(own_source, str | None):
        fail("source is text", "source")
    out: list[tuple[Entity, Written]] = []
    for number, record in enumerate(records):
        if not isinstance(record, _Mapping):
            fail(f"an entity is a map, not {record!r:.60}", "entities", number)

        def locate(way: Way, number: int = number) -> tuple[int, int]:
            return place_in(data, ("entities", number, *way))

        extends = record.get("extends") is True
        if extends and "name" not in record:
            record["name"] = record.get("id")
        entity = entity_from_record(record, path=str(path), locate=locate, source=own_source)
        owned: list[tuple[str | None, Way]] = [(entity.source, ("source",))]
        owned += [(alias.source, ("aliases", i, "source")) for i, alias in enumerate(entity.aliases)]
        if entity.source is None:
            fail(f"{entity.id} names no source", "entities", number)
        for source, way in owned:
            if source is not None and source not in sources:
                message = f"source '{source}' of {entity.id} is not declared in sources"
                fail(message, "entities", number, *way)
        out.append((entity, Written(extends, str(path), *locate(()))))
    return out


def read_folder(folder: Path) -> list[Entity]:
    """The entities of all YAML files below a folder, in the order of their ids; extensions merged.

    Raises:
        GazetteerError: a file is wrong, an id comes twice, an extension has nothing to extend, or
            there is no file.
    """
    paths = sorted(folder.rglob("*.yaml"))
    if not paths:
        raise GazetteerError("there is no .yaml file in this folder", path=str(folder))
    entities = _merged(paths)
    return [entities[entity_id] for entity_id in sorted(entities)]


def _merged(paths: Iterable[Path]) -> dict[str, Entity]:
    """The entities of YAML files by their ids, extensions merged into what they extend."""
    entities: dict[str, Entity] = {}
    origins: dict[str, Written] = {}
    extensions: list[tuple[Entity, Written]] = []
    for path in paths:
        for entity, written in read_yaml_entities(path):
            if written.extends:
                extensions.append((entity, written))
                continue
            if entity.id in entities:
                origin = origins[entity.id]
                raise written.error(f"{entity.id} is also in {origin.path}:{origin.line}")
            entities[entity.id], origins[entity.id] = entity, written
    for extension, written in extensions:
        base = entities.get(extension.id)
        if base is None:
            raise written.error(f"{extension.id} extends an entity that is in no file")
        entities[extension.id] = merge(base, extension)
    return entities


def merge(base: Entity, extension: Entity) -> Entity:
    """The base with the extension's fields where it has any, and the aliases of both."""
    named = extension.name != extension.id
    # An alias that the extension marks (shared, weak) replaces the plain one.
    marked = {alias.text for alias in extension.aliases}
    aliases = tuple([alias for alias in base.aliases if alias.text not in marked]) + extension.aliases
    return replace(
        base,
        name=extension.name if named else base.name,
        subtype=extension.subtype or base.subtype,
        country=extension.country or base.country,
        ids={**base.ids, **extension.ids},
        aliases=aliases,
        not_names=base.not_names + extension.not_names,
    )


# --- JSON Lines and tables ---------------------------------------------------------------------------


def _json_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The records of a JSON Lines file with their lines; fields that are not ours are passed over."""
    try:
        text = _content(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GazetteerError(f"not UTF-8 ({error}); save it as UTF-8", path=str(path)) from None
    for number, line in enumerate(io.StringIO(text, newline=None), start=1):
        if not line.strip():
            continue
        column = 1
        try:
            record = json.loads(line)
            message = (
                "" if isinstance(record, dict) else "a line holds one JSON object {id, kind, name, aliases}"
            )
        except json.JSONDecodeError as error:
            message, column = f"not JSON: {error.msg}", error.colno
        except RecursionError:
            message = "the JSON is nested too deeply"
        if message:
            raise GazetteerError(message, path=str(path), line=number, column=column)
        yield number, {field: record[field] for field in _RECORD_FIELDS if field in record}


def _table_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Rows to records: columns id, name, kind, country, subtype; every column that begins with *alias*.

    Several aliases stand in one cell with ``|`` or ``;`` between them. Rows with one id are one entity.
    """
    from aliaskit.tables import read_table

    records: dict[str, tuple[int, dict[str, Any]]] = {}
    try:
        with read_table(path) as table:
            columns = [column.strip().casefold() for column in table.columns]
            if "name" not in columns:
                there = ", ".join(table.columns)
                message = f"no column 'name' (there are: {there}); expected id,name,alias…"
                raise GazetteerError(message, path=str(path), line=1, column=1)
            for row in table:
                if any(cell.strip() for cell in row.cells):
                    record = _record(columns, row.cells)
                    key = record.get("id") or f"\x00{row.line}"
                    _, earlier = records.setdefault(key, (row.line, record))
                    if earlier is not record:
                        name = record.get("name")
                        extra = [name] if name and name != earlier.get("name") else []
                        earlier["aliases"] += extra + record["aliases"]
    except TableError as error:
        raise GazetteerError(error.message, path=error.path, line=error.line, column=error.column) from error
    yield from records.values()


def _record(columns: Sequence[str], cells: Sequence[str]) -> dict[str, Any]:
    """A row as a record; surplus cells have no column and are left out."""
    fields = dict(zip(columns, cells, strict=False))
    record: dict[str, Any] = {
        field: fields[field].strip()
        for field in ("id", "name", "kind", "country", "subtype")
        if fields.get(field, "").strip()
    }
    record["aliases"] = [
        alias
        for column, cell in zip(columns, cells, strict=False)
        if column.startswith("alias")
        for alias in _SEVERAL.split(cell.strip())
        if alias
    ]
    return record

"""Gazetteer files to entities: YAML, CSV/TSV, JSON Lines. The only importer of yaml."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from aliaskit.errors import GazetteerError
from aliaskit.gazetteer.schema import entity_from_record
from aliaskit.model import Entity, Kind

ENTITIES_SCHEMA = "aliaskit/entities@1"
_SEVERAL = re.compile(r"\s*[|;]\s*")


def read_entities(path: Path, *, kind: Kind | None = None) -> list[Entity]:
    """The entities of one file, by its ending: .yaml, .yml, .jsonl, .ndjson, .csv, .tsv (also .gz of tables).

    Raises:
        GazetteerError: with file:line:column, what came and what was expected.
    """
    name = path.name.removesuffix(".gz")
    try:
        if name.endswith((".yaml", ".yml")):
            return [entity for entity, _ in read_yaml_entities(path)]
        if name.endswith((".jsonl", ".ndjson")):
            return list(_read_json_lines(path, kind))
        if name.endswith((".csv", ".tsv", ".txt")):
            return list(_read_table(path, kind))
    except FileNotFoundError:
        raise GazetteerError("there is no such file", path=str(path)) from None
    except UnicodeDecodeError as error:
        raise GazetteerError(f"not UTF-8 ({error}); save it as UTF-8", path=str(path)) from None
    raise GazetteerError(
        f"cannot tell the format from '{path.suffix}'; use .csv, .tsv, .jsonl, .yaml or a snapshot (.bin)",
        path=str(path),
    )


class _Mapping(dict[str, Any]):
    """A YAML map that knows where it and its keys' values stand."""

    line: int
    column: int
    places: dict[str, tuple[int, int]]


def read_yaml(path: Path) -> dict[str, Any]:
    """A YAML file's map; its maps know their lines, duplicate keys are errors.

    Raises:
        GazetteerError: with file:line:column, if the file is no YAML map.
    """
    import yaml  # half the import time of the package; only building and user files need it

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    class Loader(base):  # type: ignore[misc]
        pass

    def construct(loader: Any, node: Any) -> Iterator[_Mapping]:
        made = _Mapping()
        made.line, made.column = node.start_mark.line + 1, node.start_mark.column + 1
        made.places = {}
        yield made
        for key_node, value_node in node.value:
            key = loader.construct_object(key_node, deep=True)
            mark = key_node.start_mark
            if key in made:
                raise GazetteerError(
                    f"'{key}' is given twice", path=str(path), line=mark.line + 1, column=mark.column + 1
                )
            made.places[str(key)] = (value_node.start_mark.line + 1, value_node.start_mark.column + 1)
            made[key] = loader.construct_object(value_node, deep=True)

    Loader.add_constructor("tag:yaml.org,2002:map", construct)
    try:
        with path.open("rb") as file:
            data = yaml.load(file, Loader=Loader)
    except FileNotFoundError:
        raise GazetteerError("there is no such file", path=str(path)) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
        raise GazetteerError(
            f"not YAML: {error.problem or error.context}", path=str(path), line=line, column=column
        ) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise GazetteerError(f"not YAML: {error}", path=str(path)) from None
    if not isinstance(data, dict):
        raise GazetteerError("a map with schema, license, date and sources is expected", path=str(path))
    return data


def read_yaml_entities(path: Path) -> list[tuple[Entity, bool]]:
    """The entities of a YAML file, each with whether it only extends one of another file.

    Raises:
        GazetteerError: with file:line:column.
    """
    data = read_yaml(path)
    if data.get("schema") != ENTITIES_SCHEMA:
        raise GazetteerError(
            f"schema is {data.get('schema')!r}, expected {ENTITIES_SCHEMA!r}",
            path=str(path),
            line=1,
            column=1,
        )
    records = data.get("entities")
    if not isinstance(records, list):
        raise GazetteerError("entities is a list", path=str(path), line=1, column=1)
    sources = data.get("sources") or {}
    out: list[tuple[Entity, bool]] = []
    for record in records:
        if not isinstance(record, _Mapping):
            raise GazetteerError(f"an entity is a map, not {record!r}", path=str(path))

        def locate(value: Any, record: _Mapping = record) -> tuple[int, int]:
            if isinstance(value, _Mapping):
                return value.line, value.column
            for field, content in record.items():
                if content is value or field == value:
                    return record.places[field]
            return record.line, record.column

        extends = bool(record.get("extends", False))
        if extends and "name" not in record:
            record["name"] = record.get("id")
            record.places["name"] = (record.line, record.column)
        entity = entity_from_record(record, path=str(path), locate=locate, source=data.get("source"))
        for source in {entity.source, *(alias.source for alias in entity.aliases)} - {None}:
            if source not in sources:
                raise GazetteerError(
                    f"source '{source}' of {entity.id} is not declared in sources",
                    path=str(path),
                    line=record.line,
                    column=record.column,
                )
        if entity.source is None:
            raise GazetteerError(
                f"{entity.id} names no source", path=str(path), line=record.line, column=record.column
            )
        out.append((entity, extends))
    return out


def read_folder(folder: Path) -> list[Entity]:
    """The entities of all YAML files below a folder, in the order of their ids; extensions merged.

    Raises:
        GazetteerError: a file is wrong, an id comes twice, or an extension has nothing to extend.
    """
    entities: dict[str, Entity] = {}
    origins: dict[str, str] = {}
    extensions: list[tuple[Entity, str]] = []
    for path in sorted(folder.rglob("*.yaml")):
        for entity, extends in read_yaml_entities(path):
            if extends:
                extensions.append((entity, str(path)))
                continue
            if entity.id in entities:
                raise GazetteerError(f"{entity.id} is also in {origins[entity.id]}", path=str(path))
            entities[entity.id] = entity
            origins[entity.id] = str(path)
    for extension, file in extensions:
        base = entities.get(extension.id)
        if base is None:
            raise GazetteerError(f"{extension.id} extends an entity that is in no file", path=file)
        entities[extension.id] = merge(base, extension)
    return [entities[entity_id] for entity_id in sorted(entities)]


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


def _read_json_lines(path: Path, kind: Kind | None) -> Iterator[Entity]:
    with path.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
            except json.JSONDecodeError as error:
                raise GazetteerError(
                    f"not JSON: {error.msg}", path=str(path), line=number, column=error.colno
                ) from None
            if not isinstance(record, dict):
                raise GazetteerError(
                    "a line holds one JSON object {id, kind, name, aliases}",
                    path=str(path),
                    line=number,
                    column=1,
                )
            known = {
                key: record[key]
                for key in ("id", "kind", "name", "subtype", "country", "ids", "not", "aliases")
                if key in record
            }
            yield _entity(known, kind, str(path), number)


def _entity(record: dict[str, Any], kind: Kind | None, path: str, line: int) -> Entity:
    if kind is not None and "kind" not in record and "/" not in str(record.get("id") or ""):
        record = {**record, "kind": kind.value}
    return entity_from_record(record, path=path, locate=lambda _: (line, 1))


def _read_table(path: Path, kind: Kind | None) -> Iterator[Entity]:
    """Rows to entities: columns id, name, kind, country, subtype; every column that begins with *alias*.

    Several aliases stand in one cell with ``|`` or ``;`` between them. Rows with one id are one entity.
    """
    from aliaskit.tables import read_table

    table = read_table(path)
    columns = [column.strip().casefold() for column in table.columns]
    if "name" not in columns:
        raise GazetteerError(
            f"no column 'name' (there are: {', '.join(table.columns)}); expected id,name,alias…",
            path=str(path),
            line=1,
            column=1,
        )
    alias_columns = [place for place, column in enumerate(columns) if column.startswith("alias")]
    records: dict[str, dict[str, Any]] = {}
    lines: dict[str, int] = {}
    for row in table:
        cells = dict(zip(columns, row.cells, strict=False))
        if not any(cell.strip() for cell in row.cells):
            continue
        record: dict[str, Any] = {
            field: cells[field]
            for field in ("id", "name", "kind", "country", "subtype")
            if cells.get(field, "").strip()
        }
        record["aliases"] = [
            alias
            for place in alias_columns
            if place < len(row.cells)
            for alias in _SEVERAL.split(row.cells[place].strip())
            if alias
        ]
        key = record.get("id") or f"\x00{row.line}"
        if key in records:
            earlier = records[key]
            name = record.get("name")
            extra = [name] if name and name != earlier.get("name") else []
            earlier["aliases"] += extra + record["aliases"]
        else:
            records[key], lines[key] = record, row.line
    for key, record in records.items():
        yield _entity(record, kind, str(path), lines[key])


def unique_ids(entities: Iterable[Entity]) -> list[Entity]:
    """The entities with equal ids told apart: a second ``person/john-smith`` gets ``-2``."""
    seen: dict[str, int] = {}
    out = []
    for entity in entities:
        count = seen[entity.id] = seen.get(entity.id, 0) + 1
        out.append(entity if count == 1 else replace(entity, id=f"{entity.id}-{count}"))
    return out

"""Entities to a snapshot: names are parsed here, once; keys and postings are computed here."""

import json
from array import array
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from pathlib import Path

from aliaskit.candidates import index_sections
from aliaskit.candidates.index import key_items
from aliaskit.gazetteer.snapshot import (
    ALIAS_ROLES,
    BOUND,
    CANONICAL,
    FORMAT,
    KINDS,
    NEEDS,
    SHARED,
    WEAK,
)
from aliaskit.lexicons import Language, Transliteration
from aliaskit.model import Alias, Entity, Kind, Name
from aliaskit.names import Parser
from aliaskit.storage import Container, HashTable, Section, pack_strings, to_bytes, write
from aliaskit.text import normalize


def compile_entities(
    entities: Sequence[Entity], language: Language, parser: Parser | None = None
) -> Container:
    """A snapshot's container, in memory."""
    sections, header = _snapshot(entities, language, parser or Parser(language))
    return Container.from_bytes(to_bytes(sections, header=header))


def write_snapshot(entities: Sequence[Entity], language: Language, path: Path) -> int:
    """The number of aliases in the snapshot that is now at ``path``; written atomically."""
    sections, header = _snapshot(entities, language, Parser(language))
    write(path, sections, header=header)
    return int(header["aliases"])


def _snapshot(
    entities: Sequence[Entity], language: Language, parser: Parser
) -> "tuple[dict[str, Section], dict[str, str | int]]":
    entities = sorted(entities, key=lambda entity: entity.id)
    aliases: list[Alias] = []
    owner = array("I")
    flags = array("B")
    starts = array("I", [0])
    for number, entity in enumerate(entities):
        own = _aliases_of(entity)
        for place, alias in enumerate(own):
            aliases.append(alias)
            owner.append(number)
            flags.append(
                (WEAK if alias.weak else 0)
                | (SHARED if alias.shared else 0)
                | (NEEDS if alias.needs_country else 0)
                | (CANONICAL if place == 0 else 0)
            )
        starts.append(len(aliases))
    names = [
        parser.parse(alias.text, _kind(entities[owner[i]], alias, parser)) for i, alias in enumerate(aliases)
    ]
    tables = language.transliteration
    articles = language.words.articles
    exact = [_exact_keys(alias.text, tables, articles) for alias in aliases]
    sections: dict[str, Section] = {
        "entity.kind": array("B", [KINDS.index(entity.kind) for entity in entities]),
        "entity.alias": starts,
        "alias.entity": owner,
        "alias.flags": flags,
        "alias.kind": array("B", [KINDS.index(name.kind) for name in names]),
        "alias.role": array("B", [ALIAS_ROLES.index(alias.role) for alias in aliases]),
    }
    _strings(sections, "entity.id", [entity.id for entity in entities])
    _strings(sections, "entity.name", [entity.name for entity in entities])
    _strings(sections, "entity.meta", [_meta(entity) for entity in entities])
    _strings(sections, "alias.text", [alias.text for alias in aliases])
    _strings(sections, "alias.extra", [_extra(alias) for alias in aliases])
    _parsed(sections, names)
    sections |= index_sections(names, language)
    sections |= {f"key.{part}": values for part, values in HashTable.build(key_items(names, exact)).items()}
    content = blake2b(digest_size=16)
    for entity, first, last in zip(entities, starts, starts[1:], strict=False):
        content.update(
            repr((entity.id, entity.name, _meta(entity), aliases[first:last])).encode(
                "utf-8", "surrogatepass"
            )
        )
    header: dict[str, str | int] = {
        "content": "entities",
        "format": FORMAT,
        "language": language.hash,
        "hash": content.hexdigest(),
        "entities": len(entities),
        "aliases": len(aliases),
    }
    return sections, header


def _aliases_of(entity: Entity) -> list[Alias]:
    """The name and every other way of writing it, each text once; the name first.

    A listed alias that repeats the name keeps its marks (a shared name is shared).
    """
    marked = next((alias for alias in entity.aliases if alias.text == entity.name), None)
    own = {entity.name: marked or Alias(entity.name)}
    for alias in entity.aliases:
        own.setdefault(alias.text, alias)
    return list(own.values())


def _kind(entity: Entity, alias: Alias, parser: Parser) -> Kind:
    """The kind that an alias is parsed as: the entity's, or for other things the one it looks like."""
    if entity.kind is not Kind.OTHER:
        return entity.kind
    scores = parser.kinds(alias.text)
    return max(scores, key=lambda each: scores[each])


def _exact_keys(text: str, tables: Transliteration, articles: frozenset[str]) -> list[str]:
    form = normalize(text, tables)
    first, _, rest = form.partition(" ")
    return [form, rest] if rest and first in articles else [form]


def _meta(entity: Entity) -> str:
    fields = {
        "subtype": entity.subtype,
        "country": entity.country,
        "ids": dict(entity.ids),
        "source": entity.source,
        "not": list(entity.not_names),
    }
    meta = {key: value for key, value in fields.items() if value}
    return json.dumps(meta, ensure_ascii=False, sort_keys=True) if meta else ""


def _extra(alias: Alias) -> str:
    extra = (alias.lang or "", alias.needs_country or "", alias.source or "")
    return "\t".join(extra) if any(extra) else ""


def _strings(sections: dict[str, Section], name: str, strings: Sequence[str]) -> None:
    sections[f"{name}.blob"], sections[f"{name}.offsets"] = pack_strings(strings)


def _numbered(strings: Iterable[str]) -> dict[str, int]:
    return {string: place for place, string in enumerate(sorted(set(strings)))}


def _parsed(sections: dict[str, Section], names: Sequence[Name]) -> None:
    """The parsed names: per alias a run of tokens, per token its form, role, value and written text."""
    tokens = [token for name in names for token in name.tokens]
    tables = {
        "form": _numbered(token.form for token in tokens),
        "value": _numbered(token.value for token in tokens),
        "written": _numbered(token.text for token in tokens),
    }
    scripts = sorted({name.script for name in names})
    start = array("I", [0])
    for name in names:
        start.append(start[-1] + len(name.tokens))
    sections["name.start"] = start
    sections["name.script"] = array("B", [scripts.index(name.script) << 1 | name.inverted for name in names])
    sections["scripts"] = "\n".join(scripts).encode()
    sections["token.form"] = array("I", [tables["form"][token.form] for token in tokens])
    sections["token.value"] = array("I", [tables["value"][token.value] for token in tokens])
    sections["token.text"] = array("I", [tables["written"][token.text] for token in tokens])
    sections["token.role"] = array("B", [token.role | (BOUND if token.bound else 0) for token in tokens])
    for name_of_table, table in tables.items():
        _strings(sections, name_of_table, list(table))

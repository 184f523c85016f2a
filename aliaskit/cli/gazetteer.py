"""``aliaskit gazetteer``: look at entities, check files, build snapshots."""

import json
import sys
from pathlib import Path

import click

from aliaskit.build import (
    DATA,
    SOURCES,
    build_shipped,
    shipped_language,
    verify_shipped,
    write_snapshot,
)
from aliaskit.cli.options import KindParam, gazetteer_option, printable, resolver_for
from aliaskit.gazetteer import Gazetteer
from aliaskit.gazetteer.reader import read_folder
from aliaskit.model import Entity, Kind
from aliaskit.proof import prove


def _epilog(*examples: str) -> str:
    return "\n".join(["\b", "Examples:", *(f"  {example}" for example in examples)])


@click.group(
    epilog=_epilog(
        "aliaskit gazetteer show person/kihara-minoru",
        "aliaskit gazetteer check staff.csv",
        "aliaskit gazetteer build staff.csv -o staff.bin",
    )
)
def gazetteer() -> None:
    """Look at known entities, check your own files, build snapshots."""


@gazetteer.command(
    "list",
    epilog=_epilog(
        "aliaskit gazetteer list --kind place",
        "aliaskit gazetteer list -g staff.csv --no-default",
    ),
)
@click.option("-k", "--kind", type=KindParam(), help="Only this kind.")
@gazetteer_option
def list_entities(kind: Kind | None, gazetteers: tuple[str, ...], no_default: bool) -> None:
    """Print id, kind, country and name of every entity, one a line, with tabs between."""
    for layer in resolver_for(gazetteers, no_default).layers:
        for entity in layer.snapshot.entities():
            if kind is None or entity.kind is kind:
                click.echo(
                    printable(f"{entity.id}\t{entity.kind.value}\t{entity.country or ''}\t{entity.name}")
                )


@gazetteer.command(
    epilog=_epilog(
        "aliaskit gazetteer show person/kihara-minoru",
        "aliaskit gazetteer show person/kihara-minoru --json",
    )
)
@click.argument("entity_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@gazetteer_option
def show(entity_id: str, as_json: bool, gazetteers: tuple[str, ...], no_default: bool) -> None:
    """Print everything known of the entity ID (such as person/kihara-minoru)."""
    resolver = resolver_for(gazetteers, no_default)
    entity = resolver.entity(entity_id)
    if entity is None:
        near = resolver.resolve(entity_id.rpartition("/")[2].replace("-", " ")).candidates[:1]
        hint = f"; did you mean {near[0].entity.id}?" if near else ""
        click.echo(f"aliaskit: there is no entity {entity_id}{hint}", err=True)
        sys.exit(1)
    for line in [json.dumps(_record(entity), ensure_ascii=False)] if as_json else _described(entity):
        click.echo(printable(line))


def _record(entity: Entity) -> dict[str, object]:
    aliases = []
    for alias in entity.aliases:
        marks: dict[str, object] = {"text": alias.text, "role": alias.role.value}
        if alias.lang:
            marks["lang"] = alias.lang
        if alias.weak:
            marks["weak"] = True
        if alias.shared:
            marks["shared"] = True
        if alias.needs_country:
            marks["needs"] = {"country": alias.needs_country}
        aliases.append(marks)
    return {
        "id": entity.id,
        "kind": entity.kind.value,
        "name": entity.name,
        "subtype": entity.subtype,
        "country": entity.country,
        "ids": dict(entity.ids),
        "source": entity.source,
        "aliases": aliases,
        "not": list(entity.not_names),
    }


def _described(entity: Entity) -> list[str]:
    facts = [entity.kind.value, entity.subtype, entity.country, *(f"{k}={v}" for k, v in entity.ids.items())]
    lines = [entity.name, f"  {entity.id}", "  " + ", ".join(fact for fact in facts if fact)]
    for alias in entity.aliases:
        marks = [alias.role.value, alias.lang or ""]
        marks += ["weak"] if alias.weak else []
        marks += ["shared"] if alias.shared else []
        marks += [f"needs country {alias.needs_country}"] if alias.needs_country else []
        lines.append(f"  - {alias.text}  ({', '.join(mark for mark in marks if mark)})")
    lines += [f"  not: {text}" for text in entity.not_names]
    return lines


@gazetteer.command(
    epilog=_epilog("aliaskit gazetteer check staff.csv", "aliaskit gazetteer check staff.csv --strict")
)
@click.argument("path", type=click.Path(), required=False)
@click.option("--strict", is_flag=True, help="Hold your own file to what is asked of shipped data.")
def check(path: str | None, strict: bool) -> None:
    """Report everything that is wrong with the gazetteer file PATH (without PATH: the shipped one).

    The compiled files that ship, and every snapshot, are read whole and held against their checksums.
    Shipped data must prove itself: every name and alias resolves to its entity alone or is declared
    shared or weak. In your own list a shared name is data: it is counted, and --strict lists it.
    """
    if path is None:
        verify_shipped()
        shipped = (SOURCES / "model.yaml").exists()
        entities = read_folder(SOURCES / "entities") if shipped else list(Gazetteer.default())
    else:
        entities = _entities_of(Path(path))
    problems = prove(entities, shipped_language())
    strict = strict or path is None or Path(path).is_dir()
    if strict:
        for problem in problems:
            click.echo(printable(problem))
    elif problems:
        click.echo(f"{len(problems)} names are shared or not distinct; --strict lists them", err=True)
    click.echo(f"{len(entities)} entities checked, {len(problems)} problems", err=True)
    if problems and strict:
        sys.exit(1)


def _entities_of(path: Path) -> list[Entity]:
    return read_folder(path) if path.is_dir() else list(Gazetteer.from_file(path))


@gazetteer.command(epilog=_epilog("aliaskit gazetteer build staff.csv -o staff.bin"))
@click.argument("source", type=click.Path(), required=False)
@click.option("-o", "--output", type=click.Path(), metavar="FILE.bin", help="Where to write the snapshot.")
def build(source: str | None, output: str | None) -> None:
    """Compile the file or folder SOURCE into a snapshot (without SOURCE: what ships, in a checkout)."""
    if source is None:
        if not (SOURCES / "model.yaml").exists():
            raise click.UsageError(
                "the shipped gazetteer is rebuilt in a checkout only; give SOURCE and -o FILE.bin"
            )
        entities, aliases = build_shipped(SOURCES, Path(output) if output else DATA)
    else:
        if output is None:
            raise click.UsageError("say where to write the snapshot: -o FILE.bin")
        listed = _entities_of(Path(source))
        entities, aliases = len(listed), write_snapshot(listed, shipped_language(), Path(output))
    click.echo(f"{entities} entities, {aliases} aliases", err=True)

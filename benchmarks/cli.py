"""The commands: `python -m benchmarks pairs | resolve | cluster | speed`."""

import shlex
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from time import process_time
from typing import TypeVar

import click

from benchmarks import clustering, data, linking, pairs, speed
from benchmarks.data import DatasetError, Known, Query
from benchmarks.engines import PAIR_ENGINES
from benchmarks.linkers import LINKERS
from benchmarks.pairs import Slice
from benchmarks.report import Table, environment, save

Built = TypeVar("Built")

SAVE = click.option(
    "--save",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write a CSV record.",
)
LIMIT = click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=1000,
    show_default=True,
    help="Rows per set, sampled with --seed.",
)
SEED = click.option("--seed", default="1", show_default=True, help="Names the sample.")
DATASETS = click.option("--dataset", "datasets", multiple=True, help="Only this set (repeatable).")
NO_KIND = click.option("--no-kind", is_flag=True, help="Do not tell the engines the kind.")


@click.group()
def main() -> None:
    """Measure aliaskit against simple alternatives."""


@main.command("pairs")
@click.option(
    "--engine",
    "engines",
    multiple=True,
    type=click.Choice(list(PAIR_ENGINES)),
    help="Only this engine (repeatable).",
)
@click.option("--categories", is_flag=True, help="Also show the headline's categories one by one.")
@LIMIT
@SEED
@DATASETS
@NO_KIND
@SAVE
def pairs_command(
    engines: tuple[str, ...],
    categories: bool,
    limit: int,
    seed: str,
    datasets: tuple[str, ...],
    no_kind: bool,
    path: Path | None,
) -> None:
    """Tell names of one entity from similar names of others."""
    judged: dict[tuple[str, str], list[pairs.Judged]] = {}
    found: list[pairs.Result] = []
    sources = _chosen(_pair_files(), datasets)
    built = [_built(name, PAIR_ENGINES[name]) for name in engines or PAIR_ENGINES]
    for dataset, source in sources.items():
        read = data.read_own_pairs if dataset == data.OWN else data.read_pairs
        sample = data.sample_pairs(_read(read, source), limit, f"{seed}:{dataset}")
        for engine in built:
            start = process_time()
            items = pairs.judge(sample, engine, with_kind=not no_kind)
            _progress(f"{dataset}: {engine.name}, {len(items)} pairs", start)
            judged[dataset, engine.name] = items
            found += pairs.results(dataset, engine.name, items)
    left_out = pairs.category_table(judged, found, set_aside=True)
    headline = pairs.category_table(judged, found, set_aside=False)
    shown = [
        pairs.detail_table(found, Slice.SAME_SCRIPT),
        pairs.detail_table(found, Slice.CROSS_SCRIPT),
        left_out,
        *([headline] if categories else []),
        pairs.summary_table(found),
    ]
    _report(shown, [*shown, pairs.detail_table(found, Slice.ALL), headline], path)


@main.command("cluster")
@click.option(
    "--limit", type=click.IntRange(min=1), default=1000, show_default=True, help="Entities of several names."
)
@SEED
@DATASETS
@SAVE
def cluster_command(limit: int, seed: str, datasets: tuple[str, ...], path: Path | None) -> None:
    """Group whole lists of names without a gazetteer."""
    folder, absent = data.development_folder()
    if folder is None:
        click.echo(absent)
        return
    shown = []
    for dataset in datasets or clustering.SETS:
        mentions = clustering.read_mentions(folder / dataset, limit, seed)
        start = process_time()
        found = clustering.measure(mentions)
        _progress(f"{dataset}: {len(mentions.names)} mentions, {len(found)} engines", start)
        shown.append(clustering.table(dataset, mentions, found, seed))
    _report(shown, shown, path)


@main.command("resolve")
@click.option(
    "--engine",
    "engines",
    multiple=True,
    type=click.Choice(list(LINKERS)),
    help="Only this engine (repeatable).",
)
@click.option(
    "--limit-entities",
    type=click.IntRange(min=1),
    default=10_000,
    show_default=True,
    help="Entities per development set: those that the queries mean, and others at random.",
)
@LIMIT
@SEED
@DATASETS
@NO_KIND
@SAVE
def resolve_command(
    engines: tuple[str, ...],
    limit_entities: int,
    limit: int,
    seed: str,
    datasets: tuple[str, ...],
    no_kind: bool,
    path: Path | None,
) -> None:
    """Say who is meant, or that nobody known is."""
    answered: dict[tuple[str, str], list[linking.Answered]] = {}
    for dataset, source in _chosen(_query_files(), datasets).items():
        own = dataset == data.OWN
        read = data.read_own_tasks if own else data.read_queries
        queries = data.sample_queries(_read(read, source), limit, f"{seed}:{dataset}")
        with tempfile.TemporaryDirectory(prefix="aliaskit-benchmark-") as folder:
            if own:
                entities, known = None, data.read_own_entities()
            else:
                needed = {id_ for query in queries for id_ in query.ids}
                everyone = data.read_entity_lines(source.with_name("entities.jsonl"))
                lines = data.sample_entities(everyone, needed, limit_entities, f"{seed}:{dataset}")
                entities, known = Path(folder) / "entities.jsonl", data.known_from_lines(lines)
                entities.write_text("".join(lines), encoding="utf-8")
            _tell_missing(dataset, queries, known)
            for name in engines or LINKERS:
                start = process_time()
                linker = _built(name, partial(LINKERS[name], entities, known))
                items = linking.ask(queries, linker, with_kind=not no_kind)
                told = f"{len(items)} queries, {len(known)} entities"
                _progress(f"{dataset}: {linker.name}, {told}", start)
                answered[dataset, linker.name] = items
    details = linking.detail_table(answered)
    tables = [linking.set_aside_table(answered), details, linking.summary_table(details)]
    _report(tables, tables, path)


@main.command("speed")
@click.option("--repeat", type=click.IntRange(min=1), default=10, show_default=True)
@SAVE
def speed_command(repeat: int, path: Path | None) -> None:
    """CPU time of the import, of first answers and of answers in a running process."""
    tables = [speed.table(repeat, speed.measures(), lambda name: click.echo(name, err=True))]
    _report(tables, tables, path)


def _pair_files() -> dict[str, Path]:
    return _files(data.OWN_PAIRS, "pairs.tsv")


def _query_files() -> dict[str, Path]:
    return _files(data.OWN_TASKS, "queries.tsv")


def _files(own: Path, name: str) -> dict[str, Path]:
    files = {}
    if own.is_file():
        files[data.OWN] = own
    else:
        click.echo(f"{own} is not there: the repository's own set is not measured.")
    folder, missing = data.development_folder()
    if missing:
        click.echo(missing)
    if folder:
        files |= {path.parent.name: path for path in sorted(folder.glob(f"*/{name}"))}
    return files


def _chosen(files: dict[str, Path], names: Sequence[str]) -> dict[str, Path]:
    unknown = sorted(set(names) - set(files))
    if unknown:
        raise click.BadParameter(
            f"no set {', '.join(unknown)}; there are {', '.join(files) or 'none'}",
            param_hint="--dataset",
        )
    return {name: path for name, path in files.items() if not names or name in names}


def _read(reader: Callable[[Path], Built], path: Path) -> Built:
    try:
        return reader(path)
    except DatasetError as error:
        raise click.ClickException(str(error)) from error


def _built(name: str, build: Callable[[], Built]) -> Built:
    try:
        return build()
    except ImportError as error:
        raise click.ClickException(
            f"the engine {name} cannot be imported: {error}; choose others with --engine"
        ) from error


def _tell_missing(dataset: str, queries: Iterable[Query], known: Iterable[Known]) -> None:
    expected = {id_ for query in queries for id_ in query.ids}
    missing = sorted(expected - {entity.id for entity in known})
    if missing:
        click.echo(f"{dataset}: {len(missing)} expected ids are of no entity: {', '.join(missing)}")


def _progress(text: str, start: float) -> None:
    click.echo(f"{text}, {process_time() - start:.1f} s CPU", err=True)


def _report(shown: Iterable[Table], kept: Iterable[Table], path: Path | None) -> None:
    click.echo("  ".join(f"{fact}: {value}" for fact, value in environment()) + "\n")
    for table in shown:
        if table.rows:
            click.echo(table.text())
    if path:
        unique = {table.title: table for table in kept}
        save(path, shlex.join(["python", "-m", "benchmarks", *sys.argv[1:]]), unique.values())
        click.echo(f"saved: {path}")

"""The verbs of ``python -m benchmarks``: quick, full, measure, list, cmp, diff, rank, worst, report, data."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from benchmarks import compare, definitions, fetching, markdown, plots, processes
from benchmarks.definitions import Benchmark
from benchmarks.measure import Run, measure
from benchmarks.processes import Engine
from benchmarks.records import Record, RecordError, machine_facts, read_record, repeatable, write_record
from benchmarks.report import text_table
from benchmarks.splice import SpliceError, splice

# Which tables the READMEs must have a place for; of other files those are spliced that have one.
_READMES = {
    processes.ROOT / "README.md": ("headline",),
    processes.ROOT / "benchmarks" / "README.md": tuple(
        name for name in markdown.TABLES if name != "headline"
    ),
}
QUICK_ENGINES = ("aliaskit", "exact-key", "token-sort-ascii", "wratio-ascii", "jaro-winkler-ascii")

FOLDER = click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
OUT = click.option(
    "-o", "--out", type=click.Path(path_type=Path, file_okay=False), help="The folder of the record."
)
SEED = click.option("--seed", default="1", show_default=True, help="Names the samples.")
HERE = click.option(
    "--here",
    is_flag=True,
    help="Run aliaskit and the baselines in this environment, not in ones of their own.",
)


@click.group()
def main() -> None:
    """Measure aliaskit beside the tools that one would otherwise use.

    Definitions are data (definitions/, engines.toml); a run is a folder of CSV files (record/); every other
    verb reads such folders. METHODOLOGY.md says how the figures are made, BIAS.md what to mistrust.
    """


@main.command()
@SEED
@OUT
def quick(seed: str, out: Path | None) -> None:
    """The repository's own sets with five engines, in this environment: under two minutes."""
    _measure("quick", (), (), QUICK_ENGINES, seed, out, here=True)


@main.command()
@SEED
@OUT
@HERE
def full(seed: str, out: Path | None, here: bool) -> None:
    """Every benchmark with every engine that installs: an hour or more."""
    _measure("full", (), (), (), seed, out, here=here)


@main.command("measure")
@click.option("-f", "--filter", "names", multiple=True, help="Only benchmarks whose name holds this text.")
@click.option("-t", "--task", "tasks", multiple=True, type=click.Choice(definitions.TASKS))
@click.option("-e", "--engine", "engines", multiple=True, help="Only this engine. Repeatable.")
@click.option("-g", "--group", type=click.Choice(definitions.GROUPS), help="Only this group.")
@SEED
@OUT
@HERE
def measure_command(
    names: tuple[str, ...],
    tasks: tuple[str, ...],
    engines: tuple[str, ...],
    group: str | None,
    seed: str,
    out: Path | None,
    here: bool,
) -> None:
    """Run what the options choose, print a summary, write a record with --out."""
    _measure(group, names, tasks, engines, seed, out, here=here)


@main.command("list")
def list_command() -> None:
    """Say what can be measured, and with which engines."""
    table = [[b.name, ", ".join(sorted(b.groups)), b.analysis] for b in _benchmarks(None, (), ())]
    click.echo(text_table(["benchmark", "groups", "what it is for"], table))
    chosen = processes.engines().values()
    click.echo(
        text_table(
            ["engine", "tasks", "what it is"],
            [[e.name, ", ".join(sorted(e.tasks)), e.description] for e in chosen],
        )
    )


@main.command()
@FOLDER
@click.option("-f", "--filter", "name", default="", help="Only benchmarks whose name holds this text.")
@click.option("--metric", default="f1", show_default=True)
@click.option("--slice", "slice_", default="all", show_default=True)
def cmp(folder: Path, name: str, metric: str, slice_: str) -> None:
    """Print one metric of all engines of a record, a row for each benchmark."""
    record = _record(folder)
    found = [
        figure
        for figure in record.figures
        if figure.metric == metric and figure.slice == slice_ and name in figure.benchmark
    ]
    engines = list(dict.fromkeys((figure.engine, figure.setting) for figure in found))
    cells = {(f.benchmark, f.engine, f.setting): f"{f.value:.3f}" for f in found}
    rows = [
        [benchmark, *(cells.get((benchmark, *engine), "-") for engine in engines)]
        for benchmark in dict.fromkeys(figure.benchmark for figure in found)
    ]
    head = [f"{engine} {setting}".strip() for engine, setting in engines]
    click.echo(text_table([metric, *head], rows))


@main.command()
@click.argument("before", type=click.Path(path_type=Path, file_okay=False))
@click.argument("after", type=click.Path(path_type=Path, file_okay=False))
@click.option("--most", type=click.IntRange(0), default=40, show_default=True, help="Rows to be shown.")
def diff(before: Path, after: Path, most: int) -> None:
    """Name the rows that aliaskit answers otherwise in a second record; exit with 1 if there are any."""
    first, second = _record(before), _record(after)
    found = compare.flips(first.rows, second.rows)
    better = sum(flip.became_right for flip in found)
    worse = sum(compare.is_right(flip.before) and not compare.is_right(flip.after) for flip in found)
    click.echo(f"{len(found)} rows flipped: {better} became right, {worse} wrong")
    rows = [
        [
            flip.after.benchmark,
            flip.after.key,
            flip.after.label,
            f"{flip.before.answer} {flip.before.probability:.2f}",
            f"{flip.after.answer} {flip.after.probability:.2f}",
            flip.after.category,
            flip.after.text,
        ]
        for flip in found[:most]
    ]
    if rows:
        click.echo(text_table(["benchmark", "row", "label", "before", "after", "category", "text"], rows))
    changed = compare.changed_answers(first, second)
    for name in changed:
        click.echo(f"{name}: other answers than before")
    sys.exit(1 if found or changed else 0)


@main.command()
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@click.argument("records", type=click.Path(path_type=Path, file_okay=False), nargs=-1, required=True)
def merge(out: Path, records: tuple[Path, ...]) -> None:
    """Make one record of several; where two hold an engine on a benchmark, the later one counts."""
    record = compare.merged([_record(folder) for folder in records], out)
    write_record(out, record.machine, record.figures, record.rows, record.curves)


@main.command()
@FOLDER
@click.option("--task", default="pairs", show_default=True)
@click.option("--metric", default="f1", show_default=True)
@click.option("--slice", "slice_", default="all", show_default=True)
def rank(folder: Path, task: str, metric: str, slice_: str) -> None:
    """Rank the engines of a record by the mean of a metric over sets: aliaskit as shipped, others tuned."""
    click.echo(_ranking(_record(folder), task, metric, slice_))


@main.command()
@FOLDER
@click.option("--most", type=click.IntRange(1), default=30, show_default=True)
def worst(folder: Path, most: int) -> None:
    """Print the wrong answers of which aliaskit was surest."""
    rows = [
        [row.benchmark, row.label, row.answer, f"{row.probability:.3f}", row.category, row.text or row.key]
        for row in compare.worst(_record(folder).rows, most)
    ]
    click.echo(text_table(["benchmark", "label", "answer", "probability", "category", "text or hash"], rows))


@main.command()
@FOLDER
@click.option(
    "--readme",
    "readmes",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Splice this file. Repeatable; without it README.md and benchmarks/README.md.",
)
@click.option("--plots", "with_plots", is_flag=True, help="Also write SVG files to FOLDER/plots.")
@click.option("--print", "printed", is_flag=True, help="Print the tables; no README is changed.")
def report(folder: Path, readmes: tuple[Path, ...], with_plots: bool, printed: bool) -> None:
    """Make Markdown tables of a record, and put them between the markers in the READMEs.

    A table named NAME goes between the lines <!-- BEGIN: benchmarks NAME --> and
    <!-- END: benchmarks NAME -->.
    """
    record = _record(folder)
    tables = markdown.tables(record)
    if printed:
        for name, text in tables.items():
            click.echo(f"## {name}\n\n{text}\n")
    try:
        if with_plots:
            for path in plots.write_plots(record, folder / "plots"):
                click.echo(f"written: {path}")
        for path in () if printed else readmes or tuple(_READMES):
            changed = splice(path, tables, _READMES.get(path.resolve(), ()))
            click.echo(f"{'written' if changed else 'as it was'}: {path}")
    except (SpliceError, plots.PlotError) as error:
        raise click.ClickException(str(error)) from error


main.add_command(fetching.data)


def _measure(
    group: str | None,
    names: Sequence[str],
    tasks: Sequence[str],
    engines: Sequence[str],
    seed: str,
    out: Path | None,
    *,
    here: bool,
) -> None:
    chosen = _benchmarks(group, names, tasks)
    run = measure(chosen, _engines(engines), seed, here=here, told=lambda text: click.echo(text, err=True))
    machine = machine_facts(run.versions) | {
        "command": repeatable(sys.argv[1:]),
        "seed": seed,
    }
    if out is not None:
        write_record(out, machine, run.figures, run.rows, run.curves)
        click.echo(f"written: {out}")
    record = Record(out or Path(), machine, tuple(run.figures), tuple(run.rows), tuple(run.curves))
    for task, metric in (("pairs", "f1"), ("resolve", "f1"), ("cluster", "b3_f1")):
        for slice_ in ("same-script", "cross-script") if task == "pairs" else ("all",):
            text = _ranking(record, task, metric, slice_)
            if text:
                click.echo(f"\n{task}, {slice_}: mean {metric} over sets\n{text}")
    _tell(run)


def _ranking(record: Record, task: str, metric: str, slice_: str) -> str:
    settings = compare.settings_that_count(record, task)
    means = compare.means(record, task, slice_, metric, per_engine_setting=settings)
    rows = [
        [each.engine, each.setting, f"{each.value:.3f}", f"{each.low:.3f} to {each.high:.3f}", str(each.sets)]
        for each in means
    ]
    return text_table(["engine", "setting", metric, "95 % interval over sets", "sets"], rows) if rows else ""


def _tell(run: Run) -> None:
    """Nothing; failures and broken expectations are told, and the exit code is 1 for the latter."""
    for failure in run.failures:
        click.echo(f"not measured: {failure.engine}: {failure.reason}", err=True)
    for benchmark, expectation, value in run.broken:
        came = "nothing came" if value is None else f"{value:.4f} came"
        click.echo(f"{benchmark.name}: expected {expectation}; {came}", err=True)
    if run.broken:
        sys.exit(1)


def _benchmarks(group: str | None, names: Sequence[str], tasks: Sequence[str]) -> list[Benchmark]:
    try:
        found = definitions.choose(definitions.read_definitions(), group, names, tasks)
    except definitions.DefinitionError as error:
        raise click.ClickException(str(error)) from error
    if not found:
        raise click.UsageError("no benchmark is chosen; `python -m benchmarks list` names them")
    return found


def _engines(names: Sequence[str]) -> list[Engine]:
    known = processes.engines()
    if unknown := sorted(set(names) - set(known)):
        raise click.UsageError(f"no engine {', '.join(unknown)}; there are {', '.join(known)}")
    return [engine for name, engine in known.items() if not names or name in names]


def _record(folder: Path) -> Record:
    try:
        return read_record(folder)
    except RecordError as error:
        raise click.ClickException(str(error)) from error

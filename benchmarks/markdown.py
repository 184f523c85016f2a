"""A record as tables in Markdown: what the two READMEs show, losses included.

A table has a name (`TABLES`); `splice.py` puts it between the markers of that name. In every table a figure
of somebody else that is better than ours is in bold.
"""

import shlex
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks import cells, compare
from benchmarks.compare import OURS, Mean, is_peer
from benchmarks.data import is_set_aside
from benchmarks.processes import ROOT
from benchmarks.records import Figure, Record, repeatable
from benchmarks.tasks.pairs import ENOUGH

LEARNED_FROM = frozenset(
    {"ofac_sdn", "us_congress", "ror", "wikidata_translit", "name_tokens", "forename_scripts"}
)
"""The sets that something which ships was learned from: a good figure on them proves less."""

SLICES = {"same-script": "Same script", "cross-script": "Across scripts"}
NOTHING = "Not measured in this record."
_OWN = ("own-", "made-")
_HEADLINE = {
    "names of one script": ("pairs", "same-script", "f1"),
    "across scripts": ("pairs", "cross-script", "f1"),
    "who is meant": ("resolve", "all", "f1"),
    "lists": ("cluster", "all", "b3_f1"),
}
_HEADLINE_PEERS = 2
_PEERS_BESIDE = 3

_Row = list[str]


def tables(record: Record) -> dict[str, str]:
    """Every table by its name; one that the record has no figures for says so."""
    return {name: make(record) or NOTHING for name, make in TABLES.items()}


def headline(record: Record) -> str:
    """The one small table of the front page: a row for each engine, a column for each task."""
    columns = [(name, _counted(record, *asked)) for name, asked in _HEADLINE.items()]
    columns = [(name, means) for name, means in columns if OURS in means]
    if not columns:
        return ""
    best = {each for _, means in columns for each in _best_peers(means, _HEADLINE_PEERS)}
    first = columns[0][1]
    engines = [
        OURS,
        *sorted(best, key=lambda engine: (-first[engine].value if engine in first else 0, engine)),
    ]
    rows = [
        [engine, *(cells.beside(means.get(engine), means[OURS]) for _, means in columns)]
        for engine in engines
    ]
    sets = ", ".join(f"{name} {_how_many(record, name)}" for name, _ in columns)
    return cells.joined(
        cells.table(["", *(name for name, _ in columns)], rows),
        f"Means over sets ({sets}). F1 at 10 % prevalence for pairs of names, F1 with NIL for who is "
        "meant, B-cubed F1 for lists. aliaskit as it ships, with one setting for everything; the others "
        "at their best, with a threshold tuned on one half of each set and measured on the other (lists: "
        f"the best threshold for that very list). Of the {_peers_of(record)} others those are shown that "
        "are among the two best of a column; **bold** is better than aliaskit. Made by",
        _commands(record),
    )


def provenance(record: Record) -> str:
    """What the record was made with."""
    facts = [
        [fact, value]
        for fact, value in record.machine.items()
        if fact != "command" and not fact.startswith("engine ")
    ]
    engines = sorted(fact.removeprefix("engine ") for fact in record.machine if fact.startswith("engine "))
    told = f"{len(engines)} engines; the versions of their packages are in the record's `machine.csv`."
    return cells.joined(_commands(record), cells.table(["", ""], facts, 2), told)


def pairs(record: Record) -> str:
    """Every engine's means over the sets of pairs, same script and cross script apart."""
    parts = []
    for slice_, title in SLICES.items():
        counted = _counted(record, "pairs", slice_, "f1")
        if not counted:
            continue
        own, tuned = (
            _by_engine(compare.means(record, "pairs", slice_, "f1", per_engine_setting={"*": setting}))
            for setting in ("own", "tuned")
        )
        beside = [
            _counted(record, "pairs", slice_, metric) for metric in ("average_precision", "recall_at_p95")
        ]
        settings = compare.settings_that_count(record, "pairs")
        leads = compare.leads(record, "pairs", slice_, "f1", per_engine_setting=settings)
        ours = counted.get(OURS)
        rows = [
            [
                engine,
                cells.beside(own.get(engine), ours),
                cells.beside(tuned.get(engine), ours),
                f"{mean.low:.3f} to {mean.high:.3f}",
                *(cells.beside(means.get(engine), means.get(OURS)) for means in beside),
                cells.lead(leads.get(engine)),
            ]
            for engine, mean in counted.items()
        ]
        head = ["engine", "F1 own", "F1 tuned", "95 %", "average precision", "recall at precision .95"]
        sets = next(iter(counted.values())).sets
        text = cells.table([*head, "aliaskit's lead"], rows)
        if missing := sorted(_engines(record, "pairs") - set(counted)):
            text += f"\n\nNot on all of these sets, and so in no mean: {', '.join(missing)}."
        parts.append(f"**{title}**, {_sets(sets)}\n\n{text}")
    return "\n\n".join(parts)


def sets(record: Record) -> str:
    """F1 on each set: ours as shipped and tuned, and whichever other engine is best there when tuned."""
    parts = []
    for slice_, title in SLICES.items():
        own, tuned = record.values("f1", slice_, "own"), record.values("f1", slice_, "tuned")
        best = _best_of(tuned)
        rows: list[_Row] = []
        groups: dict[str, list[tuple[float, float, float]]] = {}
        for benchmark, shipped in sorted(own.get(OURS, {}).items(), key=lambda each: _group(each[0])):
            ours, peer = tuned[OURS][benchmark], best.get(benchmark)
            name = benchmark.partition("/")[2]
            rows.append(
                [
                    f"{name} †" if name in LEARNED_FROM else name,
                    f"{shipped.value:.3f}",
                    f"{ours.value:.3f}",
                    cells.bold(peer.value, shipped.value) if peer else "-",
                    peer.engine if peer else "-",
                    str(shipped.count),
                ]
            )
            if peer:
                values = (shipped.value, ours.value, peer.value)
                groups.setdefault(_group(benchmark)[1], []).append(values)
        everything = [values for of_group in groups.values() for values in of_group]
        for group, of_group in {**groups, "all": everything}.items() if everything else ():
            means = [sum(column) / len(of_group) for column in zip(*of_group, strict=True)]
            shown = [f"*{means[0]:.3f}*", f"*{means[1]:.3f}*", cells.bold(means[2], means[0])]
            rows.append([f"*mean, {group} ({len(of_group)})*", *shown, "", ""])
        if rows:
            head = ["set", "aliaskit shipped", "aliaskit tuned", "best other, tuned", "which", "pairs"]
            parts.append(f"**{title}**\n\n{cells.table(head, rows)}")
    return "\n\n".join(parts)


def categories(record: Record) -> str:
    """The share judged rightly by category: what is the same, what is different, and by strength."""
    parts = []
    for title, prefix in (
        ("The same, called so", "category:1:"),
        ("Different, called so", "category:0:"),
        ("By how far the strings carry it", "strength:"),
    ):
        if text := _shares(record, prefix, "same-script"):
            parts.append(f"**{title}**\n\n{text}")
    return "\n\n".join(parts)


def scripts(record: Record) -> str:
    """The share judged rightly by the scripts of the two names."""
    return _shares(record, "scripts:", "cross-script")


def resolve(record: Record) -> str:
    """Who is meant: the engines' means, then set by set, then what the index leaves out."""
    counted = _counted(record, "resolve", "all", "f1")
    ours = counted.get(OURS)
    beside = [_counted(record, "resolve", "all", metric) for metric in ("precision", "nil_accuracy")]
    means = [
        [
            engine,
            mean.setting,
            cells.beside(mean, ours),
            f"{mean.low:.3f} to {mean.high:.3f}",
            *(cells.beside(each.get(engine), each.get(OURS)) for each in beside),
        ]
        for engine, mean in counted.items()
    ]
    rows = []
    metrics = ("f1", "precision", "nil_accuracy")
    own = {metric: record.values(metric, "all", "own").get(OURS, {}) for metric in metrics}
    theirs = {metric: record.values(metric, "all", "tuned") for metric in metrics}
    best = _best_of(theirs["f1"])
    for benchmark, figure in own["f1"].items():
        if not benchmark.startswith("resolve/"):
            continue
        peer = best.get(benchmark)
        mine = [own[metric].get(benchmark) for metric in metrics]
        other = [theirs[metric].get(peer.engine, {}).get(benchmark) if peer else None for metric in metrics]
        rows.append(
            [
                benchmark.partition("/")[2],
                *(f"{each.value:.3f}" if each else "-" for each in mine),
                *(
                    cells.bold(each.value, beside.value if beside else None) if each else "-"
                    for each, beside in zip(other, mine, strict=True)
                ),
                peer.engine if peer else "-",
                str(figure.count),
            ]
        )
    head = ["set", "F1", "precision", "NIL", "best other: F1", "precision", "NIL", "which", "queries"]
    left_out = [
        [f.benchmark.partition("/")[2], f"{f.value:.3f}", str(f.count)]
        for f in record.figures
        if f.metric == "recall_of_brute_force"
    ]
    return cells.joined(
        cells.table(["engine", "setting", "F1", "95 %", "precision", "NIL accuracy"], means, 2),
        cells.table(head, rows),
        cells.table(["set", "candidates' recall of brute force", "queries"], left_out),
        cells.table(
            ["set", "asked in", "among the candidates", "first", "CPU ms", "queries"], _foreign(record), 2
        ),
    )


def _foreign(record: Record) -> list[list[str]]:
    """Persons asked for in another script: a row for each set and script."""
    rows: dict[tuple[str, str], dict[str, Figure]] = {}
    for figure in record.figures:
        if figure.benchmark.startswith("retrieval/"):
            rows.setdefault((figure.benchmark.partition("/")[2], figure.slice), {})[figure.metric] = figure
    return [
        [
            *key,
            *(f"{values[metric].value:.3f}" for metric in ("gold_among_candidates", "gold_first")),
            cells.short(values["resolve_ms"].value),
            str(values["gold_first"].count),
        ]
        for key, values in rows.items()
    ]


def cluster(record: Record) -> str:
    """Lists: the engines' means, then list by list with our lead over whoever is best there."""
    counted = _counted(record, "cluster", "all", "b3_f1")
    ours = counted.get(OURS)
    wrong: dict[str, float] = {}
    largest: dict[tuple[str, str], float] = {}
    found: dict[str, dict[str, Figure]] = {}
    lead: dict[tuple[str, str], Figure] = {}
    for figure in record.figures:
        if figure.metric == "largest_wrong":
            wrong[figure.engine] = max(wrong.get(figure.engine, 0.0), figure.value)
            largest[figure.engine, figure.benchmark] = figure.value
        elif figure.metric == "b3_f1":
            found.setdefault(figure.engine, {})[figure.benchmark] = figure
        elif figure.metric == "our_lead":
            lead[figure.engine, figure.benchmark] = figure
    means = [
        [
            engine,
            mean.setting,
            cells.beside(mean, ours),
            f"{mean.low:.3f} to {mean.high:.3f}",
            cells.strong(
                f"{wrong.get(engine, 0):.0f}",
                better=is_peer(engine) and wrong.get(engine, 0) < wrong.get(OURS, 0),
            ),
        ]
        for engine, mean in counted.items()
    ]
    best = _best_of(found)
    rows = []
    for benchmark, figure in found.get(OURS, {}).items():
        row = [
            benchmark.partition("/")[2],
            f"{figure.value:.3f}",
            f"{largest.get((OURS, benchmark), 0):.0f}",
        ]
        if peer := best.get(benchmark):
            by = lead.get((peer.engine, benchmark))
            interval = (
                f"{by.value:+.3f} ({by.low:+.3f} to {by.high:+.3f})" if by and by.low is not None else "-"
            )
            row += [
                cells.bold(peer.value, figure.value),
                cells.strong(
                    f"{largest.get((peer.engine, benchmark), 0):.0f}",
                    better=largest.get((peer.engine, benchmark), 0) < largest.get((OURS, benchmark), 0),
                ),
                peer.engine,
                interval,
            ]
        else:
            row += ["-"] * 4
        rows.append([*row, str(figure.count)])
    head = ["list", "B³ F1", "largest wrong", "best other", "largest wrong", "which", "lead (95 %)", "names"]
    return cells.joined(
        cells.table(["engine", "setting", "B³ F1", "95 %", "largest wrong group"], means, 2),
        cells.table(head, rows),
    )


def calibration(record: Record) -> str:
    """Whether our probabilities are what they say."""
    rows = []
    for slice_, title in SLICES.items():
        values = {
            figure.metric: figure
            for figure in record.figures
            if figure.benchmark.startswith("calibration/") and (figure.engine, figure.slice) == (OURS, slice_)
        }
        if values:
            shown = (values.get(metric) for metric in ("ece", "brier_skill", "right_of_sure"))
            rows.append([title, *(f"{figure.value:.3f}" if figure else "-" for figure in shown)])
    return cells.table(["", "expected error", "Brier skill", "right where .95 or more is said"], rows)


def speed(record: Record) -> str:
    """CPU time and memory beside a named baseline of the same run."""
    rows = []
    for benchmark, values in _measured(record, "speed/").items():
        unit = next((metric for _, metric in values if metric in ("cpu_ms", "cpu_us")), None)
        baseline = next((engine for engine, metric in values if engine != OURS and metric == unit), None)
        if unit is None or baseline is None:
            continue
        ours, theirs = values[OURS, unit], values[baseline, unit]
        sign = "ms" if unit == "cpu_ms" else "µs"
        rows.append(
            [
                benchmark.partition("/")[2],
                baseline,
                f"{cells.short(ours)} {sign}",
                cells.strong(f"{cells.short(theirs)} {sign}", better=theirs < ours),
                *(
                    cells.short(values.get((OURS, metric)))
                    for metric in ("cpu_ratio", "memory_ratio", "peak_mb")
                ),
            ]
        )
    head = ["what", "beside", "aliaskit", "the other", "ratio", "ratio of memory", "peak MB"]
    return cells.table(head, rows, 2)


def scale(record: Record) -> str:
    """Building and asking as the number of names grows."""
    metrics = ("build_us_per_name", "fuzzy_us", "extract_one_us", "right", "extract_one_right", "peak_mb")
    rows = []
    for benchmark, values in sorted(
        _measured(record, "scale/").items(), key=lambda each: int(each[0].partition("/")[2])
    ):
        build, ours, theirs, right, their_right, peak = (values.get((OURS, metric)) for metric in metrics)
        rows.append(
            [
                f"{int(benchmark.partition('/')[2]):,}",
                cells.short(build),
                cells.short(ours),
                cells.strong(cells.short(theirs), better=None not in (ours, theirs) and theirs < ours),  # type: ignore[operator]
                cells.short(values.get((OURS, "cpu_ratio"))),
                "-" if right is None else f"{right:.3f}",
                "-" if their_right is None else cells.bold(their_right, right),
                cells.short(peak),
            ]
        )
    head = ["names", "build, µs a name", "query, µs", "extractOne, µs", "ratio"]
    return cells.table([*head, "right", "extractOne right", "peak MB"], rows)


TABLES: dict[str, Callable[[Record], str]] = {
    "headline": headline,
    "record": provenance,
    "pairs": pairs,
    "sets": sets,
    "categories": categories,
    "scripts": scripts,
    "resolve": resolve,
    "cluster": cluster,
    "calibration": calibration,
    "speed": speed,
    "scale": scale,
}


def _counted(record: Record, task: str, slice_: str, metric: str) -> dict[str, Mean]:
    """The means by engine, best first, each engine at the setting that counts."""
    settings = compare.settings_that_count(record, task)
    return _by_engine(compare.means(record, task, slice_, metric, per_engine_setting=settings))


def _by_engine(means: Iterable[Mean]) -> dict[str, Mean]:
    return {mean.engine: mean for mean in means}


def _best_peers(means: Iterable[str], most: int) -> list[str]:
    return [engine for engine in means if is_peer(engine)][:most]


def _best_of(found: dict[str, dict[str, Figure]]) -> dict[str, Figure]:
    """The best figure of all others for each set."""
    best: dict[str, Figure] = {}
    for engine, figures in found.items():
        for benchmark, figure in figures.items():
            if is_peer(engine) and (benchmark not in best or figure.value > best[benchmark].value):
                best[benchmark] = figure
    return best


def _how_many(record: Record, column: str) -> str:
    """The number of sets behind a column of the headline, and how many of them we wrote."""
    task, slice_, metric = _HEADLINE[column]
    figures = record.values(metric, slice_, "own").get(OURS, {})
    names = [name for name in figures if name.startswith(f"{task}/")]
    ours = sum(_group(name)[0] == 0 for name in names)
    return f"{len(names)} ({ours} of them ours)" if ours else str(len(names))


def _sets(count: int) -> str:
    return "1 set" if count == 1 else f"{count} sets"


def _engines(record: Record, task: str) -> set[str]:
    return {figure.engine for figure in record.figures if figure.benchmark.startswith(f"{task}/")}


def _peers_of(record: Record) -> int:
    tasks = ("pairs", "resolve", "cluster")
    return len({engine for task in tasks for engine in _engines(record, task) if is_peer(engine)})


def _group(benchmark: str) -> tuple[int, str]:
    """What a set is evidence of, in the order in which the tables have it."""
    name = benchmark.partition("/")[2]
    if name.startswith(_OWN):
        return 0, "written for this repository"
    if name in LEARNED_FROM:
        return 1, "† something that ships was learned from it"
    return 2, "neither"


def _shares(record: Record, prefix: str, slice_: str) -> str:
    """The share judged rightly in the slices of a prefix, over all sets: ours, and the best three others'."""
    peers = _best_peers(_counted(record, "pairs", slice_, "f1"), _PEERS_BESIDE)
    asked = [(OURS, "own"), *((peer, "tuned") for peer in peers)]
    found: dict[str, dict[str, dict[str, Figure]]] = {}
    for figure in record.figures:
        meant = figure.metric == "right" and figure.benchmark.startswith("pairs/")
        if meant and figure.slice.startswith(prefix) and (figure.engine, figure.setting) in asked:
            found.setdefault(figure.slice, {}).setdefault(figure.benchmark, {})[figure.engine] = figure
    rows: list[tuple[bool, int, _Row]] = []
    few = 0
    for name, by_benchmark in found.items():
        complete = [figures for figures in by_benchmark.values() if len(figures) == len(asked)]
        count = sum(figures[OURS].count for figures in complete)
        if count < ENOUGH:
            few += 1
            continue
        shares = [
            sum(figures[engine].value * figures[engine].count for figures in complete) / count
            for engine, _ in asked
        ]
        shown = name.removeprefix(prefix)
        aside = is_set_aside(shown) or shown == "WEAK"
        right = [f"{shares[0]:.3f}", *(cells.bold(share, shares[0]) for share in shares[1:])]
        rows.append((aside, -count, [f"{shown} (set aside)" if aside else shown, str(count), *right]))
    text = cells.table(
        ["", "pairs", "aliaskit shipped", *(f"{peer} tuned" for peer in peers)],
        [row for *_, row in sorted(rows)],
    )
    if text and few:
        text += f"\n\n{few} of fewer than {ENOUGH} pairs are in `figures.csv` only."
    return text


def _measured(record: Record, prefix: str) -> dict[str, dict[tuple[str, str], float]]:
    """The values of a task's benchmarks by engine and metric."""
    found: dict[str, dict[tuple[str, str], float]] = {}
    for figure in record.figures:
        if figure.benchmark.startswith(prefix):
            found.setdefault(figure.benchmark, {})[figure.engine, figure.metric] = figure.value
    return found


def _commands(record: Record) -> str:
    """The commands that make the record and the tables, without the paths of the machine they ran on."""
    folder = record.folder.resolve()
    shown = folder.relative_to(ROOT) if folder.is_relative_to(ROOT) else Path(folder.name)
    # Records of earlier versions hold the command as it was given.
    arguments = shlex.split(record.machine.get("command", ""))[3:]
    lines = [f"{repeatable(arguments)} --out {shown}"] if arguments else []
    return "\n".join(["```bash", *lines, f"python -m benchmarks report {shown}", "```"])

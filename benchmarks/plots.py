"""Pictures of a record, as SVG files that are the same bytes on every run."""

from collections.abc import Sequence, Set
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import compare
from benchmarks.compare import OURS, is_peer
from benchmarks.records import CurvePoint, Record
from benchmarks.tasks.pairs import STEPS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NEEDED = "plots need matplotlib: pip install 'aliaskit[bench]'"
RECALLS = [step / STEPS for step in range(STEPS + 1)]
"""Where the curves are averaged: where thinning leaves them exact."""
# A recall in a record is rounded to four digits.
_ROUNDING = 0.0001
_PEERS = 5
_SIZE = (6.4, 4.8)
_SETTINGS: dict[Any, Any] = {
    # Ids from a fixed salt and text as text: otherwise no two files are equal.
    "svg.hashsalt": "aliaskit",
    "svg.fonttype": "none",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.alpha": 0.3,
    "legend.frameon": False,
}
_NO_DATE = {"Date": None, "Creator": None}


class PlotError(Exception):
    """What plots need and is not there."""


def write_plots(record: Record, folder: Path) -> list[Path]:
    """The files written: of what the record has no figures of there is none.

    Raises:
        PlotError: matplotlib is not installed.
    """
    try:
        from matplotlib import rc_context
    except ImportError as error:
        raise PlotError(NEEDED) from error
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    with rc_context(_SETTINGS):
        for slice_ in ("same-script", "cross-script"):
            written.append(_precision_recall(record, slice_, folder / f"precision-recall-{slice_}.svg"))
        written.append(_reliability(record, folder / "reliability.svg"))
        written.append(_speed(record, folder / "speed-by-size.svg"))
    return [path for path in written if path is not None]


def mean_curve(curves: Sequence[Sequence[CurvePoint]]) -> list[float]:
    """The mean precision over sets of whoever finds at least so much, at each of `RECALLS`."""
    return [sum(_precision_at(points, recall) for points in curves) / len(curves) for recall in RECALLS]


def _precision_at(points: Sequence[CurvePoint], recall: float) -> float:
    """The interpolated precision: the best of all points that find at least so much."""
    return max((point.precision for point in points if point.recall >= recall - _ROUNDING), default=0.0)


def _precision_recall(record: Record, slice_: str, path: Path) -> Path | None:
    found: dict[str, dict[str, list[CurvePoint]]] = {}
    for point in record.curves:
        if point.slice == slice_:
            found.setdefault(point.engine, {}).setdefault(point.benchmark, []).append(point)
    if OURS not in found:
        return None
    # The engines that have all our sets, those first that are best in the tables.
    settings = compare.settings_that_count(record, "pairs")
    ranked = compare.means(record, "pairs", slice_, "f1", per_engine_setting=settings)
    sets = found[OURS].keys()
    peers = [
        mean.engine for mean in ranked if is_peer(mean.engine) and found.get(mean.engine, {}).keys() == sets
    ]
    axes = _axes(
        f"{slice_}: mean over {len(sets)} sets, a tenth of the pairs the same", "recall", "precision"
    )
    for engine in [OURS, *peers[:_PEERS]]:
        precisions = mean_curve([found[engine][name] for name in sorted(sets)])
        axes.plot(RECALLS, precisions, label=engine, linewidth=2.2 if engine == OURS else 1.2)
    if shipped := _shipped(record, slice_, sets):
        axes.plot(*([value] for value in shipped), "o", color="C0", label="aliaskit as it ships")
    axes.set(xlim=(0, 1), ylim=(0, 1.02))
    return _saved(axes, path)


def _shipped(record: Record, slice_: str, sets: Set[str]) -> tuple[float, float] | None:
    """Our mean recall and precision at the setting that ships, over the same sets."""
    means = []
    for metric in ("recall", "precision"):
        figures = record.values(metric, slice_, "own").get(OURS, {})
        values = [figures[name].value for name in sets if name in figures]
        if len(values) != len(sets):
            return None
        means.append(sum(values) / len(values))
    return means[0], means[1]


def _reliability(record: Record, path: Path) -> Path | None:
    bins: dict[str, list[tuple[float, float]]] = {}
    for figure in record.figures:
        slice_, at, stated = figure.slice.partition(":bin at ")
        if at and figure.benchmark.startswith("calibration/"):
            bins.setdefault(slice_, []).append((float(stated), figure.value))
    if not bins:
        return None
    axes = _axes("of the pairs given a probability, how many are the same", "stated", "observed")
    axes.plot([0, 1], [0, 1], color="0.6", linestyle=":", label="as stated")
    for slice_, points in bins.items():
        axes.plot(*zip(*sorted(points), strict=True), marker="o", markersize=4, label=slice_)
    axes.set(xlim=(0, 1), ylim=(0, 1.02))
    return _saved(axes, path)


def _speed(record: Record, path: Path) -> Path | None:
    lines: dict[str, list[tuple[int, float]]] = {}
    for figure in record.figures:
        name = {"fuzzy_us": "aliaskit", "extract_one_us": "extractOne, token_sort_ratio"}.get(figure.metric)
        if name and figure.benchmark.startswith("scale/"):
            lines.setdefault(name, []).append((figure.count, figure.value))
    if not lines:
        return None
    axes = _axes("a misspelt query among so many names", "names", "µs of CPU time")
    for name, points in sorted(lines.items()):
        axes.plot(*zip(*sorted(points), strict=True), marker="o", markersize=4, label=name)
    axes.set(xscale="log", yscale="log")
    return _saved(axes, path)


def _axes(title: str, across: str, up: str) -> "Axes":
    """Empty axes on a figure of their own, outside pyplot: nothing is left open."""
    from matplotlib.figure import Figure

    axes: Axes = Figure(figsize=_SIZE, layout="tight").add_subplot()
    axes.set(title=title, xlabel=across, ylabel=up)
    return axes


def _saved(axes: "Axes", path: Path) -> Path:
    axes.legend()
    figure: Any = axes.figure
    figure.savefig(path, format="svg", metadata=_NO_DATE)
    return path

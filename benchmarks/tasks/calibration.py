"""`calibration`: whether a probability is what it says, where a tenth of all pairs are matches."""

from collections.abc import Sequence

from aliaskit.evaluation import PREVALENCE, brier_skill, calibration_error, equal_mass_bins
from benchmarks.records import Figure
from benchmarks.tasks.pairs import ENOUGH, Judged

BINS = 15
SURE = 0.95
Forecast = tuple[float, bool]


def figures(benchmark: str, engine: str, sets: Sequence[Sequence[Judged]]) -> list[Figure]:
    """The calibration on several sets together, each with the same weight, by script."""
    found: list[Figure] = []
    for name, crossing in (("same-script", False), ("cross-script", True)):
        forecasts = [
            forecast
            for items in sets
            for forecast in at_prevalence(
                [
                    (item.score, item.pair.same)
                    for item in items
                    if item.pair.derivable and item.pair.cross_script is crossing
                ]
            )
        ]
        if forecasts:
            found += _figures(benchmark, engine, name, forecasts)
    return found


def at_prevalence(forecasts: Sequence[Forecast], size: int = 2000) -> list[Forecast]:
    """The forecasts repeated until a tenth of about ``size`` are matches; none where one label is rare."""
    same = sorted(forecast for forecast in forecasts if forecast[1])
    different = sorted(forecast for forecast in forecasts if not forecast[1])
    if min(len(same), len(different)) < ENOUGH:
        return []
    wanted = round(size * PREVALENCE)
    return _stretched(same, wanted) + _stretched(different, size - wanted)


def _stretched(forecasts: Sequence[Forecast], size: int) -> list[Forecast]:
    """As many forecasts of the same spread, taken at even steps."""
    return [forecasts[place * len(forecasts) // size] for place in range(size)]


def _figures(benchmark: str, engine: str, name: str, forecasts: Sequence[Forecast]) -> list[Figure]:
    count = len(forecasts)
    sure = [true for probability, true in forecasts if probability >= SURE]
    values = {
        "ece": calibration_error(forecasts, BINS),
        "brier_skill": brier_skill(forecasts),
        "right_of_sure": sum(sure) / len(sure) if sure else None,
    }
    found = [
        Figure(benchmark, engine, name, "own", metric, value, count)
        for metric, value in values.items()
        if value is not None
    ]
    for part in equal_mass_bins(forecasts, BINS):
        label = f"{name}:bin at {part.stated:.4f}"
        found.append(Figure(benchmark, engine, label, "own", "observed", part.observed, part.size))
    return found

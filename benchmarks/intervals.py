"""Intervals of resampled figures."""

from collections.abc import Iterable


def interval(drawn: Iterable[float]) -> tuple[float, float]:
    """The bounds of the middle 95 % of resampled values (percentile bootstrap, Efron 1979)."""
    ranked = sorted(drawn)
    return ranked[int(0.025 * len(ranked))], ranked[int(0.975 * len(ranked))]

"""Sets that are made at run time and never stored."""

from benchmarks.made.countries import country_pairs, country_queries
from benchmarks.made.noise import noisy_list, noisy_pairs, own_names

__all__ = ["country_pairs", "country_queries", "noisy_list", "noisy_pairs", "own_names"]

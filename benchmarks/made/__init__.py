"""Sets that are made at run time and never stored."""

from benchmarks.made.countries import country_pairs, country_queries

__all__ = ["country_pairs", "country_queries"]

"""Measure aliaskit against simple alternatives: `python -m benchmarks --help`."""

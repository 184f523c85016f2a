"""Many names at once: a column with the canonical names beside it."""

from aliaskit.cleaning.column import COLUMNS, cleaned_cells

__all__ = ["COLUMNS", "cleaned_cells"]

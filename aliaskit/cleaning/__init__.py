"""Many names at once: groups without chaining, canonical forms, reasons for every row."""

from aliaskit.cleaning.cleaner import clean
from aliaskit.cleaning.cluster import Clusters, Limits, Rulings, cluster
from aliaskit.cleaning.column import kind_in, known_only
from aliaskit.cleaning.elect import elect
from aliaskit.cleaning.result import COLUMNS, Cleaned, CleanedRow, Group, Unsure

__all__ = [
    "COLUMNS",
    "Cleaned",
    "CleanedRow",
    "Clusters",
    "Group",
    "Limits",
    "Rulings",
    "Unsure",
    "clean",
    "cluster",
    "elect",
    "kind_in",
    "known_only",
]

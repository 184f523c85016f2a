"""Tables in and out: CSV, TSV and JSON Lines in the encodings that exports come in, XLSX and Parquet."""

from aliaskit.tables.formats import NAME
from aliaskit.tables.reading import read_table
from aliaskit.tables.table import Problem, Row, Table
from aliaskit.tables.writing import write_table

__all__ = ["NAME", "Problem", "Row", "Table", "read_table", "write_table"]

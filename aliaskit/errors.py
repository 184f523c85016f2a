"""Errors that callers may meet, in one tree.

AliasKitError
├── GazetteerError(path, line, column)   a gazetteer, lexicon or list of entities is wrong
│   └── SnapshotError                    a compiled file is damaged, foreign or stale
├── DecisionError(path, line, column)    a file of decisions is wrong
└── TableError(path, line, column)       a table cannot be read or written

Names never raise: any text gets an answer. Errors are for callers' mistakes.
"""


class AliasKitError(Exception):
    """The base of every error that aliaskit raises on purpose."""


class _LocatedError(AliasKitError):
    """An error in a file; its text starts with ``path:line:column:``."""

    def __init__(
        self, message: str, *, path: str | None = None, line: int | None = None, column: int | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.column = column

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)
        return f"{where}: {self.message}" if where else self.message


class GazetteerError(_LocatedError):
    """A gazetteer, a lexicon or a list of entities is wrong."""


class SnapshotError(GazetteerError):
    """A compiled file is damaged, truncated, foreign or stale."""


class DecisionError(_LocatedError):
    """A file of decisions is wrong or contradicts itself."""


class TableError(_LocatedError):
    """A table cannot be read or written."""

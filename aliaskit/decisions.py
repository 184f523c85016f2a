"""A person's rulings, which override the model: same, different, pin.

The file has one header, ``decision,a,b,kind,note``: *same* and *different* hold between two names, *pin*
gives the name ``a`` what ``b`` says, an entity's id or a canonical form. Rows without a decision are not
ruled on yet.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self, cast

from aliaskit.errors import DecisionError, TableError
from aliaskit.tables import read_table

Ruling = Literal["same", "different", "pin"]
COLUMNS = ("decision", "a", "b", "kind", "note")
_RULINGS = ("same", "different", "pin")


@dataclass(frozen=True, slots=True)
class Decision:
    """One ruling: two names are the same or different, or a name (``a``) is pinned to ``b``."""

    decision: Ruling
    a: str
    b: str
    kind: str = ""
    note: str = ""
    line: int | None = None


class Decisions:
    """Rulings, looked up by comparison form. Immutable; a resolver binds them to its own normaliser."""

    def __init__(
        self,
        decisions: Iterable[Decision],
        normalize: Callable[[str], str] | None = None,
        *,
        path: str | None = None,
    ) -> None:
        """Rulings.

        Raises:
            DecisionError: two rulings contradict each other (once they are bound to a normaliser).
        """
        self._decisions = tuple(decisions)
        self._path = path
        self._normalize = normalize
        self._pins: dict[str, Decision] = {}
        self._pairs: dict[tuple[str, str], Decision] = {}
        self._partners: dict[str, list[tuple[str, Decision]]] = {}
        if normalize is not None:
            for decision in self._decisions:
                self._file(decision, normalize)

    @classmethod
    def none(cls) -> Self:
        """No rulings."""
        return cls(())

    @classmethod
    def from_file(cls, path: str | Path) -> Self:
        """The rulings of a table with the columns decision, a, b and, if one likes, kind and note.

        Raises:
            DecisionError: with file and line, what came and what was expected.
        """
        found = []
        try:
            with read_table(path) as table:
                places: dict[str, int] = {
                    column: table.column_index(column) for column in ("decision", "a", "b")
                }
                for column in ("kind", "note"):
                    if column in table.columns:
                        places[column] = table.columns.index(column)
                for row in table:
                    cells = {column: row.cells[place].strip() for column, place in places.items()}
                    ruling = cells["decision"].casefold()
                    if not ruling:
                        continue
                    if ruling not in _RULINGS:
                        raise DecisionError(
                            f"'{cells['decision']}' is no decision; use same, different or pin",
                            path=str(path),
                            line=row.line,
                        )
                    if not cells["a"] or (not cells["b"] and ruling != "pin"):
                        raise DecisionError("a decision names a and b", path=str(path), line=row.line)
                    found.append(
                        Decision(
                            cast(Ruling, ruling),
                            cells["a"],
                            cells["b"],
                            cells.get("kind", ""),
                            cells.get("note", ""),
                            row.line,
                        )
                    )
        except TableError as error:
            raise DecisionError(
                error.message, path=error.path, line=error.line, column=error.column
            ) from None
        return cls(found, path=str(path))

    def bound(self, normalize: Callable[[str], str]) -> "Decisions":
        """The same rulings by the comparison forms of a normaliser.

        Raises:
            DecisionError: two rulings contradict each other.
        """
        return Decisions(self._decisions, normalize, path=self._path)

    def _file(self, decision: Decision, normalize: Callable[[str], str]) -> None:
        a, b = normalize(decision.a), normalize(decision.b)
        if decision.decision == "pin":
            earlier = self._pins.setdefault(a, decision)
            contradicts = earlier.b != decision.b
        else:
            pair = (a, b) if a < b else (b, a)
            if pair not in self._pairs:
                self._partners.setdefault(a, []).append((b, decision))
                self._partners.setdefault(b, []).append((a, decision))
            earlier = self._pairs.setdefault(pair, decision)
            contradicts = earlier.decision != decision.decision
        if contradicts:
            where = f" in line {earlier.line}" if earlier.line else ""
            raise DecisionError(
                f"'{decision.a}', '{decision.b}' is ruled {decision.decision}, but earlier{where}"
                f" {earlier.decision} ('{earlier.a}', '{earlier.b}'); keep one",
                path=self._path,
                line=decision.line,
            )

    def __bool__(self) -> bool:
        return bool(self._decisions)

    def _form(self, name: str) -> str:
        return self._normalize(name) if self._normalize else name

    def pin(self, name: str) -> Decision | None:
        """The ruling that pins a name, if there is one."""
        return self._pins.get(self._form(name)) if self._pins else None

    def between(self, a: str, b: str) -> Decision | None:
        """The ruling on two names, if there is one."""
        if not self._pairs:
            return None
        first, second = self._form(a), self._form(b)
        return self._pairs.get((first, second) if first < second else (second, first))

    def partners(self, name: str, ruling: Ruling) -> list[str]:
        """The names that are ruled the same as a name, or different from it, as they were written."""
        form = self._form(name)
        return [
            decision.b if self._form(decision.a) == form else decision.a
            for _, decision in self._partners.get(form, ())
            if decision.decision == ruling
        ]

    def pairs(self) -> Iterator[tuple[str, str, bool]]:
        """The comparison forms of every ruled pair, and whether they are the same."""
        for (a, b), decision in self._pairs.items():
            yield a, b, decision.decision == "same"

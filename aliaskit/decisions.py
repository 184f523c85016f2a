"""A person's rulings, which override the model: same, different, pin.

The file has one header, ``decision,a,b,kind,note``: *same* and *different* hold between two names, *pin*
gives the name ``a`` what ``b`` says, an entity's id or a canonical form (nothing: the name as it stands).
With a kind, a ruling leaves mentions of other kinds alone. Rows without a decision are not ruled on yet.

Rulings reach as far as logic does: what is the same as a name shares its pin and its differences; a file
that contradicts itself on the way is refused, with the lines.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self, cast

from aliaskit.errors import DecisionError, TableError
from aliaskit.gazetteer import kind_from_text
from aliaskit.model import Kind
from aliaskit.tables import read_table
from aliaskit.text import tidy

Ruling = Literal["same", "different", "pin"]
COLUMNS = ("decision", "a", "b", "kind", "note")
_RULINGS = ("same", "different", "pin")
_ID = re.compile(rf"({'|'.join(kind.value for kind in Kind)})/[a-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Decision:
    """One ruling: two names are the same or different, or a name (``a``) is pinned to ``b``."""

    decision: Ruling
    a: str
    b: str
    kind: Kind | None = None
    note: str = ""
    line: int | None = None


class _Contradiction(Exception):
    """A ruling against earlier ones."""

    def __init__(self, *earlier: Decision) -> None:
        self.earlier = earlier


class Rulings:
    """The rulings that hold for mentions of one kind. Names are looked up by their comparison form."""

    def __init__(self, key: Callable[[str], str]) -> None:
        """No rulings yet."""
        self._key = key
        self._leader: dict[str, str] = {}
        self._same: dict[str, list[Decision]] = {}
        self._pins: dict[str, Decision] = {}
        self._apart: dict[str, dict[str, Decision]] = {}

    def file(self, decision: Decision) -> None:
        """Nothing; the ruling holds from now on, or is refused with the earlier ones against it."""
        a, b = self._lead(self._key(decision.a)), self._lead(self._key(decision.b))
        if decision.decision == "pin":
            self._file_pin(a, decision)
        elif decision.decision == "different":
            if a == b:
                raise _Contradiction(*self._path(self._key(decision.a), self._key(decision.b)))
            self._apart.setdefault(a, {}).setdefault(b, decision)
            self._apart.setdefault(b, {}).setdefault(a, decision)
            self._check_pins(a)
        else:
            self._file_same(a, b, decision)

    def _file_pin(self, a: str, decision: Decision) -> None:
        self._leader.setdefault(a, a)
        earlier = self._pins.setdefault(a, decision)
        if earlier.b != decision.b:
            raise _Contradiction(earlier)
        self._check_pins(a)

    def _file_same(self, a: str, b: str, decision: Decision) -> None:
        if a != b:
            if b in self._apart.get(a, ()):
                raise _Contradiction(self._apart[a][b])
            pins = [self._pins[each] for each in (a, b) if each in self._pins]
            if len(pins) == 2 and pins[0].b != pins[1].b:
                raise _Contradiction(*pins)
            self._merge(a, b)
        self._same.setdefault(a, []).append(decision)
        self._check_pins(a)

    def _merge(self, a: str, b: str) -> None:
        """Nothing; the names of ``b`` are led by ``a`` from now on."""
        self._leader[b] = self._leader.setdefault(a, a)
        self._same[a] = self._same.get(a, []) + self._same.pop(b, [])
        if b in self._pins:
            self._pins.setdefault(a, self._pins.pop(b))
        for other, decision in self._apart.pop(b, {}).items():
            del self._apart[other][b]
            self._apart[other].setdefault(a, decision)
            self._apart.setdefault(a, {}).setdefault(other, decision)

    def _check_pins(self, a: str) -> None:
        """Nothing; two names that are not the same must not be pinned to the same."""
        pin = self._pins.get(a)
        for other, decision in self._apart.get(a, {}).items():
            other_pin = self._pins.get(other)
            if pin is not None and pin.b and other_pin is not None and other_pin.b == pin.b:
                raise _Contradiction(decision, pin, other_pin)

    def _lead(self, key: str) -> str:
        while (leader := self._leader.get(key, key)) != key:
            self._leader[key] = self._leader.get(leader, leader)
            key = leader
        return key

    def _path(self, a: str, b: str) -> Sequence[Decision]:
        """The rulings that make two names the same, one after another."""
        paths: dict[str, tuple[Decision, ...]] = {a: ()}
        queue = [a]
        for name in queue:
            for decision in self._same.get(self._lead(a), ()):
                ends = self._key(decision.a), self._key(decision.b)
                for one, other in (ends, ends[::-1]):
                    if one == name and other not in paths:
                        paths[other] = (*paths[name], decision)
                        queue.append(other)
        return paths[b]

    def group(self, name: str) -> str | None:
        """What stands for the name and all that are ruled the same as it; None if nobody ruled on it."""
        leader = self._lead(self._key(name))
        ruled = leader in self._same or leader in self._pins or leader in self._apart
        return leader if ruled else None

    def pin(self, name: str) -> Decision | None:
        """The ruling that pins a name, or one that is the same, if there is one."""
        return self._pins.get(self._lead(self._key(name)))

    def between(self, a: str, b: str) -> Decision | None:
        """The ruling by which two names are the same or different, if there is one."""
        first, second = self._key(a), self._key(b)
        lead, other = self._lead(first), self._lead(second)
        if lead == other:
            return next(iter(self._path(first, second)), None) if first != second else None
        return self._apart.get(lead, {}).get(other)

    def same(self, name: str) -> list[str]:
        """The names that are ruled the same as a name, it among them: b before a, in the file's order."""
        found: dict[str, str] = {}
        for decision in self._same.get(self._lead(self._key(name)), ()):
            found.setdefault(self._key(decision.b), decision.b)
            found.setdefault(self._key(decision.a), decision.a)
        return list(found.values())

    def different(self, name: str) -> list[tuple[str, bool]]:
        """The names that are ruled different from a name, and whether the name is the ruling's ``a``."""
        lead = self._lead(self._key(name))
        return [
            (decision.b, True) if self._lead(self._key(decision.a)) == lead else (decision.a, False)
            for decision in self._apart.get(lead, {}).values()
        ]

    def apart(self) -> Iterator[tuple[str, str]]:
        """The groups that are ruled different, each pair once."""
        for group, others in self._apart.items():
            yield from ((group, other) for other in others if group < other)


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
            DecisionError: rulings contradict each other (once they are bound to a normaliser).
        """
        self._decisions = tuple(decisions)
        self._path = path
        self._normalize = normalize or tidy
        # Forms that are ruled to be two names in spite of their likeness are told apart by their letters.
        self._split = {
            self._normalize(each.a)
            for each in self._decisions
            if each.decision == "different" and self._normalize(each.a) == self._normalize(each.b)
        }
        self._keys: dict[str, str] = {}
        self._views: dict[Kind | None, Rulings] = {}
        self._kindless = self._all = Rulings(self.key)
        if normalize is not None:
            self._bind()

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
                    found.append(_decision(cast(Ruling, ruling), cells, str(path), row.line))
        except TableError as error:
            raise DecisionError(
                error.message, path=error.path, line=error.line, column=error.column
            ) from None
        return cls(found, path=str(path))

    def bound(self, normalize: Callable[[str], str]) -> "Decisions":
        """The same rulings by the comparison forms of a normaliser.

        Raises:
            DecisionError: rulings contradict each other.
        """
        return Decisions(self._decisions, normalize, path=self._path)

    def key(self, name: str) -> str:
        """What a name is ruled on by: its comparison form, with its letters where a ruling needs them."""
        form = self._keys.get(name) or self._normalize(name)
        return f"{form}\n{tidy(name)}" if form in self._split else form

    def of(self, kind: Kind | None) -> Rulings:
        """The rulings that hold for mentions of a kind, or for those whose kind is not known."""
        return self._all if kind is None else self._views.get(kind, self._kindless)

    def __bool__(self) -> bool:
        return bool(self._decisions)

    def check(self, entity_of: Callable[[str], object]) -> None:
        """Nothing; every pin to an entity's id is held against the entities that there are.

        Raises:
            DecisionError: ``entity_of`` knows no entity of this id.
        """
        for each in self._decisions:
            if each.decision == "pin" and _ID.fullmatch(each.b) and entity_of(each.b) is None:
                message = f"no gazetteer holds '{each.b}'; check the id, or write a canonical name"
                raise DecisionError(message, path=self._path, line=each.line)

    def _bind(self) -> None:
        """Nothing; the rulings are filed by the kind of mentions that they hold for."""
        for each in self._decisions:
            for name in (each.a, each.b):
                self._keys[name] = self._normalize(name)
        kinds = {each.kind for each in self._decisions if each.kind}
        self._kindless = self._all = self._view(self._decisions)
        if kinds:
            self._kindless = self._view([each for each in self._decisions if each.kind is None])
            for kind in kinds:
                self._views[kind] = self._view(
                    [each for each in self._decisions if each.kind in (None, kind)]
                )

    def _view(self, decisions: Iterable[Decision]) -> Rulings:
        rulings = Rulings(self.key)
        for decision in decisions:
            try:
                rulings.file(decision)
            except _Contradiction as contradiction:
                earlier = contradiction.earlier
                # Rulings on two kinds are both right; a mention of unknown kind obeys the first.
                if len({each.kind for each in (decision, *earlier)} - {None}) < 2:
                    raise self._refused(decision, earlier) from None
        return rulings

    def _refused(self, decision: Decision, earlier: Sequence[Decision]) -> DecisionError:
        message = f"'{decision.a}', '{decision.b}' is ruled {decision.decision}, but "
        if earlier:
            shown = [
                f"{f'in line {each.line} ' if each.line else ''}{each.decision} ('{each.a}', '{each.b}')"
                for each in sorted(earlier, key=lambda each: each.line or 0)
                if each is not decision
            ]
            message += f"earlier {', '.join(shown)}; keep one"
        else:
            message += "they are one name; leave the ruling out"
        return DecisionError(message, path=self._path, line=decision.line)


def _decision(ruling: Ruling, cells: Mapping[str, str], path: str, line: int) -> Decision:
    """The ruling in a row.

    Raises:
        DecisionError: its kind is none.
    """
    kind = cells.get("kind", "")
    try:
        return Decision(
            ruling,
            cells["a"],
            cells["b"],
            kind_from_text(kind) if kind else None,
            cells.get("note", ""),
            line,
        )
    except ValueError as error:
        raise DecisionError(str(error), path=path, line=line) from None

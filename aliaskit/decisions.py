"""A person's rulings, which override the model: same, different, pin."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, Self, TypeVar

from aliaskit.errors import DecisionError

Ruling = Literal["same", "different", "pin"]
_Key = TypeVar("_Key", str, frozenset[str])


@dataclass(frozen=True, slots=True)
class Decision:
    """One ruling: two names are the same or different, or a name (``a``) is pinned to ``b``.

    ``b`` of a pin is an entity's id or the canonical form to give.
    """

    decision: Ruling
    a: str
    b: str
    note: str = ""


class Decisions:
    """Rulings by comparison form. Immutable."""

    def __init__(self, decisions: Iterable[Decision], normalize: Callable[[str], str]) -> None:
        self._normalize = normalize
        self._pins: dict[str, Decision] = {}
        self._pairs: dict[frozenset[str], Decision] = {}
        for decision in decisions:
            if decision.decision == "pin":
                self._add(self._pins, normalize(decision.a), decision)
            else:
                self._add(self._pairs, frozenset({normalize(decision.a), normalize(decision.b)}), decision)

    @classmethod
    def none(cls) -> Self:
        """No rulings."""
        return cls((), str)

    @staticmethod
    def _add(table: dict[_Key, Decision], key: _Key, decision: Decision) -> None:
        earlier = table.setdefault(key, decision)
        if (earlier.decision, earlier.b if decision.decision == "pin" else "") != (
            decision.decision,
            decision.b if decision.decision == "pin" else "",
        ):
            raise DecisionError(
                f"'{decision.a}' and '{decision.b}' are ruled {decision.decision}, and earlier"
                f" {earlier.decision} ('{earlier.a}', '{earlier.b}'); keep one"
            )

    def __bool__(self) -> bool:
        return bool(self._pins or self._pairs)

    def pin(self, name: str) -> Decision | None:
        """The ruling that pins a name, if there is one."""
        return self._pins.get(self._normalize(name)) if self._pins else None

    def between(self, a: str, b: str) -> Decision | None:
        """The ruling on two names, if there is one."""
        if not self._pairs:
            return None
        return self._pairs.get(frozenset({self._normalize(a), self._normalize(b)}))

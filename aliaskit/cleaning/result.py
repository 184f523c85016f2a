"""What cleaning a list gives back: a row per mention, a group per thing meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from aliaskit.model import Entity, Reason, Resolution, Verdict

# The columns that cleaning adds to a table, in order.
COLUMNS = (
    "canonical",
    "entity_id",
    "entity_kind",
    "verdict",
    "probability",
    "reason",
    "explanation",
    "cluster",
)


@dataclass(frozen=True, slots=True)
class CleanedRow:
    """The answer to one mention: its canonical form, why, and the number of its group."""

    name: str
    canonical: str
    entity: Entity | None
    verdict: Verdict
    reason: Reason
    probability: float
    explanation: str
    cluster: str

    @classmethod
    def of(cls, name: str, canonical: str, answer: Resolution, cluster: str) -> Self:
        """The row of a mention with its resolution, under a canonical form and in a group."""
        return cls(
            name,
            canonical,
            answer.entity,
            answer.verdict,
            answer.reason,
            answer.probability,
            answer.explanation,
            cluster,
        )

    def cells(self) -> list[str]:
        """The values of the added columns, in their order."""
        return [
            self.canonical,
            self.entity.id if self.entity else "",
            self.entity.kind.value if self.entity else "",
            self.verdict.value,
            f"{self.probability:.4f}",
            self.reason.value,
            self.explanation,
            self.cluster,
        ]


@dataclass(frozen=True, slots=True)
class Group:
    """One thing meant: its canonical form, every form with how often it occurs, its weakest link.

    ``weakest`` is the pair of forms that holds the group together least, with its probability (0 to 1).
    """

    id: str
    canonical: str
    entity: Entity | None
    forms: tuple[tuple[str, int], ...]
    weakest: tuple[str, str, float] | None


@dataclass(frozen=True, slots=True)
class Unsure:
    """Two forms that may mean the same and were kept apart; ``rows`` says how many rows hang on it."""

    a: str
    b: str
    probability: float
    rows: int
    explanation: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned list."""

    rows: tuple[CleanedRow | None, ...]
    clusters: tuple[Group, ...]
    unsure: tuple[Unsure, ...]
    names: Sequence[object]

    @property
    def canonical(self) -> list[object]:
        """The canonical names in input order; what was no text comes back as it was."""
        return [row.canonical if row else name for row, name in zip(self.rows, self.names, strict=True)]

    @property
    def mapping(self) -> dict[str, str]:
        """Every distinct mention to its canonical form (the first, where groups of rows differ)."""
        found: dict[str, str] = {}
        for row in self.rows:
            if row is not None:
                found.setdefault(row.name, row.canonical)
        return found

    def to_records(self) -> list[dict[str, str]]:
        """One dict of text per row, with the name and the added columns."""
        return [
            {"name": row.name, **dict(zip(COLUMNS, row.cells(), strict=True))}
            for row in self.rows
            if row is not None
        ]

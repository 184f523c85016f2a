"""The engines that are measured on linking: aliaskit's resolver, and a search by one scorer."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from rapidfuzz import fuzz, process

from benchmarks.data import Known, same_kind
from benchmarks.engines import exact_key, fold


@dataclass(frozen=True, slots=True)
class Answer:
    """The best proposal with its score, and what the engine itself says.

    `linked`, `ambiguous` and `candidates` are None for engines without a setting of their own.
    """

    proposal: str | None
    score: float
    linked: bool | None = None
    ambiguous: bool | None = None
    candidates: tuple[str, ...] | None = None


class Linker(Protocol):
    """Whatever can say who is meant."""

    @property
    def name(self) -> str:
        """The name under which it is reported."""

    def answer(self, text: str, kind: str | None, country: str | None) -> Answer:
        """The answer to one mention."""


class Aliaskit:
    """aliaskit's resolver over its own gazetteers or over one file of entities."""

    name = "aliaskit"

    def __init__(self, entities: Path | None) -> None:
        # Imported here, so that the others can be measured where it is not built.
        from aliaskit import Gazetteer, Resolver

        if entities is None:
            self._resolver = Resolver.default()
        else:
            self._resolver = Resolver([Gazetteer.from_file(entities)])

    def answer(self, text: str, kind: str | None, country: str | None) -> Answer:
        """The entity or else the first candidate; linked where the verdict is MATCH."""
        found = self._resolver.resolve(text, kind=kind, country=country)
        candidates = tuple(candidate.entity.id for candidate in found.candidates)
        linked = found.verdict.name == "MATCH"
        ambiguous = found.verdict.name == "AMBIGUOUS"
        if found.entity is not None:
            return Answer(found.entity.id, found.probability, linked, ambiguous, candidates)
        if not candidates:
            return Answer(None, 0.0, linked, ambiguous, candidates)
        best = max(found.candidates, key=lambda candidate: candidate.probability)
        return Answer(best.entity.id, best.probability, linked, ambiguous, candidates)


class ExactKey:
    """The entity that alone has a name with the same letters and digits."""

    name = "exact key"

    def __init__(self, entities: Iterable[Known]) -> None:
        self._owners: dict[str, list[Known]] = defaultdict(list)
        for entity in entities:
            for key in {exact_key(name) for name in entity.names} - {""}:
                self._owners[key].append(entity)

    def answer(self, text: str, kind: str | None, country: str | None) -> Answer:
        """The only owner with score 1; several owners are ambiguous."""
        owners = self._owners.get(exact_key(text), [])
        ids = tuple(sorted({owner.id for owner in owners if fits(owner, kind, country)}))
        only = ids[0] if len(ids) == 1 else None
        return Answer(only, float(bool(only)), bool(only), len(ids) > 1, ids)


class Search:
    """rapidfuzz's `extractOne` over every way of writing every entity, all folded."""

    def __init__(self, name: str, scorer: Callable[..., float], entities: Sequence[Known]) -> None:
        self.name = name
        self._scorer = scorer
        self._entities = entities
        self._choices = cache(self._folded)

    def answer(self, text: str, kind: str | None, country: str | None) -> Answer:
        """The entity of the best name, its score from 0 to 1."""
        ids, names = self._choices(kind, country)
        query = fold(text)
        found = process.extractOne(query, names, scorer=self._scorer) if query else None
        if found is None:
            return Answer(None, 0.0)
        _, score, index = found
        return Answer(ids[index], score / 100)

    def _folded(self, kind: str | None, country: str | None) -> tuple[list[str], list[str]]:
        named = [
            (entity.id, name)
            for entity in self._entities
            if fits(entity, kind, country)
            for name in sorted({fold(name) for name in entity.names} - {""})
        ]
        return [id_ for id_, _ in named], [name for _, name in named]


def fits(entity: Known, kind: str | None, country: str | None) -> bool:
    """Whether kind and country, where both sides name them, are the same."""
    kind_fits = kind is None or entity.kind == same_kind(kind)
    return kind_fits and (country is None or entity.country in (None, country))


LINKERS: dict[str, Callable[[Path | None, Sequence[Known]], Linker]] = {
    "aliaskit": lambda path, _: Aliaskit(path),
    "exact-key": lambda _, known: ExactKey(known),
    "token-sort": lambda _, known: Search("token_sort_ratio", fuzz.token_sort_ratio, known),
    "wratio": lambda _, known: Search("WRatio", fuzz.WRatio, known),
}

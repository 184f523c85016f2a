"""The names of a list that no gazetteer knows, as a gazetteer of their own."""

import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from aliaskit.build import compile_entities
from aliaskit.candidates import CandidateIndex
from aliaskit.cleaning.cluster import Rulings
from aliaskit.gazetteer import Snapshot
from aliaskit.model import Entity, Kind
from aliaskit.names import natural_form
from aliaskit.odds import Weighed
from aliaskit.resolver import Resolver
from aliaskit.text import tidy

MOST_CANDIDATES = 12
_KIND_MARGIN = 1.5
# Wraps long work: the items, and what is done with them.
Progress = Callable[[Sequence[Any], str], Iterable[Any]]


class Unit(NamedTuple):
    """A distinct mention, with the kind and the country that were given with it."""

    name: str
    kind: Kind | None
    country: str | None


class Pool:
    """The names that the gazetteers do not know, one number per comparison form and kind."""

    def __init__(self, units: Mapping[Unit, int], resolver: Resolver) -> None:
        """The pool of the names, each with its kind and how often it occurs."""
        self.resolver = resolver
        self.parser = resolver.parser
        found: dict[tuple[str, str, str], Counter[str]] = {}
        keys: dict[Unit, tuple[str, str, str]] = {}
        decisions = resolver.decisions
        for unit, count in units.items():
            name, kind, _ = unit
            # What a person ruled on stands apart from what only looks the same.
            ruled = decisions.key(name) if decisions and decisions.of(kind).group(name) is not None else ""
            key = (natural_form(self.parser.parse(name, kind)), kind.value if kind else "", ruled)
            keys[unit] = key
            found.setdefault(key, Counter())[name] += count
        ordered = sorted(found)
        number = {key: place for place, key in enumerate(ordered)}
        self.number = {unit: number[key] for unit, key in keys.items()}
        self.forms = [found[key] for key in ordered]
        self.kinds = [Kind(key[1]) if key[1] else None for key in ordered]
        # The spelling that stands for the others; which one it is must not depend on row order.
        self.texts = [min(forms, key=lambda form: (-forms[form], form)) for forms in self.forms]
        self.pins, self.rulings = self._ruled()
        self._odds: dict[tuple[int, int], Weighed] = {}

    def __len__(self) -> int:
        return len(self.texts)

    def _likely(self, number: int) -> dict[Kind, float]:
        kind = self.kinds[number]
        if kind is not None and kind is not Kind.OTHER:
            return {kind: 0.0}
        scores = self.parser.kinds(self.texts[number])
        best = max(scores.values())
        return {each: score for each, score in scores.items() if score >= best - _KIND_MARGIN}

    def weighed(self, a: int, b: int) -> Weighed:
        """The evidence on two names of the pool, parsed as the kind that both look most like."""
        if a > b:
            return self.weighed(b, a).flipped()
        known = self._odds.get((a, b))
        if known is None:
            first, second = self._likely(a), self._likely(b)
            shared = [kind for kind in first if kind in second]
            if shared:
                kind = max(shared, key=lambda each: first[each] + second[each])
                left, right = self.parser.parse(self.texts[a], kind), self.parser.parse(self.texts[b], kind)
                known = self.resolver.matcher.weigh(left, right)
            else:
                known = Weighed(-math.inf, ())
            self._odds[a, b] = known
        return known

    def weigh(self, a: int, b: int) -> float:
        """The log odds of two names of the pool."""
        return self.weighed(min(a, b), max(a, b)).log_odds

    def _ruled(self) -> tuple[dict[int, str], Rulings]:
        """The canonical forms that names are pinned to, and what a person ruled on the names."""
        decisions = self.resolver.decisions
        pins: dict[int, str] = {}
        block: dict[int, Hashable] = {}
        groups: dict[Kind | None, dict[str, Hashable]] = {}
        for number, text in enumerate(self.texts if decisions else ()):
            kind = self.kinds[number]
            rulings = decisions.of(kind)
            group = rulings.group(text)
            if group is None:
                continue
            pin = rulings.pin(text)
            if pin is not None:
                pins[number] = pin.b or tidy(text)
            block[number] = (kind, group) if pin is None else (kind, group, pins[number])
            groups.setdefault(kind, {})[group] = block[number]
        apart: set[tuple[Hashable, Hashable]] = set()
        for kind, found in groups.items():
            for one, other in decisions.of(kind).apart():
                if one in found and other in found:
                    apart |= {(found[one], found[other]), (found[other], found[one])}
        return pins, Rulings(block, frozenset(apart), frozenset(block[number] for number in pins))

    def pairs(self, progress: Progress) -> dict[tuple[int, int], float]:
        """The log odds of the pairs that the index proposes."""
        entities = [
            Entity(id=f"{number:09d}", kind=self.kinds[number] or Kind.OTHER, name=text)
            for number, text in enumerate(self.texts)
        ]
        snapshot = Snapshot(compile_entities(entities, self.resolver.language, self.parser))
        index = CandidateIndex(snapshot, self.resolver.matcher.similarity)
        found: dict[tuple[int, int], float] = {}
        for number in progress(range(len(self.texts)), "comparing"):
            text = self.texts[number]
            names = [self.parser.parse(text, kind) for kind in self._likely(number)]
            for alias in index.find(names, most=MOST_CANDIDATES):
                other = snapshot.alias_entity[alias]
                pair = (number, other) if number < other else (other, number)
                if number != other and pair not in found:
                    found[pair] = self.weigh(*pair)
        return found

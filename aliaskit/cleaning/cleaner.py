"""A whole list of names: known ones by the gazetteers, the others among themselves.

1. Every distinct mention is resolved against the gazetteers, once.
2. What they do not know becomes an in-memory gazetteer of its own: same builder, candidates, evidence.
3. ``cluster`` groups it; ``elect`` picks each group's canonical form.
4. With groups of rows (articles, documents) a short form follows the one long form of its group.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from aliaskit import explain
from aliaskit.build import compile_entities
from aliaskit.candidates import CandidateIndex
from aliaskit.cleaning.cluster import Clusters, Limits, cluster
from aliaskit.cleaning.elect import Prefer, elect
from aliaskit.cleaning.result import Cleaned, CleanedRow, Group, Unsure
from aliaskit.decisions import Decisions
from aliaskit.gazetteer import Snapshot
from aliaskit.model import Entity, Evidence, Kind, Name, Reason, Resolution, Role, Verdict
from aliaskit.names import natural_form
from aliaskit.odds import Weighed, probability_of
from aliaskit.resolver import KindLike, Resolver, kind_of, per_name
from aliaskit.text import tidy

_MOST_CANDIDATES = 24
# From this probability on a name that stays alone says whom it may be.
_WORTH_SAYING = 0.3
_KIND_MARGIN = 1.5
_Unit = tuple[str, Kind | None]
# Wraps long work: the items, and what is done with them.
Progress = Callable[[Sequence[Any], str], Iterable[Any]]


def clean(
    names: Iterable[object],
    *,
    kind: KindLike | Sequence[KindLike] = None,
    country: str | Sequence[str | None] | None = None,
    groups: Sequence[object] | None = None,
    resolver: Resolver | None = None,
    decisions: Decisions | None = None,
    prefer: Prefer | None = None,
    known: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Cleaned:
    """The cleaned list: canonical forms in input order, groups, reasons, and the pairs that stayed unsure.

    ``kind`` and ``country`` are one value or one per name. ``groups`` (an article or document per name)
    lets a short form follow the long form of its group. ``known`` maps forms of an earlier run to the
    canonical forms that they had: these stay. ``progress`` wraps long work. None and other values that
    are no text come back unchanged.

    Raises:
        ValueError: a list is not as long as the names, or a kind is none.
    """
    listed = list(names)
    if resolver is None:
        resolver = Resolver(decisions=decisions) if decisions else Resolver.default()
    kinds = [kind_of(each) for each in per_name("kind", kind, len(listed))]
    countries = per_name("country", country, len(listed))
    if groups is not None and len(groups) != len(listed):
        raise ValueError(f"{len(groups)} groups for {len(listed)} names; give one per name")
    return _Cleaning(resolver, prefer, known or {}, progress or _silent).run(listed, kinds, countries, groups)


class _Pool:
    """The names that the gazetteers do not know, one number per comparison form and kind."""

    def __init__(self, units: Mapping[_Unit, int], resolver: Resolver) -> None:
        self.resolver = resolver
        self.parser = resolver.parser
        found: dict[tuple[str, str], Counter[str]] = {}
        keys: dict[_Unit, tuple[str, str]] = {}
        for unit, count in units.items():
            name, kind = unit
            key = (natural_form(self.parser.parse(name, kind)), kind.value if kind else "")
            keys[unit] = key
            found.setdefault(key, Counter())[name] += count
        ordered = sorted(found)
        number = {key: place for place, key in enumerate(ordered)}
        self.number = {unit: number[key] for unit, key in keys.items()}
        self.forms = [found[key] for key in ordered]
        self.kinds = [Kind(key[1]) if key[1] else None for key in ordered]
        # The spelling that stands for the others; which one it is must not depend on row order.
        self.texts = [min(forms, key=lambda form: (-forms[form], form)) for forms in self.forms]
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
        return self.weighed(a, b).log_odds

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
            for alias in index.find(names, most=_MOST_CANDIDATES):
                other = snapshot.alias_entity[alias]
                pair = (number, other) if number < other else (other, number)
                if number != other and pair not in found:
                    found[pair] = self.weigh(*pair)
        return found


class _Cleaning:
    """One run over one list."""

    def __init__(
        self, resolver: Resolver, prefer: Prefer | None, known: Mapping[str, str], progress: Progress
    ) -> None:
        self.resolver = resolver
        self.prefer = prefer
        self.progress = progress
        thresholds = resolver.language.model.thresholds
        self.limits = Limits(_log_odds(thresholds["join"]), _log_odds(thresholds["different"]))
        self.known = {resolver.normalize(form): canonical for form, canonical in known.items()}

    def run(
        self,
        names: Sequence[object],
        kinds: Sequence[Kind | None],
        countries: Sequence[object],
        groups: Sequence[object] | None,
    ) -> Cleaned:
        """The cleaned list."""
        resolver = self.resolver
        units: dict[int, _Unit] = {}
        answers: dict[_Unit, Resolution] = {}
        counts: Counter[_Unit] = Counter()
        for place in self.progress(range(len(names)), "resolving"):
            name = names[place]
            if not isinstance(name, str):
                continue
            unit = units[place] = (name, kinds[place])
            counts[unit] += 1
            if unit not in answers:
                country = countries[place]
                answers[unit] = resolver.resolve(name, kind=kinds[place], country=country)  # type: ignore[arg-type]
        open_units = {
            unit: counts[unit] for unit, answer in sorted(answers.items(), key=_by_unit) if _is_open(answer)
        }
        pool = _Pool(open_units, resolver)
        must, cannot = self._rulings(pool)
        clusters = cluster(
            len(pool),
            pool.pairs(self.progress) if len(pool) else {},
            pool.weigh,
            self.limits,
            must=must,
            cannot=cannot,
        )
        table = self._rows(answers, pool, clusters)
        rows = [table[units[place]] if place in units else None for place in range(len(names))]
        if groups is not None:
            rows = self._follow(rows, units, answers, groups)
        return Cleaned(tuple(rows), self._groups(rows, pool, clusters), self._unsure(pool, clusters), names)

    def _rulings(self, pool: _Pool) -> tuple[list[tuple[int, int]], frozenset[tuple[int, int]]]:
        """The pairs of the pool that a person ruled the same, and different."""
        if not self.resolver.decisions:
            return [], frozenset()
        by_form: dict[str, set[int]] = {}
        for number, forms in enumerate(pool.forms):
            for form in forms:
                by_form.setdefault(self.resolver.normalize(form), set()).add(number)
        must, cannot = [], set()
        for a, b, same in self.resolver.decisions.pairs():
            for first in by_form.get(a, ()):
                for second in by_form.get(b, ()):
                    if first != second:
                        pair = (min(first, second), max(first, second))
                        if same:
                            must.append(pair)
                        else:
                            cannot.add(pair)
        return must, frozenset(cannot)

    # --- rows ----------------------------------------------------------------------------------------

    def _rows(
        self, answers: Mapping[_Unit, Resolution], pool: _Pool, clusters: Clusters
    ) -> dict[_Unit, CleanedRow]:
        """The row of every distinct mention."""
        rows: dict[_Unit, CleanedRow] = {}
        group_of = {number: group for group in clusters.groups for number in group}
        doubts: dict[int, tuple[int, float]] = {}
        for a, b, odds in clusters.unsure:
            for one, other in ((a, b), (b, a)):
                doubts.setdefault(one, (other, odds))
        canonical = {group: self._elect(pool, group) for group in clusters.groups}
        for unit, answer in answers.items():
            name = unit[0]
            number = pool.number.get(unit)
            if number is None:
                cluster_id = answer.entity.id if answer.entity else f"alone:{self.resolver.normalize(name)}"
                rows[unit] = CleanedRow.of(name, answer.canonical or tidy(name), answer, cluster_id)
                continue
            group = group_of[number]
            chosen = canonical[group]
            cluster_id = f"list:{self.resolver.normalize(chosen) or tidy(chosen)}"
            if len(group) > 1 or len(pool.forms[number]) > 1:
                rows[unit] = self._joined(unit, number, group, chosen, cluster_id, pool)
            elif number in clusters.torn:
                fits = [canonical[group_of[each]] for each in clusters.torn[number]]
                sentence = explain.torn(name, fits[0], fits[1])
                rows[unit] = CleanedRow(
                    name, chosen, None, Verdict.AMBIGUOUS, Reason.CLOSE_CANDIDATES, 0.5, sentence, cluster_id
                )
            elif number in doubts and probability_of(doubts[number][1]) >= _WORTH_SAYING:
                other_number, odds = doubts[number]
                nearest = canonical[group_of[other_number]]
                weighed = pool.weighed(*sorted((number, other_number)))
                sentence = explain.apart(name, nearest, weighed.rows, probability_of(odds))
                rows[unit] = CleanedRow(
                    name,
                    chosen,
                    None,
                    Verdict.AMBIGUOUS,
                    Reason.CLOSE_CANDIDATES,
                    probability_of(odds),
                    sentence,
                    cluster_id,
                )
            else:
                rows[unit] = CleanedRow.of(name, chosen, answer, cluster_id)
        return rows

    def _elect(self, pool: _Pool, group: Sequence[int]) -> str:
        """The canonical form of a group: the one that it had before, or the best form of all."""
        forms: Counter[str] = Counter()
        for number in group:
            forms.update(pool.forms[number])
        earlier = Counter(
            {
                self.known[form]: count
                for text, count in sorted(forms.items())
                if (form := self.resolver.normalize(text)) in self.known
            }
        )
        if earlier:
            return min(earlier, key=lambda text: (-earlier[text], text))
        if len(forms) == 1:
            return tidy(next(iter(forms)))
        kind = max(
            (pool.kinds[number] or Kind.OTHER for number in group), key=lambda each: each is not Kind.OTHER
        )
        wanted = kind if kind is not Kind.OTHER else None
        family_first = self.resolver.language.persons.family_first
        return elect(
            forms,
            lambda text: self.resolver.parse(text, wanted),
            family_first=family_first,
            prefer=self.prefer,
        )

    def _joined(
        self, unit: _Unit, number: int, group: Sequence[int], chosen: str, cluster_id: str, pool: _Pool
    ) -> CleanedRow:
        """The row of a mention that shares its group with other forms."""
        if len(group) == 1:
            probability = probability_of(pool.weigh(number, number))
            sentence = explain.same_words(unit[0], chosen)
            return CleanedRow(
                unit[0], chosen, None, Verdict.MATCH, Reason.CLUSTER, probability, sentence, cluster_id
            )
        others = [other for other in group if other != number]
        best = max(others, key=lambda other: (pool.weigh(*_sorted(number, other)), -other))
        weighed = pool.weighed(*_sorted(number, best))
        probability = probability_of(weighed.log_odds)
        rows = weighed.rows if number < best else _flipped(weighed.rows)
        sentence = explain.joined(unit[0], chosen, pool.texts[best], rows, probability)
        return CleanedRow(
            unit[0], chosen, None, Verdict.MATCH, Reason.CLUSTER, probability, sentence, cluster_id
        )

    def _follow(
        self,
        rows: Sequence[CleanedRow | None],
        units: Mapping[int, _Unit],
        answers: Mapping[_Unit, Resolution],
        groups: Sequence[object],
    ) -> list[CleanedRow | None]:
        """The rows, with short forms that follow the one long form of their group of rows."""
        by_group: dict[object, list[int]] = {}
        for place in units:
            if groups[place] not in (None, ""):
                by_group.setdefault(groups[place], []).append(place)
        out = list(rows)
        for places in by_group.values():
            longer: dict[str, CleanedRow] = {}
            for place in places:
                row = rows[place]
                if row is not None:
                    longer.setdefault(row.cluster, row)
            for place in places:
                row = rows[place]
                if row is None or row.verdict is Verdict.MATCH or row.reason is Reason.EMPTY:
                    continue
                targets = [
                    target
                    for cluster_id, target in longer.items()
                    if cluster_id != row.cluster and self._is_short_for(units[place], row, target, answers)
                ]
                if len(targets) == 1:
                    out[place] = _following(row, targets[0], groups[place])
        return out

    def _is_short_for(
        self, unit: _Unit, row: CleanedRow, target: CleanedRow, answers: Mapping[_Unit, Resolution]
    ) -> bool:
        """Whether a mention is a shorter form of another row's name, with nothing against it."""
        name, kind = unit
        if target.entity is not None and any(
            c.entity.id == target.entity.id for c in answers[unit].candidates
        ):
            if kind is not None and target.entity.kind is not kind:
                return False
            long = target.canonical
        else:
            long = target.name
        parses = [
            (self.resolver.parse(name, each), self.resolver.parse(long, each))
            for each in self._kinds(unit, target)
        ]
        for short, full in parses:
            if _size(short) >= _size(full):
                continue
            weighed = self.resolver.matcher.weigh(short, full)
            if weighed.log_odds >= self.limits.different - _FOLLOWING:
                return not any(row.feature in self.resolver.language.model.decisive for row in weighed.rows)
        return False

    def _kinds(self, unit: _Unit, target: CleanedRow) -> list[Kind]:
        if target.entity is not None and target.entity.kind is not Kind.OTHER:
            return [target.entity.kind]
        return [unit[1]] if unit[1] else [Kind.PERSON, Kind.ORGANIZATION]

    # --- groups --------------------------------------------------------------------------------------

    def _groups(
        self, rows: Sequence[CleanedRow | None], pool: _Pool, clusters: Clusters
    ) -> tuple[Group, ...]:
        """The groups of all rows, largest first."""
        forms: dict[str, Counter[str]] = {}
        first: dict[str, CleanedRow] = {}
        for row in rows:
            if row is not None:
                forms.setdefault(row.cluster, Counter())[row.name] += 1
                first.setdefault(row.cluster, row)
        weakest: dict[str, tuple[str, str, float]] = {}
        for group in clusters.groups:
            link = clusters.weakest.get(group[0])
            if link is not None:
                chosen = self._elect(pool, group)
                cluster_id = f"list:{self.resolver.normalize(chosen) or tidy(chosen)}"
                weakest[cluster_id] = (pool.texts[link[0]], pool.texts[link[1]], probability_of(link[2]))
        made = [
            Group(
                cluster_id,
                first[cluster_id].canonical,
                first[cluster_id].entity,
                tuple(sorted(found.items(), key=lambda item: (-item[1], item[0]))),
                weakest.get(cluster_id),
            )
            for cluster_id, found in forms.items()
        ]
        return tuple(sorted(made, key=lambda group: (-sum(count for _, count in group.forms), group.id)))

    def _unsure(self, pool: _Pool, clusters: Clusters) -> tuple[Unsure, ...]:
        """The pairs that stayed open: the least sure that most rows hang on first."""
        found = []
        for a, b, odds in clusters.unsure:
            probability = probability_of(odds)
            count = sum(pool.forms[a].values()) + sum(pool.forms[b].values())
            sentence = explain.apart(pool.texts[a], pool.texts[b], pool.weighed(a, b).rows, probability)
            found.append(Unsure(pool.texts[a], pool.texts[b], probability, count, sentence))
        return tuple(
            sorted(found, key=lambda each: (-each.rows * (1 - abs(2 * each.probability - 1)), each.a, each.b))
        )


# How far below DIFFERENT a short form may be that the company of its group still explains.
_FOLLOWING = 1.5


def _silent(items: Sequence[Any], what: str) -> Iterable[Any]:
    return items


def _by_unit(item: tuple[_Unit, Resolution]) -> tuple[str, str]:
    name, kind = item[0]
    return name, kind.value if kind else ""


def _is_open(answer: Resolution) -> bool:
    """Whether a mention takes part in the grouping: not known, not shared, not ruled on, not empty."""
    if answer.verdict is Verdict.MATCH:
        return False
    return answer.reason not in (Reason.SHARED_ALIAS, Reason.DECISION, Reason.EMPTY)


def _following(row: CleanedRow, target: CleanedRow, group: object) -> CleanedRow:
    return CleanedRow(
        row.name,
        target.canonical,
        target.entity,
        Verdict.MATCH,
        Reason.CONTEXT,
        target.probability,
        explain.follows(row.name, target.canonical, target.name, str(group)),
        target.cluster,
    )


def _sorted(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a < b else (b, a)


def _flipped(rows: Sequence[Evidence]) -> tuple[Evidence, ...]:
    return tuple([Evidence(r.feature, r.right, r.left, r.weight, r.note) for r in rows])


def _size(name: Name) -> int:
    """How many words of a name say who is meant; an initial counts less than a word."""
    whole = sum(
        token.role not in (Role.TITLE, Role.INITIAL, Role.STOPWORD, Role.PARTICLE) for token in name.tokens
    )
    return 2 * whole + sum(token.role is Role.INITIAL for token in name.tokens)


def _log_odds(probability: float) -> float:
    return math.log(probability / (1 - probability))

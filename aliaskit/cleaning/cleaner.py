"""A whole list of names: known ones by the gazetteers, the others among themselves.

1. Every distinct mention is resolved against the gazetteers, once.
2. What they do not know becomes an in-memory gazetteer of its own: same builder, candidates, evidence.
3. ``cluster`` groups it; ``elect`` picks each group's canonical form.
4. With groups of rows (articles, documents) a short form follows the one long form of its group.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from aliaskit import explain
from aliaskit.cleaning.cluster import Clusters, Limits, cluster
from aliaskit.cleaning.elect import Prefer
from aliaskit.cleaning.following import follow
from aliaskit.cleaning.naming import Named, name_groups
from aliaskit.cleaning.pool import Pool, Progress, Unit
from aliaskit.cleaning.result import Cleaned, CleanedRow, Group, Unsure
from aliaskit.decisions import Decisions
from aliaskit.lexicons import Model
from aliaskit.model import Kind, Reason, Resolution, Verdict
from aliaskit.odds import probability_of
from aliaskit.precision import SAME_SCRIPT, summed, threshold_for
from aliaskit.resolver import KindLike, Resolver, kind_of, per_name
from aliaskit.text import tidy

# From this probability on a name that stays alone says whom it may be.
_WORTH_SAYING = 0.3


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
    precision: float | None = None,
    progress: Progress | None = None,
) -> Cleaned:
    """The cleaned list: canonical forms in input order, groups, reasons, and the pairs that stayed unsure.

    ``kind`` and ``country`` are one value or one per name. ``groups`` (an article or document per name)
    lets a short form follow the long form of its group. ``known`` maps forms of an earlier run to the
    canonical forms that they had: these stay. ``precision`` (0 to 1) joins only names that are the same with
    that precision, by the model's table. ``progress`` wraps long work. None and other values that are no text
    come back unchanged.

    Raises:
        ValueError: a list is not as long as the names, a kind is none, or the precision is out of reach.
    """
    listed = list(names)
    if resolver is None:
        resolver = Resolver(decisions=decisions) if decisions else Resolver.default()
    kinds = [kind_of(each) for each in per_name("kind", kind, len(listed))]
    countries = cast(list[str | None], per_name("country", country, len(listed)))
    if groups is not None and len(groups) != len(listed):
        raise ValueError(f"{len(groups)} groups for {len(listed)} names; give one per name")
    limits = _limits(resolver.language.model, precision)
    cleaning = _Cleaning(resolver, limits, prefer, known or {}, progress or _silent)
    return cleaning.run(listed, kinds, countries, groups)


def _limits(model: Model, precision: float | None) -> Limits:
    """The log odds, as summed, from which two names join and below which they exclude each other."""
    thresholds = model.thresholds
    join = _log_odds(thresholds["join"])
    if precision is not None:
        least = threshold_for(precision, SAME_SCRIPT, model).probability
        join = max(join, summed(_log_odds(least), SAME_SCRIPT, model))
    return Limits(join, _log_odds(thresholds["apart"]))


class _Cleaning:
    """One run over one list."""

    def __init__(
        self,
        resolver: Resolver,
        limits: Limits,
        prefer: Prefer | None,
        known: Mapping[str, str],
        progress: Progress,
    ) -> None:
        self.resolver = resolver
        self.limits = limits
        self.prefer = prefer
        self.progress = progress
        self.known = {resolver.normalize(form): canonical for form, canonical in known.items()}

    def run(
        self,
        names: Sequence[object],
        kinds: Sequence[Kind | None],
        countries: Sequence[str | None],
        groups: Sequence[object] | None,
    ) -> Cleaned:
        """The cleaned list."""
        units: dict[int, Unit] = {}
        answers: dict[Unit, Resolution] = {}
        counts: Counter[Unit] = Counter()
        for place in self.progress(range(len(names)), "resolving"):
            name = names[place]
            if not isinstance(name, str):
                continue
            unit = units[place] = Unit(name, kinds[place], countries[place])
            counts[unit] += 1
            if unit not in answers:
                answers[unit] = self.resolver.resolve(name, kind=unit.kind, country=unit.country)
        open_units = {
            unit: count for unit, count in sorted(counts.items(), key=str) if _is_open(answers[unit])
        }
        pool = Pool(open_units, self.resolver)
        pairs = pool.pairs(self.progress) if len(pool) else {}
        clusters = cluster(len(pool), pairs, pool.weigh, self.limits, rulings=pool.rulings)
        named = name_groups(clusters.groups, pool, known=self.known, prefer=self.prefer)
        table = self._rows(answers, pool, clusters, named)
        rows = [table[units[place]] if place in units else None for place in range(len(names))]
        if groups is not None:
            rows = follow(rows, units, answers, groups, self.resolver, self.limits)
        return Cleaned(tuple(rows), _groups(rows, pool, clusters, named), _unsure(pool, clusters), names)

    # --- rows ----------------------------------------------------------------------------------------

    def _rows(
        self,
        answers: Mapping[Unit, Resolution],
        pool: Pool,
        clusters: Clusters,
        named: Mapping[tuple[int, ...], Named],
    ) -> dict[Unit, CleanedRow]:
        """The row of every distinct mention."""
        rows: dict[Unit, CleanedRow] = {}
        group_of = {number: group for group in clusters.groups for number in group}
        doubts: dict[int, tuple[int, float]] = {}
        for a, b, odds in clusters.unsure:
            for one, other in ((a, b), (b, a)):
                doubts.setdefault(one, (other, odds))
        for unit, answer in answers.items():
            name = unit.name
            number = pool.number.get(unit)
            if number is None:
                rows[unit] = CleanedRow.of(
                    name, answer.canonical or tidy(name), answer, self._cluster_id(answer)
                )
                continue
            group = group_of[number]
            chosen = named[group]
            if number in pool.pins:
                rows[unit] = CleanedRow.of(name, chosen.canonical, answer, chosen.id)
            elif len(group) > 1 or len(pool.forms[number]) > 1:
                rows[unit] = _joined(name, number, group, chosen, pool)
            elif number in clusters.torn:
                fits = [named[group_of[each]].canonical for each in clusters.torn[number]]
                rows[unit] = _apart(name, chosen, 0.5, explain.torn(name, fits[0], fits[1]))
            elif number in doubts and probability_of(doubts[number][1]) >= _WORTH_SAYING:
                other, odds = doubts[number]
                nearest = named[group_of[other]].canonical
                weighed = pool.weighed(number, other)
                sentence = explain.apart(name, nearest, weighed.rows, probability_of(odds))
                rows[unit] = _apart(name, chosen, probability_of(odds), sentence)
            else:
                rows[unit] = CleanedRow.of(name, chosen.canonical, answer, chosen.id)
        return rows

    def _cluster_id(self, answer: Resolution) -> str:
        """The id of the cluster of a mention that takes no part in the grouping; none for an empty one."""
        if answer.reason is Reason.EMPTY:
            return ""
        return answer.entity.id if answer.entity else f"alone:{self.resolver.normalize(answer.query)}"


def _joined(name: str, number: int, group: Sequence[int], chosen: Named, pool: Pool) -> CleanedRow:
    """The row of a mention that shares its group with other forms."""
    reason = Reason.CLUSTER
    others = [other for other in group if other != number]
    by_hand = next((other for other in others if pool.rulings.join(number, other)), None)
    if by_hand is not None:
        reason, probability = Reason.DECISION, 1.0
        sentence = explain.ruled(name, chosen.canonical, f"the same as {pool.texts[by_hand]}")
    elif not others:
        probability = probability_of(pool.weigh(number, number))
        sentence = explain.same_words(name, chosen.canonical)
    else:
        best = max(others, key=lambda other: (pool.weigh(number, other), -other))
        weighed = pool.weighed(number, best)
        probability = probability_of(weighed.log_odds)
        sentence = explain.joined(name, chosen.canonical, pool.texts[best], weighed.rows, probability)
    return CleanedRow(name, chosen.canonical, None, Verdict.MATCH, reason, probability, sentence, chosen.id)


def _apart(name: str, chosen: Named, probability: float, sentence: str) -> CleanedRow:
    """The row of a mention that may belong elsewhere and was kept apart."""
    return CleanedRow(
        name,
        chosen.canonical,
        None,
        Verdict.AMBIGUOUS,
        Reason.CLOSE_CANDIDATES,
        probability,
        sentence,
        chosen.id,
    )


def _groups(
    rows: Sequence[CleanedRow | None],
    pool: Pool,
    clusters: Clusters,
    named: Mapping[tuple[int, ...], Named],
) -> tuple[Group, ...]:
    """The groups of all rows, largest first; empty mentions belong to none."""
    forms: dict[str, Counter[str]] = {}
    first: dict[str, CleanedRow] = {}
    for row in rows:
        if row is not None and row.cluster:
            forms.setdefault(row.cluster, Counter())[row.name] += 1
            first.setdefault(row.cluster, row)
    weakest: dict[str, tuple[str, str, float]] = {}
    for group, name in named.items():
        link = clusters.weakest.get(group[0])
        if link is not None:
            weakest[name.id] = (pool.texts[link[0]], pool.texts[link[1]], probability_of(link[2]))
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


def _unsure(pool: Pool, clusters: Clusters) -> tuple[Unsure, ...]:
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


def _silent(items: Sequence[Any], what: str) -> Iterable[Any]:
    return items


def _is_open(answer: Resolution) -> bool:
    """Whether a mention takes part in the grouping: it has no entity, is not shared and not empty."""
    return answer.entity is None and answer.reason not in (Reason.SHARED_ALIAS, Reason.EMPTY)


def _log_odds(probability: float) -> float:
    return math.log(probability / (1 - probability))

"""`resolve`: how well an engine says who is meant, and that nobody known is meant."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from aliaskit import Gazetteer, Resolver, evaluation
from aliaskit.evaluation import Gold, LinkCase, LinkRates
from benchmarks.data import Known, Query, is_set_aside
from benchmarks.records import AnswerRow, Figure, key_of


@dataclass(frozen=True, slots=True)
class Answered:
    """A query with an engine's best proposal, its score, and what the engine says itself.

    ``linked``, ``ambiguous`` and ``candidates`` are None for engines without a setting of their own.
    """

    query: Query
    proposal: str | None
    score: float
    linked: bool | None
    ambiguous: bool | None
    candidates: frozenset[str] | None

    @property
    def right(self) -> bool:
        """Whether the proposal is the one entity that is meant."""
        return self.query.gold is Gold.ENTITY and self.proposal in self.query.ids


def items_of(queries: Sequence[Query]) -> list[dict[str, object]]:
    """The queries as a runner gets them."""
    return [{"query": query.text, "kind": query.kind, "country": query.country} for query in queries]


def entities_of(known: Sequence[Known]) -> list[dict[str, object]]:
    """The entities as a runner gets them."""
    return [asdict(entity) for entity in known]


def resolver_over(known: Sequence[Known]) -> Resolver:
    """Our resolver over the entities alone."""
    entities = (
        {"id": each.id, "kind": each.kind or "other", "name": each.names[0], "aliases": each.names[1:]}
        for each in known
    )
    return Resolver([Gazetteer.from_entities(entities)])


def answered(
    queries: Sequence[Query], answers: Sequence[Mapping[str, Any]], threshold: float | None
) -> list[Answered]:
    """The queries with an engine's answers; its own setting is its word or else its threshold."""
    found = []
    for query, answer in zip(queries, answers, strict=True):
        proposal, score = answer["id"], float(answer["score"] or 0.0)
        linked = answer.get("linked")
        if linked is None and threshold is not None:
            linked = proposal is not None and score >= threshold
        candidates = answer.get("candidates")
        found.append(
            Answered(
                query,
                proposal,
                score,
                linked,
                answer.get("ambiguous"),
                None if candidates is None else frozenset(candidates),
            )
        )
    return found


def figures(benchmark: str, engine: str, items: Sequence[Answered]) -> list[Figure]:
    """The figures of one engine on one set, by slice: `all`, and the categories of the queries."""
    found: list[Figure] = []
    headline = [item for item in items if not is_set_aside(item.query.category)]
    if headline:
        found += _rates(benchmark, engine, "all", "tuned", _tuned(headline), len(headline))
    if headline and headline[0].linked is not None:
        own = evaluation.link_rates([_own_case(item) for item in headline], 1.0)
        found += _rates(benchmark, engine, "all", "own", own, len(headline))
        found += _of_candidates(benchmark, engine, headline)
    for category, part in evaluation.by(items, lambda item: item.query.category).items():
        if part[0].linked is not None:
            right = [_is_right(item) for item in part]
            share = sum(right) / len(right)
            found.append(Figure(benchmark, engine, f"category:{category}", "own", "right", share, len(part)))
    return found


def answer_rows(benchmark: str, items: Sequence[Answered], *, with_text: bool) -> list[AnswerRow]:
    """What the engine said to each query, for the record."""
    return [
        AnswerRow(
            benchmark,
            key_of(item.query.kind or "", item.query.text),
            item.query.gold.name.lower(),
            _verdict(item),
            item.score,
            item.query.category,
            f"{item.query.text} | {'|'.join(sorted(item.query.ids))}" if with_text else "",
        )
        for item in items
    ]


def _verdict(item: Answered) -> str:
    if item.linked:
        return "right" if item.right else "wrong"
    return "ambiguous" if item.ambiguous else "unknown"


def _is_right(item: Answered) -> bool:
    if item.query.gold is Gold.ENTITY:
        return bool(item.linked) and item.right
    if item.query.gold is Gold.AMBIGUOUS:
        return bool(item.ambiguous) and item.query.ids <= (item.candidates or frozenset())
    return not item.linked


def _rates(
    benchmark: str, engine: str, name: str, setting: str, rates: LinkRates, count: int
) -> list[Figure]:
    found = [
        Figure(benchmark, engine, name, setting, "f1", rates.links.f1, count),
        Figure(benchmark, engine, name, setting, "precision", rates.links.precision, count),
        Figure(benchmark, engine, name, setting, "recall", rates.links.recall, count),
    ]
    if rates.nil_accuracy is not None:
        found.append(Figure(benchmark, engine, name, setting, "nil_accuracy", rates.nil_accuracy, count))
    return found


def _of_candidates(benchmark: str, engine: str, items: Sequence[Answered]) -> list[Figure]:
    """How many ambiguous queries are answered so with all who are meant, and how often the gold is named."""
    found = []
    ambiguous = [item for item in items if item.query.gold is Gold.AMBIGUOUS]
    if ambiguous and ambiguous[0].ambiguous is not None:
        share = sum(_is_right(item) for item in ambiguous) / len(ambiguous)
        found.append(Figure(benchmark, engine, "all", "own", "ambiguous_accuracy", share, len(ambiguous)))
    meant = [item for item in items if item.query.gold is Gold.ENTITY and item.candidates is not None]
    if meant:
        named = [item.right or bool(item.query.ids & (item.candidates or frozenset())) for item in meant]
        share = sum(named) / len(meant)
        found.append(Figure(benchmark, engine, "all", "own", "gold_among_candidates", share, len(meant)))
    return found


def _own_case(item: Answered) -> LinkCase:
    return LinkCase(item.query.gold, 1.0 if item.linked else None, item.right)


def _tuned_case(item: Answered) -> LinkCase:
    return LinkCase(item.query.gold, None if item.proposal is None else item.score, item.right)


def _tuned(items: Sequence[Answered]) -> LinkRates:
    """The rates when each half is linked with the threshold that is best on the other half."""
    halves = [[_tuned_case(item) for item in items if item.query.half == half] for half in (0, 1)]
    thresholds = [evaluation.best_link_threshold(half) for half in halves]
    decided = [
        LinkCase(case.gold, 1.0, case.right)
        if case.score is not None and case.score >= thresholds[1 - half]
        else LinkCase(case.gold, None, case.right)
        for half in (0, 1)
        for case in halves[half]
    ]
    return evaluation.link_rates(decided, 1.0)

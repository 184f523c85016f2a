"""From weighed links to an answer: they compete, the verdict is read off; a person's rulings override it."""

import math
from collections.abc import Callable, Sequence
from functools import lru_cache

from aliaskit import explain
from aliaskit.decisions import Rulings
from aliaskit.lexicons import Model
from aliaskit.linking import Link
from aliaskit.model import Candidate, Evidence, Judgement, Reason, Resolution, Verdict
from aliaskit.odds import probability_of
from aliaskit.precision import stratum_of, threshold_for

# Below this a candidate is not worth being named as the nearest (a probability).
_NOTHING = 0.02


@lru_cache(maxsize=4)
def _exact_rows(
    prior: float, linking: float, equal: float, identical: float
) -> tuple[tuple[tuple[str, float, str], ...], float]:
    """The rows (feature, weight, note) of an exact answer, and the probability that they add up to."""
    rows = (
        ("prior", prior, "before looking"),
        ("linking", linking, "asked of a gazetteer"),
        ("equal", equal, "the same words"),
        ("identical", identical, "the same comparison form"),
    )
    return rows, probability_of(sum([weight for _, weight, _ in rows]))


def certain(name: str, link: Link, model: Model) -> Resolution:
    """The answer when the comparison form is an alias of one entity."""
    weights = model.weights
    rows, probability = _exact_rows(model.prior, weights["linking"], weights["equal"], weights["identical"])
    alias = link.layer.snapshot.alias_text(link.alias)
    evidence = tuple([Evidence(feature, name, alias, weight, note) for feature, weight, note in rows])
    candidate = Candidate(link.entity, alias, probability, evidence)
    return _match(name, Reason.ALIAS, candidate, (candidate,))


def judge(probability: float, scripts: tuple[str, str], precision: float | None, model: Model) -> Judgement:
    """The judgement on two names in two scripts: at the model's threshold, or the one of a precision.

    Raises:
        ValueError: the precision is out of reach for names alone.
    """
    same = model.thresholds["same"]
    if precision is not None:
        same = threshold_for(precision, stratum_of(*scripts), model).probability
    if probability >= same:
        return Judgement.SAME
    different = min(model.thresholds["different"], same)
    return Judgement.DIFFERENT if probability < different else Judgement.UNSURE


def decide(name: str, links: Sequence[Link], model: Model) -> Resolution:
    """The verdict on weighed links, likeliest first, after they have competed."""
    if not links:
        return unknown(name, Reason.NO_CANDIDATE, explain.unknown(name))
    thresholds = model.thresholds
    candidates = compete(links)
    first = candidates[0]
    features = {row.feature for row in first.evidence}
    exact = "identical" in features
    shared = exact and links[0].shared
    if first.probability >= thresholds["match"] and (not shared or "country_same" in features):
        return _match(name, Reason.ALIAS if exact else Reason.EVIDENCE, first, candidates)
    alone = [probability_of(link.weighed.log_odds) for link in links]
    plausible = [c for c, p in zip(candidates, alone, strict=True) if p >= thresholds["plausible"]]
    if len(plausible) > 1 or shared:
        # A shared alias with one owner: others are called so too, though none of them is known here.
        named = plausible if len(plausible) > 1 else candidates[:1]
        several = shared or sum(link.shared for link in links[: len(plausible)]) > 1
        reason = Reason.SHARED_ALIAS if several else Reason.CLOSE_CANDIDATES
        sentence = explain.may_be(name, named, shared=several)
        return Resolution(
            name, Verdict.AMBIGUOUS, reason, None, None, first.probability, sentence, candidates
        )
    conflict = sum([row.weight for row in first.evidence if row.feature in model.decisive])
    if conflict and probability_of(links[0].weighed.log_odds - conflict) >= thresholds["match"]:
        sentence = explain.refused(name, first, model.decisive)
        return unknown(name, Reason.CONFLICT, sentence, candidates)
    if alone[0] < _NOTHING:
        return unknown(name, Reason.NO_CANDIDATE, explain.unknown(name), candidates)
    return unknown(name, Reason.TOO_WEAK, explain.too_weak(name, first), candidates)


def unknown(name: str, reason: Reason, sentence: str, candidates: tuple[Candidate, ...] = ()) -> Resolution:
    """The answer that the mention is nobody known; its probability is the likeliest candidate's."""
    probability = candidates[0].probability if candidates else 0.0
    return Resolution(name, Verdict.UNKNOWN, reason, None, None, probability, sentence, candidates)


def _match(name: str, reason: Reason, first: Candidate, candidates: tuple[Candidate, ...]) -> Resolution:
    entity = first.entity
    sentence = explain.is_entity(name, first)
    return Resolution(
        name, Verdict.MATCH, reason, entity, entity.name, first.probability, sentence, candidates
    )


def compete(links: Sequence[Link]) -> tuple[Candidate, ...]:
    """The candidates with their posterior among all links and nobody; the competition is a row."""
    top = max(0.0, *(link.weighed.log_odds for link in links))
    total = math.exp(-top) + sum(math.exp(link.weighed.log_odds - top) for link in links)
    candidates = []
    for link in links:
        alone = link.weighed.log_odds
        others = max(total - math.exp(alone - top), 1e-300)
        posterior = alone - top - math.log(others)
        rows = link.weighed.rows
        if len(links) > 1:
            note = f"{len(links)} candidates compete"
            rows = (*rows, Evidence("competition", "", "", posterior - alone, note))
        alias = link.layer.snapshot.alias_text(link.alias)
        candidates.append(Candidate(link.entity, alias, probability_of(posterior), rows))
    return tuple(candidates)


def ruled(
    name: str, rulings: Rulings, resolve: Callable[[str], Resolution], normalize: Callable[[str], str]
) -> Resolution:
    """The answer after a person's rulings that the mention is the same as, or another than, some name.

    What is ruled the same gets one entity: the first that one of the names is known as, in the order of
    the file, ``b`` before ``a``. Of two names that are ruled different and known as one entity, its very name
    or the nearer of the two keeps it; where neither is nearer, ``b``.
    """
    answer, through, merit = _of_group(name, rulings, resolve, normalize)
    for other, first in rulings.different(name):
        rival, _, rival_merit = _of_group(other, rulings, resolve, normalize)
        one = answer.entity is not None and rival.entity is not None and answer.entity.id == rival.entity.id
        if one and (merit < rival_merit or (merit == rival_merit and first)):
            return unknown(name, Reason.DECISION, explain.ruled(name, None, f"it is not {other}"))
    if through is None:
        return answer
    sentence = explain.ruled(name, answer.canonical, f"the same as {through}")
    return Resolution(
        name,
        Verdict.MATCH,
        Reason.DECISION,
        answer.entity,
        answer.canonical,
        1.0,
        sentence,
        answer.candidates,
    )


_Merit = tuple[bool, bool, float]


def _of_group(
    name: str, rulings: Rulings, resolve: Callable[[str], Resolution], normalize: Callable[[str], str]
) -> tuple[Resolution, str | None, _Merit]:
    """The answer for all names that are ruled the same, the name that it is due to, and how near it is."""
    own = resolve(name)
    answers = [(other, resolve(other)) for other in rulings.same(name)] or [(name, own)]
    through, answer = next(((other, each) for other, each in answers if each.entity), (name, own))
    entity = answer.entity
    if entity is None:
        return own, None, (False, False, 0.0)
    merit = max(
        (normalize(each.query) == normalize(entity.name), each.reason is Reason.ALIAS, each.probability)
        for _, each in answers
        if each.entity is not None and each.entity.id == entity.id
    )
    if own.entity is not None and own.entity.id == entity.id:
        return own, None, merit
    return answer, through, merit

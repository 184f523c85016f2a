"""Short forms that follow the long form of their group of rows: an article, a document."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from aliaskit import explain
from aliaskit.cleaning.cluster import Limits
from aliaskit.cleaning.pool import Unit
from aliaskit.cleaning.result import CleanedRow
from aliaskit.model import Kind, Name, Reason, Resolution, Role, Verdict
from aliaskit.resolver import Resolver

# How far below DIFFERENT a short form may be that the company of its group still explains.
_FOLLOWING = 1.5


def follow(
    rows: Sequence[CleanedRow | None],
    units: Mapping[int, Unit],
    answers: Mapping[Unit, Resolution],
    groups: Sequence[object],
    resolver: Resolver,
    limits: Limits,
) -> list[CleanedRow | None]:
    """The rows, with short forms that follow the one long form of their group of rows.

    ``units`` and ``groups`` are by the place of a row; rows without a group follow nobody.
    """
    by_group: dict[object, list[int]] = {}
    names: dict[str, set[str]] = defaultdict(set)
    for place in units:
        row = rows[place]
        if row is not None:
            names[row.cluster].add(row.name)
            if groups[place] not in (None, ""):
                by_group.setdefault(groups[place], []).append(place)
    out = list(rows)
    for places in by_group.values():
        longer: dict[str, CleanedRow] = {}
        for place in places:
            row = rows[place]
            # Of several forms the longest says most; which row comes first must not matter.
            if row is not None and (
                row.cluster not in longer or _fullness(row) > _fullness(longer[row.cluster])
            ):
                longer[row.cluster] = row
        for place in places:
            row = rows[place]
            if row is None or row.verdict is Verdict.MATCH or row.reason is Reason.EMPTY:
                continue
            unit = units[place]
            targets = [
                target
                for cluster, target in longer.items()
                if cluster != row.cluster
                and _is_short_for(unit, target, answers[unit], resolver, limits)
                and not _ruled_different(unit, names[cluster], resolver)
            ]
            if len(targets) == 1:
                out[place] = _following(row, targets[0], groups[place])
    return out


def _fullness(row: CleanedRow) -> tuple[int, str]:
    return len(row.name), row.name


def _ruled_different(unit: Unit, names: set[str], resolver: Resolver) -> bool:
    """Whether a person ruled a mention different from any name of a cluster."""
    if not resolver.decisions:
        return False
    rulings = resolver.decisions.of(unit.kind)
    if rulings.group(unit.name) is None:
        return False
    found = [rulings.between(unit.name, name) for name in names]
    return any(ruling is not None and ruling.decision == "different" for ruling in found)


def _is_short_for(
    unit: Unit, target: CleanedRow, answer: Resolution, resolver: Resolver, limits: Limits
) -> bool:
    """Whether a mention is a shorter form of another row's name, with nothing against it."""
    long = target.name
    if target.entity is not None and any(c.entity.id == target.entity.id for c in answer.candidates):
        if unit.kind is not None and target.entity.kind is not unit.kind:
            return False
        long = target.canonical
    for kind in _kinds(unit, target):
        short, full = resolver.parse(unit.name, kind), resolver.parse(long, kind)
        if _size(short) >= _size(full):
            continue
        weighed = resolver.matcher.weigh(short, full)
        if weighed.log_odds >= limits.different - _FOLLOWING:
            return not any(row.feature in resolver.language.model.decisive for row in weighed.rows)
    return False


def _kinds(unit: Unit, target: CleanedRow) -> list[Kind]:
    if target.entity is not None and target.entity.kind is not Kind.OTHER:
        return [target.entity.kind]
    return [unit.kind] if unit.kind else [Kind.PERSON, Kind.ORGANIZATION]


def _size(name: Name) -> int:
    """How many words of a name say who is meant; an initial counts less than a word."""
    whole = sum(
        token.role not in (Role.TITLE, Role.INITIAL, Role.STOPWORD, Role.PARTICLE) for token in name.tokens
    )
    return 2 * whole + sum(token.role is Role.INITIAL for token in name.tokens)


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

"""What the groups of a list are called: one canonical form and one id for each."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aliaskit.cleaning.elect import Prefer, elect
from aliaskit.cleaning.pool import Pool
from aliaskit.model import Kind
from aliaskit.text import tidy


@dataclass(frozen=True, slots=True)
class Named:
    """A group's canonical form and its id."""

    canonical: str
    id: str


def name_groups(
    groups: Sequence[tuple[int, ...]],
    pool: Pool,
    *,
    known: Mapping[str, str],
    prefer: Prefer | None,
) -> dict[tuple[int, ...], Named]:
    """The name of every group: what it is pinned to, else what it was called before, else its best form.

    ``known`` maps comparison forms to earlier canonical forms. Of several groups that were one, the one that
    holds the earlier canonical form itself keeps it.
    """
    normalize = pool.resolver.normalize
    forms = {group: _forms(pool, group) for group in groups}
    chosen: dict[tuple[int, ...], str] = {}
    claims: dict[str, list[tuple[bool, int, tuple[int, ...]]]] = {}
    for group in groups:
        pin = next((pool.pins[number] for number in group if number in pool.pins), None)
        if pin is not None:
            chosen[group] = pin
            continue
        keys = [normalize(form) for form in forms[group]] if known else []
        earlier = Counter(known[key] for key in keys if key in known)
        if earlier:
            canonical = min(earlier, key=lambda text: (-earlier[text], text))
            holds = normalize(canonical) in keys
            claims.setdefault(canonical, []).append((not holds, -earlier[canonical], group))
    for canonical, claimants in claims.items():
        chosen[min(claimants)[2]] = canonical
    taken: Counter[str] = Counter()
    named: dict[tuple[int, ...], Named] = {}
    for group in groups:
        canonical = chosen.get(group) or _elected(pool, group, forms[group], prefer)
        stem = f"list:{normalize(canonical) or canonical}"
        taken[stem] += 1
        number = taken[stem]
        named[group] = Named(canonical, stem if number == 1 else f"{stem}#{number}")
    return named


def _forms(pool: Pool, group: Sequence[int]) -> Counter[str]:
    forms: Counter[str] = Counter()
    for number in group:
        forms.update(pool.forms[number])
    return forms


def _elected(pool: Pool, group: Sequence[int], forms: Mapping[str, int], prefer: Prefer | None) -> str:
    """The best form of a group."""
    if len(forms) == 1:
        return tidy(next(iter(forms)))
    kinds = [kind for number in group if (kind := pool.kinds[number]) not in (None, Kind.OTHER)]
    resolver = pool.resolver
    return elect(
        forms,
        lambda text: resolver.parse(text, kinds[0] if kinds else None),
        family_first=resolver.language.persons.family_first,
        prefer=prefer,
    )

"""Which form of a group becomes its canonical form: what a careful editor would pick."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from aliaskit.model import Kind, Name, Role
from aliaskit.text import script_of, tidy

Prefer = Literal["latin", "native"]
# Languages that write the family name first, and are turned round in English.
_TURNED = frozenset({"ja", "hu", ""})
_NAMING = frozenset({Role.GIVEN, Role.FAMILY, Role.CORE})


def elect(
    forms: Mapping[str, int],
    parse: Callable[[str], Name],
    *,
    family_first: Mapping[str, str],
    prefer: Prefer | None = None,
) -> str:
    """The canonical form of a group, from its forms with how often each occurs.

    Without titles, in given-family order; complete over abbreviated, mixed case over capitals, accents
    over none, frequent over rare, long given names over short; ties by the alphabet. ``family_first`` maps
    family names to the languages that write them first. ``prefer`` puts one script first where there are
    several.
    """
    order = {form: _merits(form, count, parse(form), family_first, prefer) for form, count in forms.items()}
    best = max(sorted(forms), key=lambda form: order[form])
    return untitled(best, parse(best))


def untitled(form: str, name: Name) -> str:
    """A form without titles and in given-family order; as it is where there is nothing to change."""
    if name.kind is not Kind.PERSON:
        return tidy(form)
    kept = [token for token in name.tokens if token.role not in (Role.TITLE, Role.POST_NOMINAL)]
    if (len(kept) == len(name.tokens) and not name.inverted) or not kept:
        return tidy(form)
    if script_of(form) not in ("latin", "cyrillic", "greek"):
        return tidy(form)
    out = ""
    for token in kept:
        text = f'"{token.text}"' if token.role is Role.NICKNAME else token.text
        out += ("-" if token.bound else " ") + text if out else text
    return out


def _merits(
    form: str, count: int, name: Name, family_first: Mapping[str, str], prefer: Prefer | None
) -> tuple[object, ...]:
    """What speaks for a form, most important first; greater is better."""
    naming = [token for token in name.tokens if token.role in _NAMING]
    initials = sum(token.role is Role.INITIAL for token in name.tokens)
    latin = script_of(form) == "latin"
    wanted = prefer is None or latin == (prefer == "latin")
    cased = not form.isupper() and not form.islower()
    return (
        wanted,
        latin if prefer is None else True,
        min(len(naming), 2),
        cased,
        not _turned(name, family_first),
        _complete(naming, initials),
        # What is inverted is turned round in the end; it only says less for its spelling.
        not name.inverted,
        not form.isascii(),
        count,
        len(naming),
        # Of a full name and its short form (Robert, Bob) the full one.
        sum(len(token.text) for token in naming if token.role is Role.GIVEN),
        -len(form),
    )


def _complete(naming: Sequence[object], initials: int) -> int:
    """How much of the name is written out: words count more than the initials that stand for them."""
    return 2 * min(len(naming), 3) + min(initials, 1)


def _turned(name: Name, family_first: Mapping[str, str]) -> bool:
    """Whether a name stands family first although English puts it given first (Japanese, Hungarian)."""
    roles = [token.role for token in name.tokens]
    if not {Role.FAMILY, Role.GIVEN} <= set(roles) or roles.index(Role.FAMILY) > roles.index(Role.GIVEN):
        return False
    family = next(token for token in name.tokens if token.role is Role.FAMILY)
    return set(family_first.get(family.form, "").split("|")) <= _TURNED

"""A column as it streams by: known names by the gazetteers, equal forms alike, bounded memory."""

from collections.abc import Callable, Iterable, Iterator

from aliaskit.cleaning.result import CleanedRow
from aliaskit.gazetteer import kind_from_text
from aliaskit.model import Kind
from aliaskit.resolver import Resolver
from aliaskit.text import tidy

_REMEMBERED = 100_000


def kind_in(cells: list[str], place: int | None, line: int, note: Callable[[int, str], None]) -> Kind | None:
    """The kind that a cell names; none for an empty cell, and for one that names none, which is noted."""
    if place is None or place >= len(cells) or not cells[place].strip():
        return None
    try:
        return kind_from_text(cells[place])
    except ValueError as error:
        note(line, str(error))
        return None


def known_only(
    rows: Iterable[tuple[int, list[str]]],
    resolver: Resolver,
    place: int,
    kind_place: int | None,
    kind: Kind | None,
    country: str | None,
    note: Callable[[int, str], None],
) -> Iterator[tuple[list[str], CleanedRow]]:
    """Each row's cells with its answer, by the gazetteers alone; ``place`` is the column of names.

    Unknown names with one comparison form get one canonical form: the first that was met. A kind that is
    none is given to ``note`` with its line, and the name resolved as if no kind were given.
    """
    answers: dict[tuple[str, Kind | None], CleanedRow] = {}
    forms: dict[tuple[str, Kind | None], str] = {}
    for line, cells in rows:
        name = cells[place] if place < len(cells) else ""
        question = (name, kind_in(cells, kind_place, line, note) or kind)
        row = answers.get(question)
        if row is None:
            if len(answers) >= _REMEMBERED:
                answers.clear()
            row = answers[question] = _answered(question, resolver, country, forms)
        yield cells, row


def _answered(
    question: tuple[str, Kind | None],
    resolver: Resolver,
    country: str | None,
    forms: dict[tuple[str, Kind | None], str],
) -> CleanedRow:
    name, kind = question
    answer = resolver.resolve(name, kind=kind, country=country)
    canonical = answer.canonical
    if canonical is None:
        form = resolver.normalize(name)
        canonical = forms.setdefault((form, kind), tidy(name)) if form else tidy(name)
        if len(forms) >= _REMEMBERED:
            forms.clear()
    cluster = answer.entity.id if answer.entity else ""
    return CleanedRow.of(name, canonical, answer, cluster)

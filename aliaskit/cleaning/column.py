"""A whole column of names: every distinct mention is resolved once, equal forms get one answer."""

from collections.abc import Callable, Iterable, Iterator

from aliaskit.gazetteer import kind_from_text
from aliaskit.model import Kind, Resolution
from aliaskit.resolver import Resolver
from aliaskit.text import tidy

COLUMNS = ("canonical", "entity_id", "entity_kind", "verdict", "probability", "reason", "explanation")


def cleaned_cells(
    rows: Iterable[tuple[int, list[str]]],
    width: int,
    resolver: Resolver,
    place: int,
    kind_place: int | None,
    kind: Kind | None,
    country: str | None,
    warn: Callable[[int, str], None],
) -> Iterator[tuple[list[str], str]]:
    """The rows with the seven columns added, and each row's verdict; ``place`` is the column of names.

    The columns are added behind the ``width`` columns that the header names; surplus cells follow them.
    Unknown names with one comparison form get one canonical form: the first that was met. A kind that
    is none is reported to ``warn`` with its line, and the name resolved as if no kind were given.
    """
    answers: dict[tuple[str, Kind | None], Resolution] = {}
    forms: dict[tuple[str, Kind | None], str] = {}
    for line, cells in rows:
        name = cells[place] if place < len(cells) else ""
        row_kind = kind
        if kind_place is not None and kind_place < len(cells) and cells[kind_place].strip():
            try:
                row_kind = kind_from_text(cells[kind_place])
            except ValueError as error:
                warn(line, str(error))
        answer = answers.get((name, row_kind))
        if answer is None:
            answer = answers[name, row_kind] = resolver.resolve(name, kind=row_kind, country=country)
        canonical = answer.canonical
        if canonical is None:
            form = resolver.normalize(name)
            canonical = forms.setdefault((form, row_kind), tidy(name)) if form else tidy(name)
        entity = answer.entity
        yield (
            [
                *cells[:width],
                canonical,
                entity.id if entity else "",
                entity.kind.value if entity else "",
                answer.verdict.value,
                f"{answer.probability:.4f}",
                answer.reason.value,
                answer.explanation,
                *cells[width:],
            ],
            answer.verdict.value,
        )

"""The door to the parsers: one mention, one kind, one ``Name``; remembered."""

from aliaskit.lexicons import Language
from aliaskit.model import Kind, Name
from aliaskit.names.kind import kind_scores
from aliaskit.names.organization import parse_organization
from aliaskit.names.person import parse_person
from aliaskit.names.place import parse_place

_REMEMBERED = 50_000
# Longer than any name; what comes after is not looked at, so that time stays bounded.
_MOST_CHARACTERS = 10_000


class Parser:
    """Parses mentions with one language. Safe to share between threads: it only fills a memory."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._names: dict[tuple[str, Kind], Name] = {}
        self._kinds: dict[str, dict[Kind, float]] = {}

    def parse(self, text: str, kind: Kind | None = None) -> Name:
        """The mention's name; without a kind, parsed as the kind that it most looks like."""
        text = text[:_MOST_CHARACTERS]
        if kind is None:
            scores = self.kinds(text)
            kind = max(scores, key=lambda each: scores[each])
        known = self._names.get((text, kind))
        if known is not None:
            return known
        if kind is Kind.PERSON:
            name = parse_person(text, self.language)
        elif kind is Kind.PLACE:
            name = parse_place(text, self.language)
        else:
            name = parse_organization(text, self.language, kind)
        if len(self._names) >= _REMEMBERED:
            self._names.clear()
        self._names[text, kind] = name
        return name

    def kinds(self, text: str) -> dict[Kind, float]:
        """How much the mention looks like a person, an organisation, a place (log odds, 0 is neutral)."""
        text = text[:_MOST_CHARACTERS]
        known = self._kinds.get(text)
        if known is None:
            if len(self._kinds) >= _REMEMBERED:
                self._kinds.clear()
            known = self._kinds[text] = kind_scores(text, self.language)
        return known

"""The terms under which a name's words are found: what a word stands for, or else its form."""

from collections.abc import Iterator

from aliaskit.model import Name, Role, Token

_SILENT = frozenset(
    {
        Role.TITLE,
        Role.SUFFIX,
        Role.POST_NOMINAL,
        Role.LEGAL_FORM,
        Role.STOPWORD,
        Role.PARTICLE,
        Role.INITIAL,
        Role.NICKNAME,
    }
)
_BY_VALUE = {
    Role.GENERIC: "#",
    Role.TOPIC: "#",
    Role.QUALITY: "#",
    Role.COMPASS: "#",
    Role.TERRITORY: "@",
    Role.NUMBER: "%",
}


def terms_of(name: Name) -> list[str]:
    """A name's terms in order, without repeats: ``kihara``, ``#ministry``, ``@jp``, ``%12``."""
    return list(dict.fromkeys([term for _, terms in terms_by_token(name) for term in terms]))


def terms_by_token(name: Name) -> list[tuple[Token, list[str]]]:
    """The tokens that a name is found by, each with its terms; all tokens if none would be."""
    found = [
        (token, terms) for token in name.tokens if token.role not in _SILENT and (terms := [*_terms(token)])
    ]
    return found or [(token, [token.form]) for token in name.tokens]


def _terms(token: Token) -> Iterator[str]:
    mark = _BY_VALUE.get(token.role)
    if mark and token.value:
        for value in token.value.split("|"):
            yield mark + value
        return
    yield from token.form.split()
    if token.role is Role.FAMILY and token.value:
        yield from token.value.split("|")


def is_word(term: str) -> bool:
    """Whether a term is a word that may be misspelt, not a meaning."""
    return term[:1] not in ("#", "@", "%")

"""The terms under which a name's words are found: what a word stands for, or else its form."""

from aliaskit.model import Name, Role

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
    terms: dict[str, None] = {}
    for token in name.tokens:
        if token.role in _SILENT:
            continue
        mark = _BY_VALUE.get(token.role)
        if mark and token.value:
            for value in token.value.split("|"):
                terms[mark + value] = None
        else:
            for form in token.form.split():
                terms[form] = None
            if token.role is Role.FAMILY and token.value:
                for reading in token.value.split("|"):
                    terms[reading] = None
    if not terms:
        for token in name.tokens:
            terms[token.form] = None
    return list(terms)


def is_word(term: str) -> bool:
    """Whether a term is a word that may be misspelt, not a meaning."""
    return term[:1] not in ("#", "@", "%")

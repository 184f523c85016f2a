"""Strings under which a name is filed, so that other ways of writing it are found."""

from aliaskit.model import Kind, Name, Role, Token

_OUTSIDE = frozenset(
    {Role.TITLE, Role.SUFFIX, Role.POST_NOMINAL, Role.LEGAL_FORM, Role.STOPWORD, Role.NICKNAME, Role.PARTICLE}
)
_BESIDE = frozenset({Role.TITLE, Role.POST_NOMINAL, Role.NICKNAME})
_MOST_IN_ACRONYM = 12


def core_tokens(name: Name) -> list[Token]:
    """The tokens that say who is meant: no titles, suffixes, particles, legal forms, little words."""
    core = [token for token in name.tokens if token.role not in _OUTSIDE]
    return core or list(name.tokens)


def natural_form(name: Name) -> str:
    """The words in natural order without titles, post-nominals and a leading article: for equality."""
    tokens = [token for token in name.tokens if token.role not in _BESIDE]
    if len(tokens) > 1 and tokens[0].role is Role.STOPWORD:
        tokens = tokens[1:]
    return " ".join([token.form for token in tokens])


def sorted_key(name: Name) -> str:
    """The core words in alphabetical order: the same for every order of the words."""
    return " ".join(sorted([token.form for token in core_tokens(name)]))


def joined_key(name: Name) -> str:
    """The core words and particles in one piece: the same however they are joined or split."""
    keep = _OUTSIDE - {Role.PARTICLE}
    return "".join([token.form for token in name.tokens if token.role not in keep])


def acronyms_of(name: Name) -> set[str]:
    """The initial strings of an organisation's or place's name: with and without its little words."""
    if name.kind is Kind.PERSON:
        return set()
    words = [
        token
        for token in name.tokens
        if token.form and token.form[0].isalpha() and token.role is not Role.ACRONYM
    ]
    without_form = [token for token in words if token.role is not Role.LEGAL_FORM]
    core = [token for token in without_form if token.role is not Role.STOPWORD]
    found = set()
    # What is read as a legal form may be the acronym's last letter (Oil and Natural Gas Corporation Ltd).
    closing = [token for token in words if token.role is Role.LEGAL_FORM][:1]
    for tokens in (words, without_form, core, [*core, *closing]):
        for forms in (_letters_of(tokens, own=False), _letters_of(tokens, own=True)):
            if 2 <= len(forms) <= _MOST_IN_ACRONYM:
                found.add(forms)
    return found


def _letters_of(tokens: list[Token], *, own: bool) -> str:
    """The words' initials; ``own``: a town's as it is written, not its English name's."""
    return "".join(
        [
            word[0]
            for token in tokens
            for word in ((token.value if own and token.role is Role.CORE else "") or token.form).split()
        ]
    )

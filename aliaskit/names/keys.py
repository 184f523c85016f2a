"""Strings under which a name is filed, so that other ways of writing it are found."""

from dataclasses import replace

from aliaskit.model import Kind, Name, Role, Token

_OUTSIDE = frozenset(
    {Role.TITLE, Role.SUFFIX, Role.POST_NOMINAL, Role.LEGAL_FORM, Role.STOPWORD, Role.NICKNAME, Role.PARTICLE}
)
_BESIDE = frozenset({Role.TITLE, Role.POST_NOMINAL, Role.NICKNAME})
_MOST_IN_ACRONYM = 12
_MOST_OF_WORD = 4


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


def acronyms_of(name: Name, *, whole: bool = False) -> set[str]:
    """The initial strings of an organisation's or place's name: with and without its little words.

    Where a territory closes the name, also without it (NSERC of Canada), unless the ``whole`` name is meant.
    """
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
    shortened = core[:-1] if core and core[-1].role is Role.TERRITORY and not whole else []
    # What is read as a legal form may be the acronym's last letter (Oil and Natural Gas Corporation Ltd).
    closing = [token for token in words if token.role is Role.LEGAL_FORM][:1]
    for tokens in (words, without_form, core, [*core, *closing], shortened):
        for letters in (_letters_of(tokens, own=False), _letters_of(tokens, own=True)):
            if 2 <= len(letters) <= _MOST_IN_ACRONYM:
                found.add(letters)
    return found


def without_double(name: Name, other: Name) -> Name:
    """The name without an acronym that it explains itself (``World Vision (WV)``), or as that acronym alone.

    The acronym alone stands for the name where the other name is nothing else.
    """
    short = [token for token in name.tokens if token.role is Role.ACRONYM and len(token.form) > 1]
    if not short or name.kind is Kind.PERSON or len(name.tokens) == len(short):
        return name
    own = acronyms_of(name)
    doubled = [
        token
        for token in short
        if token.form in own or (len(token.form) > 2 and parts_in(token.form, name) > 1)
    ]
    if not doubled:
        return name
    alone = [token for token in doubled if [each.form for each in core_tokens(other)] == [token.form]]
    tokens = alone or [token for token in name.tokens if not any(token is each for each in doubled)]
    return replace(name, tokens=tuple(tokens))


def parts_in(letters: str, name: Name) -> int:
    """How many of a name's words an acronym takes letters from, or 0 if it is not made of their beginnings.

    ``ispgaya`` is made of four words: Instituto Superior Politécnico Gaya. Every word that says something
    gives one to four letters, in order; little words may give one; words at the end may be left out.
    """
    if name.kind is Kind.PERSON:
        return 0
    words = [
        (word, token.role is Role.STOPWORD)
        for token in name.tokens
        if token.role not in (Role.ACRONYM, Role.LEGAL_FORM)
        for word in token.form.split()
    ][:_MOST_IN_ACRONYM]
    reached = {0: 0}  # how many letters are explained: by how many words
    best = 0
    for word, little in words:
        following = dict(reached) if little else {}
        for done, used in reached.items():
            for size in range(1, (1 if little else _MOST_OF_WORD) + 1):
                if letters[done : done + size] == word[:size] and done + size <= len(letters):
                    count = max(used + 1, following.get(done + size, 0))
                    following[done + size] = count
        best = max(best, following.get(len(letters), 0))
        reached = following
        if not reached:
            break
    return best


def _letters_of(tokens: list[Token], *, own: bool) -> str:
    """The words' initials; ``own``: a town's as it is written, not its English name's."""
    return "".join(
        [
            word[0]
            for token in tokens
            for word in ((token.value if own and token.role is Role.CORE else "") or token.form).split()
        ]
    )

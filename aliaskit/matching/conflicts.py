"""What speaks against two names being the same although the rest agrees: one function per conflict.

Every conflict outweighs a perfect rest. A thing that only one name has is an omission, not a conflict.
"""

from collections.abc import Iterable

from aliaskit.matching.pairing import Pairing, written
from aliaskit.model import Evidence, Name, Role, Token
from aliaskit.names import REALM
from aliaskit.similarity.relations import shares_code

_GIVEN = frozenset({Role.GIVEN, Role.INITIAL})


def _values(tokens: Iterable[Token], role: Role) -> dict[str, str]:
    return {token.value: token.text for token in tokens if token.role is role}


def suffix(pairing: Pairing) -> list[Evidence]:
    """Generational suffixes and regnal numbers: Jr and Sr, II and III are different people."""
    left, right = _values(pairing.left.tokens, Role.SUFFIX), _values(pairing.right.tokens, Role.SUFFIX)
    if not left and not right:
        return []
    texts = (" ".join(left.values()), " ".join(right.values()))
    if not left or not right:
        single = min(len(pairing.alignment.left_words), len(pairing.alignment.right_words)) == 1
        feature = "suffix_one_side_single" if single else "suffix_one_side"
        return [pairing.row(feature, *texts, "only one name has the suffix")]
    if set(left) & set(right):
        return [pairing.row("suffix_same", *texts, "the same suffix")]
    return [pairing.row("suffix_differs", *texts, "different suffixes")]


def initials(pairing: Pairing) -> list[Evidence]:
    """Initials that disagree: A. and B., or H. W. and W. in the middle of otherwise equal names."""
    if not pairing.person or _is_unlike_script(pairing):
        return []
    left = [token for token in pairing.alignment.left_words if token.role in _GIVEN]
    right = [token for token in pairing.alignment.right_words if token.role in _GIVEN]
    over_left = {id(token) for token in pairing.alignment.left_over}
    over_right = {id(token) for token in pairing.alignment.right_over}
    loose_left = [token for token in left if id(token) in over_left]
    loose_right = [token for token in right if id(token) in over_right]
    texts = (written(_run(left)), written(_run(right)))
    if loose_left and loose_right:
        kinds = {token.role for token in (*loose_left, *loose_right)}
        if Role.INITIAL in kinds:
            both = all(any(t.role is Role.INITIAL for t in loose) for loose in (loose_left, loose_right))
            feature = "initials_differ" if both else "initial_against_name"
            return [pairing.row(feature, *texts, "the initials disagree")]
        return []
    for loose, over, mine in ((loose_left, over_left, left), (loose_right, over_right, right)):
        if not loose or len(left) < 2 or len(right) < 2:
            continue
        # A middle initial stands for the first middle name: one that skips a name is another person's.
        place = next(i for i, token in enumerate(mine) if id(token) in over)
        after = [token for token in mine[place + 1 :] if id(token) not in over]
        if place > 0 and after and _joined_by_initial(pairing, after[0]):
            return [pairing.row("initials_differ", *texts, "the initials disagree")]
    return []


def _run(tokens: list[Token]) -> list[Token]:
    """The middle names, or all given names if there are no others."""
    return tokens[1:] or tokens


def _joined_by_initial(pairing: Pairing, token: Token) -> bool:
    return any(
        any(t is token for t in (*pair.left, *pair.right))
        and any(t.role is Role.INITIAL for t in (*pair.left, *pair.right))
        for pair in pairing.alignment.pairs
    )


def _is_unlike_script(pairing: Pairing) -> bool:
    return pairing.left.script != pairing.right.script


def number(pairing: Pairing) -> list[Evidence]:
    """Numbers: the 12th and the 3rd regiment, Fund I and Fund II are different."""
    return _valued(pairing, Role.NUMBER, "number_differs", "number_one_side", "numbers")


def compass(pairing: Pairing) -> list[Evidence]:
    """Compass words: north is not south, and not nothing."""
    return _valued(pairing, Role.COMPASS, "compass_differs", "compass_one_side", "directions")


def quality(pairing: Pairing) -> list[Evidence]:
    """New, upper, great: a word that makes another place or body of the same name."""
    left, right = pairing.over(frozenset({Role.QUALITY}))
    if not left and not right:
        return []
    if left and right:
        return [pairing.row("quality_differs", written(left), written(right), "different words")]
    return [pairing.row("quality_one_side", written(left), written(right), "only one name has the word")]


def _valued(pairing: Pairing, role: Role, differs: str, one_side: str, what: str) -> list[Evidence]:
    left = _values(pairing.alignment.left_words, role)
    right = _values(pairing.alignment.right_words, role)
    if left.keys() == right.keys():
        return []
    texts = (" ".join(left.values()), " ".join(right.values()))
    if left and right:
        return [pairing.row(differs, *texts, f"different {what}")]
    return [pairing.row(one_side, *texts, f"only one name has {what}")]


def territory(pairing: Pairing) -> list[Evidence]:
    """Territories: of Estonia is not of Ethiopia; one that only one name has weighs less."""
    left = _values(pairing.alignment.left_words, Role.TERRITORY)
    right = _values(pairing.alignment.right_words, Role.TERRITORY)
    if not left and not right:
        return []
    texts = (", ".join(left.values()), ", ".join(right.values()))
    if not left or not right:
        return [pairing.row("territory_one_side", *texts, "only one name says where")]
    alone_left = [code for code in left if not any(shares_code(code, other) for other in right)]
    alone_right = [code for code in right if not any(shares_code(code, other) for other in left)]
    if alone_left and alone_right:
        return [pairing.row("territory_differs", *texts, "different territories")]
    if alone_left or alone_right:
        return [pairing.row("territory_extra", *texts, "one name says one more territory")]
    return []


def realm(pairing: Pairing) -> list[Evidence]:
    """Rulers' realms: Frederick II of Prussia is not Frederick II of Denmark."""
    left, right = _realms(pairing.left), _realms(pairing.right)
    if not left or not right or any(_may_be_one(one, other) for one in left for other in right):
        return []
    texts = (" ".join(left.values()), " ".join(right.values()))
    return [pairing.row("realm_differs", *texts, "different realms")]


def _realms(name: Name) -> dict[str, str]:
    found = _values(name.tokens, Role.TITLE).items()
    return {value.removeprefix(REALM): text for value, text in found if value.startswith(REALM)}


def _may_be_one(one: str, other: str) -> bool:
    """Whether two realms may be one in two languages: a code in common, or a like beginning."""
    if shares_code(one, other):
        return True
    return one[:1] == other[:1] or (one[:1] in "aeiou" and other[:1] in "aeiou")


def legal_form(pairing: Pairing) -> list[Evidence]:
    """Legal forms: an AG and a GmbH of one name are often two companies."""
    left = _values(pairing.left.tokens, Role.LEGAL_FORM)
    right = _values(pairing.right.tokens, Role.LEGAL_FORM)
    if left and right and not left.keys() & right.keys():
        texts = (" ".join(left.values()), " ".join(right.values()))
        return [pairing.row("legal_form_differs", *texts, "different legal forms")]
    return []


CONFLICTS = (suffix, initials, number, compass, quality, territory, realm, legal_form)

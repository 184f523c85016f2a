"""What speaks for two names being the same: one function per feature.

A function's first sentence is the feature's public description. Each returns the rows it finds.
"""

from collections.abc import Sequence

from aliaskit.matching.align import Pair
from aliaskit.matching.pairing import DISTINGUISHING, EXACT, Pairing, written
from aliaskit.model import Evidence, Kind, Name, Role, Token
from aliaskit.names import acronyms_of, country_named, natural_form, parts_in
from aliaskit.similarity import Relation
from aliaskit.similarity.relations import shares_code

_NOTES: dict[Relation, str] = {
    Relation.EQUAL: "the same word",
    Relation.MEANING: "the same in other words",
    Relation.TRANSLITERATION: "the same sound, spelt or romanised differently",
    Relation.SPELLING: "two spellings of one name",
    Relation.EQUIVALENT: "one name in two languages",
    Relation.NICKNAME: "a short form of the name",
    Relation.NEAR: "a slip of the pen apart",
    Relation.NEAR_LETTER: "one letter for another",
    Relation.NEAR_TWO: "two slips apart",
    Relation.NEAR_SHORT: "one letter apart in a short word",
    Relation.NEAR_VARIANT: "a slip apart from a known variant",
    Relation.ALIKE_SURE: "nearly the same sound",
    Relation.ALIKE_LIKELY: "much the same sound",
    Relation.ALIKE_FAIR: "somewhat alike",
    Relation.ALIKE_VAGUE: "a little alike",
    Relation.ACROSS_SURE: "one sound in two scripts",
    Relation.ACROSS_LIKELY: "nearly one sound in two scripts",
    Relation.ACROSS_FAIR: "alike in two scripts",
    Relation.ACROSS_SLIP: "a slip apart once romanised",
    Relation.ACROSS_VAGUE: "a little alike in two scripts",
    Relation.ACROSS_FAR: "far alike in two scripts",
    Relation.PREFIX: "one begins the other",
    Relation.INITIAL: "an initial that fits",
    Relation.INITIALS: "the initials of the words",
    Relation.ABBREVIATION: "an abbreviation",
    Relation.ENDING: "another ending: a slip, or the name of the other sex",
    Relation.JOINED: "the same words, joined or split",
    Relation.JOINED_NEAR: "nearly the same words, joined or split",
}
# Relations of words in two scripts, whose weights allow for what romanising leaves open.
ACROSS = frozenset(
    {
        Relation.ACROSS_SURE,
        Relation.ACROSS_LIKELY,
        Relation.ACROSS_SLIP,
        Relation.ACROSS_FAIR,
        Relation.ACROSS_VAGUE,
        Relation.ACROSS_FAR,
    }
)
_LONG = 8
# What guards a name of a single word, by the word's relation.
_SINGLE = {
    Relation.ALIKE_SURE: "single_alike",
    Relation.ALIKE_LIKELY: "single_alike",
    Relation.ALIKE_FAIR: "single_fair",
    Relation.NEAR: "single_slip",
    Relation.NEAR_LETTER: "single_slip",
}
_LONGEST_ACRONYM = 12
# Letters from which an acronym is a long one.
_LONG_ACRONYM = 5
# Particles between a child's and a parent's name.
_PATRONYMIC = frozenset({"bin", "ibn", "bint", "binti", "binte", "ben", "bar", "ould", "wuld"})
_FAMILY = frozenset({Role.FAMILY, Role.CORE})
_THIN = frozenset({Role.GENERIC, Role.TERRITORY, Role.QUALITY, Role.COMPASS, Role.NUMBER})
_COUNTED = DISTINGUISHING | {Role.INITIAL}
_ALL_DISTINGUISHING = DISTINGUISHING | {Role.QUALITY}


def words(pairing: Pairing) -> list[Evidence]:
    """Words that stand for each other, each worth its relation times its share of the names."""
    return [
        pairing.row(
            pair.relation.value,
            written(pair.left),
            written(pair.right),
            _NOTES[pair.relation],
            pairing.share(pair),
        )
        for pair in pairing.alignment.pairs
    ]


def initials_fit(pairing: Pairing) -> list[Evidence]:
    """Several initials that fit say more than each alone (C. P. E. Bach)."""
    fitting = [pair for pair in pairing.alignment.pairs if pair.relation is Relation.INITIAL]
    if len(fitting) < 2:
        return []
    left = written([token for pair in fitting for token in pair.left])
    right = written([token for pair in fitting for token in pair.right])
    return [pairing.row("initials_fit", left, right, "several initials fit", len(fitting) - 1.0)]


def identical(pairing: Pairing) -> list[Evidence]:
    """The two names have the same comparison form, or every word of both agrees."""
    left, right = natural_form(pairing.left), natural_form(pairing.right)
    alignment = pairing.alignment
    if left and left == right and all(pair.relation is Relation.EQUAL for pair in alignment.pairs):
        return [pairing.row("identical", pairing.left.text, pairing.right.text, "the same comparison form")]
    if alignment.left_over or alignment.right_over or not alignment.pairs:
        return []
    if all(pair.relation in EXACT for pair in alignment.pairs):
        return [pairing.row("complete", pairing.left.text, pairing.right.text, "every word agrees")]
    return []


def acronym(pairing: Pairing) -> list[Evidence]:
    """One name is made of the other's initials, or of its words' beginnings; the longer, the better."""
    left, right = pairing.left, pairing.right
    if pairing.person:
        return []
    for short, long, short_words, long_words in (
        (left, right, pairing.alignment.left_words, pairing.alignment.right_words),
        (right, left, pairing.alignment.right_words, pairing.alignment.left_words),
    ):
        words = [token for token in short_words if token.role is not Role.TERRITORY] or short_words
        if len(words) != 1 or len(long_words) < 2:
            continue
        letters = words[0].form
        if not letters.isascii() or not letters.isalpha() or len(letters) > _LONGEST_ACRONYM:
            continue
        if letters in acronyms_of(long):
            feature, note = f"acronym_{min(len(letters), 4)}", "the initials of the longer name"
        elif _is_agreed(pairing, words[0]):
            continue
        else:
            count = parts_in(letters, long) if len(letters) > 2 else 0
            if count < 2 or (count == 2 and len(letters) < _LONG_ACRONYM):
                continue
            feature = "acronym_parts_5" if len(letters) >= _LONG_ACRONYM else "acronym_parts_3"
            note = "made of the beginnings of the longer name's words"
        return [pairing.row(feature, short.text, long.text, note)]
    return []


def countries(pairing: Pairing) -> list[Evidence]:
    """Both names are whole names of countries, in any language: of one, or of two."""
    if pairing.left.kind is not Kind.PLACE:
        return []
    left, right = (
        country_named(pairing.left, pairing.language),
        country_named(pairing.right, pairing.language),
    )
    if not left or not right:
        return []
    texts = (pairing.left.text, pairing.right.text)
    if not shares_code(left, right):
        return [pairing.row("territory_differs", *texts, "names of two countries")]
    if natural_form(pairing.left) == natural_form(pairing.right):
        return []
    return [
        pairing.row("meaning", *texts, "names of one country"),
        pairing.row("country_name", *texts, "that is no chance"),
    ]


def _is_agreed(pairing: Pairing, token: Token) -> bool:
    """Whether a word has its like in the other name."""
    return any(
        pair.relation in EXACT and any(each is token for each in (*pair.left, *pair.right))
        for pair in pairing.alignment.pairs
    )


def omitted(pairing: Pairing) -> list[Evidence]:
    """Words that only one name has, worth their share of the names: leaving out is no contradiction."""
    rows: list[Evidence] = []
    left, right = pairing.plain_over()
    if _contradict(left, right):
        return rows
    more = False
    for side, tokens in ((0, left), (1, right)):
        for token in tokens:
            if pairing.person:
                feature = "omitted_person"
            else:
                feature = "omitted_generic" if token.role in _THIN else "omitted_other"
                more = more or feature == "omitted_other"
            share = pairing.mass([token]) / 2 / pairing.size
            texts = ("", token.text) if side else (token.text, "")
            rows.append(pairing.row(feature, *texts, "only one name has it", share))
    families = [token for token in (*left, *right) if token.role is Role.FAMILY]
    if pairing.person and families and len(pairing.alignment.pairs) > 1:
        # A hyphen says that the longer name is the whole one: Grey and Wexcombe-Grey.
        factor = 2.0 if any(token.bound for token in families) else 1.0
        text = written(families)
        rows.append(pairing.row("omitted_family", text, "", "only one name has the family name", factor))
    if more:
        rows.append(pairing.row("one_more", written(left), written(right), "one name says more"))
    return rows


def contradiction(pairing: Pairing) -> list[Evidence]:
    """Each name has a word of its own where the other has another."""
    left, right = pairing.plain_over()
    if _contradict(left, right):
        share = (pairing.mass(left) + pairing.mass(right)) / 2 / pairing.size
        texts = written(left), written(right)
        return [
            pairing.row("contradiction", *texts, "another word instead"),
            pairing.row("contradiction_share", *texts, "as much of the names as that is", share),
        ]
    left, right = (tuple([t for t in side if t.role is Role.GENERIC]) for side in (left, right))
    if left and right:
        return [pairing.row("generic_differs", written(left), written(right), "another sort of body")]
    if (left or right) and pairing.alignment.pairs:
        feature = _more_of(pairing, left or right)
        return [pairing.row(feature, written(left), written(right), "one name says another sort")]
    return []


def _more_of(pairing: Pairing, tokens: Sequence[Token]) -> str:
    """The feature of sorts of body or place that only one name says: of most places they may be left out.

    Mexico City is not Mexico: where the rest is a territory, its sort counts.
    """
    lexicon = pairing.language.words
    values = {token.value for token in tokens}
    if pairing.left.kind is not Kind.PLACE or not values <= lexicon.polities | lexicon.settlements:
        return "generic_more"
    if values <= lexicon.polities:
        return "polity_more"
    closing = (pairing.left.tokens[-1], pairing.right.tokens[-1])
    if any(token.form in lexicon.kept_endings and any(token is each for each in tokens) for token in closing):
        return "generic_more"
    rest = " ".join([token.form for pair in pairing.alignment.pairs for token in pair.left])
    return "generic_more" if rest in lexicon.territories or rest in lexicon.regions else "settlement_more"


def _contradict(left: tuple[object, ...], right: tuple[object, ...]) -> bool:
    def distinguishing(tokens: tuple[object, ...]) -> bool:
        return any(getattr(token, "role", None) in _ALL_DISTINGUISHING for token in tokens)

    return distinguishing(left) and distinguishing(right)


def too_little(pairing: Pairing) -> list[Evidence]:
    """Guards: what agrees is one word of a longer name, nothing exactly, or only what many names share."""
    alignment = pairing.alignment
    pairs = alignment.pairs
    if not pairs:
        return []
    full = [
        pair for pair in pairs if any(token.role in DISTINGUISHING for token in (*pair.left, *pair.right))
    ]
    exact = [pair for pair in full if pair.relation in EXACT]
    longer = max(
        sum(token.role in _COUNTED for token in alignment.left_words),
        sum(token.role in _COUNTED for token in alignment.right_words),
    )
    rows: list[Evidence] = []
    left, right = pairing.left.text, pairing.right.text
    whole = [pair for pair in full if pair.relation is not Relation.INITIAL]
    if pairing.person:
        if len(whole) == 1 and len(whole[0].left) == len(whole[0].right) == 1 and longer > 1:
            rows.append(pairing.row("one_word", left, right, "only one whole name agrees"))
            if len(full) == 1:
                roles = {whole[0].left[0].role, whole[0].right[0].role}
                feature = "family_alone" if roles & _FAMILY and Role.GIVEN not in roles else "given_alone"
                rows.append(pairing.row(feature, left, right, "a single name, shared by many"))
        common = pairing.language.persons.common
        if whole and all(token.form in common for pair in whole for token in pair.left):
            rows.append(pairing.row("common_names", left, right, "very frequent names"))
    else:
        over = [
            token for token in (*alignment.left_over, *alignment.right_over) if token.role in DISTINGUISHING
        ]
        thin = all(token.role in _THIN or token.role is Role.TOPIC for pair in pairs for token in pair.left)
        if over and thin:
            rows.append(pairing.row("common_words", left, right, "only words that many names share"))
        elif len(whole) == 1 and longer > 1 and len(whole[0].left) == len(whole[0].right) == 1:
            rows.append(pairing.row("one_word", left, right, "only one word of the name agrees"))
    if pairing.person and longer == 1 and any(pair.relation in ACROSS for pair in full):
        rows.append(pairing.row("single_across", left, right, "a single name in two scripts"))
    if full and not exact and not any(pair.relation in ACROSS for pair in full):
        feature = "nothing_exact"
        if longer == 1:
            feature = _SINGLE.get(full[0].relation, "single_vague")
            letters = min(len(full[0].left[0].form), len(full[0].right[0].form))
            if letters >= _LONG and feature == "single_slip":
                feature = "single_slip_long"
            brand = pairing.left.kind is Kind.ORGANIZATION and len(pairs) == 1 and letters < _LONG - 1
            if brand and feature == "single_alike":
                feature = "single_brand"
        rows.append(pairing.row(feature, left, right, "no word agrees exactly"))
    return rows


def order(pairing: Pairing) -> list[Evidence]:
    """A given name stands where the other name has the family name, or words have changed places."""
    texts = (pairing.left.text, pairing.right.text)
    pairs = pairing.alignment.pairs
    if pairing.left.kind is Kind.PLACE:
        words = (*pairing.left.tokens, *pairing.right.tokens)
        # Icelandic Highlands, Highlands of Iceland: a little word explains the other order.
        plain = not any(token.role is Role.STOPWORD for token in words)
        moved = plain and _change_places([pair for pair in pairs if _both(pair, Role.CORE)])
        return [pairing.row("order_place", *texts, "the words in another order")] if moved else []
    if not pairing.person:
        return []
    crossed = [
        pair
        for pair in pairs
        if len(pair.left) == len(pair.right) == 1
        and {pair.left[0].role, pair.right[0].role} == {Role.GIVEN, Role.FAMILY}
    ]
    if crossed:
        certain = _order_known(pairing.left) and _order_known(pairing.right)
        feature = "order_differs" if certain else "order"
        return [pairing.row(feature, *texts, "the words in another order")]
    if _change_places([pair for pair in pairs if _both(pair, Role.GIVEN)]):
        return [pairing.row("order_given", *texts, "the given names in another order")]
    return []


def _both(pair: Pair, role: Role) -> bool:
    return len(pair.left) == len(pair.right) == 1 and pair.left[0].role is pair.right[0].role is role


def _change_places(pairs: Sequence[Pair]) -> bool:
    """Whether pairs in the left name's order stand in another order in the right name."""
    places = [pair.place[1] for pair in sorted(pairs, key=lambda pair: pair.place[0])]
    return places != sorted(places)


def _order_known(name: Name) -> bool:
    """Whether a name shows which is the family name, or whose child is meant (``bin``, a compound)."""
    return (
        name.inverted
        or any(token.bound and token.role is Role.GIVEN for token in name.tokens)
        or any(token.role is Role.PARTICLE and token.form in _PATRONYMIC for token in name.tokens)
    )


FEATURES = (words, initials_fit, identical, omitted, contradiction, too_little, order)

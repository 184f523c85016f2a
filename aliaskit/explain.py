"""Sentences that an editor understands, made from the evidence and nothing else."""

from collections.abc import Collection, Iterable, Sequence

from aliaskit.model import Candidate, Evidence, Judgement

_WORD_ROWS: dict[str, str] = {
    "meaning": "'{left}' means the same as '{right}'",
    "transliteration": "'{left}' and '{right}' are one name in two spellings or scripts",
    "spelling": "'{left}' and '{right}' are two spellings of one name",
    "equivalent": "'{left}' and '{right}' are one name in two languages",
    "nickname": "'{left}' and '{right}' are a full name and its short form",
    "near": "'{left}' is a slip away from '{right}'",
    "near_two": "'{left}' is two slips away from '{right}'",
    "near_letter": "'{left}' and '{right}' differ in one letter",
    "near_short": "'{left}' is one letter away from '{right}'",
    "near_variant": "'{left}' is a slip away from a variant of '{right}'",
    "across_sure": "'{left}' is how '{right}' sounds in another script",
    "across_likely": "'{left}' sounds like '{right}'",
    "across_fair": "'{left}' sounds somewhat like '{right}'",
    "across_slip": "'{left}' is a slip away from '{right}' in another script",
    "across_vague": "'{left}' sounds a little like '{right}'",
    "across_far": "'{left}' hardly sounds like '{right}'",
    "alike_sure": "'{left}' sounds like '{right}'",
    "alike_likely": "'{left}' sounds much like '{right}'",
    "alike_fair": "'{left}' resembles '{right}'",
    "alike_vague": "'{left}' resembles '{right}' a little",
    "prefix": "'{left}' and '{right}' begin alike",
    "ending": "'{left}' and '{right}' differ in their ending",
    "abbreviation": "'{left}' and '{right}' are a word and its abbreviation",
    "initial": "the initial fits ('{left}', '{right}')",
    "initials": "'{left}' and '{right}' are words and their initials",
    "joined": "'{left}' and '{right}' are the same, joined or split",
    "joined_near": "'{left}' and '{right}' are nearly the same, joined or split",
}
_OMISSIONS = frozenset({"omitted_person", "omitted_other", "omitted_generic"})
_AGAINST: dict[str, str] = {
    "across_far": "'{left}' hardly sounds like '{right}'",
    "contradiction": "'{left}' stands against '{right}'",
    "initials_differ": "the initials {left} and {right} disagree",
    "initial_against_name": "the initial does not fit ({left}, {right})",
    "suffix_differs": "the suffixes {left} and {right} differ",
    "number_differs": "the numbers {left} and {right} differ",
    "compass_differs": "the directions {left} and {right} differ",
    "territory_differs": "the territories {left} and {right} differ",
    "realm_differs": "the realms {left} and {right} differ",
    "generic_differs": "'{left}' is another sort of body than '{right}'",
    "legal_form_differs": "the legal forms {left} and {right} differ",
    "number_one_side": "only one name has the number {left}{right}",
    "compass_one_side": "only one name says {left}{right}",
    "quality_one_side": "only one name says {left}{right}",
    "territory_one_side": "only one name says where ({left}{right})",
    "territory_extra": "one name says one more territory ({left}; {right})",
    "suffix_one_side": "only one name has the suffix {left}{right}",
    "one_word": "only one whole name agrees",
    "family_alone": "a family name alone is shared by many",
    "given_alone": "a given name alone is shared by many",
    "nothing_exact": "no word agrees exactly",
    "single_alike": "the single word does not agree exactly",
    "single_fair": "the single word is only somewhat alike",
    "alike_fair": "'{left}' is only somewhat like '{right}'",
    "alike_vague": "'{left}' is hardly like '{right}'",
    "single_across": "a single name, alike in two scripts, is shared by many",
    "native_alike": "it is known in this script under another name",
    "single_slip_long": "the single word does not agree exactly",
    "single_brand": "the single word does not agree exactly",
    "single_slip": "the single word does not agree exactly",
    "order_differs": "given and family name (or child and parent) change places",
    "suffix_one_side_single": "only one name has the suffix {left}{right}",
    "omitted_family": "only one name has the family name {left}",
    "polity_more": "only one name says {left}{right}",
    "settlement_more": "only one name says {left}{right}",
    "generic_more": "one name says another sort ({left}{right})",
    "single_vague": "the single word only sounds alike",
    "one_more": "one name says more ({left}{right})",
    "common_names": "the names are very frequent",
    "common_words": "only words that many names share agree",
    "order_place": "the words stand in another order",
    "order_given": "the given names stand in another order",
    "order": "the words stand in another order",
    "weak_alias": "'{right}' alone does not say who",
    "needs_country": "'{right}' says who only beside its country",
    "spelt_otherwise": "it is known spelt out in other words than '{left}'",
    "only_family": "a family name alone is shared by many",
    "says_more": "it says more than '{right}'",
    "quality_differs": "'{left}' is not '{right}'",
    "country_differs": "the country differs ({left}, {right})",
    "kind_told_other": "the context names another kind ({left})",
    "kind_against": "it looks like another kind of thing",
    "kind_unlikely": "it looks like another kind of thing",
    "known_different": "they are known as two: {left} and {right}",
}
_A_KIND: dict[str, str] = {
    "person": "a person",
    "organization": "an organization",
    "place": "a place",
    "other": "something else",
}
_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight")


def because(evidence: Sequence[Evidence]) -> str:
    """What agrees, in words: *the same two names in the other order*."""
    features = {row.feature for row in evidence}
    if "known_same" in features:
        return "both are known names of one entity"
    if "identical" in features:
        return "the same name"
    for size in ("acronym_4", "acronym_3", "acronym_2"):
        if size in features:
            return "it is made of the initials"
    if features & {"acronym_parts_3", "acronym_parts_5"}:
        return "it is made of the words' beginnings"
    equal = [row for row in evidence if row.feature == "equal"]
    others = [row for row in evidence if row.feature in _WORD_ROWS]
    parts: list[str] = []
    if equal:
        if len(equal) == 1:
            parts.append(f"'{equal[0].left}' agrees")
        else:
            count = _COUNTS[len(equal)] if len(equal) < len(_COUNTS) else str(len(equal))
            whole = not others and not features & _OMISSIONS
            parts.append(f"the same {count} names" if whole else f"{count} words agree")
            if whole and _moved(evidence):
                parts[-1] += " in the other order"
    parts += [_WORD_ROWS[row.feature].format(left=row.left, right=row.right) for row in others]
    left_out = [row.left or row.right for row in evidence if row.feature in _OMISSIONS]
    if left_out:
        parts.append(f"left out on one side: {' '.join(left_out)}")
    return _listed(parts) if parts else "nothing agrees"


def _moved(evidence: Iterable[Evidence]) -> bool:
    """Whether the words that agree stand in another order on the right than on the left."""
    rows = list(evidence)
    prior = next((row for row in rows if row.feature == "prior"), None)
    words = [row for row in rows if row.feature == "equal"]
    if prior is None or len(words) < 2:
        return False
    left, right = prior.left.casefold(), prior.right.casefold()
    places = sorted((left.find(row.left.casefold()), right.find(row.right.casefold())) for row in words)
    order = [place for _, place in places]
    return order != sorted(order)


def against(evidence: Iterable[Evidence], only: Collection[str] = ()) -> str:
    """What speaks against, heaviest first, or an empty string; of the features ``only``, if any are given."""
    rows = [row for row in evidence if row.weight < 0 and row.feature in _AGAINST]
    if only:
        rows = [row for row in rows if row.feature in only]
    rows.sort(key=lambda row: row.weight)
    return _listed([_AGAINST[row.feature].format(left=row.left, right=row.right) for row in rows[:2]])


def _listed(parts: Sequence[str]) -> str:
    if len(parts) < 3:
        return " and ".join(parts)
    return ", ".join(parts[:-1]) + " and " + parts[-1]


def compared(
    left: str,
    right: str,
    judgement: Judgement,
    probability: float,
    evidence: Sequence[Evidence],
    decisive: Collection[str],
) -> str:
    """The sentence of a comparison."""
    doubts = against(evidence)
    if judgement is Judgement.SAME:
        return f"The same: '{left}' and '{right}': {because(evidence)}; probability {_shown(probability)}."
    if judgement is Judgement.UNSURE:
        doubt = f", but {doubts}" if doubts else ""
        return (
            f"Unsure: '{left}' and '{right}': {because(evidence)}{doubt}; probability {_shown(probability)}."
        )
    conflict = against(evidence, decisive) or doubts
    shared = because(evidence)
    if shared == "nothing agrees":
        return f"Not merged: '{left}' and '{right}' have nothing in common."
    reason = f", but {conflict}" if conflict else ", and that is too little"
    return f"Not merged: '{left}' and '{right}': {shared}{reason}."


def _shown(probability: float) -> str:
    """A probability to two places that never claims certainty."""
    return f"{min(probability, 0.99):.2f}"


def is_entity(query: str, candidate: Candidate) -> str:
    """The sentence of a match."""
    entity = candidate.entity
    return (
        f"'{query}' is {entity.name} ({entity.id}): {_alias_reason(candidate)};"
        f" probability {_shown(candidate.probability)}."
    )


def _alias_reason(candidate: Candidate) -> str:
    if any(row.feature == "identical" for row in candidate.evidence):
        return "its name" if candidate.alias == candidate.entity.name else f"known as '{candidate.alias}'"
    reason = because(candidate.evidence)
    if candidate.alias != candidate.entity.name:
        reason += f" (known as '{candidate.alias}')"
    return reason


def may_be(query: str, candidates: Sequence[Candidate], *, shared: bool) -> str:
    """The sentence of an ambiguous answer."""
    named = _listed([f"{each.entity.name} ({each.entity.id})" for each in candidates])
    if len(candidates) == 1:
        why = "others are called so too"
    else:
        why = "all are called so" if shared else "the name alone does not say which"
    return f"'{query}' may be {named}: {why}."


def too_weak(query: str, candidate: Candidate) -> str:
    """The sentence when one candidate is not enough."""
    doubts = against(candidate.evidence)
    doubt = f", but {doubts}" if doubts else ""
    return (
        f"'{query}' is not resolved: nearest is {candidate.entity.name} ({candidate.entity.id}),"
        f" {because(candidate.evidence)}{doubt}; probability {_shown(candidate.probability)}."
    )


def refused(query: str, candidate: Candidate, decisive: Collection[str]) -> str:
    """The sentence when a conflict forbids the nearest candidate."""
    return (
        f"'{query}' is not {candidate.entity.name} ({candidate.entity.id}):"
        f" {because(candidate.evidence)}, but {against(candidate.evidence, decisive)}."
    )


def unknown(query: str) -> str:
    """The sentence when nothing is near."""
    return f"'{query}' is close to no known name."


def empty(query: str) -> str:
    """The sentence for a mention without a letter or digit."""
    return f"'{query[:40]}' holds no letter and no digit."


def other_kind(query: str, name: str, kind: str, wanted: str) -> str:
    """The sentence when the only known bearer of the name is of another kind."""
    return f"'{query}' is known only as {name}, {_A_KIND[kind]}; {_A_KIND[wanted]} was asked for."


def ruled(query: str, canonical: str | None, note: str) -> str:
    """The sentence of a person's decision."""
    what = f"'{query}' is {canonical}" if canonical else f"'{query}' stays as it is"
    return f"{what}: decided by hand{f' ({note})' if note else ''}."


def joined(name: str, canonical: str, other: str, evidence: Sequence[Evidence], probability: float) -> str:
    """The sentence of a mention that joins other forms of its list."""
    what = (
        f"'{name}' is {canonical} in this list"
        if name != canonical
        else f"'{name}' has other forms in this list"
    )
    return f"{what}: with '{other}', {because(evidence)}; probability {_shown(probability)}."


def same_words(name: str, canonical: str) -> str:
    """The sentence of a mention that other forms of its list differ from in nothing that counts."""
    if name == canonical:
        return f"'{name}' has other forms in this list: the same words in another order, case or dress."
    return f"'{name}' is {canonical} in this list: the same words in another order, case or dress."


def apart(name: str, other: str, evidence: Sequence[Evidence], probability: float) -> str:
    """The sentence of a mention that may be another of its list and was kept apart."""
    doubts = against(evidence)
    doubt = f", but {doubts}" if doubts else ""
    shown = f"{because(evidence)}{doubt}; probability {_shown(probability)}"
    return f"Unsure, kept apart: '{name}' may be '{other}': {shown}."


def torn(name: str, one: str, other: str) -> str:
    """The sentence of a mention that fits two of its list which exclude each other."""
    return f"Unsure, kept apart: '{name}' fits '{one}' and '{other}', who are not the same."


def follows(name: str, canonical: str, long: str, group: str) -> str:
    """The sentence of a short form that follows the long form of its group of rows."""
    return f"'{name}' is {canonical}: the short form of '{long}' in the same group of rows ({group})."

"""How two names differ, seen from the strings alone: a guide to difficulty, no label."""

import re
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein
from unidecode import unidecode

from benchmarks.data import main_script

SPELLING = 80
SCRIPTS = {"CJK": "Han"}

# Enough to tell a dropped legal form from a dropped word; nothing else hangs on it.
LEGAL_FORMS = frozenset(
    {"ab", "ag", "aktiengesellschaft", "as", "asa", "bhd", "bv", "co", "company", "corp", "corporation"}
    | {"cv", "de", "ev", "gmbh", "inc", "incorporated", "jsc", "kft", "kg", "kk", "joint", "liability"}
    | {"limitada", "limited", "llc", "llp", "lp", "ltd", "ltda", "nv", "oao", "ojsc", "ooo", "oy", "oyj"}
    | {"pao", "pjsc", "plc", "private", "pte", "public", "pty", "pvt", "rl", "sa", "sal", "sarl", "sas"}
    | {"sdn", "se", "sl", "societe", "spa", "spol", "sro", "srl", "stock", "zao"}
)
_APOSTROPHES = re.compile(r"['’‘`ʻʼʹ′]")
_DOT_IN_ACRONYM = re.compile(r"\b(\w)\.(?=\w\b)")
_NO_WORD = re.compile(r"[^\w]+|_+")


@lru_cache(maxsize=1_000_000)
def words(name: str) -> tuple[str, ...]:
    """The words of a name in small ASCII letters; what cannot be written so is left as it is."""
    folded = unidecode(_APOSTROPHES.sub("", name)) or name
    return _split(folded)


def bag(name: str) -> tuple[str, ...]:
    """The words of a name in alphabetical order: two names with one bag cannot be told apart."""
    return tuple(sorted(words(name)))


def similarity(a: str, b: str) -> float:
    """How similar two names are, 0 to 100, whatever the order of their words."""
    return float(fuzz.ratio(" ".join(bag(a)), " ".join(bag(b))))


def band(score: float) -> str:
    """The band of a similarity, as it stands in the category of a negative."""
    return "sim>=90" if score >= 90 else "sim75-89" if score >= 75 else "sim<75"


def negative_category(a: str, b: str, kind: str) -> str:
    """The category of two names of different entities."""
    if main_script(a) != main_script(b):
        return f"hard-negative-cross-script({_scripts(a, b)})"
    left, right = set(words(a)), set(words(b))
    # A person's full name and its short form are the same person as often as not.
    if kind == "person" and (left <= right or right <= left):
        return "undecidable-subset(label 0)"
    return f"hard-negative({band(similarity(a, b))})"


def positive_category(a: str, b: str, kind: str) -> str:
    """The category of two names of one entity: the least difference that explains the two."""
    if main_script(a) != main_script(b):
        return f"script:{_scripts(a, b)}"
    left, right = words(a), words(b)
    if left == right:
        return "case-punct" if _split(a) == _split(b) else "diacritic-punct"
    if "".join(left) == "".join(right):
        return "spacing"
    if sorted(left) == sorted(right):
        return "name-order"
    if is_acronym(left, right) or is_acronym(right, left):
        return "acronym"
    if kind == "person" and _is_initials(left, right):
        return "initial"
    if kind == "org" and _without_forms(left) == _without_forms(right):
        return "legal-form"
    if set(left) <= set(right) or set(right) <= set(left):
        return "dropped-name-part" if kind == "person" else "subset"
    if Levenshtein.distance(" ".join(left), " ".join(right), score_cutoff=1) == 1:
        return "typo-like(1 edit)"
    if similarity(a, b) >= SPELLING:
        return (
            "spelling" if fuzz.ratio(" ".join(left), " ".join(right)) >= SPELLING else "name-order+spelling"
        )
    if any(len(word) > 2 for word in set(left) & set(right) - LEGAL_FORMS):
        return "partial-overlap"
    return "other-alias"


def is_acronym(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the one word of `short` is the initials of `long`, small words counted or not."""
    if len(short) != 1 or len(short[0]) < 2 or len(long) < 2:
        return False
    initials = "".join(word[0] for word in long)
    without_small = "".join(word[0] for word in long if len(word) > 3)
    return short[0] in (initials, without_small)


def _split(text: str) -> tuple[str, ...]:
    joined = _DOT_IN_ACRONYM.sub(r"\1", _APOSTROPHES.sub("", text).casefold())
    return tuple(_NO_WORD.sub(" ", joined).split())


def _scripts(a: str, b: str) -> str:
    names = (main_script(name) for name in (a, b))
    return "-".join(sorted(SCRIPTS.get(name, name.capitalize()) or "None" for name in names))


def _without_forms(parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in parts if word not in LEGAL_FORMS) or parts


def _is_initials(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    return len(left) == len(right) and all(
        one == other or (one[0] == other[0] and 1 in (len(one), len(other)))
        for one, other in zip(left, right, strict=True)
    )

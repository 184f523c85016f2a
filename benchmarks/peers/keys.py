"""Runner of the engines without a score: names with equal keys are the same.

The two OpenRefine keys are written after the description of its methods of key collision.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence

from protocol import Mention, Pair, Row, Scope, nobody, own_labels, scores, serve

Key = Callable[[str], str]

_PUNCTUATION = re.compile(r"[^\w\s]|_")


def exact_key() -> Key:
    """The letters and digits of the text in ASCII and lower case."""
    from unidecode import unidecode

    return lambda text: "".join(filter(str.isalnum, unidecode(text).casefold()))


def fingerprint() -> Key:
    """OpenRefine's fingerprint: the different words, sorted."""
    return lambda text: " ".join(sorted(set(_plain(text).split())))


def ngram_fingerprint() -> Key:
    """OpenRefine's 2-gram fingerprint: the different pairs of neighbouring letters, sorted."""

    def key(text: str) -> str:
        glued = "".join(_plain(text).split())
        return "".join(sorted({glued[start : start + 2] for start in range(len(glued) - 1)})) or glued

    return key


KEYS: dict[str, Callable[[], Key]] = {
    "exact-key": exact_key,
    "openrefine-fingerprint": fingerprint,
    "openrefine-2gram": ngram_fingerprint,
}


def pairs(engine: str) -> Callable[[Sequence[Pair]], list[Row]]:
    """Score 1 for equal keys that are not empty, otherwise 0."""
    key = KEYS[engine]()
    return lambda items: scores(bool(left := key(item.a)) and left == key(item.b) for item in items)


def scoped(engine: str, scope: Scope) -> Callable[[Sequence[str]], list[Row]]:
    """The entity that alone has a name with the query's key."""
    key = KEYS[engine]()
    owners: dict[str, set[str]] = {}
    for name, id_ in zip(scope.names, scope.ids, strict=True):
        owners.setdefault(key(name), set()).add(id_)

    def find(text: str) -> Row:
        asked = key(text)
        candidates = sorted(owners.get(asked, ())) if asked else []
        found: Row = {"id": candidates[0], "score": 1.0} if len(candidates) == 1 else nobody()
        return found | {
            "linked": len(candidates) == 1,
            "ambiguous": len(candidates) > 1,
            "candidates": candidates,
        }

    return lambda texts: [find(text) for text in texts]


def cluster(engine: str, thresholds: Sequence[float]) -> Callable[[Sequence[Mention]], list[Row]]:
    """Equal keys, one group; thresholds mean nothing here."""
    key = KEYS[engine]()
    return lambda mentions: own_labels(key(mention.name) for mention in mentions)


def _plain(text: str) -> str:
    """The text without accents, punctuation and capital letters."""
    decomposed = unicodedata.normalize("NFKD", text.strip().lower())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _PUNCTUATION.sub("", bare)


if __name__ == "__main__":
    versions = {engine: ("Unidecode",) if engine == "exact-key" else () for engine in KEYS}
    serve(versions, pairs=pairs, scoped=scoped, cluster=cluster)

"""The token index: postings of terms, and the terms near a misspelt one (deletions, sounds, joins).

Design and measurements: a token index with a deletion neighbourhood (Garbe 2012, SymSpell, per word
instead of per string) and phonetic keys; evidence of all words is added in one numpy pass.
"""

import itertools
import re
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence

import numpy as np

from aliaskit.candidates.across import Across, Match, agreement, pieces_of
from aliaskit.candidates.terms import is_word, terms_of
from aliaskit.candidates.trie import trie_sections
from aliaskit.gazetteer import Snapshot
from aliaskit.gazetteer.snapshot import KINDS
from aliaskit.lexicons import Language
from aliaskit.model import Kind, Name
from aliaskit.names import acronyms_of, joined_key, sorted_key
from aliaskit.similarity import Relation, Similarity
from aliaskit.similarity.relations import QUALITY
from aliaskit.storage import HashTable, Section, Strings, pack_strings
from aliaskit.text import Ear

MOST_NAMES = 8
_MOST_PER_ENTITY = 2
_MOST_TERMS = 16
# Of the terms that share a key with a word, those that are compared closely, and how alike they must look.
_MOST_LOOKED_AT = 24
_LEAST_LIKENESS = 0.45
_MOST_VARIANTS = 48
_BUDGET = 30_000
_HEAVY_PROBES = 4_000
_LONG = 6
_DELETION_PREFIX = 12
_WORTH_JOINING = 7
# A keyed hit is worth as much as this many perfect rare words.
_KEY_BONUS = 3.0
# Shinpei is also written Shimpei.
_NASAL = re.compile("n(?=[bmp])")
_OWN_SCRIPT = frozenset({"latin", "none"})
# Aliases of which it is worked out how much of a name in another script agrees.
_MOST_ACROSS = 120


def index_sections(names: Sequence[Name], language: Language) -> dict[str, Section]:
    """The sections of an index over parsed names, one per alias."""
    ear = Ear(language.sounds)
    per_name = [terms_of(name) for name in names]
    vocabulary = sorted({term for terms in per_name for term in terms})
    number = {term: place for place, term in enumerate(vocabulary)}
    term_ids = np.fromiter((number[term] for terms in per_name for term in terms), np.int64)
    lengths = np.fromiter(map(len, per_name), np.int64, len(per_name))
    alias_ids = np.repeat(np.arange(len(per_name), dtype=np.int64), lengths)
    order = np.lexsort((alias_ids, term_ids))
    frequency = np.bincount(term_ids, minlength=len(vocabulary))
    starts = np.zeros(len(vocabulary) + 1, np.uint32)
    np.cumsum(frequency, out=starts[1:])
    rarity = np.log1p(max(len(per_name), 1) / np.maximum(frequency, 1)).astype(np.float32)
    total = np.bincount(alias_ids, weights=rarity[term_ids].astype(np.float64), minlength=len(per_name))
    blob, offsets = pack_strings(vocabulary)
    sections: dict[str, Section] = {
        "term.blob": blob,
        "term.offsets": offsets,
        "posting.start": starts,
        "posting.alias": alias_ids[order].astype(np.uint32),
        "posting.rarity": rarity,
        "posting.weight": (1 / np.sqrt(np.maximum(total, 0.1))).astype(np.float32),
    }
    table = HashTable.build((term.encode("utf-8", "surrogatepass"), place) for term, place in number.items())
    sections |= {f"term.{part}": values for part, values in table.items()}
    near = _hashed((key, place) for place, term in enumerate(vocabulary) for key in _near_keys(term, ear))
    sections["near.hash"], sections["near.term"] = near
    return sections | trie_sections(vocabulary)


def key_items(names: Sequence[Name], exact: Sequence[Iterable[str]]) -> Iterable[tuple[bytes, int]]:
    """The keys of all aliases, for the key table: (prefixed key, alias)."""
    for place, name in enumerate(names):
        keys = {f"e:{key}" for key in exact[place]}
        keys |= {f"s:{sorted_key(name)}", f"j:{joined_key(name)}"}
        keys |= {f"a:{letters}" for letters in acronyms_of(name)}
        for key in sorted(keys):
            yield key.encode("utf-8", "surrogatepass"), place


def _hashed(items: Iterable[tuple[str, int]]) -> tuple[np.ndarray, np.ndarray]:
    """Two arrays, sorted by hash: CRC-32 of each key, and what it leads to. Hits are verified later."""
    hashes, values = array("I"), array("I")
    for key, value in items:
        hashes.append(zlib.crc32(key.encode("utf-8", "surrogatepass")))
        values.append(value)
    a, b = np.frombuffer(hashes, np.uint32), np.frombuffer(values, np.uint32)
    order = np.lexsort((b, a))
    return a[order], b[order]


def _near_keys(term: str, ear: Ear) -> set[str]:
    """Keys that a word shares with its misspellings and other romanisations."""
    if not is_word(term) or len(term) < 3:
        return set()
    keys = _deletions(term, 2 if len(term) >= _LONG else 1)
    folded = ear.fold(term)
    keys.add("f" + folded)
    skeleton = ear.skeleton(term)
    if len(skeleton) > 1:
        keys.add("k" + skeleton)
    sound = ear.metaphone(term)
    if len(sound) > 1:
        keys.add("m" + sound)
    return keys


def _deletions(word: str, most: int) -> set[str]:
    """The word's beginning with up to ``most`` letters left out."""
    prefix = word[:_DELETION_PREFIX]
    found = {prefix}
    layer = {prefix}
    for _ in range(most):
        layer = {part[:i] + part[i + 1 :] for part in layer for i in range(len(part)) if len(part) > 1}
        found |= layer
    return {"d" + part for part in found}


class CandidateIndex:
    """Finds the aliases of a snapshot that may be meant by a name."""

    def __init__(self, snapshot: Snapshot, similarity: Similarity) -> None:
        self._snapshot = snapshot
        self._similarity = similarity
        array_of = snapshot.container.array
        self._terms = Strings(snapshot.container.raw("term.blob"), array_of("term.offsets"))
        self._places = HashTable(**{part: array_of(f"term.{part}") for part in HashTable.SECTIONS})
        self._start = array_of("posting.start")
        self._alias = np.frombuffer(array_of("posting.alias"), np.uint32)
        self._rarity = array_of("posting.rarity")
        self._weight = np.frombuffer(array_of("posting.weight"), np.float32)
        self._hash = array_of("near.hash")
        self._near = array_of("near.term")
        self._across: Across | None = None
        self._variants: dict[tuple[str, bool], list[tuple[int, float]]] = {}

    def find(
        self, names: Iterable[Name], *, most: int = MOST_NAMES, kinds: frozenset[Kind] | None = None
    ) -> list[int]:
        """The aliases worth full evidence, best first, at most ``most``; at most two of one entity.

        ``names`` are the mention's parses (one per kind it may be); ``kinds`` admits only aliases parsed so.
        """
        scores: dict[int, float] = {}
        for name in names:
            for alias, score in self._scored(name):
                if score > scores.get(alias, 0.0):
                    scores[alias] = score
        snapshot = self._snapshot
        found: list[int] = []
        per_entity: dict[int, int] = {}
        for alias in sorted(scores, key=lambda each: (-scores[each], each)):
            if kinds is not None and not self._admits(alias, kinds):
                continue
            entity = snapshot.alias_entity[alias]
            if per_entity.get(entity, 0) < _MOST_PER_ENTITY:
                per_entity[entity] = per_entity.get(entity, 0) + 1
                found.append(alias)
                if len(found) == most:
                    break
        return found

    def _admits(self, alias: int, kinds: frozenset[Kind]) -> bool:
        kind = KINDS[self._snapshot.entity_kind[self._snapshot.alias_entity[alias]]]
        return kind in kinds or kind is Kind.OTHER

    def _scored(self, name: Name) -> list[tuple[int, float]]:
        """Aliases of the name's kind with a rough score, by keys and by shared or similar terms."""
        snapshot = self._snapshot
        bonus: dict[int, float] = {}
        keys = [("s", sorted_key(name)), ("j", joined_key(name)), ("a", joined_key(name))]
        keys += [("e", letters) for letters in acronyms_of(name, whole=True)]
        for prefix, key in keys:
            for alias in snapshot.keyed(prefix, key)[: 4 * MOST_NAMES]:
                bonus[alias] = _KEY_BONUS
        scored = self._accumulate(name) if name.script in _OWN_SCRIPT else self._accumulate_across(name)
        for alias, score in scored:
            if alias in bonus:
                bonus[alias] += score
            else:
                bonus[alias] = score
        return [
            (alias, score) for alias, score in bonus.items() if KINDS[snapshot.alias_kind[alias]] is name.kind
        ]

    def _accumulate(self, name: Name) -> list[tuple[int, float]]:
        lists: dict[int, float] = {}
        person = name.kind is Kind.PERSON
        terms = terms_of(name)[:_MOST_TERMS]
        for term in terms:
            for place, quality in self._variants_of(term, person):
                worth = quality * quality * self._rarity[place]
                if worth > lists.get(place, 0.0):
                    lists[place] = worth
        words = [term for term in terms if is_word(term)]
        for first, second in itertools.pairwise(words):
            for joined in (first + second, second + first):
                place = self._place(joined)
                if place >= 0:
                    lists[place] = max(lists.get(place, 0.0), 2 * self._rarity[place])
        for word in words:
            if len(word) >= _WORTH_JOINING and self._place(word) < 0:
                for place in self._split(word):
                    lists[place] = max(lists.get(place, 0.0), self._rarity[place])
        return self._add_up(lists)

    def _accumulate_across(self, name: Name) -> list[tuple[int, float]]:
        """The rough scores for a name in another script: by votes, and of the best by how much agrees."""
        across = self._across
        if across is None:
            across = self._across = Across(self._snapshot.container, self._similarity, self._heard)
        person = name.kind is Kind.PERSON
        pieces, size = pieces_of(name)
        matches: dict[int, list[Match]] = {}
        lists: dict[int, float] = {}
        for piece in pieces:
            found = across.matches(piece)
            for term in piece.terms:
                start, end = piece.start, piece.start + len(piece.form)
                found += [
                    Match(place, start, end, quality) for place, quality in self._variants_of(term, person)
                ]
            for match in found:
                matches.setdefault(match.term, []).append(match)
                worth = match.score * match.score * self._rarity[match.term]
                if worth > lists.get(match.term, 0.0):
                    lists[match.term] = worth
        scored = []
        for alias, score in self._add_up(lists, _MOST_ACROSS):
            terms = {self._place(term): len(term) for term in terms_of(self._snapshot.name(alias))}
            # The votes only settle what agrees as much.
            scored.append((alias, agreement(matches, terms, size) + score * 1e-4))
        return scored

    def _add_up(self, lists: dict[int, float], most: int = 6 * MOST_NAMES) -> list[tuple[int, float]]:
        """The rough score of every alias in the postings, at most ``most``, best first."""
        if not lists:
            return []
        start = self._start
        order = sorted(lists, key=lambda place: (start[place + 1] - start[place], place))
        parts, weights, spent, used = [], [], 0, 0
        for place in order:
            size = start[place + 1] - start[place]
            if used and spent + size > _BUDGET:
                break
            parts.append(self._alias[start[place] : start[place + 1]])
            weights.append(np.full(size, lists[place], np.float32))
            spent += size
            used += 1
        aliases, inverse = np.unique(np.concatenate(parts), return_inverse=True)
        totals = np.bincount(inverse, weights=np.concatenate(weights)).astype(np.float32)
        if len(order) > used:
            if len(aliases) > _HEAVY_PROBES:
                best = np.argpartition(-totals * self._weight[aliases], _HEAVY_PROBES)[:_HEAVY_PROBES]
                best.sort()
                aliases, totals = aliases[best], totals[best]
            for place in order[used:]:
                postings = self._alias[start[place] : start[place + 1]]
                where = np.minimum(np.searchsorted(postings, aliases), len(postings) - 1)
                totals += np.where(postings[where] == aliases, np.float32(lists[place]), np.float32(0))
        scores = totals * self._weight[aliases]
        keep = min(most, len(scores))
        best = np.argpartition(-scores, keep - 1)[:keep]
        best = best[np.lexsort((aliases[best], -scores[best]))]
        return list(zip(aliases[best].tolist(), scores[best].tolist(), strict=True))

    def term(self, place: int) -> str:
        """The term with a number."""
        return self._terms[place]

    def _place(self, term: str) -> int:
        """The number of a term, or -1."""
        places = self._places.get(term.encode("utf-8", "surrogatepass"))
        return places[0] if places else -1

    def _heard(self, word: str) -> list[int]:
        """The terms that a romanised word is, or sounds like."""
        ear = self._similarity.ear
        found: dict[int, None] = {}
        for form in {word, _NASAL.sub("m", word)}:
            own, folded = self._place(form), ear.fold(form)
            if own >= 0:
                found[own] = None
            for place in self._hashed_places("f" + folded):
                if ear.fold(self._terms[place]) == folded:
                    found[place] = None
        return sorted(found)

    def _split(self, word: str) -> list[int]:
        """Two known words that the word is made of, or nothing."""
        for cut in range(3, len(word) - 2):
            first = self._place(word[:cut])
            if first >= 0:
                second = self._place(word[cut:])
                if second >= 0:
                    return [first, second]
        return []

    def _variants_of(self, term: str, person: bool) -> list[tuple[int, float]]:
        """The known terms that a term may stand for, with how well (0 to 1), best first."""
        known = self._variants.get((term, person))
        if known is not None:
            return known
        own = self._place(term)
        found: dict[int, float] = {own: 1.0} if own >= 0 else {}
        if is_word(term) and len(term) > 1:
            similarity = self._similarity
            reading = similarity.hearing.reading(term)
            places: set[int] = set()
            for key in _near_keys(reading, similarity.ear):
                places.update(self._hashed_places(key))
            places = self._likeliest(reading, places)
            if person:
                places.update(
                    place for word in self._lexicon_variants(term) if (place := self._place(word)) >= 0
                )
                for place in list(places)[: 4 * _MOST_VARIANTS]:
                    for word in self._lexicon_variants(self._terms[place]):
                        other = self._place(word)
                        if other >= 0:
                            places.add(other)
            for place in places - {own}:
                relation = similarity.forms(term, self._terms[place], person=person)
                if relation is not None:
                    found[place] = QUALITY[relation] if relation is not Relation.PREFIX else 0.3
        best = sorted(found.items(), key=lambda item: (-item[1], item[0]))[:_MOST_VARIANTS]
        if len(self._variants) >= 100_000:
            self._variants.clear()
        self._variants[term, person] = best
        return best

    def _likeliest(self, reading: str, places: set[int]) -> set[int]:
        """The terms that look most like a reading: a close look at all that share a key would take long."""
        similarity = self._similarity
        looks = [
            (-similarity.likeness(reading, similarity.hearing.reading(self._terms[place])), place)
            for place in places
        ]
        return {place for look, place in sorted(looks)[:_MOST_LOOKED_AT] if -look >= _LEAST_LIKENESS}

    def _lexicon_variants(self, term: str) -> set[str]:
        persons = self._similarity.language.persons
        found: set[str] = set()
        for table in (persons.spellings, persons.equivalents, persons.nicknames, persons.full_names):
            found |= table.get(term, frozenset())
        return found

    def _hashed_places(self, key: str) -> list[int]:
        wanted = zlib.crc32(key.encode("utf-8", "surrogatepass"))
        hashes = self._hash
        place = bisect_left(hashes, wanted)
        found = []
        while place < len(hashes) and hashes[place] == wanted:
            found.append(self._near[place])
            place += 1
            if len(found) > 256:
                break
        return found

"""A name in another script: which terms its stretches may be, by sound or reading, and how much agrees."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from aliaskit.candidates.terms import is_word, terms_by_token
from aliaskit.candidates.trie import Table, Trie
from aliaskit.model import Kind, Name, Role, Token
from aliaskit.similarity import Similarity
from aliaskit.similarity.transducer import units_of
from aliaskit.storage import Container
from aliaskit.text import UNSPACED, script_of

_MOST_PIECES = 20
_LEAST = 0.25
_MOST_READINGS = 64
# What a reading is worth less for being rare, and the least that any reading is worth.
_RARE = 0.05
_LEAST_READING = 0.8
# Signs, and letters of romanised kana: longer words are not cut and read.
_LONGEST_READ = {"han": 10, "kana": 40}
_REMEMBERED = 20_000


class Match(NamedTuple):
    """A term that a stretch of a name may be, from ``start`` to ``end``, and how well (0 to 1)."""

    term: int
    start: int
    end: int
    score: float


class Piece(NamedTuple):
    """A stretch of a name that is looked up; of one token its terms, of several none."""

    form: str
    script: str
    start: int
    terms: Sequence[str]


class Across:
    """Finds terms for words in other scripts, remembered."""

    def __init__(
        self, container: Container, similarity: Similarity, heard: Callable[[str], list[int]]
    ) -> None:
        """``heard`` gives the terms that sound like a romanised word."""
        self._trie = Trie(container)
        self._similarity = similarity
        self._heard = heard
        self._tables: dict[str, Table] = {}
        self._known: dict[tuple[str, str], list[Match]] = {}

    def matches(self, piece: Piece) -> list[Match]:
        """The terms that a piece of a name, or parts of it, may be."""
        if piece.script in ("latin", "none") or not any(map(is_word, piece.terms or (piece.form,))):
            return []
        key = (piece.form, piece.script)
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[key] = [*self._sounding(*key), *self._read(*key)]
        start = piece.start
        return [Match(term, first + start, last + start, score) for term, first, last, score in known]

    def _sounding(self, word: str, script: str) -> Iterator[Match]:
        table = self._tables.get(script)
        if table is None:
            table = self._tables[script] = Table(self._similarity.hearing.lenient_costs(script))
        for term, score in self._trie.find(units_of(self._similarity.hearing.reading(word)), table, _LEAST):
            yield Match(term, 0, len(word), min(score, 1.0))

    def _read(self, word: str, script: str) -> Iterator[Match]:
        """By readings, the word and every beginning and rest of it: written without spaces, it may be two."""
        if len(word) > _LONGEST_READ.get(script, 0):
            return  # work stays bounded, and no name is that long
        kanji = self._similarity.hearing.kanji
        for cut in range(1, len(word) + 1):
            for start, end in ((0, cut), (cut, len(word))):
                part = word[start:end]
                readings = [(part, 0.0)] if script == "kana" else kanji.readings(part, _MOST_READINGS)
                for reading, rarity in readings:
                    if len(reading) > 1:
                        score = max(_LEAST_READING, 1 - _RARE * rarity)
                        for term in self._heard(reading):
                            yield Match(term, start, end, score)


def pieces_of(name: Name) -> tuple[list[Piece], int]:
    """What is looked up of a name in another script, and the length of the whole.

    What is written without spaces is looked up in one piece too: where it is to be cut is a guess.
    """
    tokens = terms_by_token(name)
    scripts = {_script(token) for token, _ in tokens}
    joined = name.kind is Kind.PERSON and len(tokens) > 1 and len(scripts) == 1 and scripts <= UNSPACED
    if joined:
        tokens.sort(key=lambda each: each[0].role is not Role.FAMILY)
    pieces: list[Piece] = []
    size = 0
    for token, terms in tokens[:_MOST_PIECES]:
        pieces.append(Piece(token.form, _script(token), size, terms))
        size += len(token.form)
    if joined:
        given = [piece for piece, (token, _) in zip(pieces, tokens, strict=False) if token.role is Role.GIVEN]
        written = "".join([token.text for token, _ in tokens])
        for run in (given, pieces[:] if written in name.text else []):
            if len(run) > 1:
                form = "".join([piece.form for piece in run])
                pieces.append(Piece(form, run[0].script, run[0].start, ()))
    return pieces, size


def _script(token: Token) -> str:
    return "latin" if token.text.isascii() else script_of(token.text)


def agreement(matches: Mapping[int, Sequence[Match]], terms: Mapping[int, int], size: int) -> float:
    """How much of a mention and of an alias agrees, 0 to 1: the mean of the shares of both.

    ``matches`` are the mention's, by term, ``size`` is its length; ``terms`` are the alias's with their
    lengths. No stretch of the mention and no term counts twice.
    """
    total = sum(terms.values())
    ranked = sorted(
        [
            (-match.score * ((match.end - match.start) / size + length / total), match)
            for term, length in terms.items()
            for match in matches.get(term, ())
        ]
    )
    agreed = 0.0
    taken: list[Match] = []
    for worth, match in ranked:
        if not any(
            match.term == other.term or (match.start < other.end and other.start < match.end)
            for other in taken
        ):
            taken.append(match)
            agreed -= worth
    return agreed / 2

"""Which known words a word in another script may be: the sound transducer walked through a trie.

All words of an index stand in a trie of sound units. One level at a time, the transducer's table gets a
column for every node that is still likely (the forward sums of ``Costs.log_ratio``, many words at once), so
that what words have in common is worked out once and no key has to foresee which sounds may differ.
"""

from collections.abc import Sequence

import numpy as np

from aliaskit.candidates.terms import is_word
from aliaskit.similarity.transducer import END, HOPELESS, LETTERS, LONGEST, UNTOLD, Costs, units_of
from aliaskit.storage import Container, Section

_CODES = np.full(128, 255, np.uint8)
_CODES[[ord(letter) for letter in LETTERS]] = np.arange(len(LETTERS), dtype=np.uint8)
_LAST = 0
# Nodes of one level that are followed, and how far (a ratio) they may be behind the best of them.
_BEAM = 400
_BEHIND = 1e-6
_MOST_TERMS = 64


def trie_sections(vocabulary: Sequence[str]) -> dict[str, Section]:
    """The sections of a trie over the words of a vocabulary, nodes level by level.

    ``walk.child`` says where the children of each node begin, ``walk.letter`` what leads to a node;
    ``walk.leaf`` and ``walk.term`` which words end where.
    """
    known = [
        (place, units_of(term) + END)
        for place, term in enumerate(vocabulary)
        if term.isascii() and term.isalpha() and is_word(term) and len(term) > 1
    ]
    places = np.fromiter((place for place, _ in known), np.uint32, len(known))
    written, owner = np.unique(
        np.array([units for _, units in known], f"S{LONGEST + 1}"), return_inverse=True
    )
    table = written.view(np.uint8).reshape(len(written), LONGEST + 1)
    apart = np.ones(table.shape, bool)
    apart[1:] = np.logical_or.accumulate(table[1:] != table[:-1], axis=1)
    starts = apart & (table > 0)
    numbers = np.cumsum(starts, axis=0, dtype=np.int64) - 1
    sizes = starts.sum(axis=0)
    first = np.concatenate([[1], 1 + np.cumsum(sizes)])
    letters = [np.zeros(1, np.uint8)]
    children = [sizes[:1]]
    leaves = np.zeros(len(written), np.uint32)
    for level in range(LONGEST + 1):
        begins = starts[:, level]
        letters.append(_CODES[table[begins, level]])
        ends = table[:, level] == ord(END)
        leaves[ends] = first[level] + numbers[ends, level]
        following = starts[:, level + 1] if level < LONGEST else np.zeros(len(written), bool)
        children.append(np.bincount(numbers[following, level], minlength=sizes[level]))
    counts = np.concatenate(children)
    child = np.concatenate([[1], 1 + np.cumsum(counts)])
    order = np.lexsort((places, leaves[owner]))
    return {
        "walk.letter": np.concatenate(letters),
        "walk.child": child.astype(np.uint32),
        "walk.leaf": leaves[owner][order],
        "walk.term": places[order],
    }


class Table:
    """The costs of one script as arrays over the codes of units."""

    def __init__(self, costs: Costs) -> None:
        size = len(LETTERS)
        self.costs = costs
        self.substitute = np.zeros((size, size), np.float32)
        self.delete = np.zeros(size, np.float32)
        self.insert = np.zeros(size, np.float32)
        self.expand = np.zeros((size, size, size), np.float32)
        self.contract = np.zeros((size, size, size), np.float32)
        for array, ratios in (
            (self.substitute, costs.substitute),
            (self.delete, costs.delete),
            (self.insert, costs.insert),
            (self.expand, costs.expand),
            (self.contract, costs.contract),
        ):
            for units, ratio in ratios.items():
                array[tuple(map(LETTERS.index, units))] = ratio
        self.told = np.array([costs.information.get(letter, UNTOLD) for letter in LETTERS], np.float32)
        self.told[_LAST] = 0


class Trie:
    """The trie of an index, read where it lies."""

    def __init__(self, container: Container) -> None:
        self._letter = np.frombuffer(container.array("walk.letter"), np.uint8)
        self._child = np.frombuffer(container.array("walk.child"), np.uint32).astype(np.int64)
        self._leaf = np.frombuffer(container.array("walk.leaf"), np.uint32)
        self._term = container.array("walk.term")

    def find(self, word: str, table: Table, least: float) -> list[tuple[int, float]]:
        """The terms that a word in units may be, best first, each with its score (``Hearing.across``).

        ``least`` is the lowest score that counts.
        """
        codes = np.array([LETTERS.find(letter) for letter in word + END])
        if not word or codes.min() < 0:
            return []
        leaves, ratios, told = self._walked(codes, table)
        own = table.costs.told(word)
        with np.errstate(divide="ignore"):
            scores = np.log(ratios) / ((own + told) / 2)
        good = np.flatnonzero(scores >= least)
        good = good[np.lexsort((leaves[good], -scores[good]))][:_MOST_TERMS]
        found: list[tuple[int, float]] = []
        for leaf, score in zip(leaves[good], scores[good].tolist(), strict=True):
            first, last = np.searchsorted(self._leaf, [leaf, leaf + 1])
            found += [(self._term[place], score) for place in range(first, last)]
        return found[:_MOST_TERMS]

    def _walked(self, word: np.ndarray, table: Table) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The leaves that were reached, the ratio to chance of each, and how much each tells."""
        size = len(word)
        substitute = table.substitute[word]
        contract = table.contract[word[:-1], word[1:]]
        expand = table.expand[word]
        drop = table.delete[word]
        nodes = np.zeros(1, np.int64)
        column = np.cumprod(np.concatenate([[1], drop])).astype(np.float32)[:, None]
        before = np.zeros_like(column)
        told = np.zeros(1, np.float32)
        found: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []
        while len(nodes):
            first = self._child[nodes]
            counts = self._child[nodes + 1] - first
            parent = np.repeat(np.arange(len(nodes)), counts)
            nodes_before = nodes
            nodes = np.arange(len(parent)) + np.repeat(first - np.cumsum(counts) + counts, counts)
            letter = self._letter[nodes]
            above = column[:, parent]
            now = above * table.insert[letter]
            now[1:] += above[:-1] * substitute[:, letter]
            now[2:] += above[:-2] * contract[:, letter]
            now[1:] += before[:-1, parent] * expand[:, self._letter[nodes_before[parent]], letter]
            for place in range(size):
                now[place + 1] += now[place] * drop[place]
            told = told[parent] + table.told[letter]
            last = letter == _LAST
            found.append((nodes[last], now[size, last], told[last]))
            strength = now.max(axis=0)
            strength[last] = 0
            keep = np.flatnonzero(strength > max(HOPELESS, _BEHIND * strength.max(initial=0)))
            if len(keep) > _BEAM:
                keep = keep[np.argpartition(-strength[keep], _BEAM)[:_BEAM]]
                keep.sort()
            nodes, column, before, told = nodes[keep], now[:, keep], above[:, keep], told[keep]
        leaves, ratios, tolds = zip(*found, strict=True)
        return np.concatenate(leaves), np.concatenate(ratios), np.concatenate(tolds)

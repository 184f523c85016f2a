"""How likely a word in another script and a Latin word are one name: a memoryless transducer.

Both words are written in sound units (Latin letters, *sh* and the like as one); the odds that one is
written for the other add up over all ways of pairing units: one with one, one with none or two, two with
one. The costs are learned by expectation maximisation (Ristad & Yianilos 1998); they are log ratios against
chance, so that the sum is evidence by itself.
"""

import math
from collections.abc import Mapping

# Spellings of one sound, longest first; the same on both sides.
_UNITS = (
    ("tsch", "C"),
    ("tch", "C"),
    ("sch", "S"),
    ("sh", "S"),
    ("ch", "C"),
    ("zh", "Z"),
    ("kh", "K"),
    ("gh", "G"),
    ("th", "T"),
    ("ph", "f"),
    ("ck", "k"),
    ("qu", "kw"),
    ("tz", "W"),
    ("ts", "W"),
)
END = "$"
LETTERS = END + "CGKSTWZ" + "abcdefghijklmnopqrstuvwxyz"
LONGEST = 24
# What a script's own data did not show (log ratios): a discount on what all scripts together showed, and
# what one unit for another, one too many or one too few costs that none showed.
_BORROWED = -1.5
_UNSEEN = -6.0
_UNPAIRED = -5.0
# A row of the table whose best cell is below this chance never recovers.
_HOPELESS = 3e-4


def units_of(form: str) -> str:
    """A comparison form in sound units: digraphs as one letter, doubled letters once, no spaces."""
    text = form.replace(" ", "")
    for spelt, unit in _UNITS:
        if spelt in text:
            text = text.replace(spelt, unit)
    out: list[str] = []
    for letter in text[:LONGEST]:
        if not out or out[-1] != letter:
            out.append(letter)
    return "".join(out)


class Costs:
    """The costs of one script against Latin: ratios to chance, by kind of operation."""

    __slots__ = ("contract", "delete", "expand", "information", "insert", "substitute")

    def __init__(self, weights: Mapping[str, float], information: Mapping[str, float]) -> None:
        """Costs from log ratios by operation (``sh:s``; ``i:`` and ``:e`` drop and add a unit).

        ``information`` says how much a Latin unit tells (nats).
        """
        self.substitute: dict[str, float] = {}
        self.delete: dict[str, float] = {}
        self.insert: dict[str, float] = {}
        self.expand: dict[str, float] = {}
        self.contract: dict[str, float] = {}
        self.information = dict(information)
        for operation, weight in weights.items():
            left, _, right = operation.partition(":")
            ratio = math.exp(weight)
            sizes = (len(left), len(right))
            table = {
                (1, 1): self.substitute,
                (1, 0): self.delete,
                (0, 1): self.insert,
                (1, 2): self.expand,
                (2, 1): self.contract,
            }[sizes]
            table[left + right] = ratio

    def smoothed(self, pooled: "Costs") -> "Costs":
        """The same costs, and for every operation that they lack one from ``pooled`` or a low one.

        Without them a single rare correspondence would make any two words strangers.
        """
        costs = Costs({}, self.information)
        borrowed = math.exp(_BORROWED) if pooled is not self else 1.0
        for name in ("substitute", "delete", "insert", "expand", "contract"):
            own, others = getattr(self, name), getattr(pooled, name)
            table = getattr(costs, name)
            table.update({units: ratio * borrowed for units, ratio in others.items()})
            table.update(own)
        for unit in LETTERS.replace(END, ""):
            costs.delete.setdefault(unit, math.exp(_UNPAIRED))
            costs.insert.setdefault(unit, math.exp(_UNPAIRED))
            for other in LETTERS.replace(END, ""):
                costs.substitute.setdefault(unit + other, math.exp(_UNSEEN))
        return costs

    def log_ratio(self, foreign: str, latin: str) -> float:
        """The log ratio (nats) of two words in units being one name to their meeting by chance."""
        if not foreign or not latin or max(len(foreign), len(latin)) > 3 * min(len(foreign), len(latin)):
            return -math.inf
        foreign, latin = foreign + END, latin + END
        substitute, delete, insert = self.substitute.get, self.delete.get, self.insert.get
        expand, contract = self.expand.get, self.contract.get
        width = len(latin)
        inserted = [insert(letter, 0.0) for letter in latin]
        before: list[float] = []
        row = [1.0] + [0.0] * width
        for place in range(width):
            row[place + 1] = row[place] * inserted[place]
        previous = ""
        for letter in foreign:
            dropped = delete(letter, 0.0)
            following = [row[0] * dropped] + [0.0] * width
            for place in range(width):
                other = latin[place]
                total = row[place] * substitute(letter + other, 0.0)
                total += row[place + 1] * dropped + following[place] * inserted[place]
                if place:
                    total += row[place - 1] * expand(letter + latin[place - 1 : place + 1], 0.0)
                if before:
                    total += before[place] * contract(previous + letter + other, 0.0)
                following[place + 1] = total
            if max(following) < _HOPELESS and max(row) < _HOPELESS:
                return -math.inf
            before, row, previous = row, following, letter
        return math.log(row[width]) if row[width] > 0 else -math.inf

    def told(self, word: str) -> float:
        """How much a word in units tells (nats): the surer, the less a chance agreement explains it."""
        get = self.information.get
        return sum([get(letter, 3.5) for letter in word])

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
HOPELESS = 3e-4
# How much a unit tells (nats) that the data did not show.
UNTOLD = 3.5

# Sums over several ways of pairing may exceed the best single way by as much (nats).
_SLACK = 2.0
# Of a foreign unit: ratios of Latin units, of none, of two Latin units; the most that any adds (nats).
_View = tuple[dict[str, float], float, dict[str, float], float]
_UNKNOWN_UNIT: _View = ({}, 0.0, {}, 0.0)


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

    __slots__ = (
        "_by_pair",
        "_by_unit",
        "contract",
        "delete",
        "expand",
        "information",
        "insert",
        "substitute",
    )

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
        # Made on first use, when the tables are complete.
        self._by_unit: dict[str, _View] | None = None
        self._by_pair: dict[str, dict[str, float]] = {}
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

    def log_ratio(self, foreign: str, latin: str, least: float = -math.inf) -> float:
        """The log ratio (nats) of two words in units being one name to their meeting by chance.

        Below ``least`` it may be given as minus infinity: what cannot reach it any more is not worked out.
        """
        if not foreign or not latin or max(len(foreign), len(latin)) > 3 * min(len(foreign), len(latin)):
            return -math.inf
        if self._by_unit is None:
            self._by_unit, self._by_pair = self._views()
        by_unit, by_pair = self._by_unit, self._by_pair
        known = [by_unit.get(unit, _UNKNOWN_UNIT) for unit in foreign + END]
        # What the units that are still to come can add at most.
        to_come = sum([view[3] for view in known]) + _SLACK
        latin += END
        width = len(latin)
        insert = self.insert.get
        inserted = [insert(unit, 0.0) for unit in latin]
        pairs = [latin[place - 1 : place + 1] for place in range(width)]
        units = list(zip(range(1, width + 1), latin, inserted, pairs, strict=True))
        before: list[float] = []
        row = [1.0] + [0.0] * width
        for place in range(width):
            row[place + 1] = row[place] * inserted[place]
        previous, highest = "", 1.0
        for unit, (substitute, dropped, expand, most) in zip(foreign + END, known, strict=True):
            contract = by_pair.get(previous + unit) if before else None
            last = row[0] * dropped
            following = [last]
            above = row[0]
            for place, other, added, pair in units:
                total = above * substitute.get(other, 0.0) + last * added
                above = row[place]
                total += above * dropped
                if expand and place > 1:
                    total += row[place - 2] * expand.get(pair, 0.0)
                if contract:
                    total += before[place - 1] * contract.get(other, 0.0)
                following.append(total)
                last = total
            top = max(following)
            if top < HOPELESS and highest < HOPELESS:
                return -math.inf
            to_come -= most
            if (
                least > -math.inf
                and (top <= 0 or math.log(top) + to_come < least)
                and (highest <= 0 or math.log(highest) + to_come + most < least)
            ):
                return -math.inf
            before, row, previous, highest = row, following, unit, top
        return math.log(row[width]) if row[width] > 0 else -math.inf

    def _views(self) -> tuple[dict[str, _View], dict[str, dict[str, float]]]:
        """The operations by foreign unit, and those that take two units by these.

        A unit's last figure is the most that any operation on it adds (nats).
        """
        substitute: dict[str, dict[str, float]] = {}
        expand: dict[str, dict[str, float]] = {}
        contract: dict[str, dict[str, float]] = {}
        most: dict[str, float] = {}
        for table, views, size in (
            (self.substitute, substitute, 1),
            (self.expand, expand, 1),
            (self.contract, contract, 2),
        ):
            for units, ratio in table.items():
                views.setdefault(units[:size], {})[units[size:]] = ratio
                for unit in units[:size]:
                    most[unit] = max(most.get(unit, 0.0), math.log(ratio))
        found = {
            unit: (
                substitute.get(unit, {}),
                self.delete.get(unit, 0.0),
                expand.get(unit, {}),
                most.get(unit, 0.0),
            )
            for unit in {*substitute, *self.delete, *expand, *most}
        }
        return found, contract

    def told(self, word: str) -> float:
        """How much a word in units tells (nats): the surer, the less a chance agreement explains it."""
        get = self.information.get
        return sum([get(letter, UNTOLD) for letter in word])

"""How alike two words sound, across scripts and in one, by learned costs and readings; remembered."""

import math

from aliaskit.lexicons import Language
from aliaskit.similarity.kanji import Readings
from aliaskit.similarity.transducer import Costs, units_of
from aliaskit.text import latin_reading

REMEMBERED = 200_000
# The least share of agreement that anybody asks for: across scripts, in one, with lenient costs.
LEAST_ACROSS = 0.2
LEAST_ALIKE = 0.45
_LEAST_FAR = 0.25
_SPELLINGS = "latin"
_POOLED = "other"
# Consonants by where and how they are made; vowels and what is often silent (h, w, y) count for none.
_SORTS = ("bpfv", "dtT", "szSZcCjWx", "kgqGK", "m", "n", "rl")
_SORT = {unit: 1 << place for place, units in enumerate(_SORTS) for unit in units}


class Hearing:
    """Agreement of words in what they tell: 1 is all of it, 0 what chance would give.

    What is less than the least that anybody asks for may be given as minus infinity.
    """

    def __init__(self, language: Language) -> None:
        self._language = language
        self._readings: dict[str, str] = {}
        self._units: dict[str, tuple[str, int]] = {}
        self._scores: dict[tuple[str, str, str, float], float] = {}
        self._far: dict[tuple[str, str, str], bool] = {}
        self._costs: dict[str, Costs] = {}
        self._lenient: dict[str, Costs] = {}
        self._readings_of_kanji: Readings | None = None

    @property
    def kanji(self) -> Readings:
        """The readings of kanji, made on first use: most names never need them."""
        if self._readings_of_kanji is None:
            self._readings_of_kanji = Readings(self._language.kanji)
        return self._readings_of_kanji

    def reading(self, form: str) -> str:
        """The form in plain Latin letters, Han characters by their Mandarin reading (Unidecode)."""
        if form.isascii():
            return form
        known = self._readings.get(form)
        if known is None:
            known = self._readings[form] = latin_reading(form)
        return known

    def alike(self, left: str, right: str) -> float:
        """How much of what two romanised words tell agrees as spellings of one."""
        return self._share(left, right, self.costs(_SPELLINGS), LEAST_ALIKE)

    def across(self, left: str, script: str, right: str, other: str, least: float = LEAST_ACROSS) -> float:
        """How much of what two words in two scripts tell agrees."""
        if script == _SPELLINGS or (script == "kana" and other == "han"):
            left, script, right = right, other, left
        key = (left, script, right, least)
        known = self._scores.get(key)
        if known is None:
            if len(self._scores) >= REMEMBERED:
                self._scores.clear()
            if script == "han" and self.kanji.fits(left, right.replace(" ", "")):
                known = 1.0
            else:
                known = self._share(self.reading(left), self.reading(right), self.costs(script), least)
            self._scores[key] = known
        return known

    def far_across(self, left: str, script: str, right: str, other: str) -> bool:
        """Whether two words in two scripts are alike only if correspondences are allowed that none showed."""
        if script == _SPELLINGS:
            left, script, right, other = right, other, left, script
        if other != _SPELLINGS or script == "han":
            return False
        key = (left, script, right)
        known = self._far.get(key)
        if known is None:
            if len(self._far) >= REMEMBERED:
                self._far.clear()
            costs = self.lenient_costs(script)
            score = self._share(self.reading(left), self.reading(right), costs, _LEAST_FAR)
            known = self._far[key] = score >= _LEAST_FAR
        return known

    def costs(self, script: str) -> Costs:
        """The learned costs of a script against Latin; scripts without data of their own share one table."""
        table = script if script in self._language.across else _POOLED
        costs = self._costs.get(table)
        if costs is None:
            data = self._language.across[table]
            costs = self._costs[table] = Costs(data["costs"], data["told"])
        return costs

    def lenient_costs(self, script: str) -> Costs:
        """The costs of a script, to which nothing is impossible: for finding, and for what is far off."""
        costs = self._lenient.get(script)
        if costs is None:
            costs = self._lenient[script] = self.costs(script).smoothed(self.costs(_POOLED))
        return costs

    def _share(self, foreign: str, latin: str, costs: Costs, least: float) -> float:
        """The share of what two words tell that agrees."""
        (a, one), (b, other) = self._units_of(foreign), self._units_of(latin)
        # Words of which more than half of the sorts of consonants are not shared are not worked out.
        if 2 * (one ^ other).bit_count() > (one | other).bit_count() + 1:
            return -math.inf
        told = (costs.told(a) + costs.told(b)) / 2
        return costs.log_ratio(a, b, least * told) / told if told else -math.inf

    def _units_of(self, form: str) -> tuple[str, int]:
        """A form in sound units, and which sorts of consonants it has, as bits."""
        known = self._units.get(form)
        if known is None:
            if len(self._units) >= REMEMBERED:
                self._units.clear()
            units = units_of(form)
            bits = 0
            for unit in units:
                bits |= _SORT.get(unit, 0)
            known = self._units[form] = units, bits
        return known

"""Whether a word in kanji can be read as a romanised one: a walk through the readings of its characters."""

import math
import re
from collections.abc import Collection, Mapping, Sequence

# Vowels that are long in one romanisation and short in another, and syllable-closing nasals.
_LENGTHS = (
    ("ou", "o"),
    ("oo", "o"),
    ("oh", "o"),
    ("uu", "u"),
    ("ii", "i"),
    ("ei", "e"),
    ("mb", "nb"),
    ("mp", "np"),
)
_LONGEST = 4
_REPEATED = re.compile("(.)々")
_DOUBLED = re.compile(r"([bcdfgkpstz])\1|t(?=ch)")


class Readings:
    """The readings of kanji, prepared for comparison."""

    def __init__(self, readings: Mapping[str, Sequence[str]]) -> None:
        """Readings by character or word, in romanised kana."""
        self._listed = readings
        self._readings = {
            written: {folded(reading) for reading in found} for written, found in readings.items()
        }

    def readings(self, written: str, most: int) -> list[tuple[str, float]]:
        """The likeliest readings of a word, at most ``most``; none if a sign has none.

        With each how rare it is: 0 if every character has its first reading, more for those further behind.
        """
        written = _REPEATED.sub(r"\1\1", written)
        reached: list[dict[str, float]] = [{} for _ in range(len(written) + 1)]
        reached[0][""] = 0.0
        for place in range(len(written)):
            best = sorted(reached[place].items(), key=lambda item: (item[1], item[0]))[:most]
            for end in range(place + 1, min(place + _LONGEST, len(written)) + 1):
                for rank, reading in enumerate(_of(written[place:end], self._listed)):
                    cost = math.log(1 + rank)
                    for ending in {reading, _geminated(reading, written, place)}:
                        for done, spent in best:
                            read = done + ending
                            if spent + cost < reached[end].get(read, math.inf):
                                reached[end][read] = spent + cost
        whole = reached[-1]
        return sorted(whole.items(), key=lambda item: (item[1], item[0]))[:most] if written else []

    def fits(self, written: str, romanised: str) -> bool:
        """Whether the romanised word is a reading of the written one, character after character.

        Long vowels are folded before they are compared, so that one may also lie across two characters.
        """
        wanted = folded(romanised)
        written = _REPEATED.sub(r"\1\1", written)
        reached: list[set[str]] = [set() for _ in range(len(written) + 1)]
        reached[0].add("")
        for place in range(len(written)):
            for end in range(place + 1, min(place + _LONGEST, len(written)) + 1):
                for reading in _of(written[place:end], self._readings):
                    endings = {reading, _geminated(reading, written, place)}
                    reads = {folded(done + ending) for done in reached[place] for ending in endings}
                    reached[end] |= {read for read in reads if wanted.startswith(read)}
        return wanted in reached[-1]


def _of(written: str, readings: Mapping[str, Collection[str]]) -> Collection[str]:
    """The readings of a character or word; a letter stands for itself (kana are romanised by now)."""
    known = readings.get(written)
    if known is None:
        return (written,) if len(written) == 1 and written.isascii() else ()
    return known


def folded(reading: str) -> str:
    """A reading with long vowels and doubled consonants short."""
    for long, short in _LENGTHS:
        if long in reading:
            reading = reading.replace(long, short)
    return _DOUBLED.sub(r"\1", reading)


def _geminated(reading: str, written: str, place: int) -> str:
    """A reading in tsu, chi or ku, cut before the next character (``katsu`` + ``pei``: ``kappei``)."""
    for ending in ("tsu", "chi", "ku"):
        if place + 1 < len(written) and reading.endswith(ending) and len(reading) > len(ending):
            return reading.removesuffix(ending)
    return reading

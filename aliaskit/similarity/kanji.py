"""Whether a word in kanji can be read as a romanised one: a walk through the readings of its characters."""

import re
from collections.abc import Mapping, Sequence

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
        self._readings = {
            written: {folded(reading) for reading in found} for written, found in readings.items()
        }

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
                for reading in self._readings.get(written[place:end], ()):
                    endings = {reading, _geminated(reading, written, place)}
                    reads = {folded(done + ending) for done in reached[place] for ending in endings}
                    reached[end] |= {read for read in reads if wanted.startswith(read)}
        return wanted in reached[-1]


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

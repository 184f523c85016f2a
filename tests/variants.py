"""Ways in which a name gets misspelt, generated for tests: nothing random, every place in every long word."""

import re
import unicodedata
from collections.abc import Iterator

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_WORD = re.compile(r"[^\W\d_]{6,}")


def _neighbours(letter: str) -> str:
    """The letters beside one on a keyboard, in its case."""
    for row in _ROWS:
        place = row.find(letter.lower())
        if place >= 0:
            near = row[max(place - 1, 0) : place] + row[place + 1 : place + 2]
            return near.upper() if letter.isupper() else near
    return ""


def typos(name: str) -> Iterator[str]:
    """The name with one slip after the first letter of a word of six letters or more.

    Every deletion, doubling, swap of neighbours, and substitution by a neighbour on the keyboard.
    """
    seen = {name}
    for match in _WORD.finditer(name):
        for place in range(match.start() + 1, match.end()):
            before, letter, after = name[:place], name[place], name[place + 1 :]
            made = [before + after, before + letter + letter + after]
            if place + 1 < match.end():
                made.append(before + after[0] + letter + after[1:])
            made += [before + near + after for near in _neighbours(letter)]
            for variant in made:
                if variant not in seen:
                    seen.add(variant)
                    yield variant


def without_marks(name: str) -> str:
    """The name without accents on Latin, Greek and Cyrillic letters; other scripts keep their vowel signs."""
    out = []
    for letter in name:
        parts = unicodedata.normalize("NFD", letter)
        plain = parts[0] if len(parts) > 1 and ord(parts[0]) < 0x530 else letter
        out.append(plain)
    return "".join(out)

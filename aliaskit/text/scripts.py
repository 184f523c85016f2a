"""Which script a text is written in."""

from bisect import bisect_right
from functools import lru_cache

# First code point of each run and its script (Unicode blocks, as far as names are written in them).
_RUNS: tuple[tuple[int, str], ...] = (
    (0x0000, "latin"),
    (0x0370, "greek"),
    (0x0400, "cyrillic"),
    (0x0530, "armenian"),
    (0x0590, "hebrew"),
    (0x0600, "arabic"),
    (0x0700, "syriac"),
    (0x0750, "arabic"),
    (0x0780, "thaana"),
    (0x07C0, "nko"),
    (0x0800, "other"),
    (0x0860, "arabic"),
    (0x0900, "devanagari"),
    (0x0980, "bengali"),
    (0x0A00, "gurmukhi"),
    (0x0A80, "gujarati"),
    (0x0B00, "oriya"),
    (0x0B80, "tamil"),
    (0x0C00, "telugu"),
    (0x0C80, "kannada"),
    (0x0D00, "malayalam"),
    (0x0D80, "sinhala"),
    (0x0E00, "thai"),
    (0x0E80, "lao"),
    (0x0F00, "tibetan"),
    (0x1000, "myanmar"),
    (0x10A0, "georgian"),
    (0x1100, "hangul"),
    (0x1200, "ethiopic"),
    (0x13A0, "other"),
    (0x1780, "khmer"),
    (0x1800, "mongolian"),
    (0x18B0, "other"),
    (0x1C80, "cyrillic"),
    (0x1C90, "georgian"),
    (0x1CC0, "other"),
    (0x1D00, "latin"),
    (0x1F00, "greek"),
    (0x2000, "latin"),
    (0x2C80, "other"),
    (0x2D00, "georgian"),
    (0x2D30, "other"),
    (0x2DE0, "cyrillic"),
    (0x2E00, "other"),
    (0x2E80, "han"),
    (0x3040, "kana"),
    (0x3100, "other"),
    (0x3130, "hangul"),
    (0x3190, "han"),
    (0x31F0, "kana"),
    (0x3200, "han"),
    (0xA000, "other"),
    (0xA640, "cyrillic"),
    (0xA6A0, "other"),
    (0xA720, "latin"),
    (0xA800, "other"),
    (0xA960, "hangul"),
    (0xA980, "other"),
    (0xAB30, "latin"),
    (0xAB70, "other"),
    (0xAC00, "hangul"),
    (0xD800, "other"),
    (0xF900, "han"),
    (0xFB00, "latin"),
    (0xFB13, "armenian"),
    (0xFB1D, "hebrew"),
    (0xFB50, "arabic"),
    (0xFE00, "other"),
    (0xFE70, "arabic"),
    (0xFF00, "latin"),
    (0xFF66, "kana"),
    (0xFFA0, "hangul"),
    (0xFFE0, "other"),
    (0x20000, "han"),
    (0x32000, "other"),
)
# Scripts that write names without spaces between words.
UNSPACED = frozenset({"han", "kana", "hangul"})
_STARTS = [start for start, _ in _RUNS]
_SCRIPTS = [script for _, script in _RUNS]


def script_of_letter(letter: str) -> str:
    """The script of one letter, in lower case; ``々`` counts as Han, the long mark ``ー`` as kana."""
    code = ord(letter)
    if code < 0x370:
        return "latin"
    if code in (0x3005, 0x3007):
        return "han"
    return _SCRIPTS[bisect_right(_STARTS, code) - 1]


def script_of(text: str) -> str:
    """The script most letters are in; ``none`` for a text without letters. Han with kana is ``han``."""
    if text.isascii():
        return "latin" if any(map(str.isalpha, text)) else "none"
    return _script_of(text)


@lru_cache(maxsize=50_000)
def _script_of(text: str) -> str:
    counts: dict[str, int] = {}
    for letter in text:
        if letter.isalpha():
            script = script_of_letter(letter)
            counts[script] = counts.get(script, 0) + 1
    if not counts:
        return "none"
    if "han" in counts and "kana" in counts:
        return "han"
    return max(counts, key=lambda script: (counts[script], script))

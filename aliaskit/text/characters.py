"""Characters: the same letter is the same code point, and nothing invisible is left."""

import re
import unicodedata

_PLAIN: dict[int, str] = {
    **dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－⁃᠆〜～"), "-"),
    **dict.fromkeys(map(ord, "“”„‟«»〝〞〟＂「」『』《》〈〉"), '"'),
    **dict.fromkeys(map(ord, "‘’‚‛‹›`´ʹʼʻʽʾʿˈ′＇׳"), "'"),
    ord("״"): '"',
    ord("\u200c"): " ",  # the zero-width non-joiner parts words in Persian
    ord("\ufffd"): " ",
}
# Format characters (Cf) that NFKC keeps, and variation selectors: invisible, and never part of a name.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200d-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def clean(text: str) -> str:
    """The text in NFKC with plain dashes, quotes and apostrophes, single spaces, nothing invisible."""
    if text.isascii():
        if not text.isprintable():
            text = _UNPRINTABLE.sub(" ", text)
        return " ".join(text.replace("`", "'").split())
    text = _UNPRINTABLE.sub(" ", text)
    # NFKC may bring a dash or a mark that was hidden in a compatibility character, hence afterwards.
    # The acute accent as an apostrophe must be caught before: NFKC makes it a space and a mark.
    text = unicodedata.normalize("NFKC", text.replace("´", "'")).translate(_PLAIN)
    return " ".join(_INVISIBLE.sub("", text).split())


def tidy(text: str) -> str:
    """The text as written, without stray space and invisible marks; letters and case untouched."""
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
    return " ".join(text.split())

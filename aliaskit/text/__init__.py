"""Text to comparison form and words: pure, total, idempotent.

The order of the pipeline is written here and nowhere else:

1. *characters*: NFKC; invisible and bidirectional marks out; control characters and lone surrogates
   become spaces; every dash, quotation mark and apostrophe becomes the plain one; one space between words.
2. *words*: split at spaces, punctuation and hyphens; dots inside an acronym (``U.S.``) and apostrophes
   inside a word (``O'Brien``) go; a word joined by a hyphen knows that it was; ``&`` is *and* unless it
   stands inside letters (``AT&T``).
3. *casefold*.
4. *look-alikes*: only inside a word that mixes scripts, letters that imitate another script's are folded.
5. *transliteration* by our own tables: Latin letters with and without marks (ß ø ł), Cyrillic, Greek,
   Georgian, Armenian, Hebrew, Arabic, the great scripts of India, Thai, kana, Hangul. Han characters have
   no one reading and stay. Unidecode romanises the scripts that have no table.

The comparison form is the words' forms with one space between them.
"""

from aliaskit.text.characters import clean, tidy
from aliaskit.text.phonetics import Ear
from aliaskit.text.scripts import UNSPACED, script_of
from aliaskit.text.tokens import Word, key_of, letters_of, loses_letters, normalize, split_words, word_key
from aliaskit.text.transliterate import latin_reading, romanise

__all__ = [
    "UNSPACED",
    "Ear",
    "Word",
    "clean",
    "key_of",
    "latin_reading",
    "letters_of",
    "loses_letters",
    "normalize",
    "romanise",
    "script_of",
    "split_words",
    "tidy",
    "word_key",
]

"""Letters of every script in plain Latin ones, by table; Han characters stay."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from aliaskit.lexicons import ScriptTable, Transliteration
from aliaskit.text.scripts import script_of_letter

_DOUBLE = "*"


def romanise(word: str, tables: Transliteration, *, context: str = "") -> str:
    """The casefolded word in ASCII letters and digits, Han characters kept.

    ``context`` is the whole text that the word stands in: one Ukrainian letter anywhere decides how the
    others are read. A letter that nothing can romanise stays as it is.
    """
    if word.isascii():
        return word
    runs = list(_runs(word))
    if len(runs) > 1:
        word = _fold_look_alikes(word, {script for script, _ in runs}, tables)
        runs = list(_runs(word))
    return "".join(_romanise_run(script, run, tables, context or word) for script, run in runs)


def _runs(word: str) -> Iterator[tuple[str, str]]:
    """The word cut where the script changes; marks and digits go with the letter before them."""
    current, start = "", 0
    for place, letter in enumerate(word):
        script = script_of_letter(letter) if letter.isalpha() else current or "latin"
        if script != current:
            if current:
                yield current, word[start:place]
            current, start = script, place
    if word:
        yield current, word[start:]


def _fold_look_alikes(word: str, scripts: set[str], tables: Transliteration) -> str:
    if "latin" not in scripts or not scripts & {"cyrillic", "greek", "armenian"}:
        return word
    foreign = [letter for letter in word if letter.isalpha() and script_of_letter(letter) != "latin"]
    if all(letter in tables.homoglyphs for letter in foreign):
        return "".join(tables.homoglyphs.get(letter, letter) for letter in word)
    known = tables.scripts["cyrillic"].letters
    back = {latin: letter for letter, latin in tables.homoglyphs.items() if letter in known}
    if "cyrillic" in scripts:
        return "".join(back.get(letter, letter) for letter in word)
    return word


def _romanise_run(script: str, run: str, tables: Transliteration, context: str) -> str:
    if script == "han":
        return run
    if script == "hangul":
        return _hangul(run, tables)
    table = tables.scripts.get(script)
    if table is not None:
        for marks, variant in table.variants:
            if any(mark in context for mark in marks):
                table = variant
                break
        return _by_table(run, table, tables)
    if script == "latin":
        return _latin(run, tables)
    return _unidecode(run)


def _latin(run: str, tables: Transliteration) -> str:
    letters = tables.letters
    plain = []
    for letter in unicodedata.normalize("NFKD", run):
        if letter.isascii():
            plain.append(letter)
        elif unicodedata.category(letter)[0] != "M":  # a vowel sign of India too, if it stands after a digit
            replacement = letters.get(letter)
            plain.append(_unidecode(letter) if replacement is None else replacement)
    return "".join(plain)


def _by_table(run: str, table: ScriptTable, tables: Transliteration) -> str:
    if table.shift is not None:
        first, last, by = table.shift
        run = "".join(chr(ord(letter) + by) if first <= letter <= last else letter for letter in run)
    if not all(map(table.letters.__contains__, run)):
        # Marks that carry no letter of their own (Greek accents, Hebrew points) go; й, ї and が have entries.
        run = "".join(
            letter
            for letter in unicodedata.normalize("NFC", run)
            if letter in table.letters or not unicodedata.combining(letter)
        )
    for pattern, replacement in _compiled(table.before):
        run = pattern.sub(replacement, run)
    run = "".join(_letter_by_letter(f"^{run}$", table, tables))
    for pattern, replacement in _compiled(table.after):
        run = pattern.sub(replacement, run)
    return run


def _letter_by_letter(marked: str, table: ScriptTable, tables: Transliteration) -> Iterator[str]:
    """The Latin letters of a run between ``^`` and ``$``, group by group."""
    letters, groups, longest = table.letters, table.groups, table.longest
    place, end, double = 0, len(marked), False
    while place < end:
        latin = None
        for step in range(min(longest, end - place), 1, -1):
            latin = groups.get(marked[place : place + step])
            if latin is not None:
                place += step
                break
        else:
            letter = marked[place]
            place += 1
            if letter in "^$":
                continue
            latin = letters.get(letter)
            if latin is None:
                latin = _bare(letter, table, tables)
        if latin == _DOUBLE:
            double = True
            continue
        if double and latin:
            latin = latin[0] + latin
        double = False
        yield latin


@cache
def _compiled(rewrites: tuple[tuple[str, str], ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Rewrites ready for use: compiled when their script is first met, which most runs never do."""
    return tuple((re.compile(pattern), replacement) for pattern, replacement in rewrites)


def _bare(letter: str, table: ScriptTable, tables: Transliteration) -> str:
    """A letter that the table lacks: without its marks by the table, else by Unidecode."""
    base = unicodedata.normalize("NFKD", letter)[:1]
    if base != letter and base in table.letters:
        return table.letters[base]
    latin = _unidecode(letter)
    return latin if latin.isascii() or letter.isalpha() else ""


def _hangul(run: str, tables: Transliteration) -> str:
    initials, vowels, finals = tables.hangul
    out = []
    for letter in unicodedata.normalize("NFC", run):
        index = ord(letter) - 0xAC00
        if 0 <= index < 11172:
            out.append(initials[index // 588] + vowels[index % 588 // 28] + finals[index % 28])
        else:
            out.append(_unidecode(letter))
    return "".join(out)


def latin_reading(form: str) -> str:
    """A form in Latin letters at any price: Han characters by their Mandarin reading (Unidecode)."""
    return "".join(_unidecode(letter) for letter in form) or form


def _unidecode(run: str) -> str:
    """The run as Unidecode writes it, letters and digits only; the run itself where that leaves nothing."""
    if run.isascii():
        return run
    from unidecode import unidecode  # an import of some milliseconds that Latin names never need

    latin = "".join(letter for letter in unidecode(run).lower() if letter.isalnum() and letter.isascii())
    if latin:
        return latin
    return "".join(letter for letter in run if not unicodedata.combining(letter))

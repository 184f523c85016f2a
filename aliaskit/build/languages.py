"""Lexicon files to a language: every word normalised, every table checked."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

from aliaskit.build.shapes import Fault, Shape, fault
from aliaskit.errors import GazetteerError
from aliaskit.gazetteer import read_yaml
from aliaskit.gazetteer.reader import place_in, read_folder
from aliaskit.lexicons import Language, Transliteration
from aliaskit.model import AliasRole, Entity
from aliaskit.text import clean, key_of, normalize, script_of, split_words

LEXICON_SCHEMA = "aliaskit/lexicon@1"
MODEL_SCHEMA = "aliaskit/model@1"
_TERRITORY_SUBTYPES = frozenset({"country", "territory"})
_REGION_SUBTYPES = frozenset({"state", "region"})
_TOWN_SUBTYPES = frozenset({"city", "region", "state"})
_TOWN_ROLES = frozenset({AliasRole.NAME, AliasRole.NATIVE, AliasRole.OFFICIAL})
_TERRITORY_ROLES = frozenset(
    {
        AliasRole.NAME,
        AliasRole.OFFICIAL,
        AliasRole.SHORT,
        AliasRole.ACRONYM,
        AliasRole.DEMONYM,
        AliasRole.FORMER,
        AliasRole.NATIVE,
    }
)
_NAME_ROLES = (_TERRITORY_ROLES | {AliasRole.NATIVE}) - {AliasRole.DEMONYM}
# Exonyms in other languages are too often ordinary words or names to be read inside English names.
_TERRITORY_LANGUAGES = frozenset({None, "en", "fr", "de", "es", "it", "pt"})
_SHORTEST_TERRITORY = 4
# Of signs that are syllables or words: two.
_SHORTEST_NATIVE = 2

# The shapes of lexicons (``shapes``).
_WORDS: Shape = [str]
_LISTS: Shape = {str: _WORDS}
_LETTERS: Shape = {str: str}
_WEIGHTS: Shape = {str: float}
_REWRITES: Shape = [(str, str)]
_SCRIPT: dict[Any, Shape] = {
    "letters?": _LETTERS,
    "groups?": _LETTERS,
    "before?": _REWRITES,
    "after?": _REWRITES,
}
_SCRIPTS: Shape = {
    # A syllable of hangul is made of 19 initials, 21 vowels and 28 finals.
    "hangul": {"initials": (str,) * 19, "vowels": (str,) * 21, "finals": (str,) * 28},
    str: {
        **_SCRIPT,
        "like?": str,
        "shift?": {"first": str, "last": str, "by": int},
        "variants?": [{**_SCRIPT, "marks": str}],
    },
}


def compile_language(sources: Path) -> dict[str, str]:
    """The sections of a language file by name, each a JSON text; equal sources give equal texts.

    Raises:
        GazetteerError: a file is missing or wrong, with file:line:column.
    """
    folder = sources / "lexicons"
    transliteration = _transliteration(folder)
    tables = Language(lambda _: json.dumps(transliteration), "").transliteration
    made = {
        "transliteration": transliteration,
        "sounds": _payload(
            folder / "sounds.yaml", folds=[(str, str)], vowels=str, classes=_LETTERS, soft_c=str
        ),
        "across": _across(folder),
        "kanji": _kanji(folder),
        "variants": _variants(folder),
        "words": _words(folder, tables, read_folder(sources / "entities" / "places")),
        "persons": _persons(folder, tables),
        "organizations": _organizations(folder, tables),
        "exonyms": _exonyms(read_folder(sources / "entities" / "places"), tables),
        "model": _model(sources / "model.yaml"),
    }
    return {
        name: json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        for name, data in made.items()
    }


def language_of(sections: Mapping[str, str]) -> Language:
    """The language that the sections hold; its hash is that of their text."""
    digest = blake2b(digest_size=16)
    for name in sorted(sections):
        digest.update(f"{name}\n{sections[name]}\n".encode())
    return Language(lambda name: sections[name], digest.hexdigest())


def _payload(path: Path, *, schema_name: str = LEXICON_SCHEMA, **fields: Shape) -> dict[str, Any]:
    """The fields of a file, each of its shape."""
    data = read_yaml(path)
    wrong: Fault | None = None
    if data.get("schema") != schema_name:
        wrong = (), f"schema is {data.get('schema')!r}, expected {schema_name!r}"
    elif data.get("source") not in list(data.get("sources") or ()):
        wrong = (), "source is not declared in sources"
    else:
        wrong = fault(data, fields)
    if wrong:
        way, message = wrong
        line, column = place_in(data, way)
        raise GazetteerError(message, path=str(path), line=line, column=column)
    return {field: data[field] for field in fields}


def _transliteration(folder: Path) -> dict[str, Any]:
    path = folder / "transliteration.yaml"
    data = _payload(path, letters=_LETTERS, scripts=_SCRIPTS)
    scripts = dict(data["scripts"])
    for way, message in _wrong_tables(scripts):
        line, column = place_in(read_yaml(path), ("scripts", *way))
        raise GazetteerError(message, path=str(path), line=line, column=column)
    hangul = scripts.pop("hangul")
    return {
        "letters": data["letters"],
        "scripts": scripts,
        "hangul": hangul,
        "homoglyphs": _payload(folder / "homoglyphs.yaml", homoglyphs=_LETTERS)["homoglyphs"],
    }


def _wrong_tables(scripts: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong in the tables of scripts beyond their shape: a base that is none, a bad rewrite."""
    for script, table in scripts.items():
        if (base := table.get("like")) is not None and (base not in scripts or "like" in scripts[base]):
            yield (script, "like"), f"like is {base!r}, expected a script with a table of its own"
        for where, part in [
            ((), table),
            *((("variants", i), v) for i, v in enumerate(table.get("variants", ()))),
        ]:
            for field in ("before", "after"):
                for place, (pattern, replacement) in enumerate(part.get(field, ())):
                    try:
                        re.sub(pattern, replacement, "")
                    except re.error as error:
                        yield (script, *where, field, place), f"no regular expression: {error}"


def _across(folder: Path) -> dict[str, Any]:
    """The costs of the sound transducer by script, as numbers."""
    shape: Shape = {str: {"told": str, "costs": str}}
    return {
        script: {field: _tenths(text) for field, text in table.items()}
        for script, table in _payload(folder / "sound_costs.yaml", scripts=shape)["scripts"].items()
    }


def _kanji(folder: Path) -> dict[str, list[str]]:
    """Characters and whole words of Japanese names to their readings."""
    data = _payload(folder / "kanji.yaml", characters=_LISTS, words=_LISTS)
    return {unicodedata.normalize("NFKC", k): v for k, v in {**data["characters"], **data["words"]}.items()}


def _variants(folder: Path) -> dict[str, str]:
    """Each variant of a letter, group of letters or Han character to the form that stands for it."""
    letters = _payload(folder / "letter_variants.yaml", variants=_LISTS)["variants"]
    han = _payload(folder / "han_variants.yaml", variants=_LETTERS)["variants"]
    # Of a Han character the other forms stand side by side, of a letter they are listed.
    tables = (*letters.items(), *((one, list(others)) for one, others in han.items()))
    return {other: one for one, others in tables for other in others}


def _tenths(text: str) -> dict[str, float]:
    """What ``a:b=21 c:=-30`` says, in units."""
    return {key: int(value) / 10 for key, _, value in (cell.rpartition("=") for cell in text.split())}


def _forms(words: Iterable[str], tables: Transliteration) -> list[str]:
    """The words in comparison form, sorted, each once."""
    return sorted({form for word in words if (form := normalize(word, tables))})


def _keys(words: Iterable[str], tables: Transliteration) -> list[str]:
    """What the words are looked up by, sorted, each once: where forms mislead, the letters."""
    return sorted({key_of(split_words(clean(word), tables)) for word in words} - {""})


def _single_keys(words: Iterable[str], tables: Transliteration) -> list[str]:
    return [key for key in _keys(words, tables) if " " not in key]


def _single(words: Iterable[str], tables: Transliteration) -> list[str]:
    return [form for form in _forms(words, tables) if " " not in form]


def _words(folder: Path, tables: Transliteration, places: list[Entity]) -> dict[str, Any]:
    stop = _payload(folder / "stopwords.yaml", articles=_LISTS, connectors=_LISTS, elisions=_LISTS)
    number = _payload(
        folder / "numbers.yaml",
        cardinals=_LISTS,
        ordinals=_LISTS,
        ordinal_endings=_WORDS,
        numerators=_WORDS,
    )
    where = _payload(folder / "place_forms.yaml", territories=_LISTS, regions=_LISTS, towns=_LISTS)
    concept_shape: Shape = {str: {"type": str, "words": _LISTS}}
    numbers: dict[str, str] = {}
    for table in (number["cardinals"], number["ordinals"]):
        for digits, words in table.items():
            for form in _single(words, tables):
                numbers.setdefault(form, digits)
    concepts: dict[str, list[str]] = {}
    for concept, entry in _payload(folder / "concepts.yaml", concepts=concept_shape)["concepts"].items():
        for words in entry["words"].values():
            for key in sorted({key_of(split_words(word, tables)) for word in words} - {""}):
                concepts.setdefault(key, [concept, entry["type"]])
    endings: dict[str, str] = {}
    closing = _payload(folder / "place_endings.yaml", place_endings={str: _LISTS}, kept_endings=_WORDS)
    for concept, languages in closing["place_endings"].items():
        for form in _single([word for words in languages.values() for word in words], tables):
            endings.setdefault(form, concept)
    return {
        "articles": _forms([word for words in stop["articles"].values() for word in words], tables),
        "connectors": _forms([word for words in stop["connectors"].values() for word in words], tables),
        "elisions": _forms([word for words in stop["elisions"].values() for word in words], tables),
        "numbers": numbers,
        "ordinal_endings": _forms(number["ordinal_endings"], tables),
        "numerators": _single(number["numerators"], tables),
        "territories": _territories(places, where["territories"], concepts, tables),
        "regions": _regions(places, where["regions"], tables),
        "towns": _towns(places, where["towns"], concepts, tables),
        "concepts": concepts,
        "place_endings": endings,
        "kept_endings": _single(closing["kept_endings"], tables),
    }


def _key(text: str, tables: Transliteration) -> str:
    return key_of(split_words(clean(text), tables))


def _territories(
    places: Iterable[Entity],
    forms: Mapping[str, Iterable[str]],
    concepts: Mapping[str, object],
    tables: Transliteration,
) -> dict[str, str]:
    """Names, acronyms and demonyms of countries to their codes; a shared one has all its owners' codes.

    ``forms`` are adjectives and cases of other languages, by code.
    """
    codes: dict[str, set[str]] = {}
    others: dict[str, set[str]] = {}
    for place in places:
        code = place.id.partition("/")[2]
        country = place.subtype in _TERRITORY_SUBTYPES
        target = codes if country else others
        texts = [place.name] + [
            alias.text
            for alias in place.aliases
            if alias.role in _TERRITORY_ROLES
            and (alias.lang in _TERRITORY_LANGUAGES or script_of(alias.text) != "latin")
        ]
        short = {
            alias.text
            for alias in place.aliases
            if alias.role is AliasRole.ACRONYM or alias.lang in (None, "en")
        }
        for text in texts:
            form = _key(text, tables)
            least = _SHORTEST_TERRITORY if form.isascii() else _SHORTEST_NATIVE
            native = script_of(text) != "latin"
            if (len(form) >= least or text in short) and not (native and form in concepts):
                target.setdefault(form, set()).add(code)
    for code, words in forms.items():
        for form in {_key(text, tables) for text in words} - concepts.keys():
            codes.setdefault(form, set()).add(code)
    return {
        form: "|".join(sorted(owners | others.get(form, set()))) for form, owners in codes.items() if form
    }


def _exonyms(places: Iterable[Entity], tables: Transliteration) -> dict[str, str]:
    """Whole names of countries in any language to their codes; a shared one has all its owners' codes."""
    codes: dict[str, set[str]] = {}
    for place in places:
        if place.subtype in _TERRITORY_SUBTYPES:
            texts = [alias.text for alias in place.aliases if not alias.weak and alias.role in _NAME_ROLES]
            for key in {_key(text, tables) for text in (place.name, *texts)} - {""}:
                codes.setdefault(key, set()).add(place.id.partition("/")[2])
    return {key: "|".join(sorted(owners)) for key, owners in codes.items()}


def _towns(
    places: Iterable[Entity],
    forms: Mapping[str, Iterable[str]],
    concepts: Mapping[str, object],
    tables: Transliteration,
) -> dict[str, str]:
    """Single words that name a town or region in another language to its English name's form.

    ``forms`` are more of them, and their adjectives and cases, by English name. What several are called is
    left out.
    """
    found: dict[str, set[str]] = {}
    for place in places:
        if place.subtype in _TOWN_SUBTYPES:
            texts = [alias.text for alias in place.aliases if not alias.weak and alias.role in _TOWN_ROLES]
            _add_town(found, place.name, texts, tables)
    for name, words in forms.items():
        _add_town(found, name, words, tables)
    names = {next(iter(owners)) for owners in found.values() if len(owners) == 1}
    return {
        form: next(iter(owners))
        for form, owners in found.items()
        if len(owners) == 1 and form not in names and form not in concepts
    }


def _add_town(found: dict[str, set[str]], name: str, texts: Iterable[str], tables: Transliteration) -> None:
    english = normalize(name, tables)
    for form in {_key(text, tables) for text in texts}:
        if " " not in english and " " not in form and form != english and len(form) > 1:
            found.setdefault(form, set()).add(english)


def _regions(
    places: Iterable[Entity], forms: Mapping[str, Iterable[str]], tables: Transliteration
) -> dict[str, str]:
    """Names of states and regions inside countries to their codes: what may follow a town's name.

    ``forms`` are more of them by code: abbreviations.
    """
    codes: dict[str, set[str]] = {}
    for place in places:
        if place.subtype in _REGION_SUBTYPES and place.country:
            for text in (place.name, *(alias.text for alias in place.aliases)):
                codes.setdefault(normalize(text, tables), set()).add(place.id.partition("/")[2])
    for code, words in forms.items():
        for form in _forms(words, tables):
            codes.setdefault(form, set()).add(code)
    return {form: "|".join(sorted(owners)) for form, owners in codes.items() if form}


def _persons(folder: Path, tables: Transliteration) -> dict[str, Any]:
    title = _payload(
        folder / "titles.yaml",
        heads=_WORDS,
        name_like=_WORDS,
        modifiers=_WORDS,
        connectors=_WORDS,
        complements=_WORDS,
        phrases=_WORDS,
        honorifics=_WORDS,
        attached=_WORDS,
    )
    suffix = _payload(
        folder / "suffixes.yaml", generational=_LISTS, generational_before=_LISTS, post_nominals=_WORDS
    )
    particle = _payload(folder / "particles.yaml", family=_WORDS, name_like=_WORDS, compounds=_WORDS)
    nickname = _payload(
        folder / "nicknames.yaml",
        nicknames=_LISTS,
        abbreviations=_LISTS,
        equivalents=[_WORDS],
        spellings=[_WORDS],
        epithets=[_WORDS],
    )
    order = _payload(
        folder / "name_order.yaml",
        family_names=_LISTS,
        given_names=_LISTS,
        native_family_names={str: _LISTS},
        western_given_names=_WORDS,
    )
    common = _payload(folder / "common_names.yaml", given=_WORDS, family=_WORDS)
    heads = _keys(title["heads"], tables)
    generational, before = (
        _first_named(suffix[table], tables) for table in ("generational", "generational_before")
    )
    short: dict[str, set[str]] = {}
    full: dict[str, set[str]] = {}
    for table in ("nicknames", "abbreviations"):
        for name, forms in nickname[table].items():
            for name_form in _single([name], tables):
                for form in _single(forms, tables):
                    short.setdefault(name_form, set()).add(form)
                    full.setdefault(form, set()).add(name_form)
    equivalents = _grouped(nickname["equivalents"], tables)
    spellings = _grouped(nickname["spellings"], tables)
    family_first: dict[str, str] = {}
    for lang, words in sorted(order["family_names"].items()):
        for form in _single(words, tables):
            family_first[form] = f"{family_first[form]}|{lang}" if form in family_first else lang
    native: dict[str, set[str]] = {}
    for table in order["native_family_names"].values():
        for written, readings in table.items():
            native.setdefault(unicodedata.normalize("NFKC", written), set()).update(_single(readings, tables))
    western = _single(order["western_given_names"], tables)
    given = _single([name for names in order["given_names"].values() for name in names], tables)
    common_given = _single(common["given"], tables)
    known_given = {*short, *full, *equivalents, *western, *given, *common_given}
    # What a ruler or saint is called by, in several languages: compared as names are, but no given name.
    for form, others in _grouped(nickname["epithets"], tables).items():
        equivalents.setdefault(form, set()).update(others)
    return {
        "heads": [form for form in heads if " " not in form],
        "name_like": _single_keys(title["name_like"], tables),
        "modifiers": _single_keys(title["modifiers"], tables),
        "connectors": _single_keys(title["connectors"], tables),
        "complements": _keys(title["complements"], tables),
        "phrases": sorted({*_keys(title["phrases"], tables), *(form for form in heads if " " in form)}),
        "honorifics": _single_keys(title["honorifics"], tables),
        "attached": sorted(
            {unicodedata.normalize("NFKC", word) for word in title["attached"]},
            key=lambda w: (-len(w), w),
        ),
        "generational": generational,
        "generational_before": before,
        "post_nominals": _single(suffix["post_nominals"], tables),
        "particles": _single(particle["family"], tables),
        "particles_name_like": _single(particle["name_like"], tables),
        "nicknames": _sorted(short),
        "full_names": _sorted(full),
        "abbreviations": _single(
            [form for forms in nickname["abbreviations"].values() for form in forms], tables
        ),
        "equivalents": _sorted(equivalents),
        "spellings": _sorted(spellings),
        "family_first": family_first,
        "given_family_first": given,
        "native_family": _sorted(native),
        "western_given": western,
        "common": sorted({*common_given, *_single(common["family"], tables)}),
        "known_given": sorted(known_given),
    }


def _first_named(table: Mapping[str, Iterable[str]], tables: Transliteration) -> dict[str, str]:
    """Each form to the first key that lists it."""
    found: dict[str, str] = {}
    for key, words in table.items():
        for form in _forms(words, tables):
            found.setdefault(form, key)
    return found


def _grouped(groups: Iterable[Iterable[str]], tables: Transliteration) -> dict[str, set[str]]:
    """Each word of each group to the others of its groups; groups do not chain."""
    related: dict[str, set[str]] = {}
    for group in groups:
        forms = _single(group, tables)
        for form in forms:
            related.setdefault(form, set()).update(other for other in forms if other != form)
    return related


def _sorted(table: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    return {key: sorted(values) for key, values in table.items()}


def _organizations(folder: Path, tables: Transliteration) -> dict[str, Any]:
    forms: dict[str, list[str]] = {}
    shape: Shape = [{"id": str, "class": str, "spellings": _WORDS}]
    for entry in _payload(folder / "legal_forms.yaml", forms=shape)["forms"]:
        for form in _forms(entry["spellings"], tables):
            forms.setdefault(form, [entry["id"], entry["class"]])
    return {"legal_forms": forms}


def _model(path: Path) -> dict[str, Any]:
    points: Shape = [(float, float)]
    rows: Shape = [(float, float, float)]
    return _payload(
        path,
        schema_name=MODEL_SCHEMA,
        prior=float,
        mass=_WEIGHTS,
        weights=_WEIGHTS,
        decisive=_WORDS,
        thresholds=_WEIGHTS,
        calibration={"same_script": points, "cross_script": points},
        precision={"same_script": rows, "cross_script": rows},
    )

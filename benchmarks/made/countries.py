"""Names of countries in every language of the Unicode CLDR, made from Babel's copy of it at run time."""

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
from rapidfuzz import fuzz, process
from unidecode import unidecode

from aliaskit.evaluation import Gold
from benchmarks.data import DatasetError, Pair, Query, main_script, read_own_entities

LIMIT = 2000
KIND = "place"

# Two-letter codes that CLDR names and ISO 3166-1 does not have: exceptional reservations, groupings, tests.
_NOT_ISO = frozenset(
    ("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ")
)

_ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Foreign:
    """A territory's name in another language: what it is called there, and the code of the territory."""

    locale: str
    code: str
    text: str

    @property
    def script(self) -> str:
        """The main script of the name, in lower case."""
        return main_script(self.text).lower()


def country_pairs(seed: str, limit: int = LIMIT) -> list[Pair]:
    """At most ``limit`` pairs, evenly over the locales: a country's English name and a foreign one.

    Every foreign name stands in two pairs: with the English name of its own country, and with that of the
    country whose name in the same locale looks most like it. So neither the script nor the foreign name tells
    the label. A name that two countries bear, in one locale or in two, is left out.
    """
    english, names = _english(), _names()
    romanised = {locale: {code: _roman(name) for code, name in own.items()} for locale, own in names.items()}
    seen: set[tuple[str, str]] = set()
    found: list[Pair] = []
    for foreign in _evenly(_unambiguous(names), seed):
        if len(found) + 2 > limit:
            break
        own, other = english[foreign.code], english[_neighbour(foreign, romanised[foreign.locale])]
        if {(own, foreign.text), (other, foreign.text)} & seen:
            continue  # many languages share a spelling
        seen |= {(own, foreign.text), (other, foreign.text)}
        category = f"country-{foreign.script}"
        found.append(Pair(KIND, own, foreign.text, True, category))
        found.append(Pair(KIND, other, foreign.text, False, category))
    return found


def country_queries(seed: str = "1", limit: int = LIMIT) -> list[Query]:
    """At most ``limit`` foreign names, evenly over the locales, and the id of the country in our gazetteer.

    The category of a name that stands in the gazetteer letter by letter ends in ``-listed``: to find it is
    looking it up. Left out are countries that the gazetteer does not have, and names that another of its
    entities bears too (Géorgie is also the state).
    """
    names = _names()
    owners = _owners()
    known = frozenset[str]().union(*owners.values())
    found: dict[str, Query] = {}
    for foreign in _evenly(_unambiguous(names), f"{seed}:queries"):
        if len(found) == limit:
            break
        id_ = f"place/{foreign.code.lower()}"
        listed = owners.get(foreign.text.casefold(), frozenset())
        if id_ in known and foreign.text not in found and listed <= {id_}:
            category = f"country-{foreign.script}{'-listed' if listed else ''}"
            found[foreign.text] = Query(foreign.text, KIND, None, Gold.ENTITY, frozenset([id_]), category)
    return list(found.values())


@lru_cache(maxsize=1)
def _english() -> Mapping[str, str]:
    """The English names by code."""
    return _territories()[_ENGLISH]


@lru_cache(maxsize=1)
def _names() -> Mapping[str, Mapping[str, str]]:
    """The names by code, of every language but English."""
    return {
        identifier: names
        for identifier, names in _territories().items()
        if identifier.split("_")[0] != _ENGLISH
    }


@lru_cache(maxsize=1)
def _territories() -> Mapping[str, Mapping[str, str]]:
    """The names by code, of every language in each of its scripts, where CLDR has any."""
    try:
        from babel import Locale, localedata
    except ImportError as error:
        raise DatasetError('Names of countries need Babel: pip install "aliaskit[bench]"') from error
    found: dict[str, Mapping[str, str]] = {}
    for identifier in sorted(localedata.locale_identifiers()):
        locale = Locale.parse(identifier)
        # A language as it is in one region repeats the language, but for a few names.
        if not locale.territory and not locale.variant:
            names = {
                code: name
                for code, name in sorted(locale.territories.items())
                # Not the codes of continents, which are numbers, and no code that stands for a missing name.
                if len(code) == 2 and code.isalpha() and code not in _NOT_ISO and name != code
            }
            if names:
                found[identifier] = names
    return found


@lru_cache(maxsize=1)
def _owners() -> Mapping[str, Set[str]]:
    """The ids of all entities in our gazetteers that are called so."""
    found: dict[str, set[str]] = defaultdict(set)
    for entity in read_own_entities():
        for name in entity.names:
            found[name.casefold()].add(entity.id)
    return found


def _bearers(names: Mapping[str, Mapping[str, str]]) -> Mapping[str, Set[str]]:
    """The codes of all countries that are called so in any language, English too."""
    found: dict[str, set[str]] = defaultdict(set)
    for locale in (_english(), *names.values()):
        for code, name in locale.items():
            found[name.casefold()].add(code)
    return found


def _unambiguous(names: Mapping[str, Mapping[str, str]]) -> dict[str, list[Foreign]]:
    """By locale, the names that are not the English one and that no other country bears anywhere.

    A name that means one country here and another there (Dominica, Congo) has no label.
    """
    english, bearers = _english(), _bearers(names)
    return {
        locale: [
            Foreign(locale, code, name)
            for code, name in own.items()
            if name.casefold() != english[code].casefold()
            and len(bearers[name.casefold()]) == 1
            and main_script(name)
        ]
        for locale, own in names.items()
        if len(own) > 1  # else there is no neighbour
    }


def _evenly(names: Mapping[str, Sequence[Foreign]], seed: str) -> Iterator[Foreign]:
    """One name of each locale, then a second one of each, and so on, both in an order that the seed makes."""
    chance = random.Random(f"{seed}:countries")
    queues = [chance.sample(list(names[locale]), len(names[locale])) for locale in sorted(names)]
    chance.shuffle(queues)
    for place in range(max(map(len, queues), default=0)):
        yield from (queue[place] for queue in queues if place < len(queue))


def _roman(name: str) -> str:
    """The name in Latin letters; as it is where Unidecode does not know the script (N'Ko, Ol Chiki)."""
    return unidecode(name).strip().casefold() or name


def _neighbour(foreign: Foreign, romanised: Mapping[str, str]) -> str:
    """The other country whose name in that locale looks most like this one, once both are romanised."""
    others = [code for code in romanised if code != foreign.code]
    [likeness] = process.cdist(
        [romanised[foreign.code]], [romanised[code] for code in others], scorer=fuzz.ratio, dtype=np.float64
    )
    # Equally like ones are told apart by chance: one country should not be the answer each time.
    nearest = [others[place] for place in np.flatnonzero(likeness == likeness.max())]
    return min(nearest, key=lambda code: crc32(f"{foreign.locale}{foreign.code}{code}".encode()))

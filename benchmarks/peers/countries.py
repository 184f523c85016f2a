"""Runner of the tools for names of countries: two names are the same if they have one code."""

import logging
from collections.abc import Callable, Sequence

from protocol import Entity, Pair, Query, Row, nobody, scores, serve

# Several names to codes, in lower case; None where the tool knows none.
Codes = Callable[[Sequence[str]], list[str | None]]

OWN_ID = "place/"
# An entity's further names are in ever rarer languages; some tools need milliseconds for each.
NAMES = 5


def country_converter() -> Codes:
    """country_converter's regular expressions; a name that fits several has no code."""
    import country_converter as coco

    logging.getLogger("country_converter").setLevel(logging.CRITICAL)
    converter = coco.CountryConverter()

    def codes(names: Sequence[str]) -> list[str | None]:
        found = converter.convert(list(names), to="ISO2", not_found="", enforce_list=True)
        return [str(each[0]).lower() or None if len(each) == 1 else None for each in found]

    return codes


def countryguess() -> Codes:
    """The regular expressions of countryguess."""
    from countryguess import guess_country

    return _one_by_one(lambda name: guess_country(name, attribute="iso2", default=None))


def pycountry() -> Codes:
    """The first that pycountry's `search_fuzzy` finds."""
    from pycountry import countries

    def code(name: str) -> str | None:
        try:
            return str(countries.search_fuzzy(name)[0].alpha_2)
        except LookupError:
            return None

    return _one_by_one(code)


def countrynames() -> Codes:
    """The list of countrynames, slips of the pen allowed."""
    import countrynames as tool

    return _one_by_one(lambda name: tool.to_code(name, fuzzy=True))


def _one_by_one(code: Callable[[str], str | None]) -> Codes:
    return lambda names: [found.lower() if found else None for found in map(code, names)]


TOOLS: dict[str, Callable[[], Codes]] = {
    "country-converter": country_converter,
    "countryguess": countryguess,
    "countrynames": countrynames,
    "pycountry": pycountry,
}


def pairs(engine: str) -> Callable[[Sequence[Pair]], list[Row]]:
    """Score 1 where both names have the same code, otherwise 0."""
    codes = TOOLS[engine]()
    codes(["France"])  # reads the tool's data

    def judge(items: Sequence[Pair]) -> list[Row]:
        found = codes([name for item in items for name in (item.a, item.b)])
        return scores(
            left is not None and left == right for left, right in zip(found[::2], found[1::2], strict=True)
        )

    return judge


def resolve(engine: str, entities: Sequence[Entity]) -> Callable[[Sequence[Query]], list[Row]]:
    """The entity of the query's code.

    An id of the form `place/kr` says the code of its entity; otherwise the entity has the code whose tool
    finds it for the greatest share of its first names, the first entity of several.
    """
    codes = TOOLS[engine]()
    claims: dict[str, tuple[float, str]] = {}
    for entity in entities:
        for code, share in _codes_of(entity, codes).items():
            if share > claims.get(code, (0.0, ""))[0]:
                claims[code] = share, entity.id

    def find(queries: Sequence[Query]) -> list[Row]:
        found = codes([query.text for query in queries])
        ids = [claims[code][1] if code in claims else None for code in found]
        return [{"id": id_, "score": 1.0} if id_ else nobody() for id_ in ids]

    return find


def _codes_of(entity: Entity, codes: Codes) -> dict[str, float]:
    if entity.id.startswith(OWN_ID) and len(entity.id) == len(OWN_ID) + 2:
        return {entity.id.removeprefix(OWN_ID): 1.0}
    names = entity.names[:NAMES]
    found = [code for code in codes(names) if code] if names else []
    return {code: found.count(code) / len(names) for code in dict.fromkeys(found)}


if __name__ == "__main__":
    packages = {engine: (engine.replace("-", "_"),) for engine in TOOLS}
    serve(packages, pairs=pairs, resolve=resolve)

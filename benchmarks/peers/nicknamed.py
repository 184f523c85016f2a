"""Runner of nameparser with nicknames: family names equal, given names equal or nicknames of each other."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from protocol import Pair, Row, Scope, scores, serve

# By hand: the packages know parts of names and nicknames, but no score.
EQUAL, NICKNAME, INITIAL = 1.0, 0.9, 0.7


@dataclass(frozen=True, slots=True)
class Parsed:
    """The two parts of a person's name that are compared, in ASCII and lower case."""

    given: str
    family: str


def parser() -> Callable[[str], Parsed]:
    """nameparser, on folded text."""
    from nameparser import HumanName
    from unidecode import unidecode

    def parse(text: str) -> Parsed:
        name = HumanName(unidecode(text).casefold())
        return Parsed(name.first.strip(".").casefold(), name.last.casefold())

    return parse


def comparer() -> Callable[[Parsed, Parsed], float]:
    """The function that scores two parsed names."""
    from nicknames import NickNamer

    namer: Any = NickNamer()

    def compare(a: Parsed, b: Parsed) -> float:
        if not a.family or a.family != b.family or not a.given or not b.given:
            return 0.0
        if a.given == b.given:
            return EQUAL
        if 1 in (len(a.given), len(b.given)):
            return INITIAL if a.given[0] == b.given[0] else 0.0
        wider = [{name.given, *namer.canonicals_of(name.given)} for name in (a, b)]
        # Both nicknames of one name, or one the nickname of the other.
        return NICKNAME if wider[0] & wider[1] else 0.0

    return compare


def pairs(engine: str) -> Callable[[Sequence[Pair]], list[Row]]:
    """The score of the parsed names."""
    parse, compare = parser(), comparer()
    return lambda items: scores(compare(parse(item.a), parse(item.b)) for item in items)


def scoped(engine: str, scope: Scope) -> Callable[[Sequence[str]], list[Row]]:
    """The entity of the best name with the query's family name, the first of several."""
    parse, compare = parser(), comparer()
    families: dict[str, list[tuple[int, Parsed]]] = defaultdict(list)
    for place, name in enumerate(scope.names):
        parsed = parse(name)
        families[parsed.family].append((place, parsed))

    def find(text: str) -> Row:
        query = parse(text)
        found = [(compare(query, name), -place) for place, name in families.get(query.family, ())]
        score, place = max(found, default=(0.0, 0))
        return scope.answer(-place if score else None, score)

    return lambda texts: [find(text) for text in texts]


if __name__ == "__main__":
    packages = ("nameparser", "nicknames", "Unidecode")
    serve({"nameparser-nicknames": packages}, pairs=pairs, scoped=scoped)

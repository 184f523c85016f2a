"""The index finds what weighing every single name would have found, in bounded work and a settled order."""

import itertools
import math
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from invented import lay_out_sources

from aliaskit.build import compile_entities, compile_language, language_of
from aliaskit.candidates import CandidateIndex
from aliaskit.gazetteer import Snapshot
from aliaskit.lexicons import Language
from aliaskit.matching import Matcher
from aliaskit.model import Alias, Entity, Kind
from aliaskit.names import Parser

NAMES = 2000
QUESTIONS = 20  # of each trouble
TROUBLES = ("typo", "swap", "initial", "dropped middle")
LEAST_RECALL = 0.98

_ONSETS = [*"bcdfghjklmnprstvwz", "br", "dr", "gl", "kr", "pr", "sh", "st", "tr"]
_VOWELS = [*"aeiou", "ai", "ea", "io"]
_CODAS = ["", "", "n", "r", "l", "s", "nd", "m", "rt", "th"]


def word(random: Random, syllables: int) -> str:
    parts = [
        random.choice(_ONSETS) + random.choice(_VOWELS) + random.choice(_CODAS) for _ in range(syllables)
    ]
    return "".join(parts).capitalize()


def invented_names(count: int) -> list[str]:
    """Names of persons that nobody bears; many share a given or a family name, a third has a middle one."""
    random = Random(20260131)
    given = sorted({word(random, 2) for _ in range(200)})
    family = sorted({word(random, random.choice((2, 3))) for _ in range(700)})
    names: dict[str, None] = {}
    while len(names) < count:
        parts = [random.choice(given), random.choice(family)]
        if random.random() < 1 / 3:
            parts.insert(1, random.choice(given))
        names[" ".join(parts)] = None
    return list(names)


def slip(text: str, random: Random) -> str:
    """The text with one letter wrong, not the first one of a word."""
    places = [i for i in range(1, len(text) - 1) if text[i - 1].isalpha() and text[i : i + 2].isalpha()]
    place = random.choice(places)
    before, letter, after = text[:place], text[place], text[place + 1 :]
    return random.choice(
        (
            before + after,
            before + letter + letter + after,
            before + after[0] + letter + after[1:],
            before + random.choice("aeioustrnl".replace(letter, "")) + after,
        )
    )


def asked(name: str, trouble: str, random: Random) -> str | None:
    """The name with one trouble, or None if it has no room for it."""
    words = name.split()
    match trouble:
        case "typo":
            return slip(name, random)
        case "swap":
            return " ".join([words[-1], *words[:-1]])
        case "initial":
            return " ".join([words[0][0] + ".", *words[1:]])
        case _:
            return f"{words[0]} {words[-1]}" if len(words) > 2 else None


def questions(names: list[str]) -> Iterator[tuple[str, str]]:
    """(trouble, mention), evenly from all names."""
    random = Random(42)
    for number, trouble in enumerate(TROUBLES):
        made = (asked(name, trouble, random) for name in names[number::17])
        for mention in itertools.islice((mention for mention in made if mention), QUESTIONS):
            yield trouble, mention


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_out_sources(tmp_path_factory.mktemp("invented"))


@pytest.fixture(scope="module")
def language(sources: Path) -> Language:
    return language_of(compile_language(sources))


@pytest.fixture(scope="module")
def parser(language: Language) -> Parser:
    return Parser(language)


@pytest.fixture(scope="module")
def matcher(language: Language) -> Matcher:
    return Matcher(language)


@pytest.fixture(scope="module")
def names() -> list[str]:
    return invented_names(NAMES)


@pytest.fixture(scope="module")
def snapshot(names: list[str], language: Language, parser: Parser) -> Snapshot:
    entities = [Entity(f"person/{number:05}", Kind.PERSON, name) for number, name in enumerate(names)]
    return Snapshot(compile_entities(entities, language, parser))


@pytest.fixture(scope="module")
def index(snapshot: Snapshot, matcher: Matcher) -> CandidateIndex:
    return CandidateIndex(snapshot, matcher.similarity)


def test_the_names_are_many_and_alike(names: list[str]) -> None:
    assert len(set(names)) == NAMES
    assert names == invented_names(NAMES)
    assert len({name.split()[0] for name in names}) < NAMES / 5
    assert len({name.split()[-1] for name in names}) < NAMES / 2


def test_recall_against_weighing_every_name(
    names: list[str], snapshot: Snapshot, index: CandidateIndex, parser: Parser, matcher: Matcher
) -> None:
    everything = [snapshot.name(alias) for alias in range(snapshot.alias_count)]
    misses = []
    total = 0
    for trouble, mention in questions(names):
        name = parser.parse(mention, Kind.PERSON)
        found = index.find([name])
        weights = [matcher.weigh(name, other).log_odds for other in everything]
        best = max(weights)
        total += 1
        if not any(math.isclose(weights[alias], best, abs_tol=1e-9) for alias in found):
            misses.append((trouble, mention, snapshot.alias_text(weights.index(best)), best))
    assert total == QUESTIONS * len(TROUBLES)
    assert 1 - len(misses) / total >= LEAST_RECALL, misses


def test_the_name_that_was_meant_is_found(names: list[str], index: CandidateIndex, parser: Parser) -> None:
    """Far more questions than can be weighed against everything: is the source of the slip found?"""
    random = Random(5)
    total, misses = 0, []
    for number, name in enumerate(names):
        for trouble in ("typo", "swap"):
            mention = asked(name, trouble, random)
            assert mention is not None
            total += 1
            if number not in index.find([parser.parse(mention, Kind.PERSON)]):
                misses.append((trouble, mention, name))
    assert total == 2 * NAMES
    assert 1 - len(misses) / total >= LEAST_RECALL, misses[:20]


def test_a_name_as_it_is_comes_first(
    names: list[str], snapshot: Snapshot, index: CandidateIndex, parser: Parser
) -> None:
    for name in names[::10]:
        assert snapshot.alias_text(index.find([parser.parse(name, Kind.PERSON)])[0]) == name


def test_at_most_eight_names(names: list[str], index: CandidateIndex, parser: Parser) -> None:
    sizes = set()
    for name in [*names[::20], *(name.split()[0] for name in names[::20])]:
        found = index.find([parser.parse(name, kind) for kind in (Kind.PERSON, Kind.ORGANIZATION)])
        assert len(set(found)) == len(found)
        sizes.add(len(found))
    assert max(sizes) == 8


@pytest.mark.parametrize("most", [1, 3, 8])
def test_fewer_names_are_the_first_of_more(
    names: list[str], index: CandidateIndex, parser: Parser, most: int
) -> None:
    for name in names[::100]:
        parsed = parser.parse(name, Kind.PERSON)
        assert index.find([parsed], most=most) == index.find([parsed])[:most]


@pytest.mark.parametrize("mention", ["", " ", "...", "🜚", "Xyzzyq Plughhw", "'", "\ud800", "潮汐"])
def test_what_nobody_is_called_is_not_found(index: CandidateIndex, parser: Parser, mention: str) -> None:
    assert index.find([parser.parse(mention, Kind.PERSON)]) == []


def test_an_empty_index_finds_nothing(language: Language, parser: Parser, matcher: Matcher) -> None:
    index = CandidateIndex(Snapshot(compile_entities([], language)), matcher.similarity)
    assert index.find([parser.parse("Melantha Quorvin", Kind.PERSON)]) == []
    assert index.find([]) == []


@pytest.fixture(scope="module")
def alike(language: Language) -> Snapshot:
    """Three entities, two of them with more ways of writing one name than may be answered."""
    ways = (
        "Melantha Quorvin",
        "Melanta Quorvin",
        "Melantha Quorvinn",
        "Melantha Qorvin",
        "Melanthaa Quorvin",
    )
    return Snapshot(
        compile_entities(
            [
                Entity("person/a", Kind.PERSON, ways[0], tuple(Alias(way) for way in ways[1:])),
                Entity("person/b", Kind.PERSON, "Mellantha Quorvin", tuple(Alias(way) for way in ways[1:])),
                Entity("organization/c", Kind.ORGANIZATION, "Melantha Quorvin"),
                Entity("other/d", Kind.OTHER, "Melantha Quorvin"),
            ],
            language,
        )
    )


def test_at_most_two_names_of_one_entity(alike: Snapshot, matcher: Matcher, parser: Parser) -> None:
    index = CandidateIndex(alike, matcher.similarity)
    found = index.find([parser.parse("Melantha Quorvin", Kind.PERSON)])
    owners = [alike.entity_id(alike.alias_entity[alias]) for alias in found]
    assert owners.count("person/a") == owners.count("person/b") == 2
    assert alike.alias_text(found[owners.index("person/a")]) == "Melantha Quorvin"


@pytest.mark.parametrize(
    ("kinds", "owners"),
    [
        ({Kind.PERSON}, {"person/a", "person/b", "other/d"}),
        ({Kind.ORGANIZATION}, {"organization/c", "other/d"}),
        ({Kind.PLACE}, {"other/d"}),
        (None, {"person/a", "person/b", "organization/c", "other/d"}),
    ],
)
def test_only_the_kinds_that_are_asked_for(
    alike: Snapshot, matcher: Matcher, parser: Parser, kinds: set[Kind] | None, owners: set[str]
) -> None:
    index = CandidateIndex(alike, matcher.similarity)
    mention = "Melantha Quorvin"
    parses = [parser.parse(mention, kind) for kind in (Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE)]
    found = index.find(parses, kinds=None if kinds is None else frozenset(kinds))
    assert {alike.entity_id(alike.alias_entity[alias]) for alias in found} == owners


def test_equal_names_are_in_the_order_of_their_ids(
    language: Language, matcher: Matcher, parser: Parser
) -> None:
    ids = [f"person/{letter}" for letter in "qdzafkbmxc"]
    snapshot = Snapshot(
        compile_entities([Entity(each, Kind.PERSON, "Melantha Quorvin") for each in ids], language)
    )
    found = CandidateIndex(snapshot, matcher.similarity).find([parser.parse("Melanta Quorvin", Kind.PERSON)])
    assert [snapshot.entity_id(snapshot.alias_entity[alias]) for alias in found] == sorted(ids)[:8]


def test_the_order_does_not_depend_on_what_was_asked_before(
    names: list[str], snapshot: Snapshot, language: Language
) -> None:
    mentions = [mention for _, mention in questions(names)]

    def answers(order: list[str]) -> dict[str, list[int]]:
        fresh = CandidateIndex(snapshot, Matcher(language).similarity)
        parse = Parser(language).parse
        return {mention: fresh.find([parse(mention, Kind.PERSON)]) for mention in order}

    assert answers(mentions) == answers(mentions[::-1])


def test_the_order_of_the_entities_does_not_matter(
    names: list[str], snapshot: Snapshot, language: Language, parser: Parser, index: CandidateIndex
) -> None:
    entities = [Entity(f"person/{number:05}", Kind.PERSON, name) for number, name in enumerate(names)]
    Random(3).shuffle(entities)
    other = CandidateIndex(
        Snapshot(compile_entities(entities, language, parser)), Matcher(language).similarity
    )
    for _, mention in questions(names):
        parsed = [parser.parse(mention, Kind.PERSON)]
        assert other.find(parsed) == index.find(parsed)


def test_the_hash_seed_does_not_matter(
    sources: Path, names: list[str], index: CandidateIndex, parser: Parser
) -> None:
    here = [index.find([parser.parse(mention, Kind.PERSON)]) for _, mention in questions(names)]
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, __file__, str(sources)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout == f"{here}\n"


def main() -> None:
    """The answers of a process of its own, printed."""
    language = language_of(compile_language(Path(sys.argv[1])))
    listed = invented_names(NAMES)
    entities = [Entity(f"person/{number:05}", Kind.PERSON, name) for number, name in enumerate(listed)]
    own = Snapshot(compile_entities(entities, language))
    index, parser = CandidateIndex(own, Matcher(language).similarity), Parser(language)
    found = [index.find([parser.parse(mention, Kind.PERSON)]) for _, mention in questions(listed)]
    sys.stdout.write(f"{found}\n")


if __name__ == "__main__":
    main()

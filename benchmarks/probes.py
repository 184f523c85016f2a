"""One measurement inside one process: ``python -m benchmarks.probes NAME`` prints it as JSON.

The names come from the repository's own gazetteers and pairs, so a figure can be had again anywhere. Each
probe warms up on other names than those it measures, and gives a digest of its answers: a change that is
faster and answers otherwise is no speed-up.
"""

import csv
import hashlib
import io
import json
import sys
import time
import zlib
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from benchmarks import data
from benchmarks.data import Pair
from benchmarks.memory import peak_mb

ROUNDS = 20_000
NAMES = 500
WARM_UP = 20
SHORTEST = 5
BUILT = 5_000

# Microseconds of CPU time for one, and the answers.
Item = TypeVar("Item")
Measured = tuple[float, list[str]]


def canonicalize() -> Measured:
    """`canonicalize` on names that are aliases as written, each asked many times."""
    import aliaskit

    return _rounds(aliaskit.canonicalize, _exact_names())


def resolve_exact() -> Measured:
    """`resolve` on names that are aliases as written, each asked many times."""
    from aliaskit import Resolver

    resolver = Resolver.default()
    return _rounds(lambda name: resolver.resolve(name).canonical, _exact_names())


def dict_lookup() -> Measured:
    """A dictionary of casefolded names, asked the same."""
    names = {name.casefold(): entity.id for entity in data.read_own_entities() for name in entity.names}
    return _rounds(lambda name: names.get(name.casefold()), _exact_names())


def resolve_fuzzy() -> Measured:
    """`resolve` on names with a letter dropped, each asked once."""
    from aliaskit import Resolver

    resolver = Resolver.default()
    return _once(lambda name: resolver.resolve(name).canonical, _misspelt_names())


def extract_one() -> Measured:
    """Rapidfuzz's `extractOne` with WRatio over all names of the gazetteers, asked the same."""
    from rapidfuzz import fuzz, process, utils

    choices = [utils.default_process(name) for entity in data.read_own_entities() for name in entity.names]
    return _once(
        lambda name: process.extractOne(utils.default_process(name), choices, scorer=fuzz.WRatio)[0],
        _misspelt_names(),
    )


def resolve_many() -> Measured:
    """`resolve_many` on half exact, half misspelt names, all at once."""
    from aliaskit import Resolver

    resolver = Resolver.default()
    misspelt = _misspelt_names()
    resolver.resolve_many(misspelt[:WARM_UP])
    names = _exact_names() + misspelt[WARM_UP:]
    start = time.process_time()
    answers = resolver.resolve_many(names)
    spent = time.process_time() - start
    return 1e6 * spent / len(names), [answer.canonical or "" for answer in answers]


def extract_many() -> Measured:
    """Rapidfuzz's `extractOne` with WRatio on the same names, one after another."""
    from rapidfuzz import fuzz, process, utils

    choices = [utils.default_process(name) for entity in data.read_own_entities() for name in entity.names]
    names = _exact_names() + _misspelt_names()[WARM_UP:]
    return _once(
        lambda name: process.extractOne(utils.default_process(name), choices, scorer=fuzz.WRatio)[0], names
    )


def compare() -> Measured:
    """`compare` of raw strings, each pair once."""
    from aliaskit import compare as held_against

    def judge(pair: Pair) -> str:
        return held_against(pair.a, pair.b, kind=pair.kind, names_only=True).judgement.name

    return _once(judge, _pairs())


def wratio() -> Measured:
    """Rapidfuzz's WRatio of the same pairs after default_process."""
    from rapidfuzz import fuzz, utils

    def judge(pair: Pair) -> str:
        return f"{fuzz.WRatio(pair.a, pair.b, processor=utils.default_process):.3f}"

    return _once(judge, _pairs())


def build() -> Measured:
    """A snapshot of 5,000 entities of three names each, per entity."""
    from aliaskit import Gazetteer, Resolver

    made = _made_entities(BUILT)
    Resolver.default()
    start = time.process_time()
    resolver = Resolver([Gazetteer.from_entities(made)])
    spent = time.process_time() - start
    return 1e6 * spent / len(made), [resolver.resolve(str(made[7]["name"])).canonical or ""]


def read_rows() -> Measured:
    """The same entities read from a CSV into dictionaries, per entity."""
    text = io.StringIO()
    writer = csv.writer(text)
    for entity in _made_entities(BUILT):
        writer.writerow([entity["id"], entity["name"], *entity["aliases"]])  # type: ignore[misc]
    start = time.process_time()
    rows = list(csv.reader(io.StringIO(text.getvalue())))
    owners = {name.casefold(): row[0] for row in rows for name in row[1:]}
    spent = time.process_time() - start
    return 1e6 * spent / len(rows), [str(len(owners))]


PROBES: dict[str, Callable[[], Measured]] = {
    probe.__name__: probe
    for probe in (
        canonicalize,
        resolve_exact,
        dict_lookup,
        resolve_fuzzy,
        extract_one,
        resolve_many,
        extract_many,
        compare,
        wratio,
        build,
        read_rows,
    )
}


def main(arguments: list[str]) -> int:
    """The exit code: 0 with the figure printed, 2 for an unknown probe."""
    if len(arguments) != 1 or arguments[0] not in PROBES:
        print(f"usage: python -m benchmarks.probes {'|'.join(PROBES)}", file=sys.stderr)
        return 2
    value, answers = PROBES[arguments[0]]()
    digest = hashlib.sha256("\n".join(answers).encode()).hexdigest()[:12]
    told = {"probe": arguments[0], "value": value, "peak_mb": peak_mb(), "answers": digest}
    print(json.dumps(told))
    return 0


def _exact_names() -> list[str]:
    """Names from the gazetteers, one per entity, in an order that is no alphabet."""
    return sorted({entity.names[0] for entity in data.read_own_entities()}, key=_shuffled)[:NAMES]


def _misspelt_names() -> list[str]:
    return sorted({_misspelt(name) for name in _exact_names()} - {""}, key=_shuffled)


def _pairs() -> list[Pair]:
    found = [pair for path in sorted(data.OWN_PAIRS.glob("*.csv")) for pair in data.read_own_pairs(path)]
    return sorted(found, key=lambda pair: _shuffled(f"{pair.a}\t{pair.b}"))


def _made_entities(count: int) -> list[dict[str, object]]:
    """Invented persons with two aliases each."""
    starts, middles, ends = (
        ["Bra", "Del", "Fen", "Gor", "Hal", "Jor", "Kel", "Lun", "Mar", "Nor"],
        ["a", "e", "i", "o", "u"],
        ["ck", "ld", "mm", "n", "rt"],
    )
    words = [f"{start}{middle}{end}" for start in starts for middle in middles for end in ends]
    made: list[dict[str, object]] = []
    for number in range(count):
        given, family = (
            words[number % 250],
            words[(number * 7 + number // 250) % 250] + words[number // 25 % 250].lower(),
        )
        name = f"{given} {family}"
        aliases = [f"{family}, {given}", f"{given[0]}. {family}"]
        made.append({"id": f"person/{number}", "kind": "person", "name": name, "aliases": aliases})
    return made


def _rounds(function: Callable[[str], object], names: Sequence[str]) -> Measured:
    answers = [str(function(name)) for name in names]
    rounds = -(-ROUNDS // len(names))
    start = time.process_time()
    for _ in range(rounds):
        for name in names:
            function(name)
    return 1e6 * (time.process_time() - start) / (rounds * len(names)), answers


def _once(function: Callable[[Item], object], items: Iterable[Item]) -> Measured:
    listed = list(items)
    for item in listed[:WARM_UP]:
        function(item)
    start = time.process_time()
    answers = [str(function(item)) for item in listed[WARM_UP:]]
    return 1e6 * (time.process_time() - start) / len(answers), answers


def _misspelt(name: str) -> str:
    """The name without one letter inside its longest word, empty if that word is too short."""
    word = max(name.split(), key=len, default="")
    if len(word) < SHORTEST:
        return ""
    position = 1 + _shuffled(name) % (len(word) - 2)
    return name.replace(word, word[:position] + word[position + 1 :], 1)


def _shuffled(text: str) -> int:
    return zlib.crc32(text.encode())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

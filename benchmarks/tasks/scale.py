"""`scale`: building, memory and fuzzy queries as a gazetteer grows; each size in a process of its own."""

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.memory import peak_mb
from benchmarks.records import Figure

ROOT = Path(__file__).parent.parent.parent
QUERIES = 300
# Beyond this a search through all names takes longer than anybody waits.
MOST_SEARCHED = 100_000
_ONSETS = [
    "b",
    "br",
    "d",
    "dr",
    "f",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "kl",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "r",
    "s",
    "st",
    "t",
]
_VOWELS = ["a", "e", "i", "o", "u", "ai", "ei", "ou"]
_CODAS = ["b", "ck", "d", "ff", "g", "l", "ld", "m", "n", "nd", "r", "rt", "s", "st", "x"]


def invented_names(count: int) -> Iterator[str]:
    """Names of invented persons: two or three words of two syllables, all different."""
    chance = random.Random("scale")
    seen: set[str] = set()
    while len(seen) < count:
        words = [_word(chance) for _ in range(chance.choice((2, 2, 2, 3)))]
        name = " ".join(words)
        if name not in seen:
            seen.add(name)
            yield name


def figures(benchmark: str, size: int, told: Callable[[str], None]) -> list[Figure]:
    """The figures of one size: build, memory, time of a misspelt query, share of right answers."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.tasks.scale", str(size)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    told(f"{benchmark}: {size} names")
    values: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return [
        Figure(benchmark, "aliaskit", "all", "own", metric, value, size) for metric, value in values.items()
    ]


def measured(size: int) -> dict[str, float]:
    """The values, measured in this process."""
    from aliaskit import Gazetteer, Resolver

    names = list(invented_names(size))
    start = time.process_time()
    resolver = Resolver(
        [
            Gazetteer.from_entities(
                {"id": f"person/{place}", "kind": "person", "name": name} for place, name in enumerate(names)
            )
        ]
    )
    built = time.process_time() - start
    chance = random.Random("queries")
    asked = [(place, _slip(names[place], chance)) for place in chance.sample(range(size), QUERIES + 20)]
    for _, text in asked[:20]:
        resolver.resolve(text, kind="person")
    start = time.process_time()
    right = sum(_is(resolver.resolve(text, kind="person").entity, place) for place, text in asked[20:])
    spent = time.process_time() - start
    found = {
        "build_us_per_name": 1e6 * built / size,
        "fuzzy_us": 1e6 * spent / QUERIES,
        "right": right / QUERIES,
        "peak_mb": peak_mb(),
    }
    if size <= MOST_SEARCHED:
        from rapidfuzz import fuzz, process

        few = asked[20:60]
        start = time.process_time()
        hits = sum(
            process.extractOne(text, names, scorer=fuzz.token_sort_ratio)[2] == place for place, text in few
        )
        baseline = 1e6 * (time.process_time() - start) / len(few)
        found |= {
            "extract_one_us": baseline,
            "cpu_ratio": found["fuzzy_us"] / baseline,
            "extract_one_right": hits / len(few),
        }
    return found


def _is(entity: object, place: int) -> bool:
    return getattr(entity, "id", None) == f"person/{place}"


def _word(chance: random.Random) -> str:
    syllables = chance.choice((2, 2, 3))
    parts = [chance.choice(_ONSETS) + chance.choice(_VOWELS) for _ in range(syllables)]
    return ("".join(parts) + chance.choice(_CODAS)).capitalize()


def _slip(name: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(name) - 1)
    return name[:place] + name[place + 1 :]


if __name__ == "__main__":
    print(json.dumps(measured(int(sys.argv[1]))))

"""One measurement inside one process: `python -m benchmarks.probes NAME` prints it as JSON.

The names come from the repository's own gazetteers and pairs, so a figure can be had again
anywhere. Each probe warms up on other names than those it measures, or says that it does not.
"""

import json
import sys
import time
import zlib
from collections.abc import Callable, Iterable

from benchmarks.data import read_own_entities, read_own_pairs

CALLS = 20_000
NAMES = 500
WARM_UP = 20
SHORTEST = 5


class ProbeError(Exception):
    """A probe that found nothing to measure."""


def canonicalize() -> tuple[float, int]:
    """Mean µs of `canonicalize` on names that are aliases as written, each asked many times."""
    import aliaskit

    # Offered by the package or by the resolver, whichever it is.
    owner = aliaskit if hasattr(aliaskit, "canonicalize") else aliaskit.Resolver.default()
    return _mean_of_rounds(owner.canonicalize, _exact_names())


def exact() -> tuple[float, int]:
    """Mean µs of `resolve` on names that are aliases as written, each asked many times."""
    from aliaskit import Resolver

    return _mean_of_rounds(Resolver.default().resolve, _exact_names())


def fuzzy() -> tuple[float, int]:
    """Mean µs of `resolve` on such names with one letter dropped, each asked once.

    The process has answered the names as written before.
    """
    from aliaskit import Resolver

    resolver = Resolver.default()
    queries = sorted({_misspelt(name) for name in _exact_names()} - {""}, key=_shuffled)
    for query in queries[:WARM_UP]:
        resolver.resolve(query)
    spent = []
    for query in queries[WARM_UP:]:
        start = time.process_time_ns()
        found = resolver.resolve(query)
        nanoseconds = time.process_time_ns() - start
        if found.reason.name != "ALIAS":
            spent.append(nanoseconds)
    if not spent:
        raise ProbeError("no name stays fuzzy with a letter dropped")
    return sum(spent) / len(spent) / 1000, len(spent)


def compare() -> tuple[float, int]:
    """Comparisons per second of CPU time, from raw strings, each pair once."""
    from aliaskit import compare as held_against

    pairs = sorted(read_own_pairs(), key=lambda pair: _shuffled(f"{pair.a}\t{pair.b}"))
    for pair in pairs[:WARM_UP]:
        held_against(pair.a, pair.b, kind=pair.kind, names_only=True)
    measured = pairs[WARM_UP:]
    if not measured:
        raise ProbeError(f"more than {WARM_UP} pairs are needed")
    start = time.process_time()
    for pair in measured:
        held_against(pair.a, pair.b, kind=pair.kind, names_only=True)
    return len(measured) / (time.process_time() - start), len(measured)


PROBES: dict[str, Callable[[], tuple[float, int]]] = {
    "canonicalize": canonicalize,
    "exact": exact,
    "fuzzy": fuzzy,
    "compare": compare,
}


def main(arguments: list[str]) -> int:
    """The exit code: 0 with the figure printed, 2 for an unknown probe."""
    if len(arguments) != 1 or arguments[0] not in PROBES:
        print(f"usage: python -m benchmarks.probes {'|'.join(PROBES)}", file=sys.stderr)
        return 2
    value, calls = PROBES[arguments[0]]()
    print(json.dumps({"probe": arguments[0], "value": value, "calls": calls}))
    return 0


def _exact_names() -> list[str]:
    """Names from the gazetteers, one per entity, that the resolver finds as an alias."""
    from aliaskit import Resolver

    resolver = Resolver.default()
    names = sorted({entity.names[0] for entity in read_own_entities()}, key=_shuffled)[:NAMES]
    found = [name for name in names if resolver.resolve(name).reason.name == "ALIAS"]
    if not found:
        raise ProbeError("none of the gazetteers' names is found as an alias")
    return found


def _mean_of_rounds(function: Callable[[str], object], names: Iterable[str]) -> tuple[float, int]:
    asked = list(names)
    rounds = -(-CALLS // len(asked))
    for name in asked:
        function(name)
    start = time.process_time()
    for _ in range(rounds):
        for name in asked:
            function(name)
    calls = rounds * len(asked)
    return 1_000_000 * (time.process_time() - start) / calls, calls


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

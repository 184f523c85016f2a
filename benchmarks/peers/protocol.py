"""The talk of a runner with its host: JSON lines, the whole batch in, the whole batch out.

In: a line {"task", "engine", "thresholds"}, the items one per line, an empty line.

* pairs: {"a", "b", "kind"}
* resolve: first {"entity": {"id", "kind", "country", "names"}} for each, then {"query", "kind", "country"}
* cluster: {"name", "kind"}

Out: a line {"engine", "versions", "python"}, one line per pair, query or mention, a line {"cpu_seconds",
"setup_seconds", "peak_bytes"}.

* pairs: {"score"} from 0 to 1 or null; {"same"} too where the engine says so itself
* resolve: {"id", "score"}, the id null if nothing is found; {"linked", "ambiguous", "candidates"} likewise
* cluster: {"labels"}, a number for each threshold ("0.85"), or for the engine's own setting ("shipped")

A runner stands alone in an environment of its own: it imports this file, the standard library and, inside
its functions, the peer's packages. Inside, because what a library prints on import must not reach the host
either: `serve` turns standard output away first.
"""

import json
import os
import platform
import resource
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import metadata
from itertools import chain
from pathlib import Path
from typing import Any, TypeAlias

Row: TypeAlias = dict[str, object]

_KINDS = {"org": "organization", "organisation": "organization"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names to be compared."""

    a: str
    b: str
    kind: str | None


@dataclass(frozen=True, slots=True)
class Entity:
    """One of those who may be meant, with every way of writing its name."""

    id: str
    kind: str | None
    country: str | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A mention of somebody, perhaps of none of the entities."""

    text: str
    kind: str | None
    country: str | None


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a list that is to be grouped."""

    name: str
    kind: str | None


@dataclass(frozen=True, slots=True)
class Scope:
    """What the queries of one kind and country are asked against: names, and the entity of each."""

    kind: str | None
    country: str | None
    names: tuple[str, ...]
    ids: tuple[str, ...]

    def answer(self, place: int | None, score: float) -> Row:
        """The answer that the name at this place is meant; None: nothing found."""
        return nobody() if place is None else {"id": self.ids[place], "score": score}


PairsTask: TypeAlias = Callable[[str], Callable[[Sequence[Pair]], Sequence[Row]]]
ResolveTask: TypeAlias = Callable[[str, Sequence[Entity]], Callable[[Sequence[Query]], Sequence[Row]]]
ScopedTask: TypeAlias = Callable[[str, Scope], Callable[[Sequence[str]], Sequence[Row]]]
ClusterTask: TypeAlias = Callable[[str, Sequence[float]], Callable[[Sequence[Mention]], Sequence[Row]]]


def serve(
    packages: Mapping[str, Sequence[str]],
    *,
    pairs: PairsTask | None = None,
    resolve: ResolveTask | None = None,
    scoped: ScopedTask | None = None,
    cluster: ClusterTask | None = None,
) -> None:
    """Read one request, answer it.

    Each task is a function that sets up and gives back the function that works; their CPU times are told
    apart. `packages` are those whose versions are reported, by engine. `scoped` is `resolve` for an engine
    that knows nothing of kinds and countries: it is set up once for each pair of them that is asked for.
    """
    out = _own_output()
    head, *lines = _request()
    engine = head["engine"]
    _write(out, {"engine": engine, "versions": _versions(packages[engine]), "python": sys.version.split()[0]})
    start = cpu_seconds()
    if not lines:  # only the versions are asked for
        work: Callable[[], Sequence[Row]] = list
    elif head["task"] == "pairs" and pairs:
        batch = [Pair(line["a"], line["b"], _kind(line)) for line in lines]
        work = partial(pairs(engine), batch)
    elif head["task"] == "cluster" and cluster:
        mentions = [Mention(line["name"], _kind(line)) for line in lines]
        work = partial(cluster(engine, [float(each) for each in head["thresholds"]]), mentions)
    elif head["task"] == "resolve" and (resolve or scoped):
        work = _resolving(engine, lines, resolve, scoped)
    else:
        raise SystemExit(f"{engine} has no task {head['task']!r}")
    ready = cpu_seconds()
    rows = work()
    done = cpu_seconds()
    for row in rows:
        _write(out, row)
    # The start of the interpreter is the same for all, so only the peer's own set-up is counted.
    _write(out, {"cpu_seconds": done - ready, "setup_seconds": ready - start, "peak_bytes": _peak_bytes()})


def best_answers(scope: "Scope", count: int, found: Iterable[tuple[int, int, float]]) -> list[Row]:
    """The answers to ``count`` queries: of (query, place, score) the best, of equals the first place."""
    best: dict[int, tuple[float, int]] = {}
    for query, place, score in found:
        best[query] = max(best.get(query, (0.0, 0)), (score, -place))
    return [
        scope.answer(-best[query][1], best[query][0]) if query in best else nobody() for query in range(count)
    ]


def nobody() -> Row:
    """The answer that nothing was found."""
    return {"id": None, "score": 0.0}


def scores(values: Iterable[float | None]) -> list[Row]:
    """The answers to pairs: each score from 0 to 1, None for no opinion."""
    return [{"score": None if value is None else min(1.0, max(0.0, float(value)))} for value in values]


def threshold_key(threshold: float) -> str:
    """The key under which the labels at a threshold are given."""
    return f"{threshold:.2f}"


def own_labels(keys: Iterable[str]) -> list[Row]:
    """The answers to mentions of an engine without a score: equal keys, one group.

    A mention with an empty key is alone.
    """
    places: dict[str, int] = {}
    return [
        {"labels": {"shipped": places.setdefault(key, place) if key else place}}
        for place, key in enumerate(keys)
    ]


def components(count: int, edges: Iterable[tuple[int, int, float]], thresholds: Sequence[float]) -> list[Row]:
    """The answers to mentions: at each threshold the groups that pairs at or above it hold together.

    Each group is labelled by its first mention.
    """
    # Rounded, because .85 of a percentage is .8500000000000001 or .8499999999999999.
    known = sorted(((round(score, 6), a, b) for a, b, score in edges), reverse=True)
    parents = list(range(count))
    labels: dict[str, list[int]] = {}
    done = 0
    for threshold in sorted(thresholds, reverse=True):
        while done < len(known) and known[done][0] >= threshold:
            low, high = sorted((_root(parents, known[done][1]), _root(parents, known[done][2])))
            parents[high] = low
            done += 1
        labels[threshold_key(threshold)] = [_root(parents, place) for place in range(count)]
    return [{"labels": {key: found[place] for key, found in labels.items()}} for place in range(count)]


def cpu_seconds() -> float:
    """The processor time of this process, its threads and its ended children."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def _own_output() -> int:
    """A handle to standard output; what anybody else prints goes to standard error from now on."""
    out = os.dup(1)
    os.dup2(2, 1)
    return out


def _request() -> list[dict[str, Any]]:
    lines = []
    for line in sys.stdin.buffer:
        if not line.strip():
            break
        lines.append(json.loads(line))
    return lines


def _write(out: int, row: Row) -> None:
    data = json.dumps(row).encode("ascii") + b"\n"
    while data:
        data = data[os.write(out, data) :]


def _resolving(
    engine: str, lines: Sequence[dict[str, Any]], resolve: ResolveTask | None, scoped: ScopedTask | None
) -> Callable[[], Sequence[Row]]:
    entities = [_entity(line["entity"]) for line in lines if "entity" in line]
    queries = [
        Query(line["query"], _kind(line), line.get("country")) for line in lines if "entity" not in line
    ]
    if resolve:
        return partial(resolve(engine, entities), queries)
    assert scoped
    places: dict[tuple[str | None, str | None], list[int]] = {}
    for place, query in enumerate(queries):
        places.setdefault((query.kind, query.country), []).append(place)
    ready = [
        (asked, scoped(engine, scope) if scope.names else _nobody_known)
        for (kind, country), asked in places.items()
        for scope in [_scope(entities, kind, country)]
    ]

    def work() -> Sequence[Row]:
        answered: dict[int, Row] = {}
        for asked, find in ready:
            found = find([queries[place].text for place in asked])
            answered.update(zip(asked, found, strict=True))
        return [answered[place] for place in range(len(queries))]

    return work


def _nobody_known(texts: Sequence[str]) -> list[Row]:
    return [nobody() for _ in texts]


def _scope(entities: Sequence[Entity], kind: str | None, country: str | None) -> Scope:
    """The names of the entities whose kind and country, where both sides name them, are the same."""
    fitting = [
        entity
        for entity in entities
        if kind in (None, entity.kind) and (country is None or entity.country in (None, country))
    ]
    named = [[(name, entity.id) for name in dict.fromkeys(entity.names)] for entity in fitting]
    names, ids = zip(*chain.from_iterable(named), strict=True) if any(named) else ((), ())
    return Scope(kind, country, names, ids)


def _entity(line: Mapping[str, Any]) -> Entity:
    names = tuple(name for name in line["names"] if name.strip())
    return Entity(line["id"], _kind(line), line.get("country"), names)


def _kind(line: Mapping[str, Any]) -> str | None:
    kind = line.get("kind") or None
    return _KINDS.get(kind, kind) if kind else None


def _root(parents: list[int], number: int) -> int:
    while parents[number] != number:
        parents[number] = parents[parents[number]]
        number = parents[number]
    return number


def _versions(packages: Iterable[str]) -> dict[str, str]:
    found = {}
    for package in packages:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            found[package] = "not installed"
    return found


def _peak_bytes() -> int:
    """The most memory that was resident at once.

    Linux's getrusage may tell the parent's figure for a new process, so its status file is asked first.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        for line in status.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if platform.system() == "Darwin" else peak * 1024

"""Engines in processes of their own: what `engines.toml` says, their environments, their answers.

Nothing that goes wrong with an engine is an exception here: it is a `Failure` with one line that says what.
"""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

VARIABLE = "ALIASKIT_BENCH_ENVIRONMENTS"
ROOT = Path(__file__).parent.parent
DEFINITIONS = Path(__file__).with_name("engines.toml")
PEERS = Path(__file__).with_name("peers")
TASKS = ("pairs", "resolve", "cluster")
TIMEOUT = 3600.0
THRESHOLDS = (0.80, 0.82, 0.84, 0.86, 0.88, 0.90, 0.92, 0.94, 0.96)

Item: TypeAlias = Mapping[str, object]

_STAMP = "installed.json"
# What pip installs of the checkout; a change in it makes the environment stale.
_SOURCES = (
    "pyproject.toml",
    "hatch_build.py",
    "aliaskit/**/*.py",
    "gazetteers/**/*.yaml",
    "gazetteers/**/*.json",
)


class DefinitionError(Exception):
    """engines.toml does not say what it should."""


@dataclass(frozen=True, slots=True)
class Environment:
    """What an engine needs besides its runner: packages, and what the system has to have for them."""

    name: str
    requirements: tuple[str, ...]
    system: str = ""

    @property
    def local(self) -> bool:
        """Whether the checkout itself is installed in it."""
        return "." in self.requirements

    @property
    def folder(self) -> Path:
        """Where it is made: one folder for each list of requirements and version of Python."""
        base = os.environ.get(VARIABLE)
        home = Path(base).expanduser() if base else Path.home() / ".cache" / "aliaskit-benchmarks"
        made_of = json.dumps([sys.version_info[:2], str(ROOT) if self.local else "", self.requirements])
        return home / f"{self.name}-{hashlib.sha256(made_of.encode()).hexdigest()[:12]}"

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / "bin" / "python"


@dataclass(frozen=True, slots=True)
class Engine:
    """One engine as engines.toml describes it."""

    name: str
    tasks: frozenset[str]
    kinds: frozenset[str]
    environment: Environment
    runner: Path
    threshold: float | None
    description: str

    def is_for(self, task: str, kind: str | None = None) -> bool:
        """Whether it has the task and is made for the kind; of an unknown kind all are."""
        return task in self.tasks and (not self.kinds or kind is None or kind in self.kinds)


@dataclass(frozen=True, slots=True)
class Answers:
    """What a runner answered: one row per pair, query or mention, and what it took."""

    engine: str
    versions: Mapping[str, str]
    python: str
    rows: tuple[Mapping[str, Any], ...]
    cpu_seconds: float
    setup_seconds: float
    peak_bytes: int


@dataclass(frozen=True, slots=True)
class Failure:
    """An engine that gives no answers, and why in one line."""

    engine: str
    reason: str


def engines(path: Path = DEFINITIONS) -> dict[str, Engine]:
    """Every engine by its name, in the order of the file.

    Raises:
        DefinitionError: a field is missing, unknown or names nothing that is there.
    """
    with path.open("rb") as file:
        content = tomllib.load(file)
    environments = {
        name: Environment(name, tuple(fields["requirements"]), fields.get("system", ""))
        for name, fields in content["environments"].items()
    }
    found: dict[str, Engine] = {}
    for fields in content["engines"]:
        engine = _engine(path, fields, environments)
        if engine.name in found:
            raise DefinitionError(f"{path}: two engines are named {engine.name}")
        found[engine.name] = engine
    return found


def build(engine: Engine) -> Failure | None:
    """None when the engine's environment is there, made now if it was not; otherwise what pip said last."""
    environment = engine.environment
    stamp = environment.folder / _STAMP
    wanted = json.dumps({"requirements": environment.requirements, "source": _source(environment)})
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return None
    # Without the stamp it is the rest of an attempt that was broken off.
    shutil.rmtree(environment.folder, ignore_errors=True)
    folder = str(environment.folder)
    problem = _failed([sys.executable, "-m", "venv", folder]) or _failed(
        [*(str(environment.python), "-m", "pip", "install", "--quiet"), *environment.requirements]
    )
    if problem:
        needs = f" (needs {environment.system})" if environment.system else ""
        return Failure(engine.name, f"{environment.name} does not install{needs}: {problem}")
    stamp.write_text(wanted, encoding="utf-8")
    return None


def ask(
    engine: Engine,
    task: str,
    items: Sequence[Item],
    *,
    entities: Iterable[Item] = (),
    thresholds: Sequence[float] = THRESHOLDS,
    timeout: float = TIMEOUT,
    python: Path | None = None,
) -> Answers | Failure:
    """The engine's answers to all items at once.

    The items are {"a", "b", "kind"} for pairs, {"query", "kind", "country"} for resolve, with `entities`
    {"id", "kind", "country", "names"}, and {"name", "kind"} for cluster, with `thresholds` for the engines
    that have a score. What they answer stands in `peers/protocol.py`. `python` is another interpreter than
    that of the engine's environment.
    """
    if task not in engine.tasks:
        return Failure(engine.name, f"has no task {task}")
    if python is None and (failure := build(engine)):
        return failure
    head = {"task": task, "engine": engine.name, "thresholds": list(thresholds)}
    lines = [head, *({"entity": entity} for entity in entities), *items]
    request = "".join(json.dumps(line) + "\n" for line in lines) + "\n"
    command = [str(python or engine.environment.python), str(engine.runner)]
    try:
        output, errors, code = _run(command, request, timeout)
    except subprocess.TimeoutExpired:
        return Failure(engine.name, f"{task}: no answer within {timeout:g} s")
    except OSError as error:
        return Failure(engine.name, f"{task}: {error}")
    if code:
        return Failure(engine.name, f"{task}: ended with {code}: {_last(errors.splitlines())}")
    try:
        return _answers(engine.name, [json.loads(line) for line in output.splitlines()], len(items))
    except (ValueError, KeyError, TypeError) as error:
        return Failure(engine.name, f"{task}: not the protocol: {type(error).__name__}: {error}")


def versions(chosen: Iterable[Engine] | None = None) -> dict[str, Mapping[str, str]]:
    """The versions of each engine's packages, by engine; none where it is unavailable."""
    found: dict[str, Mapping[str, str]] = {}
    for engine in engines().values() if chosen is None else chosen:
        answers = ask(engine, min(engine.tasks), ())
        found[engine.name] = answers.versions if isinstance(answers, Answers) else {}
    return found


def _engine(path: Path, fields: dict[str, Any], environments: Mapping[str, Environment]) -> Engine:
    name = fields.get("name", "an engine without a name")
    required = {"name", "tasks", "environment", "runner", "description"}
    if missing := sorted(required - set(fields)):
        raise DefinitionError(f"{path}: {name} lacks {', '.join(missing)}")
    if unknown := sorted(set(fields) - required - {"kinds", "threshold"}):
        raise DefinitionError(f"{path}: {name} has unknown fields: {', '.join(unknown)}")
    if strange := sorted(set(fields["tasks"]) - set(TASKS)):
        raise DefinitionError(f"{path}: {name} has unknown tasks: {', '.join(strange)}")
    if fields["environment"] not in environments:
        raise DefinitionError(f"{path}: {name} names no environment: {fields['environment']}")
    runner = PEERS / fields["runner"]
    if not runner.is_file():
        raise DefinitionError(f"{path}: {name} names no runner: {fields['runner']}")
    return Engine(
        name,
        frozenset(fields["tasks"]),
        frozenset(fields.get("kinds", ())),
        environments[fields["environment"]],
        runner,
        fields.get("threshold"),
        fields["description"],
    )


def _source(environment: Environment) -> str:
    """A digest of what is installed of the checkout, empty where nothing is."""
    if not environment.local:
        return ""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in _SOURCES for path in ROOT.glob(pattern) if path.is_file()}):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _failed(command: Sequence[str]) -> str:
    """Empty if the command succeeds, otherwise the last line of its error."""
    try:
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False
        )
    except OSError as error:
        return str(error)
    if not done.returncode:
        return ""
    # pip ends with hints, so the last line that calls itself an error, if any does.
    complaints = [line for line in done.stderr.splitlines() if line.strip().lower().startswith("error")]
    return _last(complaints or done.stderr.splitlines()) or f"ended with {done.returncode}"


def _run(command: Sequence[str], request: str, timeout: float) -> tuple[str, str, int]:
    """What the command writes to output and error for this input, and its exit code."""
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=_surroundings(),
        start_new_session=True,
    ) as process:
        try:
            output, errors = process.communicate(request, timeout)
        except BaseException:
            # The group: some libraries start processes of their own.
            os.killpg(process.pid, signal.SIGKILL)
            raise
        return output, errors, process.returncode


def _answers(engine: str, lines: Sequence[dict[str, Any]], count: int) -> Answers:
    if len(lines) != count + 2:
        raise ValueError(f"{len(lines)} lines for {count} items, expected {count + 2}")
    head, *rows, end = lines
    return Answers(
        engine,
        head["versions"],
        head["python"],
        tuple(rows),
        float(end["cpu_seconds"]),
        float(end["setup_seconds"]),
        int(end["peak_bytes"]),
    )


def _surroundings() -> dict[str, str]:
    """The variables of a runner: no packages from elsewhere, the same order of sets in every run."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    return {**kept, "PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}


def _last(lines: Sequence[str]) -> str:
    """The last line that is not blank, empty if there is none."""
    return next((line.strip() for line in reversed(lines) if line.strip()), "")

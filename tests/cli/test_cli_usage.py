"""Wrong usage, errors, help and its examples: exit codes and what is said."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
from cli_runs import OWN, run

import aliaskit
from aliaskit.cli import cli, main


def told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[object, str]:
    """The exit code of the program as it is installed, and what it says on stderr."""
    monkeypatch.setattr(sys, "argv", ["aliaskit", *arguments])
    with pytest.raises(SystemExit) as caught:
        main()
    return caught.value.code, capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("", "Usage: aliaskit"),
        ("bogus", "No such command 'bogus'"),
        ("canonicalize --bogus x", "--bogus"),
        ("canonicalize x --kind robot", "'robot' is no kind; use person, organization, place or other"),
        (
            "canonicalize x --country USA",
            "'USA' is no country; use the two-letter code (ISO 3166-1), such as US",
        ),
        ("clean own.csv -c name --country Ü1", "'Ü1' is no country; use the two-letter code"),
        (
            "canonicalize x --no-default",
            "--no-default leaves nothing to resolve against; give --gazetteer FILE",
        ),
        ("compare x", "Missing argument 'B'"),
        ("compare x y z", "unexpected extra argument (z)"),
        ("clean own.csv", "say which column holds the names: -c COLUMN (there are name, canonical)"),
        ("clean -c name", "Missing argument 'FILE|-'"),
        ("clean own.csv -c name", "own.csv already has a column"),
        ("gazetteer bogus", "No such command 'bogus'"),
        ("gazetteer show", "Missing argument 'ID'"),
        ("gazetteer list --kind robot", "'robot' is no kind"),
        ("gazetteer build own.csv", "say where to write the snapshot: -o FILE.bin"),
    ],
)
def test_wrong_usage_exits_with_2(
    arguments: str,
    message: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (folder / "own.csv").write_text("name,canonical\nx,y\n")
    code, stderr = told(monkeypatch, capsys, *shlex.split(arguments))
    assert code == 2
    assert message in stderr
    assert "Traceback" not in stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("canonicalize x -g none.yaml", "none.yaml: there is no such file"),
        ("canonicalize x -g none.csv", "none.csv: there is no such file"),
        ("canonicalize x -g wrong.jsonl", "wrong.jsonl:1:2: not JSON: "),
        ("canonicalize x -g wrong.bin", "wrong.bin: this is no snapshot: "),
        ("compare x y -g wrong.jsonl", "wrong.jsonl:1:2: not JSON: "),
        ("clean none.csv -c name", "none.csv: cannot be read: No such file or directory"),
        ("clean own.csv -c nome", "own.csv: no column 'nome': there are 1 'id', 2 'name', 3 'kind'"),
        ("clean own.csv -c 9", "own.csv: no column '9': there are 1 'id'"),
        ("clean own.csv -c name --kind-column nix", "own.csv: no column 'nix': there are 1 'id'"),
        ("clean own.csv -c name -o none/out.csv", "none/out.csv: cannot be written: No such file"),
        ("clean own.csv -c name -d ab", "the delimiter must be one character"),
        ("gazetteer list -g wrong.bin", "wrong.bin: this is no snapshot: "),
        ("gazetteer show x -g none.yaml", "none.yaml: there is no such file"),
        ("gazetteer build none.yaml -o out.bin", "none.yaml: there is no such file"),
        ("gazetteer build wrong.jsonl -o out.bin", "wrong.jsonl:1:2: not JSON: "),
        ("gazetteer check none.yaml", "none.yaml: there is no such file"),
        ("gazetteer check none", "none: there is no such file"),
        ("gazetteer check empty", "empty: there is no .yaml file in this folder"),
        ("gazetteer build empty -o out.bin", "empty: there is no .yaml file in this folder"),
        ("gazetteer build own.csv -o none/x.bin", "none/x.bin: cannot be written: No such file or directory"),
        ("gazetteer build own.csv -o .", ".: cannot be written: Is a directory"),
        ("gazetteer build -o own.csv", "own.csv: cannot be written: File exists"),
        ("canonicalize x -g empty", "empty: this is a folder; give a file"),
        ("gazetteer check wrong.jsonl", "wrong.jsonl:1:2: not JSON: "),
    ],
)
def test_errors_exit_with_1_and_one_line(
    arguments: str,
    message: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (folder / "wrong.jsonl").write_text("{name: x}\n")
    (folder / "wrong.bin").write_text("no snapshot")
    (folder / "empty").mkdir()
    code, stderr = told(monkeypatch, capsys, *shlex.split(arguments))
    assert code == 1
    assert stderr.startswith(f"aliaskit: {message}")
    assert stderr.count("\n") == 1
    assert not (folder / "out.bin").exists()


def test_main_exits_with_0(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(monkeypatch, capsys, "canonicalize", "Zork", "-g", "own.csv", "--no-default") == (0, "")


@pytest.mark.parametrize("arguments", ["--help", "gazetteer --help", "gazetteer list", "clean many.csv -c 1"])
def test_a_reader_that_leaves_is_no_problem(folder: Path, arguments: str) -> None:
    (folder / "many.csv").write_text("name\n" + "Zork\n" * 5000)
    command = [sys.executable, "-m", "aliaskit", *arguments.split()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


@pytest.mark.parametrize("option", ["-V", "--version"])
def test_version(option: str) -> None:
    assert run(option).stdout == f"aliaskit {aliaskit.__version__}\n"


def commands(group: click.Group, *path: str) -> dict[tuple[str, ...], click.Command]:
    """Every command below a group by its words."""
    found: dict[tuple[str, ...], click.Command] = {}
    for name, command in group.commands.items():
        found[(*path, name)] = command
        if isinstance(command, click.Group):
            found |= commands(command, *path, name)
    return found


ALL = {(): cli, **commands(cli)}


def test_all_verbs_are_known_here() -> None:
    assert set(ALL) == {
        (),
        ("canonicalize",),
        ("compare",),
        ("normalize",),
        ("clean",),
        ("review",),
        ("evaluate",),
        ("gazetteer",),
        ("gazetteer", "check"),
        ("gazetteer", "build"),
        ("gazetteer", "show"),
        ("gazetteer", "list"),
    }


@pytest.mark.parametrize("path", ALL, ids=" ".join)
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_describes_every_option(path: tuple[str, ...], option: str) -> None:
    result = run(*path, option)
    assert result.exit_code == 0
    assert result.stdout.startswith("Usage: ")
    for parameter in ALL[path].params:
        for name in parameter.opts if isinstance(parameter, click.Option) else ():
            assert name in result.stdout
            assert parameter.help, name
    assert max(map(len, result.stdout.splitlines())) <= 110


EXAMPLES = [
    (" ".join(path), line.strip())
    for path, command in ALL.items()
    for line in (command.epilog or "").splitlines()
    if re.search(r"\baliaskit ", line) and line.startswith("  ")
]


def test_verbs_have_examples() -> None:
    assert {verb for verb, _ in EXAMPLES} == {" ".join(path) for path in ALL}
    for path in ALL:
        printed = run(*path, "--help").stdout
        for line in (example for verb, example in EXAMPLES if verb == " ".join(path)):
            assert line in printed


@pytest.mark.parametrize(("verb", "example"), EXAMPLES)
def test_examples_run(folder: Path, verb: str, example: str) -> None:
    """Examples run as they are printed; the files that they name are laid out, what they pipe in is given."""
    (folder / "mentions.csv").write_text("kind,mention,article\nperson,Ivo Tarnwick,1\norg,,1\n")
    (folder / "decisions.csv").write_text("decision,a,b,kind,note\nsame,Ivo Tarnwick,Zork,person,\n")
    (folder / "people.csv").write_text("Name\nIvo Tarnwick\n")
    (folder / "staff.csv").write_text(OWN)
    (folder / "pairs.csv").write_text("a,b,label\nIvo Tarnwick,Tarnwick Ivo,1\n")
    *_, command = example.split(" | ")
    command, _, _ = command.partition(" > ")
    program, *arguments = shlex.split(command)
    assert program == "aliaskit"
    # An example of review goes on with what its output is for.
    assert verb in " ".join(arguments) or (verb, arguments[0]) == ("review", "clean")
    result = run(*arguments, stdin="Ivo Tarnwick\n" if "|" in example else None)
    assert result.exit_code in ((0, 1) if "--check" in arguments else (0,)), result.stderr
    if "-o" in arguments:
        assert (folder / arguments[arguments.index("-o") + 1]).exists()
    else:
        assert result.output.strip()

"""What the README shows is what happens: its sessions are executed, its commands exist."""

import ast
import contextlib
import doctest
import io
import re
from pathlib import Path

import click
import pytest

from aliaskit.cli import cli

README = Path(__file__).parent.parent / "README.md"
FENCE = re.compile(r"^(?P<fence>`{3,}|~{3,})(?P<info>[^\n`]*)\n(?P<code>.*?)^(?P=fence)[ \t]*$", re.M | re.S)


def blocks(language: str) -> list[tuple[int, str]]:
    """The fenced blocks in a language: the line on which the code begins, and the code."""
    text = README.read_text(encoding="utf-8")
    return [
        (text.count("\n", 0, match.start("code")) + 1, match["code"])
        for match in FENCE.finditer(text)
        if match["info"].split()[:1] == [language]
    ]


def sessions() -> list[tuple[int, str]]:
    return [
        (line, code) for language in ("python", "pycon") for line, code in blocks(language) if ">>>" in code
    ]


def verbs(group: click.Group) -> list[str]:
    """Every command with its words, groups left out."""
    found = []
    for name, command in group.commands.items():
        below = verbs(command) if isinstance(command, click.Group) else [""]
        found += [f"{name} {verb}".strip() for verb in below]
    return found


def test_the_readme_has_sessions() -> None:
    assert sessions()


def test_the_sessions_do_what_they_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From top to bottom in one namespace, as a reader types them."""
    monkeypatch.chdir(tmp_path)
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    names: dict[str, object] = {"__name__": "__main__"}
    report = io.StringIO()
    for line, code in sorted(sessions()):
        test = parser.get_doctest(code, names, f"README.md:{line}", str(README), line - 1)
        with contextlib.redirect_stdout(report):
            runner.run(test, out=report.write, clear_globs=False)
        names = test.globs
    assert runner.tries > 0
    assert runner.failures == 0, report.getvalue()


def test_every_python_block_is_python() -> None:
    for line, code in blocks("python"):
        if ">>>" not in code:
            with contextlib.suppress(IndentationError):
                ast.parse(code, f"README.md:{line}")


@pytest.mark.parametrize("verb", verbs(cli))
def test_every_verb_is_mentioned(verb: str) -> None:
    words = r"\s+".join(map(re.escape, verb.split()))
    assert re.search(rf"aliaskit\s+{words}\b", README.read_text(encoding="utf-8"))


def test_every_verb_that_is_mentioned_exists() -> None:
    known = {tuple(verb.split()) for verb in verbs(cli)} | {("gazetteer",)}
    for _, code in [*blocks("sh"), *blocks("bash"), *blocks("console"), *blocks("shell")]:
        for command in re.findall(r"(?:^|[|$;] ?)aliaskit +([a-z]+(?: +[a-z]+)?)", code, re.M):
            words = tuple(command.split())
            assert words in known or words[:1] in known, command

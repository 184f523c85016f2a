"""What the README shows is what happens: its sessions are executed, its commands exist."""

import ast
import contextlib
import doctest
import io
import re
from pathlib import Path

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


@pytest.mark.parametrize("verb", cli.commands)
def test_every_verb_is_mentioned(verb: str) -> None:
    assert re.search(rf"aliaskit\s+{verb}\b", README.read_text(encoding="utf-8"))


def test_every_verb_that_is_shown_exists() -> None:
    shown = {
        verb
        for language in ("sh", "bash", "console", "shell")
        for _, code in blocks(language)
        for verb in re.findall(r"(?:^|[|$;&/] ?)aliaskit +([a-z]+)\b", code, re.M)
    }
    assert shown
    assert shown <= set(cli.commands)

"""Text between markers in Markdown files, so that figures in a README are never typed by hand.

<!-- BEGIN: benchmarks NAME -->
whatever stands here is replaced
<!-- END: benchmarks NAME -->
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

_BEGIN = re.compile(r"^<!-- BEGIN: benchmarks (\S+) -->$", re.MULTILINE)


class SpliceError(Exception):
    """A file that cannot be spliced: which, and which marker it lacks."""


def spliced(text: str, parts: Mapping[str, str], where: object, wanted: Iterable[str] = ()) -> str:
    """The text with the parts between the markers of their names; what it has no markers for stays out.

    Raises:
        SpliceError: a wanted part has no marker, a marker has no end or names no part, or there is none.
    """
    names = _BEGIN.findall(text)
    for name in wanted:
        if name not in names:
            raise SpliceError(f"{where}: no line {_begin(name)}")
    if not names:
        raise SpliceError(f"{where}: no line {_begin('NAME')}; NAME is one of {', '.join(parts)}")
    for name in names:
        if name not in parts:
            raise SpliceError(f"{where}: {_begin(name)} names nothing; there are {', '.join(parts)}")
        start = text.index(_begin(name)) + len(_begin(name))
        end = text.find(f"\n{_end(name)}", start)
        following = _BEGIN.search(text, start)
        if end < 0 or (following is not None and following.start() < end):
            raise SpliceError(f"{where}: no line {_end(name)} after {_begin(name)}")
        text = f"{text[:start]}\n{parts[name].strip()}{text[end:]}"
    return text


def splice(path: Path, parts: Mapping[str, str], wanted: Iterable[str] = ()) -> bool:
    """Whether the file changed; the parts stand between its markers now.

    Raises:
        SpliceError: the file is not there, or its markers are not what they should be.
    """
    try:
        before = path.read_text(encoding="utf-8")
    except OSError as error:
        raise SpliceError(f"{path}: {error.strerror}") from error
    after = spliced(before, parts, path, wanted)
    if after != before:
        path.write_text(after, encoding="utf-8")
    return after != before


def _begin(name: str) -> str:
    return f"<!-- BEGIN: benchmarks {name} -->"


def _end(name: str) -> str:
    return f"<!-- END: benchmarks {name} -->"

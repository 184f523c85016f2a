"""JSON Lines: one object per line, and what its values are as text."""

import json
from collections.abc import Iterator
from typing import Any

from aliaskit.errors import TableError
from aliaskit.tables.decoding import Lines


class _Number(str):
    """A number as it was written: 1.10 and 007e3 are not ours to round."""

    __slots__ = ()


_decoder = json.JSONDecoder(parse_float=_Number, parse_int=_Number, parse_constant=_Number)


def read_records(lines: Lines) -> Iterator[tuple[int, dict[str, str]]]:
    """The objects of a file with their lines, every value as text.

    Strings stay as they are, numbers as they are written; null is empty, true and false are
    words, lists and objects are JSON text. Blank lines are passed over.

    Raises:
        TableError: A line is not one JSON object.
    """
    for line in lines:
        text = line.strip()
        if text:
            yield lines.number, _record(text, len(line) - len(line.lstrip()), lines)


def _record(text: str, indent: int, lines: Lines) -> dict[str, str]:
    """The cells of one line."""
    try:
        value = _decoder.decode(text)
        if isinstance(value, dict):
            return {key: _as_text(cell) for key, cell in value.items()}
    except json.JSONDecodeError as error:
        column, message = indent + error.colno, f"this is not JSON: {error.msg}"
    except RecursionError:
        column, message = indent + 1, "the JSON is nested too deeply"
    else:
        column, message = indent + 1, 'expected one JSON object per line, such as {"name": "…"}'
    raise TableError(message, path=lines.path, line=lines.number, column=column)


def _as_text(value: Any) -> str:
    """A JSON value as the text of a cell."""
    match value:
        case str():
            return str(value)
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case _:
            return _as_json(value)


def _as_json(value: Any) -> str:
    """A nested value as JSON text, with its numbers as they were written."""
    match value:
        case _Number():
            return str(value)
        case dict():
            return "{" + ", ".join(f"{_quoted(key)}: {_as_json(item)}" for key, item in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_as_json, value)) + "]"
        case str():
            return _quoted(value)
        case _:
            return json.dumps(value)


def _quoted(text: str) -> str:
    """A string as JSON, in its own script."""
    return json.dumps(text, ensure_ascii=False)

"""Typed values, as XLSX and Parquet have them, as the text of a cell."""

import json
import math
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any


def text_of(value: object) -> str:
    """The text of a value: no .0 at whole numbers, dates as in ISO 8601, TRUE and FALSE, nothing as "".

    Text stays as it is. A moment at midnight without a time zone is a date; what is nested is JSON.
    """
    if isinstance(value, str):
        return str(value)
    if value is None:
        return ""
    write = _TEXTS.get(type(value))
    # What pyarrow makes of times is now and then a subclass.
    return write(value) if write else _of_subclass(value)


def _of_subclass(value: object) -> str:
    """The text of a value whose very type is not in the table."""
    for kind, write in _TEXTS.items():
        if isinstance(value, kind):
            return write(value)
    return str(value)


def _of_float(value: float) -> str:
    """A number as it is read: whole ones without a point, none with an exponent unless it is extreme."""
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if value and not 1e-9 <= abs(value) < 1e21:
        return repr(value)
    text = format(Decimal(repr(value)), "f").removesuffix(".0")
    return "0" if text == "-0" else text


def _of_datetime(value: datetime) -> str:
    """A moment, or the date if it is midnight in no time zone."""
    if value.tzinfo is None and value.time() == time():
        return value.date().isoformat()
    return value.isoformat()


def _of_duration(value: timedelta) -> str:
    """Hours, minutes and seconds; hours go on beyond a day, as spreadsheets show them."""
    seconds, fraction = divmod(abs(value) // timedelta(microseconds=1), 1_000_000)
    text = f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if fraction:
        text += f".{fraction:06}".rstrip("0")
    return f"-{text}" if value < timedelta() else text


def _of_bytes(value: bytes) -> str:
    """Bytes as UTF-8; strays stay as lone surrogates, as in other tables."""
    return value.decode("utf-8", "surrogateescape")


def _of_nested(value: object) -> str:
    """A list or a map as JSON text, in its own script."""
    return json.dumps(_plain(value), ensure_ascii=False)


def _plain(value: object) -> object:
    """A nested value with nothing in it that JSON lacks."""
    match value:
        case dict():
            return {text_of(key): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case None | bool() | int():
            return value
        case float() if math.isfinite(value):
            return value
    return text_of(value)


_TEXTS: dict[type, Callable[[Any], str]] = {
    # bool before int and datetime before date: they are subclasses.
    bool: lambda value: "TRUE" if value else "FALSE",
    int: str,
    float: _of_float,
    Decimal: lambda value: format(value, "f"),
    datetime: _of_datetime,
    date: date.isoformat,
    time: time.isoformat,
    timedelta: _of_duration,
    bytes: _of_bytes,
    dict: _of_nested,
    list: _of_nested,
    tuple: _of_nested,
}

"""Containers written: the same sections give the same bytes, and a file appears whole or not."""

import json
import os
import secrets
import zlib
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import cast

from aliaskit.errors import SnapshotError
from aliaskit.storage.layout import (
    ALIGNMENT,
    CHECKED_PREFIX,
    DIGEST_BYTES,
    FORMAT_VERSION,
    ITEM_BYTES,
    MAGIC,
    PREFIX,
    Buffer,
    Section,
    aligned,
    require_little_endian,
)

_UNSIGNED = {1: "B", 2: "H", 4: "I", 8: "Q"}
_SIGNED = {1: "b", 2: "h", 4: "i", 8: "q"}


def write(path: Path, sections: Mapping[str, Section], *, header: Mapping[str, str | int]) -> None:
    """Nothing; `path` then holds the container, or what it held before if writing failed.

    The bytes go to a temporary file in the same directory that replaces `path` once they are on
    disk, so a process that has the old file mapped keeps it and none ever sees half a file.
    A symbolic link is followed.

    Raises:
        SnapshotError: The file cannot be written.
    """
    pieces = _pieces(sections, header)
    try:
        target = Path(path).resolve()
        # Not tempfile: its files are private, and a snapshot is to be as readable as the umask says.
        temporary = target.with_name(f".{target.name[:40]}.{secrets.token_hex(6)}.tmp")
        try:
            with temporary.open("xb") as file:
                file.writelines(pieces)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except (OSError, ValueError, RuntimeError) as error:
        # ValueError: a path without a name; RuntimeError: links in a circle.
        reason = getattr(error, "strerror", None) or error
        raise SnapshotError(f"cannot be written: {reason}", path=str(path)) from error


def to_bytes(sections: Mapping[str, Section], *, header: Mapping[str, str | int]) -> bytes:
    """The container that `write` would put into a file, as bytes for `Container.from_bytes`."""
    return b"".join(_pieces(sections, header))


def _pieces(sections: Mapping[str, Section], header: Mapping[str, str | int]) -> list[bytes | memoryview]:
    """The parts of the file in order; large sections are passed on without being copied."""
    require_little_endian()
    for field, value in header.items():
        # Not isinstance: a bool would come back as one.
        if type(field) is not str or type(value) not in (str, int):
            raise TypeError(f"header field {field!r} must be a str or an int, not {value!r}")
    table: list[tuple[str, str, int, int]] = []
    payload: list[bytes | memoryview] = []
    end = 0
    for name in sorted(sections):
        code, data = _encoded(name, sections[name])
        start = aligned(end)
        table.append((name, code, start, len(data)))
        payload += (bytes(start - end), data)
        end = start + len(data)
    digest = blake2b(digest_size=DIGEST_BYTES)
    for piece in payload:
        digest.update(piece)
    text = json.dumps(
        {"digest": digest.hexdigest(), "header": dict(header), "sections": table},
        sort_keys=True,
        separators=(",", ":"),
    ).encode("ascii")
    length = aligned(PREFIX.size + len(text)) - PREFIX.size
    text = text.ljust(length)
    prefix = PREFIX.pack(MAGIC, FORMAT_VERSION, length, PREFIX.size + length + end, 0)
    prefix = prefix[:CHECKED_PREFIX]
    crc = zlib.crc32(text, zlib.crc32(prefix)).to_bytes(4, "little")
    assert (len(prefix) + len(crc) + len(text)) % ALIGNMENT == 0
    return [prefix, crc, text, *payload]


def _encoded(name: str, section: Section) -> tuple[str, memoryview]:
    """The portable typecode of a section and its bytes."""
    try:
        # At runtime numpy arrays have the buffer protocol; their stubs say so from 3.12 on.
        view = memoryview(cast(Buffer, section))
    except TypeError:
        raise TypeError(f"section {name!r} has no buffer: {type(section).__name__}") from None
    code = _typecode(view)
    if code is None or view.ndim != 1:
        raise TypeError(
            f"section {name!r} must be one-dimensional and hold native integers or floats, not "
            f"{view.ndim} dimensions of format {view.format!r}"
        )
    # A view of nothing cannot be cast, and one with strides has to be gathered first.
    if not view.nbytes or not view.c_contiguous:
        view = memoryview(view.tobytes())
    return code, view.cast("B")


def _typecode(view: memoryview) -> str | None:
    """The typecode of fixed width; C's `l` and `L` are 4 or 8 bytes, as the platform likes."""
    code = view.format.removeprefix("@").removeprefix("<")
    if code in ("f", "d"):
        return code if view.itemsize == ITEM_BYTES[code] else None
    if len(code) != 1:
        return None
    if code in "BHILQN":
        return _UNSIGNED.get(view.itemsize)
    if code in "bhilqn":
        return _SIGNED.get(view.itemsize)
    return None

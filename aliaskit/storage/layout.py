"""What the writer and the reader of a container agree on.

A container is, in this order and without a gap that no check covers:

==============  =====================================================================
prefix          28 bytes: magic, format version, header length, file size, CRC-32 of
                the 24 bytes before it and of the header
header          canonical JSON, filled up with spaces to the next multiple of 64
payload         the sections in the order of their names, each at a multiple of 64
==============  =====================================================================

All numbers are little-endian. The header holds the caller's own fields (``header``), one
``[name, typecode, offset in the payload, bytes]`` per section (``sections``) and the BLAKE2b-128
of the payload (``digest``). The CRC makes the header safe to believe on every opening; the
digest is for `Container.verify`, since reading it all would cost what mapping saves.
"""

import struct
import sys
from typing import Any, Literal, Protocol, TypeAlias

from aliaskit.errors import SnapshotError

# The line feeds and the high byte betray a transfer in text mode, as in PNG.
MAGIC = b"\x89AKS\r\n\x1a\n"
FORMAT_VERSION = 1
PREFIX = struct.Struct("<8sIIQI")
CHECKED_PREFIX = PREFIX.size - 4
ALIGNMENT = 64
DIGEST_BYTES = 16

Typecode: TypeAlias = Literal["B", "H", "I", "Q", "b", "h", "i", "q", "f", "d"]
ITEM_BYTES: dict[str, int] = {
    "B": 1,
    "H": 2,
    "I": 4,
    "Q": 8,
    "b": 1,
    "h": 2,
    "i": 4,
    "q": 8,
    "f": 4,
    "d": 8,
}


class Buffer(Protocol):
    """Anything with the buffer protocol: bytes, array.array, memoryview."""

    def __buffer__(self, flags: int, /) -> memoryview: ...


class NumpyArray(Protocol):
    """A numpy array, known by its looks: this package does not import numpy."""

    @property
    def __array_interface__(self) -> dict[str, Any]: ...


Section: TypeAlias = Buffer | NumpyArray


def aligned(size: int) -> int:
    """The smallest multiple of `ALIGNMENT` that is not below `size`."""
    return -(-size // ALIGNMENT) * ALIGNMENT


def damaged(message: str, path: str | None = None) -> SnapshotError:
    """The error for a file that cannot be used, with the way out of it."""
    return SnapshotError(f"{message}; rebuild it with `aliaskit gazetteer build`", path=path)


def require_little_endian() -> None:
    """Nothing, on a host whose numbers have the file's byte order; else a SnapshotError."""
    if sys.byteorder != "little":
        raise SnapshotError(
            "snapshots are mapped as they are and need a little-endian machine; this one is "
            f"{sys.byteorder}-endian"
        )

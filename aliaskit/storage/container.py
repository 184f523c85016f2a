"""Containers read: mapped, checked as far as that is cheap, and handed out without copying."""

import json
import mmap
import os
import zlib
from array import array
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import NamedTuple, Self, cast

from aliaskit.storage.layout import (
    ALIGNMENT,
    CHECKED_PREFIX,
    DIGEST_BYTES,
    FORMAT_VERSION,
    ITEM_BYTES,
    MAGIC,
    PREFIX,
    Typecode,
    damaged,
    require_little_endian,
)


class _Place(NamedTuple):
    typecode: Typecode
    start: int
    end: int


class Container:
    """Named sections of one file, as views into it.

    Opening checks the magic bytes, the format version, the header and the bounds of every
    section, whatever the size of the file. The payload is believed until `verify` is called:
    after damage there, values are wrong but every view keeps within the file.

    Attributes:
        path: The file, or None.
    """

    def __init__(self, view: memoryview, path: str | None = None) -> None:
        """A container over `view`; use `open` or `from_bytes`."""
        require_little_endian()
        self.path = path
        self._start, description = _read_header(view, path)
        self._digest, self._header, self._places = _read_description(
            description, self._start, len(view), path
        )
        self._view: memoryview | None = view

    @classmethod
    def open(cls, path: Path) -> Self:
        """The container in the file `path`, mapped and shared with other processes."""
        try:
            with Path(path).open("rb") as file:
                size = os.fstat(file.fileno()).st_size
                if size == 0:
                    raise damaged("the snapshot is empty", str(path))
                mapped = mmap.mmap(file.fileno(), size, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            # ValueError: something that has a size and cannot be mapped, or shrank meanwhile.
            reason = getattr(error, "strerror", None) or error
            raise damaged(f"the snapshot cannot be opened ({reason})", str(path)) from error
        return cls(memoryview(mapped), str(path))

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """The container that `to_bytes` returned."""
        return cls(memoryview(data))

    @property
    def header(self) -> Mapping[str, str | int]:
        """The fields that were given to `write`."""
        return self._header

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the sections, sorted."""
        return tuple(self._places)

    def __contains__(self, name: object) -> bool:
        """Whether there is a section of that name."""
        return name in self._places

    def raw(self, name: str) -> memoryview:
        """The bytes of a section, whatever it holds; a SnapshotError if there is none."""
        place = self._place(name)
        return self._opened()[place.start : place.end]

    def array(self, name: str) -> memoryview:
        """The numbers of a section as they were given, without a copy."""
        place = self._place(name)
        if place.start == place.end:
            # A view of nothing cannot be cast.
            return memoryview(array(place.typecode))
        view = self._opened()[place.start : place.end]
        # memoryview.cast is declared per literal; the numbers may be floats where that was asked.
        return cast(memoryview, view.cast(place.typecode))

    def text(self, name: str) -> str:
        """A section as UTF-8 text; a SnapshotError if it is none."""
        try:
            return str(self.raw(name), "utf-8", "surrogatepass")
        except UnicodeDecodeError as error:
            raise damaged(f"section {name!r} is not UTF-8 text", self.path) from error

    def verify(self) -> None:
        """Nothing, if every byte is as it was written; else a SnapshotError. Reads all of it."""
        payload = self._opened()[self._start :]
        if blake2b(payload, digest_size=DIGEST_BYTES).hexdigest() != self._digest:
            raise damaged("the snapshot is damaged: its checksum does not fit", self.path)

    def close(self) -> None:
        """Nothing; the container answers no more.

        Views that were handed out stay valid, and the file stays mapped for as long as one of
        them lives: unmapping under them would be a crash.
        """
        self._view = None

    def __enter__(self) -> Self:
        """The container itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Nothing; closes the container."""
        self.close()

    def _opened(self) -> memoryview:
        """The whole file; a ValueError after `close`, as with files."""
        if self._view is None:
            raise ValueError("this container is closed")
        return self._view

    def _place(self, name: str) -> _Place:
        """Where a section lies; a SnapshotError if there is none of that name."""
        try:
            return self._places[name]
        except KeyError:
            have = ", ".join(self._places) or "none"
            message = f"the snapshot has no section {name!r} (it has: {have})"
            raise damaged(message, self.path) from None


def _read_header(view: memoryview, path: str | None) -> tuple[int, object]:
    """Where the payload starts, and the parsed header."""
    size = len(view)
    if bytes(view[: len(MAGIC)]) != MAGIC[:size] or not size:
        raise damaged("this is no snapshot: it starts with other bytes", path)
    if size < PREFIX.size:
        raise damaged("the snapshot is cut off", path)
    _, version, length, declared, crc = PREFIX.unpack_from(view)
    if version != FORMAT_VERSION:
        raise damaged(f"the snapshot has format {version}; this aliaskit reads format {FORMAT_VERSION}", path)
    if declared != size:
        raise damaged(f"the snapshot has {size} bytes instead of {declared}", path)
    start = PREFIX.size + length
    if start > size or start % ALIGNMENT:
        raise damaged("the snapshot's header does not fit into it", path)
    text = view[PREFIX.size : start]
    if zlib.crc32(text, zlib.crc32(view[:CHECKED_PREFIX])) != crc:
        raise damaged("the snapshot's header is damaged", path)
    try:
        return start, json.loads(bytes(text))
    except (ValueError, RecursionError) as error:
        raise damaged("the snapshot's header cannot be read", path) from error


def _read_description(
    description: object, start: int, size: int, path: str | None
) -> tuple[str, Mapping[str, str | int], dict[str, _Place]]:
    """The digest, the caller's fields and the places of the sections, all of them checked.

    The CRC has already vouched for the bytes; this is for a file made by another program, and
    because a place outside the file must not even be possible.
    """
    match description:
        case {"digest": str(digest), "header": dict(header), "sections": list(table)}:
            pass
        case _:
            raise damaged("the snapshot's header has an unknown form", path)
    if any(type(value) not in (str, int) for value in header.values()):
        raise damaged("the snapshot's header has an unknown form", path)
    places: dict[str, _Place] = {}
    end = start
    for row in table:
        match row:
            case [str(name), str(code), int(offset), int(length)] if (
                code in ITEM_BYTES
                and length >= 0
                and length % ITEM_BYTES[code] == 0
                and offset % ALIGNMENT == 0
                and end <= start + offset <= start + offset + length <= size
                and name not in places
            ):
                end = start + offset + length
                places[name] = _Place(cast(Typecode, code), start + offset, end)
            case _:
                raise damaged(f"the snapshot's section {row!r:.60} lies outside it", path)
    return digest, MappingProxyType(header), places

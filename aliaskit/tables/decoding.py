"""Bytes from anywhere, as lines of text: unpacked, decoded and repaired on the way."""

import codecs
import gzip
import io
import re
import sys
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from typing import BinaryIO, TextIO, cast

from aliaskit.errors import TableError
from aliaskit.tables.formats import Place, name_of, path_of

SAMPLE_BYTES = 1 << 16

_ESCAPED = re.compile("[\udc80-\udcff]")
_AFTER_LONE_RETURN = re.compile(r"(?<=\r)(?!\n)")
_DAMAGE = (gzip.BadGzipFile, EOFError, zlib.error)
_FOREIGN = {
    b"PK\x03\x04": ("an XLSX workbook or a ZIP archive", ".xlsx"),
    b"PAR1": ("a Parquet file", ".parquet"),
}


class Lines:
    """The lines of a source with their ends as they are, and the encoding they came in.

    Bytes that are no UTF-8 in a text that otherwise is are read as Windows-1252, the commonest
    stray encoding, and noted as a problem; where that has no character either, they stay as lone
    surrogates and are written back as the bytes they were.
    """

    def __init__(
        self,
        source: Place,
        *,
        encoding: str | None,
        sample: bool,
        note: Callable[[int, str], None],
    ) -> None:
        """The lines of `source`.

        Args:
            source: A path, "-" or a stream; streams are left open.
            encoding: The encoding, or None to detect it.
            sample: Whether to wait for `SAMPLE_BYTES` before the first line, so that what is
                detected does not depend on how a pipe delivers them.
            note: Called with line and message for every line that had to be repaired.
        """
        self.path = name_of(source)
        self.number = 0
        self._fetched = 0
        self._ahead: deque[str] = deque()
        self._text: Iterator[str] = iter(())
        self._note = note
        self._stack = ExitStack()
        self.encoding: str | None = None
        try:
            self._text = self._open(source, encoding, sample)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Nothing; no more lines come, and a file that was opened here is closed."""
        self._text = iter(())
        self._ahead.clear()
        self._stack.close()

    def until_closed(self, context: AbstractContextManager[object]) -> None:
        """Nothing; `context` is entered, and left when the lines are closed."""
        self._stack.enter_context(context)

    def peek(self, count: int) -> list[str]:
        """The next lines, up to `count` of them, which are still to come."""
        while len(self._ahead) < count and (line := self._fetch()) is not None:
            self._ahead.append(line)
        return list(self._ahead)

    def __iter__(self) -> Iterator[str]:
        """The lines not yet read."""
        while True:
            line = self._ahead.popleft() if self._ahead else self._fetch()
            if line is None:
                return
            self.number += 1
            yield line

    def _fetch(self) -> str | None:
        """The next line of the source, or None at its end."""
        try:
            line = next(self._text, None)
        except UnicodeDecodeError as error:
            raise self._error(f"this is not {self.encoding}: {error.reason}") from error
        except _DAMAGE as error:
            raise self._error(f"the compressed file is damaged: {error}") from error
        if line is None:
            return None
        self._fetched += 1
        if self._fetched == 1:
            line = line.removeprefix("\ufeff")
        if self._strays and not line.isascii() and _ESCAPED.search(line):
            line = self._repaired(line)
        return line

    def _error(self, message: str) -> TableError:
        """The error to raise about the line that should have come."""
        return TableError(message, path=self.path, line=self._fetched + 1)

    def _repaired(self, line: str) -> str:
        """The line with stray bytes as Windows-1252, or as they are if the caller chose UTF-8."""
        if self._repairs:
            self._note(self._fetched, "bytes that are not UTF-8 were read as Windows-1252")
            return _ESCAPED.sub(_as_windows_1252, line)
        self._note(self._fetched, f"bytes that are not {self.encoding} are kept as they are")
        return line

    def _open(self, source: Place, encoding: str | None, sample: bool) -> Iterator[str]:
        """The lines of a source, with `encoding` and what to watch for set."""
        self._strays = self._repairs = False
        stream = self._stream(source)
        if isinstance(stream.read(0), str):
            return _single_lines(cast(TextIO, stream))
        least = SAMPLE_BYTES if sample or encoding is None else 4
        data = io.BufferedReader(_Patient(cast(BinaryIO, stream), least), SAMPLE_BYTES)
        try:
            if data.peek(1).startswith(b"\x1f\x8b"):
                unpacked = gzip.GzipFile(fileobj=data)
                data = io.BufferedReader(_Patient(cast(BinaryIO, unpacked), least), SAMPLE_BYTES)
            head = data.peek(1)
        except _DAMAGE as error:
            raise TableError(f"the compressed file is damaged: {error}", path=self.path) from error
        for magic, (what, extension) in _FOREIGN.items():
            if head.startswith(magic):
                message = f"this is {what}: let its name end in {extension}, or save the table as CSV (UTF-8)"
                raise TableError(message, path=self.path)
        self.encoding = encoding or detect_encoding(head)
        self._strays = True
        self._repairs = encoding is None and self.encoding.startswith("utf-8")
        try:
            # Line ends are kept for the csv module, which needs them inside quotes.
            return io.TextIOWrapper(data, self.encoding, errors="surrogateescape", newline="")
        except (LookupError, ValueError) as error:
            raise TableError(f"unknown encoding {encoding!r}", path=self.path) from error

    def _stream(self, source: Place) -> TextIO | BinaryIO:
        """The stream behind a place, of bytes where there is a choice."""
        if source == "-":
            # Where standard input was replaced, in tests for instance, it may have no bytes.
            return cast(BinaryIO, getattr(sys.stdin, "buffer", sys.stdin))
        path = path_of(source)
        if path is None:
            return cast(TextIO | BinaryIO, source)
        try:
            return cast(BinaryIO, self._stack.enter_context(open(path, "rb", buffering=0)))  # noqa: PTH123
        except (OSError, ValueError) as error:
            # ValueError: a NUL in the path.
            reason = getattr(error, "strerror", None) or error
            raise TableError(f"cannot be read: {reason}", path=path) from error


def _single_lines(stream: TextIO) -> Iterator[str]:
    """The lines of a text stream; it may not count a lone carriage return as an end, csv does."""
    for line in stream:
        if "\r" in line:
            yield from filter(None, _AFTER_LONE_RETURN.split(line))
        else:
            yield line


class _Patient(io.RawIOBase):
    """A stream whose first read waits for `least` bytes, and that leaves its source open."""

    def __init__(self, source: BinaryIO, least: int) -> None:
        self._read: Callable[[int], bytes | None] = getattr(source, "read1", source.read)
        self._least = least

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        filled = 0
        while filled < len(buffer):
            part = self._read(len(buffer) - filled)
            if not part:
                break
            buffer[filled : filled + len(part)] = part
            filled += len(part)
            if filled >= self._least:
                break
        self._least = 0
        return filled


def detect_encoding(head: bytes) -> str:
    """The encoding of a text that starts with `head`: by its mark, else UTF-8, else cp1252.

    A text is UTF-8 unless more bytes speak against it than characters for it; single stray
    bytes in UTF-8 happen, whole sequences of it in Windows-1252 do not.
    """
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if head.isascii():
        return "utf-8"
    # Not final: the sample may end in the middle of a character.
    text = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode(head)
    stray = len(_ESCAPED.findall(text))
    proper = sum(map(len, re.findall("[^\0-\x7f]+", text))) - stray
    return "cp1252" if stray > proper else "utf-8"


def _as_windows_1252(match: re.Match[str]) -> str:
    """The character that an escaped byte is in Windows-1252, or itself."""
    return bytes([ord(match[0]) - 0xDC00]).decode("cp1252", "surrogateescape")

"""Files that are no text: opened where they can be read back and forth."""

import gzip
import shutil
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO, TypeVar, cast

from aliaskit.errors import TableError
from aliaskit.tables.formats import Place, name_of, path_of

# Up to here a table that comes through a pipe, or that is being written, stays in memory.
IN_MEMORY = 1 << 24

Value = TypeVar("Value")


@contextmanager
def opened(source: Place) -> Iterator[BinaryIO]:
    """A file of bytes that can be read back and forth; what was opened here is closed at the end.

    Pipes are copied to a temporary file first, and what gzip packed is unpacked into one.

    Raises:
        TableError: There is no such file, or the stream is one of text.
    """
    with ExitStack() as stack:
        file = _stream(source, stack)
        if not file.seekable() or file.tell():
            file = _copy(file, stack)
        head = file.read(2)
        file.seek(0)
        if head == b"\x1f\x8b":
            try:
                file = _copy(gzip.GzipFile(fileobj=file), stack)
            except (gzip.BadGzipFile, EOFError, zlib.error) as error:
                message = f"the compressed file is damaged: {error}"
                raise TableError(message, path=name_of(source)) from error
        yield file


def _stream(source: Place, stack: ExitStack) -> BinaryIO:
    """The stream of bytes behind a place."""
    path = path_of(source)
    if path is not None:
        try:
            return stack.enter_context(open(path, "rb"))  # noqa: PTH123
        except (OSError, ValueError) as error:
            # ValueError: a NUL in the path.
            reason = getattr(error, "strerror", None) or error
            raise TableError(f"cannot be read: {reason}", path=path) from error
    stream = getattr(sys.stdin, "buffer", sys.stdin) if source == "-" else source
    if isinstance(cast(IO[bytes], stream).read(0), str):
        raise TableError("this stream is text: open it in binary mode", path=name_of(source))
    return cast(BinaryIO, stream)


def _copy(source: BinaryIO | gzip.GzipFile, stack: ExitStack) -> BinaryIO:
    """What is left of a stream, in a file of its own."""
    file = stack.enter_context(scratch())
    shutil.copyfileobj(source, file)
    file.seek(0)
    return file


def scratch() -> BinaryIO:
    """An empty file that is gone when it is closed."""
    return cast(BinaryIO, SpooledTemporaryFile(IN_MEMORY))


def guarded(act: Callable[[], Value], what: str, path: str, line: int | None = None) -> Value:
    """What `act` returns.

    Raises:
        TableError: Whatever went wrong: on damaged files, the packages that read them raise anything.
    """
    try:
        return act()
    except TableError:
        raise
    except Exception as error:
        # Messages of parsers may run over several lines; one tells enough.
        reason = next(iter(str(error).splitlines()), "") or type(error).__name__
        raise TableError(f"this is no {what}, or a damaged one: {reason}", path=path, line=line) from error

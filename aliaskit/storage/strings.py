"""Many strings as one blob and its offsets, decoded one at a time."""

from array import array
from collections.abc import Iterator, Sequence

from aliaskit.storage.layout import damaged


def pack_strings(strings: Sequence[str]) -> tuple[bytes, "array[int]"]:
    """The UTF-8 of all strings in a row, and where each begins, with the end as the last.

    Lone surrogates are kept: names come from file names and broken exports too.

    Raises:
        ValueError: The strings need 4 GiB or more.
    """
    parts = [string.encode("utf-8", "surrogatepass") for string in strings]
    if sum(map(len, parts)) >= 1 << 32:
        raise ValueError("a string table holds less than 4 GiB")
    offsets = array("I", bytes(4))
    end = 0
    for part in parts:
        end += len(part)
        offsets.append(end)
    return b"".join(parts), offsets


class Strings:
    """A sequence of strings over what `pack_strings` returned, each decoded when asked for."""

    __slots__ = ("_blob", "_offsets")

    def __init__(self, blob: memoryview, offsets: memoryview) -> None:
        """Strings over a blob of UTF-8 and its offsets."""
        if not len(offsets):
            raise damaged("a string table has no offsets")
        self._blob = blob
        self._offsets = offsets

    def __len__(self) -> int:
        """The number of strings."""
        return len(self._offsets) - 1

    def __getitem__(self, index: int) -> str:
        """The string at `index`, from the end if negative."""
        if index < 0:
            index += len(self)
        if not 0 <= index < len(self):
            raise IndexError(f"string {index} of {len(self)}")
        start, end = self._offsets[index], self._offsets[index + 1]
        if not start <= end <= len(self._blob):
            raise damaged(f"string {index} lies outside its table")
        try:
            return str(self._blob[start:end], "utf-8", "surrogatepass")
        except UnicodeDecodeError as error:
            raise damaged(f"string {index} is not UTF-8") from error

    def __iter__(self) -> Iterator[str]:
        """The strings in order."""
        return (self[index] for index in range(len(self)))

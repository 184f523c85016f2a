"""A mapping from bytes to runs of numbers that is read where it lies.

Keys are not stored, only the first 64 bits of their BLAKE2b. The low bits say where to look,
and all 64 are compared: among 200,000 keys, a key that is not there is taken for one that is
once in about 10^14 questions. Python's own `hash` is salted per process and cannot be stored;
CRC-32 with Adler-32 would be quicker but is far from 64 independent bits on short keys.
"""

from array import array
from collections.abc import Iterable
from hashlib import blake2b
from typing import Self

from aliaskit.storage.layout import damaged


class HashTable:
    """A mapping from bytes keys to ascending runs of 32-bit numbers, by open addressing.

    `slots` has a power of two of places, at least half of them empty: 0, or 1 + the number of
    a key. Key `k` has the hash `fingerprints[k]` and the values
    `values[starts[k] : starts[k + 1]]`.
    """

    __slots__ = ("_fingerprints", "_mask", "_slots", "_starts", "_values")

    SECTIONS = ("fingerprints", "slots", "starts", "values")

    def __init__(
        self,
        slots: memoryview,
        fingerprints: memoryview,
        starts: memoryview,
        values: memoryview,
    ) -> None:
        """A table over the four arrays that `build` returned."""
        if (
            not len(slots)
            or len(slots) & (len(slots) - 1)
            or len(starts) != len(fingerprints) + 1
            or starts[-1] != len(values)
        ):
            raise damaged("the parts of a hash table do not fit together")
        self._slots = slots
        self._fingerprints = fingerprints
        self._starts = starts
        self._values = values
        self._mask = len(slots) - 1

    @classmethod
    def build(cls, items: Iterable[tuple[bytes, int]]) -> dict[str, "array[int]"]:
        """The four arrays of a table, by the names of the constructor's parameters.

        The order of `items` does not matter; a pair that comes twice counts once.

        Raises:
            ValueError: A value does not fit into 32 bits, or two keys share all 64 bits of
                their hash, which chance alone does not bring about.
        """
        runs: dict[bytes, set[int]] = {}
        for key, value in items:
            if not 0 <= value < 1 << 32:
                raise ValueError(f"value {value} of key {key!r} does not fit into 32 bits")
            runs.setdefault(key, set()).add(value)
        # In the order of the hashes the arrays depend on the items alone, not on their order.
        hashed = {_fingerprint(key): run for key, run in runs.items()}
        if len(hashed) != len(runs):
            raise ValueError("two keys have the same 64-bit hash; change one of them")
        fingerprints = array("Q", sorted(hashed))
        size = 1 << max(3, (2 * len(hashed) - 1).bit_length())
        mask = size - 1
        slots = array("I", bytes(4 * size))
        starts = array("I", bytes(4))
        values = array("I")
        for number, fingerprint in enumerate(fingerprints, start=1):
            place = fingerprint & mask
            while slots[place]:
                place = (place + 1) & mask
            slots[place] = number
            values.extend(sorted(hashed[fingerprint]))
            starts.append(len(values))
        return {"slots": slots, "fingerprints": fingerprints, "starts": starts, "values": values}

    @classmethod
    def of(cls, arrays: dict[str, "array[int]"]) -> Self:
        """The table over the arrays that `build` returned, without a file between."""
        return cls(**{name: memoryview(part) for name, part in arrays.items()})

    def __len__(self) -> int:
        """The number of keys."""
        return len(self._fingerprints)

    def __contains__(self, key: bytes) -> bool:
        """Whether the key has values."""
        return bool(self.get(key))

    def get(self, key: bytes) -> tuple[int, ...]:
        """The values of `key`, ascending; none if it is not there."""
        fingerprint = int.from_bytes(blake2b(key, digest_size=8).digest(), "little")
        slots, mask = self._slots, self._mask
        place = first = fingerprint & mask
        try:
            while number := slots[place]:
                if self._fingerprints[number - 1] == fingerprint:
                    start, end = self._starts[number - 1], self._starts[number]
                    # Most keys have one value, and an index is quicker than a slice.
                    return (self._values[start],) if end - start == 1 else tuple(self._values[start:end])
                place = (place + 1) & mask
                if place == first:
                    raise damaged("a hash table has no empty place")
        except IndexError as error:
            raise damaged("a hash table points outside itself") from error
        return ()


def _fingerprint(key: bytes) -> int:
    """The stable 64-bit hash of a key; `HashTable.get` has it inlined."""
    return int.from_bytes(blake2b(key, digest_size=8).digest(), "little")

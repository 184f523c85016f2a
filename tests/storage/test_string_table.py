"""String tables: any list of strings comes back, one string at a time."""

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aliaskit.errors import SnapshotError
from aliaskit.storage import Container, Strings, pack_strings, to_bytes

ANY_TEXT = st.text(st.characters(exclude_categories=()))


def strings_of(blob: bytes, offsets: "array[int]") -> Strings:
    return Strings(memoryview(blob), memoryview(offsets))


@given(st.lists(ANY_TEXT))
def test_strings_come_back(strings: list[str]) -> None:
    blob, offsets = pack_strings(strings)
    table = strings_of(blob, offsets)
    assert len(table) == len(strings)
    assert list(table) == strings
    assert [table[index] for index in range(len(strings))] == strings
    assert [table[-index - 1] for index in range(len(strings))] == strings[::-1]


def test_strings_in_a_container() -> None:
    blob, offsets = pack_strings(["", "木原", "\udc80"])
    container = Container.from_bytes(to_bytes({"blob": blob, "offsets": offsets}, header={}))
    assert list(Strings(container.raw("blob"), container.array("offsets"))) == ["", "木原", "\udc80"]


@pytest.mark.parametrize("index", [2, -3, 10**30])
def test_index_out_of_range(index: int) -> None:
    with pytest.raises(IndexError, match="of 2"):
        strings_of(*pack_strings(["a", "b"]))[index]


@pytest.mark.parametrize(
    ("blob", "offsets"),
    [(b"ab", [0, 3]), (b"ab", [2, 0]), (b"\xff", [0, 1]), ("é".encode(), [1, 2])],
    ids=["beyond", "backwards", "no UTF-8", "half a character"],
)
def test_damage_is_told(blob: bytes, offsets: list[int]) -> None:
    with pytest.raises(SnapshotError):
        strings_of(blob, array("I", offsets))[0]


def test_no_offsets_at_all() -> None:
    with pytest.raises(SnapshotError, match="no offsets"):
        strings_of(b"", array("I"))

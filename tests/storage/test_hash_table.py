"""Hash tables: they answer as a dict would, whatever the keys and their order."""

import time
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aliaskit.errors import SnapshotError
from aliaskit.storage import Container, HashTable, hash_table, to_bytes

FINGERPRINT = 0xEDFD447278AF6395
NUMBERS = st.integers(0, 2**32 - 1)


@given(st.lists(st.tuples(st.binary(max_size=3), st.integers(0, 5) | NUMBERS)), st.binary(max_size=3))
def test_it_answers_as_a_dict(items: list[tuple[bytes, int]], other: bytes) -> None:
    expected: dict[bytes, set[int]] = {}
    for key, value in items:
        expected.setdefault(key, set()).add(value)
    table = HashTable.of(HashTable.build(items))
    assert len(table) == len(expected)
    for key in [*expected, other]:
        assert table.get(key) == tuple(sorted(expected.get(key, ())))
        assert (key in table) == (key in expected)


@given(
    st.lists(st.tuples(st.binary(max_size=2), NUMBERS)).flatmap(
        lambda x: st.tuples(st.just(x), st.permutations(x))
    )
)
def test_the_order_of_the_items_does_not_matter(orders: tuple[list, list]) -> None:
    assert HashTable.build(orders[0]) == HashTable.build(orders[1])


def test_the_hash_is_the_same_everywhere() -> None:
    # A change here makes every snapshot unreadable: raise FORMAT_VERSION with it.
    parts = HashTable.build([(b"kihara", 7)])
    assert parts["fingerprints"].tolist() == [FINGERPRINT]
    assert parts["slots"][FINGERPRINT & 7] == 1


def test_it_reads_from_a_container() -> None:
    parts = HashTable.build([(b"a", 2), (b"a", 1), (b"b", 3), (b"a", 2)])
    container = Container.from_bytes(to_bytes(parts, header={}))
    table = HashTable(**{name: container.array(name) for name in HashTable.SECTIONS})
    assert (table.get(b"a"), table.get(b"b"), table.get(b"c")) == ((1, 2), (3,), ())


def test_empty_table() -> None:
    assert HashTable.of(HashTable.build([])).get(b"") == ()


@pytest.mark.parametrize("value", [-1, 2**32])
def test_values_have_32_bits(value: int) -> None:
    with pytest.raises(ValueError, match="32 bits"):
        HashTable.build([(b"a", value)])


def test_two_keys_with_one_hash_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hash_table, "_fingerprint", lambda key: 5)
    with pytest.raises(ValueError, match="same 64-bit hash"):
        HashTable.build([(b"a", 1), (b"b", 1)])


def test_keys_that_crowd_one_place_are_all_found(monkeypatch: pytest.MonkeyPatch) -> None:
    # All fingerprints end alike, so every key but one lies elsewhere, some beyond the end.
    class Crowding:
        def __init__(self, key: bytes, digest_size: int) -> None:
            self.key = key

        def digest(self) -> bytes:
            return b"\xff" * 7 + self.key

    monkeypatch.setattr(hash_table, "blake2b", Crowding)
    keys = [bytes([number]) for number in range(100)]
    table = HashTable.of(HashTable.build((key, key[0]) for key in keys))
    assert [table.get(key) for key in keys] == [(number,) for number in range(100)]
    assert table.get(b"\xfe") == ()


@pytest.mark.parametrize(
    ("part", "numbers"),
    [("slots", []), ("slots", [0, 1, 0]), ("starts", [0]), ("starts", [0, 9]), ("fingerprints", [])],
)
def test_parts_that_do_not_fit_are_refused(part: str, numbers: list[int]) -> None:
    parts = HashTable.build([(b"a", 1)])
    parts[part] = array(parts[part].typecode, numbers)
    with pytest.raises(SnapshotError, match="do not fit"):
        HashTable.of(parts)


def test_damaged_slots_end_in_an_error_and_not_in_a_circle() -> None:
    parts = HashTable.build([(b"a", 1)])
    parts["slots"] = array("I", [1] * 8)
    with pytest.raises(SnapshotError, match="no empty place"):
        HashTable.of(parts).get(b"b")
    parts["slots"] = array("I", [9] * 8)
    with pytest.raises(SnapshotError, match="outside itself"):
        HashTable.of(parts).get(b"b")


def test_building_is_quick() -> None:
    start = time.perf_counter()
    HashTable.build((b"key %d" % number, number % 1000) for number in range(50_000))
    # A quarter of a second is usual; this is to notice a clustering hash, not a slow machine.
    assert time.perf_counter() - start < 5

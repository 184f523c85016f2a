"""Containers: what is written comes back, the same every time, and damage is always told."""

import os
import random
import struct
import subprocess
import sys
import zlib
from array import array
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aliaskit.errors import SnapshotError
from aliaskit.storage import Container, HashTable, Strings, pack_strings, to_bytes, write
from aliaskit.storage.layout import MAGIC, PREFIX

SECTIONS = {
    "names": "Åse, 木原 \ud800".encode("utf-8", "surrogatepass"),
    "numbers": array("I", [3, 1, 4, 1, 5]),
    "signed": array("q", [-1, 2**62]),
    "weights": array("d", [0.5, -2.25]),
    "empty": array("H"),
}
HEADER = {"built": "2024-01-01", "language": "abc\ud800", "count": 3}


@pytest.fixture
def data() -> bytes:
    return to_bytes(SECTIONS, header=HEADER)


def read_everything(container: Container) -> None:
    for name in container.names:
        container.raw(name).tobytes()
        container.array(name).tolist()


def test_what_was_written_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    write(path, SECTIONS, header=HEADER)
    with Container.open(path) as container:
        assert container.names == ("empty", "names", "numbers", "signed", "weights")
        assert dict(container.header) == HEADER
        assert container.text("names") == "Åse, 木原 \ud800"
        assert container.array("numbers").tolist() == [3, 1, 4, 1, 5]
        assert container.array("numbers").format == "I"
        assert container.array("signed").tolist() == [-1, 2**62]
        assert container.array("weights").tolist() == [0.5, -2.25]
        assert container.array("empty").tolist() == []
        assert container.array("empty").format == "H"
        assert "names" in container
        assert "other" not in container
        container.verify()


@pytest.mark.parametrize("code", "BHIQbhilqfdL")
@given(data=st.data())
def test_every_typecode_survives(code: str, data: st.DataObject) -> None:
    size = array(code).itemsize
    numbers = data.draw(st.binary(max_size=64).map(lambda raw: array(code, raw[: len(raw) // size * size])))
    container = Container.from_bytes(to_bytes({"x": numbers, "y": b"z"}, header={}))
    assert container.array("x").tobytes() == numbers.tobytes()
    if code not in "fd":
        assert container.array("x").tolist() == numbers.tolist()


def test_views_are_not_copies(data: bytes) -> None:
    container = Container.from_bytes(data)
    assert container.array("numbers").obj is data


def test_sections_are_aligned_and_the_order_of_the_mapping_does_not_matter(data: bytes) -> None:
    assert to_bytes(dict(reversed(SECTIONS.items())), header=dict(reversed(HEADER.items()))) == data
    assert data.index(SECTIONS["names"]) % 64 == 0
    assert data.index(SECTIONS["numbers"].tobytes()) % 64 == 0


def test_file_and_bytes_are_the_same(tmp_path: Path, data: bytes) -> None:
    write(tmp_path / "a.bin", SECTIONS, header=HEADER)
    assert (tmp_path / "a.bin").read_bytes() == data


def test_writing_leaves_nothing_else_and_replaces_under_open_readers(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    write(path, {"x": array("I", [1])}, header={})
    old = Container.open(path)
    write(path, {"x": array("I", [2])}, header={})
    assert old.array("x")[0] == 1
    assert Container.open(path).array("x")[0] == 2
    assert list(tmp_path.iterdir()) == [path]


def test_failed_writing_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.bin"
    write(path, {"x": b"old"}, header={})

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SnapshotError) as caught:
        write(path, {"x": b"new"}, header={})
    assert str(caught.value) == f"{path}: cannot be written: No space left on device"
    assert Container.open(path).text("x") == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("place", ["none/a.bin", ".", "file/a.bin", "/"])
def test_a_place_where_nothing_can_be_written(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SnapshotError) as caught:
        write(tmp_path / place, {"x": b"new"}, header={})
    assert str(caught.value).startswith(f"{tmp_path / place}: cannot be written: ")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(os.name == "nt", reason="links and modes of POSIX")
def test_writing_follows_links_and_obeys_the_umask(tmp_path: Path) -> None:
    (tmp_path / "link.bin").symlink_to(tmp_path / "real.bin")
    umask = os.umask(0o022)
    try:
        write(tmp_path / "link.bin", {}, header={})
    finally:
        os.umask(umask)
    assert (tmp_path / "link.bin").is_symlink()
    assert (tmp_path / "real.bin").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    "section",
    [
        "text",
        3,
        memoryview(b"ab").cast("c"),
        memoryview(b"abcd").cast("B", (2, 2)),
        memoryview(b"ab").cast("?"),
    ],
    ids=["str", "int", "characters", "two-dimensional", "booleans"],
)
def test_other_sections_are_refused_by_name(section: object) -> None:
    with pytest.raises(TypeError, match="'odd'"):
        to_bytes({"odd": section}, header={})


def test_strided_views_are_gathered() -> None:
    view = memoryview(array("I", range(6)))[::2]
    assert Container.from_bytes(to_bytes({"x": view}, header={})).array("x").tolist() == [0, 2, 4]


@pytest.mark.parametrize("value", [True, 1.5, None])
def test_other_header_values_are_refused(value: object) -> None:
    with pytest.raises(TypeError, match="'field'"):
        to_bytes({}, header={"field": value})


def test_missing_section_names_those_there_are(data: bytes) -> None:
    with pytest.raises(SnapshotError, match=r"no section 'other' \(it has: empty, names"):
        Container.from_bytes(data).raw("other")


def test_closed_container_refuses_and_its_views_live_on(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    write(path, SECTIONS, header={})
    container = Container.open(path)
    numbers = container.array("numbers")
    container.close()
    container.close()
    with pytest.raises(ValueError, match="closed"):
        container.raw("numbers")
    with pytest.raises(ValueError, match="closed"):
        container.verify()
    assert numbers.tolist() == [3, 1, 4, 1, 5]


def test_text_that_is_none() -> None:
    with pytest.raises(SnapshotError, match="'x' is not UTF-8"):
        Container.from_bytes(to_bytes({"x": b"\xff"}, header={})).text("x")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"PK\x03\x04" + bytes(100), "no snapshot"),
        (MAGIC[:5], "cut off"),
        (MAGIC.replace(b"\r\n", b"\n") + bytes(100), "no snapshot"),
    ],
)
def test_foreign_files_are_named_with_the_way_out(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "foreign.bin"
    path.write_bytes(content)
    with pytest.raises(SnapshotError, match=message) as caught:
        Container.open(path)
    assert caught.value.path == str(path)
    assert "`aliaskit gazetteer build`" in str(caught.value)


def test_missing_file_and_directory(tmp_path: Path) -> None:
    for path in (tmp_path / "none.bin", tmp_path, tmp_path / "a\0b"):
        with pytest.raises(SnapshotError, match="cannot be opened"):
            Container.open(path)


def test_newer_format_is_told_apart_from_damage(data: bytes) -> None:
    newer = data[:8] + (99).to_bytes(4, "little") + data[12:]
    with pytest.raises(SnapshotError, match="has format 99; this aliaskit reads format 1"):
        Container.from_bytes(newer)


def test_big_endian_hosts_are_refused(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "byteorder", "big")
    for attempt in (lambda: Container.from_bytes(data), lambda: to_bytes({}, header={})):
        with pytest.raises(SnapshotError, match="little-endian"):
            attempt()


def test_truncation_at_every_length_is_told(data: bytes) -> None:
    for length in range(len(data)):
        with pytest.raises(SnapshotError):
            Container.from_bytes(data[:length])
    with pytest.raises(SnapshotError, match="bytes instead of"):
        Container.from_bytes(data + b"\0")


def test_truncated_files_are_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "cut.bin"
    for length in (1, 8, PREFIX.size, 64, len(data) - 1):
        path.write_bytes(data[:length])
        with pytest.raises(SnapshotError, match=r"cut\.bin"):
            Container.open(path)


def test_every_flipped_byte_is_told_at_the_latest_by_verify(data: bytes) -> None:
    for position in range(len(data)):
        for mask in (0x01, 0xFF):
            damaged = bytearray(data)
            damaged[position] ^= mask
            with pytest.raises(SnapshotError):  # noqa: PT012
                container = Container.from_bytes(bytes(damaged))
                read_everything(container)
                container.verify()


def with_header(text: bytes) -> bytes:
    """A container whose header passes its CRC, as only another program would write it."""
    text = text.ljust(-(-(len(text) + PREFIX.size) // 64) * 64 - PREFIX.size)
    prefix = PREFIX.pack(MAGIC, 1, len(text), PREFIX.size + len(text) + 64, 0)[:-4]
    return prefix + struct.pack("<I", zlib.crc32(prefix + text)) + text + bytes(64)


@pytest.mark.parametrize(
    "section",
    [
        '["x","I",0,68]',
        '["x","I",0,-4]',
        '["x","I",0,3]',
        '["x","I",-64,4]',
        '["x","I",1,4]',
        '["x","Z",0,4]',
        '["x","I",0,1e2]',
        '["x","I",0,' + "9" * 30 + "]",
        '["x","I",0]',
        '["x","I",0,4],["x","I",0,4]',
        "7",
    ],
)
def test_sections_outside_the_file_are_impossible(section: str) -> None:
    text = f'{{"digest":"","header":{{}},"sections":[{section}]}}'
    with pytest.raises(SnapshotError, match="lies outside"):
        Container.from_bytes(with_header(text.encode()))


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[" * 40000,
        b"\xff",
        b"{}",
        b"[]",
        b'{"digest":1,"header":{},"sections":[]}',
        b'{"digest":"","header":{"a":[]},"sections":[]}',
    ],
)
def test_headers_of_other_programs_are_refused(text: bytes) -> None:
    with pytest.raises(SnapshotError):
        Container.from_bytes(with_header(text))


@given(st.binary(max_size=300))
def test_any_bytes_give_only_snapshot_errors(noise: bytes) -> None:
    for content in (noise, MAGIC + noise, with_header(noise)):
        with pytest.raises(SnapshotError):
            Container.from_bytes(content)


def test_damaged_payload_gives_wrong_values_or_snapshot_errors_only() -> None:
    keys = [f"key {number}" for number in range(40)]
    blob, offsets = pack_strings(keys)
    table = HashTable.build((key.encode(), number % 7) for number, key in enumerate(keys))
    data = to_bytes({**table, "blob": blob, "offsets": offsets}, header={})
    chance = random.Random(1)
    for _ in range(300):
        damaged = bytearray(data)
        for _ in range(chance.choice((1, 20, 400))):
            damaged[chance.randrange(len(damaged) - len(blob) - 2000, len(damaged))] = chance.randrange(256)
        try:
            container = Container.from_bytes(bytes(damaged))
        except SnapshotError:
            continue
        parts = [container.array(name) for name in ("slots", "fingerprints", "starts", "values")]
        for key in keys:
            with suppress(SnapshotError):
                HashTable(*parts).get(key.encode())
        strings = Strings(container.raw("blob"), container.array("offsets"))
        for number in range(len(strings)):
            with suppress(SnapshotError):
                assert isinstance(strings[number], str)
        with pytest.raises(SnapshotError):
            container.verify()


def test_storage_loads_no_numpy() -> None:
    code = "import sys, aliaskit.storage; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_numpy_arrays_are_sections() -> None:
    numpy = pytest.importorskip("numpy")
    sections = {"x": numpy.arange(4, dtype=numpy.uint16), "y": numpy.arange(6)[::3], "z": numpy.zeros(0)}
    container = Container.from_bytes(to_bytes(sections, header={}))
    assert [(container.array(name).format, container.array(name).tolist()) for name in "xyz"] == [
        ("H", [0, 1, 2, 3]),
        ("q", [0, 3]),
        ("d", []),
    ]
    assert numpy.frombuffer(container.array("x"), dtype=numpy.uint16).tolist() == [0, 1, 2, 3]
    with pytest.raises(TypeError, match="one-dimensional"):
        to_bytes({"x": numpy.zeros((2, 2))}, header={})
    with pytest.raises(TypeError, match="native"):
        to_bytes({"x": numpy.arange(3, dtype=">u4")}, header={})

"""Public data for the benchmarks: what there is, where it comes from, fetched or taken, and verified."""

import hashlib
import http.client
import shutil
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aliaskit.version import __version__

LISTED = Path(__file__).parent / "sources.toml"
LOCK = "sources.lock"
RAW = "raw"
AGENT = f"aliaskit-benchmarks/{__version__} (Python urllib)"
TIMEOUT = 60
CHUNK = 1 << 20
TEXTS = ("title", "address", "licence", "licence_address", "covers")


class SourceError(Exception):
    """Raw data that cannot be had or is not what it should be: one line that says what and where."""


@dataclass(frozen=True, slots=True)
class File:
    """A raw file: the name that it is kept under and, where they are fixed, its address and checksum."""

    name: str
    address: str | None = None
    optional: bool = False
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Public data: what it is, its licence, its files."""

    name: str
    title: str
    address: str
    licence: str
    licence_address: str
    covers: str
    files: tuple[File, ...]
    note: str = ""
    query: str | None = None

    def raw_folder(self, folder: Path) -> Path:
        """The folder that its raw files are kept in, under the folder of all sets."""
        return folder / self.name / RAW


def read_sources(path: Path = LISTED) -> dict[str, Source]:
    """The listed sources by name, in the order of the file."""
    with path.open("rb") as file:
        try:
            content = tomllib.load(file)
        except tomllib.TOMLDecodeError as error:
            raise SourceError(f"{path}: {error}") from error
    return {name: _source(name, fields, path) for name, fields in content.items()}


def fetch(
    source: Source,
    folder: Path,
    accept_new: bool = False,
    *,
    url: str | None = None,
    with_optional: bool = False,
) -> list[Path]:
    """The raw files of a source, downloaded into `folder` and verified; those already there stay.

    `url` is the address of a file that has none of its own, because its releases move. With
    `accept_new` everything is downloaded again, and new contents replace the old ones.
    """
    wanted = [file for file in source.files if with_optional or not file.optional]
    addresses = _addresses(source, wanted, url)
    lock = read_lock(folder)
    raw = source.raw_folder(folder)
    raw.mkdir(parents=True, exist_ok=True)
    parts: dict[Path, tuple[Path, str]] = {}
    try:
        # All files of a source are moved into place together: halves of two releases do not fit.
        for file in wanted:
            path = raw / file.name
            if path.is_file() and not accept_new and not url:
                _verify(source, file, path, sha256_of(path), lock)
            else:
                part = path.with_name(f"{path.name}.part")
                parts[path] = part, ""
                checksum = _download(source, addresses[file.name], part)
                _verify(source, file, path, checksum, {} if accept_new else lock)
                parts[path] = part, checksum
        _move(source, parts, folder, lock)
    finally:
        for part, _ in parts.values():
            part.unlink(missing_ok=True)
    return [raw / file.name for file in wanted]


def take(source: Source, files: Sequence[Path], folder: Path) -> list[Path]:
    """The raw files of a source, copied into `folder` from files that were downloaded by hand.

    A source of one file takes a file of any name; otherwise names tell which is which. What is
    taken replaces what was there, and its checksum is noted: who takes a file knows what it is.
    """
    given = _matched(source, files)
    raw = source.raw_folder(folder)
    raw.mkdir(parents=True, exist_ok=True)
    parts: dict[Path, tuple[Path, str]] = {}
    try:
        for file, origin in given.items():
            path = raw / file.name
            part = path.with_name(f"{path.name}.part")
            parts[path] = part, ""
            try:
                shutil.copyfile(origin, part)
            except OSError as error:
                raise SourceError(f"{source.name}: {origin}: {error.strerror or error}") from error
            checksum = sha256_of(part)
            _verify(source, file, origin, checksum, {})
            parts[path] = part, checksum
        _move(source, parts, folder, read_lock(folder))
    finally:
        for part, _ in parts.values():
            part.unlink(missing_ok=True)
    return [raw / file.name for file in given]


def missing(source: Source, folder: Path) -> list[str]:
    """The names of the files that have to be there and are not."""
    raw = source.raw_folder(folder)
    return [file.name for file in source.files if not file.optional and not (raw / file.name).is_file()]


def raw_files(source: Source, folder: Path) -> dict[str, Path]:
    """The raw files that are there, by name, each with the checksum that it came with."""
    absent = missing(source, folder)
    if absent:
        raise SourceError(
            f"{source.name}: no {', '.join(absent)} in {source.raw_folder(folder)}: fetch or take it first"
        )
    lock = read_lock(folder)
    found = {}
    for file in source.files:
        path = source.raw_folder(folder) / file.name
        if path.is_file():
            _verify(source, file, path, sha256_of(path), lock)
            found[file.name] = path
    return found


def read_lock(folder: Path) -> dict[str, str]:
    """The noted checksums by the path of their file below `folder`."""
    path = folder / LOCK
    if not path.is_file():
        return {}
    lock = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        checksum, _, name = line.partition("  ")
        if len(checksum) != 64 or not name:
            raise SourceError(f"{path}:{number}: not a checksum, two spaces and a file")
        lock[name] = checksum
    return lock


def write_lock(folder: Path, lock: Mapping[str, str]) -> None:
    """Write the checksums in the format of `sha256sum`, which can check them too."""
    lines = ["# Checksums of the raw files as they first came; see sources.toml"]
    lines += [f"{checksum}  {name}" for name, checksum in sorted(lock.items())]
    (folder / LOCK).write_text("\n".join(lines) + "\n", encoding="utf-8")


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's content, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _source(name: str, fields: dict[str, Any], path: Path) -> Source:
    absent = [field for field in (*TEXTS, "files") if not fields.get(field)]
    if absent:
        raise SourceError(f"{path}: {name} has no {', '.join(absent)}")
    try:
        files = tuple(File(**file) for file in fields["files"])
        return Source(name=name, **{**fields, "files": files})
    except TypeError as error:
        raise SourceError(f"{path}: {name}: {error}") from error


def _addresses(source: Source, files: Iterable[File], url: str | None) -> dict[str, str]:
    addresses = {file.name: file.address for file in files}
    nameless = [name for name, address in addresses.items() if address is None]
    if url and len(nameless) != 1:
        raise SourceError(f"{source.name}: its addresses are known, none can be given")
    if url and urlsplit(url).scheme not in ("http", "https"):
        raise SourceError(f"{source.name}: {url}: not an address on the web; take files on your disk")
    if nameless and not url:
        raise SourceError(
            f"{source.name}: no fixed address for {nameless[0]}: get it from {source.address} and take it, "
            "or give its address"
        )
    return {name: address or str(url) for name, address in addresses.items()}


def _download(source: Source, address: str, part: Path) -> str:
    request = urllib.request.Request(address, headers={"User-Agent": AGENT})
    digest, size = hashlib.sha256(), 0
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer, part.open("wb") as file:
            if answer.headers.get_content_type() == "text/html":
                raise SourceError(f"{source.name}: {address}: a web page came, not a file of data")
            while chunk := answer.read(CHUNK):
                file.write(chunk)
                digest.update(chunk)
                size += len(chunk)
            expected = answer.headers.get("Content-Length")
    except urllib.error.HTTPError as error:
        raise SourceError(f"{source.name}: {address}: HTTP {error.code} {error.reason}") from error
    except urllib.error.URLError as error:
        raise SourceError(f"{source.name}: {address}: {error.reason}") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise SourceError(f"{source.name}: {address}: {str(error) or type(error).__name__}") from error
    if expected is not None and int(expected) != size:
        raise SourceError(f"{source.name}: {address}: {size} bytes came, {expected} were announced")
    if not size:
        raise SourceError(f"{source.name}: {address}: an empty file came")
    return digest.hexdigest()


def _verify(source: Source, file: File, path: Path, checksum: str, lock: Mapping[str, str]) -> None:
    if file.sha256:
        if checksum != file.sha256:
            raise SourceError(
                f"{source.name}: {path}: SHA-256 {checksum}, the named release has {file.sha256}"
            )
    elif (noted := lock.get(_key(source, file.name), checksum)) != checksum:
        raise SourceError(
            f"{source.name}: {file.name} has changed: SHA-256 {checksum}, {LOCK} says {noted}; "
            "--accept-new fetches and keeps what there is now"
        )


def _move(source: Source, parts: Mapping[Path, tuple[Path, str]], folder: Path, lock: dict[str, str]) -> None:
    for path, (part, checksum) in parts.items():
        part.replace(path)
        lock[_key(source, path.name)] = checksum
    if parts:
        write_lock(folder, lock)


def _key(source: Source, name: str) -> str:
    return f"{source.name}/{RAW}/{name}"


def _matched(source: Source, files: Sequence[Path]) -> dict[File, Path]:
    absent = [str(path) for path in files if not path.is_file()]
    if absent:
        raise SourceError(f"{source.name}: no file {', '.join(absent)}")
    if not files:
        raise SourceError(f"{source.name}: no file given")
    if len(source.files) == len(files) == 1:
        return {source.files[0]: files[0]}
    by_name = {file.name.casefold(): file for file in source.files}
    matched: dict[File, Path] = {}
    for path in files:
        file = by_name.get(path.name.casefold())
        if file is None or file in matched:
            expected = ", ".join(file.name for file in source.files)
            raise SourceError(f"{source.name}: {path}: one file each of {expected} is expected")
        matched[file] = path
    return matched

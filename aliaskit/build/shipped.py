"""The files that ship: compiled by the wheel's build, or on first use in a checkout."""

from pathlib import Path
from threading import Lock

from aliaskit.errors import SnapshotError
from aliaskit.gazetteer import Gazetteer, Origin, Snapshot
from aliaskit.gazetteer.snapshot import FORMAT, refused
from aliaskit.lexicons import Language
from aliaskit.names import Parser
from aliaskit.storage import Container, Section

PACKAGE = Path(__file__).parent.parent
DATA = PACKAGE / "data"
LANGUAGE, ENTITIES = DATA / "language.bin", DATA / "entities.bin"
# In a checkout the gazetteers stand beside the package; an installed package has only the compiled files.
SOURCES = PACKAGE.parent / "gazetteers"
_lock = Lock()
_language: Language | None = None


def build_shipped(sources: Path, target: Path) -> tuple[int, int]:
    """The numbers of entities and aliases compiled from ``sources`` into ``target``/{language,entities}.bin.

    Raises:
        GazetteerError: with file:line:column.
        SnapshotError: the files cannot be written.
    """
    from aliaskit.build.languages import compile_language, language_of
    from aliaskit.build.snapshots import write_snapshot
    from aliaskit.gazetteer.reader import read_folder
    from aliaskit.storage import write

    sections = compile_language(sources)
    language = language_of(sections)
    entities = read_folder(sources / "entities")
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SnapshotError(f"cannot be written: {error.strerror}", path=str(target)) from error
    texts: dict[str, Section] = {name: text.encode() for name, text in sections.items()}
    write(
        target / "language.bin",
        texts,
        header={"content": "language", "format": FORMAT, "hash": language.hash},
    )
    return len(entities), write_snapshot(entities, language, target / "entities.bin")


def shipped_language() -> Language:
    """The language that ships with aliaskit; compiled first in a checkout that is newer than its files."""
    global _language
    if _language is None:
        with _lock:
            if _language is None:
                _compile_if_stale()
                container = Container.open(LANGUAGE)
                _language = Language(container.text, str(container.header["hash"]))
    return _language


def verify_shipped() -> None:
    """Nothing, if every byte of the files that ship is as it was built.

    Raises:
        SnapshotError: one is missing or damaged.
    """
    shipped_language()
    for path in (LANGUAGE, ENTITIES):
        Container.open(path).verify()


def snapshot_of(gazetteer: Gazetteer, language: Language, parser: Parser) -> Snapshot:
    """The gazetteer compiled: mapped from its file, or built in memory.

    Raises:
        SnapshotError: the file was built with another language.
    """
    if gazetteer.origin is Origin.MEMORY:
        from aliaskit.build.snapshots import compile_entities

        return Snapshot(compile_entities(list(gazetteer), language, parser))
    if gazetteer.origin is Origin.SHIPPED:
        shipped_language()
        snapshot, command = Snapshot(Container.open(ENTITIES)), "aliaskit gazetteer build"
    else:
        assert gazetteer.snapshot is not None
        snapshot, command = gazetteer.snapshot, None
    if snapshot.header.get("language") != language.hash:
        raise refused("built with other lexicons than these", snapshot.container.path, command)
    return snapshot


def _compile_if_stale() -> None:
    """In a checkout, compile when a source is newer than the compiled files."""
    if not (SOURCES / "model.yaml").exists():
        return
    targets = [LANGUAGE, ENTITIES]
    if all(target.exists() for target in targets):
        built = min(target.stat().st_mtime_ns for target in targets)
        sources = [*SOURCES.rglob("*.yaml"), *PACKAGE.rglob("*.py")]
        if all(source.stat().st_mtime_ns <= built for source in sources):
            return
    build_shipped(SOURCES, DATA)

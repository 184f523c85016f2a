"""Sources made up for the tests: small lexicons and a few entities, laid out as the real ones are."""

import shutil
from pathlib import Path

from aliaskit.build import SOURCES

_SOURCES = Path(__file__).parent / "build" / "data" / "sources"


def lay_out_sources(target: Path) -> Path:
    """The folder ``target``/sources, with everything that a language and a snapshot are built from.

    Only the weights are those that ship: the engine asks for them by name, and no test minds their values.
    """
    folder = shutil.copytree(_SOURCES, target / "sources")
    shutil.copy(SOURCES / "model.yaml", folder)
    return folder

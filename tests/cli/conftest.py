"""Every test of the command line works in a folder of its own."""

from pathlib import Path

import pytest
from cli_runs import OWN


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with a gazetteer of invented entities."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.csv").write_text(OWN)
    return tmp_path

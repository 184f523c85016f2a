"""The house: imports only point back, and no file grows too large to be read."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MOST_LINES = 500


def lint_imports(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """import-linter, of the environment that runs the tests."""
    program = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    assert program, "import-linter is not installed; pip install --group dev"
    return subprocess.run([program, *options], cwd=folder, capture_output=True, text=True, check=False)


def test_imports_only_point_back() -> None:
    done = lint_imports(ROOT, "--no-cache")
    assert done.returncode == 0, done.stdout + done.stderr
    assert " kept, 0 broken." in done.stdout


def test_an_import_that_points_forward_is_noticed(tmp_path: Path) -> None:
    """The contract is alive: it breaks as soon as the ground imports the roof."""
    shutil.copytree(
        ROOT / "aliaskit", tmp_path / "aliaskit", ignore=shutil.ignore_patterns("__pycache__", "data")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    errors = tmp_path / "aliaskit" / "errors.py"
    errors.write_text("import aliaskit.cli  # wrong\n" + errors.read_text(encoding="utf-8"), encoding="utf-8")
    done = lint_imports(tmp_path, "--no-cache")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "aliaskit.errors is not allowed to import aliaskit.cli" in done.stdout


def test_a_package_import_loads_nothing_heavy() -> None:
    heavy = [
        "numpy",
        "yaml",
        "click",
        "rapidfuzz",
        "jellyfish",
        "unidecode",
        "aliaskit.gazetteer",
        "aliaskit.build",
    ]
    code = f"import sys, aliaskit; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("folder", ["aliaskit", "benchmarks", "tests", "gazetteers/generate"])
def test_no_file_is_too_long(folder: str) -> None:
    files = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in (ROOT / folder).rglob("*.py")
    }
    assert files
    assert {name: lines for name, lines in files.items() if lines > MOST_LINES} == {}

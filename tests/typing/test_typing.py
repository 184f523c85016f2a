"""The types that callers see, as mypy reads them."""

import subprocess
import sys
from pathlib import Path

import aliaskit

EXAMPLES = Path(__file__).with_name("examples.py")
HERE = Path(aliaskit.__file__).parent.parent


def test_mypy_agrees_with_the_examples(tmp_path: Path) -> None:
    options = ["--strict", "--warn-unused-ignores", "--no-error-summary", "--follow-imports=silent"]
    command = [sys.executable, "-m", "mypy", *options, "--cache-dir", str(tmp_path), str(EXAMPLES)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=HERE)
    assert done.stdout + done.stderr == ""
    assert done.returncode == 0

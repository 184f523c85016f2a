"""The wheel's build hook: compiles the gazetteers into the package."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Writes ``aliaskit/data/*.bin`` before the wheel is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Nothing; the compiled files exist afterwards. A wrong gazetteer stops the build."""
        root = Path(self.root)
        sys.path.insert(0, str(root))
        try:
            from aliaskit.build import build_shipped

            build_shipped(root / "gazetteers", root / "aliaskit" / "data")
        finally:
            sys.path.remove(str(root))

"""``python -m aliaskit``."""

from aliaskit.cli import main

main()

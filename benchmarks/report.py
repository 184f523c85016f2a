"""Tables as text."""

from collections.abc import Sequence


def text_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The table as aligned text, figures to the right."""
    grid = [list(head), *map(list, rows)]
    widths = [max(len(row[place]) for row in grid) for place in range(len(head))]
    figures = [
        all(row[place].replace(".", "").replace("-", "").isdigit() or row[place] == "-" for row in rows)
        for place in range(len(head))
    ]
    lines = [
        "  ".join(
            cell.rjust(width) if figure else cell.ljust(width)
            for cell, width, figure in zip(row, widths, figures, strict=True)
        ).rstrip()
        for row in grid
    ]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])

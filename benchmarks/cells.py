"""Cells and tables in Markdown."""

from collections.abc import Iterable, Sequence

from benchmarks.compare import Mean, is_peer


def table(head: Sequence[str], rows: Iterable[Sequence[str]], words: int = 1) -> str:
    """A table in Markdown, its first ``words`` columns to the left; empty if it has no row."""
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    if not lines:
        return ""
    marks = [":--" if place < words else "--:" for place in range(len(head))]
    return "\n".join([f"| {' | '.join(head)} |", f"|{'|'.join(marks)}|", *lines])


def lead(mean: Mean | None) -> str:
    """A lead with its interval; empty for none."""
    return f"{mean.value:+.3f} ({mean.low:+.3f} to {mean.high:+.3f})" if mean else ""


def beside(mean: Mean | None, ours: Mean | None) -> str:
    """The mean, in bold if it is a better one than ours and somebody else's."""
    if mean is None:
        return "-"
    return bold(mean.value, ours.value if ours is not None and is_peer(mean.engine) else None)


def bold(value: float, ours: float | None) -> str:
    """The value, in bold if it is shown as more than ours."""
    text = f"{value:.3f}"
    return strong(text, better=ours is not None and float(text) > float(f"{ours:.3f}"))


def strong(text: str, *, better: bool) -> str:
    """The text, in bold if it is better."""
    return f"**{text}**" if better else text


def short(value: float | None) -> str:
    """Three significant digits at most, whole numbers from a hundred on."""
    if value is None:
        return "-"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def joined(*parts: str) -> str:
    """The parts that are not empty, as paragraphs."""
    return "\n\n".join(part for part in parts if part)

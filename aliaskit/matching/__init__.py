"""Two names held against each other: aligned, described by evidence, weighed."""

from aliaskit.matching.align import Alignment, Pair, align
from aliaskit.matching.model import Matcher

__all__ = ["Alignment", "Matcher", "Pair", "align"]

"""The engines that are measured on pairs: aliaskit, and what one would write without it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from rapidfuzz import fuzz, utils
from unidecode import unidecode


@dataclass(frozen=True, slots=True)
class Opinion:
    """A score from 0 to 1, and what the engine itself says: None where it has no setting."""

    score: float
    same: bool | None = None


class PairEngine(Protocol):
    """Whatever can say how probably two names mean the same."""

    @property
    def name(self) -> str:
        """The name under which it is reported."""

    def judge(self, a: str, b: str, kind: str | None) -> Opinion:
        """The opinion on two names as written, of this kind if one is given."""


@dataclass(frozen=True, slots=True)
class ExactKey:
    """Same or not: the letters and digits of the two names, in ASCII and lower case."""

    name: str = "exact key"

    def judge(self, a: str, b: str, kind: str | None) -> Opinion:
        """Score 1 where both names have the same key, which is not empty."""
        key = exact_key(a)
        same = bool(key) and key == exact_key(b)
        return Opinion(float(same), same)


@dataclass(frozen=True, slots=True)
class Ratio:
    """A rapidfuzz scorer on folded text."""

    name: str
    scorer: Callable[[str, str], float]

    def judge(self, a: str, b: str, kind: str | None) -> Opinion:
        """The scorer's 0 to 100 as 0 to 1; two names that fold to nothing score 0."""
        left, right = fold(a), fold(b)
        return Opinion(self.scorer(left, right) / 100 if left and right else 0.0)


class Aliaskit:
    """aliaskit's comparison of two names, the gazetteers not asked."""

    name = "aliaskit"

    def __init__(self) -> None:
        # Imported here, so that the others can be measured where it is not built.
        from aliaskit import compare

        self._compare = compare

    def judge(self, a: str, b: str, kind: str | None) -> Opinion:
        """Its probability and, as its own setting, whether its judgement is SAME."""
        comparison = self._compare(a, b, kind=kind, names_only=True)
        return Opinion(comparison.probability, comparison.judgement.name == "SAME")


PAIR_ENGINES: dict[str, Callable[[], PairEngine]] = {
    "aliaskit": Aliaskit,
    "exact-key": ExactKey,
    "token-sort": lambda: Ratio("token_sort_ratio", fuzz.token_sort_ratio),
    "wratio": lambda: Ratio("WRatio", fuzz.WRatio),
}


def fold(text: str) -> str:
    """The text in ASCII and lower case, as far as Unidecode knows it, spaces for punctuation.

    Without the last step a comma or a full stop is part of a word for rapidfuzz's scorers, and
    "Reed, John" is not "John Reed"; `default_process` is rapidfuzz's own remedy.
    """
    return utils.default_process(unidecode(text).casefold())


def exact_key(text: str) -> str:
    """The letters and digits of the folded text, nothing between them."""
    return "".join(filter(str.isalnum, fold(text)))

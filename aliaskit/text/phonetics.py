"""How words sound: keys under which different spellings meet."""

import re

import jellyfish

from aliaskit.lexicons import Sounds

_REPEATED = re.compile(r"(.)\1+")


class Ear:
    """Sound keys of single words in comparison form, remembered."""

    def __init__(self, sounds: Sounds) -> None:
        self._sounds = sounds
        self._folds = tuple(
            (re.compile(old), new) if old[0] == "^" or old[-1] == "$" else (old, new)
            for old, new in sounds.folds
        )
        self._folded: dict[str, str] = {}
        self._skeletons: dict[str, str] = {}

    def fold(self, form: str) -> str:
        """The form with spellings of one sound made equal: ``youko`` and ``yoko`` are both ``ioko``."""
        known = self._folded.get(form)
        if known is not None:
            return known
        folded = form
        for old, new in self._folds:
            if isinstance(old, str):
                if old in folded:
                    folded = folded.replace(old, new)
            else:
                folded = old.sub(new, folded)
        folded = _REPEATED.sub(r"\1", folded) or form
        self._folded[form] = folded
        return folded

    def skeleton(self, form: str) -> str:
        """The consonants by class, first vowel marked: ``muhammad`` is ``mmt``, ``entoni`` is ``ant``."""
        known = self._skeletons.get(form)
        if known is not None:
            return known
        classes, soft = self._sounds.classes, self._sounds.soft_c
        folded = self.fold(form)
        out = ["a"] if folded[:1] in self._sounds.vowels else []
        for place, letter in enumerate(folded):
            if letter in self._sounds.vowels:
                continue
            if letter == "c" and folded[place + 1 : place + 2] in tuple(soft):
                letter = "s"
            sound = classes.get(letter, letter)
            if not out or out[-1] != sound:
                out.append(sound)
        skeleton = "".join(out)
        self._skeletons[form] = skeleton
        return skeleton

    @staticmethod
    def metaphone(form: str) -> str:
        """The Metaphone key (Philips 1990, by jellyfish) of a word in ASCII letters, else an empty string."""
        return jellyfish.metaphone(form) if form.isascii() and form.isalpha() else ""

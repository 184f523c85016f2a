"""All lexicons together, decoded on first use from the sections of a compiled language file."""

import json
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from aliaskit.lexicons.model import Model
from aliaskit.lexicons.values import Organizations, Persons, ScriptTable, Sounds, Transliteration, Words

_LONG_WORD = 7


class Language:
    """The lexicons and the model; ``read`` gives a section's JSON text by its name.

    ``hash`` identifies the content: a snapshot that was parsed with another language is refused.
    """

    def __init__(self, read: Callable[[str], str], content_hash: str) -> None:
        self._read = read
        self.hash = content_hash

    def _section(self, name: str) -> dict[str, Any]:
        decoded: dict[str, Any] = json.loads(self._read(name))
        return decoded

    @cached_property
    def transliteration(self) -> Transliteration:
        """The tables that turn letters into plain Latin ones."""
        data = self._section("transliteration")
        hangul = data["hangul"]
        return Transliteration(
            letters=data["letters"],
            scripts=_script_tables(data["scripts"]),
            hangul=(tuple(hangul["initials"]), tuple(hangul["vowels"]), tuple(hangul["finals"])),
            homoglyphs=data["homoglyphs"],
        )

    @cached_property
    def sounds(self) -> Sounds:
        """The rules of what sounds alike."""
        data = self._section("sounds")
        return Sounds(
            folds=tuple((old, new) for old, new in data["folds"]),
            vowels=data["vowels"],
            classes=data["classes"],
            soft_c=data["soft_c"],
        )

    @cached_property
    def across(self) -> Mapping[str, Mapping[str, Mapping[str, float]]]:
        """By script, the log ratios of the sound transducer (``costs``) and what a unit tells (``told``)."""
        return self._section("across")

    @cached_property
    def variants(self) -> Mapping[str, str]:
        """Variants of letters and Han characters to the form that stands for them."""
        return self._section("variants")

    @cached_property
    def kanji(self) -> Mapping[str, list[str]]:
        """The readings of characters and words in Japanese names."""
        return self._section("kanji")

    @cached_property
    def words(self) -> Words:
        """Articles, numbers, territories and concepts."""
        data = self._section("words")
        territories: Mapping[str, str] = data["territories"]
        concepts = {word: (concept, kind) for word, (concept, kind) in data["concepts"].items()}
        return Words(
            articles=frozenset(data["articles"]),
            connectors=frozenset(data["connectors"]),
            elisions=frozenset(data["elisions"]),
            numbers=data["numbers"],
            ordinal_endings=frozenset(data["ordinal_endings"]),
            numerators=frozenset(data["numerators"]),
            territories=territories,
            regions=data["regions"],
            towns=data["towns"],
            codes=frozenset(
                code
                for table in (territories, data["regions"])
                for codes in table.values()
                for code in codes.split("|")
            ),
            concepts=concepts,
            polities=frozenset(concept for concept, kind in concepts.values() if kind == "polity"),
            settlements=frozenset(concept for concept, kind in concepts.values() if kind == "settlement"),
            place_endings=data["place_endings"],
            kept_endings=frozenset(data["kept_endings"]),
            longest_territory=_longest(territories),
            longest_concept=_longest(concepts),
        )

    @cached_property
    def exonyms(self) -> Mapping[str, str]:
        """Whole names of countries in any language to their codes (``kr``, or ``cd|cg`` if shared)."""
        return self._section("exonyms")

    @cached_property
    def slips(self) -> Mapping[str, str]:
        """Long lexicon words by their forms with one letter left out: what a misspelt one may be.

        Two words that are one slip apart share such a form (Garbe 2012); a form of two words is none's.
        """
        words = [
            word
            for table in (self.words.concepts, self.words.territories, self.organizations.legal_forms)
            for word in table
            if len(word) >= _LONG_WORD and " " not in word
        ]
        found: dict[str, str] = {}
        for word in sorted(set(words)):
            for shorter in {word, *(word[:i] + word[i + 1 :] for i in range(1, len(word)))}:
                found[shorter] = word if found.get(shorter, word) == word else ""
        return found

    def intended(self, form: str) -> str:
        """The long lexicon word that a form is one slip away from, or the form itself.

        A form that is a name or a title of its own is no slip.
        """
        persons = self.persons
        if (
            len(form) < _LONG_WORD - 1
            or form in persons.heads
            or form in persons.known_given
            or form in persons.family_first
            or form in persons.common
        ):
            return form
        slips = self.slips
        for shorter in (form, *(form[:i] + form[i + 1 :] for i in range(1, len(form)))):
            word = slips.get(shorter)
            if word and _one_slip(form, word):
                return word
        return form

    @cached_property
    def persons(self) -> Persons:
        """Titles, particles, nicknames, the order of names."""
        data = self._section("persons")
        groups: dict[str, Any] = {
            name: {word: frozenset(others) for word, others in data[name].items()}
            for name in ("nicknames", "full_names", "equivalents", "spellings")
        }
        sets: dict[str, Any] = {
            name: frozenset(data[name])
            for name in (
                "heads",
                "name_like",
                "modifiers",
                "connectors",
                "complements",
                "phrases",
                "honorifics",
                "post_nominals",
                "particles",
                "particles_name_like",
                "given_family_first",
                "western_given",
                "common",
                "known_given",
                "abbreviations",
            )
        }
        return Persons(
            attached=tuple(data["attached"]),
            generational=data["generational"],
            generational_before=data["generational_before"],
            family_first=data["family_first"],
            native_family={word: tuple(forms) for word, forms in data["native_family"].items()},
            **groups,
            **sets,
        )

    @cached_property
    def organizations(self) -> Organizations:
        """Legal forms."""
        data = self._section("organizations")
        forms = {word: (form, group) for word, (form, group) in data["legal_forms"].items()}
        return Organizations(legal_forms=forms, longest_legal_form=_longest(forms))

    @cached_property
    def model(self) -> Model:
        """The weights of the evidence."""
        data = self._section("model")
        return Model(
            prior=data["prior"],
            weights=data["weights"],
            mass=data["mass"],
            thresholds=data["thresholds"],
            decisive=frozenset(data["decisive"]),
            calibration={
                stratum: tuple((float(told), float(true)) for told, true in points)
                for stratum, points in data["calibration"].items()
            },
            precision={
                stratum: tuple((float(p), float(least), float(recall)) for p, least, recall in rows)
                for stratum, rows in data["precision"].items()
            },
        )


def _one_slip(form: str, word: str) -> bool:
    """Whether one letter, not the first, is too few, too many, wrong or in its neighbour's place."""
    if form[0] != word[0] or form == word or abs(len(form) - len(word)) > 1:
        return False
    place = next(
        (i for i, (a, b) in enumerate(zip(form, word, strict=False)) if a != b), min(len(form), len(word))
    )
    rest, other = form[place:], word[place:]
    if len(form) == len(word):
        swapped = rest[:2] == other[1::-1] and rest[2:] == other[2:]
        return swapped or rest[1:] == other[1:]
    return rest[1:] == other if len(form) > len(word) else rest == other[1:]


def _longest(phrases: Mapping[str, object]) -> int:
    """The number of words in the longest phrase."""
    return max((phrase.count(" ") + 1 for phrase in phrases), default=0)


def _script_tables(scripts: Mapping[str, Mapping[str, Any]]) -> dict[str, ScriptTable]:
    """The tables by script; one that is written ``like`` another has that one's letters and its own."""
    return {
        script: _script_table(_over(scripts[data["like"]], data) if "like" in data else data)
        for script, data in scripts.items()
    }


def _over(base: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """The data on top of the base's; letters and groups, in its own script, are shifted onto the base's."""
    shift = data.get("shift")
    first, last, by = (shift["first"], shift["last"], int(shift["by"])) if shift else ("", "", 0)

    def shifted(word: str) -> str:
        return "".join([chr(ord(letter) + by) if first <= letter <= last else letter for letter in word])

    merged: dict[str, Any] = {**base, **data}
    for field in ("letters", "groups"):
        own = data.get(field, {})
        merged[field] = {**base.get(field, {}), **{shifted(each): own[each] for each in own}}
    return merged


def _script_table(data: Mapping[str, Any]) -> ScriptTable:
    shift = data.get("shift")
    variants = tuple(
        (
            str(variant["marks"]),
            _script_table({**_over(data, variant), "variants": ()}),
        )
        for variant in data.get("variants", ())
    )
    groups = data.get("groups", {})
    return ScriptTable(
        letters=data.get("letters", {}),
        groups=groups,
        shift=(shift["first"], shift["last"], int(shift["by"])) if shift else None,
        variants=variants,
        before=tuple((old, new) for old, new in data.get("before", ())),
        after=tuple((old, new) for old, new in data.get("after", ())),
        longest=max(map(len, groups), default=1),
    )

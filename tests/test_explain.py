"""Sentences: each says what was asked, who is meant, and why; the reason is in the evidence."""

import pytest

from aliaskit import Evidence, Resolver, explain
from aliaskit.lexicons import Language


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Elowen Trasker", ["'Elowen Trasker'", "person/elowen-trasker", "its name"]),
        ("Wrenna Ashgrove", ["Elowen Trasker", "known as 'Wrenna Ashgrove'"]),
        ("Elowen Traskr", ["Elowen Trasker", "'Traskr'", "'Trasker'"]),
        ("Brackwater, Ottoline", ["Ottoline J. Brackwater", "in the other order"]),
        ("Yarrowfen", ["may be", "place/yarrowfen-ca", "place/yarrowfen-au"]),
        ("Tavish Morrowlake", ["may be", "person/tavish-morrowlake-jr", "person/tavish-morrowlake-sr"]),
        ("Ottoline K. Brackwater", ["is not", "person/ottoline-brackwater", "K.", "J."]),
        ("6th Lantern Regiment", ["is not", "6th", "5th"]),
        ("South Sarkenby", ["is not", "South", "North"]),
        ("Trasker", ["not resolved", "Elowen Trasker"]),
        ("the Heron", ["not resolved", "the Heron", "alone"]),
        ("Jovenka Plimsoll", ["'Jovenka Plimsoll'", "no known name"]),
        ("?!", ["'?!'", "no letter"]),
    ],
)
def test_resolutions(name: str, parts: list[str], invented: Resolver) -> None:
    sentence = invented.resolve(name).explanation
    for part in parts:
        assert part in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_another_kind(invented: Resolver) -> None:
    sentence = invented.resolve("Vellamoor", kind="person").explanation
    assert "Vellamoor" in sentence
    assert "a place" in sentence
    assert "a person" in sentence


@pytest.mark.parametrize(
    ("left", "right", "parts"),
    [
        ("Robert Quoss", "Bob Quoss", ["same", "'Robert'", "'Bob'", "short form"]),
        ("Jovenka Quoss", "Quoss Jovenka", ["same", "in the other order"]),
        ("Jovenka Quoss", "JOVENKA QUOSS", ["the same name"]),
        ("Quoss", "Jovenka Quoss", ["'Quoss' agrees", "alone"]),
        ("Jovenka Quoss Jr.", "Jovenka Quoss Sr.", ["Not merged", "Jr.", "Sr."]),
        ("Jovenka Quoss", "Mirvana Trasker", ["Not merged", "nothing in common"]),
        ("QLVX", "Quell Lantern Vane Xebecs", ["initials"]),
    ],
)
def test_comparisons(left: str, right: str, parts: list[str], invented: Resolver) -> None:
    sentence = invented.compare(left, right).explanation
    for part in [*parts, f"'{left}'", f"'{right}'"]:
        assert part in sentence
    assert sentence.endswith(".")


@pytest.mark.parametrize(
    ("features", "expected"),
    [
        ([], "nothing agrees"),
        (["contradiction"], "nothing agrees"),
        (["equal"], "'l' agrees"),
        (["equal", "equal"], "the same two names"),
        (["equal", "equal", "omitted_other"], "two words agree and left out on one side: l"),
        (["known_same", "equal"], "both are known names of one entity"),
        (["identical", "equal"], "the same name"),
        (["acronym_3"], "it is made of the initials"),
    ],
)
def test_what_agrees(features: list[str], expected: str) -> None:
    rows = [Evidence(feature, "l", "r", 1.0, "") for feature in features]
    assert explain.because(rows) == expected


def test_what_speaks_against_is_told_heaviest_first() -> None:
    rows = [
        Evidence("suffix_differs", "Jr", "Sr", -1.0, ""),
        Evidence("number_differs", "1", "2", -9.0, ""),
        Evidence("country_differs", "CA", "AU", -5.0, ""),
        Evidence("equal", "x", "x", 8.0, ""),
    ]
    sentence = explain.against(rows)
    assert sentence.index("numbers") < sentence.index("country")
    assert "suffix" not in sentence
    assert explain.against([]) == ""


# What was left out, what resembles, or how the whole agrees: told by ``because``.
OTHERWISE_TOLD = {
    "omitted_person",
    "omitted_other",
    "omitted_generic",
    "far",
    "contradiction_share",
    "acronym_2",
}


def test_every_weight_that_speaks_against_has_words(language: Language) -> None:
    """A row that lowers the odds is named in a sentence, or tells only what was left out or resembles."""
    silent = {name for name, weight in language.model.weights.items() if weight < 0}
    silent = {name for name in silent if not explain.against([Evidence(name, "l", "r", -1.0, "")])}
    assert silent <= OTHERWISE_TOLD

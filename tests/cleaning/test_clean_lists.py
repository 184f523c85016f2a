"""Whole lists: groups, canonical forms, decisions, stability, order."""

import csv
import random
from pathlib import Path

import pytest
from variants import typos

from aliaskit import Decision, Decisions, Gazetteer, Resolver, Verdict
from aliaskit.cleaning import Cleaned, clean

MENTIONS = Path(__file__).parent.parent.parent / "examples" / "mentions.csv"


@pytest.fixture(scope="module")
def nobody() -> Resolver:
    """A resolver that knows nobody."""
    return Resolver([Gazetteer.from_entities([])])


def _groups(cleaned: Cleaned) -> set[frozenset[str]]:
    return {frozenset(form for form, _ in group.forms) for group in cleaned.clusters}


def _several(cleaned: Cleaned) -> set[frozenset[str]]:
    return {group for group in _groups(cleaned) if len(group) > 1}


def _mentions() -> list[dict[str, str]]:
    with MENTIONS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


NEWS_PERSONS = {
    frozenset(
        {
            "Anthony Blinken",
            "Antony J. Blinken",
            "Secretary of State Antony J. Blinken",
            "U.S. Secretary of State Antony J. Blinken",
        }
    ),
    frozenset(
        {
            "Lloyd J. Austin III",
            "Lloyd Austin",
            "Secretary of Defense Lloyd J. Austin III",
            "Defense Secretary Lloyd J. Austin III",
        }
    ),
    frozenset({"Minoru Kihara", "Kihara Minoru"}),
    frozenset({"Yasukazu Hamada", "Defense Minister Yasukazu Hamada"}),
    frozenset({"Yoshimasa Hayashi", "Japanese Foreign Minister Yoshimasa Hayashi"}),
    frozenset({"Xi Jinping", "Chinese President Xi Jinping"}),
    frozenset({"Boris Pistorius", "German Defense Minister Boris Pistorius"}),
}
NEWS_OTHERS = {
    frozenset({"Pentagon", "the Pentagon", "US Department of Defense"}),
    frozenset({"NATO", "North Atlantic Alliance"}),
    frozenset({"US", "U.S.", "United States"}),
    frozenset({"Russia", "Russian Federation"}),
    frozenset({"China", "People's Republic of China"}),
    frozenset({"North Korea", "Korea, Democratic People's Republic of"}),
    frozenset({"South Korea", "Korea, Republic of"}),
    frozenset({"Taiwan", "Taiwan, Province of China"}),
}


def test_the_news_mentions_as_one_mixed_column() -> None:
    cleaned = clean([row["mention"] for row in _mentions()])
    assert _several(cleaned) == NEWS_PERSONS | NEWS_OTHERS


def test_the_news_mentions_without_the_shipped_persons() -> None:
    others = [entity for entity in Gazetteer.default() if entity.kind.value != "person"]
    resolver = Resolver([Gazetteer.from_entities(others)])
    cleaned = clean([row["mention"] for row in _mentions()], resolver=resolver)
    assert _several(cleaned) == NEWS_PERSONS | NEWS_OTHERS
    assert cleaned.mapping["Kihara Minoru"] == "Minoru Kihara"
    assert cleaned.mapping["Defense Minister Yasukazu Hamada"] == "Yasukazu Hamada"


SMITHS = ["A. Smith", "Alan Smith", "Alan B. Smith", "B. Smith", "Bob Smith"]


def test_initials_stay_apart_and_say_so(nobody: Resolver) -> None:
    cleaned = clean(SMITHS, kind="person", resolver=nobody)
    assert _several(cleaned) == {frozenset({"Alan Smith", "Alan B. Smith"})}
    unsure = {row.name for row in cleaned.rows if row and row.verdict is Verdict.AMBIGUOUS}
    assert {"A. Smith", "B. Smith"} <= unsure
    group = next(group for group in cleaned.clusters if len(group.forms) > 1)
    assert group.weakest is not None
    assert {group.weakest[0], group.weakest[1]} == {"Alan Smith", "Alan B. Smith"}


GIVEN = [
    "Min-su",
    "Ji-hoon",
    "Sang-woo",
    "Dae-jung",
    "Yong-nam",
    "Hyun-hee",
    "Kyung-soo",
    "Eun-ji",
    "Tae-yang",
    "Woo-bin",
    "Jae-hyun",
    "Myung-bak",
    "Chul-soo",
    "Bo-ram",
    "Soo-jin",
    "Yu-na",
    "Hak-sung",
    "Gwang-jo",
    "Nam-gil",
    "In-young",
    "Mi-rae",
    "Ok-bin",
    "Pyong-il",
    "Ryong-hae",
    "Seo-yeon",
    "Un-kyong",
    "Won-hong",
    "Ye-jin",
    "Byung-hun",
    "Chan-wook",
    "Dong-ha",
    "Ga-eun",
    "Hee-chul",
    "Il-woo",
    "Joon-ho",
    "Ki-duk",
    "Moo-sung",
    "Sun-ah",
    "Tae-hee",
    "Yeon-koung",
]
ARAB = [
    "Ghamdi",
    "Qahtani",
    "Harbi",
    "Shehri",
    "Dosari",
    "Mutairi",
    "Otaibi",
    "Zahrani",
    "Subaie",
    "Anazi",
    "Rashidi",
    "Balawi",
    "Juhani",
    "Maliki",
    "Thubaiti",
    "Yami",
    "Asmari",
    "Hazmi",
    "Nami",
    "Sulami",
    "Khaldi",
    "Fifi",
    "Bishi",
    "Wadani",
    "Tamimi",
    "Hashemi",
    "Baghdadi",
    "Masri",
    "Tunisi",
    "Jaziri",
]
MIDDLE = [
    "Abel",
    "Barnaby",
    "Clement",
    "Dexter",
    "Edmund",
    "Fergus",
    "Gideon",
    "Horace",
    "Ignatius",
    "Jasper",
    "Kelvin",
    "Lambert",
    "Mortimer",
    "Norbert",
    "Octavius",
    "Percival",
    "Quentin",
    "Roderick",
    "Sylvester",
    "Tobias",
    "Ulysses",
    "Vernon",
    "Wilfred",
    "Xavier",
    "Yorick",
    "Zebulon",
    "Ambrose",
    "Benedict",
    "Cedric",
    "Dorian",
]
BANKS = [
    "Meadowlark",
    "Thornfield",
    "Copperhill",
    "Silverbrook",
    "Ravenwood",
    "Stonebridge",
    "Larkspur",
    "Hawthorne",
    "Winterbourne",
    "Ashgrove",
    "Briarcliff",
    "Cedarvale",
    "Dunmorrow",
    "Elderbrook",
    "Foxglove",
    "Greystone",
    "Heatherfield",
    "Ironwood",
    "Juniper",
    "Kingfisher",
    "Lavender",
    "Mapleton",
    "Nightingale",
    "Oakhurst",
    "Primrose",
    "Quillfeather",
    "Rosewater",
    "Sandpiper",
    "Tanglewood",
    "Umberland",
]


def _one_slip(name: str, word: str) -> str:
    """The name with the middle letter of one of its words left out."""
    place = name.index(word) + len(word) // 2
    return name[:place] + name[place + 1 :]


NAMESAKES = {
    "kim": ("person", [(f"Kim {given}", f"{given} Kim") for given in GIVEN]),
    "mohammed": (
        "person",
        [(f"Mohammed al-{name}", _one_slip(f"Mohammed al-{name}", name)) for name in ARAB],
    ),
    "smith": ("person", [(f"John {name} Smith", f"Smith, John {name}") for name in MIDDLE]),
    "bank": (
        "organization",
        [(f"First {name} Bank", _one_slip(f"First {name} Bank", name)) for name in BANKS],
    ),
}


@pytest.mark.parametrize("case", list(NAMESAKES))
def test_namesakes_find_their_own_variant_and_no_other(case: str, nobody: Resolver) -> None:
    kind, pairs = NAMESAKES[case]
    names = [form for pair in pairs for form in pair]
    assert len(set(names)) == len(names)
    cleaned = clean(names, kind=kind, resolver=nobody)
    own = {frozenset(pair) for pair in pairs}
    found = _several(cleaned)
    assert found <= own
    assert len(found) >= 0.8 * len(own)


def test_row_order_does_not_matter(nobody: Resolver) -> None:
    kind, pairs = NAMESAKES["mohammed"]
    names = [form for pair in pairs for form in pair] + SMITHS
    expected = clean(names, kind=kind, resolver=nobody)
    for seed in range(3):
        shuffled = names[:]
        random.Random(seed).shuffle(shuffled)
        again = clean(shuffled, kind=kind, resolver=nobody)
        assert _groups(again) == _groups(expected)
        assert again.mapping == expected.mapping


@pytest.mark.parametrize(
    ("forms", "canonical"),
    [
        (["ANTON QUELLMERE", "Anton Quellmere", "Quellmere, Anton"], "Anton Quellmere"),
        (["A. B. Quellmere-Trask", "Anton B. Quellmere-Trask"], "Anton B. Quellmere-Trask"),
        (["Dr. Élodie Vastergaard", "Elodie Vastergaard", "Élodie Vastergaard"], "Élodie Vastergaard"),
        (["Gen. Anton Quellmere", "General Anton Quellmere"], "Anton Quellmere"),
        (["Anton B. Quellmere", "Anton Quellmere"], "Anton B. Quellmere"),
        (["Kurimoto Tadashi", "Tadashi Kurimoto"], "Tadashi Kurimoto"),
        (["Дмитрий Барсуковский", "Dmitri Barsukovsky"], "Dmitri Barsukovsky"),
    ],
)
def test_canonical_form(forms: list[str], canonical: str, nobody: Resolver) -> None:
    cleaned = clean(forms, kind="person", resolver=nobody)
    assert set(cleaned.mapping.values()) == {canonical}


def test_native_script_on_request(nobody: Resolver) -> None:
    forms = ["Дмитрий Барсуковский", "Dmitri Barsukovsky"]
    cleaned = clean(forms, kind="person", resolver=nobody, prefer="native")
    assert set(cleaned.mapping.values()) == {"Дмитрий Барсуковский"}


def test_short_forms_follow_the_long_form_of_their_group(nobody: Resolver) -> None:
    names = ["Anton J. Quellmere", "Quellmere", "Berta Quellmere", "Quellmere", "Quellmere", "Trask"]
    groups = ["1", "1", "2", "2", "3", "1"]
    cleaned = clean(names, kind="person", groups=groups, resolver=nobody)
    assert cleaned.canonical == [
        "Anton J. Quellmere",
        "Anton J. Quellmere",
        "Berta Quellmere",
        "Berta Quellmere",
        "Quellmere",
        "Trask",
    ]


def test_a_short_form_with_two_long_forms_stays(nobody: Resolver) -> None:
    cleaned = clean(
        ["Anton Quellmere", "Berta Quellmere", "Quellmere"], kind="person", groups=["1"] * 3, resolver=nobody
    )
    assert cleaned.canonical[2] == "Quellmere"


def test_decisions_are_obeyed() -> None:
    names = ["Anton Quellmere", "Anton Quelmere", "Toni Q.", "Gerda Vast", "NATO", "The Club"]
    decisions = Decisions(
        [
            Decision("different", "Anton Quellmere", "Anton Quelmere"),
            Decision("same", "Toni Q.", "Anton Quellmere"),
            Decision("pin", "Gerda Vast", "Gerda Vastergaard"),
            Decision("same", "The Club", "NATO"),
        ]
    )
    mapping = clean(names, decisions=decisions).mapping
    assert mapping["Anton Quellmere"] != mapping["Anton Quelmere"]
    assert mapping["Toni Q."] == mapping["Anton Quellmere"]
    assert mapping["Gerda Vast"] == "Gerda Vastergaard"
    assert mapping["The Club"] == "NATO"


def test_a_known_entity_is_refused_by_decision() -> None:
    decisions = Decisions([Decision("different", "Tony Blinken", "Antony Blinken")])
    cleaned = clean(["Tony Blinken", "Antony Blinken"], decisions=decisions)
    assert cleaned.rows[0] is not None
    assert cleaned.rows[0].entity is None
    assert cleaned.rows[1] is not None
    assert cleaned.rows[1].entity is not None


def test_known_forms_keep_their_canonical_form(nobody: Resolver) -> None:
    few = ["Anton Quellmere", "Anton Quellmere", "Anton Quelmere"]
    first = clean(few, kind="person", resolver=nobody)
    more = [*few, "Anton B. Quellmere", "Anton B. Quellmere"]
    fresh = clean(more, kind="person", resolver=nobody)
    stable = clean(more, kind="person", resolver=nobody, known=first.mapping)
    assert set(fresh.mapping.values()) == {"Anton B. Quellmere"}
    assert set(stable.mapping.values()) == set(first.mapping.values()) == {"Anton Quellmere"}


def test_every_slip_of_one_name_joins_it(nobody: Resolver) -> None:
    names = ["Wilhelmina Thornycastle", *typos("Wilhelmina Thornycastle")]
    cleaned = clean(names, kind="person", resolver=nobody)
    largest = max(len(group.forms) for group in cleaned.clusters)
    assert largest >= 0.5 * len(names)


def test_what_is_no_text_comes_back() -> None:
    cleaned = clean([None, "NATO", 5, ""])
    assert cleaned.canonical == [None, "NATO", 5, ""]
    assert [record["name"] for record in cleaned.to_records()] == ["NATO", ""]


def test_one_kind_or_group_per_name_is_checked(nobody: Resolver) -> None:
    with pytest.raises(ValueError, match="2 groups for 1 names"):
        clean(["NATO"], groups=["1", "2"], resolver=nobody)
    with pytest.raises(ValueError, match="1 values of kind for 2 names"):
        clean(["NATO", "UN"], kind=["org"], resolver=nobody)


def test_of_a_full_name_and_its_short_form_the_full_one_is_canonical(nobody: Resolver) -> None:
    cleaned = clean(["Bob Quorvin", "Robert Quorvin"], kind="person", resolver=nobody)
    assert set(cleaned.canonical) == {"Robert Quorvin"}
    often = clean(["Bob Quorvin"] * 3 + ["Robert Quorvin"], kind="person", resolver=nobody)
    assert set(often.canonical) == {"Bob Quorvin"}


def test_empty_mentions_are_in_no_group_and_country_is_per_row(nobody: Resolver) -> None:
    cleaned = clean(["", "Zelda Karsk", "?!", ""], resolver=nobody)
    assert [group.canonical for group in cleaned.clusters] == ["Zelda Karsk"]
    assert [row.cluster for row in cleaned.rows if row] == ["", "list:zelda karsk", "", ""]


def test_groups_of_one_form_and_two_kinds_have_ids_of_their_own(nobody: Resolver) -> None:
    kinds = ["person", "place", "person"]
    cleaned = clean(["Jordan Vale", "Jordan Vale", "JORDAN VALE"], kind=kinds, resolver=nobody)
    first, second, third = (row.cluster for row in cleaned.rows if row)
    assert first == third != second


def test_the_fuller_form_is_canonical_though_it_is_inverted(nobody: Resolver) -> None:
    cleaned = clean(["Alan Quim", "Quim, Alan B."], kind="person", resolver=nobody)
    assert set(cleaned.canonical) == {"Alan B. Quim"}

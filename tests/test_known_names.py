"""What the shipped gazetteer must answer: names that match, that differ, that stay ambiguous."""

import csv
from pathlib import Path

import pytest
from variants import typos, without_marks

from aliaskit import Judgement, Verdict, compare, resolve

MENTIONS = Path(__file__).parent.parent / "examples" / "mentions.csv"

# Spellings by entity; each also in capitals, without accents, and with every single slip in a long word.
MATCHES = {
    "person/blinken-antony": [
        "Antony J. Blinken",
        "Anthony Blinken",
        "Tony Blinken",
        "Blinken, Antony",
        "Энтони Блинкен",
    ],
    "person/kihara-minoru": ["Kihara Minoru", "Minoru Kihara", "木原稔"],
    "person/kamikawa-yoko": ["Yōko Kamikawa", "Yoko Kamikawa", "Youko Kamikawa"],
    "person/lai-ching-te": ["William Lai Ching-Te", "Lai Ching-te", "賴清德", "赖清德"],
    "person/zelenskyy-volodymyr": [
        "Volodymyr Zelenskyy",
        "Vladimir Zelensky",
        "Volodymyr Zelenskiy",
        "Володимир Зеленський",
    ],
    "person/mohammed-bin-salman": ["Mohammed bin Salman", "Muhammad bin Salman", "محمد بن سلمان"],
    "person/xi-jinping": ["Xi Jinping", "习近平", "習近平"],
    "person/yoon-suk-yeol": ["Yoon Suk Yeol", "Yun Seok-yeol", "윤석열"],
    "person/netanyahu-benjamin": ["Benjamin Netanyahu", "Bibi Netanyahu"],
    "person/modi-narendra": ["Narendra Modi", "नरेन्द्र मोदी"],
    "person/von-der-leyen-ursula": ["Ursula von der Leyen", "von der Leyen, Ursula"],
    "person/biden-joe": ["Joe Biden", "Joseph R. Biden Jr."],
    "organization/nato": ["NATO", "OTAN", "North Atlantic Alliance"],
    "organization/international-monetary-fund": [
        "IMF",
        "International Monetary Fund",
        "Fonds monétaire international",
    ],
    "organization/jp-ministry-of-foreign-affairs": [
        "Japanese Foreign Ministry",
        "Ministry of Foreign Affairs of Japan",
    ],
    "organization/us-department-of-defense": ["Pentagon"],
    "organization/siemens": ["Siemens AG", "Siemens Aktiengesellschaft"],
}


def _answer(name: str, **given: str) -> str:
    resolution = resolve(name, **given)
    return resolution.entity.id if resolution.entity else resolution.verdict.name


@pytest.mark.parametrize(("expected", "name"), [(e, n) for e, names in MATCHES.items() for n in names])
def test_match(expected: str, name: str) -> None:
    assert _answer(name) == expected
    assert _answer(name.upper()) == expected
    assert _answer(without_marks(name)) == expected


@pytest.mark.parametrize(
    ("mention", "context", "entity"),
    [
        ("Georgia", ["Atlanta"], "place/us-georgia"),
        ("Georgia", ["Tbilisi"], "place/ge"),
        ("Cambridge", ["Massachusetts"], "place/us-cambridge"),
        ("Kochi", ["Osaka", "Tokyo"], "place/jp-kochi"),
        ("Cambridge", ["Boston", "London"], None),
        ("Georgia", [], None),
    ],
)
def test_known_places_near_a_mention_say_its_country(
    mention: str, context: list[str], entity: str | None
) -> None:
    found = resolve(mention, context=context).entity
    assert (found and found.id) == entity


def test_slips_still_find_the_right_entity_and_never_another() -> None:
    right = wrong = missed = 0
    for expected, names in MATCHES.items():
        for name in names:
            for variant in typos(name):
                answer = _answer(variant)
                right += answer == expected
                wrong += answer != expected and "/" in answer
                missed += "/" not in answer
    assert right > 1500
    assert wrong == 0
    assert right / (right + missed) >= 0.98


def test_department_of_defense_needs_its_country() -> None:
    assert _answer("Department of Defense") == "AMBIGUOUS"
    assert _answer("Department of Defense", country="US") == "organization/us-department-of-defense"


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("George H. W. Bush", "George W. Bush", "person"),
        ("John Smith Jr.", "John Smith Sr.", "person"),
        ("John A. Smith", "John B. Smith", "person"),
        ("Kim Jong Un", "Kim Jong Il", "person"),
        ("Minoru Kihara", "Seiji Kihara", "person"),
        ("Bank of China", "China Construction Bank", "organization"),
        ("First National Bank", "First Republic Bank", "organization"),
        ("Bank of the West", "Bank of the East", "organization"),
        ("Fund I", "Fund II", "organization"),
        ("12th Marine Littoral Regiment", "3rd Marine Littoral Regiment", "organization"),
        ("Government of Estonia", "Government of Ethiopia", "organization"),
        ("Niger", "Nigeria", "place"),
        ("Austria", "Australia", "place"),
        ("Guinea", "Guinea-Bissau", "place"),
        ("Guinea", "Equatorial Guinea", "place"),
        ("Guinea", "Papua New Guinea", "place"),
        ("Guinea-Bissau", "Equatorial Guinea", "place"),
        ("Republic of the Congo", "Democratic Republic of the Congo", "place"),
        ("North Korea", "South Korea", "place"),
        ("Republic of Korea", "Democratic People's Republic of Korea", "place"),
        ("Dominica", "Dominican Republic", "place"),
    ],
)
def test_different(a: str, b: str, kind: str) -> None:
    assert compare(a, b, kind=kind).judgement is Judgement.DIFFERENT
    assert compare(b, a, kind=kind).judgement is Judgement.DIFFERENT
    assert compare(a, b).judgement is Judgement.DIFFERENT


def test_not_a_country() -> None:
    assert _answer("Bank of England") == "organization/bank-of-england"
    assert _answer("Atlanta, Georgia") == "place/us-atlanta"
    assert _answer("Atlanta, Georgia", kind="place") == "place/us-atlanta"


@pytest.mark.parametrize(
    ("name", "owners"),
    [
        ("Korea", {"place/kp", "place/kr"}),
        ("Congo", {"place/cd", "place/cg"}),
        ("Georgia", {"place/ge", "place/us-georgia"}),
        ("Kihara", {"person/kihara-minoru", "person/kihara-seiji"}),
        ("Bush", {"person/bush-george-h-w", "person/bush-george-w"}),
        ("SDF", {"organization/japan-self-defense-forces", "organization/syrian-democratic-forces"}),
        ("Austin", {"place/us-austin", "person/austin-lloyd"}),
    ],
)
def test_ambiguous(name: str, owners: set[str]) -> None:
    resolution = resolve(name)
    assert resolution.verdict is Verdict.AMBIGUOUS
    assert owners <= {candidate.entity.id for candidate in resolution.candidates}
    assert all(owner in resolution.explanation for owner in owners)


def _mentions() -> list[tuple[str, str]]:
    with MENTIONS.open(encoding="utf-8", newline="") as file:
        return [(row["kind"], row["mention"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(
    ("expected", "spellings"),
    [
        (
            "person/blinken-antony",
            [
                "Anthony Blinken",
                "Antony J. Blinken",
                "Secretary of State Antony J. Blinken",
                "U.S. Secretary of State Antony J. Blinken",
            ],
        ),
        ("person/kihara-minoru", ["Minoru Kihara", "Kihara Minoru"]),
        (
            "person/austin-lloyd",
            [
                "Lloyd J. Austin III",
                "Lloyd Austin",
                "Secretary of Defense Lloyd J. Austin III",
                "Defense Secretary Lloyd J. Austin III",
            ],
        ),
        ("person/lai-ching-te", ["William Lai Ching-Te"]),
        ("person/hamada-yasukazu", ["Yasukazu Hamada", "Defense Minister Yasukazu Hamada"]),
        ("person/pistorius-boris", ["Boris Pistorius", "German Defense Minister Boris Pistorius"]),
        ("person/xi-jinping", ["Xi Jinping", "Chinese President Xi Jinping"]),
        ("organization/us-department-of-defense", ["Pentagon", "the Pentagon", "US Department of Defense"]),
        ("organization/nato", ["NATO", "North Atlantic Alliance"]),
        ("organization/japan-self-defense-forces", ["Japanese Self-Defense Forces"]),
        (
            "organization/jsdf-joint-operations-command",
            ["Japan Self-Defence Forces Joint Operations Command"],
        ),
        ("organization/us-forces-japan", ["US Forces Japan"]),
        ("organization/12th-marine-littoral-regiment", ["12th Marine Littoral Regiment"]),
        ("organization/us-navy", ["US Navy"]),
        ("organization/us-marine-corps", ["U.S. Marine Corps"]),
        ("place/kp", ["North Korea", "Korea, Democratic People's Republic of"]),
        ("place/kr", ["South Korea", "Korea, Republic of"]),
        ("place/tw", ["Taiwan", "Taiwan, Province of China"]),
        ("place/cn", ["China", "People's Republic of China"]),
        ("place/hk", ["Hong Kong"]),
        ("place/us", ["US", "U.S.", "United States"]),
        ("place/ru", ["Russia", "Russian Federation"]),
    ],
)
def test_news_mentions(expected: str, spellings: list[str]) -> None:
    kinds = {mention: kind for kind, mention in _mentions()}
    for spelling in spellings:
        assert _answer(spelling) == expected
        assert _answer(spelling, kind=kinds[spelling]) == expected


def test_every_news_mention_is_answered_alike_with_and_without_its_kind() -> None:
    mentions = _mentions()
    assert len(mentions) == 58
    unknown = {mention for _, mention in mentions if "/" not in _answer(mention)}
    assert unknown == {"12th Artillery Regiment"}
    for kind, mention in mentions:
        assert _answer(mention) == _answer(mention, kind=kind)


def test_forbidden_merges() -> None:
    answers = {mention: _answer(mention) for _, mention in _mentions()}
    for a, b in [
        ("Minoru Kihara", "Defense Minister Yasukazu Hamada"),
        ("US Forces Japan", "Japanese Self-Defense Forces"),
        ("Japanese Self-Defense Forces", "Japan Self-Defence Forces Joint Operations Command"),
        ("12th Artillery Regiment", "12th Marine Littoral Regiment"),
        ("US Navy", "US Department of Defense"),
    ]:
        assert answers[a] != answers[b]
        assert compare(a, b).judgement is not Judgement.SAME
    assert _answer("3rd Marine Littoral Regiment") != answers["12th Marine Littoral Regiment"]
    assert _answer("US Army") != answers["US Navy"]
    assert compare("US Navy", "US Army").judgement is Judgement.DIFFERENT

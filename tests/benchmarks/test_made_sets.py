"""Sets made at run time: the same again for a seed, with labels that are right and that nothing tells."""

import random
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.data import OWN_PAIRS, DatasetError, Pair, Query, read_own_entities, read_own_pairs
from benchmarks.made import country_pairs, country_queries, noisy_list, noisy_pairs, own_names
from benchmarks.made import operations as ops
from benchmarks.made.noise import Base, _words, may_be_one
from benchmarks.made.operations import OPERATIONS, telling_words

ROOT = Path(__file__).parent.parent.parent
Apply = Callable[[str, random.Random], str | None]

NAMES = [
    ("person", "Elowen Trasker Jr."),
    ("person", "Elowen Traskwell Sr."),
    ("person", "Tavish Morrowlake"),
    ("person", "Tamsin Morrowfield"),
    ("person", "Bartholomew Quickenborough III"),
    ("person", "Bartholomea Quickenbridge II"),
    ("organization", "417th Lantern Regiment"),
    ("organization", "471st Lantern Regiment"),
    ("organization", "Quellmere Lanterns Unit 12"),
    ("organization", "Quellmere Lanterns Unit 21"),
    ("organization", "The Ashgrove Weavers Ltd"),
    ("organization", "The Ashford Weavers Ltd"),
    ("place", "Villa 25 de Mayo"),
    ("place", "Villa 9 de Julio"),
]


def every_own_pair() -> list[Pair]:
    return [pair for path in sorted(OWN_PAIRS.glob("*.csv")) for pair in read_own_pairs(path)]


def every(apply: Apply, name: str) -> set[str | None]:
    """All that the operation makes of the name, over many seeds."""
    return {apply(name, random.Random(seed)) for seed in range(300)}


def balanced(pairs: list[Pair]) -> bool:
    return bool(pairs) and sum(pair.same for pair in pairs) * 2 == len(pairs)


def base(kind: str, text: str) -> Base:
    return Base(kind, text, _words(text), telling_words(text))


# Each operation, by hand


@pytest.mark.parametrize(
    ("apply", "name", "expected"),
    [
        (ops.keyboard_slip, "Omar", {"Onar", "Omsr", "Omae", "Omat"}),
        (ops.transposition, "OMAR LI", {"OAMR LI", "OMRA LI"}),
        (ops.transposition, "Anna", {"Anan"}),
        (ops.omission, "Omar", {"Oar", "Omr", "Oma"}),
        (ops.doubling, "Omar", {"Ommar", "Omaar", "Omarr"}),
        (ops.doubling, "Anna", {"Annaa"}),
        (ops.misreading, "Arno", {"Amo"}),
        (ops.misreading, "Omar", {"0mar", "Ornar"}),
        (ops.misreading, "Clad", {"Clacl", "C1ad", "CIad"}),
        (ops.dropped_word, "Anne Marie Vos", {"Anne Vos"}),
        (ops.dropped_word, "María del Pilar Lagos", {"María Pilar Lagos"}),
        (ops.dropped_small_word, "Bank of Tavria", {"Bank Tavria"}),
        (ops.joined_words, "Anne-Marie Vos", {"AnneMarie Vos", "Anne-MarieVos"}),
        (ops.split_word, "Tavish", {"Tav ish"}),
        (ops.initials, "Anne-Marie Ida Vos", {"A.-M. Ida Vos", "A.-M. I. Vos"}),
        (ops.initials, "Ludwig van Vos", {"L. van Vos"}),
        (ops.swapped_order, "Anne Marie Vos", {"Vos Anne Marie"}),
        (ops.catalogue_order, "Ludwig van Vos", {"Vos, Ludwig van"}),
        (ops.dropped_diacritics, "Strauß Łódź Ærø", {"Strauss Lodz AEro"}),
        (ops.drifted_spelling, "Khat", {"Hat"}),
        (ops.drifted_spelling, "OMARY LI", {"OMMARY LI", "OMARI LI"}),
        (ops.drifted_spelling, "Khalyd", {"Halyd", "Khalid"}),
        (ops.changed_case, "Anne Vos", {"ANNE VOS", "anne vos", "Anne VOS"}),
        (ops.dropped_legal_form, "Vos & Co., Ltd.", {None}),
        (ops.dropped_legal_form, "Tavria Steel Co., Ltd.", {"Tavria Steel"}),
        (ops.dropped_legal_form, "ООО Вектор", {"Вектор"}),
        (ops.dropped_article, "The Tavria Ledger", {"Tavria Ledger"}),
        (ops.dropped_article, "L'Écho du Nord", {"Écho du Nord"}),
    ],
)
def test_an_operation_on_a_name(apply: Apply, name: str, expected: set[str | None]) -> None:
    assert every(apply, name) == expected


@pytest.mark.parametrize(
    ("apply", "name"),
    [
        (ops.keyboard_slip, "417"),
        (ops.keyboard_slip, "Lee Ann"),  # a slip in so short a word is as likely another name
        (ops.omission, "NATO"),
        (ops.doubling, "12th XIII"),
        (ops.misreading, "B52s 10ll"),
        (ops.transposition, "王小明"),
        (ops.joined_words, "Unit 417"),
        (ops.dropped_word, "Vos, Anne Marie Ida"),
        (ops.dropped_small_word, "The Hague"),
        (ops.initials, "Vos, Anne"),
        (ops.initials, "Dr. Anne Vos"),
        (ops.initials, "王 小明"),
        (ops.swapped_order, "Anne Vos Jr."),
        (ops.catalogue_order, "Henry VIII"),
        (ops.dropped_diacritics, "Lodz"),
        (ops.dropped_diacritics, "Йошкар"),
        (ops.dropped_article, "Theodora"),
    ],
)
def test_an_operation_with_nothing_to_work_on(apply: Apply, name: str) -> None:
    assert every(apply, name) == {None}


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_what_tells_namesakes_apart_is_untouched(operation: ops.Operation) -> None:
    made = 0
    for kind, name in (*NAMES, *own_names()):
        if kind in operation.kinds:
            for seed in range(5):
                noisy = operation.apply(name, random.Random(seed))
                if noisy is not None:
                    made += 1
                    assert noisy != name
                    assert telling_words(name) <= telling_words(noisy), noisy
    assert made


# Pairs


def test_noisy_pairs_come_again_with_their_seed_and_differ_with_another() -> None:
    assert noisy_pairs(seed="1", limit=300) == noisy_pairs(seed="1", limit=300)
    assert noisy_pairs(seed="1", limit=300) != noisy_pairs(seed="2", limit=300)


def test_noisy_pairs_are_balanced_in_every_category() -> None:
    pairs = noisy_pairs()
    assert len(pairs) == 2000
    categories = defaultdict(list)
    for pair in pairs:
        categories[pair.category].append(pair)
    assert all(map(balanced, categories.values()))
    alone = {operation.name for operation in OPERATIONS}
    assert alone <= set(categories)
    assert all(set(category.split("+")) <= alone for category in categories)
    assert 0.1 < sum("+" in pair.category for pair in pairs) / len(pairs) < 0.4


def test_no_noisy_pair_is_equal_or_comes_twice() -> None:
    pairs = noisy_pairs()
    assert all(pair.a != pair.b for pair in pairs)
    assert len({(pair.kind, pair.a, pair.b) for pair in pairs}) == len(pairs)
    assert {(pair.kind, pair.a) for pair in pairs} <= set(own_names())
    lefts = [Counter(pair.a for pair in pairs if pair.same is same) for same in (True, False)]
    assert lefts[0] == lefts[1]
    assert not any(pair.cross_script for pair in pairs)


def test_a_limit_is_kept_and_a_short_list_ends() -> None:
    assert len(noisy_pairs(limit=7)) == 6
    assert noisy_pairs([], limit=10) == []
    assert noisy_pairs([("person", "Tavish Morrowlake")]) == []
    assert balanced(noisy_pairs(NAMES, limit=100_000))


def test_digits_and_suffixes_stay_in_pairs() -> None:
    pairs = noisy_pairs(NAMES, limit=100_000)
    assert {"Unit 12", "Jr"} <= {part for pair in pairs for part in ("Unit 12", "Jr") if part in pair.a}
    for pair in pairs:
        if pair.same:
            assert telling_words(pair.a) <= telling_words(pair.b), pair


def test_an_opposite_is_another_name_with_noise() -> None:
    """Jr is not Sr, Unit 12 is not Unit 21; nobody is the opposite of his own other spelling."""
    pairs = noisy_pairs(NAMES, limit=100_000)
    opposites = {(pair.a, pair.b) for pair in pairs if not pair.same}
    texts = {text for _, text in NAMES}
    assert all(b not in texts for _, b in opposites)
    assert all("21" in b for a, b in opposites if a == "Quellmere Lanterns Unit 12")
    same = {frozenset((pair.a, pair.b)) for pair in every_own_pair() if pair.same}
    assert not [pair for pair in noisy_pairs() if not pair.same and frozenset((pair.a, pair.b)) in same]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Anne Vos", "Vos Anne", True),
        ("Anne Vos", "Anna Vos", True),
        ("Anne Vos", "A. Vos", True),
        ("Anne Marie Vos", "Anne Vos", True),
        ("Anne-Marie Vos", "Annemarie Vos", True),
        ("Anne Vos", "Henk Vos", False),
        ("Anne Vos Jr.", "Anne Vos Sr.", False),
        ("Anne Vos Jr.", "Anne Vos", True),
        ("J. Vos", "A. Vos", True),  # one letter apart
        ("J. Ida Vos", "A. Ilse Vos", False),
    ],
)
def test_names_that_noise_could_make_of_each_other(a: str, b: str, expected: bool) -> None:
    assert may_be_one(base("person", a), base("person", b)) is expected
    assert may_be_one(base("person", b), base("person", a)) is expected


def test_organisations_are_parents_and_branches() -> None:
    university = base("organization", "Ravensholm University")
    assert not may_be_one(university, base("organization", "Ravensholm University Press"))
    assert may_be_one(university, base("organization", "Ravensholm Lantern University"))
    assert not may_be_one(university, base("place", "Ravensholm University"))


def test_own_names_have_one_spelling_per_bearer() -> None:
    names = set(own_names())
    assert len(names) > 800
    for pair in every_own_pair():
        if pair.same:
            assert not {(pair.kind, pair.a), (pair.kind, pair.b)} <= names


# Lists


def test_a_noisy_list_has_groups_and_loners() -> None:
    mentions = noisy_list(seed="1", limit=200)
    again = noisy_list(seed="1", limit=200)
    assert (mentions.names, mentions.kinds, mentions.gold) == (again.names, again.kinds, again.gold)
    assert mentions.names != noisy_list(seed="2", limit=200).names
    assert len(mentions.names) == len(mentions.kinds) == len(mentions.gold) == len(set(mentions.names))
    sizes = Counter(mentions.gold)
    assert len(sizes) == 200
    assert max(sizes.values()) <= 4
    several = sum(size > 1 for size in sizes.values())
    assert 60 <= several <= 100
    golds = {f"{kind}:{name}" for kind, name in own_names()}
    assert set(sizes) <= golds


def test_a_noisy_list_keeps_one_of_two_names_that_noise_could_mix_up() -> None:
    names = [("person", "Anne Vos"), ("person", "Anna Vos"), ("person", "Tavish Morrowlake")]
    assert len(set(noisy_list(names).gold)) == 2


# Countries


@pytest.fixture(scope="module")
def all_pairs() -> list[Pair]:
    return country_pairs("1", 1_000_000)


@pytest.fixture(scope="module")
def all_queries() -> list[Query]:
    return country_queries(limit=1_000_000)


def test_country_pairs_come_again_with_their_seed_and_differ_with_another() -> None:
    assert country_pairs("1", 200) == country_pairs("1", 200)
    assert country_pairs("1", 200) != country_pairs("2", 200)
    assert len(country_pairs("1", 7)) == 6


def test_country_pairs_state_facts(all_pairs: list[Pair]) -> None:
    labels = {(pair.a, pair.b): pair for pair in all_pairs}
    assert len(labels) == len(all_pairs) > 30_000
    for english, foreign, script in (
        ("Germany", "Deutschland", "latin"),
        ("Finland", "Suomi", "latin"),
        ("Greece", "Ελλάδα", "greek"),
        ("Japan", "日本", "cjk"),
        ("Egypt", "مصر", "arabic"),
    ):
        assert labels[english, foreign] == Pair("place", english, foreign, True, f"country-{script}")
    by_name = defaultdict(list)
    for pair in all_pairs:
        by_name[pair.b].append(pair)
        assert pair.a != pair.b
    # Each name is one country's, and stands with another one, of another name.
    for group in by_name.values():
        assert len({pair.a for pair in group if pair.same}) == 1
        assert not {pair.a for pair in group if pair.same} & {pair.a for pair in group if not pair.same}
        assert len({pair.category for pair in group}) == 1
    assert not {"Kongo", "Sant Martin"} & set(by_name)  # two countries are called so
    assert not {"Kosovo", "European Union", "Canary Islands"} & {pair.a for pair in all_pairs}


def test_country_pairs_are_balanced_and_no_script_tells_the_label() -> None:
    pairs = country_pairs("1")
    assert len(pairs) == 2000
    assert balanced(pairs)
    categories = {pair.category for pair in pairs}
    assert len(categories) > 20
    for category in categories:
        assert balanced([pair for pair in pairs if pair.category == category])


def test_a_country_is_opposed_to_one_that_looks_like_it(all_pairs: list[Pair]) -> None:
    opposites = {(pair.b, pair.a) for pair in all_pairs if not pair.same}
    assert {("Slowenien", "Slovakia"), ("Irland", "Iceland"), ("Suecia", "Switzerland")} <= opposites


def test_country_queries_know_their_entities(all_queries: list[Query]) -> None:
    wanted = {query.text: query for query in all_queries}
    assert len(wanted) == len(all_queries) > 15_000
    assert wanted["Deutschland"].ids == {"place/de"}
    assert wanted["Deutschland"].category == "country-latin-listed"
    known = {entity.id for entity in read_own_entities()}
    assert {id_ for query in all_queries for id_ in query.ids} <= known
    assert "Géorgie" not in wanted  # also the state


def test_country_queries_come_again_with_their_seed_and_differ_with_another() -> None:
    queries = country_queries("1", limit=50)
    assert queries == country_queries("1", limit=50)
    assert queries != country_queries("2", limit=50)
    assert {query.category.endswith("-listed") for query in queries} == {True, False}


# Without Babel


def test_noise_needs_no_babel() -> None:
    code = (
        "import sys; sys.modules['babel'] = None\n"
        "from benchmarks.made import noisy_pairs, country_pairs, country_queries\n"
        "print(len(noisy_pairs(limit=20)))\n"
        "for ask in (lambda: country_pairs('1'), country_queries):\n"
        "    try: ask()\n"
        "    except Exception as error: print(type(error).__name__, error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    line = f'{DatasetError.__name__} Names of countries need Babel: pip install "aliaskit[bench]"'
    assert done.stdout.splitlines() == ["20", line, line]

"""Names in other scripts among Latin ones: the trie against brute force, stretches of a name."""

import math

import pytest
from test_recall import invented_names

from aliaskit import Gazetteer, Resolver
from aliaskit.build import compile_entities
from aliaskit.candidates.across import Match, agreement, pieces_of
from aliaskit.candidates.index import CandidateIndex
from aliaskit.candidates.trie import Table, Trie
from aliaskit.gazetteer import Snapshot
from aliaskit.model import Entity, Kind
from aliaskit.similarity.transducer import units_of

FOUND = {
    "רון קוק": "Ron Cook",
    "חיים ויצמן": "Chaim Weizmann",
    "平塚雷鳥": "Hiratsuka Raichō",
    "平岩弓枝": "Hiraiwa Yumie",
    "高階秀爾": "Takashina Shūji",
    "盛田昭夫": "Morita Akio",
    "井深大": "Ibuka Masaru",
    "루트비히 판 베토벤": "Ludwig van Beethoven",
    "くろさわあきら": "Kurosawa Akira",
    "محمود درويش": "Mahmoud Darwish",
    "Пётр Чайковский": "Pyotr Tchaikovsky",
}


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    names = [*invented_names(1000), *FOUND.values()]
    return Resolver(
        [
            Gazetteer.from_entities(
                {"id": f"person/{number}", "kind": "person", "name": name}
                for number, name in enumerate(names)
            )
        ]
    )


@pytest.fixture(scope="module")
def snapshot(resolver: Resolver) -> Snapshot:
    return resolver.layers[0].snapshot


@pytest.mark.parametrize("mention", FOUND)
def test_a_person_in_another_script_comes_first(resolver: Resolver, snapshot: Snapshot, mention: str) -> None:
    found = resolver.layers[0].index.find([resolver.parse(mention, "person")])
    assert snapshot.alias_text(found[0]) == FOUND[mention]


@pytest.mark.parametrize(
    ("script", "word"), [("hebrew", "vaytsman"), ("hangul", "beteuben"), ("kana", "morita")]
)
def test_the_trie_finds_what_weighing_every_word_finds(
    resolver: Resolver, snapshot: Snapshot, script: str, word: str
) -> None:
    costs = resolver.matcher.similarity.hearing.lenient_costs(script)
    words = sorted(
        {token.form for alias in range(snapshot.alias_count) for token in snapshot.name(alias).tokens}
    )
    units = units_of(word)

    def score(other: str) -> float:
        told = (costs.told(units) + costs.told(units_of(other))) / 2
        return costs.log_ratio(units, units_of(other)) / told

    best = sorted((word for word in words if len(word) > 1), key=lambda other: -score(other))[:5]
    index = CandidateIndex(snapshot, resolver.matcher.similarity)
    found = Trie(snapshot.container).find(units, Table(costs), 0.25)
    terms = {index.term(place): value for place, value in found}
    expected = {other: score(other) for other in best if score(other) >= 0.25}
    assert expected
    for other, value in expected.items():
        assert terms[other] == pytest.approx(value, abs=1e-3)
    assert [value for _, value in found] == sorted(terms.values(), reverse=True)


@pytest.mark.parametrize("word", ["", "x", "qqqqqq", "1999", "北京"])
def test_the_trie_finds_nothing_for_what_is_no_word(
    resolver: Resolver, snapshot: Snapshot, word: str
) -> None:
    table = Table(resolver.matcher.similarity.hearing.lenient_costs("hebrew"))
    assert all(math.isfinite(score) for _, score in Trie(snapshot.container).find(word, table, 0.25))
    assert Trie(snapshot.container).find(word, table, 9.0) == []


def test_an_empty_index_finds_nobody_in_any_script(resolver: Resolver) -> None:
    index = CandidateIndex(Snapshot(compile_entities([], resolver.language)), resolver.matcher.similarity)
    for mention in FOUND:
        assert index.find([resolver.parse(mention, "person")]) == []


def test_a_long_text_without_spaces_is_bounded_work(resolver: Resolver) -> None:
    for text in ("平" * 5000, "カ" * 5000, "이" * 5000, "ש" * 5000):
        resolver.layers[0].index.find([resolver.parse(text, "person")])


def test_aliases_in_the_mentions_own_script_are_found(resolver: Resolver) -> None:
    entities = [
        Entity("person/a", Kind.PERSON, "Лариса Дубравина"),
        Entity("person/b", Kind.PERSON, "Larisa Zubova"),
    ]
    index = CandidateIndex(
        Snapshot(compile_entities(entities, resolver.language)), resolver.matcher.similarity
    )
    assert index.find([resolver.parse("Лариса Дубровина", "person")])[0] == 0


def test_what_is_written_without_spaces_is_looked_up_in_one_piece_too(resolver: Resolver) -> None:
    pieces, size = pieces_of(resolver.parse("平岩弓枝", "person"))
    assert ("平岩弓枝", 0) in {(piece.form, piece.start) for piece in pieces}
    assert size == 4
    pieces, _ = pieces_of(resolver.parse("חיים ויצמן", "person"))
    assert [len(piece.terms) for piece in pieces] == [1, 1]


def test_agreement_counts_no_stretch_and_no_term_twice() -> None:
    matches = {7: [Match(7, 0, 4, 1.0), Match(7, 4, 8, 1.0)], 8: [Match(8, 0, 4, 0.5)]}
    assert agreement(matches, {7: 5}, 8) == pytest.approx((4 / 8 + 1) / 2)
    assert agreement(matches, {7: 5, 8: 5}, 8) == pytest.approx((4 / 8 + 5 / 10) / 2)
    matches[8].append(Match(8, 4, 8, 0.5))
    assert agreement(matches, {7: 5, 8: 5}, 8) == pytest.approx(0.5 + 0.25)
    assert agreement({}, {7: 5}, 8) == 0

"""Which words of one name stand for which words of the other."""

import pytest

from aliaskit.matching import align
from aliaskit.model import Kind
from aliaskit.names import Parser
from aliaskit.similarity import Relation, Similarity

P, O, L = Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE  # noqa: E741


@pytest.mark.parametrize(
    ("left", "right", "kind", "pairs", "left_over", "right_over"),
    [
        ("Elowen Trasker", "Elowen Trasker", P, ["elowen=elowen", "trasker=trasker"], "", ""),
        ("Elowen Trasker", "Trasker Elowen", P, ["elowen=elowen", "trasker=trasker"], "", ""),
        ("Elowen Wren Trasker", "Elowen Trasker", P, ["elowen=elowen", "trasker=trasker"], "wren", ""),
        ("E. Trasker", "Elowen Trasker", P, ["e=elowen", "trasker=trasker"], "", ""),
        ("Dr. Elowen Trasker", "Elowen Trasker PhD", P, ["elowen=elowen", "trasker=trasker"], "", ""),
        ("Elowen Trasker", "Mirvana Quoss", P, [], "elowen trasker", "mirvana quoss"),
        ("Elowen MacTrask", "Elowen Mac Trask", P, ["elowen=elowen", "mactrask=mac+trask"], "", ""),
        ("Elowen Mac Trask", "Elowen MacTrask", P, ["elowen=elowen", "mac+trask=mactrask"], "", ""),
        ("Quellmere Ltd", "Quellmere GmbH", O, ["quellmere=quellmere"], "", ""),
        ("Quell Mere Fen", "Quellmere Fen", O, ["quell+mere=quellmere", "fen=fen"], "", ""),
        ("12 Quellmere", "Quellmere XII", O, ["12=xii", "quellmere=quellmere"], "", ""),
        ("Vellamoor, Canada", "Vellamoor", L, ["vellamoor=vellamoor"], "canada", ""),
        ("Trask Trask", "Trask", O, ["trask=trask"], "trask", ""),
        ("", "Trask", O, [], "", "trask"),
        ("", "", O, [], "", ""),
    ],
)
def test_alignment(
    left: str,
    right: str,
    kind: Kind,
    pairs: list[str],
    left_over: str,
    right_over: str,
    parser: Parser,
    similarity: Similarity,
) -> None:
    found = align(parser.parse(left, kind), parser.parse(right, kind), similarity)
    written = [
        "+".join(token.form for token in pair.left) + "=" + "+".join(token.form for token in pair.right)
        for pair in found.pairs
    ]
    assert written == pairs
    assert " ".join(token.form for token in found.left_over) == left_over
    assert " ".join(token.form for token in found.right_over) == right_over


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("Elowen Wren Trasker", "E. W. Traskr", P),
        ("Quell Mere Lanterns of Estonia", "Estonian Quellmere Lantern", O),
        ("Trask Trask Quoss", "Quoss Trask Trask Trask", O),
        ("a b c d e f g", "g f e d c b a", P),
    ],
)
def test_every_word_is_used_once(
    left: str, right: str, kind: Kind, parser: Parser, similarity: Similarity
) -> None:
    found = align(parser.parse(left, kind), parser.parse(right, kind), similarity)
    for words, over, side in (
        (found.left_words, found.left_over, "left"),
        (found.right_words, found.right_over, "right"),
    ):
        used = [id(token) for pair in found.pairs for token in getattr(pair, side)] + [id(t) for t in over]
        assert sorted(used) == sorted(map(id, words))


def test_an_equal_word_is_preferred_to_a_similar_one(parser: Parser, similarity: Similarity) -> None:
    found = align(
        parser.parse("Traskr Quoss Trasker", Kind.ORGANIZATION),
        parser.parse("Trasker", Kind.ORGANIZATION),
        similarity,
    )
    assert [pair.relation for pair in found.pairs] == [Relation.EQUAL]
    assert [token.form for token in found.left_over] == ["traskr", "quoss"]


def test_the_number_of_words_is_bounded(parser: Parser, similarity: Similarity) -> None:
    long = parser.parse("trask " * 60, Kind.ORGANIZATION)
    found = align(long, long, similarity)
    assert 0 < len(found.pairs) < 60
    assert len(found.pairs) + len(found.left_over) == 60


def test_pairs_stand_in_the_left_names_order(parser: Parser, similarity: Similarity) -> None:
    left = parser.parse("Quoss Trask Quellmere Fen", Kind.ORGANIZATION)
    right = parser.parse("Fen Quellmere Trask Quoss", Kind.ORGANIZATION)
    found = align(left, right, similarity)
    assert [pair.left[0].form for pair in found.pairs] == ["quoss", "trask", "quellmere", "fen"]

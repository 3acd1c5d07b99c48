"""``NEAR/n`` word by word, and as a query says it."""

from __future__ import annotations

import pytest

from engine.search.near import Chain, Near
from engine.search.phrases import comparable
from engine.search.query import parse_query


def stands(query: str, text: str, languages: tuple[str, ...] = ("en",)) -> bool:
    (chain,) = parse_query(query).chains
    return Near(chain, languages).stands_in(comparable(text))


CASES = [
    ("a NEAR/1 b", "a b", True),
    ("a NEAR/1 b", "b a", True),
    ("a NEAR/1 b", "a x b", False),
    ("a NEAR/2 b", "a x b", True),
    ("a NEAR/2 b", "a. X, b", True),
    ("a NEAR/5 a", "a", False),
    ("a NEAR/5 a", "a b a", True),
    ("tax NEAR/3 tax-free", "tax", False),
    ("a NEAR/2 b NEAR/2 c", "a x b x c", True),
    ("a NEAR/2 b NEAR/2 c", "b x a x x x c", False),
    ("a NEAR/2 b NEAR/2 c", "c b a", True),
    ('"a b" NEAR/1 c', "a b c", True),
    ('"a b" NEAR/1 c', "c a b", True),
    ('"a b" NEAR/1 c', "b a c", False),
    ('"a b" NEAR/3 c', "c x x a b", True),
    ('"a b" NEAR/3 c', "c x x x a b", False),
    ("foo_bar NEAR/2 baz", "foo_bar or baz", True),
    ("foo_bar NEAR/2 baz", "foo or bar baz", False),
    ("run NEAR/1 fast", "running fast", True),
    ("ru?n* NEAR/1 fast", "ruins fast", True),
    ("東京 NEAR/2 大阪", "東京から大阪へ", True),
    ("東京 NEAR/1 大阪", "東京から大阪へ", False),
    ("東京 NEAR/1 大阪", "大阪東京", True),
    ("복지 NEAR/1 제도", "복지 제도", True),
    ("복지 NEAR/1 소득", "사회복지제도는 소득이", True),
    ("복지 NEAR/1 가구", "사회복지제도는 소득이 적은 가구", False),
    ("a NEAR b", "a 1 2 3 4 5 6 7 8 9 b", True),
    ("a NEAR b", "a 1 2 3 4 5 6 7 8 9 10 b", False),
    ("a NEAR/3 b", "", False),
]


@pytest.mark.parametrize(("query", "text", "expected"), CASES)
def test_words_are_near_each_other_by_words_between(query: str, text: str, *, expected: bool):
    assert stands(query, text) is expected


def test_a_chain_takes_its_operands_out_of_the_words_and_leaves_them_to_the_models():
    parsed = parse_query('tax NEAR/5 refund "first draft" NEAR 2024 spring')
    assert parsed.text == "tax refund first draft 2024 spring"
    assert parsed.chains == (
        Chain(("tax", "refund"), (False, False), (5,)),
        Chain(("first draft", "2024"), (True, False), (10,)),
    )
    assert parsed.words == ("spring",)
    assert parsed.phrases == ()
    kinds = [piece.kind for piece in parsed.pieces]
    assert kinds == ["word", "near", "word", "phrase", "near", "word", "word"]


BAD = [
    ("NEAR tax", (0, 4)),
    ("tax NEAR/5", (4, 10)),
    ("tax NEAR/0 refund", (4, 10)),
    ("tax NEAR/101 refund", (4, 12)),
    ("tax NEAR/5 -refund", (4, 10)),
    ("tax NEAR/5 type:pdf", (4, 10)),
    ("tax NEAR NEAR refund", (4, 8)),
    ("NEAR", (0, 4)),
    ("NEAR/" + "9" * 5000, (0, 5005)),
]


@pytest.mark.parametrize(("query", "place"), BAD)
def test_a_chain_that_says_nothing_is_a_note_and_its_words_are_searched(
    query: str, place: tuple[int, int]
):
    parsed = parse_query(query)
    assert parsed.chains == ()
    note = parsed.notes[0]
    assert note.code == "bad-near"
    assert (note.start, note.end) == place
    assert "NEAR" in parsed.text


@pytest.mark.parametrize("query", ["tax near refund", "NEARBY shop", "DO NOT PARK NEAR THE GATE"])
def test_near_is_a_word_where_it_cannot_be_meant(query: str):
    parsed = parse_query(query)
    assert parsed.chains == parsed.notes == ()
    assert parsed.text == query

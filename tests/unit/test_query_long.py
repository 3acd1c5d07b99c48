"""Queries that nobody types: pasted by mistake, or made to be slow."""

from __future__ import annotations

import time

import pytest

from engine.search.near_reading import chains_of
from engine.search.query import LONGEST, parse_query
from engine.search.scanning import Piece, next_piece

AT_ONCE, SOON = 1.0, 10.0
"""Seconds of processor time; what grows with the square of a query's length takes far longer."""
MANY = 100_000

LONG = [
    "in: ",
    "before:zzz ",
    "« ",
    "«",
    "‹",  # noqa: RUF001 - a quotation mark
    "a NEAR/3 ",
    "NEAR/0 ",
    "foo:bar ",
    "ab* ",
    '"a" ',
    "-a ",
]


@pytest.mark.parametrize("piece", LONG)
def test_a_long_query_is_cut_off_with_a_note_and_read_at_once(piece: str):
    query = piece * MANY
    before = time.thread_time()
    parsed = parse_query(query)
    assert time.thread_time() - before < AT_ONCE
    note = parsed.notes[0]
    assert (note.code, note.end) == ("query-too-long", len(query))
    assert LONGEST - len(piece) <= note.start <= LONGEST
    assert all(one.end <= LONGEST for one in parsed.pieces)
    assert len(parsed.notes) < LONGEST / 100


def test_the_longest_query_is_read_whole():
    query = "a" * LONGEST
    assert parse_query(query).words == (query,)
    assert parse_query(query).notes == ()


def test_no_word_is_cut_in_two_but_one_that_never_ends():
    assert set(parse_query("kangaroo " * MANY).words) == {"kangaroo"}
    assert parse_query("a" * LONGEST + " b").words == ("a" * LONGEST,)
    assert parse_query("a " + "字" * MANY).words == ("a", "字" * (LONGEST - 2))


def test_the_rest_is_looked_through_once_for_a_mark_that_has_no_partner():
    query = "« " * MANY
    lone: set[str] = set()
    before, at, count = time.thread_time(), 0, 0
    while (piece := next_piece(query, at, [], lone)) is not None:
        at, count = piece.end, count + 1
    assert count == MANY
    assert time.thread_time() - before < SOON
    assert lone == {"«"}


def test_a_mark_without_a_partner_leaves_those_of_other_kinds_their_own():
    assert parse_query('« a “b c” « "d e"').phrases == ("b c", "d e")


@pytest.mark.parametrize("words", [["a", "NEAR/3"], ["NEAR/0"], ["A", "NEAR"]])
def test_all_chains_are_found_in_one_pass(words: list[str]):
    kinds = {"a": "word", "A": "word"}
    pieces = [
        (kinds.get(word, "near"), Piece(0, 0, False, False, "", "", word))
        for _ in range(MANY // 5)
        for word in words
    ]
    before = time.thread_time()
    chains_of(pieces, shouted=True)
    assert time.thread_time() - before < SOON


def test_a_number_may_have_zeros_before_it_but_no_more_than_that():
    (chain,) = parse_query("a NEAR/" + "0" * 8 + "5 b").chains
    assert chain.distances == (5,)
    (note,) = parse_query("a NEAR/" + "0" * 8 + "1" + "0" * 5_000 + " b").notes
    assert note.code == "bad-near"

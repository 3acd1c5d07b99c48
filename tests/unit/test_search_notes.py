"""What several libraries say of one query."""

from __future__ import annotations

from engine.protocol.messages import Hit, Parts, QueryNote
from engine.search.hits import Answer
from engine.service.search_notes import united

NOTE = QueryNote(code="did-you-mean", start=4, end=8, message="", meant="tax rate")


def hit(*terms: str) -> Hit:
    return Hit(
        rank=1,
        library="",
        path="",
        title="",
        media_type="",
        modified=0,
        size=0,
        page=0,
        start=0,
        end=0,
        heading="",
        language="",
        text="",
        score=0,
        parts=Parts(),
        terms=terms,
        marks=(),
        passage=0,
    )


def test_a_word_that_another_library_has_is_not_corrected():
    answers = [("A", Answer(notes=(NOTE,))), ("B", Answer(hits=(hit("tax", "rape"),)))]
    assert united(answers) == ()


def test_a_word_that_no_library_has_is_corrected_once():
    answers = [
        ("A", Answer(notes=(NOTE,))),
        ("B", Answer(hits=(hit("tax"),))),
        ("C", Answer(notes=(NOTE,))),
    ]
    assert united(answers) == (NOTE,)


def test_a_word_that_is_a_part_of_the_meant_one_is_another_word():
    note = QueryNote(code="did-you-mean", start=0, end=7, message="", meant="formula")
    assert united([("A", Answer(notes=(note,))), ("B", Answer(hits=(hit("form"),)))]) == ()


def test_the_meant_word_is_the_same_however_it_is_written():
    note = QueryNote(code="did-you-mean", start=0, end=6, message="", meant="volcano Lava")
    answers = [("A", Answer(notes=(note,))), ("B", Answer(hits=(hit("lava"),)))]
    assert united(answers) == (note,)


def test_a_piece_of_the_meant_korean_word_is_no_other_word():
    note = QueryNote(code="did-you-mean", start=0, end=3, message="", meant="경찰서")
    assert united([("A", Answer(notes=(note,))), ("B", Answer(hits=(hit("경찰"),)))]) == (note,)


def test_a_word_that_one_library_has_is_not_missed():
    note = QueryNote(code="word-nowhere", start=0, end=5, message="", meant="whale")
    without = ("A", Answer(notes=(note,)))
    assert united([without, ("B", Answer(hits=(hit("whale"),)))]) == ()
    assert united([without, ("B", Answer(notes=(note,)))]) == (note,)

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

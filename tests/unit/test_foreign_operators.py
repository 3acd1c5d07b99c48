"""OR, AND and NOT, which other programs have for operators."""

from __future__ import annotations

import pytest

from engine.search.foreign_operators import CODE
from engine.search.query import parse_query

LEFT_OUT = [
    ("deposit OR 보증금", "deposit 보증금", ["OR"]),
    ("tax NOT draft", "tax draft", ["NOT"]),
    ("NOT draft", "draft", ["NOT"]),
    ("A AND NOT B", "A B", ["AND", "NOT"]),
    ("a OR b OR c", "a b c", ["OR"]),
    ("보증금 OR 월세 OR 전세", "보증금 월세 전세", ["OR"]),
    ("EU OR USA", "EU USA", ["OR"]),
    ("tax OR -draft", "tax", ["OR"]),
    ("'tax' OR ref*", "'tax' ref*", ["OR"]),
]


@pytest.mark.parametrize(("query", "text", "told"), LEFT_OUT)
def test_an_operator_of_other_programs_is_no_word_and_is_told(
    query: str, text: str, told: list[str]
):
    parsed = parse_query(query)
    assert parsed.text == text
    assert [note.code for note in parsed.notes] == [CODE] * len(told)
    assert [query[note.start : note.end] for note in parsed.notes] == told
    assert [note.meant for note in parsed.notes] == told


def test_what_stands_behind_not_is_not_excluded():
    parsed = parse_query("tax NOT draft")
    assert parsed.words == ("tax", "draft")
    assert parsed.excluded == ()
    assert "-word" in parsed.notes[0].message


@pytest.mark.parametrize(
    "query",
    [
        "OR",
        "NOT",
        "tax or refund",
        "Not the draft",
        "tax AND",
        "OR tax",
        '"tax OR refund"',
        "TO BE OR NOT TO BE",
        "please do NOT open the door of the old red house",
        "tax NEAR/5 OR",
        "in:Letters OR",
    ],
)
def test_a_word_that_is_no_such_operator_stays_one(query: str):
    parsed = parse_query(query)
    assert CODE not in {note.code for note in parsed.notes}
    said = f"{parsed.text} {' '.join(parsed.phrases)}".upper().split()
    assert {"OR", "AND", "NOT"} & set(said)


@pytest.mark.parametrize("query", ["-", "((", "*", "?!", "", "- + -", "\x00"])
def test_signs_alone_say_nothing(query: str):
    assert parse_query(query).says_nothing


@pytest.mark.parametrize("query", ["a", "税", "9", "🦊", "€", '"=>"', "( a )", "नि"])
def test_a_word_a_phrase_of_signs_or_a_picture_says_something(query: str):
    assert not parse_query(query).says_nothing

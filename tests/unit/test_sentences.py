"""Sentences of passages: prose, lists, code, and scripts that end a sentence with other marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.split.sentences import sentences

CASES: list[tuple[str, list[str]]] = [
    ("", []),
    ("One.", ["One."]),
    ("One. Two! Three?", ["One.", "Two!", "Three?"]),
    ('He said "no." Then he left.', ['He said "no."', "Then he left."]),
    ("Version 1.0.21 is out. It works.", ["Version 1.0.21 is out.", "It works."]),
    ("Dr. Kim saw e.g. bees. They flew.", ["Dr. Kim saw e.g. bees.", "They flew."]),
    ("Am 1. Januar schneite es. Danach nicht.", ["Am 1. Januar schneite es.", "Danach nicht."]),
    ("Wait … what? Yes.", ["Wait … what?", "Yes."]),
    ("편지를 씁니다. 답장이 없다. 왜?", ["편지를 씁니다.", "답장이 없다.", "왜?"]),
    ("雨が降る。傘がない！", ["雨が降る。", "傘がない！"]),  # noqa: RUF001
    ("# Nights\n\nLying awake is common.", ["# Nights", "Lying awake is common."]),
    ("- milk\n- bread\n1. eggs", ["- milk", "- bread", "1. eggs"]),
    ("def f(x):\n    return x", ["def f(x):", "return x"]),
    (
        "A long line of prose that was broken because it was\nfull goes on. Next.",
        ["A long line of prose that was broken because it was\nfull goes on.", "Next."],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_sentences_are_cut_where_they_end(text: str, expected: list[str]):
    assert [text[start:end] for start, end in sentences(text)] == expected


@given(st.text(alphabet="aB1. \n!。-#가", max_size=80))
def test_sentences_hold_everything_that_is_no_white_space_in_order(text: str):
    spans = sentences(text)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(
        text.split()
    )
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)
    assert spans == sorted(spans)

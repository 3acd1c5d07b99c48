"""Exact phrases on text as documents really typeset it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.search.phrases import Phrase, comparable

FOUND = [
    ("exact phrase", "An Exact\n   PHRASE here"),
    ("example", "an exam-\nple of it"),
    ("example", "an exam\u00adple of it"),
    ("example", "an exam\x02\nple of it"),
    ("well-known", "a well-\nknown man"),
    ("well-known", "a well‑known man"),  # noqa: RUF001 - non-breaking hyphen
    ("don't stop", "Don’t stop"),
    ("file format", "the ﬁle\u00a0format"),
    ("ＡＢＣ", "abc"),  # noqa: RUF001
    ("straße", "STRASSE"),
    ("café", "cafe\u0301"),
    ("foo_bar", "call foo_bar()"),
    ("1.0.21", "version 1.0.21."),
    ("1.0", "version 1.0.21"),
    ("C++", "in C++ and"),
    ("(a + b)", "x (a + b) y"),
    ("복지", "사회 복지제도는"),
    ("사회 복지", "사회복지제도는"),
    ("사회복지제도", "사회복지제\n도는"),
    ("API", "한국API를"),
    ("全文検索", "これは全文\n検索です"),
    ("cat", "the cat."),
    ("cat", "«cat»"),
    ("a", "a"),
]

NOT_FOUND = [
    ("cat", "category"),
    ("cat", "concat"),
    ("cat", "foo_cat"),
    ("exact phrase", "exact same phrase"),
    ("exact phrase", "phrase exact"),
    ("the rapist", "therapist"),
    ("therapist", "the rapist"),
    ("wellknown", "well known"),
    ("이사", "이 사람"),
    ("복지", "복 지"),
    ("well known", "well-known"),
    ("12", "123"),
    ("a.c", "abc"),
]


@pytest.mark.parametrize(("phrase", "text"), FOUND)
def test_typesetting_does_not_hide_a_phrase(phrase: str, text: str):
    assert Phrase(phrase).stands_in(comparable(text))


@pytest.mark.parametrize(("phrase", "text"), NOT_FOUND)
def test_other_words_are_not_the_phrase(phrase: str, text: str):
    assert not Phrase(phrase).stands_in(comparable(text))


@given(st.text(max_size=30), st.text(max_size=10), st.text(max_size=10))
def test_a_phrase_of_whole_words_is_found_in_its_surroundings(phrase: str, left: str, right: str):
    assert Phrase(phrase).stands_in(comparable(f"{left} {phrase} {right}"))


@pytest.mark.parametrize("nothing", ["", "   ", "\u200d"])
def test_a_phrase_of_nothing_asks_for_nothing(nothing: str):
    assert not Phrase(nothing)
    assert Phrase(nothing).stands_in("anything")

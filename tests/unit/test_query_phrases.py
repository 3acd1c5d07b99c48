"""Exact phrases on text as documents really typeset it."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine.search.phrases import Phrase, comparable, is_wild

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
    ("form*", "an informal form"),
    ("*form*", "informally"),
    ("in*al*ly", "informally"),
    ("in***ly", "informally"),
    ("ba*an*a", "banana"),
    ("*nan*", "a banana"),
    ("tax ref* let*", "tax refund\nletter"),
    ("fo*d co*t", "ford cost, food coat"),
    ("報*部", "情報を報道する部門"),
    ("복지*도", "사회복지제도는"),
    ("nai*", "a naïve man"),
    ("naive*", "NAÏVE"),
    ("munc*", "in München"),
    ("*chen", "in Mädchen"),
    ("oeuv*", "une œuvre"),
    ("lodz*", "Łódź"),
    ("כתב*", "כתבה"),
    ("*ולכ", "הולך"),
    ("إلى*", "الي بيت"),
    ("writing by registered", "in writing, by registered mail"),
    ("months ahead in advance", "months ahead (in advance)"),
    ("she said all is lost", "She said: “all is lost”."),
    ("deposit three months", "the deposit – three months"),
    ("ends start here", "It ends.\n\n* **Start** here"),
    ("in writing, by", "in writing, by mail"),
    ("writing by*", "in writing, bylaws"),
    ("writ* by", "in writing, by mail"),
    ('said "all is', "he said, “all, is"),
    ("a + b", "a, + (b)"),
    ("할머니는 정말", "할머니는 ‘정말 맛있다’"),  # noqa: RUF001 - as it is typeset
    ("支付 他说", "在春天支付。他说"),
    ("गया और", "“सब खो गया” और चला"),
    ("है उसने", "जाती है। उसने कहा"),
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
    ("form*", "informal"),
    ("*form", "format"),
    ("in*al", "informally"),
    ("in*al", "in an oral"),
    ("b*an*an*an", "banana"),
    ("mün*", "mundane"),
    ("naï*", "a naive man"),
    ('"nai*"', "a naïve man"),
    ("writing. by", "in writing, by mail"),
    ("ahead [in", "ahead (in advance)"),
    ("the rapist", "the-\nrapist"),
    ("and or", "and/or"),
    ("writing registered", "in writing, by, registered mail"),
    ("one two", "one ---------- two"),
    ("ख गया", "सब खो गया"),
    ("한국어 API", "한국어(API)"),
]


@pytest.mark.parametrize(("phrase", "text"), FOUND)
def test_typesetting_does_not_hide_a_phrase(phrase: str, text: str):
    assert Phrase(phrase).stands_in(comparable(text))


@pytest.mark.parametrize(("phrase", "text"), NOT_FOUND)
def test_other_words_are_not_the_phrase(phrase: str, text: str):
    assert not Phrase(phrase).stands_in(comparable(text))


ENDLESS = {
    "letters": "gattacagattacatcag" * 2_000,
    "signs": "co" + "*" * 30_000,
    "signs of a script without spaces": "報告書は情報を報道する" * 2_000,
    "syllables": "co" * 20_000,
}


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS)
@pytest.mark.parametrize(
    "pattern",
    ["co*******q", "co*c*o*q", "*gat*c*x", "gatta *gat*c*x", "報***x", "*o*c*o*c*o*c*o*c*o*c*x"],
)
def test_many_wildcards_take_no_longer_than_one(pattern: str, text: str):
    """Backtracking would take hours."""
    assert not Phrase(pattern).stands_in(comparable(text))


SIGNS = {
    "commas": "," * 100_000,
    "parted": ", " * 50_000,
    "words": "a, " * 33_000,
    "lines": ("a" + ",,,,,,, " * 5) * 2_500,
    "gaps": ("a" + " " * 1_000 + ",") * 100,
}


@pytest.mark.parametrize("text", SIGNS.values(), ids=SIGNS)
@pytest.mark.parametrize(
    "phrase", ["a b", ", b", ", , , , , , , , b", "a a a a a , b", "co* , *ab b"]
)
def test_a_text_of_punctuation_takes_no_longer_than_another(phrase: str, text: str):
    """Backtracking would take hours."""
    assert not Phrase(phrase).stands_in(comparable(text))


def test_a_phrase_ends_with_its_last_word():
    text = comparable("given in writing, (by mail), once")
    ((start, end),) = Phrase("writing by mail").spans(text)
    assert text[start:end] == "writing, (by mail"


@given(st.text("abc", max_size=12), st.text("abc*", min_size=3, max_size=7))
def test_wildcards_find_what_backtracking_would(word: str, pattern: str):
    if is_wild(pattern):
        body = "".join("[a-z]*" if sign == "*" else sign for sign in pattern)
        found = re.fullmatch(body, word) is not None
        assert Phrase(pattern).stands_in(word) == found


@given(st.text(max_size=30), st.text(max_size=10), st.text(max_size=10))
def test_a_phrase_of_whole_words_is_found_in_its_surroundings(phrase: str, left: str, right: str):
    assume(not {"*", "?"} & set(comparable(phrase)))  # patterns, which stand for words
    assert Phrase(phrase).stands_in(comparable(f"{left} {phrase} {right}"))


@pytest.mark.parametrize("nothing", ["", "   ", "\u200d"])
def test_a_phrase_of_nothing_asks_for_nothing(nothing: str):
    assert not Phrase(nothing)
    assert Phrase(nothing).stands_in("anything")

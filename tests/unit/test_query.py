"""Words, phrases and exclusions of the query language, and any string at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.search.query import parse_query

WORDS = [
    ("", ""),
    ("   ", ""),
    ("tax", "tax"),
    ("  tax   refund ", "tax refund"),
    ("tax\u3000refund\n2024", "tax refund 2024"),
    ("사회 복지 제도", "사회 복지 제도"),
    ("foo_bar", "foo_bar"),
    ("1.0.21", "1.0.21"),
    ("C++ pointers", "C++ pointers"),
    ("what is the refund?", "what is the refund?"),
    ("?!", "?!"),
    ("- tax -", "- tax -"),
    ("-", "-"),
    ("--no-rerank", "--no-rerank"),
    ("well-known", "well-known"),
    ("http://example.org/a:b", "http://example.org/a:b"),
    ("std::vector", "std::vector"),
    ("Note: buy milk", "Note: buy milk"),
    ("at:15", "at:15"),
    ("12:30 meeting", "12:30 meeting"),
    ('5" pipe', '5" pipe'),
    ('foo"bar"', 'foo"bar"'),
    ("don't stop", "don't stop"),
    ("a < b", "a < b"),
    ("sizes>3", "sizes>3"),
    ("in folder", "in folder"),
    ("user@example.org", "user@example.org"),
    ("질문: 무엇", "질문: 무엇"),
    ("\x00", "\x00"),
    ("\ud800 lone", "\ud800 lone"),
]


@pytest.mark.parametrize(("query", "text"), WORDS)
def test_plain_words_reach_the_models_as_they_are(query: str, text: str):
    parsed = parse_query(query)
    assert parsed.text == text
    assert parsed.phrases == parsed.excluded == ()
    assert parsed.conditions == ()
    assert parsed.notes == ()


PHRASES = [
    ('"exact phrase"', ("exact phrase",), "exact phrase"),
    ("“exact phrase”", ("exact phrase",), "exact phrase"),
    ("„genaue Worte“", ("genaue Worte",), "genaue Worte"),
    ("„dokładne słowa”", ("dokładne słowa",), "dokładne słowa"),
    ("«mots exacts»", ("mots exacts",), "mots exacts"),
    ("»genaue Worte«", ("genaue Worte",), "genaue Worte"),
    ("「정확한 문구」", ("정확한 문구",), "정확한 문구"),
    ("『二重』", ("二重",), "二重"),
    ("＂全角＂", ("全角",), "全角"),  # noqa: RUF001 - full-width
    ('“straight"', ("straight",), "straight"),
    ('a "b c" d', ("b c",), "a b c d"),
    ('"a""b"', ("a", "b"), "a b"),
    ('"a"b', ("a",), "a b"),
    ('"a b" "c d"', ("a b", "c d"), "a b c d"),
    ("한국「정확」", ("정확",), "한국 정확"),
    ('"type:pdf"', ("type:pdf",), "type:pdf"),
    ('"-not"', ("-not",), "-not"),
    ('""', (), ""),
    ('"  " x', (), "x"),
]


def test_quotation_marks_in_a_sentence_demand_nothing():
    parsed = parse_query('where did she write that "all is lost" and why did nobody answer')
    assert parsed.phrases == ()
    assert "all is lost" in parsed.words
    assert [note.code for note in parsed.notes] == ["phrase-in-sentence"]


def test_quotation_marks_beside_a_few_words_demand_the_phrase():
    parsed = parse_query('letter of last May with "all is lost"')
    assert parsed.phrases == ("all is lost",)
    assert parsed.notes == ()


@pytest.mark.parametrize(("query", "phrases", "text"), PHRASES)
def test_quotation_marks_of_any_script_make_a_phrase(
    query: str, phrases: tuple[str, ...], text: str
):
    parsed = parse_query(query)
    assert parsed.phrases == phrases
    assert parsed.text == text
    assert parsed.notes == ()


EXCLUSIONS = [
    ("tax -draft", ("draft",), "tax"),
    ('tax -"first draft"', ("first draft",), "tax"),
    ("-„erster Entwurf“ Steuer", ("erster Entwurf",), "Steuer"),
    ("복지 -서울", ("서울",), "복지"),
    ("복지 －서울", ("서울",), "복지"),  # noqa: RUF001 - full-width minus
    ("-a -b c", ("a", "b"), "c"),
    ("tax -2023", ("2023",), "tax"),
    ("-draft", ("draft",), ""),
    ('- "a"', (), "- a"),
]


@pytest.mark.parametrize(("query", "excluded", "text"), EXCLUSIONS)
def test_a_minus_excludes_a_word_or_a_phrase(query: str, excluded: tuple[str, ...], text: str):
    parsed = parse_query(query)
    assert parsed.excluded == excluded
    assert parsed.text == text


ALPHABET = st.one_of(
    st.sampled_from(list('"“”„«»「」『＂-−－:：<>=≥ \t\u3000,;.~/\\*')),  # noqa: RUF001
    st.sampled_from(["type:", "in:", "size>", "before:", "lang:", "ext:", "name:", "1MB", "2024"]),
    st.characters(),
)


@given(st.lists(ALPHABET, max_size=40).map("".join))
def test_no_string_is_an_error(query: str):
    parsed = parse_query(query)
    for note in parsed.notes:
        assert 0 <= note.start < note.end <= len(query)
    for word in (*parsed.words, *parsed.phrases, *parsed.excluded):
        assert word.strip()
        assert word.strip() in query or '"' in query


@given(st.lists(st.from_regex(r"[a-z가-힣]{1,8}", fullmatch=True), max_size=12))
def test_words_without_signs_come_back_unchanged(words: list[str]):
    assert parse_query(" ".join(words)).words == tuple(words)

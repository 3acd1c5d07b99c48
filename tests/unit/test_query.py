"""The query language, case by case, and on any string at all."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.search.conditions import (
    Condition,
    Extensions,
    Folder,
    Language,
    Modified,
    Name,
    Size,
)
from engine.search.kinds import EXTENSIONS
from engine.search.query import parse_query


def ext(*values: str, negated: bool = False) -> Extensions:
    return Extensions(frozenset(values), negated)


def lang(*codes: str, negated: bool = False) -> Language:
    return Language(frozenset(codes), negated)


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


OPERATORS: list[tuple[str, tuple[Condition, ...]]] = [
    ("type:pdf", (ext("pdf"),)),
    ("TYPE:PDF", (ext("pdf"),)),
    ("type：pdf", (ext("pdf"),)),  # noqa: RUF001 - full-width colon
    ("type:word", (Extensions(EXTENSIONS["word"]),)),
    ("type:Excel", (Extensions(EXTENSIONS["sheet"]),)),
    ("type:docx", (ext("docx"),)),
    ("type:.hwp", (ext("hwp"),)),
    ("type:pdf,mail", (Extensions(EXTENSIONS["pdf"] | EXTENSIONS["mail"]),)),
    ("type:pdf type:mail", (Extensions(EXTENSIONS["pdf"] | EXTENSIONS["mail"]),)),
    ("kind:slides", (Extensions(EXTENSIONS["slides"]),)),
    ("-type:pdf", (ext("pdf", negated=True),)),
    ('type:"pdf"', (ext("pdf"),)),
    ("ext:md", (ext("md"),)),
    ("ext:.MD", (ext("md"),)),
    ("ext:*.md", (ext("md"),)),
    ("ext:md,txt;rst", (ext("md", "txt", "rst"),)),
    ("ext:md ext:txt", (ext("md", "txt"),)),
    ("-ext:md", (ext("md", negated=True),)),
    ("ext:weird", (ext("weird"),)),
    ("in:Invoices", (Folder("Invoices"),)),
    ('in:"My Documents"', (Folder("My Documents"),)),
    ("in:„Meine Akten“", (Folder("Meine Akten"),)),
    ("in:~/Docs", (Folder("~/Docs"),)),
    ("in:/home/me", (Folder("/home/me"),)),
    (r"in:C:\Users\me", (Folder(r"C:\Users\me"),)),
    ("in:문서", (Folder("문서"),)),
    ("folder:a", (Folder("a"),)),
    ("in:a in:b", (Folder("a"), Folder("b"))),
    ("-in:Archive", (Folder("Archive", negated=True),)),
    ("name:report", (Name("report"),)),
    ('name:"annual report"', (Name("annual report"),)),
    ("name:보고서", (Name("보고서"),)),
    ("-name:draft", (Name("draft", negated=True),)),
    ("lang:ko", (lang("ko"),)),
    ("lang:KO", (lang("ko"),)),
    ("lang:pt-BR", (lang("pt"),)),
    ("lang:korean", (lang("ko"),)),
    ("lang:한국어", (lang("ko"),)),
    ("lang:en,de", (lang("en", "de"),)),
    ("lang:en lang:de", (lang("en", "de"),)),
    ("-lang:en", (lang("en", negated=True),)),
    ("before:2024", (Modified(before=date(2024, 1, 1)),)),
    ("before:2024-05", (Modified(before=date(2024, 5, 1)),)),
    ("before:2024-05-17", (Modified(before=date(2024, 5, 17)),)),
    ("after:2024", (Modified(since=date(2024, 1, 1)),)),
    ("after:2024-5", (Modified(since=date(2024, 5, 1)),)),
    ("after:2024/05/17", (Modified(since=date(2024, 5, 17)),)),
    ("after:2024.05.17", (Modified(since=date(2024, 5, 17)),)),
    ("after:17.5.2024", (Modified(since=date(2024, 5, 17)),)),
    ("after:5.2024", (Modified(since=date(2024, 5, 1)),)),
    ("after:20240517", (Modified(since=date(2024, 5, 17)),)),
    ("after:2024-05-17T10:30:00Z", (Modified(since=date(2024, 5, 17)),)),
    ("since:2024", (Modified(since=date(2024, 1, 1)),)),
    ("-before:2024", (Modified(since=date(2024, 1, 1)),)),
    ("-after:2024", (Modified(before=date(2024, 1, 1)),)),
    (
        "after:2023 before:2024",
        (Modified(since=date(2023, 1, 1)), Modified(before=date(2024, 1, 1))),
    ),
    ("size>1MB", (Size(least=1_000_001),)),
    ("size>=1MB", (Size(least=1_000_000),)),
    ("size<1MB", (Size(below=1_000_000),)),
    ("size<=1MB", (Size(below=1_000_001),)),
    ("size≥1MB", (Size(least=1_000_000),)),
    ("size＞1MB", (Size(least=1_000_001),)),  # noqa: RUF001 - full-width
    ("size:>1MB", (Size(least=1_000_001),)),
    ("size > 20 ", (Size(least=21),)),
    ("SIZE>1.5kb", (Size(least=1501),)),
    ("size<1,5k", (Size(below=1500),)),
    ("size<2GiB", (Size(below=2 * 2**30),)),
    ("size<3t", (Size(below=3 * 10**12),)),
    ("-size>1MB", (Size(below=1_000_001),)),
    ("-size<1MB", (Size(least=1_000_000),)),
]


@pytest.mark.parametrize(("query", "conditions"), OPERATORS)
def test_an_operator_becomes_a_condition_and_no_word(query: str, conditions: tuple[Condition, ...]):
    parsed = parse_query(query)
    assert parsed.conditions == conditions
    assert parsed.text == ""
    assert parsed.notes == ()


BROKEN = [
    ("type:nonsense", "unknown-type", (0, 13), "type:nonsense"),
    ("type:pdf,nonsense", "unknown-type", (0, 17), "type:pdf,nonsense"),
    ("lang:klingon", "unknown-language", (0, 12), "lang:klingon"),
    ("lang:xx", "unknown-language", (0, 7), "lang:xx"),
    ("before:banana", "bad-date", (0, 13), "before:banana"),
    ("after:2024-13", "bad-date", (0, 13), "after:2024-13"),
    ("after:2024-02-30", "bad-date", (0, 16), "after:2024-02-30"),
    ("after:0000", "bad-date", (0, 10), "after:0000"),
    ("before:1969", "bad-date", (0, 11), "before:1969"),
    ("after:٢٠٢٤", "bad-date", (0, 10), "after:٢٠٢٤"),
    ("size>big", "bad-size", (0, 8), "size>big"),
    ("size:1MB", "bad-size", (0, 8), "size:1MB"),
    ("size=1MB", "bad-size", (0, 8), "size=1MB"),
    ("size>1ib", "bad-size", (0, 8), "size>1ib"),
    ("size>", "empty-operator", (0, 5), "size>"),
    ("in: folder", "empty-operator", (0, 3), "folder"),
    ("tax after:foo", "bad-date", (4, 13), "tax"),
    ("type:pdf lang:klingon", "unknown-language", (9, 21), ""),
    ("tax tpye:pdf", "misspelt-operator", (4, 12), "tax tpye:pdf"),
    ("type:", "empty-operator", (0, 5), "type:"),
    ('name:""', "empty-operator", (0, 7), "name:"),
    ("ext:.", "empty-operator", (0, 5), "ext:."),
    ("tax colour:red", "unknown-operator", (4, 14), "tax colour:red"),
    ('"open', "unclosed-quote", (0, 1), "open"),
    ('tax "re fund', "unclosed-quote", (4, 5), "tax re fund"),
    ("„offen", "unclosed-quote", (0, 1), "offen"),
    ('in:"My Docs', "unclosed-quote", (3, 4), "Docs"),
]


@pytest.mark.parametrize(("query", "code", "span", "text"), BROKEN)
def test_what_is_no_operator_becomes_a_note_and_is_searched_only_if_it_may_be_a_word(
    query: str, code: str, span: tuple[int, int], text: str
):
    parsed = parse_query(query)
    assert [note.code for note in parsed.notes] == [code]
    assert (parsed.notes[0].start, parsed.notes[0].end) == span
    assert parsed.notes[0].message
    assert parsed.text.strip() == text


def test_a_negated_operator_that_is_none_is_excluded_as_a_word():
    parsed = parse_query("tax -colour:red")
    assert parsed.excluded == ("colour:red",)
    assert parse_query("tax -type:nonsense").excluded == ()


def test_an_operator_that_is_nearly_right_is_told_as_it_was_meant():
    assert [note.meant for note in parse_query("foler:letters").notes] == ["folder"]


def test_everything_at_once_keeps_its_order():
    parsed = parse_query(
        '세금 "연말 정산" type:pdf -초안 after:2023 in:"내 문서" lang:ko size<5MB refund'
    )
    assert parsed.text == "세금 연말 정산 refund"
    assert parsed.words == ("세금", "refund")
    assert parsed.phrases == ("연말 정산",)
    assert parsed.excluded == ("초안",)
    assert set(parsed.conditions) == {
        Modified(since=date(2023, 1, 1)),
        Folder("내 문서"),
        Size(below=5_000_000),
        ext("pdf"),
        lang("ko"),
    }


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

"""The operators of the query language: what each becomes, and what is none of them."""

from __future__ import annotations

from datetime import date

import pytest

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

"""What a query could go on with, by what libraries have."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.protocol.messages import Completion, PastSearch, SavedSearch
from engine.search.completing import Asked, complete
from engine.search.offers import NameWords, Offers
from engine.search.query import parse_query

ROOT = os.path.normpath("/home/me/Papers")
SHELVES = [
    (f"{ROOT}/", "md", "en", 3),
    (f"{ROOT}/Invoices/2023/", "pdf", "en", 40),
    (f"{ROOT}/Invoices/2024/", "pdf", "de", 60),
    (f"{ROOT}/My Letters/", "eml", "en", 5),
    (f"{ROOT}/old/src/", "py", "", 7),
    (f"{ROOT}/new/src/", "py", "", 9),
    (f"{ROOT}/보고서/", "hwp", "ko", 12),
    (f"{ROOT}/odd/", "zzz", "", 1),
]
MONTHS = {"2023-11": 30, "2024-01": 20, "2024-03": 50}
NAMES = ["Invoice March.pdf", "Invoice April.pdf", "연간 보고서.hwp", "notes.md"]
OFFERS = Offers(SHELVES, MONTHS, [ROOT], NameWords(NAMES))
ASKED = Asked(
    [PastSearch(query=text, last=9.0 - i, times=1) for i, text in enumerate(("tax form", "여권"))],
    [SavedSearch(name="Bills", query="type:pdf in:Invoices")],
)


def at_end(query: str, asked: Asked = Asked()) -> list[Completion]:  # noqa: B008 - it is frozen
    return list(complete(query, len(query), OFFERS, asked))


def texts(query: str, asked: Asked = Asked()) -> list[str]:  # noqa: B008
    return [found.text for found in at_end(query, asked)]


CASES: list[tuple[str, list[str]]] = [
    ("ty", ["type:"]),
    ("tax ty", ["type:"]),
    ("-ty", ["-type:"]),
    ("tax NE", ["NEAR/5"]),
    ("NE", []),
    ("tax ne", []),
    ("종", ["종류:"]),
    ("폴", ["폴더:"]),
    ("siz", ["size>", "size<"]),
    ("type:", ["type:pdf", "type:code", "type:word", "type:mail", "type:markdown", "type:text"]),
    ("type:p", ["type:pdf", "type:plain"]),
    ("-type:ma", ["-type:mail", "-type:markdown"]),
    ("type:pdf,wo", ["type:pdf,word"]),
    ("type:emai", ["type:email"]),
    ("type:메", ["type:메일"]),
    ("종류:", ["종류:pdf", "종류:코드", "종류:문서", "종류:메일", "종류:마크다운", "종류:텍스트"]),
    ("ext:p", ["ext:pdf", "ext:py"]),
    ("lang:", ["lang:de", "lang:en", "lang:ko"]),
    ("lang:kor", ["lang:korean"]),
    ("in:Inv", ["in:Invoices"]),
    ("in:invoices/", ["in:2024", "in:2023"]),
    ("in:s", ["in:new/src", "in:old/src"]),
    ("in:My", ['in:"My Letters"']),
    ('in:"My Le', ['in:"My Letters"']),
    ("in:etters", ['in:"My Letters"']),
    ("in:보", ["in:보고서"]),
    ("in:복", ["in:보고서"]),
    ("in:ㅂ", ["in:보고서"]),
    (f"in:{ROOT}/Inv", [f"in:{ROOT}/Invoices"]),
    ("name:inv", ["name:invoice"]),
    ("name:연", ["name:연간"]),
    ("size>", ["size>100kB", "size>1MB", "size>10MB", "size>100MB", "size>1GB"]),
    ("size<5", ["size<5kB", "size<5MB", "size<5GB"]),
    ("after:this", ["after:this-week", "after:this-month", "after:this-year"]),
    ("after:지난", ["after:지난주", "after:지난달"]),
    ("after:202", ["after:2024", "after:2023"]),
    ("before:2024", ["before:2024-03", "before:2024-01"]),
    ("보고", ["폴더:보고서"]),
    ("invoi", ["in:Invoices"]),
    ("pdf", ["type:pdf"]),
    ("nothing:", []),
    ("xyzzy", []),
    ("tax ", []),
    ('"ty', []),
    ('"type" ', []),
]


@pytest.mark.parametrize(("query", "expected"), CASES)
def test_what_was_typed_can_become_what_there_is(query: str, expected: list[str]):
    assert [text.replace("\\", "/") for text in texts(query)] == expected


@pytest.mark.parametrize("query", [case[0] for case in CASES if case[1]])
def test_every_filter_that_is_offered_is_one(query: str):
    for offered in at_end(query):
        if offered.kind == "operator":
            continue
        completed = query[: offered.start] + offered.text + query[offered.end :]
        parsed = parse_query(completed)
        assert parsed.notes == ()
        assert [piece.kind for piece in parsed.pieces][-1] == "filter"


def test_an_offer_replaces_the_piece_that_the_cursor_is_in():
    found, *_ = complete("tax type:pd money", 11, OFFERS, Asked())
    assert found == complete("tax type:pd money", 10, OFFERS, Asked())[0]
    assert (found.start, found.end, found.text) == (4, 11, "type:pdf")
    assert found.count == 100


def test_offers_say_what_tells_them_apart():
    folders = at_end("in:src")
    assert [(f.detail.replace("\\", "/"), f.count) for f in folders] == [
        (f"{ROOT}/new/src", 9),
        (f"{ROOT}/old/src", 7),
    ]
    assert [found.detail for found in at_end("after:지난")] == ["last-week", "last-month"]
    assert at_end("종")[0].detail == "type"


def test_days_count_the_files_that_they_leave():
    assert {f.text: f.count for f in at_end("after:2024")} == {
        "after:2024-03": 50,
        "after:2024-01": 70,
    }
    assert {f.text: f.count for f in at_end("before:2024-")} == {
        "before:2024-03": 50,
        "before:2024-01": 30,
    }


def test_former_queries_are_offered_whole():
    assert texts("", ASKED) == ["type:pdf in:Invoices", "tax form", "여권"]
    assert texts("ta", ASKED) == ["tax form"]
    assert texts("tax  fo", ASKED)[0] == "tax form"
    assert texts("역", ASKED) == ["여권"]
    (kept,) = at_end("bil", ASKED)
    assert (kept.kind, kept.detail, kept.text) == ("saved", "Bills", "type:pdf in:Invoices")
    assert (kept.start, kept.end) == (0, 3)


def test_what_stands_there_already_is_not_offered():
    assert texts("tax form", ASKED) == []
    assert "type:pdf" not in texts("type:pdf")


def test_nothing_is_offered_inside_a_former_query():
    assert complete("tax", 1, OFFERS, ASKED) == ()


def least_seconds(work: Callable[[], object]) -> float:
    """Of the processor, of three times: what else runs says nothing of it."""
    took: list[float] = []
    for _ in range(3):
        began = time.thread_time()
        work()
        took.append(time.thread_time() - began)
    return min(took)


def test_offers_of_a_hundred_thousand_files_take_less_than_looking_at_each_name():
    shelves = [
        (f"{ROOT}/part {n % 97}/box {n % 1009}/lot {n}/", ("pdf", "md", "py")[n % 3], "en", 5)
        for n in range(20_000)
    ]
    files = [f"Letter {n} to {n * 7919 % 50_000}.pdf" for n in range(100_000)]
    names = NameWords(files)
    offers = Offers(shelves, MONTHS, [ROOT], names)
    assert len(offers.folders) > 40_000
    looked = least_seconds(lambda: [name.casefold().split() for name in files])
    for query in (
        "in:",
        "in:l",
        "in:box 1",
        "in:nowhere",
        "name:l",
        "lot",
        "type:",
        "after:20",
        "p",
    ):
        offered = least_seconds(partial(complete, query, len(query), offers, ASKED))
        assert offered < looked, query


PARTS = st.one_of(
    st.sampled_from(["type:", "in:", "size>", "after:", "name:", '"', "-", " ", ",", "/", "폴더:"]),
    st.text(alphabet="abIty복ㅂ1:.~\\", max_size=4),
    st.characters(),
)


@given(st.lists(PARTS, max_size=8).map("".join), st.integers(-2, 40))
def test_any_query_can_be_completed_at_any_place(query: str, cursor: int):
    for found in complete(query, cursor, OFFERS, ASKED):
        assert 0 <= found.start <= found.end <= len(query)
        assert found.text

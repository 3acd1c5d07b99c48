"""The pieces of a query, with their places: what the field shows as filters under it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.search.conditions import Extensions, Folder, Modified, Size
from engine.search.kinds import EXTENSIONS
from engine.search.query import parse_query
from engine.search.values import KOREAN_DAYS, RELATIVE_DAYS, relative_day


def test_every_piece_has_its_kind_and_place():
    query = 'tax "final notice" -draft -in:"Old Files" size>1MB lang:klingon'
    pieces = parse_query(query).pieces
    told = [(p.kind, query[p.start : p.end], p.operator, p.value, p.negated) for p in pieces]
    assert told == [
        ("word", "tax", "", "tax", False),
        ("phrase", '"final notice"', "", "final notice", False),
        ("excluded", "-draft", "", "draft", True),
        ("filter", '-in:"Old Files"', "in", "Old Files", True),
        ("filter", "size>1MB", "size", ">1MB", False),
        ("bad", "lang:klingon", "lang", "klingon", False),
    ]


def test_an_operator_under_another_name_has_the_plain_one():
    assert [p.operator for p in parse_query("kind:pdf since:2024 폴더:문서").pieces] == [
        "type",
        "after",
        "in",
    ]


KOREAN = [
    ("종류:메일", Extensions(EXTENSIONS["mail"])),
    ("확장자:hwp", Extensions(frozenset({"hwp"}))),
    ("폴더:문서", Folder("문서")),
    ("이후:2024", Modified(since=date(2024, 1, 1))),
    ("이전:2024", Modified(before=date(2024, 1, 1))),
    ("크기>1MB", Size(least=1_000_001)),
]


@pytest.mark.parametrize(("query", "condition"), KOREAN)
def test_operators_may_be_korean(query: str, condition: object):
    parsed = parse_query(query)
    assert parsed.conditions == (condition,)
    assert parsed.text == ""


def test_a_form_in_korean_is_no_operator():
    assert parse_query("이름: 홍길동").text == "이름: 홍길동"


TODAY = date(2024, 3, 6)  # a Wednesday
RELATIVE = {
    "today": date(2024, 3, 6),
    "yesterday": date(2024, 3, 5),
    "this-week": date(2024, 3, 4),
    "last-week": date(2024, 2, 26),
    "this-month": date(2024, 3, 1),
    "last-month": date(2024, 2, 1),
    "this-year": date(2024, 1, 1),
    "last-year": date(2023, 1, 1),
}


def test_days_go_with_the_calendar():
    assert {name: relative_day(name, TODAY) for name in RELATIVE_DAYS} == RELATIVE
    assert {relative_day(name, TODAY) for name in KOREAN_DAYS} == set(RELATIVE.values())
    assert relative_day("someday", TODAY) is None
    assert parse_query("after:yesterday tax").notes == ()


@given(st.text(alphabet='ab "-:종류type>size1', max_size=40))
def test_pieces_come_in_order_and_lie_in_the_query(query: str):
    at = 0
    for piece in parse_query(query).pieces:
        assert at <= piece.start < piece.end <= len(query)
        at = piece.end

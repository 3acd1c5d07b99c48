"""Words alike: by letters, and fast."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.search.alike import Alike

SOON = 3.0
"""Seconds of processor time; made for each word it takes ten."""
WORDS = [
    "refund",
    "refunds",
    "station",
    "nation",
    "tax",
    "경찰서에",
    "제도",
    "वसंत",
    "foo_bar",
    "12345",
]

CASES: list[tuple[str, int, dict[str, int]]] = [
    ("refnud", 1, {"refund": 1}),
    ("refunt", 2, {"refund": 1, "refunds": 2}),
    ("refud", 1, {"refund": 1}),
    ("statoin", 2, {"station": 1}),
    ("staton", 2, {"station": 1}),
    ("경찰소", 1, {"경찰서": 1}),
    ("제두", 1, {"제도": 1}),
    ("वसतं", 1, {"वसंत": 1}),
    ("", 1, {}),
    ("zzzzz", 2, {}),
    ("foo_baz", 1, {}),
]


@pytest.mark.parametrize(("word", "most", "expected"), CASES)
def test_words_that_differ_by_a_slip_are_found(word: str, most: int, expected: dict[str, int]):
    assert Alike(WORDS).nearest(word, most) == expected


def slow(a: str, b: str) -> int:
    """The same distance from its definition."""
    far = {(i, 0): i for i in range(len(a) + 1)} | {(0, j): j for j in range(len(b) + 1)}
    for i, j in itertools.product(range(1, len(a) + 1), range(1, len(b) + 1)):
        best = min(far[i - 1, j] + 1, far[i, j - 1] + 1, far[i - 1, j - 1] + (a[i - 1] != b[j - 1]))
        if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
            best = min(best, far[i - 2, j - 2] + 1)
        far[i, j] = best
    return far[len(a), len(b)]


@given(st.lists(st.text("abcé", min_size=1, max_size=7), max_size=30), st.text("abcé", max_size=7))
def test_the_distance_is_that_of_the_definition(words: list[str], word: str):
    expected = {one: far for one in words if (far := slow(word, one)) <= 2}
    assert Alike(dict.fromkeys(words)).nearest(word, 2) == expected


def test_what_hangul_words_are_compared_with_is_made_once():
    syllables = [chr(code) for code in range(0xAC00, 0xD7A4, 97)]
    alike = Alike(a + b + c for a, b, c in itertools.product(syllables[:30], repeat=3))
    before = time.thread_time()
    for last in range(200):
        assert alike.nearest(syllables[0] + syllables[1] + chr(0xAC01 + last % 27), 1)
    assert time.thread_time() - before < SOON

"""How many tokens a text has, about, and what goes out together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.models.vendors.lengths import Limits, batches, cut, tokens


@pytest.mark.parametrize(
    ("text", "least"),  # as cl100k_base counts them
    [
        ("The quick brown fox jumps over the lazy dog.", 10),
        ("def encode(self, texts): return self._model(texts)", 12),
        ("검색은 빠르고 정확해야 한다.", 14),
        ("検索は速くて正確でなければならない。", 17),
        ("Быстрая коричневая лиса", 10),
        ("🙂🙂🙂🙂", 8),
    ],
)
def test_the_estimate_is_no_lower_than_the_count(text: str, least: int):
    assert least <= tokens(text) <= 4 * least


@given(st.text(max_size=300), st.integers(1, 60))
def test_what_is_cut_is_the_longest_beginning_within_the_limit(text: str, limit: int):
    made = cut(text, limit)
    assert text.startswith(made)
    assert tokens(made) <= limit
    assert made == text or tokens(text[: len(made) + 1]) > limit


def test_without_a_limit_nothing_is_cut():
    assert cut("word " * 10_000, 0) == "word " * 10_000


@given(st.lists(st.text(max_size=50), max_size=30), st.integers(1, 5), st.integers(1, 40))
def test_every_text_goes_out_once_and_in_order(texts: list[str], items: int, limit: int):
    found = [texts[part] for part in batches(texts, Limits(items, limit), beside=1)]
    assert [text for part in found for text in part] == texts
    for part in found:
        assert 0 < len(part) <= items
        assert len(part) == 1 or sum(tokens(text) + 1 for text in part) <= limit

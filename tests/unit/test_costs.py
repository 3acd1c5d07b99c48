"""What sending a library to a vendor is said to cost."""

from __future__ import annotations

import io
from pathlib import Path

import msgspec
import pytest
from rich.console import Console

from engine.cli import show_models
from engine.models.registry import find
from engine.protocol import messages as m
from engine.service.costs import Amount, amount, amount_of, price_of, price_of_searches
from engine.service.refitting import _priced

MILLION = 1_000_000


def test_korean_has_more_tokens_than_english_of_the_same_length():
    english, korean = amount_of({"en": (10, 7000)}), amount_of({"ko": (10, 7000)})
    russian = amount_of({"ru": (10, 7000)})
    assert english.tokens < russian.tokens < korean.tokens
    assert amount_of({"en": (10, 7000), "ko": (10, 7000)}) == Amount(20, 8750)
    assert amount_of({}) == Amount(0, 0)


def test_a_folder_without_a_catalogue_has_nothing(tmp_path: Path):
    assert amount(tmp_path) == Amount(0, 0)


def test_tokens_cost_what_the_list_says():
    model = find("openai-text-embedding-3-small")
    assert price_of(model, 3 * MILLION) == pytest.approx(3 * model.price)
    assert price_of(find("static-minilm-256"), MILLION) == 0


def test_a_thousand_searches_cost_by_the_search_or_by_what_is_read():
    library = Amount(1000, 175_000)
    cohere, voyage = find("cohere-rerank-v4.0-fast"), find("voyage-rerank-2.5")
    assert price_of_searches(cohere, library, "reranker") == cohere.search_price > 0
    read = price_of_searches(voyage, library, "reranker") / voyage.price * MILLION / 1000
    assert 20 * 175 < read < 40 * 200
    dense = price_of_searches(find("voyage-4"), library, "dense")
    assert 0 < dense < 0.01
    assert price_of_searches(find("bge-reranker-base"), library, "reranker") == 0
    assert price_of_searches(None, library, "dense") == 0


def test_a_model_without_a_price_is_named_where_others_have_one(tmp_path: Path):
    dense, judge = find("voyage-4"), find("voyage-rerank-2.5")
    free = msgspec.structs.replace(judge, price=0.0, price_date="", name="Judge")
    asked = m.ModelsEstimated(library="Notes", passages=3, seconds=None)
    assert _priced(asked, dense, judge, tmp_path).unpriced == ""
    told = _priced(asked, dense, free, tmp_path)
    assert told.unpriced == "Judge"
    assert told.search_cost > 0
    printed = Console(file=io.StringIO(), width=200)
    show_models.sent(told, out=printed)
    assert isinstance(printed.file, io.StringIO)
    said = printed.file.getvalue()
    assert "What Judge takes is not known here, and not counted." in said
    assert "cost less than $0.001" in said
    assert "about less" not in said

"""What is kept of a run of the judged sets, and what the tables say of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.bench import tables
from tests.bench.judged import ENGLISH, REPORTED
from tests.bench.nonsense import Shown, is_nonsense, nonsense, summed
from tests.bench.orders import Worth
from tests.bench.outcome import (
    BM25,
    DEFAULT,
    MINILM,
    RECOLL,
    STATIC,
    Found,
    Kept,
    PerQuery,
    kept,
    read_figures,
    write_figures,
)

MS = {DEFAULT: 40.0, "p95": 90.0, "cached": 20.0}
QUERIES = tuple(f"q{number}" for number in range(20))


def found(ndcg: dict[str, float], name: str = "cacm") -> Found:
    worths = {
        order: {key: Worth(value, 0.9, 0.8) for key in QUERIES} for order, value in ndcg.items()
    }
    return Found(name, QUERIES, worths, nonsense=Shown(12, 1, 0.3, {}), ms=MS)


def figure(before: Kept | None, stored: PerQuery, one: Found, commit: str) -> Kept:
    return kept(one, before, stored, commit=commit, date="2026-11-21")


def test_means_stand_beside_what_the_difference_to_the_default_means(tmp_path: Path):
    stored = PerQuery(tmp_path / "n.npz")
    one = figure(None, stored, found({DEFAULT: 0.6, BM25: 0.5, STATIC: 0.6}), "abc")
    assert (one.orders[BM25].ndcg, one.orders[BM25].recall, one.orders[BM25].mrr) == (0.5, 0.9, 0.8)
    assert one.orders[BM25].p == pytest.approx(1e-4, abs=1e-4)
    assert one.orders[STATIC].p == 1.0
    assert one.orders[DEFAULT].p is None
    assert (one.orders[DEFAULT].ms, one.ms_p95, one.previous) == (40.0, 90.0, None)


def test_a_later_run_is_compared_with_what_was_stored_and_keeps_what_it_left_out(tmp_path: Path):
    file, per_query = tmp_path / "q.json", tmp_path / "n.npz"
    stored = PerQuery(per_query)
    first = figure(None, stored, found({BM25: 0.5, DEFAULT: 0.6, MINILM: 0.5}), "abc")
    write_figures({"cacm": first}, file)
    stored.write(["cacm"])
    stored = PerQuery(per_query)
    second = figure(read_figures(file)["cacm"], stored, found({BM25: 0.5, DEFAULT: 0.7}), "def")
    assert second.previous is not None
    assert (second.previous.ndcg, second.previous.commit) == (0.6, "abc")
    assert second.previous.p < 0.001
    assert second.orders[MINILM].commit == "abc"
    assert second.orders[MINILM].p is not None
    assert tables.older({"cacm": second}) == ["MiniLM at abc on cacm"]
    assert "From an earlier run: MiniLM at abc on cacm." in tables.everything({"cacm": second})


def test_values_of_other_queries_are_no_previous_result(tmp_path: Path):
    stored = PerQuery(tmp_path / "n.npz")
    stored.put("cacm", DEFAULT, ("other",), np.ones(1, np.float32))
    assert stored.of("cacm", DEFAULT, QUERIES) is None
    one = figure(None, stored, found({DEFAULT: 0.6}), "abc")
    assert one.previous is None
    assert stored.of("cacm", DEFAULT, ("other",)) is None


def test_per_query_values_survive_a_file_and_other_sets_are_left_out(tmp_path: Path):
    file = tmp_path / "n.npz"
    stored = PerQuery(file)
    values = np.linspace(0, 1, len(QUERIES), dtype=np.float32)
    stored.put("cacm", DEFAULT, QUERIES, values)
    stored.put("scifact_train", DEFAULT, QUERIES, values)
    stored.write(REPORTED)
    again = PerQuery(file).of("cacm", DEFAULT, QUERIES)
    assert again is not None
    np.testing.assert_array_equal(again, values)
    assert PerQuery(file).of("scifact_train", DEFAULT, QUERIES) is None


def test_the_tables_say_what_holds_and_what_does_not(tmp_path: Path):
    stored = PerQuery(tmp_path / "n.npz")
    worse = found({DEFAULT: 0.6, BM25: 0.61, RECOLL: 0.5})
    said = tables.verdicts({"cacm": figure(None, stored, worse, "abc")})
    assert said.startswith("1 of 3 hold.")
    assert "| cacm: no part is better by over .005 | 0.600, BM25 0.610 | **no** |" in said
    assert "| cacm: better than Recoll | 0.600, 0.500 | yes |" in said
    assert "| cacm: nonsense finds weaker matches alone | 1 not | **no** |" in said


def test_english_averages_need_every_english_set(tmp_path: Path):
    stored = PerQuery(tmp_path / "n.npz")
    figures = {
        name: figure(None, stored, found({DEFAULT: 0.6, BM25: 0.55}, name), "abc")
        for name in ENGLISH
    }
    assert tables.average(figures, DEFAULT) == pytest.approx(0.6)
    assert "| English: .045 above BM25 alone | 0.600, 0.550: +0.050 | yes |" in (
        tables.verdicts(figures)
    )
    del figures["cacm"]
    assert tables.average(figures, DEFAULT) is None
    assert "English:" not in tables.verdicts(figures)


def test_a_marked_part_of_the_readme_is_replaced_and_nothing_else(tmp_path: Path):
    readme = tmp_path / "README.md"
    readme.write_text("a\n<!-- x -->\nold\n<!-- /x -->\nb\n", encoding="utf-8")
    tables.put("x", "new", readme)
    tables.put("x", "newer", readme)
    assert readme.read_text(encoding="utf-8") == "a\n<!-- x -->\nnewer\n<!-- /x -->\nb\n"


@pytest.mark.parametrize("name", [*REPORTED, "scifact_train", "ko_welfare_train"])
def test_each_set_has_a_dozen_questions_about_something_else(name: str):
    queries = nonsense(name)
    assert len(queries) >= 12
    assert len(set(queries.values())) == len(queries)
    assert all(is_nonsense(key) for key in queries)


def test_nonsense_counts_queries_that_show_more_than_weaker_matches():
    assert summed({"a": 0.1, "b": 0.9, "c": 0.0}) == Shown(3, 1, 0.9, {"b": 0.9})
    assert summed({}) == Shown(0, 0, 0.0, {})

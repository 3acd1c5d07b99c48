"""Measures over rankings, checked against worked examples, and the test between two systems."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from tests.bench.judged import Sample, ndcg, read_samples, recall, reciprocal_rank, write_samples
from tests.bench.orders import by_meaning, by_words, given, ordered_by, samples
from tests.bench.program import Answer, Copy, Hit, Parts
from tests.bench.significance import p_value


def test_ndcg_of_a_worked_example():
    # gains 3, 0, 2 at places 1 to 3; ideal 3, 2, 1
    gained = 3 + 2 / math.log2(4)
    ideal = 3 + 2 / math.log2(3) + 1 / math.log2(4)
    assert ndcg(["a", "x", "b"], {"a": 3, "b": 2, "c": 1}) == pytest.approx(gained / ideal)


@pytest.mark.parametrize(
    ("ranking", "expected"), [([], 0), (["a", "b"], 1), (["b", "a"], 1), (["x"] * 10 + ["a"], 0)]
)
def test_ndcg_at_its_ends(ranking: list[str], expected: float):
    assert ndcg(ranking, {"a": 1, "b": 1}) == expected


def test_recall_counts_relevant_files_within_the_depth():
    ranking = ["a", *(f"x{n}" for n in range(99)), "b"]
    assert recall(ranking, {"a": 1, "b": 1}) == 0.5


def test_reciprocal_rank_is_of_the_first_relevant_one_among_ten():
    assert reciprocal_rank(["x", "y", "a", "b"], {"a": 1, "b": 2}) == pytest.approx(1 / 3)
    assert reciprocal_rank(["x"] * 10 + ["a"], {"a": 1}) == 0


def test_a_difference_that_all_queries_share_is_rarely_chance():
    # exactly: both of 2**10 sign patterns where all agree
    p = p_value(np.full(10, 0.6, np.float32), np.full(10, 0.5, np.float32))
    assert p == pytest.approx(2 / 2**10, abs=0.0015)


def test_three_queries_can_prove_nothing():
    p = p_value(np.array([1, 1, 1], np.float32), np.zeros(3, np.float32))
    assert p == pytest.approx(2 / 8, abs=0.02)


def test_a_difference_that_is_undone_elsewhere_is_chance():
    one = np.array([1, 0, 1, 0], np.float32)
    assert p_value(one, one[::-1]) == 1.0


def test_equal_systems_are_equal():
    values = np.random.default_rng(1).random(50, np.float32)
    assert p_value(values, values) == 1.0


def test_the_test_is_the_same_both_ways_and_each_time():
    draw = np.random.default_rng(2)
    one, other = draw.random(40, np.float32), draw.random(40, np.float32)
    assert p_value(one, other) == p_value(other, one) == p_value(one, other)


def hit(rank: int, name: str, score: float, *, dense: float | None, sparse: float | None) -> Hit:
    return Hit(rank, f"/files/{name}", score, Parts(dense, sparse))


def answer(*hits: Hit) -> Answer:
    return Answer(id="q", seconds=0.1, first_seconds=0.1, reranked=True, hits=hits)


FOUND = answer(
    Hit(1, "/files/a", 0.9, Parts(0.2, 5.0), (Copy("/files/c", 0.8), Copy("/files/a", 0.7))),
    hit(2, "b", 0.6, dense=0.9, sparse=0.0),
    hit(3, "a", 0.5, dense=0.1, sparse=7.0),
    hit(4, "d", 0.4, dense=None, sparse=6.0),
)


def test_files_stand_where_their_best_passage_stands_with_copies_right_behind():
    assert given(FOUND) == ["a", "c", "b", "d"]
    assert ordered_by(FOUND, by_meaning) == ["b", "a", "c"]
    assert ordered_by(FOUND, by_words) == ["a", "d", "c"]


def test_samples_hold_each_file_once_with_its_best_score():
    assert samples("cacm", FOUND, {"b": 1, "c": 2}) == [
        Sample("cacm", "q", 1, 0.9, 0),
        Sample("cacm", "q", 2, 0.8, 1),
        Sample("cacm", "q", 3, 0.6, 1),
        Sample("cacm", "q", 4, 0.4, 0),
    ]


def test_samples_are_kept_to_the_last_digit_that_is_shown(tmp_path: Path):
    kept = [
        Sample("cacm", "1", 1, 0.25, 1),
        Sample("cacm", "1", 2, 0.125, 0),
        Sample("scifact", "1", 1, 1.0, 0),
    ]
    file = tmp_path / "samples.npz"
    write_samples(file, kept[::-1])
    first = file.read_bytes()
    read = read_samples(file)
    assert [sample._replace(score=0) for sample in read] == [s._replace(score=0) for s in kept]
    assert [sample.score for sample in read] == pytest.approx([0.25, 0.125, 1.0], abs=1e-4)
    write_samples(file, read)
    assert file.read_bytes() == first


def test_there_are_no_samples_without_a_file(tmp_path: Path):
    assert read_samples(tmp_path / "none.npz") == []

"""An order of which only a part was asked for in time is sensible all the same."""

from __future__ import annotations

import numpy as np

from engine.search.fusion import RERANKED, blended, order_of, worth_reranking

NAN = np.nan


def floats(*values: float) -> np.ndarray:
    return np.array(values, np.float32)


def scores(similarity: np.ndarray, first: np.ndarray, late: list[bool]) -> np.ndarray:
    known = np.ones(len(first), np.bool_)
    return blended(first, similarity, known, first, np.array(late, np.bool_))


def test_a_good_passage_that_was_late_stays_above_a_bad_one_that_was_asked() -> None:
    first = floats(0.9, 0.8, 0.7, 0.3, 0.2)
    order = scores(floats(0.8, NAN, 0.6, 0.1, 0.0), first, [False, True, False, False, False])
    assert np.argsort(-order).tolist() == [0, 1, 2, 3, 4]


def test_a_bad_passage_that_was_late_does_not_pass_a_good_one() -> None:
    first = floats(0.9, 0.8, 0.7, 0.3)
    order = scores(floats(0.1, 0.8, 0.7, NAN), first, [False, False, False, True])
    assert order[3] < order[1]
    assert order[3] < order[2]


def test_what_was_never_to_be_asked_stays_below_what_was_late() -> None:
    first = floats(0.9, 0.8, 0.7, 0.6)
    order = scores(floats(0.9, NAN, NAN, NAN), first, [False, True, True, False])
    assert np.argsort(-order).tolist() == [0, 1, 2, 3]


def test_with_everything_in_time_nothing_is_supposed() -> None:
    first = floats(0.9, 0.5, 0.4)
    similarity = floats(0.1, 0.9, NAN)
    known = np.ones(3, np.bool_)
    whole = blended(first, similarity, known, first)
    np.testing.assert_array_equal(scores(similarity, first, [False] * 3), whole)


def test_where_one_alone_was_asked_the_others_keep_their_order() -> None:
    first = floats(0.9, 0.9, 0.9)
    order = scores(floats(0.5, NAN, NAN), first, [False, True, True])
    assert np.isfinite(order).all()
    assert order_of(order, np.array([3, 2, 1])).tolist() == [2, 1, 0]


def test_more_than_are_asked_can_be_considered() -> None:
    order = np.arange(200)
    files, known = np.arange(200), np.ones(200, np.bool_)
    assert worth_reranking(order, files, known).tolist() == list(range(RERANKED))
    assert worth_reranking(order, files, known, 100).tolist() == list(range(100))

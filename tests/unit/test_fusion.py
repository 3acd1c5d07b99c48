"""The arithmetic of scores and orders."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.search.fusion import (
    PER_FILE,
    RERANKED,
    blended,
    fused,
    lexical_share,
    order_of,
    shown,
    worth_reranking,
)


def floats(*values: float) -> np.ndarray:
    return np.array(values, np.float32)


def flags(*values: bool) -> np.ndarray:
    return np.array(values, np.bool_)


NAN = float("nan")


def test_words_count_as_a_share_of_the_best():
    bm25 = floats(4, 2, 0)
    np.testing.assert_allclose(lexical_share(bm25, bm25, 4), [1, 0.5, 0])
    np.testing.assert_array_equal(lexical_share(floats(0, 0), floats(0, 0), 3), [0, 0])
    assert lexical_share(floats(), floats(), 3).shape == (0,)


def test_the_whole_file_counts_half():
    np.testing.assert_allclose(lexical_share(floats(4, 2, 2), floats(4, 4, 2), 4), [1, 0.75, 0.5])


def test_where_no_passage_matches_decently_no_share_is_1():
    np.testing.assert_allclose(lexical_share(floats(1, 0.5), floats(1, 0.5), 10), [0.2, 0.1])


def test_the_first_score_is_seven_tenths_words_and_three_tenths_cosine():
    scores = fused(floats(1, 0.5, 0), floats(0.2, 0.8, 0.5), flags(True, True, True))
    np.testing.assert_allclose(scores, [0.76, 0.59, 0.15], atol=1e-6)


def test_without_any_matching_word_the_cosine_stands_alone():
    scores = fused(floats(0, 0), floats(0.4, 0.7), flags(True, True))
    np.testing.assert_allclose(scores, [0.4, 0.7], atol=1e-6)


def test_the_worse_the_words_match_the_more_the_cosine_counts():
    scores = fused(floats(0.5, 0), floats(0.2, 0.6), flags(True, True))
    np.testing.assert_allclose(scores, [0.35 + 0.65 * 0.2, 0.65 * 0.6], atol=1e-6)


def test_where_no_language_is_known_words_stand_alone():
    scores = fused(floats(1, 0.25), floats(-0.3, 0.9), flags(False, False))
    np.testing.assert_allclose(scores, [1, 0.25], atol=1e-6)


def test_a_foreign_passage_is_ordered_by_words_on_the_scale_of_the_others():
    scores = fused(floats(1, 0.5, 1), floats(0.5, 0.6, -0.9), flags(True, True, False))
    np.testing.assert_allclose(scores, [0.85, 0.53, 0.88], atol=1e-6)


def test_the_refined_score_blends_three_tenths_words_and_seven_tenths_transformer():
    known = flags(True, True, True)
    scores = blended(floats(1, 0.5, 0.1), floats(0.2, 0.8, 0.1), known, floats(0.9, 0.8, 0.1))
    np.testing.assert_allclose(scores, [0.44, 0.71, 0.1], atol=1e-6)


def test_word_by_word_takes_part_in_the_first_score_where_it_is_known():
    scores = fused(floats(1, 1, 0), floats(0.2, 0.2, 0.5), flags(*[True] * 3), floats(1, NAN, 0.5))
    np.testing.assert_allclose(scores, [0.84, 0.6, 0.25], atol=1e-6)


def test_word_by_word_takes_part_in_the_refined_score_where_it_is_known():
    share, similarity, known = floats(1, 1), floats(0.5, 0.5), flags(True, True)
    scores = blended(share, similarity, known, floats(1, 1), wordwise=floats(1, NAN))
    np.testing.assert_allclose(scores, [0.3 + 0.7 * 0.625, 0.3 + 0.7 * 0.5], atol=1e-6)


@pytest.mark.parametrize("wordwise", [None, floats(NAN, NAN)])
def test_without_a_static_model_nothing_counts_word_by_word(wordwise: np.ndarray | None):
    share, cosine, known = floats(1, 0.5), floats(0.2, 0.8), flags(True, True)
    np.testing.assert_array_equal(
        fused(share, cosine, known, wordwise), fused(share, cosine, known)
    )
    np.testing.assert_array_equal(
        blended(share, cosine, known, share, wordwise=wordwise),
        blended(share, cosine, known, share),
    )


def test_passages_that_were_not_reranked_keep_their_order_below():
    first, known = floats(0.9, 0.8, 0.7, 0.6), flags(True, True, True, True)
    scores = blended(floats(1, 0, 0.9, 0.8), floats(0.1, 0.0, NAN, NAN), known, first)
    assert order_of(scores, np.arange(4)).tolist() == [0, 1, 2, 3]
    scores = blended(floats(1, 0.2, 0.9, 0.8), floats(0.1, 0.9, NAN, NAN), known, first)
    assert order_of(scores, np.arange(4)).tolist() == [1, 0, 2, 3]


def test_a_foreign_passage_with_the_very_words_is_not_pushed_below_by_reranking():
    scores = blended(
        floats(1, 0.1, 0.05), floats(NAN, 0.4, 0.3), flags(False, True, True), floats(1, 0.2, 0.1)
    )
    assert order_of(scores, np.arange(3)).tolist() == [0, 1, 2]


def test_nothing_reranked_changes_nothing():
    first = floats(0.9, 0.8)
    np.testing.assert_array_equal(
        blended(floats(1, 1), floats(NAN, NAN), flags(True, True), first), first
    )


def test_equal_scores_are_ordered_by_key():
    assert order_of(floats(0.5, 0.5, 0.9), np.array([7, 3, 9])).tolist() == [2, 1, 0]


def test_no_file_takes_more_than_its_places():
    files = np.array([1] * 10 + [2] * 10 + list(range(10, 60)), np.int64)
    chosen = worth_reranking(np.arange(70), files, np.ones(70, np.bool_)).tolist()
    assert chosen[: 2 * PER_FILE] == [0, 1, 2, 10, 11, 12]
    assert len(chosen) == RERANKED


def test_passages_in_unknown_languages_are_not_reranked():
    chosen = worth_reranking(np.arange(3), np.arange(3), flags(True, False, True))
    assert chosen.tolist() == [0, 2]


@pytest.mark.parametrize("scores", [(), (2.0, 0.5, 0.7, -1.0)])
def test_shown_scores_lie_in_their_range_and_never_rise(scores: tuple[float, ...]):
    values = shown(floats(*scores)).tolist()
    assert values == sorted(values, reverse=True)
    assert all(0 <= value <= 1 for value in values)


PASSAGE = st.tuples(
    st.floats(0, 60, width=32),
    st.floats(-1, 1, width=32),
    st.booleans(),
    st.one_of(st.none(), st.floats(-1, 1, width=32)),
)


@given(st.lists(PASSAGE, min_size=1, max_size=40))
def test_scores_are_finite_and_the_reranked_lead_those_left_out(
    passages: list[tuple[float, float, bool, float | None]],
):
    bm25 = floats(*(p[0] for p in passages))
    share = lexical_share(bm25, bm25, 20)
    known = flags(*(p[2] for p in passages))
    first = fused(share, floats(*(p[1] for p in passages)), known)
    similarity = floats(*(NAN if p[3] is None or not p[2] else p[3] for p in passages))
    final = blended(share, similarity, known, first)
    assert np.isfinite(first).all()
    assert np.isfinite(final).all()
    asked = ~np.isnan(similarity)
    left = known & ~asked
    if asked.any() and left.any():
        assert final[left].max() <= final[asked].min() + 1e-6
        left_places = np.flatnonzero(left)
        best_first = left_places[np.argsort(-first[left_places], kind="stable")]
        assert (np.diff(final[best_first]) <= 1e-6).all()

"""What is shown beside a passage: a chance, never more than what is known of it says."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.models.bm25 import analyse_query
from engine.models.entry import ModelEntry
from engine.models.registry import find, resources_folder
from engine.protocol.messages import WEAK_SCORE
from engine.search import calibration
from engine.search.calibration import chances, evidence_of
from engine.search.candidates import Candidates
from engine.search.coefficients import BUILT_IN, FEATURES, read
from engine.search.copies import Folds
from engine.search.question import Question
from engine.search.ranking import Ranking
from engine.search.signatures import signatures
from engine.store.catalogue_rows import PassageRow

STATIC, TRANSFORMER = find("static-minilm-256"), find("minilm-l6-int8")
NAN = float("nan")
TERMS = 4


def question(model: ModelEntry | None = STATIC) -> Question:
    """One of four words of weight 1, of which the library has all."""
    analysis = analyse_query("alpha beta gamma delta", ("en",))
    return Question(
        text=analysis.text,
        language="en",
        analysis=analysis,
        terms=np.array(sorted(term.id for term in analysis.terms), np.uint32),
        emphasis=np.ones(TERMS, np.float32),
        weights=np.ones(TERMS, np.float32),
        common=frozenset(),
        attainable=float(TERMS),
        mean=50.0,
        dense=None if model is None else np.ones(2, np.float32),
        model=model,
    )


def ranking(
    held: list[int],
    cosine: list[float] | None = None,
    similarity: list[float] | None = None,
    files: list[int] | None = None,
) -> Ranking:
    """Candidates that hold so many of the question's words, once each."""
    count = len(held)
    weights = np.array([[1.0] * n + [0.0] * (TERMS - n) for n in held], np.float32)
    weights = weights.reshape(count, TERMS)
    share = weights.sum(axis=1) / TERMS
    passages = [
        PassageRow(pk, file, 0, 0, 9, 0, "", "en", f"text {pk}")
        for pk, file in enumerate(files or range(count))
    ]
    candidates = Candidates(
        passages=passages,
        bm25=weights.sum(axis=1),
        share=share,
        cosine=np.array(cosine or [0.0] * count, np.float32),
        wordwise=np.full(count, NAN, np.float32),
        known=np.full(count, cosine is not None),
        weights=weights,
        signatures=signatures(np.arange(count, dtype=np.uint32), np.arange(count + 1)),
    )
    asked = np.array(similarity or [NAN] * count, np.float32)
    return Ranking(candidates, np.where(np.isnan(asked), share, asked), asked)


def best(of: Ranking, model: ModelEntry | None = STATIC) -> float:
    return float(chances(of, question(model))[0])


def test_more_words_never_show_less():
    alone = [best(ranking([held, 0, 0])) for held in range(TERMS + 1)]
    assert alone == sorted(alone)
    assert alone[-1] > 2 * alone[1]


def test_more_meaning_never_shows_less():
    light = [best(ranking([2, 2], [cosine, 0.3])) for cosine in np.linspace(-0.2, 1, 9)]
    assert light == sorted(light)
    full = [best(ranking([2, 2], [0.4, 0.4], [near, 0.3])) for near in np.linspace(-0.2, 1, 9)]
    assert full == sorted(full)
    assert full[-1] > 2 * full[0]


def test_what_another_file_matches_better_is_less_likely():
    assert best(ranking([3, 4])) < best(ranking([3, 2]))
    assert best(ranking([3, 3], [0.4, 0.4], [0.5, 0.7])) < best(
        ranking([3, 3], [0.4, 0.4], [0.5, 0.2])
    )


def test_other_passages_of_its_file_and_its_copies_take_nothing_from_it():
    apart, together = ranking([4, 4, 1]), ranking([4, 4, 1], files=[0, 0, 1])
    assert best(apart) < best(together)
    folds = Folds(np.array([0, 0, 2]), np.ones(3, np.bool_))
    copied = replace(apart, candidates=replace(apart.candidates, folds=folds))
    assert best(copied) == pytest.approx(best(together))


def test_a_full_match_is_strong_and_an_odd_word_of_many_is_weak():
    assert best(ranking([4, 1, 1], [0.6, 0.2, 0.2], [0.8, 0.2, 0.1])) > 0.8
    assert best(ranking([4, 1, 1])) > 0.5
    assert best(ranking([1, 0, 0])) < 0.1
    assert best(ranking([1, 0, 0], [0.2, 0.1, 0.1], [0.15, 0.1, 0.1])) < 0.1


def test_no_other_words_make_up_for_the_half_that_is_missing():
    half = replace(question(None), analysis=analyse_query("alpha beta", ("en",)))
    half = replace(half, terms=np.array(sorted(t.id for t in half.analysis.terms), np.uint32))
    half = replace(half, emphasis=np.ones(2, np.float32), attainable=2.0)
    half = replace(half, weights=np.ones(2, np.float32))
    one = ranking([1, 0])
    often = np.array([[9.0, 0.0], [0.0, 0.0]], np.float32)
    one = replace(one, candidates=replace(one.candidates, bm25=often.sum(axis=1), weights=often))
    one = replace(one, scores=np.array([1, 0], np.float32))
    assert float(chances(one, half)[0]) <= 0.35
    both = replace(one, candidates=replace(one.candidates, weights=np.ones((2, 2), np.float32)))
    assert float(chances(both, half)[0]) > 0.8


def test_a_light_model_alone_shows_nothing_above_the_weak_line_where_no_word_is_shared():
    near = ranking([0, 0], [0.95, 0.1])
    assert best(near) < WEAK_SCORE
    assert best(ranking([0, 0], [0.95, 0.1], [0.95, 0.1])) > 0.8  # a transformer may


def test_what_is_near_says_more_in_a_small_library():
    found = ranking([0] * 9, [0.3] + [0.1] * 8, [0.4] + [0.05] * 8)
    shown = [
        float(chances(found, replace(question(), passages=passages))[0])
        for passages in (50, 500, 5_000, 50_000)
    ]
    assert shown == sorted(shown, reverse=True)
    assert shown[0] > 2 * shown[2]
    assert shown[2] == shown[3] == best(found)  # a size that is not known is a large one's


def test_what_stands_out_is_likelier_than_what_is_as_near_among_others_like_it():
    apart = ranking([0] * 9, [0.3] + [0.1] * 8, [0.45, 0.4] + [0.0] * 7)
    among = ranking([0] * 9, [0.3] + [0.1] * 8, [0.45, 0.4] + [0.35] * 7)
    assert best(apart) > best(among)


def test_a_transformer_that_is_not_sure_is_not_believed_about_made_up_words():
    near = ranking([0] * 9, [0.3] + [0.1] * 8, [0.4] + [0.0] * 8)
    asked = replace(question(), passages=50)
    assert float(chances(near, asked)[0]) > WEAK_SCORE
    none = replace(near, candidates=replace(near.candidates, weights=np.zeros((9, 0), np.float32)))
    made_up = replace(
        asked, language="", terms=np.zeros(0, np.uint32), weights=np.zeros(0, np.float32)
    )
    assert float(chances(none, made_up)[0]) < WEAK_SCORE


def test_nor_where_a_light_model_sees_nothing_in_common():
    near = ranking([0] * 9, [0.1] * 9, [0.4] + [0.0] * 8)
    asked = replace(question(), passages=50)
    wordwise = np.full(9, 0.15, np.float32)
    strange = replace(near, candidates=replace(near.candidates, wordwise=wordwise))
    assert float(chances(strange, asked)[0]) < WEAK_SCORE
    sure = replace(strange, similarity=np.array([0.65] + [0.0] * 8, np.float32))
    assert float(chances(sure, asked)[0]) > 0.5


def test_nothing_shared_is_next_to_nothing():
    assert best(ranking([0, 0], [0.1, 0.1], [0.05, 0.05])) < 0.02
    assert best(ranking([0])) < 0.02


def test_each_candidate_has_one_kind_of_evidence():
    mixed = ranking([3, 2, 1], [0.5, 0.4, 0.3], [0.6, NAN, NAN])
    known = np.array([True, True, False])
    mixed = replace(mixed, candidates=replace(mixed.candidates, known=known))
    kinds = evidence_of(mixed, question()).kinds
    assert {name: which.tolist() for name, which in kinds.items()} == {
        "full": [True, False, False],
        "light": [False, True, False],
        "words": [False, False, True],
    }


def test_a_transformers_cosine_is_full_evidence_in_the_first_order():
    first = ranking([3, 2], [0.6, 0.2])
    kinds = evidence_of(first, question(TRANSFORMER)).kinds
    assert kinds["full"].all()
    assert best(first, TRANSFORMER) == pytest.approx(
        best(replace(ranking([3, 2], [0.6, 0.2], [0.6, 0.2]), scores=first.scores))
    )


def test_what_looks_at_pairs_says_more_and_counts_less():
    seen = ranking([3, 2], [0.5, 0.5], [0.9, 0.1])
    assert best(replace(seen, paired=True)) < best(seen)


def test_without_a_model_words_alone_speak():
    assert evidence_of(ranking([3, 2]), question(None)).kinds["words"].all()


values = st.floats(-1, 1, width=32) | st.just(NAN)


@given(st.lists(st.tuples(st.integers(0, TERMS), values, values), max_size=6))
def test_chances_are_always_between_0_and_1(rows: list[tuple[int, float, float]]):
    known = len(rows) % 2 == 1
    made = ranking(
        [held for held, _, _ in rows],
        [cosine for _, cosine, _ in rows] if known else None,
        [near for _, _, near in rows],
    )
    for model in (STATIC, TRANSFORMER, None):
        found = chances(made, replace(question(model), attainable=4.0 * known))
        assert found.shape == (len(rows),)
        assert ((found >= 0) & (found <= 1)).all()


def test_the_shipped_coefficients_are_whole(caplog: pytest.LogCaptureFixture):
    found = read(resources_folder() / "calibration.json")
    assert not caplog.records
    assert found is not BUILT_IN
    assert found.about
    for kind, names in FEATURES.items():
        assert set(found.fits[kind].weights) == set(names)


def test_the_built_in_coefficients_would_do_too(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(calibration, "loaded", lambda: BUILT_IN)
    assert best(ranking([4, 1, 1], [0.6, 0.2, 0.2], [0.8, 0.2, 0.1])) > 0.5
    assert best(ranking([1, 0, 0])) < 0.1
    assert best(ranking([0, 0], [0.1, 0.1], [0.05, 0.05])) < 0.05


def _without(key: str) -> bytes:
    whole = msgspec.to_builtins(BUILT_IN)
    del whole["fits"][key]
    return msgspec.json.encode(whole)


def _with(kind: str, weights: dict[str, float]) -> bytes:
    whole = msgspec.to_builtins(BUILT_IN)
    whole["fits"][kind]["weights"] = weights
    return msgspec.json.encode(whole)


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b"\xff\xfe{",
        b"[]",
        b'{"version": 1, "fits": {}}',
        msgspec.json.encode(msgspec.structs.replace(BUILT_IN, version=99)),
        _without("full"),
        _with("full", {"moon": 1.0}),
        _with("words", {"held": -1.0}),
    ],
)
def test_a_file_that_is_none_is_told_loudly_and_searches_go_on(
    tmp_path: Path, content: bytes | None, caplog: pytest.LogCaptureFixture
):
    file = tmp_path / "calibration.json"
    if content is not None:
        file.write_bytes(content)
    assert read(file) is BUILT_IN
    assert [record.levelno for record in caplog.records] == [logging.ERROR]

"""Calls that people do not wait for for ever, and whom they leave alone."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
import numpy as np
import pytest

from engine.host.cancellation import Token
from engine.models.entry import ModelEntry, ModelFile
from engine.models.errors import VendorAnswerError, VendorBusyError, VendorKeyError
from engine.protocol.errors import Cancelled
from engine.search.calls import Calls
from engine.search.pair_rerank import calibrated, pair_key
from engine.search.recent import Recent
from engine.search.rerank import made_by
from engine.search.resting import FIRST, LONGEST, Resting

PATIENT = 30.0


class Clock:
    """Says what it was told."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def failing(error: Exception) -> None:
    raise error


def test_a_call_returns_what_it_returns_and_raises_what_it_raises():
    calls = Calls()
    assert calls.ask(lambda _: 7, Token(), PATIENT) == 7
    with pytest.raises(ZeroDivisionError):
        calls.ask(lambda _: 1 // 0, Token(), PATIENT)


def test_who_is_called_off_waits_no_longer_and_the_call_goes_on():
    calls, token, go_on = Calls(), Token(), threading.Event()
    began, through = threading.Event(), threading.Event()

    def work(_: Token) -> None:
        began.set()
        go_on.wait(PATIENT)
        through.set()

    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(calls.ask, work, token, PATIENT)
        assert began.wait(PATIENT)
        token.cancel()
        with pytest.raises(Cancelled):
            asked.result(PATIENT)
    assert not through.is_set()
    go_on.set()
    assert through.wait(PATIENT)


def test_the_same_question_asked_twice_at_once_is_one_call():
    calls, go_on, began = Calls(most=4), threading.Event(), threading.Event()

    def work(_: Token) -> int:
        began.set()
        go_on.wait(PATIENT)
        return 7

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(calls.ask, work, Token(), PATIENT, key="same")
        assert began.wait(PATIENT)
        with pytest.raises(VendorBusyError):
            calls.ask(lambda _: 8, Token(), 0.05, key="same")
        assert calls.ask(lambda _: 9, Token(), PATIENT, key="another") == 9
        go_on.set()
        assert first.result(PATIENT) == 7


def test_few_calls_go_on_at_once_and_the_next_waits_for_its_turn():
    calls, go_on, began = Calls(most=1), threading.Event(), threading.Event()
    token = Token()

    def work(_: Token) -> None:
        began.set()
        go_on.wait(PATIENT)

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(calls.ask, work, Token(), PATIENT)
        assert began.wait(PATIENT)
        with pytest.raises(VendorBusyError, match="earlier questions"):
            calls.ask(lambda _: None, Token(), 0.05)
        waiting = pool.submit(calls.ask, lambda _: 5, token, PATIENT)
        token.cancel()
        with pytest.raises(Cancelled):
            waiting.result(PATIENT)
        go_on.set()
        first.result(PATIENT)
    assert calls.ask(lambda _: 5, Token(), PATIENT) == 5


def test_whoever_gives_no_answer_in_time_is_left_alone_and_blocks_nobody():
    clock, go_on = Clock(), threading.Event()
    calls = Calls(most=1, resting=Resting(clock=clock))
    model = object()
    with pytest.raises(VendorBusyError, match="no answer within"):
        calls.ask(lambda _: go_on.wait(PATIENT), Token(), 0.05, by=model)
    with pytest.raises(VendorBusyError, match="no answer within"):
        calls.ask(lambda _: 5, Token(), PATIENT, by=model)
    assert calls.ask(lambda _: 5, Token(), PATIENT, by=object()) == 5
    clock.now += FIRST
    assert calls.ask(lambda _: 5, Token(), PATIENT, by=model) == 5
    go_on.set()


def test_a_call_that_hangs_is_told_that_nobody_waits_any_more():
    calls, told = Calls(), threading.Event()

    def work(token: Token) -> None:
        token.wait(PATIENT)
        told.set()
        token.check()

    with pytest.raises(VendorBusyError):
        calls.ask(work, Token(), 0.05)
    assert told.wait(PATIENT)


def test_rests_grow_up_to_a_limit_and_end_with_an_answer():
    clock = Clock()
    resting, model, rests = Resting(clock=clock), object(), list[float]()
    for _ in range(8):
        resting.failed(VendorBusyError("busy", model="m"), model, final=False)
        began = clock.now
        while _rests(resting, model):
            clock.now += 5
        rests.append(clock.now - began)
    assert rests == [30, 60, 120, 240, 480, 900, 900, 900]
    resting.served()
    resting.failed(VendorBusyError("busy"), model, final=False)
    clock.now += FIRST
    resting.check(model)


def _rests(resting: Resting, model: object) -> bool:
    try:
        resting.check(model)
    except VendorBusyError:
        return True
    return False


def test_a_refused_key_rests_until_another_one_comes():
    clock = Clock()
    resting, old, new = Resting(clock=clock), object(), object()
    resting.failed(VendorKeyError("refused", hint="look there"), old, final=True)
    clock.now += LONGEST - 1
    with pytest.raises(VendorKeyError, match="refused") as again:
        resting.check(old)
    assert again.value.hint == "look there"
    resting.check(new)


def test_two_failures_at_once_are_one():
    clock = Clock()
    resting, model = Resting(clock=clock), object()
    for _ in range(5):
        resting.failed(VendorAnswerError("half of it"), model, final=False)
    clock.now += FIRST
    resting.check(model)


def test_only_a_vendors_failures_are_held_against_it():
    calls, model = Calls(resting=Resting()), object()
    with pytest.raises(ZeroDivisionError):
        calls.ask(lambda _: 1 // 0, Token(), PATIENT, by=model)
    with pytest.raises(VendorBusyError):
        calls.ask(lambda _: failing(VendorBusyError("busy")), Token(), PATIENT, by=model)
    with pytest.raises(VendorBusyError):
        calls.ask(lambda _: 5, Token(), PATIENT, by=model)


def test_what_was_unused_for_longest_is_forgotten():
    recent: Recent[str, int] = Recent(2)
    recent.put("a", 1)
    recent.put("b", 2)
    assert recent.get("a") == 1
    recent.put("c", 3)
    assert (recent.get("a"), recent.get("b"), recent.get("c")) == (1, None, 3)
    assert len(recent) == 2


def test_calibrated_scores_keep_order_middle_and_ends_and_draw_the_ends_apart():
    scores = np.array([0, 1e-4, 1e-3, 0.01, 0.2, 0.5, 0.9, 0.99, 0.9999, 1, np.nan], np.float32)
    made = calibrated(scores, 0)
    assert np.isnan(made[-1])
    assert (np.diff(made[:-1]) > 0).all()
    assert (made[0], made[-2]) == (0, 1)
    assert made[5] == pytest.approx(0.5)
    assert made[2] < 0.04  # what has nothing to do with the query stays near 0
    assert made[8] - made[7] > 0.05
    above = calibrated(np.array([0.1, 0.25, 1], np.float32), 0.25)
    assert above.tolist() == [0, 0, 1]


MODEL = ModelEntry(
    id="m", name="M", kinds=("dense", "reranker"), family="onnx", dim=4, licence="MIT"
)


@pytest.mark.parametrize(
    "changes",
    [
        {"document_prompt": "passage: "},
        {"pooling": "cls"},
        {"tokens": 128},
        {"revision": "0" * 40, "hub": "a/b"},
        {"dim": 8},
        {"files": (ModelFile("model.onnx", 1, "0" * 64),), "folder": "models/m"},
        {"base_url": "http://localhost:1/v1"},
    ],
)
def test_vectors_of_a_model_that_changed_are_not_taken_for_its_own(changes: dict[str, Any]):
    assert made_by(MODEL) == made_by(msgspec.structs.replace(MODEL, licence="Apache-2.0"))
    assert made_by(MODEL) != made_by(msgspec.structs.replace(MODEL, **changes))


def test_a_score_is_of_one_model_one_query_and_one_text():
    other = msgspec.structs.replace(MODEL, id="n")
    keys = {
        pair_key(MODEL, "ab", "c"),
        pair_key(MODEL, "a", "bc"),
        pair_key(MODEL, "c", "ab"),
        pair_key(other, "ab", "c"),
    }
    assert len(keys) == 4

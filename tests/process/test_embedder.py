"""The embedder worker and its client: real processes, the real model."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import msgspec
import numpy as np
import psutil
import pytest

from engine.host.cancellation import Token
from engine.models.embedder_client import EmbedderClient, EmbedderFailedError
from engine.models.holdings import Holdings
from engine.models.registry import find, folder
from engine.protocol.errors import Cancelled, ModelError

MODEL = "minilm-l6-int8"
PATIENT = 60.0


@pytest.fixture
def client() -> Iterator[EmbedderClient]:
    client = EmbedderClient()
    yield client
    client.close()


def test_texts_become_unit_vectors(client: EmbedderClient):
    texts = ["A cat sits on the mat.", "Interest rates rose again.", "A kitten rests on a rug."]
    vectors = client.embed(MODEL, texts, timeout=PATIENT)
    assert vectors.dtype == np.float32
    assert vectors.shape == (3, 384)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    assert vectors[0] @ vectors[2] > vectors[0] @ vectors[1]


def test_a_text_no_message_can_carry_is_embedded_without_what_is_wrong(client: EmbedderClient):
    assert client.embed(MODEL, ["broken \ud800 text"], timeout=PATIENT).shape == (1, 384)


def test_an_unknown_model_is_an_expected_failure_and_the_worker_stays(client: EmbedderClient):
    client.embed(MODEL, ["a"], timeout=PATIENT)
    before = client.pid
    with pytest.raises(ModelError) as failure:
        client.embed("no-such-model", ["a"], timeout=PATIENT)
    assert failure.value.code == "unknown-model"
    assert client.pid == before
    for none in ("bm25", "none"):
        with pytest.raises(ModelError):
            client.embed(none, ["a"], timeout=PATIENT)
    assert client.pid == before


def test_a_model_of_vectors_scores_no_pairs_and_says_so(client: EmbedderClient):
    with pytest.raises(ModelError) as failure:
        client.score(MODEL, "a", ["b"], timeout=PATIENT)
    assert failure.value.code == "model-missing"


@pytest.mark.skipif(find_spec("torch") is not None, reason="the extra is here")
def test_a_model_of_the_extra_says_how_to_get_it_and_the_worker_stays(client: EmbedderClient):
    client.embed(MODEL, ["a"], timeout=PATIENT)
    before = client.pid
    card = msgspec.structs.replace(find(MODEL), id="mine", family="transformers")
    with pytest.raises(ModelError) as failure:
        client.try_out(card, "a", timeout=PATIENT)
    assert failure.value.code == "model-extra"
    assert failure.value.hint.startswith(sys.executable)
    assert client.pid == before


def test_texts_that_nobody_waits_for_come_in_batches_and_are_the_same(client: EmbedderClient):
    texts = [f"Passage {number} tells of cats and of interest rates." for number in range(60)]
    checks: list[int] = []
    slowly = client.encode(MODEL, texts, bulk=True, timeout=PATIENT, check=lambda: checks.append(1))
    assert len(checks) > 1
    assert slowly.learned is None
    np.testing.assert_array_equal(slowly.dense, client.embed(MODEL, texts, timeout=PATIENT))
    assert client.encode(MODEL, [], bulk=True, timeout=PATIENT).dense.shape == (0, 384)


def test_what_nobody_waits_for_can_be_called_off_between_batches(client: EmbedderClient):
    token = Token()
    token.cancel()
    with pytest.raises(Cancelled):
        client.encode(MODEL, ["a"] * 9, bulk=True, timeout=PATIENT, check=token.check)
    assert client.pid is None


def test_a_query_is_answered_amid_what_nobody_waits_for(client: EmbedderClient):
    client.embed(MODEL, ["a"], timeout=PATIENT)
    going, over = threading.Event(), threading.Event()
    token = Token()

    def check() -> None:
        going.set()
        token.check()

    def index() -> None:
        with contextlib.suppress(Cancelled):
            while True:
                texts = ["A long passage of interest rates. " * 10] * 200
                client.encode(MODEL, texts, bulk=True, timeout=PATIENT, check=check)
        over.set()

    threading.Thread(target=index, daemon=True).start()
    assert going.wait(PATIENT)
    for _ in range(3):
        client.embed(MODEL, ["a query"], queries=True, timeout=PATIENT)
        assert not over.is_set()
    token.cancel()
    assert over.wait(PATIENT)


def test_closing_ends_what_is_under_way(client: EmbedderClient):
    client.embed(MODEL, ["a"], timeout=PATIENT)
    going, failures = threading.Event(), list[str]()

    def index() -> None:
        try:
            client.encode(MODEL, ["x " * 200] * 9000, bulk=True, timeout=PATIENT, check=going.set)
        except ModelError as error:
            failures.append(error.code)

    thread = threading.Thread(target=index, daemon=True)
    thread.start()
    assert going.wait(PATIENT)
    client.close()
    thread.join(PATIENT)
    assert failures == ["embedder-failed"]
    assert client.pid is None


def test_a_worker_that_was_killed_is_replaced(client: EmbedderClient):
    first = client.embed(MODEL, ["a cat"], timeout=PATIENT)
    pid = client.pid
    assert pid is not None
    process = psutil.Process(pid)
    process.kill()
    process.wait(10)
    again = client.embed(MODEL, ["a cat"], timeout=PATIENT)
    assert client.pid != pid
    np.testing.assert_allclose(first, again, atol=1e-4)


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="needs a process that can be stopped")
def test_a_worker_that_hangs_is_given_up_and_replaced(client: EmbedderClient):
    client.embed(MODEL, ["a cat"], timeout=PATIENT)
    pid = client.pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    with pytest.raises(EmbedderFailedError):
        client.embed(MODEL, ["a cat"], timeout=0.3)
    assert not psutil.pid_exists(pid)
    assert client.embed(MODEL, ["a cat"], timeout=PATIENT).shape == (1, 384)


def test_a_worker_that_cannot_live_is_left_alone_after_a_few_tries():
    client = EmbedderClient([sys.executable, "-c", "raise SystemExit(3)"])
    messages: list[str] = []
    for _ in range(4):
        with pytest.raises(EmbedderFailedError) as failure:
            client.embed(MODEL, ["a"], timeout=PATIENT)
        messages.append(str(failure.value))
    assert all("exit 3" in message for message in messages[:3])
    assert "too often" in messages[3]
    client.close()


def test_an_idle_worker_is_ended_and_started_again_when_needed():
    client = EmbedderClient(idle=0.05)
    client.embed(MODEL, ["a"], timeout=PATIENT)
    pid = client.pid
    if pid is not None and psutil.pid_exists(pid):
        psutil.Process(pid).wait(10)
    assert client.embed(MODEL, ["a"], timeout=PATIENT).shape == (1, 384)
    client.close()


def test_after_closing_nothing_is_started(client: EmbedderClient):
    client.close()
    with pytest.raises(EmbedderFailedError):
        client.embed(MODEL, ["a"], timeout=PATIENT)
    assert client.pid is None


def test_a_model_whose_files_were_replaced_is_loaded_again(tmp_path: Path):
    holdings = Holdings(tmp_path)
    card = msgspec.structs.replace(find(MODEL), id="mine")
    card = msgspec.structs.replace(card, folder=str(folder(card)))
    holdings.keep(card)
    client = EmbedderClient(home=tmp_path)
    try:
        plain = client.embed("mine", ["a cat"], timeout=PATIENT)
        holdings.keep(msgspec.structs.replace(card, document_prompt="about the weather: "))
        assert (client.embed("mine", ["a cat"], timeout=PATIENT) == plain).all()
        client.forget()
        assert (client.embed("mine", ["a cat"], timeout=PATIENT) != plain).any()
    finally:
        client.close()

"""The embedder worker and its client: real processes, the real model."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
import psutil
import pytest

from engine.models.embedder_client import EmbedderClient, EmbedderFailedError
from engine.models.holdings import Holdings
from engine.models.registry import find, folder
from engine.protocol.errors import ModelError

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
    with pytest.raises(ModelError):
        client.embed("static-minilm-256", ["a"], timeout=PATIENT)
    assert client.pid == before


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

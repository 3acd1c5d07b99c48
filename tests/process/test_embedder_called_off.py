"""An embedder that hangs, and people who do not want its answer any more."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator

import pytest

from engine.host.cancellation import Token
from engine.models.embedder_client import EmbedderClient
from engine.protocol.errors import Cancelled

HANGS = [sys.executable, "-c", "import sys; sys.stdin.buffer.read()"]
PATIENT = 60
AT_ONCE = 3.0


@pytest.fixture
def client() -> Iterator[EmbedderClient]:
    client = EmbedderClient(HANGS)
    yield client
    client.close()


def soon(token: Token) -> threading.Timer:
    timer = threading.Timer(0.3, token.cancel)
    timer.start()
    return timer


def test_what_is_under_way_ends_and_its_worker_with_it(client: EmbedderClient):
    token = Token()
    calling = soon(token)
    began = time.monotonic()
    with pytest.raises(Cancelled):
        client.score("any", "a", ["b"], timeout=PATIENT, check=token.check)
    assert time.monotonic() - began < AT_ONCE
    assert client.pid is None
    calling.join()


def test_who_waits_for_a_turn_leaves_and_disturbs_nobody(client: EmbedderClient):
    first, second = Token(), Token()

    def ask() -> None:
        with pytest.raises(Cancelled):
            client.encode("any", ["a"], timeout=PATIENT, check=first.check)

    asking = threading.Thread(target=ask)
    asking.start()
    while client.pid is None:
        threading.Event().wait(0.01)
    worker, calling = client.pid, soon(second)
    with pytest.raises(Cancelled):
        client.encode("any", ["b"], timeout=PATIENT, check=second.check)
    assert client.pid == worker
    first.cancel()
    asking.join(AT_ONCE)
    assert not asking.is_alive()
    calling.join()

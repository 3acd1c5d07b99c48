"""What is asked of a server when nobody wants the answer any more: nothing new."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.host.cancellation import Token
from engine.jobs.crew import UnwantedError
from engine.models.errors import VendorBusyError
from engine.models.vendors.exchange import Bounds
from engine.models.vendors.http import Patience, VendorClient
from engine.models.vocabulary import Access
from engine.protocol.errors import Cancelled
from tests.unit.outside_home import Home, draft, entry_of, never, read, rows
from tests.vendors.servers import Fault, VendorServer


@pytest.fixture
def server() -> Iterator[VendorServer]:
    with VendorServer("openai", models={"tiny": 16}) as server:
        yield server


@pytest.fixture
def home(tmp_path: Path, server: VendorServer) -> Iterator[Home]:
    home = Home(tmp_path, entry_of(server))
    yield home
    home.outsides.close()


def test_no_retry_follows_a_call_off(
    home: Home, server: VendorServer, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("engine.models.vendors.http.BACKOFF", 0.1)
    server.faults.append(Fault("busy", times=3))
    server.hold = threading.Event()
    outside, given = home.of(), read(draft(1, "a cat"))
    with pytest.raises(UnwantedError):
        outside.complete(given, lambda: bool(server.requests))
    server.hold.set()  # only now it says that it is busy
    outside.asking.wait(outside.keys.of(["a cat"]), never)
    assert len(server.requests) == 1
    threading.Event().wait(0.4)  # each retry would have been sent by now
    assert len(server.requests) == 1
    server.faults.clear()
    done, _ = outside.complete(given, never)
    assert rows(done).any()


def test_nothing_is_sent_that_is_unwanted_already(home: Home, server: VendorServer):
    with pytest.raises(UnwantedError):
        home.of().complete(read(draft(1, "a cat")), lambda: True)
    assert server.requests == []


def test_what_is_under_way_may_end_where_nothing_new_may_begin(server: VendorServer):
    client = VendorClient(entry_of(server), Access())
    body, token = {"model": "tiny", "input": ["a cat"]}, Token()
    server.hold = threading.Event()
    letting_go = threading.Timer(0.2, lambda: (token.finish(), server.hold and server.hold.set()))
    letting_go.start()
    assert client.post("/embeddings", body, token)
    with pytest.raises(Cancelled):
        client.post("/embeddings", body, token)
    assert len(server.requests) == 1
    letting_go.join()


def test_all_tries_together_have_an_end(server: VendorServer):
    client = VendorClient(entry_of(server), Access(), bounds=Bounds(silence=30, total=30))
    server.faults.append(Fault("hang", times=9))
    began = time.monotonic()
    with pytest.raises(VendorBusyError):
        client.post("/embeddings", {}, patience=Patience(tries=9, total=0.5))
    assert time.monotonic() - began < 5
    assert len(server.requests) == 1

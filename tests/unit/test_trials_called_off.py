"""Adding, trying and measuring models, called off while a server or the hub says nothing."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from engine.host.cancellation import Token
from engine.host.paths import DataFolder
from engine.protocol import messages as m
from engine.protocol.errors import Cancelled
from tests.unit.service_engine import Engine, wait_for
from tests.vendors.servers import Fault, VendorServer

AT_ONCE = 3.0
"""Seconds, on a machine that has other things to do."""


@pytest.fixture
def server() -> Iterator[VendorServer]:
    with VendorServer("openai", models={"tiny": 16}) as server:
        yield server


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    (tmp_path / "data").mkdir()
    engine = Engine(DataFolder(tmp_path / "data"))
    yield engine
    engine.close()


@pytest.fixture
def silent_hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """Takes connections, and says nothing on them."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{listener.getsockname()[1]}")
        yield listener


def call_off(engine: Engine, command: m.Command, once: Callable[[], object]) -> None:
    """Ask, call it off once something is so, and see that it ends at once."""
    token, said = Token(), list[m.Event]()
    asking = threading.Thread(target=lambda: said.extend(engine.ask(command, token)))
    asking.start()
    once()
    began = time.monotonic()
    token.cancel()
    asking.join(AT_ONCE)
    assert time.monotonic() - began < AT_ONCE
    assert [getattr(event, "code", "") for event in said] == [Cancelled.code]


@pytest.mark.parametrize("command", [m.TryModel, m.MeasureModel, m.AddModelServer])
def test_a_server_that_says_nothing_is_left_at_once(
    engine: Engine, server: VendorServer, command: type
):
    adding = m.AddModelServer(url=server.url, model="tiny")
    listed = engine.last(adding)
    assert isinstance(listed, m.ModelsListed)
    (model,) = (one.id for one in listed.models if one.vendor == server.url)
    asked = len(server.requests)
    server.faults.append(Fault("hang", times=99))
    trial = adding if command is m.AddModelServer else command(model=model)
    call_off(engine, trial, lambda: wait_for(lambda: len(server.requests) > asked))
    assert len(server.requests) == asked + 1


def test_a_hub_that_says_nothing_is_left_at_once(engine: Engine, silent_hub: socket.socket):
    taken: list[socket.socket] = []
    call_off(engine, m.AddModelHub(name="one/model"), lambda: taken.append(silent_hub.accept()[0]))
    taken[0].close()
    listed = engine.last(m.ListModels())
    assert isinstance(listed, m.ModelsListed)
    assert not [model for model in listed.models if "one/model" in model.source]


def test_judging_ends_at_once_although_a_model_is_being_loaded(engine: Engine):
    command = m.MeasureModel(model="minilm-l6-int8", judge=True)
    ours = psutil.Process()
    before = set(ours.children())

    def second_embedder_is_there() -> bool:
        new = [child for child in ours.children() if child not in before]
        return sum("embedder" in child.cmdline() for child in new) == 2

    call_off(engine, command, lambda: wait_for(second_embedder_is_there))

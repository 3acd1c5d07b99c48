"""A server that takes every question and never answers, and an engine that goes on nevertheless."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from engine.client import Client
from engine.host.paths import DataFolder, data_folder
from engine.host.starter import READY
from engine.protocol import messages as m
from engine.protocol.errors import Cancelled, EngineUnavailableError
from tests.vendors.servers import Fault, VendorServer

STUCK = """
import sys, threading
from engine.service import libraries, process

process._END = 1.0
libraries.Libraries.close = lambda _: threading.Event().wait()
process.run_engine(sys.argv[1])
"""
"""An engine whose libraries cannot be closed: a disk that is gone does that."""
MANY = 9
"""More than the engine has threads for what is answered at once."""


@pytest.fixture
def server() -> Iterator[VendorServer]:
    with VendorServer("openai", models={"tiny": 16}) as server:
        server.faults.append(Fault("hang", times=500))
        yield server


@pytest.fixture
def data(tmp_path: Path) -> Iterator[DataFolder]:
    folder = data_folder(str(tmp_path / "data"))
    yield folder
    with (
        contextlib.suppress(EngineUnavailableError),
        Client.connect(folder, start=False) as client,
    ):
        client.request(m.Quit())


def wait_for(fact: Callable[[], bool]) -> None:
    ends = time.monotonic() + 30
    while not fact():
        assert time.monotonic() < ends, "it did not come true"
        threading.Event().wait(0.02)


def test_a_silent_server_keeps_neither_others_nor_the_end_waiting(
    server: VendorServer, data: DataFolder
):
    adding = m.AddModelServer(url=server.url, model="tiny")
    with Client.connect(data) as other:
        with Client.connect(data) as client:
            for _ in range(MANY):
                client.send(adding)
            wait_for(lambda: len(server.requests) == MANY)
            assert isinstance(other.request(m.ListModels(), timeout=5), m.ModelsListed)
        engine = psutil.Process(other.pid)
        wait_for(lambda: not [one for one in engine.net_connections() if one.raddr])
        assert len(server.requests) == MANY, "nobody asks again for who has gone"

        other.send(adding)
        wait_for(lambda: len(server.requests) == MANY + 1)
        began = time.monotonic()
        other.request(m.Quit(), timeout=5)
        engine.wait(6)
        assert time.monotonic() - began < 6


def test_adding_that_is_called_off_ends_at_once(server: VendorServer, data: DataFolder):
    with Client.connect(data) as client:
        events: list[m.Event] = []
        client.listen(events.append)
        ticket = client.send(m.AddModelServer(url=server.url, model="tiny"))
        wait_for(lambda: len(server.requests) == 1)
        client.send(m.Cancel(target=ticket))
        wait_for(lambda: any(isinstance(event, m.Failed) for event in events))
        (failed,) = [event for event in events if isinstance(event, m.Failed)]
        assert (failed.ticket, failed.code) == (ticket, Cancelled.code)
        listed = client.request(m.ListModels())
        assert isinstance(listed, m.ModelsListed)
        assert not [model for model in listed.models if model.vendor == server.url]


def test_an_engine_that_cannot_close_what_it_has_ends_nevertheless(data: DataFolder):
    command = [sys.executable, "-c", STUCK, str(data.root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as engine:
        try:
            assert engine.stdout is not None
            while READY.strip() not in engine.stdout.readline():
                assert engine.poll() is None
            with Client.connect(data, start=False) as client:
                client.request(m.Quit(), timeout=5)
            assert engine.wait(5) == 0
            assert not data.engine_file.exists()
        finally:
            engine.kill()


def test_an_engine_that_indexes_by_a_silent_server_ends_at_once(
    server: VendorServer, data: DataFolder, tmp_path: Path
):
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "one.txt").write_text("The kitten sleeps on a rug.")
    server.faults.clear()
    with Client.connect(data) as client:
        listed = client.request(m.AddModelServer(url=server.url, model="tiny"))
        assert isinstance(listed, m.ModelsListed)
        (model,) = (one.id for one in listed.models if one.vendor == server.url)
        client.request(m.AddFolders(library="Notes", paths=(str(tmp_path / "notes"),), index=False))
        client.request(m.SetModels(library="Notes", dense_model=model, reranker="none"))
        server.faults.append(Fault("hang", times=99))
        client.send(m.Index(library="Notes"))
        wait_for(lambda: len(server.requests) > 1)
        engine = psutil.Process(client.pid)
        began = time.monotonic()
        client.request(m.Quit(), timeout=5)
        engine.wait(8)
        assert time.monotonic() - began < 6

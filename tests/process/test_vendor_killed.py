"""An engine killed while a server makes its vectors: the next one asks for what is missing only."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from engine.client import Client
from engine.host.paths import data_folder
from engine.models.entry import ModelEntry
from engine.models.holdings import Holdings
from engine.protocol import messages as m
from engine.protocol.errors import EngineUnavailableError
from tests.vendors.answers import Asked
from tests.vendors.servers import VendorServer

PATIENCE = 120
FILES = 120
OURS = "tiny"


@pytest.fixture
def server() -> Iterator[VendorServer]:
    with VendorServer("openai", models={OURS: 16}) as server:
        yield server


@pytest.fixture
def data(tmp_path: Path, server: VendorServer) -> Iterator[Path]:
    folder = data_folder(str(tmp_path / "data"))
    entry = ModelEntry(
        id=OURS,
        name="Tiny",
        kinds=("dense",),
        family="openai",
        dim=16,
        licence="LicenseRef-unknown",
        base_url=server.url,
        model=OURS,
    )
    Holdings(folder.models).keep(entry)
    yield folder.root
    with (
        contextlib.suppress(EngineUnavailableError),
        Client.connect(folder, start=False) as client,
    ):
        client.request(m.Quit())


def connected(data: Path) -> Client:
    return Client.connect(data_folder(str(data)))


def library(client: Client) -> m.LibraryInfo:
    listed = client.request(m.ListLibraries())
    assert isinstance(listed, m.LibrariesListed)
    return listed.libraries[0]


def wait_for(fact: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE
    while not fact():
        assert time.monotonic() < ends, "it did not come true"
        threading.Event().wait(0.02)


def kill(client: Client) -> None:
    status = client.request(m.GetStatus())
    assert isinstance(status, m.StatusReported)
    engine = psutil.Process(status.pid)
    engine.kill()
    engine.wait(30)
    client.close()


def passages(requests: list[Asked]) -> Counter[str]:
    return Counter(text for asked in requests for text in asked.texts if text.startswith("The "))


@pytest.mark.slow
def test_no_text_is_sent_twice_but_those_that_were_on_their_way(
    data: Path, tmp_path: Path, server: VendorServer
):
    notes = tmp_path / "notes"
    notes.mkdir()
    for number in range(FILES):
        (notes / f"{number}.txt").write_text(f"The kitten sleeps on rug number {number}.")
    client = connected(data)
    client.request(m.AddFolders(library="Notes", paths=(str(notes),), index=False))
    client.request(m.Index())
    client.request(m.SetModels(library="Notes", dense_model=OURS, reranker=""))
    wait_for(lambda: len(server.requests) >= 3)
    server.hold = gate = threading.Event()  # nothing is answered from here on
    answered = len(server.requests)
    wait_for(lambda: len(server.requests) > answered or library(client).dense_model == OURS)
    kill(client)
    before = list(server.requests)
    server.hold = None
    gate.set()
    client = connected(data)
    wait_for(lambda: library(client).dense_model == OURS)
    sent = passages(server.requests)
    assert len(sent) == FILES
    again = {text for text, count in sent.items() if count > 1}
    unanswered = {text for asked in before[max(0, answered - 2) :] for text in asked.texts}
    assert again <= unanswered
    finished = client.request(m.Search(query="kitten", rerank=False, limit=1000))
    assert isinstance(finished, m.SearchFinished)
    assert len({hit.path for hit in finished.hits}) == FILES
    client.request(m.Quit())
    client.close()

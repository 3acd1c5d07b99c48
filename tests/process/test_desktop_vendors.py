"""What is typed into a desktop's search reaches no other machine, whatever models there are."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest

from engine.client import Client
from engine.desktop.finding import Finder
from engine.models.entry import ModelEntry
from engine.models.holdings import Holdings
from engine.protocol import messages as m
from tests.vendors.servers import VendorServer

pytestmark = pytest.mark.timeout(120)
FAR = "tiny-and-far"
HERE_BY_NUMBER = "2130706433"
"""127.0.0.1 written so that nobody takes it for this machine (inet_aton(3))."""


@pytest.fixture
def server() -> Iterator[VendorServer]:
    with VendorServer("openai", models={FAR: 16}) as server:
        yield server


@pytest.fixture
def client(tmp_path: Path, server: VendorServer) -> Iterator[Client]:
    """Of an engine with two libraries; the vectors of one are made elsewhere."""
    entry = ModelEntry(
        id=FAR,
        name="Far",
        kinds=("dense",),
        family="openai",
        dim=16,
        licence="LicenseRef-unknown",
        base_url=server.url.replace("127.0.0.1", HERE_BY_NUMBER),
        model=FAR,
    )
    Holdings(tmp_path / "data" / "models").keep(entry)
    with Client.connect(tmp_path / "data") as client:
        for name, text in (("Near", "Otters crack shells."), ("Far", "Otters crack open shells.")):
            folder = tmp_path / name
            folder.mkdir()
            (folder / "otters.txt").write_text(text)
            client.request(m.AddFolders(paths=(str(folder),), library=name, index=False))
        host = f"{HERE_BY_NUMBER}:{urlsplit(server.url).port}"
        choice = m.SetModels(library="Far", dense_model=FAR, reranker="", agreed_to=host)
        client.request(choice, timeout=60)
        client.request(m.Index(), timeout=60)
        _wait_until(lambda: _models(client)["Far"] == FAR)
        process = psutil.Process(client.pid)
        yield client
        client.request(m.Quit(), timeout=20)
    process.wait(20)


def _models(client: Client) -> dict[str, str]:
    listed = client.request(m.ListLibraries(), timeout=60)
    assert isinstance(listed, m.LibrariesListed)
    return {info.name: info.dense_model for info in listed.libraries}


def _wait_until(fact: object) -> None:
    assert callable(fact)
    end, never = time.monotonic() + 40, threading.Event()
    while not fact():
        assert time.monotonic() < end
        never.wait(0.1)


def test_a_library_whose_model_is_elsewhere_is_left_out(
    client: Client, server: VendorServer, tmp_path: Path
) -> None:
    asked = client.request(m.Search(query="otters crack", interim=False), timeout=60)
    assert isinstance(asked, m.SearchFinished)
    assert {hit.library for hit in asked.hits} == {"Near", "Far"}
    assert "otters crack" in server.texts
    finder = Finder(str(tmp_path / "data"))
    assert {hit.library for hit in finder.find(["otters", "shells"], 5)} == {"Near"}
    client.request(m.SetModels(library="Near", dense_model="none", reranker="none"), timeout=60)
    _wait_until(lambda: _models(client)["Near"] == "none")
    assert {hit.library for hit in finder.find(["otters", "shells"], 5)} == {"Near"}
    finder.close()
    assert "otters shells" not in server.texts

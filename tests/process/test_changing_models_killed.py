"""An engine killed while it makes another model's vectors: the next one goes on, searchable."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from engine.client import Client
from engine.host.paths import data_folder
from engine.protocol import messages as m
from engine.protocol.errors import EngineUnavailableError

PATIENCE = 120
MINILM = "minilm-l6-int8"
FILES = 120


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "data"
    folder = data_folder(str(tmp_path / "data"))
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


def found(client: Client) -> set[str]:
    finished = client.request(m.Search(query="a cat that rests", rerank=False, limit=1000))
    assert isinstance(finished, m.SearchFinished)
    assert len({hit.parts.dense is None for hit in finished.hits}) == 1
    return {hit.path for hit in finished.hits}


@pytest.mark.timeout(300)
def test_a_change_goes_on_after_each_kill_and_searches_find_all_meanwhile(
    data: Path, tmp_path: Path
):
    notes = tmp_path / "notes"
    notes.mkdir()
    for number in range(FILES):
        text = f"The kitten sleeps on rug {number}. " * 12
        (notes / f"{number}.txt").write_text(text)
    client = connected(data)
    client.request(m.AddFolders(library="Notes", paths=(str(notes),), index=False))
    client.request(m.Index())
    everything = found(client)
    assert len(everything) == FILES
    client.request(m.SetModels(library="Notes", dense_model=MINILM, reranker=""))
    made: list[int] = []
    for _ in range(2):
        before = max(made, default=0)
        wait_for(lambda: _made(client) > before or _swapped(client))  # noqa: B023 - asked at once
        if _swapped(client):
            break  # this machine was quicker than the eye: a kill has nothing more to cut off
        made.append(_made(client))
        kill(client)
        client = connected(data)
        assert found(client) == everything
    assert made
    wait_for(lambda: _swapped(client))
    assert found(client) == everything
    assert library(client).coming_model == ""
    assert (library(client).files, library(client).failed) == (FILES, 0)
    client.request(m.Quit())
    client.close()


def _swapped(client: Client) -> bool:
    return library(client).dense_model == MINILM


def _made(client: Client) -> int:
    """Files whose vectors are there, also from former engines."""
    progress = library(client).progress
    return progress.files_done if progress.phase == "embedding" else 0

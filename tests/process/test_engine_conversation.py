"""What clients and a running engine process say to each other."""

from __future__ import annotations

import threading
from pathlib import Path

import psutil
import pytest

from engine.client import Client
from engine.host.paths import DataFolder
from engine.protocol import messages as m
from engine.protocol.errors import EngineUnavailableError, FindlingError, UnknownLibraryError
from tests.process.engine_parts import PATIENCE, documents, found


def test_documents_are_found_after_indexing_and_after_a_kill(
    data: DataFolder, tmp_path: Path
) -> None:
    with Client.connect(data, timeout=PATIENCE) as client:
        client.request(m.AddFolders(paths=(str(documents(tmp_path)),), index=False))
        finished = client.request(m.Index())
        assert isinstance(finished, m.IndexFinished)
        assert (finished.files, finished.failed) == (2, 0)
        assert found(client, "honey") == "bees.txt"
        engine = psutil.Process(client.pid)
        family = [engine, *engine.children(recursive=True)]
        engine.kill()
        _, alive = psutil.wait_procs(family, PATIENCE)
        assert not alive
    with Client.connect(data, timeout=PATIENCE) as again:
        assert found(again, "honey") == "bees.txt"
        again.request(m.RemoveLibrary(library="Default"))
        with pytest.raises(UnknownLibraryError):
            found(again, "honey")
        assert not list((data.root / "libraries").iterdir())


def test_a_stream_gives_interim_events_and_ends_with_the_closing_one(
    data: DataFolder, tmp_path: Path
) -> None:
    with Client.connect(data, timeout=PATIENCE) as client:
        client.request(m.AddFolders(paths=(str(documents(tmp_path)),), index=False))
        events = list(client.stream(m.Index()))
        assert all(isinstance(event, m.ProgressChanged) for event in events[:-1])
        assert isinstance(events[-1], m.IndexFinished)
        first, last = events[0], events[-2]
        assert isinstance(first, m.ProgressChanged)
        assert first.progress.running
        assert isinstance(last, m.ProgressChanged)
        assert not last.progress.running


def test_a_subscriber_hears_of_libraries_and_progress(data: DataFolder, tmp_path: Path) -> None:
    done = threading.Event()
    news: list[m.Event] = []

    def hear(event: m.Event) -> None:
        news.append(event)
        if isinstance(event, m.LibrariesChanged) and any(
            library.files == 2 for library in event.libraries
        ):
            done.set()

    with Client.connect(data, timeout=PATIENCE) as client:
        client.listen(hear)
        client.send(m.Subscribe())
        client.request(m.AddFolders(paths=(str(documents(tmp_path)),)))
        assert done.wait(PATIENCE)
    unasked = [event for event in news if not event.ticket]  # Subscribe's own Done may overtake
    assert any(isinstance(event, m.ProgressChanged) for event in unasked)
    assert isinstance(unasked[0], m.LibrariesChanged)


def test_an_answer_of_another_kind_than_was_named_is_an_error(data: DataFolder) -> None:
    with Client.connect(data, timeout=PATIENCE) as client:
        assert client.ask(m.ListLibraries(), m.LibrariesListed).libraries == ()
        with pytest.raises(EngineUnavailableError, match="LibrariesListed"):
            client.ask(m.ListLibraries(), m.StatusReported)


def test_failures_carry_their_code_and_hint(data: DataFolder) -> None:
    with Client.connect(data, timeout=PATIENCE) as client:
        with pytest.raises(UnknownLibraryError) as caught:
            client.request(m.Search(query="x", library="nowhere"))
        assert caught.value.hint
        with pytest.raises(FindlingError) as relative:
            client.request(m.AddFolders(paths=("relative/path",)))
        assert relative.value.code == "no-such-path"

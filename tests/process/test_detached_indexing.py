"""What becomes of an indexing run when its client stops waiting for it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from engine.client import Client
from engine.protocol import messages as m

FILES = 300


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Enough documents that a run takes longer than the first news of it."""
    folder = tmp_path / "documents"
    folder.mkdir()
    for number in range(FILES):
        text = "\n\n".join(f"Paragraph {n} of letter {number}. " + "word " * 90 for n in range(8))
        (folder / f"{number:03}.txt").write_text(text, "utf-8")
    return folder


def when_idle(client: Client) -> m.LibraryInfo:
    """The library once nothing runs any more."""
    pause = threading.Event()
    while True:
        answer = client.request(m.ListLibraries())
        assert isinstance(answer, m.LibrariesListed)
        if not answer.libraries[0].progress.running:
            return answer.libraries[0]
        pause.wait(0.05)


def after_the_first_look(client: Client) -> None:
    """Wait until the engine's own look for changes, soon after its start, is over."""
    pause = threading.Event()
    while True:
        status = client.request(m.GetStatus())
        assert isinstance(status, m.StatusReported)
        if status.uptime > 4:
            return
        pause.wait(0.1)


@pytest.mark.parametrize("stays", [True, False])
def test_a_run_that_stays_goes_on_without_its_client(
    folder: Path, tmp_path: Path, *, stays: bool
) -> None:
    with Client.connect(tmp_path / "state") as client:
        after_the_first_look(client)
        client.request(m.AddFolders(paths=(str(folder),), index=False))
        events = client.stream(m.Index(stays=stays))
        while not (
            isinstance(event := next(events), m.ProgressChanged) and event.progress.files_total
        ):
            pass
        events.close()  # pyright: ignore[reportAttributeAccessIssue]
        library = when_idle(client)
        client.request(m.Quit())
    assert (library.files == FILES) is stays
    assert (library.waiting == 0) is stays

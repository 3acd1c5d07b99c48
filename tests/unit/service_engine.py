"""A service as the engine's process makes it, and what its tests ask of it."""

from __future__ import annotations

import contextlib
import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Generator, Mapping
from pathlib import Path

from engine.host.cancellation import Token
from engine.host.paths import DataFolder
from engine.protocol import messages as m
from engine.service.assembly import Parts, assemble

PATIENCE = 60


class Engine:
    """A service and what it said."""

    def __init__(self, data: DataFolder) -> None:
        self.quit = threading.Event()
        self.parts: Parts = assemble(data, self.quit.set)
        self.news: queue.SimpleQueue[m.Event] = queue.SimpleQueue()
        self.parts.news.tell(self.news.put)

    def ask(self, command: m.Command, token: Token | None = None) -> list[m.Event]:
        """Return all events of a command."""
        events: queue.SimpleQueue[m.Event] = queue.SimpleQueue()
        self.parts.service.handle(command, events.put, token)
        said = [events.get(timeout=PATIENCE)]
        while not isinstance(said[-1], m.CLOSING):
            said.append(events.get(timeout=PATIENCE))
        return said

    def last(self, command: m.Command) -> m.Event:
        """Return the closing event of a command."""
        return self.ask(command)[-1]

    def libraries(self) -> dict[str, m.LibraryInfo]:
        """Return the libraries by name."""
        listed = self.last(m.ListLibraries())
        assert isinstance(listed, m.LibrariesListed)
        return {library.name: library for library in listed.libraries}

    def search(self, query: str, library: str = "") -> m.SearchFinished:
        """Return the answer without reranking."""
        finished = self.last(m.Search(query=query, library=library, rerank=False))
        assert isinstance(finished, m.SearchFinished)
        return finished

    def close(self) -> None:
        """End as the process does."""
        self.parts.indexing.close()
        self.parts.searches.close()
        self.parts.documents.close()
        self.parts.libraries.close()


@contextlib.contextmanager
def engine_over(place: Path, texts: Mapping[str, str]) -> Generator[Engine]:
    """Have files of these names and texts indexed, in an empty folder."""
    data, folder = DataFolder(place / "data"), place / "files"
    data.root.mkdir()
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    engine = Engine(data)
    try:
        add(engine, folder)
        engine.last(m.Index())
        yield engine
    finally:
        engine.close()


def names(finished: m.SearchFinished) -> set[str]:
    """Return the names of the files that were found."""
    return {Path(hit.path).name for hit in finished.hits}


def wait_for(fact: Callable[[], bool]) -> None:
    """Wait until something is so."""
    ends = time.monotonic() + PATIENCE
    while not fact():
        assert time.monotonic() < ends, "it did not come true"
        threading.Event().wait(0.05)


def make_too_new(folder: Path) -> None:
    """Have a catalogue there that a newer version wrote."""
    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.closing(sqlite3.connect(folder / "catalogue.sqlite")) as connection:
        connection.execute("PRAGMA user_version = 99")


def add(engine: Engine, *paths: Path, library: str = "") -> m.Event:
    named = tuple(str(path) for path in paths)
    return engine.last(m.AddFolders(paths=named, library=library, index=False))

"""Libraries whose vectors a server makes: an engine, its files, and what it knows of them."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engine.host.cancellation import Token
from engine.host.paths import DataFolder
from engine.models.entry import ModelEntry
from engine.models.holdings import Holdings
from engine.protocol import messages as m
from engine.store.catalogue_states import State
from tests.unit.service_engine import Engine, add, wait_for
from tests.vendors.servers import VendorServer

STATIC, OURS = "static-minilm-256", "tiny"
KEY = "sk-a-key-of-a-test"
SUBJECTS = (
    "The kitten sleeps on a warm rug by the stove.",
    "Interest rates rose again in the spring.",
    "Lentils simmer with cumin until they are soft.",
    "Our train to the coast leaves before dawn.",
    "The roof was repaired after the storm.",
)
FILES = 30


def write_notes(folder: Path) -> None:
    """Write the library's files, of one passage each."""
    folder.mkdir()
    for number in range(FILES):
        text = f"{SUBJECTS[number % len(SUBJECTS)]} Note {number} of the year."
        (folder / f"{number:02}.txt").write_text(text)


@contextmanager
def open_library(folder: Path, server: VendorServer) -> Generator[Engine]:
    """Have an engine with a library that can be given the server's model; nothing rests for long.

    Args:
        folder: its ``notes`` are the library.
        server: knows a model `OURS`.
    """
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("engine.service.asking.RESTS", (0.5,))
        patched.setattr("engine.service.model_change._RESTS", (0.5,))
        patched.setattr("engine.models.vendors.http.BACKOFF", 0.02)
        (folder / "data").mkdir()
        know(folder, server)
        engine = started(folder)
        try:
            add(engine, folder / "notes", library="Notes")
            yield engine
        finally:
            engine.close()


def started(tmp_path: Path) -> Engine:
    return Engine(DataFolder(tmp_path / "data"))


def know(tmp_path: Path, server: VendorServer, **more: object) -> None:
    """Have a model of the server known."""
    entry = ModelEntry(
        id=OURS,
        name="Tiny",
        kinds=("dense",),
        family="openai",
        dim=16,
        licence="LicenseRef-unknown",
        base_url=server.url,
        model=OURS,
        **more,  # pyright: ignore[reportArgumentType]
    )
    Holdings(tmp_path / "data" / "models").keep(entry)


def library(engine: Engine) -> m.LibraryInfo:
    return engine.libraries()["Notes"]


def choose(engine: Engine, dense: str) -> None:
    done = engine.last(m.SetModels(library="Notes", dense_model=dense, reranker=""))
    assert isinstance(done, m.Done), done


def index(engine: Engine) -> m.IndexFinished:
    finished = engine.last(m.Index(library="Notes"))
    assert isinstance(finished, m.IndexFinished), finished
    return finished


def wait_for_model(engine: Engine, dense: str) -> None:
    def there() -> bool:
        now = library(engine)
        return (now.dense_model, now.coming_model, now.progress.running) == (dense, "", False)

    wait_for(there)


def cosines(engine: Engine, query: str) -> dict[str, float | None]:
    finished = engine.last(m.Search(query=query, rerank=False, limit=100))
    assert isinstance(finished, m.SearchFinished)
    return {Path(hit.path).name: hit.parts.dense for hit in finished.hits}


def blank(engine: Engine) -> int:
    """Return how many passages the store has no vector of."""
    with engine.parts.libraries.find("Notes").lease(Token()) as opened:
        catalogue, store = opened.index.catalogue, opened.index.store
        rows = catalogue.files_in(State.INDEXED, State.SEEN)
        keys = [passage.pk for row in rows for passage in catalogue.passages_of(row.id)]
        found = store.dense_of(keys)
        return sum(not (key in found and found[key].any()) for key in keys)


def told(engine: Engine) -> set[str]:
    return {notice.code for notice in library(engine).notices}


def waits_for_a_key(engine: Engine) -> bool:
    """Tell whether vectors are wanted, and will not be tried for before something changes."""
    change = engine.parts.libraries.find("Notes").change
    asking = {thread.name for thread in threading.enumerate()} & {"asking"}
    still = not library(engine).progress.running and not asking
    return still and bool(change.wish) and change.due_in is None


def passages(server: VendorServer) -> Counter[str]:
    """Return how often each passage came."""
    return Counter(text for text in server.texts if text.endswith("of the year."))

"""Libraries of models that learn sparse vectors, in a real engine, and what its store holds."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import psutil

from engine.client import Client
from engine.host.paths import DataFolder
from engine.jobs.recovery import served
from engine.models.entry import ModelEntry
from engine.models.vectors import Floats
from engine.protocol import messages as m
from engine.protocol.errors import EngineUnavailableError
from engine.store.catalogue import Catalogue
from engine.store.catalogue_states import State
from engine.store.open import CATALOGUE_FILE, StoreSetting, open_store
from engine.store.rows import SparseRow

PATIENCE = 120


def begun(data: DataFolder, notes: Path, model: str, *, server: str = "") -> Client:
    """Return a client of an engine with a library by this model, indexed."""
    client = Client.connect(data)
    client.request(
        m.AddFolders(library="Notes", paths=(str(notes),), store_uri=server, index=False)
    )
    give(client, model)
    assert isinstance(client.request(m.Index()), m.IndexFinished)
    return client


def give(client: Client, model: str) -> None:
    """Give the library a model and wait until it is searched by it."""
    done = client.request(m.SetModels(library="Notes", dense_model=model, reranker=""))
    assert isinstance(done, m.Done), done
    wait_for(lambda: has(client, model))


def has(client: Client, model: str) -> bool:
    listed = client.request(m.ListLibraries())
    assert isinstance(listed, m.LibrariesListed)
    return listed.libraries[0].dense_model == model and not listed.libraries[0].progress.running


def wait_for(fact: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE
    while not fact():
        assert time.monotonic() < ends, "it did not come true"
        threading.Event().wait(0.05)


def end(client: Client) -> None:
    """Have the engine quit, and wait until it has."""
    pid = status(client).pid
    client.request(m.Quit())
    with contextlib.suppress(psutil.NoSuchProcess):
        psutil.Process(pid).wait(PATIENCE)


def status(client: Client) -> m.StatusReported:
    told = client.request(m.GetStatus())
    assert isinstance(told, m.StatusReported)
    return told


def files(client: Client) -> int:
    listed = client.request(m.ListLibraries())
    assert isinstance(listed, m.LibrariesListed)
    return listed.libraries[0].files


def index(client: Client) -> None:
    """Index until the engine is gone."""
    with contextlib.suppress(EngineUnavailableError):
        client.request(m.Index())


def held(
    data: DataFolder, model: ModelEntry, *, server: str = ""
) -> dict[str, tuple[Floats, SparseRow]]:
    """Return the vectors of each file's only passage, by the file's name, of no running engine."""
    (folder,) = (data.root / "libraries").iterdir()
    catalogue = Catalogue(folder / CATALOGUE_FILE)
    served_by, slot = served(catalogue.meta())
    assert served_by == model.id
    with (
        contextlib.closing(catalogue),
        contextlib.closing(
            open_store(StoreSetting(server), folder, folder.name, model.dim, slot, learned=True)
        ) as store,
    ):
        files = {row.id: row for row in catalogue.files_in(State.INDEXED)}
        keys = {file: catalogue.passages_of(file)[0].pk for file in files}
        assert store.count() == len(files)
        learned, dense = store.learned_of([*keys.values()]), store.dense_of([*keys.values()])
        nothing = np.zeros(0, np.float32)
        return {
            Path(row.path).name: (dense.get(keys[file], nothing), learned[keys[file]])
            for file, row in files.items()
        }


def search(client: Client, query: str) -> Sequence[m.Hit]:
    finished = client.request(m.Search(query=query, rerank=False))
    assert isinstance(finished, m.SearchFinished)
    return finished.hits


def names(hits: Sequence[m.Hit]) -> list[str]:
    return [Path(hit.path).name for hit in hits]

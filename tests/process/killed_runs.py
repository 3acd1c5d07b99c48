"""Runs that tests of killed engines compare with: nobody disturbs them."""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple

from engine.client import Client
from engine.protocol import messages as m
from engine.store.catalogue_states import State
from tests.process.killed_index import Known
from tests.process.killed_parts import PATIENCE, Findling, Watch, make_corpus


class Undisturbed(NamedTuple):
    """A run that nobody killed."""

    corpus: Path
    rerank: bool
    known: Known
    seconds: float


def undisturbed(folder: Path, files: int, words: int, *, rerank: bool = False) -> Undisturbed:
    """Index a new corpus in peace."""
    corpus = folder / "corpus"
    make_corpus(corpus, files, words)
    program = Findling(folder / "undisturbed", rerank=rerank)
    with program.connect() as client:
        started = time.monotonic()
        watch = begin(client, corpus)
        assert watch.over.wait(PATIENCE)
        seconds = time.monotonic() - started
        assert watch.finished is not None, watch.failed
    known = program.known()
    resting = [state for state, _ in known.states.values()]
    assert len(resting) > files
    assert set(resting) == {State.INDEXED, State.FAILED}
    assert all(known.answers.values())
    return Undisturbed(corpus, rerank, known, seconds)


def begin(client: Client, corpus: Path) -> Watch:
    """Add a folder, which begins its indexing, and join that."""
    client.request(m.AddFolders(paths=(str(corpus),)))
    watch = Watch(client)
    watch.index()
    return watch

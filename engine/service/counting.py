"""What a library's catalogue says, read without opening its index."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import NamedTuple

from engine.protocol.errors import StoreError
from engine.protocol.messages import Failure
from engine.store.catalogue_reading import CatalogueReader
from engine.store.catalogue_states import State

CATALOGUE = "catalogue.sqlite"

log = logging.getLogger(__name__)


class Counts(NamedTuple):
    """How much is in a library."""

    files: int = 0
    passages: int = 0
    failed: int = 0
    waiting: int = 0


def count(folder: Path) -> Counts:
    """Return what the catalogue in ``folder`` holds; zeros where there is none or it is damaged.

    A damaged catalogue is reported by whoever opens the index; the library must be listed all the
    same, so that the person can remove it.
    """
    path = folder / CATALOGUE
    if not path.exists():
        return Counts()
    reader = CatalogueReader(path)
    try:
        states, totals = reader.counts(), reader.totals()
    except StoreError as error:
        log.warning("%s cannot be read: %s", path, error)
        return Counts()
    finally:
        reader.close()
    return Counts(
        files=states[State.INDEXED],
        passages=totals.passages,
        failed=states[State.FAILED],
        waiting=states[State.SEEN] + states[State.READING],
    )


def failures(library: str, folder: Path) -> list[Failure]:
    """Return the files that could not be indexed and the folders that could not be looked into.

    Raises:
        StoreError: the catalogue cannot be read.
    """
    path = folder / CATALOGUE
    if not path.exists():
        return []
    reader = CatalogueReader(path)
    try:
        files, troubles = reader.files_in(State.FAILED), reader.troubles()
    finally:
        reader.close()
    found = [
        Failure(
            library=library,
            path=file.path,
            code=file.code,
            reason=file.reason,
            hint=file.hint,
            attempts=file.attempts,
            size=file.size,
        )
        for file in files
    ]
    blind = [
        Failure(
            library=library,
            path=trouble.path,
            code=trouble.code,
            reason=trouble.reason,
            hint=trouble.hint,
            attempts=1,
        )
        for trouble in troubles
    ]
    return sorted(blind + found, key=lambda failure: failure.path)

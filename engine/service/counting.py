"""What a library's catalogue says, read without opening its index."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from engine.jobs.retrying import HEALING, due, next_try
from engine.protocol.errors import StoreError
from engine.protocol.messages import Failure
from engine.read.version import READERS_VERSION
from engine.store.catalogue_counts import CatalogueCounts, FolderCounts
from engine.store.catalogue_states import State
from engine.store.migrations import CatalogueTooNewError
from engine.store.open import CATALOGUE_FILE

if TYPE_CHECKING:
    from engine.store.catalogue_rows import FileRow, Trouble


log = logging.getLogger(__name__)


class Counts(NamedTuple):
    """How much is in a library."""

    files: int = 0
    passages: int = 0
    failed: int = 0
    """As many as `failures` lists: files, and folders that could not be looked into."""
    waiting: int = 0
    troubles: tuple[Trouble, ...] = ()
    """Folders that could not be looked into."""
    roots: tuple[FolderCounts, ...] = ()
    """The files of each folder of the library."""


def count(folder: Path, roots: Sequence[str] = ()) -> Counts:
    """Return what the catalogue in ``folder`` holds; zeros where there is none or it is damaged.

    A damaged catalogue is reported by whoever opens the index; the library must be listed all the
    same, so that the person can remove it.

    Args:
        folder: the library's state folder.
        roots: the folders that it indexes.
    """
    none = (FolderCounts(),) * len(roots)
    try:
        with reading(folder) as reader:
            if reader is None:
                return Counts(roots=none)
            states, totals, troubles = reader.counts(), reader.totals(), reader.troubles()
            within = reader.in_folders(roots)
    except StoreError as error:
        log.warning("%s cannot be read: %s", folder, error)
        return Counts(roots=none)
    return Counts(
        files=states[State.INDEXED],
        passages=totals.passages,
        failed=states[State.FAILED] + len(troubles),
        waiting=states[State.SEEN] + states[State.READING],
        troubles=tuple(troubles),
        roots=tuple(within),
    )


def next_retry(folder: Path) -> float | None:
    """Return when the first failed file is to be tried again, in seconds since the epoch."""
    return min(
        (when for row in _retriable(folder) if (when := next_try(row)) is not None), default=None
    )


def retries_due(folder: Path, now: float) -> tuple[str, ...]:
    """Return the failed files that are to be tried again at ``now``, in seconds since the epoch."""
    return tuple(row.path for row in _retriable(folder) if due(row, now))


def file_at(folder: Path, path: str) -> tuple[FileRow | None, list[Trouble]]:
    """Return what the catalogue knows of a file, and the folders that could not be looked into.

    Raises:
        StoreError: the catalogue cannot be read.
    """
    with reading(folder) as reader:
        if reader is None:
            return None, []
        return reader.files_at([path]).get(path), reader.troubles()


def sizes(folder: Path) -> dict[str, int]:
    """Return the size of every known file, in bytes, by path; none where it cannot be told."""
    try:
        with reading(folder) as reader:
            known = {} if reader is None else reader.signatures()
    except StoreError as error:
        log.warning("%s cannot be read: %s", folder, error)
        return {}
    return {path: signature.size for path, (_, _, signature) in known.items()}


def failures(library: str, folder: Path) -> list[Failure]:
    """Return the files that could not be indexed and the folders that could not be looked into.

    Raises:
        StoreError: the catalogue cannot be read.
    """
    with reading(folder) as reader:
        if reader is None:
            return []
        files, troubles = reader.files_in(State.FAILED), reader.troubles()
    found = [
        Failure(
            library=library,
            path=file.path,
            code=file.code,
            reason=file.reason,
            hint=file.hint,
            attempts=file.attempts,
            size=file.size,
            next_try=next_try(file),
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


def _retriable(folder: Path) -> list[FileRow]:
    """Return the failed files that may be tried again; the many that must change first are left.

    None where the catalogue cannot be read: its next run says so.
    """
    try:
        with reading(folder) as reader:
            return [] if reader is None else reader.failed_by(HEALING, READERS_VERSION)
    except StoreError as error:
        log.warning("%s cannot be read: %s", folder, error)
        return []


@contextlib.contextmanager
def reading(folder: Path) -> Generator[CatalogueCounts | None]:
    """Read a library's catalogue; None where there is none yet.

    Raises:
        StoreError: it cannot be read.
    """
    path = folder / CATALOGUE_FILE
    if not path.exists():
        yield None
        return
    reader = CatalogueCounts(path)
    try:
        yield reader
    except sqlite3.OperationalError as error:  # tables that are not there: another version's
        raise CatalogueTooNewError(str(error)) from error
    finally:
        reader.close()

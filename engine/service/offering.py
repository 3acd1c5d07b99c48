"""What libraries have to offer to whoever types a query: kept in memory, made anew behind it."""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engine.protocol.errors import StoreError
from engine.search.offers import NameWords, Offers
from engine.store.catalogue_census import CatalogueCensus
from engine.store.open import CATALOGUE_FILE

if TYPE_CHECKING:
    from engine.service.libraries import Libraries
    from engine.service.library import Library

log = logging.getLogger(__name__)

_FRESH = 5.0
"""Seconds that offers are good for."""
_REST = 50.0
"""Times as long as making them took, at least: it is to cost no more than 2 % of a processor."""
_WAIT = 0.05
"""Seconds that the first who asks waits for them; small libraries are there by then."""

Key = tuple[str, ...]


class _Kept:
    """The offers of some libraries, and when they are to be made again."""

    def __init__(self) -> None:
        self.offers = Offers()
        self.made = threading.Event()
        self.again_at = 0.0
        self.being_made = False
        self.with_names = False


class Offering:
    """Makes offers in threads of its own. Thread-safe."""

    def __init__(self, libraries: Libraries) -> None:
        """Offer what these libraries have."""
        self._libraries = libraries
        self._lock = threading.Lock()
        self._kept: dict[Key, _Kept] = {}

    def offers(self, libraries: Sequence[Library], *, names: bool = False) -> Offers:
        """Return what libraries have, as of some seconds ago; nothing yet where they are large.

        Args:
            libraries: which.
            names: the words of files' names are asked for too.
        """
        key = tuple(library.settings.id for library in libraries)
        with self._lock:
            kept = self._kept.setdefault(key, _Kept())
            lacking = names and not kept.with_names
            due = lacking or time.monotonic() >= kept.again_at
            begins = due and not kept.being_made
            if begins:
                kept.being_made = True
                kept.with_names = kept.with_names or names
                if lacking:
                    kept.made.clear()
                arguments = (kept, list(libraries))
                threading.Thread(
                    target=self._make, args=arguments, name="offering", daemon=True
                ).start()
        if begins:
            kept.made.wait(_WAIT)
        return kept.offers

    def _make(self, kept: _Kept, libraries: Sequence[Library]) -> None:
        began = time.monotonic()
        try:
            kept.offers = self._counted(libraries, names=kept.with_names)
        except (StoreError, sqlite3.OperationalError) as error:  # who opens the library says so
            log.warning("nothing can be offered: %s", error)
        finally:
            took = time.monotonic() - began
            kept.again_at = time.monotonic() + max(_FRESH, _REST * took)
            kept.being_made = False
            kept.made.set()

    def _counted(self, libraries: Sequence[Library], *, names: bool) -> Offers:
        shelves: list[tuple[str, str, str, int]] = []
        months: dict[str, int] = {}
        found: list[str] = []
        for library in libraries:
            path = self._libraries.folder(library) / CATALOGUE_FILE
            if path.exists():
                shelves += _read(path, months, found, names=names)
        roots = [root for library in libraries for root in library.settings.folders]
        return Offers(shelves, months, roots, NameWords(found))


def _read(
    path: Path, months: dict[str, int], names_found: list[str], *, names: bool
) -> list[tuple[str, str, str, int]]:
    census = CatalogueCensus(path)
    try:
        for month, files in census.months().items():
            months[month] = months.get(month, 0) + files
        if names:
            names_found += census.names()
        return census.shelves()
    finally:
        census.close()

"""What an indexing run asks of whoever started it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from engine.files.places import Places
    from engine.store.catalogue_rows import Trouble


class Attendant(Protocol):
    """Asked in the run's own thread, between batches. No method may block for long."""

    def entering(self, folder: str) -> None:
        """Take note that a scan is about to list ``folder``: watched before, it misses nothing."""
        ...

    def scanned(self, troubles: Sequence[Trouble], *, whole: bool) -> None:
        """Take note of all folders that cannot be looked into at present."""
        ...

    def changed(self) -> Places | None:
        """Return places that changed since the run began and are quiet now; None for none."""
        ...

    def postponed(self, paths: Sequence[str]) -> None:
        """Take note of files that are being written to: they are to be looked at later."""
        ...

    def workers(self, most: int) -> int:
        """Return how many of ``most`` reader workers may work now; 0 holds the run."""
        ...

    def urgent(self, path: str) -> bool:
        """Tell whether the person is looking at this file: it is read before others."""
        ...

    def pause(self) -> None:
        """Do what must not wait for the end of a long run (another library's small changes)."""
        ...


class Alone:
    """The attendant of a run that nobody attends to."""

    def entering(self, folder: str) -> None:
        """Nothing is watched."""

    def scanned(self, troubles: Sequence[Trouble], *, whole: bool) -> None:
        """Nobody wants to know."""

    def changed(self) -> Places | None:
        """Return None: nothing is watched."""
        return None

    def postponed(self, paths: Sequence[str]) -> None:
        """The next run reads them."""

    def workers(self, most: int) -> int:
        """Return ``most``."""
        return most

    def urgent(self, path: str) -> bool:
        """Return False."""
        del path
        return False

    def pause(self) -> None:
        """Nothing waits."""

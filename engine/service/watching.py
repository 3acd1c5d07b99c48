"""Which libraries the file system tells of, and what is told of the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from engine.files.changes import Changes
from engine.files.watching import FolderWatch

if TYPE_CHECKING:
    from pathlib import Path

    from engine.files.polling import Polled
    from engine.store.catalogue_rows import Trouble
    from engine.store.settings import LibrarySettings


class Watch(Protocol):
    """How one library's folders are watched; see `engine.files.watching.LibraryWatch`."""

    @property
    def polled(self) -> tuple[Polled, ...]:
        """The folders that are looked at from time to time instead."""
        ...

    def set_roots(self, roots: Sequence[str]) -> None:
        """Watch nothing but what lies in these."""
        ...

    def entering(self, folder: str) -> None:
        """Watch a folder that is about to be listed."""
        ...

    def scanned(self, troubles: Sequence[Trouble], *, whole: bool) -> None:
        """Look out for what cannot be seen at present to come back."""
        ...

    def close(self) -> None:
        """Watch nothing any more."""
        ...


class Unwatched:
    """The watch of a library whose settings want none."""

    polled: tuple[Polled, ...] = ()

    def set_roots(self, roots: Sequence[str]) -> None:
        """Nothing is watched."""

    def entering(self, folder: str) -> None:
        """Nothing is watched."""

    def scanned(self, troubles: Sequence[Trouble], *, whole: bool) -> None:
        """The next run sees what came back."""

    def close(self) -> None:
        """Nothing was watched."""


class Watching:
    """Has the folders of all libraries watched. Thread-safe."""

    def __init__(self, wake: Callable[[], None], own: Path) -> None:
        """Watch nothing yet.

        Args:
            wake: called from any thread when something changed.
            own: the folder that the engine itself writes to.
        """
        self._wake = wake
        self._folders = FolderWatch(own=[str(own)])

    @property
    def watches(self) -> int:
        """Folders that the system tells changes of, one by one."""
        return self._folders.watches

    @property
    def limit(self) -> int:
        """How many of them there may be; 0 where there is no limit."""
        return self._folders.limit

    def changes(self) -> Changes:
        """Return where the changes of one library are to be marked."""
        return Changes(wake=self._wake)

    def watch(self, settings: LibrarySettings, changes: Changes) -> Watch:
        """Begin to watch for a library, unless its settings want none."""
        return self._folders.add(settings.name, changes) if settings.watch else Unwatched()

    def close(self) -> None:
        """Watch nothing any more."""
        self._folders.close()

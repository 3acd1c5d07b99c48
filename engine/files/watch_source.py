"""What watching needs of a system."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import threading


class WatchLimitError(Exception):
    """No more folders may be watched."""


class WatchedFolders(Protocol):
    """The folders of one library that the system tells changes of."""

    def enter(self, folder: str) -> None:
        """Watch a folder, anew if it is watched: there may be another one at its path by now.

        Raises:
            WatchLimitError: there is no watch left for it.
            OSError: it cannot be watched.
        """
        ...

    def leave(self, folder: str) -> int:
        """Unwatch a folder and all below it; return how many there were."""
        ...

    def retain(self, wanted: Callable[[str], bool]) -> None:
        """Unwatch all folders but the wanted ones."""
        ...

    def holds(self, folder: str) -> bool:
        """Tell whether a folder has a watch of its own."""
        ...

    def count(self, folder: str) -> int:
        """Return how many watches there are at and below a folder."""
        ...

    def children(self, folder: str) -> frozenset[str]:
        """Return the paths right below a folder that have watches at or below them."""
        ...


class WatchSource(Protocol):
    """The system's way to tell changes, shared by all libraries."""

    lock: threading.RLock
    """Held while what is watched changes, never while somebody is told of a change."""

    @property
    def watches(self) -> int:
        """Folders that are watched one by one."""
        ...

    @property
    def limit(self) -> int:
        """How many of them there may be."""
        ...

    def renew_limit(self) -> None:
        """Find out anew how many there may be."""
        ...

    def folders(
        self,
        mark: Callable[[str], None],
        lost: Callable[[], None],
        is_root: Callable[[str], bool],
    ) -> WatchedFolders:
        """Begin a library.

        Args:
            mark: told of each path at which something happened, without a lock.
            lost: told when there were more events than the system keeps.
            is_root: whether a path is one of the library's folders.
        """
        ...

    def close(self) -> None:
        """End it with all its watches, and wait until its threads have ended."""
        ...

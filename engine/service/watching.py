"""Which libraries the file system tells of, and what is told of the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from engine.files.polling import Polled
    from engine.store.catalogue_rows import Trouble


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

"""Which pages of a document are asked for: each once at a width, while it is in sight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

_REFUSED = -1
"""In place of the width of a page that was asked for."""


@dataclass(frozen=True, slots=True)
class PageWish:
    """A page that is to be rendered."""

    page: int
    """1 and up."""
    width: int
    """Device pixels."""


class PageAsking:
    """Remembers which pages were asked for and have not come, and which were refused."""

    def __init__(self) -> None:
        self._asked: dict[int, int] = {}
        """Width by page, 1 and up."""

    @property
    def open(self) -> bool:
        """Whether any page was asked for and has not come."""
        return bool(self._asked)

    def ask(self, page: int, width: int) -> PageWish | None:
        """Return a wish for a page in so many device pixels; None where it is asked for already."""
        if self._asked.get(page) in (width, _REFUSED):
            return None
        self._asked[page] = width
        return PageWish(page, width)

    def came(self, page: int, width: int) -> None:
        """A page has come; one that is wanted at another width by now is still waited for."""
        if self._asked.get(page) == width:
            del self._asked[page]

    def refuse(self, page: int) -> None:
        """A page could not be rendered: it is not asked for again until `forgive` or `clear`."""
        self._asked[page] = _REFUSED

    def forgive(self) -> None:
        """Pages that were refused may be asked for again."""
        self._asked = {page: width for page, width in self._asked.items() if width != _REFUSED}

    def leave(self, sight: Container[int]) -> list[int]:
        """Return the pages, asked for or refused, that are out of sight; they are forgotten."""
        passed = [page for page in self._asked if page not in sight]
        for page in passed:
            del self._asked[page]
        return passed

    def clear(self) -> None:
        """Forget all."""
        self._asked.clear()

"""The text that a view holds of one document: stretches of it, the far ones of which go again."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtGui import QTextCursor

from app.preview.setting import RENDERED, Setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QTextDocument

    from engine.protocol.messages import DocumentRead, Hit

MOST = 250_000
"""Characters: a view lays all of them out anew when its width changes."""
KEPT = 150_000
"""Of them, when some go: all others are laid out anew then as well."""


@dataclass(frozen=True, slots=True)
class StretchWish:
    """Text that is to be read: characters as `ReadDocument` counts them."""

    start: int
    length: int
    above: bool


class Held:
    """Knows what of a document is in a `QTextDocument`, puts more there and takes it out again.

    Attributes:
        kind: how the document is shown, as `DocumentOpened` says it.
        path: the document's file; empty while a passage stands alone.
        setting: how its stretches are set.
        text: what is held.
        start: its offset.
        total: characters of the whole; 0 while a passage stands alone, or nothing.
    """

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._stretches: deque[tuple[int, int]] = deque()
        """Characters of each and the UTF-16 units that it takes in the document, from the top."""
        self.clear("", Setting(""))

    @property
    def end(self) -> int:
        """The offset behind what is held."""
        return self.start + len(self.text)

    def clear(self, kind: str, setting: Setting) -> None:
        """Hold nothing; what comes next is of this kind."""
        self.kind, self.setting = kind, setting
        self.path = self.text = ""
        self.start = self.total = 0
        self._stretches.clear()
        self._document.clear()

    def put_passage(self, text: str, start: int) -> None:
        """Hold a passage alone."""
        self.setting.insert_text(self._document, text)
        self.text, self.start = text, start

    def put_first(self, part: DocumentRead) -> None:
        """Hold the first stretch of a document."""
        self._insert(part, above=False)
        self.path, self.total = part.path, part.total
        self.text, self.start = part.text, part.start

    def put(self, part: DocumentRead, *, above: bool) -> int:
        """Put a stretch above or below, as `fitting` returned it; return the units it takes."""
        units = self._insert(part, above=above)
        self.text = part.text + self.text if above else self.text + part.text
        self.start -= len(part.text) if above else 0
        return units

    def wish(self, *, above: bool) -> StretchWish:
        """Return what comes next above or below."""
        if not above:
            return StretchWish(self.end, self.setting.step, above=False)
        start = max(self.start - self.setting.step, 0)
        return StretchWish(start, self.start - start, above=True)

    def fitting(self, part: DocumentRead, *, above: bool) -> DocumentRead | None:
        """Return what of a stretch continues what is held; None where nothing does.

        Stretches overlap where one ends in the middle of a long line, whose beginning is near
        enough for the next one to begin there.
        """
        size = len(part.text)
        first = 0 if above else self.end - part.start
        last = self.start - part.start if above else size
        if part.path != self.path or not 0 <= first < last <= size:
            return None
        if (first, last) == (0, size):
            return part
        return None if part.source else _cut(part, first, last)

    def surplus(self, *, above: bool) -> int:
        """Return how many stretches may go at an end: many at a time, and then none for long."""
        left = sum(characters for characters, _ in self._stretches)
        if left <= MOST:
            return 0
        for count, (characters, _) in enumerate(self._from(above=above)):
            if left <= KEPT:
                return count
            left -= characters
        return 0

    def edge(self, count: int, *, above: bool) -> int:
        """Return the place in the document where so many stretches at an end meet the others."""
        units = sum(taken for _, taken in islice(self._from(above=above), count))
        return units if above else self._document.characterCount() - 1 - units

    def drop(self, count: int, *, above: bool) -> int:
        """Take so many stretches at an end out of the document; return the units they took."""
        cursor = QTextCursor(self._document)
        cursor.setPosition(0 if above else self._document.characterCount() - 1)
        cursor.setPosition(self.edge(count, above=above), QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        take = self._stretches.popleft if above else self._stretches.pop
        gone = [take() for _ in range(count)]
        size = sum(characters for characters, _ in gone)
        self.text = self.text[size:] if above else self.text[: len(self.text) - size]
        self.start += size if above else 0
        return sum(units for _, units in gone)

    def has(self, hit: Hit) -> bool:
        """Whether a hit's passage is in what is held, by its offsets."""
        return self.start <= hit.start and hit.end <= self.end

    def has_dropped(self, hit: Hit) -> bool:
        """Whether a hit's passage has its place in the document, but not in what is held of it."""
        return hit.end <= self.total and not self.has(hit)

    def may_bring(self, part: DocumentRead, hit: Hit | None) -> bool:
        """Whether a hit that was not found may have come with a stretch that was put."""
        if hit is None or self.kind in RENDERED:
            return hit is not None
        return hit.start < part.start + len(part.text) and part.start < hit.end

    def _from(self, *, above: bool) -> Iterator[tuple[int, int]]:
        return iter(self._stretches) if above else reversed(self._stretches)

    def _insert(self, part: DocumentRead, *, above: bool) -> int:
        before = self._document.characterCount()
        self.setting.insert(self._document, part, above=above)
        units = self._document.characterCount() - before
        if self.kind not in RENDERED:  # what is made of markup does not stand in pieces
            (self._stretches.appendleft if above else self._stretches.append)(
                (len(part.text), units)
            )
        return units


def _cut(part: DocumentRead, first: int, last: int) -> DocumentRead:
    """Return a stretch of a stretch."""
    spans = tuple(
        replace(span, start=max(span.start, first) - first, end=min(span.end, last) - first)
        for span in part.spans
        if span.start < last and first < span.end
    )
    return replace(part, text=part.text[first:last], start=part.start + first, spans=spans)

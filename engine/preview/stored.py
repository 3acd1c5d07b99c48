"""A document as the index has it: what is shown where the file is away or another by now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.preview import kinds
from engine.preview.stretches import stretch
from engine.preview.texts import MOST_ASKED
from engine.protocol.documents import DocumentOpened, DocumentRead

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.store.catalogue_rows import PassageRow


class StoredText:
    """A file's passages put together; between two there was nothing but white space."""

    def __init__(self, path: str, passages: Sequence[PassageRow]) -> None:
        self._path = path
        parts: list[str] = []
        at = 0
        for passage in passages:
            gap = passage.start - at
            parts += ("\n\n"[: max(gap, 0)].rjust(gap), passage.text[max(-gap, 0) :])
            at = max(at, passage.end)
        self.text = "".join(parts)

    def opened(
        self, *, changed: bool = False, away: bool = False, code: str = ""
    ) -> DocumentOpened:
        """Return what there is, and why it is not the file itself."""
        return DocumentOpened(
            path=self._path,
            kind=kinds.TEXT,
            length=len(self.text),
            changed=changed,
            away=away,
            trouble=code,
        )

    def read(self, start: int, length: int) -> DocumentRead:
        """Return a stretch of it."""
        begin, end = stretch(self.text, start, min(max(length, 1), MOST_ASKED))
        text = self.text[begin:end]
        return DocumentRead(path=self._path, text=text, start=begin, total=len(self.text))

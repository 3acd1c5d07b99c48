"""The words that the workers told of, until the catalogue has them.

A worker tells each word once. What it told and nobody wrote down (a run was ended, an error came
between) would be lost; then the ledger gets another name, and all is told again.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING

from engine.models.spellings import anchor
from engine.store.catalogue_rows import WordRow

if TYPE_CHECKING:
    from engine.store.catalogue import Catalogue

_GONE = 5
"""The table is gone through when more than one in so many passages left since the last time."""
_FEW = 1_000
"""Passages; fewer that left are not worth the time."""


class WordLedger:
    """For the thread that writes; its name may be asked by any."""

    def __init__(self) -> None:
        self._open: dict[str, str] = {}
        self._left = 0
        self.name = uuid.uuid4().hex
        """What workers are told; a new name asks for all words again."""

    def take(self, words: Mapping[str, str]) -> None:
        """Keep words until they are written."""
        self._open.update(words)

    def rows(self) -> list[WordRow]:
        """Return what is to be written, in the table's order."""
        return [WordRow(word, anchor(word), self._open[word]) for word in sorted(self._open)]

    def written(self) -> None:
        """Note that what `rows` gave is written."""
        self._open.clear()

    def lost(self) -> None:
        """Note that something was told and not taken."""
        self.name = uuid.uuid4().hex

    def left(self, passages: int) -> None:
        """Note that passages went, and perhaps the last ones that had some words."""
        self._left += passages

    def tidy(self, catalogue: Catalogue) -> None:
        """Take words out of the table that stand nowhere any more, where that may be many."""
        if self._left > max(_FEW, catalogue.totals().passages // _GONE):
            catalogue.prune_words()
            self._left = 0
            self.lost()  # workers may have told of words that are to come back

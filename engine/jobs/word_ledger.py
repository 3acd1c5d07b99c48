"""The words that the workers told of, until the catalogue has them.

A worker tells each word once. What it told and nobody wrote down (a run was ended, an error came
between) would be lost; then the ledger gets another name, and all is told again.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING

from engine.models.spellings import anchors

if TYPE_CHECKING:
    from engine.store.catalogue import Catalogue

_MANY = 100
"""Batches in the table from which on they are made one, without what they repeat."""
_GONE = 5
"""Likewise when more than one in so many passages left since the last time."""
_FEW = 1_000
"""Passages; fewer that left are not worth the time."""


class WordLedger:
    """For the thread that writes; its name may be asked by any."""

    def __init__(self) -> None:
        self.open: dict[str, str] = {}
        """To be written."""
        self._left = 0
        self.name = uuid.uuid4().hex
        """What workers are told; a new name asks for all words again."""

    def take(self, words: Mapping[str, str]) -> None:
        """Keep words until they are written."""
        self.open.update(words)

    def written(self) -> None:
        """Note that what was open is written."""
        self.open = {}

    def lost(self) -> None:
        """Note that something was told and not taken."""
        self.name = uuid.uuid4().hex

    def left(self, passages: int) -> None:
        """Note that passages went, and perhaps the last ones that had some words."""
        self._left += passages

    def tidy(self, catalogue: Catalogue) -> None:
        """Make the table small where it repeats itself, or holds words that stand nowhere.

        200,000 words take half a second.
        """
        batches = catalogue.word_batches()
        emptied = self._left > max(_FEW, catalogue.totals().passages // _GONE)
        if batches.number <= _MANY and not emptied:
            return
        words = catalogue.words_since(0)
        anchored = {word: anchors(word, words[word]) for word in sorted(words)}
        there = catalogue.df(list({term for terms in anchored.values() for term in terms}))
        kept = {word: words[word] for word in anchored if there.keys() & anchored[word]}
        catalogue.replace_words(batches.last, kept)
        self._left = 0
        self.lost()  # a worker may have told of a word that was taken out and is to come back

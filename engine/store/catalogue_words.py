"""The words that a library holds, as they are written: batches of them, as they came.

A row for each word would cost a twentieth of the time of indexing. Batches may repeat words, and
hold words that stand nowhere any more: whoever asks knows from the term table which do.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import sqlite3

_QUICK = 1
"""zlib's level: a third of the bytes, at a tenth of the time of the next better ones."""


class WordBatches(NamedTuple):
    """How many batches there are; another last one or number says that they changed."""

    last: int
    number: int


class WordsReader:
    """The part of a catalogue's reader that answers questions about words."""

    def word_batches(self) -> WordBatches:
        """Return the state of the table."""
        return WordBatches(*self._ask("SELECT coalesce(max(id), 0), count(*) FROM words")[0])

    def words_since(self, batch: int) -> dict[str, str]:
        """Return the words of all batches after one, with their spelling where it differs."""
        rows = self._ask("SELECT told FROM words WHERE id > ? ORDER BY id", (batch,))
        words: dict[str, str] = {}
        for (told,) in rows:
            for line in zlib.decompress(told).decode("utf-8", "surrogatepass").split("\n"):
                word, _, spelling = line.partition("\t")
                words[word] = spelling
        return words

    def _ask(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        raise NotImplementedError


def add_words(write: sqlite3.Connection, words: Mapping[str, str]) -> None:
    """Add a batch of words with their spelling where it differs."""
    if words:
        lines = (f"{word}\t{spelling}" if spelling else word for word, spelling in words.items())
        told = "\n".join(lines).encode("utf-8", "surrogatepass")
        write.execute("INSERT INTO words(told) VALUES(?)", (zlib.compress(told, _QUICK),))


def replace_words(write: sqlite3.Connection, last: int, words: Mapping[str, str]) -> None:
    """Put one batch in the place of all up to one; its id is new."""
    write.execute("DELETE FROM words WHERE id <= ?", (last,))
    add_words(write, words)

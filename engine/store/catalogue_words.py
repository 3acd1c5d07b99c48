"""Questions about the words that a library holds, as they are written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from engine.store.catalogue_rows import FoundWord

if TYPE_CHECKING:
    import sqlite3

    from engine.store.catalogue_rows import WordRow

_FOUND = "SELECT word, spelling, df FROM words JOIN terms ON terms.id = words.term"
_LAST = "\U0010ffff"


class WordsReader:
    """The part of a catalogue's reader that answers them."""

    def words_like(self, prefix: str, pattern: str, most: int) -> list[FoundWord]:
        """Return words that occur, those in most passages first.

        Args:
            prefix: what they begin with; empty looks at all words.
            pattern: what they are like besides, in SQLite's GLOB; empty for anything.
            most: at most so many.
        """
        parts: list[str] = []
        values: list[object] = []
        if prefix:
            parts.append("word >= ? AND word < ?")
            values += [prefix, prefix + _LAST]
        if pattern:
            parts.append("word GLOB ?")
            values.append(pattern)
        where = f" WHERE {' AND '.join(parts)}" if parts else ""
        query = f"{_FOUND}{where} ORDER BY df DESC, word LIMIT ?"
        return [FoundWord(*row) for row in self._ask(query, (*values, most))]

    def vocabulary(self) -> list[FoundWord]:
        """Return all words that occur: 200,000 take about a quarter of a second."""
        return [FoundWord(*row) for row in self._ask(_FOUND)]

    def has_words(self) -> bool:
        """Whether words were written down: an index of an earlier version has none."""
        return bool(self._ask("SELECT EXISTS(SELECT 1 FROM words)")[0][0])

    def _ask(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        raise NotImplementedError


def add_words(write: sqlite3.Connection, words: Iterable[WordRow]) -> None:
    """Add words that are not there yet."""
    write.executemany(
        "INSERT OR IGNORE INTO words VALUES(?, ?, ?)",
        [(row.word, row.term, row.spelling) for row in words],
    )


def prune(write: sqlite3.Connection) -> None:
    """Remove words that occur nowhere any more."""
    write.execute("DELETE FROM words WHERE term NOT IN (SELECT id FROM terms)")

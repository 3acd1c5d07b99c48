"""What a map is made from: a library's documents and some passages of each, from its catalogue."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, NamedTuple

from engine.store.catalogue_reading import CatalogueReader
from engine.store.catalogue_rows import ORDINAL_BITS

if TYPE_CHECKING:
    from collections.abc import Sequence

_DOCUMENTS = (
    "SELECT id, path, title, mtime_ns / 1e9, passages, hash FROM files"
    " WHERE passages > 0 AND state <> 'gone' ORDER BY id"
)
_SAMPLE = (
    "SELECT place >> ?1, lang, text FROM passages"
    " WHERE place IN (SELECT value FROM json_each(?2)) ORDER BY place"
)
_FIRST = "SELECT text FROM passages JOIN files ON place = files.id << ? WHERE path = ?"


class MapDocument(NamedTuple):
    """A document that has text."""

    file: int
    path: str
    title: str
    modified: float
    """Seconds since the epoch."""
    passages: int
    hash: bytes


class MapPassage(NamedTuple):
    """One of its passages."""

    file: int
    language: str
    text: str


class MapSource(CatalogueReader):
    """The questions that a map asks of a catalogue."""

    def documents(self) -> list[MapDocument]:
        """Return all documents that have text, in the order in which they were found."""
        return [MapDocument(*row) for row in self._ask(_DOCUMENTS)]

    def sample(self, documents: Sequence[MapDocument], most: int) -> list[MapPassage]:
        """Return up to ``most`` passages of each document, spread over it, in order."""
        places = [
            document.file << ORDINAL_BITS | ordinal
            for document in documents
            for ordinal in spread(document.passages, most)
        ]
        rows = self._ask(_SAMPLE, (ORDINAL_BITS, json.dumps(places)))
        return [MapPassage(*row) for row in rows]

    def beginning(self, path: str) -> str | None:
        """Return a document's first passage; None where there is no such document."""
        rows = self._ask(_FIRST, (ORDINAL_BITS, path))
        return rows[0][0] if rows else None


def spread(passages: int, most: int) -> list[int]:
    """Return up to ``most`` of the numbers below ``passages``, evenly apart, the first included."""
    if passages <= most:
        return list(range(passages))
    return [number * passages // most for number in range(most)]


def thinned(documents: Sequence[MapDocument], most: int) -> list[MapDocument]:
    """Return ``most`` of the documents, the same ones each time, in their order."""
    if len(documents) <= most:
        return list(documents)

    def chance(document: MapDocument) -> bytes:
        return hashlib.blake2b(str(document.file).encode(), digest_size=8).digest()

    return sorted(sorted(documents, key=chance)[:most])

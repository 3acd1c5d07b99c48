"""What a model is asked in one request, and under which keys its answers are remembered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np

from engine.store.made_vectors import MadeVector

if TYPE_CHECKING:
    from engine.jobs.reading_messages import Draft, Read
    from engine.models.entry import ModelEntry
    from engine.models.vectors import Meanings


class Asked(NamedTuple):
    """Passages of a read that have the same vector."""

    text: str
    document: int
    """The place of the first one's draft in the read."""
    places: list[int]


class Portion(NamedTuple):
    """What is asked in one request: all of one document, or parts of some."""

    keys: tuple[bytes, ...]
    texts: tuple[str, ...]
    documents: tuple[int, ...]
    """By text: the place of its draft in the read."""

    def by_document(self) -> list[Portion]:
        """Return a portion for each document."""
        found: dict[int, list[int]] = {}
        for place, number in enumerate(self.documents):
            found.setdefault(number, []).append(place)
        return [
            Portion(
                tuple(self.keys[place] for place in places),
                tuple(self.texts[place] for place in places),
                (number,) * len(places),
            )
            for number, places in found.items()
        ]

    def by_key(self, made: Meanings) -> dict[bytes, MadeVector]:
        """Return what was made of each text."""
        rows = dict(zip(self.keys, range(len(self.keys)), strict=True))
        return {key: _row(made, row) for key, row in rows.items()}


class PassageKeys:
    """The keys of one model's vectors: of everything that a vector depends on, 16 bytes."""

    def __init__(self, entry: ModelEntry) -> None:
        """Take what a vector depends on besides its text."""
        self._late = entry.late_chunking
        hashes = [file.sha256 for file in entry.files]
        facts = (entry.id, entry.family, entry.model, entry.base_url, entry.dim, entry.tokens)
        more = (entry.revision, entry.pooling, entry.document_prompt, entry.late_chunking, hashes)
        self._prefix = hashlib.blake2b(msgspec.msgpack.encode((facts, more)), digest_size=16)

    def of(self, texts: Sequence[str]) -> list[bytes]:
        """Return the keys of a document's passages, all of them, in order."""
        prefix = self._prefix.copy()
        if self._late:  # then a vector depends on the whole document and the place in it
            for text in texts:
                prefix.update(_bytes(text) + b"\0")
        keys: list[bytes] = []
        for place, text in enumerate(texts):
            digest = prefix.copy()
            digest.update(place.to_bytes(4, "little") if self._late else b"")
            digest.update(_bytes(text))
            keys.append(digest.digest())
        return keys

    def asked(self, read: Read) -> dict[bytes, Asked]:
        """Return what is to be made for a read, by key."""
        wanted = np.frombuffer(read.wanted, np.uint8)
        found: dict[bytes, Asked] = {}
        start = 0
        for number, draft in enumerate(read.drafts):
            for row, key in enumerate(self.of(draft.texts)):
                if wanted[start + row]:
                    asked = found.setdefault(key, Asked(draft.texts[row], number, []))
                    asked.places.append(start + row)
            start += len(draft.texts)
        return found

    def portions(
        self, drafts: Sequence[Draft], asked: Mapping[bytes, Asked], step: int
    ) -> Iterator[Portion]:
        """Yield the requests for what is to be made.

        Args:
            drafts: of the read.
            asked: in its order.
            step: texts in one request; with late chunking it is a document instead.
        """
        if self._late:
            for number in dict.fromkeys(one.document for one in asked.values()):
                texts = tuple(drafts[number].texts)
                yield Portion(tuple(self.of(texts)), texts, (number,) * len(texts))
            return
        keys = list(asked)
        for start in range(0, len(keys), step):
            some = keys[start : start + step]
            texts = tuple(asked[key].text for key in some)
            yield Portion(tuple(some), texts, tuple(asked[key].document for key in some))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _row(made: Meanings, row: int) -> MadeVector:
    if made.learned is None:
        return MadeVector(made.dense[row], np.zeros(0, np.uint32), np.zeros(0, np.float32))
    start, end = made.learned.indptr[row : row + 2]
    terms = made.learned.indices[start:end].astype(np.uint32)
    return MadeVector(made.dense[row], terms, made.learned.data[start:end].astype(np.float32))

"""What the engine and its reader workers say to each other, in msgpack.

One `Batch` is answered by any number of `Began`, `Encoding` and `Read`, the last `Read` having
``last`` set. Columns of numbers travel as the bytes of little-endian arrays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np
import numpy.typing as npt

from engine.store.catalogue_rows import Signature

if TYPE_CHECKING:
    from engine.models.encoder import EncodedTexts


class Setup(msgspec.Struct, frozen=True, tag=True):
    """The first frame: how to encode. Answered by `Ready`."""

    dense_model: str
    """Id in the registry; empty for BM25 alone."""
    home: str = ""
    """Where downloaded and added models lie; empty for the program's own alone."""
    outside: bool = False
    """Whether the dense vectors are made elsewhere: the worker only says of which passages."""
    together: int = 0
    """Passages that it hands over at once, about; 0 for as many as it likes."""


class Source(msgspec.Struct, frozen=True, tag=True):
    """A file to be read."""

    file: int
    path: str
    size: int
    restless: bool = False
    """Take what is there although somebody still writes to it."""


class Draft(msgspec.Struct, frozen=True, tag=True):
    """A document cut into n passages, not encoded yet."""

    file: int
    signature: Signature
    hash: bytes
    media_type: str
    title: str
    language: str
    starts: bytes
    """int32 (n), character offsets; ``ends`` likewise."""
    ends: bytes
    pages: bytes
    """int32 (n)"""
    headings: list[str]
    langs: list[str]
    texts: list[str]
    dense: bytes = b""
    """float32 (n, dim), where they are known already; empty where they are to be made."""
    lines: bytes = b""
    """int32 (n), where passages begin in the file, 1 and up; empty where it has no lines."""


class Batch(msgspec.Struct, frozen=True, tag=True):
    """Files to be read, and drafts (from the catalogue) that lack some or all of their vectors."""

    items: tuple[Source | Draft, ...]
    ledger: str = ""
    """Where the words are written down; another one is told of all of them again. Empty: none."""


class Ready(msgspec.Struct, frozen=True, tag=True):
    """Answers `Setup`: the model is loaded."""


class Began(msgspec.Struct, frozen=True, tag=True):
    """A file is being read: should the worker die now, this one is to blame."""

    file: int


class Encoding(msgspec.Struct, frozen=True, tag=True):
    """All drafts since the last answer are being encoded together; said again now and then."""


class Refusal(msgspec.Struct, frozen=True):
    """A file could not be read."""

    file: int
    code: str
    reason: str
    hint: str
    signature: Signature | None = None
    """As it was before the reading; None where not even that could be told."""


class Vectors(msgspec.Struct, frozen=True):
    """What n passages became; the drafts' passages in order."""

    dense: bytes = b""
    """float32 (n, dim)"""
    dim: int = 0
    indptr: bytes = bytes(8)
    """int64 (n + 1)"""
    terms: bytes = b""
    """uint32"""
    counts: bytes = b""
    """uint16"""
    lengths: bytes = b""
    """int32 (n), tokens"""
    learned_indptr: bytes = b""
    """int64 (n + 1); empty where the model makes no learned sparse vectors."""
    learned_terms: bytes = b""
    """uint32"""
    learned_weights: bytes = b""
    """float32"""

    @classmethod
    def of(cls, encoded: EncodedTexts, dim: int | None = None) -> Vectors:
        """Return vectors as they travel; with ``dim`` the dense ones are zeros of that length."""
        dense = encoded.dense
        if dim is not None:
            dense = np.zeros((len(dense), dim), np.float32)
        return cls(
            dense=np.ascontiguousarray(dense, np.float32).tobytes(),
            dim=int(dense.shape[1]),
            indptr=encoded.indptr.astype(np.int64).tobytes(),
            terms=encoded.terms.astype(np.uint32).tobytes(),
            counts=encoded.counts.astype(np.uint16).tobytes(),
            lengths=encoded.lengths.astype(np.int32).tobytes(),
        )


class Read(msgspec.Struct, frozen=True, tag=True):
    """What came of some files."""

    drafts: list[Draft]
    vectors: Vectors
    refusals: list[Refusal]
    last: bool = True
    read_seconds: float = 0.0
    encode_seconds: float = 0.0
    embedded: int = 0
    """Passages that the dense model was asked to encode."""
    wanted: bytes = b""
    """uint8 (n), 1 for those whose vectors are still to be made outside the worker."""
    words: dict[str, str] = msgspec.field(default_factory=dict[str, str])
    """Words that the ledger was not told of yet, with their spelling where it differs."""
    lacking: list[int] = msgspec.field(default_factory=list[int])
    """Files of which vectors could not be made, and are to be made later; the engine sets it."""


Request = Setup | Batch
Answer = Ready | Began | Encoding | Read

CHANGING = "changing"
"""Code of a file that was written to while it was read: it is read again next time."""
VANISHED = "vanished"


def integers(data: bytes) -> npt.NDArray[np.int32]:
    """Return a column as an array (n), without copying."""
    return np.frombuffer(data, np.int32)

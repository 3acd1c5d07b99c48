"""What the catalogue stores and answers, as plain records, and a passage's key."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import numpy.typing as npt

from engine.store.catalogue_states import State

if TYPE_CHECKING:
    import os

ORDINAL_BITS = 20
"""A file has fewer than 2 ** 20 passages: (file, ordinal) is the row id of its passage."""


class Signature(msgspec.Struct, frozen=True):
    """What the file system says of a file; equal signatures mean unchanged content."""

    size: int
    mtime_ns: int
    device: int
    """0 where it is not known."""
    inode: int
    """0 where it is not known: Windows does not tell it while a folder is listed."""
    ctime_ns: int = 0
    """When anything about the file changed, also its name and rights; 0 where it is not known.
    Nothing can set it back, unlike the time of the content."""

    @classmethod
    def of(cls, stat: os.stat_result) -> Signature:
        """Take it from a stat result; unsigned 64-bit ids (Windows) fold into signed ones."""
        # On Windows this is when the file was made.
        changed = 0 if sys.platform == "win32" else stat.st_ctime_ns
        return cls(
            stat.st_size, stat.st_mtime_ns, _signed(stat.st_dev), _signed(stat.st_ino), changed
        )

    def same_file(self, other: Signature) -> bool:
        """Tell whether this is the same file, not written to as far as its own times go.

        The device is left out, for its number changes when a drive is connected again.
        """
        same_inode = self.inode == other.inode or 0 in (self.inode, other.inode)
        return same_inode and (self.size, self.mtime_ns) == (other.size, other.mtime_ns)

    def untouched_since(self, other: Signature) -> bool:
        """Tell whether nothing at all happened to the file, as far as the system says."""
        same_change = self.ctime_ns == other.ctime_ns or 0 in (self.ctime_ns, other.ctime_ns)
        return same_change and self.same_file(other)


def _signed(number: int) -> int:
    low = number & (1 << 64) - 1
    return low - (1 << 64) if low >= 1 << 63 else low


class FoundFile(msgspec.Struct, frozen=True):
    """A file that a scan found."""

    path: str
    signature: Signature


class FileRow(msgspec.Struct, frozen=True):
    """A file as the catalogue knows it."""

    id: int
    path: str
    size: int
    mtime_ns: int
    device: int
    inode: int
    ctime_ns: int
    hash: bytes
    """blake2b of the content that the stored passages are of, 16 bytes; empty when none are, or
    when the file is known to have changed since."""
    media_type: str
    title: str
    language: str
    state: State
    code: str
    """Of the last failure; empty unless FAILED."""
    reason: str
    hint: str
    attempts: int
    """Failures since it was last read well, or changed."""
    failed_at: float
    """When it last failed, seconds since the epoch; 0 where it is not known."""
    readers: int
    """The version of the program's readers that failed on it."""
    passages: int
    tokens: int
    """BM25 tokens of all its passages."""
    mean: float
    """The mean passage length, in tokens, that its sparse weights were computed with; 0 where its
    rows in the vector store are not to be relied on."""

    @property
    def signature(self) -> Signature:
        """What the file system said when the file was last looked at."""
        return Signature(self.size, self.mtime_ns, self.device, self.inode, self.ctime_ns)


class PassageRow(msgspec.Struct, frozen=True):
    """A passage as the catalogue keeps it."""

    pk: int
    file: int
    ordinal: int
    start: int
    """Character offset in the extracted text."""
    end: int
    page: int
    """1 and up; 0 where the format has no pages."""
    heading: str
    lang: str
    text: str
    line: int = 0
    """Where it begins in the file, 1 and up; 0 where the format has no lines, or it was read by a
    version that did not count them."""


class Totals(msgspec.Struct, frozen=True):
    """Sums over all passages."""

    passages: int
    tokens: int

    @property
    def mean(self) -> float:
        """Mean passage length in tokens; 1 for an empty library, so that it can be divided by."""
        return self.tokens / self.passages if self.passages and self.tokens else 1.0


class TermChange(msgspec.Struct, frozen=True):
    """By how much document frequencies change: ``ids`` uint32 (n), unique; ``by`` int64 (n)."""

    ids: npt.NDArray[np.uint32]
    by: npt.NDArray[np.int64]

    @classmethod
    def none(cls) -> TermChange:
        """Return the change that changes nothing."""
        return cls(np.empty(0, np.uint32), np.empty(0, np.int64))


class IndexedFile(msgspec.Struct, frozen=True):
    """A file's reading, ready to be stored."""

    file: int
    signature: Signature
    hash: bytes
    media_type: str
    title: str
    language: str
    tokens: int
    mean: float
    passages: Sequence[PassageRow]


class FailedFile(msgspec.Struct, frozen=True):
    """Why a file could not be read."""

    signature: Signature
    code: str
    reason: str
    hint: str
    at: float = 0.0
    """Seconds since the epoch."""
    readers: int = 0
    """The version of the program's readers."""


class Trouble(msgspec.Struct, frozen=True):
    """A folder that could not be looked into."""

    path: str
    code: str
    reason: str
    hint: str


def passage_keys(library: str, file: int, count: int) -> list[int]:
    """Return the keys of a file's passages 0 … count - 1: 63-bit hashes, stable across renames."""
    prefix = hashlib.blake2b(f"{library}\0{file}\0".encode(), digest_size=8)
    keys: list[int] = []
    for ordinal in range(count):
        digest = prefix.copy()
        digest.update(ordinal.to_bytes(4, "little"))
        keys.append(int.from_bytes(digest.digest(), "little") >> 1)
    return keys

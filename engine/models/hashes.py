"""Hashes of files, and what tells without reading them that they are to be hashed again."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path


def sha256_of(path: Path) -> str:
    """Return a file's SHA-256 in lower-case hex.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def stamp_of(path: Path) -> tuple[int, ...]:
    """Return what is another number after any change of a file; it may be after none.

    Its times and its inode: copies may keep the time of writing, and Windows has no time of change.

    Raises:
        OSError: it cannot be looked at.
    """
    told = path.stat()
    return (told.st_mtime_ns, told.st_ctime_ns, told.st_ino)


@lru_cache(maxsize=1024)
def sha256_at(path: Path, _stamp: tuple[int, ...]) -> str:
    """Return a file's SHA-256 as `sha256_of`, read once for each `stamp_of` it."""
    return sha256_of(path)

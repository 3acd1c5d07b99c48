"""Reading files from the engine itself: their hash, and the first bytes of small ones.

A pipe may lie where a file lay a moment ago; to open one for reading waits for a writer, forever.
"""

from __future__ import annotations

import hashlib
import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def content_hash(path: Path) -> bytes:
    """Return blake2b of a file's content, 16 bytes: by it files are known to have the same content.

    Raises:
        OSError: it cannot be read, or is no file.
    """
    with open(path, "rb", opener=_open_file) as stream:
        return hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=16)).digest()


def read_some(path: Path, most: int) -> bytes:
    """Return the first ``most`` bytes of a file.

    Raises:
        OSError: it cannot be read, or is no file.
    """
    with open(path, "rb", opener=_open_file) as stream:
        return stream.read(most)


def _open_file(path: str, flags: int) -> int:
    descriptor = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError("it is no file")
    return descriptor

"""Pictures that a document shows: files below its own folder, and nothing else."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path, PureWindowsPath
from urllib.parse import unquote

from engine.protocol.documents import ImageRead
from engine.read.errors import TooLargeError, UnsupportedError, VanishedError

MOST_BYTES = 16 * 10**6
_BEGINNINGS = re.compile(rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP|BM", re.DOTALL)
_SCHEME = re.compile(r"[a-zA-Z][\w+.-]+:")


def read_image(document: str, name: str) -> ImageRead:
    """Return a picture's bytes.

    Args:
        document: path of the file that shows it.
        name: as written there, a path relative to the document's folder.

    Raises:
        UnsupportedError: it lies elsewhere, or is no picture that can be shown.
        VanishedError: there is no such file.
        TooLargeError: it is over `MOST_BYTES`.
        OSError: the system refuses.
    """
    plain = _relative(name)
    folder = Path(document).parent.resolve()
    try:
        path = (folder / plain).resolve(strict=True)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise VanishedError from error
    if folder not in path.parents:  # links were followed before: one that leads out is out
        raise UnsupportedError("not below the document's folder")
    image = _content(path)
    if not _BEGINNINGS.match(image):
        raise UnsupportedError("not a picture")
    return ImageRead(path=document, name=name, image=image)


def _content(path: Path) -> bytes:
    """Return a file's bytes. What is opened is looked at, for names can be swapped meanwhile."""
    flags = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(path, os.O_RDONLY | flags), "rb") as file:  # noqa: PTH123 - a descriptor
        facts = os.fstat(file.fileno())
        if not stat.S_ISREG(facts.st_mode):
            raise UnsupportedError("not a file")
        if facts.st_size > MOST_BYTES:
            raise TooLargeError(limit=str(MOST_BYTES))
        return file.read(MOST_BYTES)


def _relative(name: str) -> str:
    """Return a picture's name as a path below a folder; the disk is not looked at.

    What Windows takes for a server, a drive or a root is refused everywhere: there a look at it
    would already tell that server who looks.

    Raises:
        UnsupportedError: it leads elsewhere.
    """
    plain = unquote(re.split("[?#]", name, maxsplit=1)[0])
    if _SCHEME.match(name) or PureWindowsPath(plain).anchor or set(plain) & {"\\", "\0"}:
        raise UnsupportedError("not a file beside the document")
    return plain

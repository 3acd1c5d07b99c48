"""Documents that are zip archives of XML parts: safe access, and which format it is."""

from __future__ import annotations

import errno
import lzma
import struct
import zlib
from typing import TYPE_CHECKING, Self
from zipfile import ZIP_STORED, BadZipFile, ZipFile

from engine.read import names
from engine.read.errors import DamagedError, EncryptedError, TooLargeError

if TYPE_CHECKING:
    from pathlib import Path

    from engine.read.document import Limits

_DAMAGE = (
    *(BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError),
    *(NotImplementedError, ValueError, OverflowError),
)
_NONSENSE = (None, errno.EINVAL)
"""Of an OSError that an archive is to blame for and not the disk: bz2's have no number, and a file
has no place at a negative offset."""
_MOST_PARTS = 100_000


class Package:
    """A zip archive whose parts are read whole, up to a limit, whatever its directory claims."""

    def __init__(self, path: Path, limits: Limits) -> None:
        """Raises `DamagedError`."""
        self._most = limits.part_bytes
        self._left = limits.parts_bytes
        try:
            self._archive = ZipFile(path)
        except (OSError, *_DAMAGE) as error:
            if isinstance(error, OSError) and error.errno not in _NONSENSE:
                raise
            raise DamagedError("it is not whole, or not what its name says") from error
        parts = self._archive.namelist()
        if len(parts) > _MOST_PARTS:
            self._archive.close()
            raise TooLargeError("too many parts", limit=str(_MOST_PARTS))
        self.names = dict.fromkeys(parts)
        """Names of the parts in the archive's order."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._archive.close()

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def read(self, name: str) -> bytes:
        """Return a part's content, empty when there is no such part.

        Raises:
            DamagedError, EncryptedError, TooLargeError
        """
        if name not in self.names:
            return b""
        try:
            with self._archive.open(name) as part:
                data = part.read(self._most + 1)
        except RuntimeError as error:  # zipfile's way to ask for a password
            raise EncryptedError from error
        except OSError as error:
            if error.errno not in _NONSENSE:
                raise
            raise DamagedError(f"its part {name} is damaged") from error
        except _DAMAGE as error:
            raise DamagedError(f"its part {name} is damaged") from error
        self._left -= len(data)
        if len(data) > self._most or self._left < 0:
            raise TooLargeError(f"{name} is too large unpacked", limit=str(self._most))
        return data

    def check_claims(self) -> None:
        """Refuse what claims to be too large unpacked, for readers that believe an archive.

        Raises:
            TooLargeError
        """
        packed = [p for p in self._archive.infolist() if p.compress_type != ZIP_STORED]  # no films
        sizes = [part.file_size for part in packed]
        if max(sizes, default=0) > self._most or sum(sizes) > self._left:
            raise TooLargeError("it is too large unpacked", limit=str(self._most))

    def kind(self) -> tuple[str, str]:
        """Return kind and media type by the parts; two empty strings for any other archive."""
        declared = self.read("mimetype")[:200].decode("ascii", "replace").strip()
        if declared.startswith("application/vnd.oasis.opendocument."):
            return names.OPEN_DOCUMENT, declared
        for mark, suffix in _MARKS:
            if any(name.startswith(mark) for name in self.names):
                return names.KINDS[suffix]
        return "", ""


_MARKS = (
    ("word/", ".docx"),
    ("ppt/", ".pptx"),
    ("xl/", ".xlsx"),
    ("Contents/section", ".hwpx"),
    ("META-INF/container.xml", ".epub"),
    ("content.xml", ".odt"),
)
"""What a part's name begins with → the suffix of such documents."""

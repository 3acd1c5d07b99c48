"""Pages, Numbers and Keynote up to '09: one XML part in a zip archive."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from engine.read.errors import DamagedError, EncryptedError, TooLargeError
from engine.read.flow import Flow
from engine.read.xml_parts import parse

if TYPE_CHECKING:
    from engine.read.document import Limits, Writer
    from engine.read.package import Package

_PARTS = ("index.xml", "index.apxl", "index.xml.gz", "index.apxl.gz")
_LOCKS = (".iwpv2", ".iwph")
"""Parts that a password leaves in documents since 2013."""


class _Body:
    """Text stands in ``sf:p``, sheet cells in attributes of ``sf:ct``."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "p":
            self._flow.begin()
        elif name in ("lnbr", "br", "crbr"):
            self._flow.add("\n")
        elif name == "tab":
            self._flow.add("\t")
        elif name == "ct" and (text := attributes.get("sfa:s", "")):
            self._flow.writer.paragraph(text)

    def end(self, name: str) -> None:
        if name == "p":
            self._flow.end()

    def characters(self, text: str) -> None:
        self._flow.add(text)


def is_old(package: Package) -> bool:
    """Whether the document is of this age. Raises `EncryptedError` for a locked newer one."""
    if any(lock in package for lock in _LOCKS):
        raise EncryptedError
    return any(part in package for part in _PARTS)


def read_iwork(package: Package, writer: Writer, limits: Limits) -> None:
    """Write all paragraphs. Raises `DamagedError`, `EncryptedError`."""
    data = next((package.read(part) for part in _PARTS if part in package), b"")
    if data.startswith(b"\x1f\x8b"):
        data = _unzipped(data, limits.part_bytes)
    if not data.lstrip().startswith(b"<"):
        raise EncryptedError
    body = _Body(Flow(writer))
    parse(data, body.start, body.end, body.characters)


def _unzipped(data: bytes, most: int) -> bytes:
    stream = zlib.decompressobj(wbits=31)
    try:
        result = stream.decompress(data, most)
    except zlib.error as error:
        raise DamagedError from error
    if stream.unconsumed_tail:
        raise TooLargeError(limit=str(most))
    return result

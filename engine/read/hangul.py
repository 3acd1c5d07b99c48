"""Hangul Word Processor 5 documents (Hancom's published "HWP 5.0" format)."""

from __future__ import annotations

import re
import struct
import zlib
from typing import TYPE_CHECKING

from engine.read.errors import DamagedError, EncryptedError, TooLargeError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.read.compound import CompoundFile
    from engine.read.document import Limits, Writer

_COMPRESSED, _PASSWORD, _DISTRIBUTION = 1, 2, 4
_PARA_TEXT = 67
"""HWPTAG_PARA_TEXT: HWPTAG_BEGIN (16) + 51."""
_LONG_SIZE = 0xFFF
_LINE, _PARAGRAPH, _TAB, _HYPHEN, _SPACE = 10, 13, 9, 24, (30, 31)
_CHARACTERS = frozenset([0, 10, 13, *range(24, 32)])
"""Control codes that take one unit; the others take eight."""
_SECTION = re.compile(r"(?:BodyText|ViewText)/Section(\d+)")


def read_hangul(file: CompoundFile, writer: Writer, limits: Limits) -> None:
    """Write the paragraphs of all sections, text boxes and table cells included.

    Raises:
        DamagedError, EncryptedError, TooLargeError
    """
    header = file.read("FileHeader")
    if len(header) < 40:
        raise DamagedError("no HWP header")
    (flags,) = struct.unpack_from("<I", header, 36)
    if flags & _PASSWORD:
        raise EncryptedError
    folder = "ViewText/" if flags & _DISTRIBUTION else "BodyText/"
    found = {
        int(match[1]): name
        for name in file.streams
        if (match := _SECTION.fullmatch(name)) and name.startswith(folder)
    }
    for _number, name in sorted(found.items()):
        data = file.read(name)
        if flags & _DISTRIBUTION:
            from engine.read.hangul_distribution import decrypt

            data = decrypt(data)
        if flags & _COMPRESSED:
            data = _inflate(data, limits.part_bytes)
        for paragraph in _paragraphs(data):
            writer.paragraph(paragraph)


def _inflate(data: bytes, most: int) -> bytes:
    stream = zlib.decompressobj(-15)
    try:
        result = stream.decompress(data, most)
    except zlib.error as error:
        raise DamagedError("a section of it is damaged") from error
    if stream.unconsumed_tail:
        raise TooLargeError("section too large", limit=str(most))
    return result


def _paragraphs(data: bytes) -> Iterator[str]:
    """Yield each paragraph record's text; a head has tag (10 bits), level (10), size (12)."""
    at = 0
    while at + 4 <= len(data):
        (head,) = struct.unpack_from("<I", data, at)
        at += 4
        size = head >> 20
        if size == _LONG_SIZE:
            if at + 4 > len(data):
                return
            (size,) = struct.unpack_from("<I", data, at)
            at += 4
        if head & 0x3FF == _PARA_TEXT:
            yield _text(data[at : at + size])
        at += size


def _text(raw: bytes) -> str:
    units = struct.unpack(f"<{len(raw) // 2}H", raw[: len(raw) // 2 * 2])
    parts: list[str] = []
    at = 0
    while at < len(units):
        unit = units[at]
        if unit >= 32:
            parts.append(chr(unit))
        elif unit == _TAB:
            parts.append("\t")
        elif unit == _LINE:
            parts.append("\n")
        elif unit == _HYPHEN:
            parts.append("-")
        elif unit in _SPACE:
            parts.append(" ")
        at += 1 if unit >= 32 or unit in _CHARACTERS else 8
    return "".join(parts)

"""Text and structure out of files. Importing this loads no reader and no library of one."""

from __future__ import annotations

from engine.protocol.errors import ReadError
from engine.read.document import DEFAULT, Document, Heading, Limits
from engine.read.names import is_supported, media_type
from engine.read.reading import read_document

__all__ = [
    "DEFAULT",
    "Document",
    "Heading",
    "Limits",
    "ReadError",
    "is_supported",
    "media_type",
    "read_document",
]

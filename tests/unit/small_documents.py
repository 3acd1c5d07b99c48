"""Documents of a few bytes, written and read."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.read import (
    Document,
    Limits,
    ReadError,
    read_document,
)


def read(folder: Path, name: str, content: bytes | str, limits: Limits | None = None) -> Document:
    """Read a file of this name and content."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_document(path, limits=limits or Limits())


def failure(folder: Path, name: str, content: bytes | str, limits: Limits | None = None) -> str:
    """Return the code with which such a file cannot be read."""
    with pytest.raises(ReadError) as caught:
        read(folder, name, content, limits)
    return caught.value.code


def headings(document: Document) -> list[tuple[int, str]]:
    """Return level and title of each heading; they lie in the text."""
    for heading in document.headings:
        assert 0 <= heading.offset <= len(document.text)
    return [(heading.level, heading.title) for heading in document.headings]

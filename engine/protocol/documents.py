"""A document to look at: its text around a passage, its pages as pictures."""

from __future__ import annotations

import msgspec

from engine.protocol.message import Message


class PageSize(msgspec.Struct, frozen=True, kw_only=True):
    """A page in points (1/72 inch)."""

    width: float
    height: float


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """A place on a page, in shares of its width and height from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float
    kind: str
    """``passage``, ``best`` (its best sentence) or ``word``."""


class OpenDocument(Message, frozen=True, tag=True):
    """Ask for `DocumentOpened`: what a file is and how it can be looked at. Reads the file."""

    library: str
    path: str


class DocumentOpened(Message, frozen=True, tag=True):
    """Closing, answers `OpenDocument`."""

    path: str
    kind: str
    """``pdf``, ``markdown``, ``html``, ``code``, ``mail``, ``image`` or ``text`` (all others, as
    the text that was indexed)."""
    pages: tuple[PageSize, ...] = ()
    """Of a PDF."""
    length: int = 0
    """Characters of its text; 0 of a PDF."""
    headers: tuple[tuple[str, str], ...] = ()
    """Of a mail, in their order."""
    language: str = ""
    """Of code: the name that Pygments knows it by."""
    changed: bool = False
    """The file is not the one that was indexed."""
    away: bool = False
    """The file cannot be read at present: its text comes from the index."""


class ReadDocument(Message, frozen=True, tag=True):
    """Ask for `DocumentRead`: a stretch of a document's text, as `Hit` offsets count it."""

    library: str
    path: str
    start: int = 0
    length: int = 50_000
    """Characters, at most 200,000."""


class DocumentRead(Message, frozen=True, tag=True):
    """Closing, answers `ReadDocument`. Both ends lie at line ends where there are any near."""

    path: str
    text: str
    start: int
    """Offset of ``text``."""
    total: int
    """Characters of the whole."""
    source: str = ""
    """Of HTML: the markup of this stretch, without scripts, styles and remote addresses; of
    Markdown empty, where ``text`` is it."""


class RenderPage(Message, frozen=True, tag=True):
    """Ask for `PageRendered`. One that is not wanted any more is called off by `Cancel`."""

    library: str
    path: str
    page: int
    """1 and up."""
    width: int
    """Pixels, at most 6,000."""
    passage: str = ""
    """Text whose boxes are wanted."""
    marks: tuple[tuple[int, int], ...] = ()
    """Its words to mark: offsets in ``passage``."""
    best: tuple[int, int] = (0, 0)
    """Its best sentence."""
    dark: bool = False
    """Paper and ink exchanged."""


class PageRendered(Message, frozen=True, tag=True):
    """Closing, answers `RenderPage`."""

    path: str
    page: int
    width: int
    height: int
    image: bytes
    """PNG or JPEG."""
    boxes: tuple[Box, ...] = ()


class ReadImage(Message, frozen=True, tag=True):
    """Ask for `ImageRead`: a picture file, or one that a document shows; never from a network."""

    path: str
    """Absolute."""
    document: str = ""
    """The indexed file that refers to it; only files at or below its folder are read."""
    width: int = 1600
    """It is made smaller where it is wider."""


class ImageRead(Message, frozen=True, tag=True):
    """Closing, answers `ReadImage`."""

    path: str
    width: int
    height: int
    image: bytes
    """PNG or JPEG."""

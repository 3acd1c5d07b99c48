"""A document to look at: its text around a passage, its pages as pictures."""

from __future__ import annotations

import msgspec

from engine.protocol.message import Message


class PageSize(msgspec.Struct, frozen=True, kw_only=True):
    """A page in points (1/72 inch)."""

    width: float
    height: float


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of text that looks other than what is around it."""

    start: int
    end: int
    """Character offsets in the text that it comes with."""
    style: str
    """``heading1`` … ``heading6``, ``header`` (a mail header's name), or a kind of code:
    ``keyword``, ``name``, ``string``, ``number``, ``comment``, ``added``, ``removed``."""


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
    """Its drive or folder is not there at present."""
    trouble: str = ""
    """The code of why the file itself cannot be shown, ``vanished`` or ``damaged`` say. Where it is
    set, and where the file has changed or is away, its text comes from the index."""
    version: str = ""
    """What `RenderPage` says so that its pages are of this same file; empty where its text comes
    from the index."""


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
    """Of HTML: the markup of this stretch, elements of text without any attribute; of Markdown
    empty, where ``text`` is it."""
    spans: tuple[Span, ...] = ()
    """Ascending, not overlapping; offsets in ``text``."""


class ReadPassage(Message, frozen=True, tag=True):
    """Ask for `PassageRead`: a passage by its key, of whichever library has it."""

    passage: int
    """As `Hit` tells it."""


class PassageRead(Message, frozen=True, tag=True):
    """Closing, answers `ReadPassage`. What is told of it means the same as in `Hit`."""

    library: str
    path: str
    title: str
    media_type: str
    modified: float
    page: int
    line: int
    start: int
    end: int
    heading: str
    language: str
    text: str
    passage: int
    away: bool = False


class RenderPage(Message, frozen=True, tag=True):
    """Ask for `PageRendered`. One that is not wanted any more is called off by `Cancel`."""

    library: str
    path: str
    page: int
    """1 and up."""
    width: int = 0
    """Pixels, at most 6,000; 0 asks for the boxes alone."""
    passage: str = ""
    """Text whose boxes are wanted."""
    marks: tuple[tuple[int, int], ...] = ()
    """Its words to mark: offsets in ``passage``."""
    best: tuple[int, int] = (0, 0)
    """Its best sentence."""
    dark: bool = False
    """Paper and ink exchanged."""
    version: str = ""
    """Of the `DocumentOpened` that it belongs to: where the file is another one by now, it fails
    with ``document-changed``. Empty asks for the file that is in the index."""


class PageRendered(Message, frozen=True, tag=True):
    """Closing, answers `RenderPage`."""

    path: str
    page: int
    width: int
    height: int
    image: bytes
    """PNG; empty where none was asked for."""
    boxes: tuple[Box, ...] = ()
    extent: tuple[float, float] = (0.0, 1.0)
    """Left and right of the page's text, shares of its width; told where boxes were asked for."""
    letters: float = 0.0
    """Height of a line of its usual text, a share of the page's height; 0 where there is none."""


class ReadImage(Message, frozen=True, tag=True):
    """Ask for `ImageRead`: a picture that a document shows. Never from a network."""

    library: str
    path: str
    """The document."""
    name: str
    """As the document writes it; only files at or below its folder are read."""


class ImageRead(Message, frozen=True, tag=True):
    """Closing, answers `ReadImage`."""

    path: str
    name: str
    image: bytes
    """The file as it is: PNG, JPEG, GIF, WebP or BMP by its first bytes, of 16 MB at most."""

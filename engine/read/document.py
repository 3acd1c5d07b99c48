"""What reading a file yields, within which limits, and the writer that readers build it with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from engine.read.errors import TooLargeError

if TYPE_CHECKING:
    from collections.abc import Iterable

_SURROGATE = re.compile("[\ud800-\udfff]")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What one document may cost. Over it: `TooLargeError` or `TooSlowError`."""

    text_bytes: int = 64 * 2**20
    """Size of a file of plain text or markup."""
    other_bytes: int = 512 * 2**20
    """Size of any other file."""
    part_bytes: int = 256 * 2**20
    """Unpacked size of one part of a zip-based document."""
    parts_bytes: int = 512 * 2**20
    """Unpacked size of all parts together."""
    characters: int = 20_000_000
    """Length of the extracted text."""
    pages: int = 20_000
    seconds: int = 60
    """For readers with a time limit of their own; the worker may be killed before."""


DEFAULT = Limits()


class Heading(msgspec.Struct, frozen=True):
    """A heading: where it begins in the text, its level (1 is the highest) and its words."""

    offset: int
    level: int
    title: str


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A file's text and what is known of its structure. Offsets count characters."""

    text: str
    media_type: str
    title: str = ""
    page_starts: tuple[int, ...] = ()
    """Where page i + 1 begins; empty when the format has no pages."""
    headings: tuple[Heading, ...] = ()
    """Ascending by offset."""
    lined: bool = False
    """Whether the text has the file's own lines, so that a line's number is that in an editor."""


def clean(text: str) -> str:
    r"""Return ``text`` with ``\n`` as its only line end, without NULs and lone surrogates."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        text = text.replace("\0", "")
    if not _is_whole(text):
        text = _PAIR.sub(
            lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text
        )
        text = _SURROGATE.sub("\ufffd", text)
    return text


def _is_whole(text: str) -> bool:
    """Whether there is no surrogate in it; encoding is faster than searching."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def one_line(text: str, limit: int = 300) -> str:
    """Return ``text`` with its white space collapsed, cut to ``limit`` characters."""
    return " ".join(text[: 4 * limit].split())[:limit]


class Writer:
    """Collects a document's text piece by piece and remembers where headings and pages begin."""

    def __init__(self, limits: Limits) -> None:
        self.title = ""
        self.lined = False
        """Whether what is written are the file's own lines."""
        self.length = 0
        self._limits = limits
        self._parts: list[str] = []
        self._page_starts: list[int] = []
        self._headings: list[Heading] = []
        self._newlines = 2
        """Line ends that the text so far ends with, at most 2; a beginning counts as 2."""

    def write(self, text: str) -> None:
        """Append ``text`` as it is (cleaned). Raises `TooLargeError`."""
        text = clean(text)
        if not text:
            return
        self._parts.append(text)
        self.length += len(text)
        if self.length > self._limits.characters:
            raise TooLargeError("too much text", limit=str(self._limits.characters))
        tail = text[-2:]
        if tail.strip("\n"):
            self._newlines = 1 if tail[-1] == "\n" else 0
        else:
            self._newlines = 2 if len(tail) == 2 else min(2, self._newlines + 1)

    def breaks(self, count: int) -> None:
        """Make the text so far end with at least ``count`` (1 or 2) line ends."""
        if self._newlines < count:
            self.write("\n" * (count - self._newlines))

    def paragraph(self, text: str) -> None:
        """Append a paragraph unless it is blank."""
        text = text.strip()
        if text:
            self.breaks(2)
            self.write(text)
            self.breaks(1)

    def heading(self, level: int, text: str) -> None:
        """Append a heading on a line of its own unless it is blank."""
        if text.strip():
            self.breaks(2)
            self.mark(level, text)
            self.paragraph(text)

    def mark(self, level: int, title: str) -> None:
        """Say that a heading begins here, without writing it."""
        title = one_line(clean(title))
        if title:
            self._headings.append(Heading(self.length, level, title))

    def page(self) -> None:
        """Begin a page. Raises `TooLargeError`."""
        self.breaks(2)
        self._page_starts.append(self.length)
        if len(self._page_starts) > self._limits.pages:
            raise TooLargeError("too many pages", limit=str(self._limits.pages))

    def add_headings(self, headings: Iterable[Heading]) -> None:
        """Add headings found elsewhere (an outline); they need not come in order."""
        self._headings = sorted([*self._headings, *headings], key=lambda heading: heading.offset)

    def text(self) -> str:
        """Return the text so far."""
        if len(self._parts) > 1:
            self._parts = ["".join(self._parts)]
        return self._parts[0] if self._parts else ""

    def page_starts(self) -> tuple[int, ...]:
        """Return where the pages so far begin."""
        return tuple(self._page_starts)

    def finish(self, media_type: str) -> Document:
        """Return the document."""
        return Document(
            text=self.text(),
            media_type=media_type,
            title=one_line(clean(self.title)),
            page_starts=tuple(self._page_starts),
            headings=tuple(self._headings),
            lined=self.lined,
        )

"""PDF by pdfium: text page by page, the outline as headings."""

# pypdfium2 ships no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, cast

from engine.read.document import Heading, Limits, Writer, clean, one_line
from engine.read.errors import DamagedError, EncryptedError, NoTextError, TooLargeError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pypdfium2 import PdfBookmark, PdfDocument

_MOST_BOOKMARKS = 5000
_PASSWORD = 4
"""FPDF_ERR_PASSWORD, fpdfview.h."""
_SECURITY = 5
_NO_TITLE = re.compile(
    r"^(untitled|title|document\d*|microsoft (word|powerpoint|excel)\b.*|powerpoint presentation"
    r"|slide \d+|.*\.\w{2,5}|[\W\d_]*)$",
    re.IGNORECASE,
)

# pdfium joins a word hyphenated at the end of a line and leaves U+FFFE (U+0002 in older builds) at
# the joint. The hyphen belongs to the word before a capital or next to a digit; elsewhere it is
# the typesetter's.
_KEPT_HYPHEN = re.compile(r"(?<=\d)[\ufffe\x02]|[\ufffe\x02](?=[\dA-Z])")
_LINE_HYPHEN = re.compile(r"[\ufffe\x02]")


def read_pdf(path: Path, writer: Writer, limits: Limits) -> None:
    """Write the text of all pages.

    Raises:
        EncryptedError: it opens only with a password.
        DamagedError: no page can be read.
        NoTextError: there are pages, and no text on any.
    """
    document = _open(path)
    try:
        count = len(document)
        if count > limits.pages:
            raise TooLargeError("too many pages", limit=str(limits.pages))
        readable = sum(_write_page(document, number, writer) for number in range(count))
        if not readable:
            raise DamagedError("no page can be read")
        if not writer.text().strip():
            raise NoTextError(f"{count} page{'s' if count > 1 else ''} without text")
        title = one_line(document.get_metadata_value("Title"))
        if not _NO_TITLE.match(title):
            writer.title = title
        writer.add_headings(_outline(document, writer))
    finally:
        document.close()


def _open(path: Path) -> PdfDocument:
    import pypdfium2 as pdfium

    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if error.err_code in (_PASSWORD, _SECURITY):
            raise EncryptedError from error
        raise DamagedError("it is not whole, or no PDF") from error


def _write_page(document: PdfDocument, number: int, writer: Writer) -> bool:
    """Write one page; a damaged page stays empty. Returns whether it could be read."""
    import pypdfium2 as pdfium

    writer.page()
    try:
        page = document[number]
        try:
            text_page = page.get_textpage()
            # Characters outside of the page's box are read too.
            text = text_page.get_text_range(errors="replace")
            text_page.close()
        finally:
            page.close()
    except pdfium.PdfiumError:
        return False
    writer.write(_LINE_HYPHEN.sub("", _KEPT_HYPHEN.sub("-", text)))
    return True


def _outline(document: PdfDocument, writer: Writer) -> list[Heading]:
    """Return the bookmarks, placed where their words stand on their page, else at its beginning."""
    starts = writer.page_starts()
    text = writer.text()
    headings: list[Heading] = []
    for bookmark in islice(_bookmarks(document), _MOST_BOOKMARKS):
        title = one_line(clean(bookmark.get_title()))
        target = bookmark.get_dest()
        page: int | None = target.get_index() if target else None
        if title and page is not None and 0 <= page < len(starts):
            end = starts[page + 1] if page + 1 < len(starts) else len(text)
            place = text.find(title, starts[page], end)
            headings.append(Heading(max(place, starts[page]), bookmark.level + 1, title))
    return headings


def _bookmarks(document: PdfDocument) -> Iterator[PdfBookmark]:
    return cast("Iterator[PdfBookmark]", document.get_toc(max_depth=6))

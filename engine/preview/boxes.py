"""Where a passage stands on a page of a PDF.

Its text was cleaned on the way into the index (line ends, hyphens, halves of characters), so it is
looked for without white space and hyphens, which then tells the page's characters.
"""

# pypdfium2 ships no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from engine.protocol.documents import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pypdfium2 import PdfPage, PdfTextPage

_GRID = 20_000
"""Units that a page is wide and high while places are computed."""
_MOST_CHARACTERS = 200_000
_PART = 60
"""Characters of a passage's beginning and end that place it where its middle is not found."""
_DROPPED = frozenset([0x2, 0xAD, 0xFFFE, 0xFFFD, ord("-"), 0])


@dataclass(frozen=True, slots=True)
class Print:
    """How a page's text is set."""

    extent: tuple[float, float] = (0.0, 1.0)
    """Its left and right, shares of the page's width."""
    letters: float = 0.0
    """Height of a usual line, from its highest letter to its lowest, a share of the page's height;
    0 where there is no text."""


@dataclass(frozen=True, slots=True)
class _Letters:
    """The characters that count, and where each stands."""

    text: str
    places: list[int]


def find_boxes(
    page: PdfPage,
    passage: str,
    marks: Sequence[tuple[int, int]],
    best: tuple[int, int],
) -> tuple[tuple[Box, ...], Print]:
    """Return the boxes of a passage, its best sentence and its words, and how the text is set.

    There are no boxes where the passage is not found.

    Args:
        page: of pypdfium2.
        passage: its text as indexed.
        marks: words in it, character offsets.
        best: its best sentence, character offsets.
    """
    text_page = page.get_textpage()
    try:
        letters = _letters_of(text_page)
        counts = [0, *accumulate(map(_counts, passage))]
        wanted = "".join(char for char in passage if _counts(char))
        found = _find(letters.text, wanted)
        set_as = _print_of(page, text_page)
        if found is None:
            return (), set_as
        first, last = found
        spans = [("passage", (first, last))]
        for kind, (start, end) in [("best", best), *(("word", mark) for mark in marks)]:
            if 0 <= start < end <= len(passage):
                spans.append((kind, (first + counts[start], min(first + counts[end], last))))
        boxes = tuple(
            box
            for kind, (start, end) in spans
            if start < end
            for box in _boxes(page, text_page, letters.places[start], letters.places[end - 1], kind)
        )
        return boxes, set_as
    finally:
        text_page.close()


def _letters_of(text_page: PdfTextPage) -> _Letters:
    import pypdfium2.raw as pdfium

    count = min(text_page.count_chars(), _MOST_CHARACTERS)
    codes = [pdfium.FPDFText_GetUnicode(text_page.raw, at) for at in range(count)]
    places = [at for at, code in enumerate(codes) if code < 0x10000 and _counts(chr(code))]
    return _Letters("".join(chr(codes[at]) for at in places), places)


def _counts(char: str) -> bool:
    code = ord(char)
    outside = code > 0xFFFF or 0xD800 <= code < 0xE000
    return not (outside or code in _DROPPED or char.isspace())


def _find(page: str, wanted: str) -> tuple[int, int] | None:
    at = page.find(wanted) if wanted else -1
    if at >= 0:
        return at, at + len(wanted)
    if len(wanted) < 2 * _PART:
        return None
    first = page.find(wanted[:_PART])
    last = page.find(wanted[-_PART:], max(first, 0))
    if first < 0 or last < 0 or last + _PART - first > 2 * len(wanted):
        return None
    return first, last + _PART


def _print_of(page: PdfPage, text_page: PdfTextPage) -> Print:
    last = min(text_page.count_chars(), _MOST_CHARACTERS) - 1
    boxes = list(_boxes(page, text_page, 0, last, "")) if last >= 0 else []
    left = min((box.left for box in boxes), default=0.0)
    right = max((box.right for box in boxes), default=1.0)
    return Print((max(left, 0.0), min(right, 1.0)), _usual_height(boxes))


def _usual_height(boxes: Sequence[Box]) -> float:
    """Return the median of the heights, each counted by how much text is so high."""
    heights = sorted((box.bottom - box.top, box.right - box.left) for box in boxes)
    half, passed = sum(width for _, width in heights) / 2, 0.0
    for height, width in heights:
        passed += width
        if passed >= half:
            return height
    return 0.0


def _boxes(
    page: PdfPage, text_page: PdfTextPage, first: int, last: int, kind: str
) -> Iterator[Box]:
    for number in range(text_page.count_rects(first, last - first + 1)):
        left, bottom, right, top = text_page.get_rect(number)
        one, other = _share(page, left, top), _share(page, right, bottom)
        across, down = sorted((one[0], other[0])), sorted((one[1], other[1]))
        if across[0] < 1 and across[1] > 0 and down[0] < 1 and down[1] > 0:
            yield Box(left=across[0], top=down[0], right=across[1], bottom=down[1], kind=kind)


def _share(page: PdfPage, x: float, y: float) -> tuple[float, float]:
    """Bring a place of the page's own space, which may be cropped and turned, to shares of it."""
    import pypdfium2.raw as pdfium

    right, down = ctypes.c_int(), ctypes.c_int()
    ends = ctypes.byref(right), ctypes.byref(down)
    pdfium.FPDF_PageToDevice(page.raw, 0, 0, _GRID, _GRID, 0, x, y, *ends)
    return right.value / _GRID, down.value / _GRID

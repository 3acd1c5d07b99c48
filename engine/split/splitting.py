"""Cuts a document into passages of one or a few paragraphs.

Two steps. First the text is laid out in *blocks* that passages must not straddle: pages, and
sections under headings unless they are small. Then each block that is longer than a passage goes
through a semantic splitter (paragraph, line, sentence, word, in this order), in windows, because
the splitter's time grows with the square of the text that it is given (1.7 s for 400 kB on one
line, 15 s for 1.6 MB).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from semantic_text_splitter import TextSplitter

    HeadingTriple = tuple[int, int, str]
    """Offset, level (1 is the highest), title."""

SIZE = 800
_JOINT = " › "
_WINDOW = 6_000
"""Characters that the semantic splitter gets at once."""
_FIRM_LEVEL = 2
"""Headings down to this level begin a passage sooner than others."""


class Passage(msgspec.Struct, frozen=True):
    """A piece of a document. ``text`` is exactly the document's text from ``start`` to ``end``."""

    ordinal: int
    start: int
    end: int
    page: int
    """1 and up; 0 where the format has no pages."""
    heading: str
    """The headings above its beginning, joined by `` › ``."""
    text: str


def split_document(
    text: str,
    page_starts: Sequence[int],
    headings: Sequence[HeadingTriple],
    *,
    size: int = SIZE,
) -> list[Passage]:
    """Return the passages in order, none empty, none across pages, none with white space around.

    Args:
        text: the document's text.
        page_starts: where page i + 1 begins, ascending; empty when there are no pages.
        headings: ascending by offset.
        size: characters that a passage should not exceed; a block up to 1.5 times it stays whole.
    """
    offsets = [offset for offset, _, _ in headings]
    paths = _paths(headings)
    passages: list[Passage] = []
    for begin, end in _blocks(text, page_starts, headings, size):
        page = bisect_right(page_starts, begin)
        for start, piece in _pieces(text, begin, end, size):
            above = bisect_right(offsets, start)
            passages.append(
                Passage(
                    len(passages),
                    start,
                    start + len(piece),
                    page,
                    paths[above - 1] if above else "",
                    piece,
                )
            )
    return passages


def _paths(headings: Sequence[HeadingTriple]) -> list[str]:
    """Return for each heading the path that is in force below it."""
    stack: list[tuple[int, str]] = []
    paths: list[str] = []
    for _, level, title in headings:
        while stack and stack[-1][0] >= level:
            stack.pop()
        stack.append((level, title))
        paths.append(_JOINT.join(title for _, title in stack))
    return paths


def _blocks(
    text: str, page_starts: Sequence[int], headings: Sequence[HeadingTriple], size: int
) -> Iterator[tuple[int, int]]:
    """Yield the spans that passages must not straddle, in order, together the whole text."""
    pages = sorted({0, *(start for start in page_starts if 0 < start < len(text))})
    offsets = [offset for offset, _, _ in headings]
    for begin, end in zip(pages, [*pages[1:], len(text)], strict=True):
        if _fits(end - begin, size):
            yield begin, end
        else:
            inside = headings[bisect_right(offsets, begin) : bisect_left(offsets, end)]
            yield from _sections(begin, end, inside, size)


def _sections(
    begin: int, end: int, headings: Sequence[HeadingTriple], size: int
) -> Iterator[tuple[int, int]]:
    """Yield the sections that the headings begin; a small one keeps what follows with it."""
    for offset, level, _ in headings:
        least = size // 3 if level <= _FIRM_LEVEL else size // 2
        if offset - begin >= least:
            yield begin, offset
            begin = offset
    if begin < end:
        yield begin, end


def _fits(length: int, size: int) -> bool:
    """Whether a block of this length stays whole."""
    return length <= size * 3 // 2


def _pieces(text: str, begin: int, end: int, size: int) -> Iterator[tuple[int, str]]:
    """Yield offset and text of the passages of one block."""
    start = stop = begin
    for cut in _cuts(text, begin, end, size):
        crumb = min(cut - stop, stop - start) < size // 4
        if stop > start and cut - start > (size * 5 // 4 if crumb else size):
            yield from _stripped(text, start, stop)
            start = stop
        stop = cut
    yield from _stripped(text, start, stop)


def _stripped(text: str, begin: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield the span without the white space around it, unless it is blank."""
    piece = text[begin:end]
    stripped = piece.strip()
    if stripped:
        yield begin + len(piece) - len(piece.lstrip()), stripped


def _cuts(text: str, begin: int, end: int, size: int) -> Iterator[int]:
    """Yield where passages of one block could end; the last is the block's end."""
    while not _fits(end - begin, size):
        stop = _window_end(text, begin, end)
        splitter = _splitter(_least(stop - begin, size), size)
        for offset, piece in splitter.chunk_indices(text[begin:stop]):
            if begin + offset + len(piece) < stop:
                yield begin + offset + len(piece)
        if stop < end:
            yield stop
        begin = stop
    yield end


def _window_end(text: str, begin: int, end: int) -> int:
    """Return where a window ends: after a paragraph, line, sentence or word in its second half."""
    limit = begin + _WINDOW
    if limit >= end:
        return end
    half = begin + _WINDOW // 2
    for separator in ("\n\n", "\n", "。", ". ", " "):
        found = text.rfind(separator, half, limit)
        if found >= 0:
            return found + len(separator)
    return limit


def _least(length: int, size: int) -> int:
    """Return from which length on a passage is long enough.

    Just under the length that divides the block evenly, so that no crumb is left at its end.
    """
    even = length / -(-length // size)
    return max(size // 2, int(even * 0.9) // 50 * 50)


@lru_cache(maxsize=32)
def _splitter(least: int, size: int) -> TextSplitter:
    from semantic_text_splitter import TextSplitter

    return TextSplitter((least, size))

"""A document's text while it is looked at: read once, shown in stretches."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from engine.preview import kinds, spans
from engine.preview.markup import Piece, pieces
from engine.preview.stretches import stretch
from engine.protocol.documents import DocumentOpened, DocumentRead
from engine.read import read_document

if TYPE_CHECKING:
    from engine.protocol.documents import Span

MOST_ASKED = 200_000
"""Characters of one stretch."""
_WORD = re.compile(r"\S+")
_HEADER = re.compile(r"^(Subject|From|To|Cc|Date): ([^\n]*)$", re.MULTILINE)
_LEXED_AROUND = 20_000
"""Of code that is too long to be read as a whole: characters above a stretch that are."""


class Text:
    """What the reader made of a file: the same that was indexed, so that offsets hold."""

    def __init__(self, path: str) -> None:
        """Read it. Raises `ReadError`."""
        self._path = path
        self._document = read_document(Path(path))
        self.kind = kinds.kind_of(self._document.media_type, path)
        self.language = kinds.lexer_name(path) if self.kind == kinds.CODE else ""

    @property
    def length(self) -> int:
        """Characters."""
        return len(self._document.text)

    def opened(self) -> DocumentOpened:
        """Return what it is."""
        return DocumentOpened(
            path=self._path,
            kind=self.kind,
            length=self.length,
            headers=self._headers() if self.kind == kinds.MAIL else (),
            language=self.language,
        )

    def read(self, start: int, length: int) -> DocumentRead:
        """Return a stretch of it."""
        length = min(max(length, 1), MOST_ASKED)
        if self.kind == kinds.HTML and self._pieces:
            return self._read_markup(start, length)
        text = self._document.text
        begin, end = stretch(text, start, length, blocks=self.kind == kinds.MARKDOWN)
        shown = text[begin:end]
        return DocumentRead(
            path=self._path,
            text=shown,
            start=begin,
            total=len(text),
            spans=self._spans(begin, end),
        )

    def _read_markup(self, start: int, length: int) -> DocumentRead:
        starts = self._piece_starts
        start = min(max(start, 0), max(self.length - 1, 0))
        first = max(bisect_right(starts, start) - 1, 0)
        last = max(bisect_left(starts, start + length), first + 1)
        begin = starts[first]
        end = starts[last] if last < len(starts) else self.length
        return DocumentRead(
            path=self._path,
            text=self._document.text[begin:end],
            start=begin,
            total=self.length,
            source="".join(piece.source for piece in self._pieces[first:last]),
        )

    def _spans(self, begin: int, end: int) -> tuple[Span, ...]:
        text = self._document.text
        if self.kind == kinds.CODE:
            return self._code_spans(begin, end)
        found: list[Span] = []
        if self.kind == kinds.MAIL and begin == 0:
            found += spans.of_mail(text[:end])
        if spans.headed(self.kind):
            found += spans.of_headings(text, self._document.headings, begin, end)
        return tuple(found)

    def _code_spans(self, begin: int, end: int) -> tuple[Span, ...]:
        text = self._document.text
        if len(text) <= spans.LEXED:
            return spans.within(self._all_code, begin, end)
        above = text.rfind("\n\n", max(begin - _LEXED_AROUND, 0), begin)
        lexed = begin if above < 0 else above + 2
        return spans.within(
            spans.of_code(text[lexed:end], self.language), begin - lexed, end - lexed
        )

    def _headers(self) -> tuple[tuple[str, str], ...]:
        head = self._document.text.split("\n\n", 1)[0]
        return tuple((found[1], found[2]) for found in _HEADER.finditer(head))

    @cached_property
    def _all_code(self) -> list[Span]:
        return spans.of_code(self._document.text, self.language)

    @cached_property
    def _pieces(self) -> list[Piece]:
        """The page's own markup; a file that only the reader took for HTML has none."""
        from engine.read.web import decode_markup

        made = list(pieces(decode_markup(Path(self._path).read_bytes())))
        return made if any(piece.weight for piece in made) else []

    @cached_property
    def _piece_starts(self) -> list[int]:
        """Where each piece's text begins: as far into the text as into the markup, by weight."""
        before = [0, *accumulate(piece.weight for piece in self._pieces)]
        whole = before[-1]
        words = [(found.start(), found.end()) for found in _WORD.finditer(self._document.text)]
        weights = [0, *accumulate(end - start for start, end in words)]
        share = weights[-1] / whole if whole else 0.0
        starts: list[int] = []
        for weight in before[:-1]:
            word = bisect_right(weights, round(weight * share)) - 1
            starts.append(words[word][0] if word < len(words) else self.length)
        return [0, *starts[1:]]

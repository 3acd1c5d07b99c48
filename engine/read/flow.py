"""Paragraphs and tables as office formats nest them, written out in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.read.document import Writer


class Flow:
    """Takes the events of an office document's XML.

    Paragraphs may hold text boxes, cells may hold tables. A paragraph becomes a paragraph, a table
    row one line with a tab between cells.
    """

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self._paragraphs: list[list[str]] = []
        self._levels: list[int] = []
        self._rows: list[list[list[str]]] = []
        """One row in the making per table that is open: cells of paragraphs."""

    @property
    def in_paragraph(self) -> bool:
        """Whether text would belong to a paragraph now."""
        return bool(self._paragraphs)

    def begin(self, level: int = 0) -> None:
        """Begin a paragraph, a heading when ``level`` is not 0."""
        self._paragraphs.append([])
        self._levels.append(level)

    def become_heading(self, level: int) -> None:
        """Make the paragraph a heading of ``level``."""
        if self._levels:
            self._levels[-1] = level

    def add(self, text: str) -> None:
        """Add text to the paragraph."""
        if self._paragraphs:
            self._paragraphs[-1].append(text)

    def end(self) -> None:
        """End the paragraph."""
        if not self._paragraphs:
            return
        text = "".join(self._paragraphs.pop()).strip()
        level = self._levels.pop()
        if not text:
            return
        if self._rows:
            if self._rows[-1]:
                self._rows[-1][-1].append(text)
        elif level:
            self.writer.heading(level, text)
        else:
            self.writer.paragraph(text)

    def begin_table(self) -> None:
        """Begin a table."""
        if not self._rows:
            self.writer.breaks(2)
        self._rows.append([])

    def begin_cell(self) -> None:
        """Begin a cell of the row."""
        if self._rows:
            self._rows[-1].append([])

    def end_row(self) -> None:
        """End the row; a table inside a cell goes into that cell."""
        if not self._rows:
            return
        line = "\t".join("\n".join(cell) for cell in self._rows[-1]).strip()
        self._rows[-1].clear()
        if not line:
            return
        if len(self._rows) > 1 and self._rows[-2]:
            self._rows[-2][-1].append(line)
        else:
            self.writer.write(line)
            self.writer.breaks(1)

    def end_table(self) -> None:
        """End the table."""
        self.end_row()
        if self._rows:
            self._rows.pop()
        if not self._rows:
            self.writer.breaks(2)

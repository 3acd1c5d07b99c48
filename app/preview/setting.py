"""Puts stretches of text into a `QTextDocument`: as they are, as Markdown, as harmless HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextDocumentFragment,
    QTextFormat,
)

from app.look.offsets import to_utf16
from app.preview import inks
from app.preview.comments import without_comments
from app.preview.reflow import reflow

if TYPE_CHECKING:
    from PySide6.QtGui import QPalette

    from engine.protocol.messages import DocumentRead

RENDERED = frozenset({"markdown", "html"})
"""Kinds whose text on the screen is not the text that offsets count in."""
_LINE_PERCENT = {"code": 118.0}
_USUAL_PERCENT = 130.0
_STEPS = {"markdown": 3_000, "html": 3_000, "code": 4_000}
"""Characters that are put in at once: what takes a few milliseconds."""
_USUAL_STEP = 5_000
_WIDEST_WRAPPED = 130
"""Characters of a line: longer ones were not broken to fit on a page."""
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_OBJECT = "\ufffc"
"""Stands in a text where a picture is."""
_BESIDE = re.compile(r"(?![\s<]*(?:[\w+.-]+:|/|\\)).*\.(?:png|jpe?g|gif|webp|bmp)\b", re.IGNORECASE)
"""The target of a picture that is a file beside the document."""
_FEATURES = (
    QTextDocument.MarkdownFeature.MarkdownNoHTML
    | QTextDocument.MarkdownFeature.MarkdownDialectGitHub
)


class Setting:
    """How one document's stretches are set."""

    def __init__(self, kind: str, *, wraps: bool = False) -> None:
        """Set stretches of a document of this kind; ``wraps``: its line ends may be the page's."""
        self._kind = kind
        self._wraps = wraps and kind == "text"
        self._plain = QTextCharFormat()
        self._looks: dict[str, QTextCharFormat] = {}
        self._font = QFont()
        self._palette: QPalette | None = None

    @property
    def step(self) -> int:
        """How many characters are asked for at a time."""
        return _STEPS.get(self._kind, _USUAL_STEP)

    def prepare(self, palette: QPalette, font: QFont) -> None:
        """Take the look of the window."""
        self._palette, self._font = palette, font
        self._looks.clear()
        self._plain = QTextCharFormat()
        if self._kind == "code":
            fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
            self._plain.setFontFamilies(fixed.families())
            self._plain.setFontFixedPitch(True)

    def insert(self, document: QTextDocument, part: DocumentRead, *, above: bool) -> None:
        """Put a stretch at the beginning or at the end of a document."""
        if self._kind in RENDERED and (self._kind == "markdown" or part.source):
            self._insert_rendered(document, part, above=above)
            return
        cursor = _cursor_at(document, above=above)
        cursor.beginEditBlock()
        start = cursor.position()
        text = self._flowing(part.text)
        at = 0
        for span in part.spans:
            cursor.insertText(text[at : span.start], self._plain)
            cursor.insertText(text[span.start : span.end], self._look(span.style))
            at = span.end
        cursor.insertText(text[at:], self._plain)
        self._space(cursor, start, start + to_utf16(text, len(text)))
        cursor.endEditBlock()

    def insert_text(self, document: QTextDocument, text: str) -> None:
        """Put a text at the end of a document."""
        cursor = _cursor_at(document, above=False)
        start = cursor.position()
        cursor.insertText(self._flowing(text), self._plain)
        self._space(cursor, start, cursor.position())

    def _insert_rendered(self, document: QTextDocument, part: DocumentRead, *, above: bool) -> None:
        made = QTextDocument()
        made.setDefaultFont(self._font)
        if self._kind == "html":
            made.setHtml(part.source)
        else:
            source = _FRONT_MATTER.sub("", part.text, 1) if part.start == 0 else part.text
            made.setMarkdown(without_comments(source), _FEATURES)
            _leave_strange_pictures_out(made)
        whole = QTextCursor(made)
        self._space(whole, 0, made.characterCount() - 1)
        cursor = _cursor_at(document, above=above)
        cursor.beginEditBlock()
        empty = document.isEmpty()
        if above:
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
            cursor.setPosition(0)
        elif not empty:
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        cursor.insertFragment(QTextDocumentFragment(made))
        cursor.endEditBlock()

    def _flowing(self, text: str) -> str:
        if not self._wraps or max(map(len, text.split("\n"))) > _WIDEST_WRAPPED:
            return text
        return reflow(text)

    def _look(self, style: str) -> QTextCharFormat:
        look = self._looks.get(style)
        if look is None and self._palette is not None:
            look = QTextCharFormat(self._plain)
            look.merge(inks.span_format(style, self._palette))
            self._looks[style] = look
        return look or self._plain

    def _space(self, cursor: QTextCursor, start: int, end: int) -> None:
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        spacing = QTextBlockFormat()
        spacing.setLineHeight(
            _LINE_PERCENT.get(self._kind, _USUAL_PERCENT),
            QTextBlockFormat.LineHeightTypes.ProportionalHeight.value,
        )
        cursor.mergeBlockFormat(spacing)
        cursor.clearSelection()


def is_beside(name: str) -> bool:
    """Whether a picture's name is that of a file beside the document, with its percent signs too.

    A backslash leads elsewhere on Windows, wherever it stands.
    """
    plain = unquote(name)
    return bool(_BESIDE.match(name) and _BESIDE.match(plain)) and not set(plain) & {"\\", "\0"}


def _leave_strange_pictures_out(made: QTextDocument) -> None:
    """Put a picture's words in the place of each that is no file beside the document.

    Before anything lays the text out: `TextView.loadResource` has no say in it, for what it refuses
    Qt takes from the disk by itself (QTextImageHandler), and on Windows from another's server, who
    is told then who looks. Markdown has many ways to name a picture, so they are looked for in what
    was made of it.
    """
    if not any(_is_strange(one) for one in made.allFormats()):
        return
    slanted = QTextCharFormat()
    slanted.setFontItalic(True)
    found = made.find(_OBJECT)
    while not found.isNull():
        if _is_strange(found.charFormat()):
            words = found.charFormat().property(QTextFormat.Property.ImageAltText)
            found.insertText(str(words or "").strip(), slanted)
        found = made.find(_OBJECT, found.position())


def _is_strange(look: QTextFormat) -> bool:
    return look.isImageFormat() and not is_beside(look.toImageFormat().name())


def _cursor_at(document: QTextDocument, *, above: bool) -> QTextCursor:
    cursor = QTextCursor(document)
    place = QTextCursor.MoveOperation.Start if above else QTextCursor.MoveOperation.End
    cursor.movePosition(place)
    return cursor

"""The text of a document around the hit, with its marks; more of it comes as one scrolls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QImage,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from app.look.colours import Tints
from app.preview import inks
from app.preview.reflow import is_hard_wrapped
from app.preview.setting import RENDERED, Setting, is_beside
from app.preview.standing import in_rendered, in_source
from app.preview.zoom import ZoomWheel

if TYPE_CHECKING:
    from PySide6.QtGui import QTextCharFormat

    from app.preview.locating import Located, Span
    from engine.protocol.messages import DocumentRead, Hit

_LEAD = 0.2
"""Share of the view above the passage."""
_NEAR = 2.0
"""Heights of the view from an end at which more is asked for."""
_BAR = 3.0
_ROOM_FOR_BAR = 13
_MOST_PICTURES = 60
"""Of one document."""
_ZOOM = (-5, 12)
"""Points smaller and larger than other text."""


@dataclass(frozen=True, slots=True)
class StretchWish:
    """Text that is to be read: characters as `ReadDocument` counts them."""

    start: int
    length: int
    above: bool


class TextView(QTextBrowser):
    """Shows stretches of one document. Loads nothing by itself, from nowhere."""

    picture_wanted = Signal(object)
    """The name of a picture, as the document has it."""
    stretch_wanted = Signal(object)
    """`StretchWish`; one at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("passage")
        self.setAccessibleName(self.tr("Document"))
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(0)
        self._hit: Hit | None = None
        self._kind = ""
        self._text = ""
        self._start = self._total = 0
        self._waiting = False
        self._located: Located | None = None
        self._path = ""
        self._stays = False
        """At the passage, until somebody scrolls."""
        self._placing = False
        self._pictures: set[str] = set()
        """Names of those that were asked for."""
        self._nothing = QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)
        self._nothing.fill(Qt.GlobalColor.transparent)
        self._zoom = 0
        self._wheel = ZoomWheel(self.zoom_by)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    @property
    def percent(self) -> int:
        """How large text is; 100 is as large as other text."""
        points = self.font().pointSizeF()
        return round(100 * points / max(points - self._zoom, 1.0))

    @property
    def kind(self) -> str:
        """How the document is shown, as `DocumentOpened` says it."""
        return self._kind

    def show_passage(self, hit: Hit) -> None:
        """Show a hit's passage alone."""
        self._begin("text", hit.text, hit.start, 0, Setting("text", wraps=_wraps(hit)))
        self.mark(hit)

    def show_stretch(self, part: DocumentRead, kind: str, hit: Hit) -> None:
        """Show a document from the stretch on that holds the hit."""
        setting = Setting(kind, wraps=_wraps(hit))
        self._path = part.path
        self._begin(kind, part.text, part.start, part.total, setting, part)
        self.mark(hit)
        self._want_more()

    def add_stretch(self, part: DocumentRead) -> None:
        """Put another stretch above or below; what is looked at stays where it is."""
        self._waiting = False
        above = part.start < self._start
        if not above and part.start != self._start + len(self._text):
            return
        if above and part.start + len(part.text) != self._start:
            return
        bar = self.verticalScrollBar()
        height, value = self._height(), bar.value()
        before = self.document().characterCount()
        self._setting.insert(self.document(), part, above=above)
        added = self.document().characterCount() - before
        if above:
            self._start, self._text = part.start, part.text + self._text
            bar.setValue(value + round(self._height() - height))
            if self._located is not None:
                self._located = self._located.moved(added)
        else:
            self._text += part.text
        if self._located is None:
            self._locate()
        self._draw_marks()
        self._want_more()

    def holds(self, hit: Hit, path: str, kind: str) -> bool:
        """Whether the hit's passage is in what is shown of its document."""
        if not self._total or (self._path, self._kind) != (path, kind):
            return False
        return self._start <= hit.start and hit.end <= self._start + len(self._text)

    def mark(self, hit: Hit, *, go: bool = True) -> None:
        """Mark a hit and go there."""
        self._hit = hit
        self._locate()
        self._draw_marks()
        if go:
            self._go_to_passage()

    def forget(self) -> None:
        """Show nothing."""
        self._hit = self._located = None
        self._text = ""
        self._total = 0
        self.clear()

    def zoom_by(self, steps: float) -> None:
        """Make text larger (or smaller, where negative), a point for each step."""
        low, high = _ZOOM
        wanted = min(max(self._zoom + (1 if steps > 0 else -1), low), high)
        self.zoomIn(wanted - self._zoom)
        self._zoom = wanted

    def zoom_back(self) -> None:
        """Make text as large as other text."""
        self.zoomIn(-self._zoom)
        self._zoom = 0

    def take_picture(self, name: str, image: QImage) -> None:
        """Put a picture in its place; what is looked at stays where it is."""
        if name not in self._pictures:
            return
        wide = max(self.viewport().width() - 2 * _ROOM_FOR_BAR, 50)
        if image.width() > wide:
            image = image.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation)
        top = self.cursorForPosition(self.viewport().rect().topLeft())
        before = self.cursorRect(top).top()
        document = self.document()
        document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), image)
        document.markContentsDirty(0, document.characterCount())
        if self._stays:
            self._go_to_passage()
        else:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.cursorRect(top).top() - before)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: N802, ANN401 - Qt's
        """Nothing is ever loaded: no style sheet, from no disk and no network.

        Pictures are asked for, each once; until one comes there is nothing in its place.
        """
        if kind != QTextDocument.ResourceType.ImageResource.value or self._kind != "markdown":
            return None
        written = name if isinstance(name, str) else name.toString()
        if not is_beside(written):
            return None
        if written not in self._pictures and len(self._pictures) < _MOST_PICTURES:
            self._pictures.add(written)
            self.picture_wanted.emit(written)
        return self._nothing

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl it zooms."""
        if not self._wheel.take(event):
            super().wheelEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Marks follow the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and getattr(self, "_hit", None) is not None:
            self._draw_marks()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A taller view may have room for more."""
        super().resizeEvent(event)
        if self._stays:
            self._go_to_passage()
        self._want_more()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, and a bar beside the passage."""
        super().paintEvent(event)
        if self._located is None or not self._total:
            return
        first, last = (self.cursorRect(self._cursor((at, at))) for at in self._located.passage)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Tints.of(self.palette()).accent)
        right = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.viewport().width() - _BAR - 1 if right else 1.0
        box = QRectF(left, first.top(), _BAR, last.bottom() - first.top())
        painter.drawRoundedRect(box, _BAR / 2, _BAR / 2)

    def _begin(
        self,
        kind: str,
        text: str,
        start: int,
        total: int,
        setting: Setting,
        part: DocumentRead | None = None,
    ) -> None:
        self._kind, self._text, self._start, self._total = kind, text, start, total
        self._waiting = False
        self._pictures.clear()
        self._located = None
        self._setting = setting
        document = self.document()
        document.clear()  # first: to wrap what is no longer wanted may take seconds
        wrap = self.LineWrapMode
        self.setLineWrapMode(wrap.NoWrap if kind == "code" else wrap.WidgetWidth)
        frame = document.rootFrame().frameFormat()
        frame.setLeftMargin(_ROOM_FOR_BAR if total else 0)
        document.rootFrame().setFrameFormat(frame)
        setting.prepare(self.palette(), self.font())
        if part is None:
            setting.insert_text(document, text)
        else:
            setting.insert(document, part, above=False)

    def _locate(self) -> None:
        hit = self._hit
        if hit is None:
            self._located = None
        elif self._kind in RENDERED:
            self._located = in_rendered(hit, self.toPlainText(), markdown=self._kind == "markdown")
        else:
            self._located = in_source(hit, self._text, self._start)

    def _draw_marks(self) -> None:
        selections: list[QTextEdit.ExtraSelection] = []
        if self._located is not None:
            best, *words = self._located.spans
            marked = inks.word_format(self.palette())
            selections = [
                self._selection(best, inks.best_format(self.palette())),
                *(self._selection(word, marked) for word in words),
            ]
        self.setExtraSelections([s for s in selections if s.cursor.hasSelection()])
        self.viewport().update()

    def _selection(self, span: Span, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        selection.cursor = self._cursor(span)
        selection.format = look
        return selection

    def _cursor(self, span: Span) -> QTextCursor:
        last = self.document().characterCount() - 1
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(span[0], last))
        cursor.setPosition(min(span[1], last), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _scrolled(self) -> None:
        if not self._placing:
            self._stays = False
        self._want_more()

    def _go_to_passage(self) -> None:
        self._stays = True
        if self._located is None:
            return
        place = self._located.passage[0]
        if not self._total:  # the passage alone: go to its first word
            words = [span for span in self._located.spans[1:] if span[0] < span[1]]
            place = words[0][0] if words else place
        rect = self.cursorRect(self._cursor((place, place)))
        height = self.viewport().height()
        if self._total or not 0 <= rect.top() < height - rect.height():
            bar = self.verticalScrollBar()
            self._placing = True
            bar.setValue(bar.value() + rect.top() - round(_LEAD * height))
            self._placing = False

    def _want_more(self) -> None:
        if self._waiting or not self._total:
            return
        bar = self.verticalScrollBar()
        near = _NEAR * self.viewport().height()
        end = self._start + len(self._text)
        if end < self._total and bar.value() > bar.maximum() - near:
            wish = StretchWish(end, self._setting.step, above=False)
        elif self._start > 0 and bar.value() < near:
            start = max(self._start - self._setting.step, 0)
            wish = StretchWish(start, self._start - start, above=True)
        else:
            return
        self._waiting = True
        self.stretch_wanted.emit(wish)

    def _height(self) -> float:
        return self.document().documentLayout().documentSize().height()


def _wraps(hit: Hit) -> bool:
    return is_hard_wrapped(hit.media_type) and not hit.path.lower().endswith(".log")

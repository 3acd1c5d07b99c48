"""The text of a document around the hit, with its marks; more of it comes as one scrolls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import (
    QImage,
    QPaintEvent,
    QResizeEvent,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from app.preview.reflow import is_hard_wrapped
from app.preview.setting import RENDERED, Setting, is_beside
from app.preview.standing import in_rendered, in_source
from app.preview.text_marks import ROOM_FOR_BAR, TextMarks
from app.preview.zoom import ZoomWheel

if TYPE_CHECKING:
    from engine.protocol.messages import DocumentRead, Hit

_LEAD = 0.2
"""Share of the view above the passage."""
_NEAR = 2.0
"""Heights of the view from an end at which more is asked for."""
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
        self._marks = TextMarks(self)
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
    def widest_picture(self) -> int:
        """Pixels that there are for a picture."""
        return max(self.viewport().width() - 2 * ROOM_FOR_BAR, 50)

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
            self._marks.move(added)
        else:
            self._text += part.text
        if self._marks.located is None:
            self._locate()
        self._marks.draw()
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
        self._marks.draw()
        if go:
            self._go_to_passage()

    def forget(self) -> None:
        """Show nothing."""
        self._hit = self._marks.located = None
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
        """Put a picture, no wider than `widest_picture`, in its place; nothing else moves."""
        if name not in self._pictures:
            return
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
            self._marks.draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A taller view may have room for more."""
        super().resizeEvent(event)
        if self._stays:
            self._go_to_passage()
        self._want_more()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, and a bar beside the passage."""
        super().paintEvent(event)
        if self._total:
            self._marks.draw_bar()

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
        self._marks.located = None
        self._setting = setting
        document = self.document()
        document.clear()  # first: to wrap what is no longer wanted may take seconds
        wrap = self.LineWrapMode
        self.setLineWrapMode(wrap.NoWrap if kind == "code" else wrap.WidgetWidth)
        frame = document.rootFrame().frameFormat()
        frame.setLeftMargin(ROOM_FOR_BAR if total else 0)
        document.rootFrame().setFrameFormat(frame)
        setting.prepare(self.palette(), self.font())
        if part is None:
            setting.insert_text(document, text)
        else:
            setting.insert(document, part, above=False)

    def _locate(self) -> None:
        hit, kind = self._hit, self._kind
        if hit is None:
            self._marks.located = None
        elif kind in RENDERED:
            shown = self.toPlainText()
            self._marks.located = in_rendered(hit, shown, markdown=kind == "markdown")
        else:
            self._marks.located = in_source(hit, self._text, self._start)

    def _scrolled(self) -> None:
        if not self._placing:
            self._stays = False
        self._want_more()

    def _go_to_passage(self) -> None:
        self._stays = True
        located = self._marks.located
        if located is None:
            return
        # Of the passage alone its first word is gone to.
        place = located.passage[0] if self._total else self._marks.first_word()
        rect = self.cursorRect(self._marks.cursor((place, place)))
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

"""The text of a document around the hit, with its marks; more of it comes as one scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QImage, QPaintEvent, QResizeEvent, QTextDocument, QWheelEvent
from PySide6.QtWidgets import QTextBrowser, QWidget

from app.preview.held import Held, StretchWish
from app.preview.picture_asking import PictureAsking
from app.preview.reflow import is_hard_wrapped
from app.preview.setting import RENDERED, Setting, is_beside
from app.preview.standing import in_rendered, in_source
from app.preview.text_marks import ROOM_FOR_BAR, TextMarks
from app.preview.zoom import TextZoom, ZoomWheel

if TYPE_CHECKING:
    from engine.protocol.messages import DocumentRead, Hit

_LEAD = 0.2
"""Share of the view above the passage."""
_NEAR = 2.0
"""Heights of the view from an end at which more is asked for."""
_FAR = 2 * _NEAR
"""The same of what may go again: it is not asked for again at once."""


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
        self._held = Held(self.document())
        self._wish: StretchWish | None = None
        """What was asked for and has not come."""
        self._marks = TextMarks(self)
        self._stays = False
        """At the passage, until somebody scrolls."""
        self._placing = False
        self.pictures = PictureAsking()
        self._nothing = QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)
        self._nothing.fill(Qt.GlobalColor.transparent)
        self._zoom = TextZoom(self)
        self._wheel = ZoomWheel(self.zoom_by)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.verticalScrollBar().actionTriggered.connect(self._want_more)  # at an end, too

    @property
    def percent(self) -> int:
        """How large text is; 100 is as large as other text."""
        return self._zoom.percent

    @property
    def settled(self) -> bool:
        """Whether everything has come that was asked for."""
        return self._wish is None and not self.pictures.open

    @property
    def widest_picture(self) -> int:
        """Pixels that there are for a picture."""
        return max(self.viewport().width() - 2 * ROOM_FOR_BAR, 50)

    @property
    def kind(self) -> str:
        """How the document is shown, as `DocumentOpened` says it."""
        return self._held.kind

    def show_passage(self, hit: Hit) -> None:
        """Show a hit's passage alone."""
        self._begin(Setting("text", wraps=_wraps(hit)), "text", margin=0)
        self._held.put_passage(hit.text, hit.start)
        self.mark(hit)

    def show_stretch(self, part: DocumentRead, kind: str, hit: Hit) -> None:
        """Show a document from the stretch on that holds the hit."""
        self._begin(Setting(kind, wraps=_wraps(hit)), kind, margin=ROOM_FOR_BAR)
        self._held.put_first(part)
        self.mark(hit)
        self._want_more()

    def add_stretch(self, part: DocumentRead) -> None:
        """Put another stretch above or below; what is looked at stays where it is.

        Where the view then holds too much, what is far away at the other end goes. What does not
        continue the text is asked for again when somebody scrolls.
        """
        wish = self._wish
        fitting = None if wish is None else self._held.fitting(part, above=wish.above)
        if wish is None or fitting is None:
            self._wish = None
            return
        self._put(fitting, above=wish.above)
        self._drop_far(above=not wish.above)
        if self._marks.located is None and self._held.may_bring(fitting, self._hit):
            self._locate()
        self._marks.draw()
        self._wish = None
        self._want_more()

    def refuse_stretch(self) -> None:
        """Wait no longer for what was asked for: it is asked for again when somebody scrolls."""
        self._wish = None

    def holds(self, hit: Hit, path: str, kind: str) -> bool:
        """Whether the hit's passage is in what is shown of its document.

        Or was: from the one that was gone to somebody has scrolled away, and stays there.
        """
        held = self._held
        if not held.total or (held.path, held.kind) != (path, kind):
            return False
        gone_to = self._hit is not None and self._hit.passage == hit.passage
        return gone_to or held.has(hit)

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
        self._held.clear("", Setting(""))
        self.clear()

    def zoom_by(self, steps: float) -> None:
        """Make text larger (or smaller, where negative), a point for each step."""
        self._zoom.by(1 if steps > 0 else -1)

    def zoom_back(self) -> None:
        """Make text as large as other text."""
        self._zoom.back()

    def take_picture(self, name: str, image: QImage) -> None:
        """Put a picture, no wider than `widest_picture`, in its place; nothing else moves."""
        if not self.pictures.came(name):
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
        if kind != QTextDocument.ResourceType.ImageResource.value or self._held.kind != "markdown":
            return None
        written = name if isinstance(name, str) else name.toString()
        if not is_beside(written):
            return None
        if self.pictures.ask(written):
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
        if self._held.total:
            self._marks.draw_bar()

    def _begin(self, setting: Setting, kind: str, *, margin: int) -> None:
        self._wish = None
        self.pictures.clear()
        self._marks.located = None
        self._held.clear(kind, setting)  # first: to wrap what is no longer wanted may take seconds
        wrap = self.LineWrapMode
        self.setLineWrapMode(wrap.NoWrap if kind == "code" else wrap.WidgetWidth)
        frame = self.document().rootFrame().frameFormat()
        frame.setLeftMargin(margin)
        self.document().rootFrame().setFrameFormat(frame)
        setting.prepare(self.palette(), self.font())

    def _put(self, part: DocumentRead, *, above: bool) -> None:
        height, value = self._height(), self.verticalScrollBar().value()
        units = self._held.put(part, above=above)
        if above:
            self._came_above(units, height, value)

    def _drop_far(self, *, above: bool) -> None:
        count = self._held.surplus(above=above)
        while count and not self._is_far(self._held.edge(count, above=above), above=above):
            count -= 1
        if not count:
            return
        height, value = self._height(), self.verticalScrollBar().value()
        units = self._held.drop(count, above=above)
        if above:
            self._came_above(-units, height, value)
        self._marks.keep_within()

    def _came_above(self, units: int, height: float, value: int) -> None:
        """Keep what is looked at where it was: at ``value`` when the text had this height."""
        self.verticalScrollBar().setValue(value + round(self._height() - height))
        self._marks.move(units)

    def _is_far(self, place: int, *, above: bool) -> bool:
        """Whether a place in the document is far above or below what is looked at."""
        top = self.cursorRect(self._marks.cursor((place, place))).top()
        height = self.viewport().height()
        return top < -_FAR * height if above else top > (1 + _FAR) * height

    def _locate(self) -> None:
        hit, held = self._hit, self._held
        if hit is None or (held.kind not in RENDERED and held.has_dropped(hit)):
            self._marks.located = None  # in a log the same words may stand elsewhere
        elif held.kind in RENDERED:
            shown = self.toPlainText()
            self._marks.located = in_rendered(hit, shown, markdown=held.kind == "markdown")
        else:
            self._marks.located = in_source(hit, held.text, held.start)

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
        place = located.passage[0] if self._held.total else self._marks.first_word()
        rect = self.cursorRect(self._marks.cursor((place, place)))
        height = self.viewport().height()
        if self._held.total or not 0 <= rect.top() < height - rect.height():
            bar = self.verticalScrollBar()
            self._placing = True
            bar.setValue(bar.value() + rect.top() - round(_LEAD * height))
            self._placing = False

    def _want_more(self) -> None:
        held = self._held
        if self._wish is not None or not held.total:
            return
        bar = self.verticalScrollBar()
        near = _NEAR * self.viewport().height()
        if held.end < held.total and bar.value() > bar.maximum() - near:
            self._wish = held.wish(above=False)
        elif held.start > 0 and bar.value() < near:
            self._wish = held.wish(above=True)
        else:
            return
        self.stretch_wanted.emit(self._wish)

    def _height(self) -> float:
        return self.document().documentLayout().documentSize().height()


def _wraps(hit: Hit) -> bool:
    return is_hard_wrapped(hit.media_type) and not hit.path.lower().endswith(".log")

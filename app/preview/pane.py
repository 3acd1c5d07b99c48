"""The document of the selected hit, at the passage, and why it was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.look.labels import muted
from app.preview.bar import DocumentBar
from app.preview.foot import DocumentFoot
from app.preview.header import DocumentHeader
from app.preview.page_view import PageView
from app.preview.text_view import TextView
from app.preview.why import WhyPanel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from app.preview.page_layout import Extent
    from engine.protocol.messages import Box, DocumentOpened, DocumentRead, Hit

_EDGES = 18, 16, 18, 14
_SPACING = 6
_LOWEST = 1
"""Of the document's view, in pixels: everything else keeps its height in a low window."""
PATIENCE_MS = 100
"""How long what was shown before stays, before the passage alone takes the document's place."""
SLOW_MS = 400
"""After which it is said that the document is still being opened."""


class PassagePane(QStackedWidget):
    """Shows a hit in its document; the document comes from elsewhere, the passage is known."""

    open_requested = Signal(object)
    reveal_requested = Signal(object)
    hit_shown = Signal(object)
    """A `Hit` whose document is wanted."""
    step_requested = Signal(object)
    """1 or -1: to the next or the previous hit in this file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hit: Hit | None = None
        self._arrived: tuple[object, ...] | None = None
        """What was last shown in its document."""
        self._awaited = False
        """Whether the hit's document has not come yet."""
        self.header = DocumentHeader()
        self.bar = DocumentBar()
        self.text = TextView()
        self.pages = PageView()
        self.views = QStackedWidget()
        self.views.addWidget(self.text)
        self.views.addWidget(self.pages)
        self.why = WhyPanel()
        self.foot = DocumentFoot()
        self.open_button, self.reveal_button = self.foot.open, self.foot.reveal
        self._late = self._timer(PATIENCE_MS, self._put_passage)
        self._slow = self._timer(SLOW_MS, self._say_slow)
        self.addWidget(self._blank())
        self.addWidget(self._page())
        self._connect()
        self._bind_keys()

    @property
    def hit(self) -> Hit | None:
        """What is shown."""
        return self._hit

    @property
    def settled(self) -> bool:
        """Whether all is shown that will be, as long as nobody does anything.

        That is the hit in its document, with the pages and pictures in sight; or the passage alone
        where the document does not come.
        """
        if self._hit is None:
            return True
        shown = self.pages if self.views.currentWidget() is self.pages else self.text
        return not self._awaited and shown.settled

    def show_hit(self, hit: Hit | None) -> None:
        """Show a hit, or nothing: its passage once its document does not come soon enough."""
        same = self._hit is not None and hit is not None and _identity(self._hit) == _identity(hit)
        self._hit = hit
        self._awaited = hit is not None
        if hit is None:
            self._arrived = None
            self._stop_waiting()
            self.setCurrentIndex(0)
            self.text.forget()
        elif same:  # in a refined order: nothing moves under the reader
            self.why.show_hit(hit)
        else:
            self._enter(hit)
        self.hit_shown.emit(hit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Half of what the rest leaves is the document's, whatever is unfolded below it."""
        super().resizeEvent(event)
        rest = (self.header, self.bar, self.why.head, self.foot)
        taken = sum(widget.sizeHint().height() + _SPACING for widget in rest)
        left = self.height() - taken - _EDGES[1] - _EDGES[3]
        self.why.limit(max(left // 2, 0))

    def _enter(self, hit: Hit) -> None:
        fresh = self.currentIndex() == 0
        self.header.show_hit(hit)
        self.why.show_hit(hit)
        self.setCurrentIndex(1)
        self._late.start()
        self._slow.start()
        if fresh:
            self._put_passage()

    def show_passage(self) -> None:
        """Show the passage alone: its document does not come."""
        self._stop_waiting()
        self._put_passage()

    def _put_passage(self) -> None:
        self._late.stop()
        if self._hit is not None:
            self.text.show_passage(self._hit)
            self._show_view(self.text)

    def show_text(self, part: DocumentRead, kind: str) -> None:
        """Show the stretch of the document that holds the hit."""
        self._arrive()
        if self._hit is not None:
            self.text.show_stretch(part, kind, self._hit)
            self._show_view(self.text)

    def show_pages(
        self,
        opened: DocumentOpened,
        boxes: Sequence[Box],
        extent: Extent,
    ) -> None:
        """Show a document of pages at the hit; see `PageView.show_boxes`."""
        self._arrive()
        if self._hit is not None:
            self._show_view(self.pages)
            self.pages.show_pages(opened.path, opened.pages)
            self.pages.show_boxes(self._hit.page or 1, boxes, extent)

    def shows_pages_of(self, path: str) -> bool:
        """Whether the pages of this file are on the screen."""
        return self.views.currentWidget() is self.pages and self.pages.document == path

    def go_to(self, boxes: Sequence[Box]) -> None:
        """Go to another hit in the document that is shown."""
        stays = self._arrive()
        if self._hit is None:
            return
        if self.views.currentWidget() is self.pages:
            self.pages.show_boxes(self._hit.page or 1, boxes, go=not stays)
        else:
            self.text.mark(self._hit, go=not stays)

    def _arrive(self) -> bool:
        """Take note that the hit is shown in its document; whether it was already."""
        self._stop_waiting()
        here = None if self._hit is None else _identity(self._hit)
        there, self._arrived = self._arrived == here, here
        return there

    def _say_slow(self) -> None:
        if not self.header.notice.text():
            self.header.say(self._slow_words())

    def _slow_words(self) -> str:
        return self.tr("Opening the document…")

    def _stop_waiting(self) -> None:
        self._awaited = False
        self._late.stop()
        self._slow.stop()
        if self.header.notice.text() == self._slow_words():
            self.header.say("")

    def _timer(self, after: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after)
        timer.timeout.connect(act)
        return timer

    def _show_view(self, view: QWidget) -> None:
        view.setAccessibleDescription("" if self._hit is None else self._hit.text)
        self.views.setCurrentWidget(view)
        self._tell_place()

    def _tell_place(self) -> None:
        pages = self.pages
        shown = self.views.currentWidget() is pages
        self.bar.show_page(pages.page if shown else 0, pages.pages if shown else 0)
        self.bar.show_percent(pages.percent if shown else self.text.percent)

    def _blank(self) -> QWidget:
        page = QFrame()
        page.setObjectName("card")
        hint = muted(QLabel(self.tr("The passage that you select is shown here.")))
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        hint.setWordWrap(True)
        QVBoxLayout(page).addWidget(hint)
        return page

    def _page(self) -> QWidget:
        page = QFrame()
        page.setObjectName("card")
        column = QVBoxLayout(page)
        column.setContentsMargins(*_EDGES)
        column.setSpacing(_SPACING)
        column.addWidget(self.header)
        column.addWidget(self.bar)
        column.addSpacing(4)
        column.addWidget(self.views, 1)
        column.addSpacing(2)
        column.addWidget(self.why)
        column.addWidget(self.foot)
        for view in (self.text, self.pages):
            view.setMinimumHeight(_LOWEST)
        return page

    def _connect(self) -> None:
        self.open_button.clicked.connect(self._open)
        self.reveal_button.clicked.connect(self._reveal)
        self.bar.previous_requested.connect(self._step_back)
        self.bar.next_requested.connect(self._step_on)
        self.bar.zoom_requested.connect(self._zoom)
        self.bar.fit_requested.connect(self._fit)
        self.pages.moved.connect(self._tell_place)

    def _bind_keys(self) -> None:
        for keys, act in (
            ("F3", self._step_on),
            ("Shift+F3", self._step_back),
            (QKeySequence.StandardKey.ZoomIn, self._grow),
            ("Ctrl+=", self._grow),
            (QKeySequence.StandardKey.ZoomOut, self._shrink),
            ("Ctrl+0", self._fit),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _step_on(self) -> None:
        self.step_requested.emit(1)

    def _step_back(self) -> None:
        self.step_requested.emit(-1)

    def _grow(self) -> None:
        self._zoom(1)

    def _shrink(self) -> None:
        self._zoom(-1)

    def _zoom(self, steps: int) -> None:
        if self.views.currentWidget() is self.pages:
            self.pages.zoom_by(steps)
        else:
            self.text.zoom_by(steps)
        self._tell_place()

    def _fit(self) -> None:
        if self.views.currentWidget() is self.pages:
            self.pages.fit()
        else:
            self.text.zoom_back()
        self._tell_place()

    def _open(self) -> None:
        if self._hit is not None:
            self.open_requested.emit(self._hit)

    def _reveal(self) -> None:
        if self._hit is not None:
            self.reveal_requested.emit(self._hit)


def _identity(hit: Hit) -> tuple[object, ...]:
    """What makes two hits the same to a reader, whatever their rank and their score."""
    return hit.library, hit.path, hit.modified, hit.passage, hit.text, hit.away

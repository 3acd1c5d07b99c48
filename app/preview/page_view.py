"""The pages of a PDF, one below the other, with the hit's marks on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from app.look.colours import Tints
from app.preview.page_asking import PageAsking
from app.preview.page_fit import Fit, left_of
from app.preview.page_layout import Extent, PageLayout, Sheet, widened
from app.preview.page_marks import draw_marks
from app.preview.pictures import Album, Picture
from app.preview.zoom import ZoomWheel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.protocol.messages import Box, PageSize

REST_MS = 40
"""How long a view rests before pages are asked for: those that fly by are not."""
SCALES = (0.25, 6.0)
"""Pixels per point."""
_STEP = 1.2
_LEAD = 0.28
"""Share of the view above a passage that was gone to."""


class PageView(QAbstractScrollArea):
    """Draws what was rendered; asks for what is in sight and not there yet."""

    page_wanted = Signal(object)
    """`PageWish`"""
    page_passed = Signal(object)
    """The number of a page that was asked for, has not come, and is out of sight."""
    moved = Signal()
    """Another page, another scale."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Pages"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCornerWidget(QWidget())  # the style's own is a frame
        self.viewport().setAutoFillBackground(False)
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._layout = PageLayout((), 1.0, 1.0)
        self._fits = True
        self._goal: tuple[int, float, float] | None = None
        """Page, share of it and share of the view that the view stays at until somebody scrolls."""
        self._placing = False
        self._fit: Fit | None = None
        """How pages are fitted into the view; it stays while a document is read."""
        self.document = ""
        """The path of what is shown."""
        self._album = Album()
        self._asking = PageAsking()
        self._boxes: dict[int, tuple[Box, ...]] = {}
        self._wheel = ZoomWheel(self.zoom_by)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._ask)

    @property
    def page(self) -> int:
        """The page in the middle of the view, 1 and up; 0 without a document."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        return self._layout.at(middle)[0] + 1 if self._sizes else 0

    @property
    def pages(self) -> int:
        """How many there are."""
        return len(self._sizes)

    @property
    def percent(self) -> int:
        """The scale; 100 is a point for a pixel at 96 to the inch."""
        return round(self._layout.scale * 75)

    @property
    def fits(self) -> bool:
        """Whether pages are as wide as the view."""
        return self._fits

    @property
    def complete(self) -> bool:
        """Whether every page in sight is drawn sharp."""
        pictures = [self._album.get(number + 1) for number in self._in_sight()]
        return bool(pictures) and all(pictures) and not self._asking.open

    @property
    def settled(self) -> bool:
        """Whether it is complete and will ask for nothing more."""
        return self.complete and not self._rest.isActive()

    def show_pages(self, path: str, sizes: Sequence[PageSize]) -> None:
        """Show another document; nothing of it is rendered yet."""
        self.document = path
        self._fit = None
        self._sizes = tuple((size.width, size.height) for size in sizes)
        self._album.clear()
        self._asking.clear()
        self._boxes.clear()
        self._goal = (0, 0.0, 0.0)
        self._lay_out()
        self._rest.start(0)

    def show_boxes(
        self,
        page: int,
        boxes: Sequence[Box],
        extent: Extent = (0.0, 1.0),
        *,
        go: bool = True,
    ) -> None:
        """Mark places on a page, those on other pages no longer, and go there.

        Args:
            page: 1 and up.
            boxes: the places.
            extent: left and right of the page's text; paper beside it is cut off in a view that is
                as wide as the page, so that the text is larger.
            go: whether the view moves.
        """
        self._boxes = {page: tuple(boxes)}
        self._asking.forgive()  # somebody looks for it again: it may come now
        top = min((box.top for box in boxes if box.kind == "passage"), default=0.0)
        if go and 1 <= page <= self.pages:
            self._goal = (page - 1, top, _LEAD if boxes else 0.0)
            self._fit = self._fit or Fit(widened(extent))
            self._lay_out()
        self.viewport().update()
        self._rest.start(0)
        self.moved.emit()

    def take(self, picture: Picture) -> None:
        """Show a page's picture."""
        self._asking.came(picture.page, picture.width)
        self._album.put(picture)
        self.viewport().update()

    def refuse(self, page: int) -> None:
        """A page could not be rendered: it stays empty until another hit is gone to."""
        self._asking.refuse(page)

    def ask_again(self) -> None:
        """Whoever was asked for pages answers no more: those in sight are asked for anew."""
        self._asking.clear()
        self._rest.start(0)

    def zoom_by(self, steps: float) -> None:
        """Zoom in (or out, where negative) around the middle of the view."""
        low, high = SCALES
        self._fits = False
        self._lay_out(min(max(self._layout.scale * _STEP**steps, low), high))

    def fit(self) -> None:
        """Make pages as wide as the view, and keep them so."""
        self._fits = True
        self._fit = Fit()
        self._lay_out()

    def go_to_page(self, page: int) -> None:
        """Scroll to the beginning of a page."""
        if self._sizes:
            number = min(max(page, 1), self.pages) - 1
            self.verticalScrollBar().setValue(round(self._layout.height_of(number, 0.0)) - 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pages by Ctrl+PgUp and Ctrl+PgDown, ends by Home and End; the rest scrolls."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        bar = self.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_Home:
                bar.setValue(bar.minimum())
            case Qt.Key.Key_End:
                bar.setValue(bar.maximum())
            case Qt.Key.Key_PageDown if control:
                self.go_to_page(self.page + 1)
            case Qt.Key.Key_PageUp if control:
                self.go_to_page(self.page - 1)
            case _:
                super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl it zooms."""
        if not self._wheel.take(event):
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pages stay as wide as the view, and what was in the middle stays there."""
        super().resizeEvent(event)
        self._lay_out()

    def scrollContentsBy(self, _across: int, _down: int) -> None:  # noqa: N802 - Qt's name
        """Everything is drawn anew: it is in memory."""
        if not self._placing:
            self._goal = None
        self.viewport().update()
        self._rest.start()
        self.moved.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Colours follow the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pages in sight."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        tints = Tints.of(self.palette())
        painter.fillRect(self.viewport().rect(), tints.hovered)
        painter.translate(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        for number in self._in_sight():
            self._paint_page(painter, number, self._layout.sheet(number), tints)

    def _paint_page(self, painter: QPainter, number: int, sheet: Sheet, tints: Tints) -> None:
        box = QRectF(sheet.left, sheet.top, sheet.width, sheet.height)
        painter.setPen(tints.line)
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRect(box.adjusted(-0.5, -0.5, 0.5, 0.5))
        picture = self._album.get(number + 1)
        if picture is not None:
            painter.drawImage(box, picture.image)
        draw_marks(painter, box, self._boxes.get(number + 1, ()))

    def _in_sight(self) -> range:
        top = self.verticalScrollBar().value()
        return (
            self._layout.visible(top, top + self.viewport().height()) if self._sizes else range(0)
        )

    def _ask(self) -> None:
        wanted = {number + 1 for number in self._in_sight()}
        for page in self._asking.leave(wanted):
            self.page_passed.emit(page)
        for page in sorted(wanted):
            width = round(self._layout.sheet(page - 1).width * self.devicePixelRatioF())
            picture = self._album.get(page)
            there = picture is not None and picture.width == width
            if not there and (wish := self._asking.ask(page, width)):
                self.page_wanted.emit(wish)

    def _left_of_marks(self) -> int:
        """Where the view begins when pages are wider than it: lines are read from their left."""
        for page, boxes in self._boxes.items():
            if boxes:
                sheet = self._layout.sheet(page - 1)
                left = left_of(boxes, self.viewport().width() / sheet.width)
                return round(sheet.left + left * sheet.width)
        return self.horizontalScrollBar().maximum() // 2

    def _place(self) -> None:
        if self._goal is None or not self._sizes:
            return
        page, share, lead = self._goal
        height = self._layout.height_of(page, share) - lead * self.viewport().height()
        outer, self._placing = self._placing, True  # a scroll bar that comes or goes lays out anew
        self.verticalScrollBar().setValue(round(height))
        self._placing = outer

    def _lay_out(self, scale: float = 0.0) -> None:
        bar, view = self.verticalScrollBar(), self.viewport()
        middle = (*self._layout.at(bar.value() + view.height() / 2), 0.5)
        fit = self._fit or Fit()
        fitting = fit.scale(self._sizes, view.width())
        scale = fitting if self._fits else scale or self._layout.scale
        wide = not self._fits  # a person zoomed: nothing else takes lines out of sight
        never, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setHorizontalScrollBarPolicy(needed if wide else never)
        self._layout = PageLayout(self._sizes, scale, view.width())
        outer, self._placing = self._placing, True  # a scroll bar that comes or goes lays out anew
        bar.setRange(0, max(round(self._layout.height) - view.height(), 0))
        bar.setPageStep(view.height())
        bar.setSingleStep(48)
        across = self.horizontalScrollBar()
        shown, beyond = across.maximum(), max(round(self._layout.width) - view.width(), 0)
        across.setRange(0, beyond)
        across.setPageStep(view.width())
        if not wide:
            across.setValue(fit.across(beyond))
        elif beyond != shown or (self._fits and self._goal is not None):
            across.setValue(self._left_of_marks())
        self._placing = outer
        goal = self._goal
        self._goal = goal or middle
        self._place()
        self._goal = goal
        view.update()
        self._rest.start()
        self.moved.emit()

"""The map under the person's hands: pushed, zoomed, looked at, selected from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from app.look.colours import Tints
from app.maps.lettering import Lettering
from app.maps.sheet import Sheet
from app.maps.sizes import dot_radius
from app.maps.viewport import Viewport

if TYPE_CHECKING:
    from PySide6.QtGui import QPainterPath

    from app.maps.atlas import Atlas, Mask
    from engine.protocol.messages import MapMade

_STEP = 1.4
"""How much nearer one press on + comes."""
_AROUND = 3.5
"""Pixels between a dot and the ring of the current document."""
_LOOKED_AT = 60
"""More documents in sight than this are not named one by one."""
_AIM = 9.0
"""Pixels around the pointer in which a document is meant."""


class MapCanvas(QWidget):
    """Draws an atlas; `app.maps.hands` moves it. ``data`` of nothing is read while painting."""

    unrolled = Signal()
    """Another atlas is shown."""
    chosen_changed = Signal()
    current_changed = Signal(object)
    """The number of the document that is looked at by key or click, -1 for none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Map of documents"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(220, 180)
        self.atlas: Atlas | None = None
        self.view = Viewport.whole(640, 480)
        self.chosen: Mask | None = None
        self.current = -1
        self.group = -1
        self.shape: QPainterPath | None = None
        self.by_keys = False
        """Whether the focus came here by a key: then it is shown."""
        self._found: Mask | None = None
        self._lettering: Lettering | None = None
        self._sheet = Sheet(self)
        self._sheet.unrolled.connect(self._take)
        self._sheet.renewed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As much as there is."""
        return QSize(640, 480)

    @property
    def drawn(self) -> bool:
        """Whether a picture of this atlas is there."""
        return self._sheet.picture is not None

    def unroll(self, made: MapMade) -> None:
        """Show another map."""
        self._sheet.unroll(made)

    def choose(self, chosen: Mask | None) -> None:
        """Select documents; None for none."""
        self.chosen = chosen if chosen is not None and chosen.any() else None
        self.redraw()
        self.chosen_changed.emit()

    def ring(self, paths: tuple[str, ...]) -> int:
        """Put rings around the documents with these paths; return how many there are."""
        found = self.atlas.at(paths) if self.atlas and paths else None
        self._found = found if found is not None and found.any() else None
        self.redraw()
        return int(self._found.sum()) if self._found is not None else 0

    def look(self, view: Viewport) -> None:
        """Show another part."""
        if view != self.view:
            self.view = view
            self.redraw()

    def look_at(self, row: int) -> None:
        """Make a document the current one and bring it into sight; -1 for none."""
        self.current = row
        if row >= 0 and self.atlas is not None:
            x, y = self.atlas.places[row].tolist()
            self._bring_into_sight(x, y)
            self._say(self.tr("{0}, {1}").format(self.atlas.name(row), self.atlas.paths[row]))
        self.update()
        self.current_changed.emit(row)

    def look_at_group(self, group: int) -> None:
        """Make a group the current one and bring it into sight; -1 for none."""
        self.group = group
        if group >= 0 and self.atlas is not None:
            cluster = self.atlas.clusters[group]
            if not QRectF(self.rect()).contains(
                QPointF(*self.view.to_screen(cluster.x, cluster.y))
            ):
                self.look(self.view.around(cluster.x, cluster.y, self.view.zoom))
            words = ", ".join(cluster.terms)
            count = self.tr("%n document(s)", "", cluster.documents)
            place = self.tr("Group {0} of {1}").format(group + 1, len(self.atlas.clusters))
            self._say(f"{place}: {words}; {count}")
        self.update()

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Come nearer, to the middle or a pixel."""
        point = at or QPointF(self.width() / 2, self.height() / 2)
        self.look(self.view.zoomed(factor, point.x(), point.y()))

    @Slot()
    def zoom_in(self) -> None:
        """Come a step nearer."""
        self.zoom(_STEP)

    @Slot()
    def zoom_out(self) -> None:
        """Go a step back."""
        self.zoom(1 / _STEP)

    @Slot()
    def show_whole(self) -> None:
        """Show all of the map."""
        self.look(Viewport.whole(self.width(), self.height()))

    def document_at(self, point: QPointF) -> int:
        """Return the document at a pixel, -1 for none."""
        if self.atlas is None:
            return -1
        return self.atlas.nearest(self.view, point.x(), point.y(), _AIM)

    def group_at(self, point: QPointF) -> int:
        """Return the group whose name is at a pixel, -1 for none."""
        return self._lettering.group_at(point) if self._lettering else -1

    def named_at(self, group: int) -> QPointF | None:
        """Return the middle of a group's name; None where it found no room."""
        names = self._lettering.groups if self._lettering else ()
        return next((name.box.center() for name in names if name.key == group), None)

    def describe(self, text: str) -> None:
        """Say what the map holds, for screen readers."""
        self._say(text)

    def redraw(self) -> None:
        """Have the picture drawn anew and show the old one until it is there."""
        if self.atlas is not None:
            tints = Tints.of(self.palette())
            ratio = self.devicePixelRatioF()
            self._letter()
            self._sheet.order(self.atlas, self.view, ratio, tints, self.chosen, self._found)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture, the names and what is being selected."""
        tints = Tints.of(self.palette())
        painter = QPainter(self)
        painter.fillRect(self.rect(), tints.base)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._sheet.show(painter, self.view)
        if self.atlas is not None and self._lettering is not None:
            self._lettering.draw(painter, tints, self.group)
            self._draw_current(painter, tints)
        if self.shape is not None:
            fill = tints.accent
            fill.setAlphaF(0.12)
            painter.setPen(QPen(tints.accent, 1.5, Qt.PenStyle.DashLine))
            painter.setBrush(fill)
            painter.drawPath(self.shape)
        if self.by_keys and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(tints.accent, 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the middle in the middle."""
        super().resizeEvent(event)
        self.view = self.view.resized(self.width(), self.height())
        self.redraw()

    def changeEvent(self, event: QEvent) -> None:
        """Follow fonts and colours."""
        super().changeEvent(event)
        follow = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange)
        if event.type() in follow and hasattr(self, "_sheet"):
            self.redraw()

    def event(self, event: QEvent) -> bool:
        """A pinch on a touchpad comes nearer."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom(1 + event.value(), event.position())
            return True
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.redraw()
        return super().event(event)

    @Slot(object)
    def _take(self, atlas: Atlas) -> None:
        self.atlas = atlas
        self.chosen = self._found = None
        self.current = self.group = -1
        self.view = Viewport.whole(self.width(), self.height())
        self.redraw()
        self.unrolled.emit()

    def _bring_into_sight(self, x: float, y: float) -> None:
        if not QRectF(self.rect()).contains(QPointF(*self.view.to_screen(x, y))):
            self.look(self.view.around(x, y, self.view.zoom))

    def _letter(self) -> None:
        if self.atlas is None:
            return
        left, top = self.view.to_map(0, 0)
        right, bottom = self.view.to_map(self.width(), self.height())
        seen = self.atlas.within(left, top, right, bottom, _LOOKED_AT + 1)
        self._lettering = Lettering(self.atlas, self.view, self.font(), seen)

    def _draw_current(self, painter: QPainter, tints: Tints) -> None:
        if self.current < 0 or self.atlas is None:
            return
        x, y = self.atlas.places[self.current].tolist()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        size = dot_radius(len(self.atlas), self.view.zoom) + _AROUND
        for colour, width in ((tints.base, 5.0), (tints.accent, 2.5)):
            painter.setPen(QPen(colour, width))
            painter.drawEllipse(QPointF(*self.view.to_screen(x, y)), size, size)

    def _say(self, text: str) -> None:
        self.setAccessibleDescription(text)
        change = QAccessible.Event.DescriptionChanged
        QAccessible.updateAccessibility(QAccessibleEvent(self, change))

"""Paints list rows on two lines: a name, and what is to be said of it, perhaps with a bar."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.look.colours import Tints
from app.look.icon_sides import grown
from app.look.icons import glyph

LINES_ROLE = Qt.ItemDataRole.UserRole + 1
"""`Lines`."""
_PAD, _GAP, _ICON, _SIGN, _BAR = 7, 9, 18, 14, 3
_SMALL = 0.9
_ROUND = 6.0
_END = Qt.TextElideMode.ElideRight
_Look = tuple[QFont, QColor, Qt.TextElideMode]


@dataclass(frozen=True, slots=True)
class Lines:
    """A row."""

    title: str
    detail: str = ""
    icon: str = ""
    sign: bool = False
    """Whether a sign leads the eye to it."""
    share: float | None = None
    """0 to 1 where a bar shows how far something is."""
    heads: str = ""
    """A heading above the row: the first of its group has one."""
    title_cut: Qt.TextElideMode = _END
    """Where a title that is too long for the row is cut."""
    detail_cut: Qt.TextElideMode = _END
    link: str = ""
    """What can be clicked at the end of the second line."""


class TwoLines(QStyledItemDelegate):
    """Draws the `LINES_ROLE` of a list's rows."""

    link_taken = Signal(object)
    """The index of a row whose link was clicked."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self.restyle()

    def restyle(self) -> None:
        """Take fonts and colours anew from the view."""
        self._name = QFont(self._view.font())
        self._small = QFont(self._name)
        self._small.setPointSizeF(self._name.pointSizeF() * _SMALL)
        self._head = QFont(self._small)
        self._head.setWeight(QFont.Weight.DemiBold)
        self._link = QFont(self._small)
        self._link.setUnderline(True)
        self._icon, self._sign = grown(_ICON), grown(_SIGN)
        self._tints = Tints.of(self._view.palette())

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Two lines, and a heading where there is one."""
        lines: Lines | None = index.data(LINES_ROLE)
        height = QFontMetrics(self._name).height() + QFontMetrics(self._small).height() + 2 * _PAD
        return QSize(80, height + (self._head_height() if lines and lines.heads else 0))

    def _head_height(self) -> int:
        return QFontMetrics(self._head).height() + 2 * _PAD

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one row from memory."""
        lines: Lines = index.data(LINES_ROLE)
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType]
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType]
        painter.save()
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # each text's own
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if lines.heads:
            head = QRect(rect.left() + 2 * _PAD, rect.top(), rect.width(), self._head_height())
            self._text(painter, head, lines.heads, (self._head, self._tints.muted, _END))
            rect = rect.adjusted(0, self._head_height(), 0, 0)
        self._ground(painter, rect, state)
        self._content(painter, rect, lines)
        painter.restore()

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Tell of a click on a link."""
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            lines: Lines | None = index.data(LINES_ROLE)
            rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType]
            inside = lines is not None and self.link_box(rect, lines).contains(
                event.position().toPoint()
            )
            if inside and event.button() == Qt.MouseButton.LeftButton:
                self.link_taken.emit(index)
                return True
        return super().editorEvent(event, model, option, index)

    def link_box(self, rect: QRect, lines: Lines) -> QRect:
        """Where a row's link is; empty where it has none."""
        if not lines.link:
            return QRect()
        metrics = QFontMetrics(self._link)
        width = min(metrics.horizontalAdvance(lines.link) + 1, rect.width() // 2)
        top = rect.bottom() - _PAD - metrics.height()
        box = QRect(rect.right() - 2 * _PAD - width, top, width, metrics.height())
        return self._turned(rect, box)

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if not selected and not state & QStyle.StateFlag.State_MouseOver:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._tints.selected if selected else self._tints.hovered)
        painter.drawRoundedRect(QRectF(rect).adjusted(4, 1, -4, -1), _ROUND, _ROUND)

    def _content(self, painter: QPainter, rect: QRect, lines: Lines) -> None:
        height = QFontMetrics(self._name).height()
        left, right = rect.left() + 2 * _PAD, rect.right() - 2 * _PAD
        if lines.icon:
            box = QRect(left, rect.top() + _PAD, self._icon, height)
            glyph(lines.icon, self._tints.muted).paint(painter, self._turned(rect, box))
            left = box.right() + 1 + _GAP
        width = max(right - left, 0)
        named = width
        if lines.sign:
            box = QRect(left + width - self._sign, rect.top() + _PAD, self._sign, height)
            glyph("warning", self._tints.muted).paint(painter, self._turned(rect, box))
            named = max(width - self._sign - _GAP, 0)
        name = QRect(left, rect.top() + _PAD, named, height)
        look = (self._name, self._tints.text, lines.title_cut)
        self._text(painter, self._turned(rect, name), lines.title, look)
        link = self.link_box(rect, lines)
        told = max(width - (link.width() + 2 * _GAP if lines.link else 0), 0)
        below = QRect(left, name.bottom() + 1, told, rect.bottom() - _PAD - name.bottom())
        look = (self._small, self._tints.muted, lines.detail_cut)
        self._text(painter, self._turned(rect, below), lines.detail, look)
        if lines.link:
            self._text(painter, link, lines.link, (self._link, self._tints.accent_text, _END))
        if lines.share is not None:
            self._bar(painter, QRectF(left, rect.bottom() - _PAD + 2, width, _BAR), lines.share)

    def _bar(self, painter: QPainter, box: QRectF, share: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._tints.track)
        painter.drawRoundedRect(box, _BAR / 2, _BAR / 2)
        done = QRectF(box)
        done.setWidth(max(box.width() * min(max(share, 0.0), 1.0), _BAR))
        if self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            done.moveRight(box.right())
        painter.setBrush(self._tints.accent)
        painter.drawRoundedRect(done, _BAR / 2, _BAR / 2)

    def _turned(self, row: QRect, box: QRect) -> QRect:
        return QStyle.visualRect(self._view.layoutDirection(), row, box)

    def _text(self, painter: QPainter, box: QRect, text: str, look: _Look) -> None:
        font, ink, cut = look
        painter.setFont(font)
        painter.setPen(ink)
        shown = QFontMetrics(font).elidedText(text, cut, box.width())
        leading = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        align = QStyle.visualAlignment(self._view.layoutDirection(), leading)
        painter.drawText(box, align | Qt.AlignmentFlag.AlignAbsolute, shown)

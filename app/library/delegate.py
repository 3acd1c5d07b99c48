"""Paints a folder on two lines: its name, and where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.library.model import FOLDER_ROLE, Folder, FoldersModel
from app.look.colours import Tints
from app.look.icons import glyph

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

_PAD, _GAP, _ICON, _SIGN = 7, 9, 18, 14
_SMALL = 0.9
_ROUND = 6.0


class FoldersDelegate(QStyledItemDelegate):
    """Draws rows of a `FoldersModel`, with a small sign where a folder is not as usual."""

    def __init__(self, model: FoldersModel, view: QWidget) -> None:
        super().__init__(view)
        self._model = model
        self._view = view
        self.restyle()

    def restyle(self) -> None:
        """Take fonts and colours anew from the view."""
        self._name = QFont(self._view.font())
        self._small = QFont(self._name)
        self._small.setPointSizeF(self._name.pointSizeF() * _SMALL)
        self._tints = Tints.of(self._view.palette())
        self._icon: QIcon = glyph("folder", self._tints.muted)
        self._sign: QIcon = glyph("warning", self._tints.muted)

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Two lines."""
        lines = QFontMetrics(self._name).height() + QFontMetrics(self._small).height()
        return QSize(80, lines + 2 * _PAD)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one folder from memory."""
        folder: Folder = index.data(FOLDER_ROLE)
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType]
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType]
        tints = self._tints
        painter.save()
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # each text's own
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver)
        if lit:
            selected = bool(state & QStyle.StateFlag.State_Selected)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tints.selected if selected else tints.hovered)
            painter.drawRoundedRect(QRectF(rect).adjusted(4, 1, -4, -1), _ROUND, _ROUND)
        name_height = QFontMetrics(self._name).height()
        icon = QRect(rect.left() + 2 * _PAD, rect.top() + _PAD, _ICON, name_height)
        left = icon.right() + 1 + _GAP
        width = max(rect.right() - 2 * _PAD - left, 0)
        sign = QRect(left + width - _SIGN, rect.top() + _PAD, _SIGN, name_height)
        condition = self._model.condition(folder)
        if condition.sign:
            self._sign.paint(painter, self._turned(rect, sign))
        named = max(width - _SIGN - _GAP, 0) if condition.sign else width
        name = QRect(left, rect.top() + _PAD, named, name_height)
        detail = QRect(left, name.bottom() + 1, width, rect.bottom() - _PAD - name.bottom())
        self._icon.paint(painter, self._turned(rect, icon))
        middle, end = Qt.TextElideMode.ElideMiddle, Qt.TextElideMode.ElideRight
        title, said = str(index.data()), self._model.detail(folder)
        self._text(painter, self._turned(rect, name), title, (self._name, tints.text, middle))
        mode = middle if condition.usual else end
        self._text(painter, self._turned(rect, detail), said, (self._small, tints.muted, mode))
        painter.restore()

    def _turned(self, row: QRect, box: QRect) -> QRect:
        return QStyle.visualRect(self._view.layoutDirection(), row, box)

    def _text(
        self, painter: QPainter, box: QRect, text: str, how: tuple[QFont, QColor, Qt.TextElideMode]
    ) -> None:
        font, colour, mode = how
        painter.setFont(font)
        painter.setPen(colour)
        shown = QFontMetrics(font).elidedText(text, mode, box.width())
        leading = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        align = QStyle.visualAlignment(self._view.layoutDirection(), leading)
        painter.drawText(box, align | Qt.AlignmentFlag.AlignAbsolute, shown)

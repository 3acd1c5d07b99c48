"""How a completion looks and sounds: an icon, its text, what tells it from others, its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.look import figures
from app.look.colours import Tints
from app.look.icon_sides import grown
from app.look.icons import glyph
from app.search.values import value_of, value_text

if TYPE_CHECKING:
    from engine.protocol.messages import Completion

COMPLETION_ROLE = Qt.ItemDataRole.UserRole + 1
_PAD, _GAP, _ICON = 6, 9, 16
_SMALL = 0.9
_ROUND = 6.0
_ICONS = {
    "operator": "filter",
    "type": "file",
    "ext": "file",
    "folder": "folder",
    "name": "file",
    "lang": "language",
    "date": "calendar",
    "size": "size",
    "recent": "clock",
    "saved": "star",
}


def operator_meaning(operator: str) -> str:
    """What a filter asks about, in the person's language."""
    known = {
        "type": QCoreApplication.translate("Filters", "kind of file"),
        "ext": QCoreApplication.translate("Filters", "extension"),
        "in": QCoreApplication.translate("Filters", "folder"),
        "name": QCoreApplication.translate("Filters", "file name"),
        "before": QCoreApplication.translate("Filters", "changed before"),
        "after": QCoreApplication.translate("Filters", "changed since"),
        "size": QCoreApplication.translate("Filters", "size"),
        "lang": QCoreApplication.translate("Filters", "language"),
        "near": QCoreApplication.translate("Filters", "at most 5 words apart"),
    }
    return known.get(operator, operator)


def detail(completion: Completion) -> str:
    """What is said beside the text."""
    match completion.kind:
        case "operator":
            return operator_meaning(completion.detail)
        case "folder":
            return figures.place(completion.detail)
        case "saved":
            return completion.detail if completion.detail != completion.text else ""
        case "type" | "lang":
            value = value_of(completion.text)
            said = value_text(completion.kind, value)
            return said if said.casefold() != value.casefold() else ""
        case "date":
            value = value_of(completion.text)
            said = value_text("after", value)
            return said if said != value else ""
        case _:
            return ""


def spoken(completion: Completion) -> str:
    """The row as a screen reader says it."""
    return ", ".join(
        part for part in (completion.text, detail(completion), _files(completion)) if part
    )


def _files(completion: Completion) -> str:
    many = completion.count
    return QCoreApplication.translate("Filters", "%n file(s)", "", many) if many else ""


class CompletionDelegate(QStyledItemDelegate):
    """Paints a completion on one line."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """One line."""
        return QSize(100, QFontMetrics(self._view.font()).height() + 2 * _PAD)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one row from memory."""
        completion: Completion = index.data(COMPLETION_ROLE)
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType]
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType]
        tints = Tints.of(self._view.palette())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tints.selected if chosen else tints.hovered)
            painter.drawRoundedRect(rect, _ROUND, _ROUND)
        self._draw(painter, rect.adjusted(_GAP, 0, -_GAP, 0), completion, tints)
        painter.restore()

    def _draw(self, painter: QPainter, rect: QRect, completion: Completion, tints: Tints) -> None:
        body, small = QFont(self._view.font()), QFont(self._view.font())
        small.setPointSizeF(small.pointSizeF() * _SMALL)
        leftwards = self._view.isRightToLeft()
        direction = Qt.LayoutDirection.RightToLeft if leftwards else Qt.LayoutDirection.LeftToRight

        def put(box: QRect) -> QRect:
            return QStyle.visualRect(direction, rect, box)

        side = grown(_ICON)
        icon = QRect(rect.left(), rect.center().y() - side // 2 + 1, side, side)
        glyph(_ICONS.get(completion.kind, "search"), tints.muted).paint(painter, put(icon))
        files = _files(completion)
        files_width = QFontMetrics(small).horizontalAdvance(files) + 2 if files else 0
        right = QRect(rect.right() - files_width, rect.top(), files_width, rect.height())
        left = icon.right() + _GAP
        room = max(right.left() - left - (_GAP if files else 0), 0)
        text = QFontMetrics(body).elidedText(completion.text, Qt.TextElideMode.ElideRight, room)
        width = QFontMetrics(body).horizontalAdvance(text) + 2
        align = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.setFont(body)
        painter.setPen(tints.text)
        painter.drawText(put(QRect(left, rect.top(), width, rect.height())), align, text)
        painter.setFont(small)
        painter.setPen(tints.muted)
        painter.drawText(put(right), align, files)
        rest = QRect(left + width + _GAP, rect.top(), room - width - _GAP, rect.height())
        if rest.width() > 4 * _GAP:
            said = QFontMetrics(small).elidedText(
                detail(completion), Qt.TextElideMode.ElideMiddle, rest.width()
            )
            painter.drawText(put(rest), align, said)

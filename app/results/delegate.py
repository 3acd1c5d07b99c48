"""Paints rows. Remembers nothing but how many lines an excerpt takes at a width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.look.colours import Tints, badge_colour
from app.results import geometry
from app.results.measuring import Fonts, LineCounter
from app.results.model import ROW_ROLE
from app.results.rows import (
    FileRow,
    FoldRow,
    FurtherRow,
    MoreRow,
    PassageRow,
    Row,
    SeparatorRow,
)
from app.results.typesetting import draw_excerpt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.results.excerpts import Excerpt
    from app.results.geometry import FileBoxes, Metrics, MoreBoxes, PassageBoxes, SeparatorBoxes

    Boxes = FileBoxes | PassageBoxes | MoreBoxes | SeparatorBoxes

_TILE_SHARE = 0.30
"""Height of the letters on a tile, as a share of its side."""
_ROUND = 6.0
_BADGE_PAD = 7


class ResultsDelegate(QStyledItemDelegate):
    """Draws file lines, passages and the separator."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self._width = 0
        self.restyle()

    def restyle(self) -> None:
        """Take fonts and colours anew from the view."""
        self._fonts = Fonts(self._view.font())
        self._tints = Tints.of(self._view.palette())
        self._lines = LineCounter(self._fonts)

    def forget_lines(self) -> None:
        """The rows are others now."""
        self._lines.forget()

    def set_width(self, width: int) -> None:
        """How wide rows are: the view's viewport."""
        if width != self._width:
            self._width = width
            self.forget_lines()

    def sizeHint(
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002 - Qt's signature
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        """The row's height at the width set; asked for again only when that changes."""
        row: Row = index.data(ROW_ROLE)
        return QSize(self._width, self._boxes(row, self._width).height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one row from memory."""
        row: Row = index.data(ROW_ROLE)
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType]
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType]
        width = rect.width()
        leftwards = self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft
        boxes = self._boxes(row, width)
        painter.save()
        painter.translate(rect.topLeft())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # each text's own
        match row, boxes:
            case FileRow(), geometry.FileBoxes():
                boxes = geometry.mirrored_file(boxes, width) if leftwards else boxes
                self._paint_file(painter, row, boxes, width)
            case PassageRow(), geometry.PassageBoxes():
                boxes = geometry.mirrored_passage(boxes, width) if leftwards else boxes
                self._paint_ground(painter, boxes.ground, state)
                self._paint_passage(painter, row, boxes, self._lines.excerpt(row, width))
            case MoreRow() | FoldRow() | FurtherRow(), geometry.MoreBoxes():
                boxes = geometry.mirrored_more(boxes, width) if leftwards else boxes
                self._paint_ground(painter, boxes.ground, state)
                self._paint_more(painter, row, boxes)
            case SeparatorRow(), geometry.SeparatorBoxes():
                boxes = geometry.mirrored_separator(boxes, width) if leftwards else boxes
                self._paint_separator(painter, row, boxes)
            case _:
                pass
        painter.restore()

    def heights(self, rows: Sequence[Row]) -> list[int]:
        """The rows' heights at the width set; of many rows an estimate, which painting keeps to."""
        self._lines.measure(rows, self._width)
        known: dict[object, int] = {}
        heights: list[int] = []
        for row in rows:
            if isinstance(row, PassageRow):
                kind: object = (self._lines.of(row, self._width), row.has_place, row.last)
            else:
                kind = (type(row), isinstance(row, FileRow | SeparatorRow) and row.first)
            height = known.get(kind)
            if height is None:
                height = known[kind] = self._boxes(row, self._width).height
            heights.append(height)
        return heights

    @property
    def metrics(self) -> Metrics:
        """What the geometry knows of the fonts."""
        return self._fonts.metrics

    def _boxes(self, row: Row, width: int) -> Boxes:
        fonts, metrics = self._fonts, self._fonts.metrics
        match row:
            case FileRow():
                date_width = QFontMetrics(fonts.small).horizontalAdvance(row.date) + 2
                return geometry.file_boxes(
                    width,
                    metrics,
                    date_width,
                    first=row.first,
                    badge_width=self._badge_width(row),
                )
            case PassageRow():
                lines = self._lines.of(row, width)
                return geometry.passage_boxes(
                    width, metrics, lines, place=row.has_place, last=row.last
                )
            case MoreRow():
                return geometry.more_boxes(width, metrics)
            case FoldRow() | FurtherRow():
                return geometry.fold_boxes(width, metrics)
            case SeparatorRow():
                text_width = QFontMetrics(fonts.percent).horizontalAdvance(row.text) + 2
                return geometry.separator_boxes(width, metrics, text_width, first=row.first)

    def _badge_width(self, row: FileRow) -> int:
        if not row.badge:
            return 0
        return QFontMetrics(self._fonts.small).horizontalAdvance(row.badge) + 2 + 2 * _BADGE_PAD

    def _paint_file(self, painter: QPainter, row: FileRow, boxes: FileBoxes, width: int) -> None:
        tints, fonts = self._tints, self._fonts
        if boxes.rule is not None:
            painter.fillRect(
                geometry.MARGIN, boxes.rule, width - 2 * geometry.MARGIN, 1, tints.line
            )
        self._paint_tile(painter, row, boxes.tile)
        elided = Qt.TextElideMode.ElideRight
        self._text(painter, boxes.title, row.title, fonts.title, tints.text, elided)
        middle = Qt.TextElideMode.ElideMiddle
        self._text(painter, boxes.place, row.place, fonts.small, tints.muted, middle)
        self._text(painter, boxes.date, row.date, fonts.small, tints.muted, elided)
        if row.badge:
            self._paint_badge(painter, row.badge, boxes.badge)

    def _paint_badge(self, painter: QPainter, text: str, box: QRect) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._tints.track)
        painter.drawRoundedRect(QRectF(box), box.height() / 2, box.height() / 2)
        inner = box.adjusted(_BADGE_PAD, 0, -_BADGE_PAD, 0)
        ink, end = self._tints.badge_text, Qt.TextElideMode.ElideRight
        self._text(painter, inner, text, self._fonts.small, ink, end)

    def _paint_tile(self, painter: QPainter, row: FileRow, tile: QRect) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(badge_colour(row.suffix))
        painter.drawRoundedRect(QRectF(tile), _ROUND, _ROUND)
        font = QFont(self._fonts.small)
        font.setPixelSize(max(round(tile.height() * _TILE_SHARE), 7))
        font.setWeight(QFont.Weight.Bold)
        painter.setFont(font)
        painter.setPen(QColor("white"))
        painter.drawText(tile, Qt.AlignmentFlag.AlignCenter, row.tile)

    def _paint_ground(self, painter: QPainter, ground: QRect, state: QStyle.StateFlag) -> None:
        tints = self._tints
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if not selected and not state & QStyle.StateFlag.State_MouseOver:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tints.selected if selected else tints.hovered)
        painter.drawRoundedRect(QRectF(ground), _ROUND, _ROUND)
        if selected and state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(tints.accent, 1))
            inside = QRectF(ground).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(inside, _ROUND, _ROUND)

    def _paint_passage(
        self, painter: QPainter, row: PassageRow, boxes: PassageBoxes, excerpt: Excerpt
    ) -> None:
        tints, fonts = self._tints, self._fonts
        right = Qt.TextElideMode.ElideRight
        if row.place:
            self._text(painter, boxes.place, row.place, fonts.small, tints.muted, right)
        draw_excerpt(painter, boxes.excerpt, excerpt, fonts.body, tints)
        self._paint_bar(painter, boxes.bar, row)
        colour = tints.muted if row.weak else tints.accent_text
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        align = QStyle.visualAlignment(self._view.layoutDirection(), align)
        align |= Qt.AlignmentFlag.AlignAbsolute
        painter.setFont(fonts.percent)
        painter.setPen(colour)
        painter.drawText(boxes.percent, align, row.percent)

    def _paint_more(
        self, painter: QPainter, row: MoreRow | FoldRow | FurtherRow, boxes: MoreBoxes
    ) -> None:
        tints, end = self._tints, Qt.TextElideMode.ElideRight
        if isinstance(row, MoreRow):
            self._text(painter, boxes.text, row.text, self._fonts.small, tints.accent_text, end)
            return
        painter.setPen(QPen(tints.line, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        edge = QRectF(boxes.ground).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, _ROUND, _ROUND)
        painter.setFont(self._fonts.body)
        painter.setPen(tints.accent_text)
        painter.drawText(boxes.text, Qt.AlignmentFlag.AlignCenter, row.text)

    def _paint_bar(self, painter: QPainter, bar: QRect, row: PassageRow) -> None:
        if bar.width() <= 0:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._tints.track)
        half = bar.height() / 2
        painter.drawRoundedRect(QRectF(bar), half, half)
        filled = QRectF(bar)
        filled.setWidth(max(bar.width() * min(max(row.hit.score, 0.0), 1.0), bar.height()))
        if self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            filled.moveRight(QRectF(bar).right())
        painter.setBrush(self._tints.weak if row.weak else self._tints.accent)
        painter.drawRoundedRect(filled, half, half)

    def _paint_separator(self, painter: QPainter, row: SeparatorRow, boxes: SeparatorBoxes) -> None:
        tints = self._tints
        right = Qt.TextElideMode.ElideRight
        self._text(painter, boxes.text, row.text, self._fonts.percent, tints.muted, right)
        painter.fillRect(boxes.rule, tints.line)

    def _text(
        self,
        painter: QPainter,
        box: QRect,
        text: str,
        font: QFont,
        colour: QColor,
        mode: Qt.TextElideMode,
    ) -> None:
        painter.setFont(font)
        painter.setPen(colour)
        shown = QFontMetrics(font).elidedText(text, mode, box.width())
        leading = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        align = QStyle.visualAlignment(self._view.layoutDirection(), leading)
        align |= Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(box, align | Qt.TextFlag.TextSingleLine, shown)

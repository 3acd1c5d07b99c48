"""Paints rows. Remembers nothing but how many lines an excerpt takes at a width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from app.look import figures
from app.look.colours import Tints, badge_colour
from app.results import copy_geometry, geometry
from app.results.copies import CopiesRow, CopyRow
from app.results.copy_drawing import boxes_of, draw_copies, draw_copy
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
from app.results.strokes import BADGE_PAD, ROUND, Strokes, width_of
from app.results.typesetting import draw_excerpt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.results.copy_geometry import CopiesBoxes, CopyBoxes
    from app.results.excerpts import Excerpt
    from app.results.geometry import FileBoxes, Metrics, MoreBoxes, PassageBoxes, SeparatorBoxes

    Boxes = FileBoxes | PassageBoxes | CopiesBoxes | CopyBoxes | MoreBoxes | SeparatorBoxes

_TILE_SHARE = 0.30
"""Height of the letters on a tile, as a share of its side."""


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
        self._strokes = Strokes(self._view, self._fonts, self._tints)

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
                self._strokes.ground(painter, boxes.ground, state)
                self._paint_passage(painter, row, boxes, self._lines.excerpt(row, width))
            case CopiesRow(), copy_geometry.CopiesBoxes():
                boxes = copy_geometry.mirrored_copies(boxes, width) if leftwards else boxes
                draw_copies(self._strokes, painter, row, boxes, state)
            case CopyRow(), copy_geometry.CopyBoxes():
                boxes = copy_geometry.mirrored_copy(boxes, width) if leftwards else boxes
                draw_copy(self._strokes, painter, row, boxes, state)
            case MoreRow() | FoldRow() | FurtherRow(), geometry.MoreBoxes():
                boxes = geometry.mirrored_more(boxes, width) if leftwards else boxes
                self._strokes.ground(painter, boxes.ground, state)
                self._paint_more(painter, row, boxes)
            case SeparatorRow(), geometry.SeparatorBoxes():
                boxes = geometry.mirrored_separator(boxes, width) if leftwards else boxes
                self._paint_separator(painter, row, boxes)
            case _:
                pass
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Say what a percentage means to who points at one."""
        row: Row | None = index.data(ROW_ROLE)
        if event.type() == QEvent.Type.ToolTip and isinstance(row, PassageRow) and row.compared:
            rect = view.visualRect(index)
            boxes = self._passage_boxes(row, rect.width())
            score = boxes.bar.united(boxes.percent)
            if view.isRightToLeft():
                score = geometry.mirrored(score, rect.width())
            if score.contains(event.pos() - rect.topLeft()):
                QToolTip.showText(event.globalPos(), figures.chance(row.hit.score), view)
                return True
        return super().helpEvent(event, view, option, index)

    def heights(self, rows: Sequence[Row]) -> list[int]:
        """The rows' heights at the width set; of many rows an estimate, which painting keeps to."""
        self._lines.measure(rows, self._width)
        known: dict[object, int] = {}
        heights: list[int] = []
        for row in rows:
            if isinstance(row, PassageRow):
                kind: object = (self._lines.of(row, self._width), row.has_place, row.last)
            else:
                kind = (type(row), _edge(row))
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
                return geometry.file_boxes(
                    width,
                    metrics,
                    width_of(row.date, fonts.small),
                    first=row.first,
                    badge_width=self._badge_width(row),
                )
            case PassageRow():
                return self._passage_boxes(row, width)
            case CopiesRow() | CopyRow():
                return boxes_of(row, width, fonts)
            case MoreRow():
                return geometry.more_boxes(width, metrics)
            case FoldRow() | FurtherRow():
                return geometry.fold_boxes(width, metrics)
            case SeparatorRow():
                text_width = width_of(row.text, fonts.percent)
                return geometry.separator_boxes(width, metrics, text_width, first=row.first)

    def _passage_boxes(self, row: PassageRow, width: int) -> PassageBoxes:
        lines = self._lines.of(row, width)
        metrics = self._fonts.metrics
        return geometry.passage_boxes(
            width, metrics, lines, place=row.has_place, last=row.last, scored=row.compared
        )

    def _badge_width(self, row: FileRow) -> int:
        return width_of(row.badge, self._fonts.small) + 2 * BADGE_PAD if row.badge else 0

    def _paint_file(self, painter: QPainter, row: FileRow, boxes: FileBoxes, width: int) -> None:
        tints, fonts = self._tints, self._fonts
        if boxes.rule is not None:
            painter.fillRect(
                geometry.MARGIN, boxes.rule, width - 2 * geometry.MARGIN, 1, tints.line
            )
        self._paint_tile(painter, row, boxes.tile)
        draw = self._strokes.text
        draw(painter, boxes.title, row.title, fonts.title, tints.text)
        draw(painter, boxes.place, row.place, fonts.small, tints.muted, "middle")
        draw(painter, boxes.date, row.date, fonts.small, tints.muted)
        if row.badge:
            self._strokes.badge(painter, row.badge, boxes.badge)

    def _paint_tile(self, painter: QPainter, row: FileRow, tile: QRect) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(badge_colour(row.suffix))
        painter.drawRoundedRect(QRectF(tile), ROUND, ROUND)
        font = QFont(self._fonts.small)
        font.setPixelSize(max(round(tile.height() * _TILE_SHARE), 7))
        font.setWeight(QFont.Weight.Bold)
        painter.setFont(font)
        painter.setPen(QColor("white"))
        painter.drawText(tile, Qt.AlignmentFlag.AlignCenter, row.tile)

    def _paint_passage(
        self, painter: QPainter, row: PassageRow, boxes: PassageBoxes, excerpt: Excerpt
    ) -> None:
        tints, fonts = self._tints, self._fonts
        if row.place:
            self._strokes.text(painter, boxes.place, row.place, fonts.small, tints.muted)
        draw_excerpt(painter, boxes.excerpt, excerpt, fonts.body, tints)
        if row.compared:
            self._paint_bar(painter, boxes.bar, row)
            colour = tints.muted if row.weak else tints.accent_text
            self._strokes.text(painter, boxes.percent, row.percent, fonts.percent, colour, "end")

    def _paint_more(
        self, painter: QPainter, row: MoreRow | FoldRow | FurtherRow, boxes: MoreBoxes
    ) -> None:
        tints = self._tints
        if isinstance(row, MoreRow):
            ink = tints.accent_text
            self._strokes.text(painter, boxes.text, row.text, self._fonts.small, ink)
            return
        painter.setPen(QPen(tints.line, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        edge = QRectF(boxes.ground).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, ROUND, ROUND)
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
        self._strokes.text(painter, boxes.text, row.text, self._fonts.percent, tints.muted)
        painter.fillRect(boxes.rule, tints.line)


def _edge(row: Row) -> object:
    """What else than its kind a row's height goes by."""
    match row:
        case FileRow() | SeparatorRow():
            return row.first
        case CopiesRow():
            return row.last
        case CopyRow():
            return row.last, row.date, row.difference
        case _:
            return None

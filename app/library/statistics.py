"""What is in a library, drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.library import tallies
from app.look import figures
from app.look.bars import BarChart
from app.look.columns import ColumnChart
from app.look.labels import heading, muted

if TYPE_CHECKING:
    from app.look.chart import Chart
    from engine.protocol.messages import StatisticsReported

_APART, _UNDER = 28, 18
_LARGE = 1.35


class StatisticsPane(QWidget):
    """Four figures, types and languages as bars, time as columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kinds = BarChart(self.tr("Files by type"))
        self.languages = BarChart(self.tr("Passages by language"))
        self.months = ColumnChart(self.tr("Passages by the time of the last change"))
        self.figures: dict[str, QLabel] = {}
        self.empty = muted(QLabel(self.tr("Nothing is indexed yet.")))
        self._drawn = QWidget()
        self._lay_out()
        self.clear()

    def show_statistics(self, counted: StatisticsReported) -> None:
        """Draw what was counted."""
        for name, text in (
            ("files", figures.count(counted.files)),
            ("passages", figures.count(counted.passages)),
            ("bytes", figures.size(counted.bytes)),
            ("disk", figures.size(counted.disk)),
        ):
            self.figures[name].setText(text)
        self.kinds.show_items(tallies.kinds(counted))
        self.languages.show_items(tallies.languages(counted))
        self.months.show_items(tallies.over_time(counted))
        self._drawn.setVisible(counted.files > 0)
        self.empty.setVisible(not counted.files)

    def clear(self) -> None:
        """Show nothing: what was counted is of another library."""
        self._drawn.hide()
        self.empty.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.empty)
        column.addWidget(self._drawn)
        inner = QVBoxLayout(self._drawn)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(_UNDER)
        inner.addLayout(self._tiles())
        charts = QGridLayout()
        charts.setHorizontalSpacing(_APART)
        charts.setVerticalSpacing(_UNDER)
        charts.addLayout(_titled(self.kinds), 0, 0)
        charts.addLayout(_titled(self.languages), 0, 1)
        charts.addLayout(_titled(self.months), 1, 0, 1, 2)
        charts.setColumnStretch(0, 1)
        charts.setColumnStretch(1, 1)
        inner.addLayout(charts)

    def _tiles(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(_APART)
        for name, title in (
            ("files", self.tr("Files")),
            ("passages", self.tr("Passages")),
            ("bytes", self.tr("Size of the files")),
            ("disk", self.tr("Size of the index")),
        ):
            value = self.figures[name] = heading(QLabel(), _LARGE)
            value.setAccessibleName(title)
            tile = QVBoxLayout()
            tile.setSpacing(1)
            tile.addWidget(value)
            tile.addWidget(muted(QLabel(title)))
            row.addLayout(tile)
        row.addStretch()
        return row


def _titled(chart: Chart) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(6)
    column.addWidget(muted(QLabel(chart.accessibleName())))
    column.addWidget(chart)
    column.addStretch()
    return column

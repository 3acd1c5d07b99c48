"""What is in a library, drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

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
_TILES = 4


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
        self._charts[-1].setVisible(bool(self.months.items))
        self._drawn.setVisible(counted.files > 0)
        self.empty.setVisible(not counted.files)

    def clear(self) -> None:
        """Show nothing: what was counted is of another library."""
        self._drawn.hide()
        self.empty.hide()

    def arrange(self, *, wide: bool) -> None:
        """Put figures and drawings side by side, or below each other."""
        if wide == self._wide:
            return
        self._wide = wide
        for place, tile in enumerate(self._tiles):
            self._figures.removeWidget(tile)
            row, column = (0, place) if wide else divmod(place, 2)
            self._figures.addWidget(tile, row, column)
        self._figures.setColumnStretch(_TILES if wide else 2, 1)
        for chart in self._charts:
            self._grid.removeWidget(chart)
        kinds, languages, months = self._charts
        self._grid.addWidget(kinds, 0, 0, 1, 1 if wide else 2)
        self._grid.addWidget(languages, *((0, 1) if wide else (1, 0, 1, 2)))
        self._grid.addWidget(months, 2, 0, 1, 2)

    def _lay_out(self) -> None:
        self._figures, self._grid = QGridLayout(), QGridLayout()
        self._tiles = self._made_tiles()
        self._charts = [_titled(chart) for chart in (self.kinds, self.languages, self.months)]
        self._wide: bool | None = None
        self._figures.setHorizontalSpacing(_APART)
        self._grid.setHorizontalSpacing(_APART)
        self._grid.setVerticalSpacing(_UNDER)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.empty)
        column.addWidget(self._drawn)
        inner = QVBoxLayout(self._drawn)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(_UNDER)
        inner.addLayout(self._figures)
        inner.addLayout(self._grid)
        self.arrange(wide=True)

    def _made_tiles(self) -> list[QWidget]:
        tiles: list[QWidget] = []
        for name, title in (
            ("files", self.tr("Files")),
            ("passages", self.tr("Passages")),
            ("bytes", self.tr("Size of the files")),
            ("disk", self.tr("Size of the index")),
        ):
            value = self.figures[name] = heading(QLabel(), _LARGE)
            value.setAccessibleName(title)
            tile = QWidget()
            column = QVBoxLayout(tile)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(1)
            column.addWidget(value)
            column.addWidget(muted(QLabel(title)))
            tiles.append(tile)
        return tiles


def _titled(chart: Chart) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    column.addWidget(muted(QLabel(chart.accessibleName())))
    column.addWidget(chart)
    column.addStretch(1)
    return whole

"""Why a passage was found: the parts of its score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.look import figures
from app.look.labels import ElidedLabel, heading, muted
from app.look.meter import Meter

if TYPE_CHECKING:
    from engine.protocol.messages import Hit


class WhyPanel(QWidget):
    """Similarity in one figure, and what it is made of."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(heading(QLabel(self.tr("Why this?"))), 0, 0, 1, 3)
        self._similarity = self._line(1, self.tr("Similarity"))
        self._meaning = self._line(2, self.tr("Meaning"))
        self._reranker = self._line(3, self.tr("Reranker"))
        self._words_name = QLabel(self.tr("Words"))
        self._words = ElidedLabel()
        self._bm25 = muted(QLabel())
        self._grid.addWidget(self._words_name, 4, 0)
        self._grid.addWidget(self._words, 4, 1)
        self._grid.addWidget(self._bm25, 4, 2, Qt.AlignmentFlag.AlignTrailing)
        self._words.setAccessibleName(self.tr("Words that matched"))
        self._meaning[0].setToolTip(self.tr("How near the quick model sees question and passage"))
        self._reranker[0].setToolTip(self.tr("How near the careful model sees them"))

    def show_hit(self, hit: Hit) -> None:
        """Show the parts of a hit's score."""
        name, meter, value = self._similarity
        meter.show_value(hit.score)
        value.setText(figures.percent(hit.score))
        meter.setAccessibleName(f"{name.text()} {value.text()}")
        self._show_cosine(self._meaning, hit.parts.dense)
        self._show_cosine(self._reranker, hit.parts.rerank)
        matched = bool(hit.terms) or hit.parts.sparse is not None
        self._words.setText(", ".join(hit.terms) or self.tr("none in common"))
        for widget in (self._words_name, self._words, self._bm25):
            widget.setVisible(matched)
        sparse = hit.parts.sparse
        self._bm25.setText("" if not sparse else self.tr("BM25 {0}").format(f"{sparse:.1f}"))

    def _line(self, row: int, text: str) -> tuple[QLabel, Meter, QLabel]:
        name, meter, value = QLabel(text), Meter(), muted(QLabel())
        meter.setAccessibleName(text)
        self._grid.addWidget(name, row, 0)
        self._grid.addWidget(meter, row, 1)
        self._grid.addWidget(value, row, 2, Qt.AlignmentFlag.AlignTrailing)
        return name, meter, value

    def _show_cosine(self, line: tuple[QLabel, Meter, QLabel], cosine: float | None) -> None:
        name, meter, value = line
        for widget in line:
            widget.setVisible(cosine is not None)
        if cosine is not None:
            meter.show_value(cosine)
            value.setText(f"{cosine:.2f}")
            meter.setAccessibleName(f"{name.text()} {value.text()}")

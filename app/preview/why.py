"""Why a passage was found: the parts of its score, its words, the models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.look import figures
from app.look.cards import scrolled
from app.look.colours import Tints
from app.look.evidence import was_compared
from app.look.icon_sides import sized
from app.look.icons import glyph
from app.look.labels import ElidedLabel, muted
from app.look.meter import Meter

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from engine.protocol.messages import Hit, WordWeight

_MOST_WORDS = 6
_LEAST_WEIGHT = 0.05
"""Lighter words are in nearly every passage: they told nothing."""
_ICON = 12
_INDENT = 6
"""What the button's own border takes."""
_WORDS_ROW = 5
_NO_LIMIT = 10_000
_FOR_BAR = 10
"""What a scroll bar takes, in pixels."""


class WhyPanel(QWidget):
    """Similarity in one figure; unfolded, what it is made of."""

    folded_changed = Signal(object)
    """Whether it is folded now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hit: Hit | None = None
        self._names = ("", "")
        self.head = QToolButton()
        self.head.setObjectName("flat")
        self.head.setText(self.tr("Why this?"))
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        sized(self.head, _ICON)
        self.head.setCheckable(True)
        font = self.head.font()
        font.setWeight(font.Weight.DemiBold)
        self.head.setFont(font)
        self.head.toggled.connect(self._unfold)
        self.total = muted(QLabel())
        row = QHBoxLayout()
        row.setContentsMargins(-_INDENT, 0, 0, 0)
        row.addWidget(self.head)
        row.addStretch(1)
        row.addWidget(self.total)
        self.details = QWidget()
        self._most = _NO_LIMIT
        self._room = scrolled(self.details)
        self._make_details()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._room)
        self.set_folded(folded=True)

    @property
    def folded(self) -> bool:
        """Whether only the similarity is shown."""
        return not self.head.isChecked()

    def set_folded(self, *, folded: bool) -> None:
        """Show the parts, or the similarity alone."""
        self.head.setChecked(not folded)
        self._unfold(not folded)

    def show_hit(self, hit: Hit) -> None:
        """Show the parts of a hit's score."""
        self._hit = hit
        compared = was_compared(hit)
        self.total.setText(figures.similarity(hit.score) if compared else "")
        self.total.setToolTip(figures.chance(hit.score) if compared else "")
        self._chance.setText(figures.chance(hit.score) if compared else self._unscored)
        self._show(self._similarity, hit.score if compared else None, self.total.text())
        said = self.tr("Similarity {0}").format(self.total.text()) if compared else ""
        self.total.setAccessibleName(said)
        for line, cosine in (
            (self._meaning, hit.parts.dense),
            (self._reranker, hit.parts.rerank),
        ):
            self._show(line, cosine, "" if cosine is None else f"{cosine:.2f}")
        self._show_words(hit)
        self._fit()

    def show_models(self, dense: str, reranker: str) -> None:
        """Tell the models' names."""
        self._names = dense, reranker
        if dense and reranker:
            said = self.tr("Meaning by {0}, reranked by {1}").format(dense, reranker)
        elif reranker:
            said = self.tr("Reranked by {0}").format(reranker)
        else:
            said = self.tr("Meaning by {0}").format(dense)
        self._model_line.setText(said)
        self._model_line.setVisible(bool(dense or reranker))
        self._fit()

    def limit(self, height: int) -> None:
        """Take no more than so many pixels below the first line; the parts scroll in them."""
        self._most = height
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower, the models' names take more lines."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """The icon follows the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_grid"):
            self._unfold(self.head.isChecked())

    def _make_details(self) -> None:
        self._grid = QGridLayout(self.details)
        self._grid.setContentsMargins(5, 0, 0, 4)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        self._similarity = self._line(0, self.tr("Similarity"))
        self._unscored = self.tr("It is listed for its file: nothing was compared with a question.")
        self._chance = muted(QLabel())
        self._chance.setTextFormat(Qt.TextFormat.PlainText)
        self._chance.setWordWrap(True)
        self._grid.addWidget(self._chance, 1, 0, 1, 3)
        self._meaning = self._line(2, self.tr("Meaning"))
        self._reranker = self._line(3, self.tr("Reranker"))
        self._meaning[0].setToolTip(self.tr("How near the quick model sees question and passage"))
        self._reranker[0].setToolTip(self.tr("How near the careful model sees them"))
        self._words_name = QLabel(self.tr("Words"))
        self._words = ElidedLabel()
        self._words.setAccessibleName(self.tr("Words that matched"))
        self._bm25 = muted(QLabel())
        self._bm25.setToolTip(
            self.tr("BM25: rare words count more, and so do words that stand there often")
        )
        self._grid.addWidget(self._words_name, _WORDS_ROW - 1, 0)
        self._grid.addWidget(self._words, _WORDS_ROW - 1, 1)
        self._grid.addWidget(self._bm25, _WORDS_ROW - 1, 2, Qt.AlignmentFlag.AlignTrailing)
        self._word_lines = [self._line(_WORDS_ROW + n, "") for n in range(_MOST_WORDS)]
        for line in self._word_lines:
            muted(line[0])
        self._model_line = muted(QLabel())
        self._model_line.setTextFormat(Qt.TextFormat.PlainText)
        self._model_line.setWordWrap(True)
        self._grid.addWidget(self._model_line, _WORDS_ROW + _MOST_WORDS, 0, 1, 3)
        self.show_models("", "")

    def _line(self, row: int, text: str) -> tuple[QLabel, Meter, QLabel]:
        name, meter, value = QLabel(text), Meter(), muted(QLabel())
        meter.setAccessibleName(text)
        self._grid.addWidget(name, row, 0)
        self._grid.addWidget(meter, row, 1)
        self._grid.addWidget(value, row, 2, Qt.AlignmentFlag.AlignTrailing)
        return name, meter, value

    def _show(self, line: tuple[QLabel, Meter, QLabel], share: float | None, figure: str) -> None:
        name, meter, value = line
        for widget in line:
            widget.setVisible(share is not None)
        if share is not None:
            meter.show_value(share)
            value.setText(figure)
            meter.setAccessibleName(f"{name.text()} {figure}")

    def _show_words(self, hit: Hit) -> None:
        words = [word for word in hit.parts.words if word.weight >= _LEAST_WEIGHT][:_MOST_WORDS]
        matched = bool(hit.terms) or hit.parts.sparse is not None
        self._words.setText("" if words else ", ".join(hit.terms) or self.tr("none in common"))
        for widget in (self._words_name, self._words, self._bm25):
            widget.setVisible(matched)
        sparse = hit.parts.sparse
        self._bm25.setText("" if not sparse else self.tr("{0} in all").format(f"{sparse:.1f}"))
        heaviest = max((word.weight for word in words), default=1.0) or 1.0
        for place, line in enumerate(self._word_lines):
            self._show_word(line, words[place] if place < len(words) else None, heaviest)

    def _show_word(
        self, line: tuple[QLabel, Meter, QLabel], word: WordWeight | None, heaviest: float
    ) -> None:
        if word is not None:
            line[0].setText(word.word)
        self._show(
            line,
            None if word is None else word.weight / heaviest,
            "" if word is None else f"{word.weight:.1f}",
        )

    def _fit(self) -> None:
        if self._room.isHidden():
            return
        wanted = self._height_at(self.width())
        if wanted > self._most:
            wanted = self._height_at(self.width() - _FOR_BAR)
        self._room.setFixedHeight(min(wanted, self._most))

    def _height_at(self, width: int) -> int:
        grid = self._grid
        if grid.hasHeightForWidth():
            return grid.totalHeightForWidth(width)
        return grid.totalSizeHint().height()

    def _unfold(self, wanted: bool) -> None:  # noqa: FBT001 - what the signal carries
        changed = self._room.isHidden() == wanted
        self._room.setVisible(wanted)
        self.total.setVisible(not wanted)
        ink = Tints.of(self.palette()).muted
        self.head.setIcon(glyph("next" if wanted else "unfold", ink))
        self._fit()
        if changed:
            self.folded_changed.emit(not wanted)

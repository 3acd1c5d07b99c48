"""The middle of the window: the list, or what is said where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from app.look.labels import heading, muted
from app.results.model import ResultsModel
from app.results.view import ResultsView

if TYPE_CHECKING:
    from engine.protocol.messages import Hit

_TEXT_WIDTH = 420


class Notice(QWidget):
    """A few calm words in the middle of an empty pane."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._headline = heading(QLabel(), 1.25)
        self._body = muted(QLabel())
        column = QVBoxLayout(self)
        column.addStretch(2)
        for label in (self._headline, self._body):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            label.setFixedWidth(_TEXT_WIDTH)
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
            column.addSpacing(6)
        column.addStretch(3)

    def say(self, headline: str, body: str) -> None:
        """Show a headline and a paragraph."""
        self._headline.setText(headline)
        self._body.setText(body)

    def text(self) -> str:
        """What is said."""
        return f"{self._headline.text()}\n{self._body.text()}"


class ResultsPane(QStackedWidget):
    """Shows hits, or why there are none."""

    hit_selected = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ResultsModel(self)
        self.view = ResultsView(self.model)
        self.notice = Notice()
        self._query = ""
        self.view.hit_selected.connect(self.hit_selected)
        self.addWidget(self.notice)
        self.addWidget(self.view)
        self.invite(0)

    def invite(self, files: int) -> None:
        """Nothing was asked yet: say what can be."""
        self._query = ""
        self.view.show_hits(())
        self.notice.say(
            self.tr("What are you looking for?"),
            self.tr(
                "Describe it in your own words, or type words that stand in it. "
                "Passages are found by meaning and by word."
            )
            if files
            else self.tr("Files become findable one by one while they are indexed."),
        )
        self.setCurrentWidget(self.notice)

    def show_hits(self, hits: tuple[Hit, ...], query: str, *, indexing: bool = False) -> None:
        """Show an answer, or what to try where it is empty."""
        self.view.show_hits(hits, anew=query != self._query)
        self._query = query
        if hits:
            self.setCurrentWidget(self.view)
            return
        tips = [
            self.tr("Say it in other words, or with fewer of them."),
            self.tr("Leave out filters such as type: or in:, and quotation marks."),
        ]
        if indexing:
            tips.insert(0, self.tr("Indexing is still under way: more may be found in a moment."))
        self.notice.say(
            self.tr("Nothing found for “{0}”").format(_shortened(query)), "\n".join(tips)
        )
        self.setCurrentWidget(self.notice)


def _shortened(query: str, most: int = 60) -> str:
    query = " ".join(query.split())
    return query if len(query) <= most else query[: most - 1] + "…"

"""What stands above a document: its title, its place, and what is the matter with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.look import figures, words
from app.look.labels import ElidedLabel, heading, muted

if TYPE_CHECKING:
    from engine.protocol.messages import DocumentOpened, Hit


class DocumentHeader(QWidget):
    """Speaks of one hit and its document."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = heading(ElidedLabel(), 1.12)
        self.place = muted(ElidedLabel(Qt.TextElideMode.ElideMiddle))
        self.where = muted(ElidedLabel())
        self.notice = QLabel()
        self.notice.setObjectName("away")
        self.notice.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        for label in (self.title, self.place, self.where):
            column.addWidget(label)
        self._gap = QWidget()
        self._gap.setFixedHeight(5)
        column.addWidget(self._gap)
        column.addWidget(self.notice)

    def show_hit(self, hit: Hit) -> None:
        """Show what is known before the document is opened."""
        self.title.setText(" ".join(hit.title.split()))
        self.place.setText(figures.place(hit.path))
        above = " ".join(hit.heading.split())
        facts = (
            self._page(hit),
            figures.date(hit.modified) if hit.modified else "",
            figures.size(hit.size) if hit.size else "",
            "" if above == self.title.text() else above,  # the longest: what is cut off first
        )
        self.where.setText("  ·  ".join(fact for fact in facts if fact))
        self.say(self._away() if hit.away else "")

    def show_document(self, opened: DocumentOpened) -> None:
        """Say why it is not the file itself that is shown, where it is not."""
        if opened.away:
            self.say(self._away())
        elif opened.trouble == "vanished":
            self.say(self.tr("The file is no longer there. This is its text as it was indexed."))
        elif opened.trouble:
            reason = words.sentence(opened.trouble)
            self.say(self.tr("{0} This is its text as it was indexed.").format(reason))
        elif opened.changed:
            self.say(self.tr("The file has changed since. This is its text as it was indexed."))
        else:
            self.say("")

    def say(self, text: str) -> None:
        """Show a notice; nothing where there is none."""
        self.notice.setText(text)
        self.notice.setVisible(bool(text))
        self._gap.setVisible(bool(text))

    def _page(self, hit: Hit) -> str:
        if hit.page:
            return self.tr("Page {0}").format(hit.page)
        return self.tr("Line {0}").format(figures.count(hit.line)) if hit.line else ""

    def _away(self) -> str:
        return self.tr(
            "Its drive or folder is not there at present: it can be read here, not opened."
        )

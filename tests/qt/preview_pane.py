"""The preview by itself, for the tests of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.preview.page_view import PageView
from app.preview.pane import PassagePane
from app.preview.text_view import TextView
from engine.protocol.messages import DocumentRead, Hit

MakeHit = Callable[..., Hit]


def shown_preview(qtbot: QtBot) -> PassagePane:
    """Show a preview without a window around it."""
    pane = PassagePane()
    pane.resize(420, 700)
    qtbot.addWidget(pane)
    with qtbot.waitExposed(pane):
        pane.show()
    return pane


def turn_wheel(view: PageView | TextView, angle: int) -> None:
    """Turn the wheel over a view with control held; 120 is one step away from the person."""
    here = QPointF(50, 50)
    event = QWheelEvent(
        here,
        view.viewport().mapToGlobal(here),
        QPoint(),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def document_part(text: str, start: int = 0, total: int = 0, **more: object) -> DocumentRead:
    """Return a part of a document, the whole of it unless told otherwise."""
    fields = {"path": "/docs/a.txt", "text": text, "start": start, "total": total or len(text)}
    return DocumentRead(**{**fields, **more})  # pyright: ignore[reportArgumentType]


def marked(view: TextView) -> list[str]:
    """Return the texts that are marked."""
    return [s.cursor.selectedText() for s in view.extraSelections()]


def mark_top(view: TextView) -> int:
    """Where the first mark is in the view, pixels."""
    selections = view.extraSelections()
    return view.cursorRect(selections[0].cursor).top()


def hit_in(make_hit: MakeHit, text: str, passage: str, word: str, **more: object) -> Hit:
    """Return a hit in a text: this passage of it, this word in the passage."""
    start, at = text.index(passage), passage.index(word)
    marks = ((at, at + len(word)),)
    return make_hit(1, text=passage, start=start, end=start + len(passage), marks=marks, **more)

"""The preview by itself, for the tests of it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.preview.page_view import PageView
from app.preview.pane import PassagePane
from app.preview.text_view import TextView


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

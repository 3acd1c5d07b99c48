"""Where the completions hang while the window around the field changes."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from app.shell.window import MainWindow
from engine.protocol.messages import Completion


def test_completions_go_along_when_a_message_pushes_the_field_down(qtbot: QtBot) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    search, popup = window.search, window.search.popup
    popup.offer((Completion(text="sluice", start=0, end=2, kind="word", detail=""),))
    assert popup.isVisible()
    for show in (lambda: window.banner.say("A vendor refuses the key."), window.banner.hide):
        before = search.field.mapTo(window, QPoint(0, 0)).y()
        show()
        qtbot.waitUntil(lambda y=before: search.field.mapTo(window, QPoint(0, 0)).y() != y)
        below = search.field.mapTo(window, QPoint(0, search.field.height())).y()
        assert popup.isHidden() or 0 <= popup.y() - below < 10

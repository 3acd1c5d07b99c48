"""Where the banner stands in the window."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from app.shell.window import MainWindow


def test_a_message_does_not_move_the_rail(qtbot: QtBot) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    rail, field = window.pages.rail, window.search.field
    before, below = rail.mapTo(window, QPoint()), field.mapTo(window, QPoint()).y()
    window.banner.say("Something a person must know now.")
    qtbot.waitUntil(lambda: field.mapTo(window, QPoint()).y() > below)
    assert rail.mapTo(window, QPoint()) == before

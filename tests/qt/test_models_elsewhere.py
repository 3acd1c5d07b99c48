"""The models' page follows what is done elsewhere: by the command line, by another window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.wiring import Program
from engine.protocol.messages import Command, LibraryInfo, ListModels


def test_models_are_looked_for_on_coming_back_and_after_a_library_changed(
    program: Program,
    sent: list[Command],
    qapp: QApplication,
    qtbot: QtBot,
    make_library: Callable[..., LibraryInfo],
) -> None:
    program.window.pages.go("models")
    assert ListModels() in sent
    assert isinstance(qapp, QGuiApplication)
    sent.clear()
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert sent == []
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert sent == [ListModels()]
    sent.clear()
    for _ in range(3):
        program.link.libraries_changed.emit((make_library("/a"),))
    qtbot.waitUntil(lambda: sent == [ListModels()], timeout=5000)
    program.window.pages.go("search")
    sent.clear()
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert ListModels() not in sent

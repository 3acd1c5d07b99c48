"""Cyclic garbage ends between two events, and never while Qt walks its widgets."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from app.shell.sweeping import Sweeper

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


class _Closed(QWidget):
    """What a closed dialog often is: held by itself alone."""

    def __init__(self) -> None:
        super().__init__()
        self.me = self


class _Busy(QWidget):
    """Makes more cyclic garbage than Python leaves lying about, whenever it is told of a style."""

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            make_garbage()
        super().changeEvent(event)


def make_garbage() -> None:
    """As much as has Python's own collector look through everything."""
    first, second, third = gc.get_threshold()
    for _ in range((first + 1) * (second + 1) * (third + 2)):
        ring: list[object] = []
        ring.append(ring)


@pytest.fixture
def small_thresholds() -> Iterator[None]:
    """So that little garbage is enough."""
    before = gc.get_threshold()
    gc.set_threshold(50, 2, 2)
    yield
    gc.set_threshold(*before)


@pytest.mark.usefixtures("small_thresholds")
def test_closed_windows_outlive_a_change_of_style_and_end_after_it(
    qtbot: QtBot, qapp: QApplication
) -> None:
    busy = _Busy()
    qtbot.addWidget(busy)
    busy.show()
    sheet = qapp.styleSheet()
    qapp.setStyleSheet("QWidget { color: red }")
    closed = [weakref.ref(_Closed()) for _ in range(5)]

    qapp.setStyleSheet("")  # with Python's own collector the program ends here, or in a later one

    assert all(widget() is not None for widget in closed)
    make_garbage()
    qtbot.waitUntil(lambda: all(widget() is None for widget in closed))
    qapp.setStyleSheet(sheet)


def test_python_collects_by_itself_again_after_its_end(qapp: QApplication) -> None:
    before = gc.isenabled()
    gc.enable()
    sweeper = Sweeper(qapp)
    assert not gc.isenabled()
    sweeper.end()
    assert gc.isenabled()
    if not before:
        gc.disable()

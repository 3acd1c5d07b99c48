"""The window's place between two runs, and what closing it means."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from app.link.answers import Trouble
from app.look.preference_names import STAY, TRAY
from app.shell.tray import Tray
from app.wiring import Program, build
from engine.protocol.messages import LibraryInfo
from tests.qt.conftest import NOISE

on_no_tray = pytest.mark.qt_log_ignore("systemTrayWindowChanged", NOISE)
"""What a platform without a tray says when an icon is shown on it."""

ROOT = Path(__file__).parents[2]


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Program]:
    program = _start(qtbot, qapp, tmp_path)
    yield program
    _end(program)
    qapp.setQuitOnLastWindowClosed(True)


@pytest.fixture
def beside_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """This display has no place for icons; only that is pretended."""
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)


def _start(qtbot: QtBot, qapp: QApplication, data: Path) -> Program:
    program = build(qapp, data=str(data))
    qtbot.addWidget(program.window)
    program.window.show()
    return program


def _end(program: Program) -> None:
    program.link.end()
    program.window.hide()


def _tray(program: Program) -> Tray:
    tray = program.staying.tray
    assert tray is not None
    return tray


def test_size_widths_and_page_are_as_they_were_left(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    first = _start(qtbot, qapp, tmp_path)
    first.window.resize(1000, 640)
    first.window.splitter.moveSplitter(180, 1)  # as a drag of its handle does
    widths = first.window.splitter.saveState()
    first.window.pages.go("settings")
    first.window.hide()
    first.link.end()
    room = qapp.primaryScreen().availableSize().width()
    second = build(qapp, data=str(tmp_path))
    qtbot.addWidget(second.window)
    assert second.window.height() == 640
    assert second.window.width() >= min(1000, room - 20)
    assert second.window.splitter.saveState() == widths
    second.window.show()
    qtbot.waitUntil(lambda: second.window.pages.current == "settings")
    _end(second)


def test_closing_ends_where_nobody_chose_otherwise(program: Program) -> None:
    assert program.staying.tray is None
    assert program.window.close()


@on_no_tray
def test_closing_hides_the_window_where_that_was_chosen_and_says_so_once(
    qtbot: QtBot, program: Program, beside_the_clock: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def tell(_tray: Tray) -> None:
        told.append("told")

    monkeypatch.setattr(Tray, "tell_staying", tell)
    program.preferences.put(TRAY, True)
    program.preferences.put(STAY, True)
    for _ in range(2):
        event = QCloseEvent()
        QApplication.sendEvent(program.window, event)
        assert not event.isAccepted()
        assert not program.window.isVisible()
        _tray(program).open.trigger()
        assert program.window.isVisible()
    assert told == ["told"]
    program.preferences.put(TRAY, False)
    assert program.staying.tray is None
    event = QEvent(QEvent.Type.Close)
    assert not program.staying.eventFilter(program.window, event)


@on_no_tray
def test_quitting_beside_the_clock_ends_the_program(
    qtbot: QtBot, program: Program, beside_the_clock: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[bool] = []
    monkeypatch.setattr(program.staying._application, "quit", lambda: ended.append(True))
    program.preferences.put(TRAY, True)
    program.preferences.put(STAY, True)
    _tray(program).quit.trigger()
    assert ended == [True]
    assert not program.staying.eventFilter(program.window, QCloseEvent())


def test_the_system_ends_what_stays_beside_the_clock_and_its_engine(data: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.qt.quitting", str(data)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    engine, *found = ended.stdout.split()
    assert (found, ended.returncode) == (["accepted", "silent"], 0), ended.stderr
    with contextlib.suppress(psutil.NoSuchProcess):
        psutil.Process(int(engine)).wait(20)


@on_no_tray
def test_the_icon_tells_the_state_and_pauses(
    program: Program, make_library: Callable[..., LibraryInfo], monkeypatch: pytest.MonkeyPatch
) -> None:
    wishes: list[tuple[str, bool]] = []

    def wish(library: str, *, paused: bool) -> None:
        wishes.append((library, paused))

    monkeypatch.setattr(program.link, "set_paused", wish)
    program.preferences.put(TRAY, True)
    tray = _tray(program)
    assert not tray.pause.isEnabled()
    program.link.libraries_changed.emit((make_library("/a"),))
    assert "Up to date" in tray.icon.toolTip()
    tray.pause.trigger()
    program.link.libraries_changed.emit((make_library("/a", paused=True),))
    assert "paused" in tray.icon.toolTip()
    tray.pause.trigger()
    assert wishes == [("", True), ("", False)]
    program.link.engine_lost.emit(Trouble("engine-unavailable", retry_seconds=0.25))
    assert "being started again" in tray.icon.toolTip()
    assert not tray.pause.isEnabled()


@on_no_tray
def test_a_search_from_beside_the_clock_goes_to_the_field(qtbot: QtBot, program: Program) -> None:
    program.preferences.put(TRAY, True)
    program.window.pages.go("settings")
    program.window.hide()
    _tray(program).search.trigger()
    assert program.window.isVisible()
    assert program.window.pages.current == "search"
    assert program.window.focusWidget() is program.window.search.field

"""Work away from the GUI thread: whoever asked is answered, whatever becomes of the work."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from app.look.preferences import Preferences
from app.settings.page import SettingsPage
from app.settings.program import ProgramSection
from app.shell import settling
from app.shell.errand import Errand
from app.shell.starting_at_login import StartingAtLogin
from app.wiring import Program


class Asker(QObject):
    """Keeps what it is told, and in which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[str, threading.Thread]] = []

    @Slot(object)
    def take(self, outcome: str) -> None:
        self.told.append((outcome, threading.current_thread()))


class Unruly:
    """A system that fails in a way that nobody thought of."""

    def chosen(self) -> bool:
        raise ValueError("not foreseen")

    def choose(self, *, wanted: bool) -> None:
        raise ValueError(f"not foreseen: {wanted}")


@pytest.fixture
def loud(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What reached the last resort of threads, which writes it to the error stream."""
    heard: list[str] = []

    def hear(raised: threading.ExceptHookArgs) -> None:
        heard.append(str(raised.exc_value))

    monkeypatch.setattr(threading, "excepthook", hear)
    return heard


def _fail() -> str:
    raise ValueError("not foreseen")


def test_what_came_of_it_is_handed_over_in_the_thread_that_asked(qtbot: QtBot) -> None:
    asker = Asker()
    Errand(lambda: "done", asker.take, asker, failed="failed").start()
    qtbot.waitUntil(lambda: bool(asker.told))
    assert asker.told == [("done", threading.current_thread())]


def test_work_that_raises_is_answered_and_loud(qtbot: QtBot, loud: list[str]) -> None:
    asker = Asker()
    Errand(_fail, asker.take, asker, failed="failed").start()
    qtbot.waitUntil(lambda: bool(asker.told and loud))
    assert asker.told == [("failed", threading.current_thread())]
    assert loud == ["not foreseen"]


def test_a_start_at_login_that_fails_unforeseen_is_no_longer_offered(
    qtbot: QtBot, tmp_path: Path, loud: list[str]
) -> None:
    section = ProgramSection(Preferences(str(tmp_path)))
    qtbot.addWidget(section)
    StartingAtLogin(Unruly(), section)
    qtbot.waitUntil(lambda: not section.login.isEnabled())
    assert "not possible" in section.login.accessibleDescription()
    qtbot.waitUntil(lambda: bool(loud))


def test_licences_that_cannot_be_gathered_are_said_to_be_missing(
    qtbot: QtBot, program: Program, monkeypatch: pytest.MonkeyPatch, loud: list[str]
) -> None:
    monkeypatch.setattr(settling, "licence_texts", _fail)
    program.window.pages.go("settings")
    page = program.window.pages.page("settings")
    assert isinstance(page, SettingsPage)
    page.about.licences.click()
    qtbot.waitUntil(program.window.banner.isVisible)
    assert program.window.banner.message.text() == "This did not work."
    qtbot.waitUntil(lambda: bool(loud))

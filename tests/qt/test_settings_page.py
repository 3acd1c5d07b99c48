"""The settings against a real engine process and the desktop."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from app.look.colours import is_dark
from app.look.preference_names import HISTORY, SINGLE_CLICK
from app.look.preferences import Preferences
from app.settings.page import SettingsPage
from app.settings.program import ProgramSection
from app.shell.autostart import DesktopEntry, LaunchAgent
from app.shell.licences import licence_texts
from app.shell.starting_at_login import StartingAtLogin
from app.wiring import Program, build
from engine.client import Client
from engine.protocol.messages import (
    AddFolders,
    Check,
    GetStatus,
    Pace,
    StatusReported,
)

pytestmark = pytest.mark.timeout(120)
PATIENCE = 60_000


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, data: Path) -> Iterator[Program]:
    program = build(qapp, data=str(data), scheme="light")
    qtbot.addWidget(program.window)
    program.window.show()
    yield program
    program.link.end()
    program.style.choose("light")
    program.style.write_at(100)


@pytest.fixture
def page(program: Program) -> SettingsPage:
    program.window.pages.go("settings")
    page = program.window.pages.page("settings")
    assert isinstance(page, SettingsPage)
    return page


def _choose(qtbot: QtBot, choice: QComboBox, value: str) -> None:
    """As keys do it."""
    choice.setFocus()
    choice.setCurrentIndex(choice.findData(value))
    choice.activated.emit(choice.currentIndex())


def _status(client: Client) -> StatusReported:
    status = client.request(GetStatus())
    assert isinstance(status, StatusReported)
    return status


def test_colours_and_text_size_hold_at_once_and_at_the_next_start(
    qtbot: QtBot, qapp: QApplication, program: Program, page: SettingsPage, data: Path
) -> None:
    before = page.fontInfo().pointSizeF()
    _choose(qtbot, page.appearance.scheme, "dark")
    _choose(qtbot, page.appearance.text_size, "150")
    assert is_dark(page.palette())
    assert page.fontInfo().pointSizeF() == pytest.approx(1.5 * before, rel=0.05)
    again = Preferences(str(data))
    assert (again.text("scheme"), again.number("text_size")) == ("dark", 150)


def test_what_cannot_be_kept_holds_all_the_same_and_is_said_once(
    qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "window.ini").write_text("[General\nscheme=dark\nnonsense\n")
    damaged = (tmp_path / "window.ini").read_bytes()
    preferences = Preferences(str(tmp_path))
    with qtbot.waitSignals([preferences.changed, preferences.unkept]):
        preferences.put("scheme", "light")
    assert preferences.text("scheme", "system") == "light"
    with qtbot.assertNotEmitted(preferences.unkept), qtbot.waitSignal(preferences.changed):
        preferences.put("text_size", 150)
    assert preferences.number("text_size", 100) == 150
    assert (tmp_path / "window.ini").read_bytes() == damaged


def test_another_language_offers_a_restart(
    qtbot: QtBot, program: Program, page: SettingsPage
) -> None:
    qtbot.waitUntil(lambda: page.appearance.language.findData("ko") >= 0)
    assert page.appearance.restart.isHidden()
    _choose(qtbot, page.appearance.language, "ko")
    assert not page.appearance.restart.isHidden()
    with qtbot.waitSignal(program.window.restart_requested):
        page.appearance.restart.click()
    _choose(qtbot, page.appearance.language, "")
    assert page.appearance.restart.isHidden()


def test_history_is_switched_off_by_key(qtbot: QtBot, program: Program, page: SettingsPage) -> None:
    assert program.preferences.flag(HISTORY, default=True)
    qtbot.keyClick(page.search.history, Qt.Key.Key_Space)
    assert not program.preferences.flag(HISTORY, default=True)


def test_preparing_searches_in_idle_time_is_a_choice(
    qtbot: QtBot, program: Program, page: SettingsPage, data: Path
) -> None:
    program.link.connect_now()
    switch = page.search.in_advance
    qtbot.waitUntil(switch.isEnabled, timeout=PATIENCE)
    assert switch.isChecked()
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    with Client.connect(data) as client:
        qtbot.waitUntil(lambda: not _status(client).pace.in_advance, timeout=PATIENCE)
    page.search.show_in_advance(wanted=True, ready=1200, most=5000)
    assert "1,200 of 5,000 are ready." in switch.accessibleDescription()


def test_pace_and_pause_reach_the_engine(
    qtbot: QtBot, program: Program, page: SettingsPage, data: Path, tmp_path: Path
) -> None:
    indexing = page.indexing
    assert not indexing.on_battery.isEnabled()
    with qtbot.waitSignal(program.link.engine_ready, timeout=PATIENCE):
        program.link.connect_now()
    qtbot.waitUntil(indexing.on_battery.isEnabled, timeout=PATIENCE)
    documents = tmp_path / "documents"
    documents.mkdir()
    with Client.connect(data) as client:
        client.request(AddFolders(paths=(str(documents),)))
        _choose(qtbot, indexing.on_battery, "stop")
        _choose(qtbot, indexing.while_working, "full")
        qtbot.waitUntil(lambda: _status(client).pace.on_battery == "stop", timeout=PATIENCE)
        assert _status(client).pace.while_working == "full"
        qtbot.mouseClick(indexing.running, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: _status(client).libraries[0].paused, timeout=PATIENCE)
        qtbot.waitUntil(lambda: not indexing.running.isChecked(), timeout=PATIENCE)
    program.window.pages.go("search")
    program.window.pages.go("settings")
    qtbot.waitUntil(lambda: indexing.on_battery.value() == "stop", timeout=PATIENCE)


def test_what_holds_at_present_is_said(page: SettingsPage) -> None:
    page.indexing.show_pace(Pace(on_battery="stop", now="stop", reason="battery"))
    assert page.indexing._battery.meaning.text()
    assert not page.indexing._working.meaning.text()


def test_a_diagnosis_shows_what_is_wrong_first_and_can_be_copied(
    qtbot: QtBot, page: SettingsPage
) -> None:
    with qtbot.waitSignal(page.about.diagnosis_requested):
        page.about.diagnose.click()
    page.about.show_checks(
        (
            Check(name="python", ok=True, value="3.11"),
            Check(name="onnxruntime", ok=False, value="missing", hint="pip install onnxruntime"),
        )
    )
    page.about.copy.click()
    report = QGuiApplication.clipboard().text().splitlines()
    assert report == ["BAD onnxruntime: missing (pip install onnxruntime)", "ok  python: 3.11"]
    assert page.about.diagnose.isEnabled()


def test_without_an_engine_the_page_says_so(qtbot: QtBot, page: SettingsPage) -> None:
    page.search.forget.click()
    page.about.diagnose.click()
    said = page.search._past.meaning
    qtbot.waitUntil(lambda: "could not be started" in said.text())
    qtbot.waitUntil(page.about.diagnose.isEnabled)


def test_a_single_click_opens_only_where_that_was_chosen(
    qtbot: QtBot, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[bool] = []
    monkeypatch.setattr(program.window, "open_selected", lambda: opened.append(True))
    view = program.window.results.view
    view.clicked.emit(view.model().index(0, 0))
    assert opened == []
    program.preferences.put(SINGLE_CLICK, True)
    view.clicked.emit(view.model().index(0, 0))
    assert opened == [True]


def test_a_desktop_entry_starts_the_program_at_login(tmp_path: Path) -> None:
    entry = DesktopEntry(tmp_path / "autostart", ("/opt/my dir/find$ling", "--data", '50%"'))
    assert not entry.chosen()
    entry.choose(wanted=True)
    assert entry.chosen()
    text = (tmp_path / "autostart/findling.desktop").read_text()
    assert 'Exec="/opt/my dir/find\\$ling" "--data" "50%%\\""' in text
    assert "TryExec=/opt/my dir/find$ling\n" in text  # passed over once the program is gone
    (tmp_path / "autostart/findling.desktop").write_text(text + "Hidden=true\n")
    assert not entry.chosen()
    entry.choose(wanted=False)
    entry.choose(wanted=False)
    assert not (tmp_path / "autostart/findling.desktop").exists()


def test_a_launch_agent_starts_the_program_at_login(tmp_path: Path) -> None:
    agent = LaunchAgent(tmp_path, ("/Applications/Findling", "--background"))
    agent.choose(wanted=True)
    assert agent.chosen()
    agent.choose(wanted=False)
    assert not agent.chosen()


def test_a_refusal_of_the_system_is_said_and_the_switch_goes_back(
    qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "autostart").write_text("a file where a folder should be")
    section = ProgramSection(Preferences(str(tmp_path)))
    qtbot.addWidget(section)
    StartingAtLogin(DesktopEntry(tmp_path / "autostart", ("findling",)), section)
    section.login.click()
    qtbot.waitUntil(lambda: not section.login.isEnabled())
    assert not section.login.isChecked()
    assert "not possible" in section.login.accessibleDescription()


def test_keys_that_a_desktop_does_not_give_come_as_a_command(qtbot: QtBot, tmp_path: Path) -> None:
    section = ProgramSection(Preferences(str(tmp_path)))
    qtbot.addWidget(section)
    section.show_keys(possible=False, command="findling window --toggle")
    assert section.shortcut.isHidden()
    with qtbot.waitSignal(section.copy_requested) as copied:
        section.copy.click()
    assert copied.args == ["findling window --toggle"]


def test_the_licences_name_the_parts() -> None:
    texts = licence_texts()
    assert texts.startswith("Findling")
    assert "Apache License" in texts
    assert "onnxruntime" in texts

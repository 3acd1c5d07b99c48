"""Results in the desktop's search are a choice of the person's; the process reads what Qt wrote."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.look import preference_names
from app.look.preferences import Preferences
from app.settings.program import ProgramSection
from app.shell import desktop_search

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="D-Bus desktops")

CHOOSE = """
from PySide6.QtCore import QCoreApplication
from app.look.preferences import Preferences
application = QCoreApplication([])
preferences = Preferences()
preferences.put("a", "[General] desktop_search=true 한")
preferences.put("desktop_search", True)
"""
LOOK = "from app.shell.desktop_search import is_installed; print(is_installed())"


def test_both_sides_call_it_the_same() -> None:
    from engine.desktop import interfaces, permission

    assert preference_names.DESKTOP_SEARCH == permission.NAME
    assert desktop_search.BUS_NAME == interfaces.BUS_NAME


def test_what_the_window_keeps_is_what_the_process_reads(tmp_path: Path) -> None:
    from engine.desktop.permission import is_granted, preferences_file

    environment = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path / "settings")}
    environment.pop("FINDLING_DATA", None)
    file = preferences_file(None, environment)
    assert not is_granted(file)
    subprocess.run([sys.executable, "-c", CHOOSE], env=environment, check=True, timeout=60)
    assert file == tmp_path / "settings" / "Findling" / "window.ini"
    assert is_granted(file)
    assert preferences_file(None, {"HOME": "/h"}) == Path.home() / ".config/Findling/window.ini"
    assert preferences_file(None, {"FINDLING_DATA": "/d"}) == Path("/d/window.ini")


def test_a_switch_on_the_settings_page_grants_and_withdraws_it(
    qtbot: QtBot, tmp_path: Path
) -> None:
    from engine.desktop.permission import is_granted, preferences_file

    preferences = Preferences(str(tmp_path))
    section = ProgramSection(preferences)
    qtbot.addWidget(section)
    assert section.desktop is None
    section.show_desktop_search(possible=True)
    switch = section.desktop
    assert switch is not None
    assert not switch.isChecked()
    assert "whoever looks on" in switch.accessibleDescription()
    file = preferences_file(str(tmp_path))
    for wanted in (True, False):
        switch.click()
        preferences._store.sync()
        assert is_granted(file) is wanted


def test_a_findling_that_the_desktop_does_not_know_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    section = ProgramSection(Preferences(str(tmp_path)))
    qtbot.addWidget(section)
    section.show_desktop_search(possible=False)
    assert section.desktop is not None
    assert not section.desktop.isEnabled()
    assert "package" in section.desktop.accessibleDescription()


def test_the_desktop_knows_what_is_installed_where_it_looks() -> None:
    pytest.importorskip("jeepney")
    from tests.process.session_bus import SessionBus, missing

    if missing():
        pytest.skip(f"needs {missing()}")
    with SessionBus() as bus:
        assert _installed(bus.address) == "False"
        name = desktop_search.BUS_NAME
        service = f"[D-BUS Service]\nName={name}\nExec=/bin/false\n"
        (bus.services / f"{name}.service").write_text(service)
        with bus.caller() as caller:
            driver = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
            caller.call(driver, "ReloadConfig", "")
        assert _installed(bus.address) == "True"


def _installed(address: str) -> str:
    environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": address}
    done = subprocess.run(
        [sys.executable, "-c", LOOK],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout.strip()

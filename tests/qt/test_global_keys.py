"""Keys from anywhere: real ones under a real X server, where one can be started."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.look.preference_names import SHORTCUT
from app.look.preferences import Preferences
from app.settings.program import ProgramSection
from app.shell.chord import Chord
from app.shell.global_keys import GlobalKeys, Keys, keys_here

CTRL_ALT = frozenset({"ctrl", "alt"})


class Pretended:
    """Grants everything but one chord."""

    def __init__(self, pressed: Callable[[], None]) -> None:
        self.pressed = pressed
        self.held: Chord | None = None

    def grab(self, chord: Chord) -> bool:
        self.held = None if chord.letter == "t" else chord
        return self.held is not None

    def release(self) -> None:
        self.held = None


@pytest.fixture
def display(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    server = shutil.which("Xvfb")
    if server is None or shutil.which("xdotool") is None:
        pytest.skip("no X server to try it on")
    ear, mouth = os.pipe()
    process = subprocess.Popen(  # without -noreset it begins anew when nobody is connected
        [server, "-displayfd", str(mouth), "-nolisten", "tcp", "-noreset"], pass_fds=[mouth]
    )
    os.close(mouth)
    with os.fdopen(ear) as told:
        number = told.readline().strip()
    monkeypatch.setenv("DISPLAY", f":{number}")
    yield f":{number}"
    process.terminate()
    process.wait(20)


def _type(display: str, keys: str) -> None:
    environment = {**os.environ, "DISPLAY": display}
    subprocess.run(["xdotool", "key", keys], env=environment, check=True, timeout=20)


@pytest.mark.parametrize(
    ("text", "chord"),
    [
        ("Ctrl+Alt+Space", Chord(letter=" ", modifiers=CTRL_ALT)),
        ("Meta+7", Chord(letter="7", modifiers=frozenset({"meta"}))),
        ("F9", Chord(function=9)),
        ("Shift+A", None),
        ("A", None),
        ("Ctrl++", None),
        ("Ctrl+Ü", None),
        ("Ctrl+Home", None),
        ("", None),
    ],
)
def test_only_keys_that_nobody_types_by_accident_are_taken(text: str, chord: Chord | None) -> None:
    assert Chord.parse(text) == chord


def test_a_chord_is_named_as_each_system_names_it() -> None:
    chord = Chord(letter="k", modifiers=CTRL_ALT)
    assert (chord.x_keysym, chord.x_mask) == (0x6B, 12)
    assert (chord.windows_key, chord.windows_mask) == (0x4B, 3)
    assert (Chord(function=2).x_keysym, Chord(function=2).windows_key) == (0xFFBF, 0x71)


@pytest.mark.skipif(sys.platform != "linux", reason="X11")
@pytest.mark.parametrize("keys", ["ctrl+alt+k", "Caps_Lock+ctrl+alt+k"])
def test_keys_are_heard_from_anywhere_until_they_are_given_back(display: str, keys: str) -> None:
    from app.shell.keys_x11 import X11Keys

    heard = threading.Event()
    mine, other = X11Keys(heard.set), X11Keys(heard.set)
    chord = Chord(letter="k", modifiers=CTRL_ALT)
    assert mine.grab(chord)
    assert not other.grab(chord)
    _type(display, keys)
    assert heard.wait(20)
    mine.release()
    assert other.grab(chord)
    other.release()


@pytest.mark.skipif(sys.platform != "linux", reason="X11")
def test_keys_without_a_display_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from app.shell.keys_x11 import X11Keys

    monkeypatch.setenv("DISPLAY", ":4711")
    assert not X11Keys(lambda: None).grab(Chord(function=9))


def test_a_press_reaches_the_gui_thread_and_a_taken_chord_is_said(
    qtbot: QtBot, tmp_path: Path
) -> None:
    made: list[Pretended] = []

    def make(pressed: Callable[[], None]) -> Keys:
        made.append(Pretended(pressed))
        return made[0]

    preferences = Preferences(str(tmp_path))
    section = ProgramSection(preferences)
    qtbot.addWidget(section)
    keys = GlobalKeys(preferences, make)
    assert made == []
    keys.connect_page(section)
    assert not section.shortcut.isHidden()
    preferences.put(SHORTCUT, "Ctrl+Alt+K")
    assert keys.holds
    with qtbot.waitSignal(keys.pressed):
        threading.Thread(target=made[0].pressed).start()
    preferences.put(SHORTCUT, "Ctrl+Alt+T")
    assert not keys.holds
    assert "Another program" in section.shortcut.accessibleDescription()
    preferences.put(SHORTCUT, "")
    assert "press them" in section.shortcut.accessibleDescription()
    keys.end()


def test_a_desktop_without_keys_offers_the_command(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    preferences = Preferences(str(tmp_path))
    section = ProgramSection(preferences)
    qtbot.addWidget(section)
    GlobalKeys(preferences, keys_here).connect_page(section)
    assert section.shortcut.isHidden()
    assert "--toggle" in section.copy.accessibleDescription()

"""What pages are made of is loaded while the window rests."""

from __future__ import annotations

import subprocess
import sys

import pytest
from pytestqt.qtbot import QtBot

from app.shell import readying
from app.shell.readying import Readying
from app.shell.window import MainWindow

_LOOK = """
import importlib, sys
import app.wiring
from app.shell.readying import MODULES
def ours():
    return {name for name in sys.modules if name.startswith("app.")}
for module in MODULES:
    before = ours()
    importlib.import_module(module)
    others = {name for name in ours() - before - {module} if name.count(".") > 1}
    assert not others, (module, others)
before = ours()
import app.shell.curating, app.shell.equipping
assert ours() == before, ours() - before
"""


def test_one_module_is_loaded_at_a_time_and_none_is_left_for_the_visit() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LOOK], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_loading_begins_with_the_window_shown_and_comes_to_an_end(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readying, "REST_MS", 0)
    window = MainWindow()
    qtbot.addWidget(window)
    ready = Readying(window)
    assert not ready.done
    window.show()
    qtbot.waitUntil(lambda: ready.done, timeout=20_000)

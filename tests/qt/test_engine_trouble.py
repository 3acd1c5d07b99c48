"""An engine that dies: said, started again with growing pauses, and given up at last."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from app.link.backing_off import MOST, STEADY, WAITS, BackOff
from app.link.courier import Connected
from app.look.preference_names import TRAY
from app.wiring import Program
from tests.qt.conftest import NOISE

pytestmark = pytest.mark.timeout(180)
PATIENCE = 60_000


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_pauses_grow_until_it_is_given_up() -> None:
    back_off = BackOff(Clock())
    waits = [back_off.lost() for _ in range(MOST + 1)]
    assert waits[: len(WAITS)] == list(WAITS)
    assert waits[-2:] == [WAITS[-1], None]
    back_off.forget()
    assert back_off.lost() == WAITS[0]


def test_an_engine_that_dies_at_once_each_time_is_given_up_too() -> None:
    back_off = BackOff(Clock())
    for _ in range(MOST):
        assert back_off.lost() is not None
        back_off.ready()
    assert back_off.lost() is None


def test_an_engine_that_lived_a_while_ends_the_row() -> None:
    clock = Clock()
    back_off = BackOff(clock)
    for _ in range(MOST):
        back_off.lost()
    back_off.ready()
    clock.now = STEADY
    assert back_off.lost() == WAITS[0]


@pytest.mark.skipif(os.name == "nt", reason="kills as Unix does")
@pytest.mark.qt_log_ignore("systemTrayWindowChanged", NOISE)
def test_an_engine_killed_again_and_again_is_given_up_and_comes_back_when_asked(
    qtbot: QtBot, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.link.backing_off.WAITS", (0.01,))
    program.preferences.put(TRAY, True)
    tray = program.staying.tray
    assert tray is not None
    link, banner = program.link, program.window.banner
    program.window.search.field.setText("half a que")
    for turn in range(MOST + 1):
        with qtbot.waitSignal(link.engine_ready, timeout=PATIENCE) as ready:
            if turn == 0:
                link.connect_now()
        connected = cast("Connected", (ready.args or [None])[0])
        with qtbot.waitSignal(link.engine_lost, timeout=PATIENCE):
            os.kill(connected.pid, signal.SIGKILL)
        assert banner.isVisible()
        assert banner.action.isVisible() == (turn == MOST)
    assert "again and again" in banner.message.text()
    assert "engine.log" in banner.message.text()
    assert "could not be started" in tray.icon.toolTip()
    assert program.window.search.field.text() == "half a que"
    with qtbot.waitSignal(link.engine_ready, timeout=PATIENCE):
        banner.action.click()
    assert not banner.isVisible()
    assert program.window.search.field.text() == "half a que"

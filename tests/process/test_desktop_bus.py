"""The session bus below the desktop's search: flooded with calls, and not there."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

pytest.importorskip("jeepney", reason="D-Bus is Linux's")

from engine.desktop.bus import Bus
from tests.process.session_bus import SessionBus, missing

pytestmark = [
    pytest.mark.timeout(120),
    pytest.mark.skipif(bool(missing()), reason=f"needs {missing()}"),
]
PATIENCE = 40.0


def test_who_calls_without_end_is_answered_and_fills_no_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = ("org.findling.Flood", "/", "org.findling.Flood")
    with SessionBus() as own, ExitStack() as stack:
        callers = [stack.enter_context(own.caller()) for _ in range(3)]
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", own.address)
        bus = stack.enter_context(Bus())
        assert bus.claim(target[0])
        # each below 128 calls without an answer, from which on the bus itself refuses more
        asked = [{caller.send(target, "Call", "") for _ in range(100)} for caller in callers]
        longest = 0
        for _ in range(300):
            bus.gather(PATIENCE)
            longest = max(longest, len(bus.waiting))
            bus.answer(bus.waiting.popleft(), "", ())
        for caller, serials in zip(callers, asked, strict=True):
            assert {caller.answer()[0] for _ in serials} == serials
    assert 50 < longest <= 100


def test_without_a_bus_that_is_said(tmp_path: Path) -> None:
    for address in (f"unix:path={tmp_path / 'nobody'}", "nonsense"):
        done = subprocess.run(
            [sys.executable, "-m", "engine", "desktop-search"],
            env={**os.environ, "DBUS_SESSION_BUS_ADDRESS": address},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 1
        assert "session bus" in done.stderr
        assert "Traceback" not in done.stderr

"""Where no window can be shown, one sentence says so before Qt is asked."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from app.shell.displaying import NoDisplayError, require_display

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always one")
NOBODY = 60_000
"""The number of a display that no server has."""


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"DISPLAY": "", "WAYLAND_DISPLAY": ""},
        {"XDG_SESSION_TYPE": "tty", "XDG_RUNTIME_DIR": "/nowhere"},
        {"DISPLAY": f":{NOBODY}"},
        {"DISPLAY": f"unix:{NOBODY}.0"},
        {"DISPLAY": "localhost:59000.0"},
        {"DISPLAY": "localhost:999999999"},
        {"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": "/nowhere"},
        {"WAYLAND_DISPLAY": "wayland-7"},
        {"WAYLAND_DISPLAY": "w" * 200, "XDG_RUNTIME_DIR": "/nowhere"},
        {"XDG_SESSION_TYPE": "wayland", "XDG_RUNTIME_DIR": "/nowhere"},
    ],
)
def test_without_a_display_there_is_an_error(environment: dict[str, str]) -> None:
    with pytest.raises(NoDisplayError) as caught:
        require_display(environment)
    assert "findling search" in caught.value.hint


@pytest.mark.parametrize(
    "environment",
    [
        {"QT_QPA_PLATFORM": "offscreen"},
        {"DISPLAY": "elsewhere.example:0"},  # not ours to knock at
        {"WAYLAND_SOCKET": "7"},
    ],
)
def test_what_cannot_be_told_cheaply_is_left_to_qt(environment: dict[str, str]) -> None:
    require_display(environment)


@pytest.mark.parametrize("session", [{"WAYLAND_DISPLAY": "wayland-0"}, {}])
def test_a_wayland_server_that_answers_is_a_display(
    session: dict[str, str], tmp_path: Path
) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-0"))
        server.listen()
        place = {"XDG_RUNTIME_DIR": str(tmp_path), "XDG_SESSION_TYPE": "wayland"}
        require_display({**place, **session})


def test_an_x_server_that_answers_is_a_display() -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"\0/tmp/.X11-unix/X{NOBODY}")
        server.listen()
        require_display({"DISPLAY": f":{NOBODY}.0"})
        require_display({"DISPLAY": f":{NOBODY}", "WAYLAND_DISPLAY": "/nowhere/wayland-0"})


def test_a_forwarded_display_that_answers_is_one() -> None:
    with socket.create_server(("localhost", 0)) as server:
        number = server.getsockname()[1] - 6000
        require_display({"DISPLAY": f"localhost:{number}.0"})


@pytest.mark.parametrize("module", ["engine.cli", "app"])
def test_the_program_says_so_and_ends_with_1(module: str, tmp_path: Path) -> None:
    unset = {"WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM", "XDG_SESSION_TYPE", "DISPLAY"}
    done = subprocess.run(
        [sys.executable, "-m", module, "--data", str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=60,
        env={name: value for name, value in os.environ.items() if name not in unset},
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "findling: There is no display here to show the window on.",
        f"  {NoDisplayError.hint}",
    ]

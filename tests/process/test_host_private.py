"""The private folders that sockets lie in."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.host.private import private_folder

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="named pipes there")


@pytest.fixture
def base(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="run-") as folder:  # tmp_path may be too long
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield Path(folder)


def left_behind(base: Path) -> Path:
    """A folder named for a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    folder = base / f"findling-{process.pid}-x"
    folder.mkdir()
    return folder


def test_it_is_the_users_alone_and_bears_the_process(base: Path) -> None:
    folder = private_folder()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert folder.name.startswith(f"findling-{os.getpid()}-")


def test_what_a_killed_process_left_is_removed_and_nothing_else(base: Path) -> None:
    stale, own, foreign = left_behind(base), private_folder(), base / "findling-demo-x"
    foreign.mkdir()
    private_folder()
    assert not stale.exists()
    assert own.exists()
    assert foreign.exists()


def test_a_folder_where_somebody_listens_stays(base: Path) -> None:
    used = left_behind(base)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(used / "s"))
        listener.listen()
        private_folder()
        assert used.exists()

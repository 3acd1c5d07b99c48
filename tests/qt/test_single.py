"""One window a data folder: later starts reach the first, and a crash leaves nothing in the way."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import psutil
import pytest
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.look.colours import is_dark
from app.shell.calling import LONGEST, Address, Request, address_of, hand_over, read_request
from app.shell.single import Single
from app.wiring import Program, build
from engine.client import Client
from engine.protocol.messages import LibraryInfo, MakeLibrary, Quit

pytestmark = [
    pytest.mark.timeout(120),
    pytest.mark.skipif(sys.platform == "win32", reason="sockets with paths"),
]
PATIENCE = 60_000


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "d"
    folder.mkdir(mode=0o700)
    runtime = Path("/tmp") / f"f{os.getpid()}"  # a socket's path must be short
    runtime.mkdir(mode=0o700, exist_ok=True)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    yield folder
    if (folder / "engine.json").exists():
        with Client.connect(folder) as client:
            process = psutil.Process(client.pid)
            client.request(Quit(), timeout=20)
        process.wait(20)
    shutil.rmtree(runtime, ignore_errors=True)


@pytest.fixture
def address(data: Path) -> Address:
    address = address_of(data)
    assert address is not None
    return address


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, data: Path) -> Iterator[Program]:
    program = build(qapp, data=str(data))
    qtbot.addWidget(program.window)
    yield program
    program.link.end()


def _start(data: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "app", "--data", str(data), *arguments],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait(20)


def test_a_second_start_hands_its_wishes_over_and_ends(
    qtbot: QtBot, data: Path, address: Address, tmp_path: Path
) -> None:
    first = Single(address)
    assert first.claim()
    first.listen()
    with qtbot.waitSignal(first.requested, timeout=PATIENCE) as heard:
        wishes = ("--query", "훔볼트 “reef”", "--library", "Diaries", "--theme", "dark")
        second = _start(data, *wishes, str(tmp_path))
    request = cast("Request", (heard.args or [None])[0])
    assert (request.query, request.paths) == ("훔볼트 “reef”", (str(tmp_path),))
    assert (request.library, request.theme) == ("Diaries", "dark")
    qtbot.waitUntil(lambda: second.poll() == 0, timeout=PATIENCE)
    first.release()


def test_only_one_process_is_the_first(address: Address) -> None:
    first, second = Single(address), Single(address)
    assert first.claim()
    assert not second.claim()
    first.release()
    assert second.claim()
    second.release()


def test_what_a_killed_window_left_behind_is_taken_over(data: Path, address: Address) -> None:
    killed = _start(data)
    assert hand_over(address, Request(quiet=True), patience=60)
    _end(killed)
    assert Path(address.name).exists()
    assert not hand_over(address, Request())
    mine = Single(address)
    assert mine.claim()
    mine.listen()
    mine.release()


def test_a_lock_from_before_the_computer_got_another_name_is_taken_over(address: Address) -> None:
    address.lock.write_text("4194000\npython\nformer-name\n")
    mine, other = Single(address), Single(address)
    assert not mine.claim()
    assert mine.succeed()
    assert not other.claim()
    assert not other.succeed()
    mine.release()


def test_of_two_simultaneous_starts_one_stays(qtbot: QtBot, data: Path) -> None:
    starts = [_start(data) for _ in range(2)]
    try:
        qtbot.waitUntil(lambda: any(s.poll() is not None for s in starts), timeout=PATIENCE)
        left = [start for start in starts if start.poll() is None]
    finally:
        for start in starts:
            _end(start)
    assert len(left) == 1
    assert [start.returncode for start in starts if start not in left] == [0]


@pytest.mark.parametrize(
    "line", [b"", b"nonsense\n", b"[]\n", b"[" * 30_000 + b"\n", b"x" * (LONGEST + 5)]
)
def test_what_is_no_request_is_hung_up_on(qtbot: QtBot, address: Address, line: bytes) -> None:
    first = Single(address)
    assert first.claim()
    first.listen()
    heard: list[object] = []
    first.requested.connect(heard.append)
    caller = QLocalSocket()
    caller.connectToServer(address.name)
    caller.write(line or b"\n")
    qtbot.waitUntil(lambda: caller.state() == QLocalSocket.LocalSocketState.UnconnectedState)
    assert heard == []
    first.release()


def test_fields_of_the_wrong_kind_count_as_empty() -> None:
    assert read_request(b'{"query": 3, "paths": ["/a", 4], "toggle": "yes"}') == Request(
        paths=("/a",)
    )


def test_nobody_else_can_reach_the_socket(address: Address) -> None:
    first = Single(address)
    assert first.claim()
    first.listen()
    assert Path(address.name).stat().st_mode & 0o077 == 0
    first.release()


def test_a_folder_of_somebody_else_is_no_place_for_the_socket(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "getuid", lambda: data.stat().st_uid + 1)
    assert address_of(data) is None


def test_a_later_start_brings_the_window_and_searches(
    qtbot: QtBot, program: Program, address: Address
) -> None:
    first = Single(address)
    assert first.claim()
    first.listen()
    first.requested.connect(program.called.carry_out)
    assert not program.window.isVisible()
    caller = threading.Thread(target=hand_over, args=(address, Request(query="quokka")))
    caller.start()
    qtbot.waitUntil(program.window.isVisible)
    assert program.window.search.field.text() == "quokka"
    caller.join(20)
    first.release()


def test_a_later_start_chooses_the_library_and_the_theme(
    qtbot: QtBot, program: Program, data: Path, tmp_path: Path
) -> None:
    link, called = program.link, program.called
    with qtbot.waitSignal(link.engine_ready, timeout=PATIENCE):
        link.connect_now()
    with (
        qtbot.waitSignal(link.libraries_changed, timeout=PATIENCE, check_params_cb=_two_libraries),
        Client.connect(data) as client,
    ):
        for name in ("Private", "Work"):
            client.request(MakeLibrary(library=name), timeout=20)
    (tmp_path / "reports").mkdir()
    with qtbot.waitSignal(
        link.libraries_changed, timeout=PATIENCE, check_params_cb=_work_has_folders
    ):
        called.carry_out(Request(library="Work", theme="dark", paths=(str(tmp_path / "reports"),)))
    assert link.searches.wish.library == "Work"
    assert is_dark(program.window.palette())
    called.carry_out(Request(theme="light", query="quokka"))
    assert not is_dark(program.window.palette())
    assert link.searches.wish.library == "Work"
    called.carry_out(Request(library="Gone", theme="purple"))
    assert link.searches.wish.library == ""
    assert "Gone" in program.window.banner.message.text()
    assert not is_dark(program.window.palette())


def _two_libraries(libraries: tuple[LibraryInfo, ...]) -> bool:
    return len(libraries) == 2


def _work_has_folders(libraries: tuple[LibraryInfo, ...]) -> bool:
    return any(info.name == "Work" and info.folders for info in libraries)


def test_a_toggle_brings_the_window_and_puts_it_away(qtbot: QtBot, program: Program) -> None:
    with qtbot.waitActive(program.window):
        program.called.carry_out(Request(toggle=True))
    program.called.carry_out(Request(toggle=True))
    qtbot.waitUntil(program.window.isMinimized)
    program.called.carry_out(Request(toggle=True))
    assert not program.window.isMinimized()


def test_paths_wait_for_the_engine(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    program.called.carry_out(Request(paths=(str(tmp_path),)))
    with qtbot.waitSignal(program.window.folders_dropped, timeout=PATIENCE) as dropped:
        program.link.connect_now()
    assert dropped.args == [(str(tmp_path),)]


def test_a_quiet_start_shows_nothing(program: Program) -> None:
    program.called.carry_out(Request(quiet=True))
    assert not program.window.isVisible()


def test_a_start_at_login_without_a_place_to_be_only_starts_the_engine(data: Path) -> None:
    at_login = _start(data, "--background")
    assert at_login.wait(60) == 0
    with Client.connect(data, start=False) as client:
        assert client.pid

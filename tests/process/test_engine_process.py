"""A real engine process and its clients: started on demand, killed, restarted, replaced."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from engine import __version__
from engine.client import Client
from engine.host.endpoint import Endpoint, read_endpoint, write_endpoint
from engine.host.launch import child_environment, python_command
from engine.host.paths import DataFolder
from engine.host.starter import EngineNewerError, EngineOlderError
from engine.protocol import messages as m
from engine.protocol.errors import EngineUnavailableError
from tests.process.engine_parts import PATIENCE, documents

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals and modes")


def wait_for_end(pid: int) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        psutil.Process(pid).wait(PATIENCE)


def test_a_client_starts_the_engine_and_the_next_one_finds_it(data: DataFolder) -> None:
    with Client.connect(data, timeout=PATIENCE) as first:
        with Client.connect(data, start=False) as second:
            assert second.pid == first.pid
        status = first.request(m.GetStatus())
        assert isinstance(status, m.StatusReported)
        assert (status.version, status.pid) == (__version__, first.pid)
        assert status.memory > 10_000_000
        assert status.data == str(data.root)


def test_the_engine_outlives_its_clients_and_ends_when_asked(data: DataFolder) -> None:
    with Client.connect(data, timeout=PATIENCE) as first:
        pid = first.pid
    with Client.connect(data, start=False) as second:
        assert second.pid == pid
        assert second.request(m.Quit()) == m.Done(ticket=1)
    wait_for_end(pid)
    assert not data.engine_file.exists()
    with pytest.raises(EngineUnavailableError):
        Client.connect(data, start=False)


def test_without_an_engine_and_without_leave_to_start_one_it_is_unavailable(
    data: DataFolder,
) -> None:
    with pytest.raises(EngineUnavailableError, match="no engine"):
        Client.connect(data, start=False)
    assert not data.lock_file.exists()


def test_many_clients_at_once_get_one_engine(data: DataFolder) -> None:
    with ThreadPoolExecutor(4) as pool:
        clients = list(pool.map(Client.connect, [data] * 4))
    assert len({client.pid for client in clients}) == 1
    for client in clients:
        client.close()


def test_two_processes_at_once_get_one_engine(data: DataFolder) -> None:
    script = (
        "import sys\nfrom engine.client import Client\n"
        "client = Client.connect(sys.argv[1], timeout=60); print(client.pid)\n"
    )
    command = [sys.executable, "-c", script, str(data.root)]
    started = [
        subprocess.Popen(command, stdout=subprocess.PIPE, env=child_environment(), text=True)
        for _ in range(2)
    ]
    pids = {process.communicate(timeout=PATIENCE)[0] for process in started}
    assert [process.returncode for process in started] == [0, 0]
    assert len(pids) == 1


def test_a_second_engine_on_the_same_data_refuses_to_run(data: DataFolder) -> None:
    with Client.connect(data, timeout=PATIENCE) as client:
        command = python_command("engine", "serve", "--data", str(data.root))
        ended = subprocess.run(
            command, env=child_environment(), capture_output=True, timeout=PATIENCE, check=False
        )
        assert ended.returncode == 3
        assert isinstance(client.request(m.ListLibraries()), m.LibrariesListed)


@POSIX
def test_a_killed_engine_fails_open_requests_and_is_started_again(
    data: DataFolder, tmp_path: Path
) -> None:
    client = Client.connect(data, timeout=PATIENCE)
    client.request(m.AddFolders(paths=(str(documents(tmp_path)),), index=False))
    address = read_endpoint(data)
    lost = threading.Event()
    failed: list[m.Event] = []
    client.listen(failed.append, lost.set)
    os.kill(client.pid, signal.SIGSTOP)  # it takes the request and never answers
    ticket = client.send(m.ListLibraries())
    os.kill(client.pid, signal.SIGKILL)
    assert lost.wait(PATIENCE)
    assert [(event.ticket, event.code) for event in failed if isinstance(event, m.Failed)] == [
        (ticket, "engine-unavailable")
    ]
    with pytest.raises(EngineUnavailableError):
        client.request(m.GetStatus())
    client.close()
    with Client.connect(data, timeout=PATIENCE) as again:
        assert again.pid != client.pid
        listed = again.request(m.ListLibraries())
        assert isinstance(listed, m.LibrariesListed)
        assert [library.name for library in listed.libraries] == ["Default"]
    assert address is not None
    assert not Path(address.address).parent.exists()


@POSIX
def test_sigterm_ends_the_engine_in_order(data: DataFolder) -> None:
    with Client.connect(data, timeout=PATIENCE) as client:
        endpoint = read_endpoint(data)
        os.kill(client.pid, signal.SIGTERM)
        wait_for_end(client.pid)
    assert endpoint is not None
    assert not Path(endpoint.address).parent.exists()
    assert not data.engine_file.exists()


def test_a_stale_endpoint_is_replaced(data: DataFolder) -> None:
    write_endpoint(data, Endpoint(str(data.root / "nobody"), b"k" * 32, 2**22 - 1, __version__))
    with Client.connect(data, timeout=PATIENCE) as client:
        assert isinstance(client.request(m.ListLibraries()), m.LibrariesListed)


@contextlib.contextmanager
def other_engine(data: DataFolder, version: str) -> Generator[subprocess.Popen[bytes]]:
    command = python_command("tests.process.engine_examples", version, str(data.root))
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=child_environment()) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        try:
            yield process
        finally:
            process.kill()


def test_an_older_engine_is_replaced(data: DataFolder) -> None:
    with other_engine(data, "0.0.9") as older:
        with pytest.raises(EngineOlderError):
            Client.connect(data, start=False)
        with Client.connect(data, timeout=PATIENCE) as client:
            assert client.version == __version__
            assert client.pid != older.pid
        assert older.wait(PATIENCE) == 0


def test_a_newer_engine_is_left_alone(data: DataFolder) -> None:
    with other_engine(data, "99.1") as newer:
        with pytest.raises(EngineNewerError) as caught:
            Client.connect(data)
        assert caught.value.facts == {"engine": "99.1", "program": __version__}
        assert newer.poll() is None


def test_an_engine_that_cannot_run_says_why(data: DataFolder) -> None:
    data.settings_file.write_text("version = 99\n")
    with pytest.raises(EngineUnavailableError, match="knows 1") as refused:
        Client.connect(data, timeout=PATIENCE)
    assert refused.value.code == "settings-too-new"
    assert "knows 1" in data.log_file.read_text()
    assert data.settings_file.read_text() == "version = 99\n"


@POSIX
def test_all_that_the_engine_writes_is_private_whatever_the_umask(
    data: DataFolder, tmp_path: Path
) -> None:
    before = os.umask(0)
    try:
        client = Client.connect(data, timeout=PATIENCE)
    finally:
        os.umask(before)
    with client:
        client.request(m.AddFolders(paths=(str(documents(tmp_path)),), index=False))
        client.request(m.Index())
        written = [path for path in data.root.rglob("*") if not path.is_symlink()]
        assert data.settings_file in written
        assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in written} == {0}


def test_an_engine_without_its_data_folder_ends(data: DataFolder) -> None:
    with Client.connect(data, timeout=PATIENCE) as client:
        shutil.rmtree(data.root)
        wait_for_end(client.pid)
        assert not psutil.pid_exists(client.pid)


def test_an_engine_that_nobody_needs_ends(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FINDLING_ENGINE_IDLE", "0.5")
    with Client.connect(data, timeout=PATIENCE) as client:
        pid = client.pid
        assert isinstance(client.request(m.ListLibraries()), m.LibrariesListed)
    wait_for_end(pid)
    assert not data.engine_file.exists()


@POSIX
def test_no_request_to_end_is_missed_however_early_it_comes(data: DataFolder) -> None:
    def took(*first: m.Command) -> float:
        with Client.connect(data, timeout=PATIENCE) as client:
            engine = psutil.Process(client.pid)
            for command in first:
                client.request(command)
        began = time.monotonic()
        engine.terminate()
        engine.wait(PATIENCE)
        return time.monotonic() - began

    early = [took() for _ in range(5)]
    late = took(m.ListLibraries(), m.GetStatus())
    assert max(early) < 4 * late + 3  # its main thread looks up every 5 s

"""The engine's door opens for the same user alone, and nobody can shut it for others."""

from __future__ import annotations

import os
import secrets
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engine.host.cancellation import Token
from engine.host.endpoint import Endpoint, read_endpoint, write_endpoint
from engine.host.lock import FileLock
from engine.host.paths import DataFolder, data_folder
from engine.host.server import Server
from engine.host.socket import (
    Connection,
    Listener,
    RefusedError,
    admit,
    connect,
    introduce,
    remove_stale,
)
from engine.host.whole_file import write_whole
from engine.protocol import messages as m
from engine.protocol.errors import EngineUnavailableError
from engine.protocol.wire import PROTOCOL, Hello, decode_event, encode_command, encode_hello

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes and sockets")
KEY = secrets.token_bytes(32)
HELLO = Hello("0.1.0", PROTOCOL, os.getpid())
PATIENCE = 20


@contextmanager
def serving(
    handle: Callable[[m.Command, Callable[[m.Event], None], Token], None],
) -> Generator[tuple[Listener, Server]]:
    listener = Listener()
    server = Server(listener, KEY, HELLO, handle)
    server.start()
    try:
        yield listener, server
    finally:
        server.stop()


def answer_done(command: m.Command, emit: Callable[[m.Event], None], _: Token) -> None:
    emit(m.Done(ticket=command.ticket))


def enter(address: str) -> Connection:
    connection = connect(address)
    introduce(connection, KEY)
    connection.receive(PATIENCE)
    connection.send(encode_hello(HELLO))
    return connection


def ask(connection: Connection, command: m.Command) -> m.Event:
    connection.send(encode_command(command))
    return decode_event(connection.receive(PATIENCE))


def test_a_client_with_the_key_is_answered() -> None:
    with serving(answer_done) as (listener, _):
        connection = enter(listener.address)
        assert ask(connection, m.GetStatus(ticket=5)) == m.Done(ticket=5)
        connection.close()


def test_a_client_with_the_wrong_key_is_refused(caplog: pytest.LogCaptureFixture) -> None:
    with serving(answer_done) as (listener, _):
        connection = connect(listener.address)
        with pytest.raises((RefusedError, EngineUnavailableError)):
            introduce(connection, secrets.token_bytes(32))
        connection.close()
        good = enter(listener.address)
        assert ask(good, m.GetStatus(ticket=1)) == m.Done(ticket=1)
        good.close()
    assert "a client was refused" in caplog.text


def test_a_client_finds_out_an_engine_without_the_key() -> None:
    listener = Listener()
    failures: list[Exception] = []

    def impostor() -> None:
        connection = listener.accept()
        assert connection is not None
        try:
            admit(connection, b"guessed" * 5)
        except RefusedError as error:
            failures.append(error)
            connection.send(b"never mind" * 4)
        connection.close()

    thread = threading.Thread(target=impostor)
    thread.start()
    connection = connect(listener.address)
    with pytest.raises(RefusedError):
        introduce(connection, KEY)
    thread.join()
    connection.close()
    listener.close()
    assert failures


@POSIX
@pytest.mark.parametrize(
    "garbage",
    [b"GET / HTTP/1.0\r\n\r\n", b"\xff" * 1000, b"\0\0\0\4abcd", b"\xff\xff\xff\xff" + b"\x7f" * 8],
)
def test_garbage_and_silence_hurt_nobody_else(garbage: bytes) -> None:
    with serving(answer_done) as (listener, _):
        silent = connect(listener.address)
        with socket.socket(socket.AF_UNIX) as stranger:
            stranger.connect(listener.address)
            stranger.sendall(garbage)
            connection = enter(listener.address)
            assert ask(connection, m.GetStatus(ticket=1)) == m.Done(ticket=1)
            connection.close()
        silent.close()


def test_garbage_after_the_greeting_ends_only_that_conversation() -> None:
    with serving(answer_done) as (listener, _):
        bad, good = enter(listener.address), enter(listener.address)
        bad.send(b"no command")
        with pytest.raises(EngineUnavailableError):
            bad.receive(PATIENCE)
        assert ask(good, m.GetStatus(ticket=1)) == m.Done(ticket=1)
        bad.close()
        good.close()


def test_a_client_that_never_reads_does_not_hold_the_engine_up() -> None:
    seen = threading.Event()
    big = m.Failed(code="big", message="x" * 1_000_000)

    def flood(command: m.Command, emit: Callable[[m.Event], None], token: Token) -> None:
        assert not token.cancelled
        for _ in range(2000):
            emit(big)
        emit(m.Done(ticket=command.ticket))
        seen.set()

    with serving(flood) as (listener, _):
        deaf = enter(listener.address)
        deaf.send(encode_command(m.GetStatus(ticket=1)))
        assert seen.wait(PATIENCE)
        deaf.close()


def test_a_search_is_called_off_when_its_client_goes_and_indexing_is_not() -> None:
    tokens: dict[type, Token] = {}
    both = threading.Barrier(3)

    def keep(command: m.Command, _: Callable[[m.Event], None], token: Token) -> None:
        tokens[type(command)] = token
        both.wait(PATIENCE)

    with serving(keep) as (listener, _):
        connection = enter(listener.address)
        connection.send(encode_command(m.Search(ticket=1, query="x")))
        connection.send(encode_command(m.Index(ticket=2)))
        both.wait(PATIENCE)
        connection.close()
        assert tokens[m.Search].wait(PATIENCE)
        assert not tokens[m.Index].cancelled


def test_cancel_reaches_the_command_with_that_ticket() -> None:
    tokens: dict[int, Token] = {}
    both = threading.Barrier(3)

    def keep(command: m.Command, emit: Callable[[m.Event], None], token: Token) -> None:
        tokens[command.ticket] = token
        both.wait(PATIENCE)
        if token.wait(PATIENCE):
            emit(m.Failed(ticket=command.ticket, code="cancelled", message=""))

    with serving(keep) as (listener, _):
        connection = enter(listener.address)
        connection.send(encode_command(m.Search(ticket=1, query="x")))
        connection.send(encode_command(m.Search(ticket=2, query="y")))
        both.wait(PATIENCE)
        connection.send(encode_command(m.Cancel(ticket=3, target=2)))
        answers = {decode_event(connection.receive(PATIENCE)).ticket for _ in range(2)}
        assert answers == {2, 3}
        assert not tokens[1].cancelled
        tokens[1].cancel()
        connection.close()


def test_news_reach_subscribers_alone() -> None:
    with serving(answer_done) as (listener, server):
        subscriber, other = enter(listener.address), enter(listener.address)
        assert ask(subscriber, m.Subscribe(ticket=1)) == m.Done(ticket=1)
        assert ask(other, m.GetStatus(ticket=1)) == m.Done(ticket=1)
        server.publish(m.LibrariesChanged(libraries=()))
        news = decode_event(subscriber.receive(PATIENCE))
        assert news == m.LibrariesChanged(libraries=())
        assert ask(other, m.GetStatus(ticket=2)) == m.Done(ticket=2)
        subscriber.close()
        other.close()


@POSIX
def test_the_socket_lies_in_a_private_folder_with_a_short_path_and_leaves_nothing() -> None:
    listener = Listener()
    folder = Path(listener.address).parent
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert len(listener.address.encode()) < 100
    listener.close()
    assert not folder.exists()
    with pytest.raises(EngineUnavailableError):
        connect(listener.address)


@POSIX
def test_only_a_folder_of_ours_is_removed_as_stale(tmp_path: Path) -> None:
    strange = tmp_path / "documents"
    strange.mkdir()
    (strange / "s").write_text("precious")
    remove_stale(str(strange / "s"))
    assert (strange / "s").read_text() == "precious"


@POSIX
def test_files_are_private_whatever_the_umask(tmp_path: Path) -> None:
    script = (
        "import os, sys; os.umask(0)\n"
        "from engine.host.paths import data_folder\n"
        "from engine.host.endpoint import Endpoint, write_endpoint\n"
        "data = data_folder(sys.argv[1])\n"
        "write_endpoint(data, Endpoint('a', b'k', 1, '1'))\n"
    )
    root = tmp_path / "data"
    subprocess.run([sys.executable, "-c", script, str(root)], check=True)
    data = DataFolder(root)
    assert stat.S_IMODE(root.stat().st_mode) == 0o700
    assert stat.S_IMODE(data.engine_file.stat().st_mode) == 0o600
    assert read_endpoint(data) == Endpoint("a", b"k", 1, "1")


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[]", b'{"address": 3}'])
def test_a_damaged_endpoint_counts_as_none(tmp_path: Path, content: bytes) -> None:
    data = DataFolder(tmp_path)
    data.engine_file.write_bytes(content)
    assert read_endpoint(data) is None


def test_a_file_that_cannot_be_replaced_stays_whole(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_whole(path, b"old")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError):  # noqa: PT011 - its kind differs by platform
        write_whole(tmp_path / "folder", b"new")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert {entry.name for entry in tmp_path.iterdir()} == {"file", "folder"}


def test_a_lock_has_one_holder_and_ends_with_its_process(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    script = (
        "import sys\nfrom pathlib import Path\nfrom engine.host.lock import FileLock\n"
        "lock = FileLock(Path(sys.argv[1])); assert lock.acquire()\n"
        "print('held', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        lock = FileLock(path)
        assert not lock.acquire()
        holder.kill()
    with lock:
        assert lock.acquire(PATIENCE)


def test_the_data_folder_is_the_explicit_one_then_the_environments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FINDLING_DATA", str(tmp_path / "b"))
    assert data_folder(str(tmp_path / "a")).root == tmp_path / "a"
    assert data_folder().root == tmp_path / "b"
    with pytest.raises(ValueError, match="library id"):
        data_folder().library("../..")


def test_an_endpoint_is_written_whole(tmp_path: Path) -> None:
    data = DataFolder(tmp_path)
    endpoint = Endpoint("/x/ä", os.urandom(32), 12, "0.1.0")
    write_endpoint(data, endpoint)
    assert read_endpoint(data) == endpoint

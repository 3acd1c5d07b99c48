"""The engine's door opens for the same user alone, and nobody can shut it for others."""

from __future__ import annotations

import os
import secrets
import socket
import stat
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engine.host.cancellation import Token
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

"""How the engine takes leave of a client."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest

from engine.host.cancellation import Token
from engine.host.session import Session
from engine.host.socket import Connection, Listener, connect
from engine.protocol import messages as m
from engine.protocol.wire import decode_event, encode_command


class Slow(Connection):
    """A connection whose sending takes a while: long enough to be hung up on."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection._pipe)  # pyright: ignore[reportPrivateUsage]
        self.sending = threading.Event()
        self.hung_up = threading.Event()

    def send(self, frame: bytes) -> None:
        self.sending.set()
        self.hung_up.wait(0.5)
        super().send(frame)

    def hang_up(self) -> None:
        super().hang_up()
        self.hung_up.set()


def ignore(command: m.Command, emit: Callable[[m.Event], None], token: Token) -> None:
    """Carry nothing out."""


def test_an_event_that_is_being_sent_arrives_before_the_engine_hangs_up() -> None:
    listener = Listener()
    with ThreadPoolExecutor(2) as pool:
        client = connect(listener.address)
        accepted = listener.accept()
        assert accepted is not None
        connection = Slow(accepted)
        session = Session(connection, ignore, pool)
        pool.submit(session.run)
        session.emit(m.Done(ticket=7))
        assert connection.sending.wait(10)
        leaving = pool.submit(session.hang_up)
        assert decode_event(client.receive(10)) == m.Done(ticket=7)
        leaving.result(10)
        client.close()
    listener.close()


LASTING = (m.Index(), m.DownloadModel(model="one"))
BOUND = (
    m.Search(query="a"),
    m.AddModelServer(url="http://localhost:1/v1", model="one"),
    m.AddModelHub(name="a/b"),
    m.AddModelFolder(path="/one"),
    m.TryModel(model="one"),
    m.MeasureModel(model="one"),
)


class Hanging:
    """Carries out nothing but `Quit`, and remembers who called what off."""

    def __init__(self) -> None:
        self.tokens: dict[type, Token] = {}
        self.begun = threading.Semaphore(0)
        self.end = threading.Event()

    def __call__(self, command: m.Command, emit: Callable[[m.Event], None], token: Token) -> None:
        if isinstance(command, m.Quit):
            emit(m.Done(ticket=command.ticket))
            return
        self.tokens[type(command)] = token
        self.begun.release()
        self.end.wait(30)


@pytest.fixture
def hanging() -> Iterator[Hanging]:
    hanging = Hanging()
    yield hanging
    hanging.end.set()


def test_what_hangs_keeps_no_one_waiting_and_ends_with_its_client(hanging: Hanging) -> None:
    listener = Listener()
    client = connect(listener.address)
    accepted = listener.accept()
    assert accepted is not None
    with ThreadPoolExecutor(1) as pool, ThreadPoolExecutor(1) as room:
        running = room.submit(Session(accepted, hanging, pool).run)
        commands = (*LASTING[1:], *BOUND[1:], LASTING[0])  # the last one fills the pool
        for ticket, command in enumerate(commands, 1):
            client.send(encode_command(msgspec.structs.replace(command, ticket=ticket)))
            assert hanging.begun.acquire(timeout=10), "it waits for another one"
        client.send(encode_command(m.Search(ticket=98, query="a")))  # waits for the pool
        client.send(encode_command(m.Quit(ticket=99)))
        assert decode_event(client.receive(10)) == m.Done(ticket=99)
        client.close()
        running.result(10)
        gone = {kind for kind, token in hanging.tokens.items() if token.cancelled}
        assert gone == {type(command) for command in BOUND[1:]}
        hanging.end.set()
    assert hanging.tokens[m.Search].cancelled
    listener.close()

"""How the engine takes leave of a client."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from engine.host.cancellation import Token
from engine.host.session import Session
from engine.host.socket import Connection, Listener, connect
from engine.protocol import messages as m
from engine.protocol.wire import decode_event


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

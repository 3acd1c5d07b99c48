"""The engine's public side: takes clients in, keeps their sessions, spreads the news."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from engine.host.session import Handler, Session
from engine.host.socket import Connection, Listener, RefusedError, admit
from engine.protocol.errors import EngineUnavailableError
from engine.protocol.wire import Hello, WireError, decode_hello, encode_hello

if TYPE_CHECKING:
    from engine.protocol.messages import Event

log = logging.getLogger(__name__)

_THREADS = 8
_GREETING = 5.0
"""Seconds that a client has to say who it is."""


class Server:
    """Serves clients from `start` to `stop`, each on threads of its own."""

    def __init__(self, listener: Listener, key: bytes, hello: Hello, handle: Handler) -> None:
        self._listener = listener
        self._key = key
        self._hello = hello
        self._handle = handle
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="command")
        self._sessions: set[Session] = set()
        self._lock = threading.Lock()

    @property
    def clients(self) -> int:
        """How many clients are connected."""
        with self._lock:
            return len(self._sessions)

    def start(self) -> None:
        """Take clients in from now on."""
        threading.Thread(target=self._accept, name="accept", daemon=True).start()

    def publish(self, event: Event) -> None:
        """Send news to every client that subscribed."""
        with self._lock:
            listeners = [session for session in self._sessions if session.subscribed]
        for session in listeners:
            session.emit(event)

    def stop(self) -> None:
        """Take nobody in any more, let the last events leave, and hang up on everybody."""
        self._listener.close()
        with self._lock:
            sessions = list(self._sessions)
        for session in sessions:
            session.hang_up()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _accept(self) -> None:
        while (connection := self._listener.accept()) is not None:
            threading.Thread(
                target=self._serve, args=(connection,), name="client", daemon=True
            ).start()

    def _serve(self, connection: Connection) -> None:
        try:
            admit(connection, self._key)
            connection.send(encode_hello(self._hello))
            decode_hello(connection.receive(_GREETING))
        except (RefusedError, EngineUnavailableError, WireError) as error:
            log.warning("a client was refused: %s", error)
            connection.close()
            return
        session = Session(connection, self._handle, self._pool)
        with self._lock:
            self._sessions.add(session)
        try:
            session.run()
        finally:
            with self._lock:
                self._sessions.discard(session)

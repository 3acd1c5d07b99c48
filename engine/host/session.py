"""One client's conversation with the engine."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from engine.host.cancellation import Token
from engine.host.outbox import Outbox
from engine.protocol.errors import EngineUnavailableError
from engine.protocol.messages import (
    CLOSING,
    AddModelFolder,
    AddModelHub,
    AddModelServer,
    Cancel,
    Command,
    Done,
    DownloadModel,
    Event,
    Failed,
    MeasureModel,
    Quit,
    Search,
    Subscribe,
    TryModel,
)
from engine.protocol.wire import WireError, decode_command, encode_event

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from engine.host.socket import Connection

log = logging.getLogger(__name__)

Handler = Callable[[Command, Callable[[Event], None], Token], None]
"""Carries out a command: any number of events, exactly one of them closing, perhaps later and from
another thread. The token says when nobody wants the answer any more."""

_TRIALS = (AddModelFolder, AddModelHub, AddModelServer, MeasureModel, TryModel)
_BOUND = (Search, *_TRIALS)
"""Of no use without the client; indexing and downloads go on."""
_LONG = (DownloadModel, *_TRIALS)
"""They wait for strangers' servers and for what may hang: each on a thread of its own, so that no
number of them keeps others from being answered."""
_IN_FLIGHT = 64
"""Commands of one client that may be open at a time."""
_FAREWELL = 2.0
"""Seconds that the last events get to leave."""


class Session:
    """Reads commands, has them carried out, sends events; lives on two threads of its own."""

    def __init__(self, connection: Connection, handle: Handler, pool: Executor) -> None:
        self.subscribed = False
        self._connection = connection
        self._handle = handle
        self._pool = pool
        self._outbox = Outbox()
        self._open: dict[int, tuple[Command, Token]] = {}
        self._lock = threading.Lock()
        self._sender = threading.Thread(target=self._send, name="events", daemon=True)

    def run(self) -> None:
        """Converse until either side hangs up."""
        self._sender.start()
        try:
            while True:
                self._accept(decode_command(self._connection.receive()))
        except EngineUnavailableError:
            pass
        except WireError:
            log.warning("a client sent what is no command; its connection is closed")
        finally:
            self._end()

    def emit(self, event: Event) -> None:
        """Send an event, never waiting; a client that does not read is given up."""
        if not self._outbox.put(event):
            log.warning("a client does not read its events; its connection is closed")
            self._connection.hang_up()

    def hang_up(self) -> None:
        """Let the last events leave, then end the conversation."""
        if self._outbox.end(_FAREWELL) and self._sender.is_alive():
            self._sender.join(_FAREWELL)  # the last one was taken; now it is being sent
        self._connection.hang_up()

    def _accept(self, command: Command) -> None:
        if isinstance(command, Cancel):
            self._cancel(command)
            return
        if isinstance(command, Subscribe):
            self.subscribed = True
        token = Token()
        with self._lock:
            refused = _refusal(command.ticket, self._open)
            if refused is None:
                self._open[command.ticket] = (command, token)
        if refused is not None:
            self.emit(refused)
            return
        if isinstance(command, Quit):  # answered whatever the pool is at
            self._carry_out(command, token)
            return
        try:
            self._begin(command, token)
        except RuntimeError:  # the pool is closed: the engine ends; or there are no more threads
            self._connection.hang_up()

    def _begin(self, command: Command, token: Token) -> None:
        if isinstance(command, _LONG):
            work = threading.Thread(
                target=self._carry_out, args=(command, token), name="long-command", daemon=True
            )
            work.start()
        else:
            self._pool.submit(self._carry_out, command, token)

    def _carry_out(self, command: Command, token: Token) -> None:
        def answer(event: Event) -> None:
            if isinstance(event, CLOSING):
                with self._lock:
                    self._open.pop(command.ticket, None)
            self.emit(event)

        self._handle(command, answer, token)

    def _cancel(self, command: Cancel) -> None:
        with self._lock:
            target = self._open.get(command.target)
        if target is not None:
            target[1].cancel()
        self.emit(Done(ticket=command.ticket))

    def _send(self) -> None:
        try:
            while (event := self._outbox.take()) is not None:
                self._connection.send(encode_event(event))
        except EngineUnavailableError:
            self._connection.hang_up()

    def _end(self) -> None:
        self._outbox.end()
        self._connection.hang_up()
        with self._lock:
            bound = [token for command, token in self._open.values() if isinstance(command, _BOUND)]
        for token in bound:
            token.cancel()
        self._sender.join()
        self._connection.close()


def _refusal(ticket: int, already: Collection[int]) -> Failed | None:
    if ticket in already:
        return Failed(ticket=ticket, code="usage", message="this ticket is in use")
    if len(already) >= _IN_FLIGHT:
        return Failed(ticket=ticket, code="busy", message="too many requests at a time")
    return None

"""The thread that talks to the engine, so that the window's never waits for it."""

from __future__ import annotations

import itertools
import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal, SignalInstance

from engine.client import Client
from engine.protocol.errors import EngineUnavailableError, FindlingError
from engine.protocol.messages import CLOSING, Cancel, Command, Event, Failed

log = logging.getLogger(__name__)

_Order = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Letter:
    """An event, and the number of the command that it answers (0: news)."""

    number: int
    event: Event


@dataclass(frozen=True, slots=True)
class Connected:
    """The engine answers."""

    version: str
    pid: int


@dataclass(frozen=True, slots=True)
class Lost:
    """The engine is gone, or could not be reached."""

    error: FindlingError


class Mail(QObject):
    """What the courier brings. Lives in the GUI thread; its signals are emitted from others.

    Connect only bound methods of QObjects of the GUI thread, queued: anything else runs where the
    signal is emitted.
    """

    letter_came = Signal(object)
    connected = Signal(object)
    lost = Signal(object)


class Courier:
    """Connects, sends and hangs up on a thread of its own. Methods return at once."""

    def __init__(self, data: Path | str | None, mail: Mail) -> None:
        self._data = data
        self._mail = mail
        self._numbers = itertools.count(1)
        self._orders: queue.SimpleQueue[_Order | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._number_of: dict[int, int] = {}  # ticket → our number
        self._ticket_of: dict[int, int] = {}
        self._client: Client | None = None
        self.last: Command | None = None
        """What is sent before hanging up; set in the GUI thread, before `end`."""
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="courier", daemon=True)
        self._thread.start()

    def connect(self) -> None:
        """Connect, starting the engine if need be; ends in `Mail.connected` or `Mail.lost`."""
        self._orders.put(self._connect)

    def send(self, command: Command) -> int:
        """Send a command; its events come with the number returned. Without an engine: none."""
        number = self.number()
        self._orders.put(lambda: self._send(number, command))
        return number

    def number(self) -> int:
        """A number that no other command has, for one that is not sent."""
        return next(self._numbers)

    def call_off(self, number: int) -> None:
        """Nobody wants the answer to that command any more."""
        self._orders.put(lambda: self._call_off(number))

    def end(self, timeout: float = 2.0) -> None:
        """Hang up. A connection attempt under way is left behind: it belongs to a daemon thread."""
        self._ended.set()
        self._orders.put(None)
        self._thread.join(timeout)

    def _run(self) -> None:
        while (order := self._orders.get()) is not None:
            if not self._ended.is_set():
                order()
        if self.last is not None:
            self._send(self.number(), self.last)
        self._hang_up()

    def _connect(self) -> None:
        self._hang_up()
        try:
            client = Client.connect(self._data)
        except FindlingError as error:
            self._bring(self._mail.lost, Lost(error))
            return
        self._client = client
        self._bring(self._mail.connected, Connected(client.version, client.pid))
        client.listen(self._receive, lambda: self._lose(client))

    def _send(self, number: int, command: Command) -> None:
        client = self._client
        if client is None:
            return
        try:
            with self._lock:  # an answer may come before its ticket is written down: it waits here
                ticket = client.send(command)
                self._number_of[ticket] = number
                self._ticket_of[number] = ticket
        except EngineUnavailableError:
            log.info("the engine was gone before a command could be sent")
        except FindlingError as error:
            refusal = Failed(code=error.code, message=str(error), hint=error.hint)
            self._bring(self._mail.letter_came, Letter(number, refusal))

    def _call_off(self, number: int) -> None:
        ticket = self._ticket_of.get(number)
        if ticket is not None:
            self._send(next(self._numbers), Cancel(target=ticket))

    def _receive(self, event: Event) -> None:
        with self._lock:
            number = self._number_of.get(event.ticket, 0)
            if isinstance(event, CLOSING):
                self._number_of.pop(event.ticket, None)
                self._ticket_of.pop(number, None)
        self._bring(self._mail.letter_came, Letter(number, event))

    def _lose(self, client: Client) -> None:
        if self._client is client:
            self._bring(self._mail.lost, Lost(EngineUnavailableError("the engine has ended")))

    def _hang_up(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            client.close()
        with self._lock:
            self._number_of.clear()
            self._ticket_of.clear()

    def _bring(self, signal: SignalInstance, content: object) -> None:
        if self._ended.is_set():
            return
        try:
            signal.emit(content)
        except RuntimeError:  # the window went away between the check and the emit
            log.debug("nobody is there to receive %s", type(content).__name__)

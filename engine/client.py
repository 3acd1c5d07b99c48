"""The way to the engine for every program in front: window, command line, MCP server.

Starts the engine on demand. Safe to use from many threads. Imports nothing heavy.
"""

from __future__ import annotations

import itertools
import logging
import queue
import threading
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from engine import __version__
from engine.host.frozen import program as program
from engine.host.paths import DataFolder, data_folder
from engine.host.starter import Link, open_engine
from engine.protocol import errors
from engine.protocol.errors import EngineUnavailableError, FindlingError
from engine.protocol.message import Message
from engine.protocol.messages import CLOSING, Cancel, Command, Event, Failed
from engine.protocol.wire import WireError, decode_event, encode_command

log = logging.getLogger(__name__)

Sink = Callable[[Event], None]
Answer = TypeVar("Answer", bound=Message)


class Client:
    """A connection to one engine.

    When the engine ends, every open request fails with code ``engine-unavailable`` and so does
    each later one: connect anew. Also a context manager.
    """

    def __init__(self, link: Link) -> None:
        self.version = link.hello.version
        """The engine's."""
        self.pid = link.hello.pid
        """The engine's."""
        self._connection = link.connection
        self._tickets = itertools.count(1)
        self._lock = threading.Lock()
        self._waiting: dict[int, Sink] = {}
        self._lost = False
        self._callback: Sink | None = None
        self._when_lost: Callable[[], None] | None = None
        self._reader = threading.Thread(target=self._read, name="engine-events", daemon=True)
        self._reader.start()

    @classmethod
    def connect(
        cls,
        data: DataFolder | Path | str | None = None,
        *,
        start: bool = True,
        timeout: float = 30.0,
    ) -> Client:
        """Connect to the engine of a data folder.

        Args:
            data: the folder; None means FINDLING_DATA or the platform's.
            start: start the engine when none runs, and replace one of an older version.
            timeout: seconds that all this may take.

        Raises:
            EngineNewerError: a newer version runs there.
            EngineUnavailableError: none runs, or it does not come up.
            DataFolderError: the data folder cannot be made or written to.
        """
        folder = data if isinstance(data, DataFolder) else data_folder(str(data) if data else None)
        return cls(open_engine(folder, version=__version__, start=start, timeout=timeout))

    def request(self, command: Command, timeout: float | None = None) -> Event:
        """Carry out ``command`` and return its closing event.

        Args:
            command: its ticket is chosen here.
            timeout: seconds to wait for each event; None waits for ever.

        Raises:
            FindlingError: the engine answered `Failed`: the subclass of that code where there is
                one, and always with the answer's code, hint and facts.
            EngineUnavailableError: the engine ended, or did not answer in time.
        """
        *_, last = self._follow(*self._ask(command), timeout)
        return last

    def ask(self, command: Command, kind: type[Answer], timeout: float | None = None) -> Answer:
        """Carry out ``command`` and return its closing event, which is of this kind.

        Args:
            command: as `request`.
            kind: the event that answers the command, ``SearchFinished`` for a ``Search``, say.
            timeout: as `request`.

        Raises:
            FindlingError: as `request`.
            EngineUnavailableError: also where the answer is another one.
        """
        event = self.request(command, timeout)
        if isinstance(event, kind):
            return event
        raise EngineUnavailableError(f"the engine answered with {type(event).__name__}")

    def stream(self, command: Command) -> Iterator[Event]:
        """Send ``command`` and give out its events as they come, the closing one last.

        Leaving early (or Ctrl-C) calls the command off.

        Raises:
            FindlingError: as `request`.
        """
        return self._follow(*self._ask(command), None)

    def listen(self, callback: Sink, lost: Callable[[], None] | None = None) -> None:
        """Have ``callback`` called with news and with the events of commands sent by `send`.

        Both are called on the client's own thread. ``lost`` is called once, when the engine is
        gone, after each open command was given its `Failed`; also on `close`.
        """
        with self._lock:
            self._callback = callback
            self._when_lost = lost
            late = self._lost
        if late and lost is not None:
            lost()

    def send(self, command: Command) -> int:
        """Send ``command`` and return its ticket; its events go to the `listen` callback.

        Raises:
            EngineUnavailableError: the engine is gone.
            NoTextError: the command holds what is no text.
        """
        return self._dispatch(command, self._tell)

    def close(self) -> None:
        """Hang up. Open requests fail; the engine goes on with what is not bound to them."""
        self._connection.hang_up()
        if threading.current_thread() is not self._reader:
            self._reader.join()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask(self, command: Command) -> tuple[int, queue.SimpleQueue[Event]]:
        answers: queue.SimpleQueue[Event] = queue.SimpleQueue()
        return self._dispatch(command, answers.put), answers

    def _follow(
        self, ticket: int, answers: queue.SimpleQueue[Event], timeout: float | None
    ) -> Generator[Event]:
        closed = False
        try:
            while not closed:
                event = answers.get(timeout=timeout)
                closed = isinstance(event, CLOSING)
                if isinstance(event, Failed):
                    raise error_of(event)
                yield event
        except queue.Empty:
            raise EngineUnavailableError("the engine does not answer") from None
        finally:
            if not closed:
                self._call_off(ticket)

    def _call_off(self, ticket: int) -> None:
        with self._lock:
            if ticket not in self._waiting:
                return
            self._waiting[ticket] = _ignore
        try:
            self._dispatch(Cancel(target=ticket), _ignore)
        except EngineUnavailableError:
            log.debug("the engine was gone before a command could be called off")

    def _dispatch(self, command: Command, sink: Sink) -> int:
        ticket = next(self._tickets)
        frame = encode_command(msgspec.structs.replace(command, ticket=ticket))
        with self._lock:
            if self._lost:
                raise EngineUnavailableError("the engine has ended")
            self._waiting[ticket] = sink
        try:
            self._connection.send(frame)
        except EngineUnavailableError:
            with self._lock:
                self._waiting.pop(ticket, None)
            raise
        return ticket

    def _read(self) -> None:
        try:
            while True:
                self._deliver(decode_event(self._connection.receive()))
        except EngineUnavailableError:
            pass
        except WireError:
            log.exception("the engine sent what is no event")
        finally:
            self._connection.close()
            self._fail_all()

    def _deliver(self, event: Event) -> None:
        if event.ticket == 0:
            self._tell(event)
            return
        with self._lock:
            sink = self._waiting.get(event.ticket)
            if isinstance(event, CLOSING):
                self._waiting.pop(event.ticket, None)
        if sink is not None:
            sink(event)

    def _tell(self, event: Event) -> None:
        callback = self._callback
        if callback is None:
            return
        try:
            callback(event)
        except Exception:  # the listener's bug must not end the conversation
            log.exception("a listener failed")

    def _fail_all(self) -> None:
        with self._lock:
            self._lost = True
            waiting, self._waiting = self._waiting, {}
            lost = self._when_lost
        for ticket, sink in waiting.items():
            sink(
                Failed(
                    ticket=ticket,
                    code=EngineUnavailableError.code,
                    message="the engine has ended",
                    hint=EngineUnavailableError.hint,
                )
            )
        if lost is not None:
            lost()


def error_of(failed: Failed) -> FindlingError:
    """Return the error that ``failed`` reports, of the class with its code where there is one."""
    kind = _kinds().get(failed.code, FindlingError)
    error = kind(failed.message, hint=failed.hint)
    error.code, error.facts = failed.code, dict(failed.facts)
    return error


def _kinds() -> dict[str, type[FindlingError]]:
    found = [item for item in vars(errors).values() if isinstance(item, type)]
    return {kind.code: kind for kind in found if issubclass(kind, FindlingError)}


def _ignore(_: Event) -> None:
    """Nobody wants it any more."""

"""One call of a tool, asked of the engine on a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

import anyio
import anyio.to_thread

from engine.client import Client
from engine.protocol.errors import Cancelled, EngineUnavailableError

Answer = TypeVar("Answer")
_AT_ONCE = 4
"""Calls; more wait. The engine has other clients."""


class Engine:
    """Carries out calls, each with a connection of its own, starting the engine where none runs.

    So an engine that was ended, updated or killed between two calls is no matter, and one that
    nobody asks anything may end, however long the assistant stays open.
    """

    def __init__(self, data: str | None) -> None:
        """Ask the engine of a data folder; None means FINDLING_DATA or the platform's."""
        self._data = data
        self._room = anyio.CapacityLimiter(_AT_ONCE)

    async def ask(self, work: Callable[[Client], Answer]) -> Answer:
        """Return what ``work`` makes of a connection. When called off, the engine stops as well.

        Raises:
            FindlingError: as `Client.connect` and ``work`` do.
        """
        call = _Call(self._data, work)
        try:
            return await anyio.to_thread.run_sync(
                call.run, abandon_on_cancel=True, limiter=self._room
            )
        except anyio.get_cancelled_exc_class():
            call.hang_up()
            raise


class _Call(Generic[Answer]):
    def __init__(self, data: str | None, work: Callable[[Client], Answer]) -> None:
        self._data = data
        self._work = work
        self._lock = threading.Lock()
        self._client: Client | None = None
        self._unwanted = False

    def run(self) -> Answer:
        """Ask; once more where the engine ended meanwhile: nothing that is asked changes anything.

        Raises:
            Cancelled: it was hung up.
        """
        try:
            return self._once()
        except _EngineGoneError:
            if self._unwanted:
                raise Cancelled from None
            return self._once()

    def _once(self) -> Answer:
        with Client.connect(self._data) as client:
            with self._lock:
                if self._unwanted:
                    raise Cancelled
                self._client = client
            try:
                return self._work(client)
            except EngineUnavailableError as error:
                raise _EngineGoneError(str(error)) from error

    def hang_up(self) -> None:
        """Have the engine stop; for another thread to call."""
        with self._lock:
            self._unwanted = True
            client = self._client
        if client is not None:
            client.close()


class _EngineGoneError(EngineUnavailableError):
    """The engine ended while it was asked."""

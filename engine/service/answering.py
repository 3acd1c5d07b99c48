"""The answer to one command: events with its ticket, exactly one of them closing."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from engine.protocol.errors import FindlingError
from engine.protocol.messages import CLOSING, Command, Event, Failed

if TYPE_CHECKING:
    from engine.host.cancellation import Token

log = logging.getLogger(__name__)


class Answer:
    """Where the events of one command go. Safe to use from several threads."""

    def __init__(self, command: Command, emit: Callable[[Event], None], token: Token) -> None:
        self.token = token
        self._name = type(command).__name__
        self._ticket = command.ticket
        self._emit = emit
        self._lock = threading.Lock()
        self._closed = False

    def emit(self, event: Event) -> None:
        """Send an event with the command's ticket; what comes after the closing one is dropped."""
        with self._lock:
            if self._closed:
                return
            self._closed = isinstance(event, CLOSING)
            self._emit(msgspec.structs.replace(event, ticket=self._ticket))

    def tell(self, news: Event) -> None:
        """Send news, which belong to no command: their ticket stays 0."""
        self._emit(news)

    def fail(self, error: BaseException) -> None:
        """Close with an expected failure, or with code ``bug`` and a traceback in the log."""
        if not isinstance(error, FindlingError):
            log.error("%s failed", self._name, exc_info=error)
        self.emit(failure_of(error))


def failure_of(error: BaseException) -> Failed:
    """Return the event that reports an error; ``bug`` is the code of an unexpected one."""
    if isinstance(error, FindlingError):
        facts = {key: str(value) for key, value in error.facts.items()}
        return Failed(code=error.code, message=str(error), hint=error.hint, facts=facts)
    return Failed(
        code="bug",
        message=f"{type(error).__name__}: {error}",
        hint="This is a bug of Findling; the engine's log tells more.",
    )

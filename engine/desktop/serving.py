"""Serves calls on the session bus until nobody has called for a while."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from engine.desktop.methods import NoSuchMethodError
from engine.protocol.errors import FindlingError

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.desktop.bus import Bus, Call
    from engine.desktop.interfaces import Interfaces
    from engine.desktop.methods import Method

log = logging.getLogger(__name__)

_LAST_CALLS = 0.2
"""Seconds in which calls may still come that were on their way when the name was given back."""
_LOOK = 1.0
_ERROR = "org.freedesktop.DBus.Error."


class Server:
    """Answers one call after the other."""

    def __init__(self, interfaces: Interfaces, *, idle: float, busy: Callable[[], bool]) -> None:
        """Prepare to serve.

        Args:
            interfaces: what can be called.
            idle: seconds without a call after which `run` ends.
            busy: whether something else must not be cut off.
        """
        self._interfaces = interfaces
        self._idle = idle
        self._busy = busy

    def run(self, bus: Bus, name: str) -> None:
        """Serve under a name; ends at once where another process has it.

        Raises:
            BusGoneError: the bus has ended.
        """
        if not bus.claim(name):
            return
        quiet_since = time.monotonic()
        while time.monotonic() - quiet_since < self._idle or self._busy():
            if self._take(bus, min(_LOOK, self._idle)):
                quiet_since = time.monotonic()
        # Who calls from now on has a new process started; who has called is answered.
        bus.release(name)
        while self._take(bus, _LAST_CALLS):
            pass

    def _take(self, bus: Bus, patience: float) -> bool:
        """Answer the next call; False where none comes."""
        bus.gather(patience)
        if not bus.waiting:
            return False
        call = bus.waiting.popleft()
        try:
            method = self._method(call)
            overtaken = method.searches and self._is_overtaken(call, bus)
            bus.answer(call, method.gives, ([],) if overtaken else method.do(*call.body))
        except FindlingError as error:
            kind = "UnknownMethod" if isinstance(error, NoSuchMethodError) else "InvalidArgs"
            bus.refuse(call, f"{_ERROR}{kind}", f"{error} {error.hint}".strip())
        except Exception:  # our bug must not take results from the desktop until the next login
            log.exception("a call failed")
            bus.refuse(call, f"{_ERROR}Failed", "This did not work.")
        return True

    def _method(self, call: Call) -> Method:
        return self._interfaces.find(call.path, call.interface, call.member, call.signature)

    def _is_overtaken(self, call: Call, bus: Bus) -> bool:
        """Whether the caller has typed on: of its searches that wait only the last is worth it."""
        return any(later.sender == call.sender and self._searches(later) for later in bus.waiting)

    def _searches(self, call: Call) -> bool:
        try:
            return self._method(call).searches
        except FindlingError:
            return False

"""The session bus: the one module that knows jeepney, which has no types of its own.

jeepney is pure Python and comes with keyring on Linux already. Measured here, in processor time:
its import takes 15 ms, that of PySide6's QtDBus 110, which cannot write ``aa{sv}`` either.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from engine.protocol.errors import FindlingError

_OURS = (1, 4)
"""Answers to RequestName: the name is ours (D-Bus Specification, "RequestName")."""
_DO_NOT_QUEUE = 4
_NO_REPLY = 1
_AUTHENTICATION = 5.0
_MOST_WAITING = 100
"""Calls; more wait in the bus, which has limits of its own."""


class BusGoneError(FindlingError):
    """There is no session bus, or it has ended."""

    code = "no-session-bus"
    hint = "A desktop starts this by itself; by hand it needs a D-Bus session."


@dataclass(frozen=True, slots=True)
class Call:
    """A method call."""

    path: str
    interface: str
    member: str
    signature: str
    sender: str
    body: tuple[Any, ...]
    wants_reply: bool
    message: Any
    """As jeepney has it."""


class Bus:
    """A connection to the session bus. Also a context manager; everything raises `BusGoneError`."""

    def __init__(self) -> None:
        import jeepney  # pyright: ignore[reportMissingTypeStubs]
        from jeepney.io.blocking import (  # pyright: ignore[reportMissingTypeStubs]
            open_dbus_connection,
        )

        self._jeepney: Any = jeepney
        connect: Any = open_dbus_connection
        self.waiting: deque[Call] = deque()
        """Calls that have come."""
        try:
            self._connection: Any = connect("SESSION", auth_timeout=_AUTHENTICATION)
        except (OSError, KeyError, ValueError, RuntimeError) as error:  # no address, a broken one
            raise BusGoneError(f"the session bus does not answer: {error}") from error

    def __enter__(self) -> Bus:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def claim(self, name: str) -> bool:
        """Take a name; False where another process has it.

        The calls that this process was started for come before the answer: they wait.
        """
        serial = next(self._connection.outgoing_serial)
        self._send(self._jeepney.message_bus.RequestName(name, _DO_NOT_QUEUE), serial)
        reply = self._jeepney.HeaderFields.reply_serial
        while True:
            message = self._receive(None)
            if message.header.fields.get(reply) == serial:
                return bool(message.body) and message.body[0] in _OURS
            self._keep(message)

    def release(self, name: str) -> None:
        """Give a name back."""
        self._send(self._jeepney.message_bus.ReleaseName(name))

    def gather(self, patience: float) -> None:
        """Take in what has come, or wait for the first call for some seconds.

        No more than can wait: who calls without end would otherwise be read and never answered.
        """
        with suppress(TimeoutError):
            for _ in range(_MOST_WAITING - len(self.waiting)):
                self._keep(self._receive(0.0 if self.waiting else patience))

    def answer(self, call: Call, signature: str, body: Sequence[Any]) -> None:
        """Answer a call."""
        made = self._jeepney.new_method_return(call.message, signature or None, tuple(body))
        self._reply(call, made)

    def refuse(self, call: Call, error: str, text: str) -> None:
        """Answer a call with an error of a name."""
        self._reply(call, self._jeepney.new_error(call.message, error, "s", (text,)))

    def _reply(self, call: Call, message: Any) -> None:  # noqa: ANN401 - jeepney's
        if call.wants_reply:
            self._send(message)

    def _keep(self, message: Any) -> None:  # noqa: ANN401 - jeepney's
        header, names = message.header, self._jeepney.HeaderFields
        if header.message_type is not self._jeepney.MessageType.method_call:
            return
        call = Call(
            path=header.fields.get(names.path, ""),
            interface=header.fields.get(names.interface, ""),
            member=header.fields.get(names.member, ""),
            signature=header.fields.get(names.signature, ""),
            sender=header.fields.get(names.sender, ""),
            body=tuple(message.body),
            wants_reply=not header.flags.value & _NO_REPLY,
            message=message,
        )
        self.waiting.append(call)

    def _send(self, message: Any, serial: int | None = None) -> None:  # noqa: ANN401 - jeepney's
        try:
            self._connection.send(message, serial=serial)
        except OSError as error:
            raise BusGoneError("the session bus has ended") from error

    def _receive(self, timeout: float | None) -> Any:  # noqa: ANN401 - jeepney's
        try:
            return self._connection.receive(timeout=timeout)
        except TimeoutError:
            raise
        except OSError as error:
            raise BusGoneError("the session bus has ended") from error

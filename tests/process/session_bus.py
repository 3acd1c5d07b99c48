"""A private session bus that starts services by itself, and somebody who calls them."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import jeepney  # pyright: ignore[reportMissingTypeStubs]
import jeepney.io.blocking as jeepney_blocking  # pyright: ignore[reportMissingTypeStubs]

_JEEPNEY: Any = jeepney
_BLOCKING: Any = jeepney_blocking
_CONFIGURATION = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <servicedir>{services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


def missing() -> str:
    """What this needs and is not installed; empty when all is."""
    return "" if shutil.which("dbus-daemon") else "dbus-daemon"


class SessionBus:
    """``dbus-daemon`` with services of the test's own; end it by leaving the ``with`` statement."""

    def __init__(self, environment: dict[str, str] | None = None) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="fbus"))  # short: a socket's path
        self.services = self._folder / "services"
        self.services.mkdir()
        self.address = f"unix:path={self._folder / 'bus'}"
        self._environment = {**os.environ, **(environment or {})}

    def __enter__(self) -> SessionBus:
        configuration = self._folder / "bus.conf"
        configuration.write_text(
            _CONFIGURATION.format(socket=self._folder / "bus", services=self.services)
        )
        self._daemon = subprocess.Popen(
            ["dbus-daemon", f"--config-file={configuration}", "--nofork", "--print-address"],
            stdout=subprocess.PIPE,
            env={**self._environment, "DBUS_SESSION_BUS_ADDRESS": self.address},
        )
        assert self._daemon.stdout is not None
        assert self._daemon.stdout.readline()
        return self

    def __exit__(self, *_: object) -> None:
        self._daemon.terminate()
        self._daemon.wait(20)
        assert self._daemon.stdout is not None
        self._daemon.stdout.close()
        shutil.rmtree(self._folder)

    def caller(self) -> Caller:
        """Somebody on the bus."""
        return Caller(str(self._folder / "bus"))


class CallFailed(Exception):  # noqa: N818 - the test's own
    """A call was answered with an error."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(text)
        self.name = name


class Caller:
    """Calls methods and waits for their answers. Also a context manager."""

    def __init__(self, socket: str) -> None:
        self._connection: Any = _BLOCKING.DBusConnection(_BLOCKING.prep_socket(socket))

    def __enter__(self) -> Caller:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def send(self, target: tuple[str, str, str], method: str, signature: str, *body: object) -> int:
        """Call a method at (bus name, path, interface); returns the call's number."""
        name, path, interface = target
        address = _JEEPNEY.DBusAddress(path, bus_name=name, interface=interface)
        serial: int = next(self._connection.outgoing_serial)
        message = _JEEPNEY.new_method_call(address, method, signature or None, body)
        self._connection.send(message, serial=serial)
        return serial

    def answer(self) -> tuple[int, tuple[Any, ...]]:
        """Return the next answer: its call's number and its body.

        Raises:
            CallFailed: it is an error.
        """
        while True:
            message = self._connection.receive(timeout=60)
            serial = message.header.fields.get(5)
            if message.header.message_type is _JEEPNEY.MessageType.error:
                error = _JEEPNEY.DBusErrorResponse(message)
                raise CallFailed(error.name, str(error.data))
            if serial is not None:
                return serial, tuple(message.body)

    def call(self, target: tuple[str, str, str], method: str, signature: str, *body: object) -> Any:  # noqa: ANN401 - whatever the method gives
        """Call a method and return its one value, None where it has none."""
        number = self.send(target, method, signature, *body)
        while True:
            answered, values = self.answer()
            if answered == number:
                return values[0] if values else None

    def owner(self, name: str) -> bool:
        """Whether anybody has a name."""
        driver = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
        return bool(self.call(driver, "NameHasOwner", "s", name))

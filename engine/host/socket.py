"""A local door that only the same user can open: Unix socket or Windows pipe, frames, a shared key.

The standard library's own handshake is not used: it runs inside ``accept``, where one silent client
would shut out all others, and its digest changed between Python versions.
"""

from __future__ import annotations

import contextlib
import hmac
import os
import secrets
import shutil
import socket
import sys
import threading
from multiprocessing import connection as transport
from pathlib import Path
from typing import Any

from engine.host.private import private_folder
from engine.protocol.errors import EngineUnavailableError, FindlingError

MAX_FRAME = 64 * 1024 * 1024
"""Bytes; the largest answer (1,000 hits) stays under 2 MB."""

_PREFIX = "findling-"
_PATIENCE = 5.0
"""Seconds for each step of the handshake."""


class RefusedError(FindlingError):
    """The other side does not know the key, or is no Findling."""

    code = "refused"


class Connection:
    """A two-way stream of frames. One thread receives, any may send, any may hang up."""

    def __init__(self, pipe: Any) -> None:  # noqa: ANN401 - its class differs by platform
        self._pipe = pipe
        self._sending = threading.Lock()
        self._closing = threading.Lock()
        self._closed = False

    def send(self, frame: bytes) -> None:
        """Send one frame.

        Raises:
            EngineUnavailableError: when the other side is gone.
        """
        try:
            with self._sending:
                self._pipe.send_bytes(frame)
        except (OSError, ValueError) as error:
            raise EngineUnavailableError("the connection was closed") from error

    def receive(self, timeout: float | None = None) -> bytes:
        """Return the next frame, waiting ``timeout`` seconds for its beginning (None: for ever).

        Raises:
            EngineUnavailableError: when the other side is gone, is silent or sends nonsense.
        """
        try:
            if timeout is not None and not self._pipe.poll(timeout):
                raise EngineUnavailableError("no answer")
            return bytes(self._pipe.recv_bytes(MAX_FRAME))
        except (EOFError, OSError, ValueError) as error:
            raise EngineUnavailableError("the connection was closed") from error

    def hang_up(self) -> None:
        """End the conversation from any thread; whoever sends or receives is woken."""
        with self._closing:
            if self._closed:
                return
            if sys.platform == "win32":
                self._closed = True
                self._pipe.close()
                return
            # closing a descriptor under a reader does not wake it and lets its number be reused
            with (
                contextlib.suppress(OSError),
                socket.socket(fileno=os.dup(self._pipe.fileno())) as end,
            ):
                end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Free the descriptor; only for the thread that receives, or when none does."""
        self.hang_up()
        with self._sending, self._closing:
            if not self._closed:
                self._closed = True
                self._pipe.close()


class Listener:
    """The engine's door: listens from the constructor on."""

    def __init__(self) -> None:
        """Open the door.

        Raises:
            OSError: when no socket can be made.
        """
        self._folder: Path | None = None
        if sys.platform == "win32":
            self.address = rf"\\.\pipe\{_PREFIX}{secrets.token_hex(16)}"
            self._listener = transport.Listener(self.address, "AF_PIPE")
        else:
            self._folder = private_folder()
            self.address = str(self._folder / "s")
            self._listener = transport.Listener(self.address, "AF_UNIX", backlog=64)
        self._open = True

    def accept(self) -> Connection | None:
        """Wait for a client, not yet authenticated; None once the door is closed."""
        while self._open:
            try:
                pipe = self._listener.accept()
            except OSError:  # a client that left while it waited
                continue
            if self._open:
                return Connection(pipe)
            pipe.close()
        return None

    def close(self) -> None:
        """Close the door and remove its folder; `accept` returns None."""
        if not self._open:
            return
        self._open = False
        with contextlib.suppress(OSError):  # wakes the thread that accepts
            transport.Client(self.address).close()
        self._listener.close()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)


def connect(address: str) -> Connection:
    """Knock at an engine's door.

    Raises:
        EngineUnavailableError: when nobody listens there.
    """
    try:
        return Connection(transport.Client(address))
    except (OSError, ValueError) as error:
        raise EngineUnavailableError(f"nobody listens at {address}") from error


def remove_stale(address: str) -> None:
    """Remove what a killed engine left at ``address``, if it is surely a folder of ours."""
    folder = Path(address).parent
    if sys.platform == "win32" or not folder.name.startswith(_PREFIX) or folder.is_symlink():
        return
    if folder.is_dir() and folder.stat().st_uid == os.getuid():
        with contextlib.suppress(OSError):
            (folder / "s").unlink(missing_ok=True)
            folder.rmdir()


def admit(connection: Connection, key: bytes) -> None:
    """Check that the client knows the key, and prove that this side does.

    Raises:
        RefusedError: when it does not.
        EngineUnavailableError: when it goes or stays silent.
    """
    challenge = secrets.token_bytes(32)
    connection.send(challenge)
    answer = connection.receive(_PATIENCE)
    if len(answer) != 64 or not hmac.compare_digest(answer[:32], _proof(key, b"client", challenge)):
        raise RefusedError("wrong key")
    connection.send(_proof(key, b"engine", answer[32:]))


def introduce(connection: Connection, key: bytes) -> None:
    """Prove that this client knows the key, and check that the engine does.

    Raises:
        RefusedError: when it does not.
        EngineUnavailableError: when it goes or stays silent.
    """
    challenge = connection.receive(_PATIENCE)
    own = secrets.token_bytes(32)
    connection.send(_proof(key, b"client", challenge) + own)
    if not hmac.compare_digest(connection.receive(_PATIENCE), _proof(key, b"engine", own)):
        raise RefusedError("the engine does not know its key")


def _proof(key: bytes, role: bytes, challenge: bytes) -> bytes:
    """HMAC-SHA256; the role keeps one side's proof from serving as the other's."""
    return hmac.digest(key, role + b"\0" + challenge, "sha256")

"""How a client comes to a running engine of its own version: finds it, starts it, replaces it."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, NamedTuple

from engine.host.endpoint import read_endpoint
from engine.host.launch import child_environment, lasting_command
from engine.host.lock import FileLock
from engine.host.paths import DataFolderError
from engine.host.socket import Connection, RefusedError, connect, introduce
from engine.protocol.errors import EngineUnavailableError
from engine.protocol.messages import Failed, Quit
from engine.protocol.wire import (
    PROTOCOL,
    Hello,
    WireError,
    decode_event,
    decode_hello,
    encode_command,
    encode_hello,
)

if TYPE_CHECKING:
    from engine.host.paths import DataFolder

READY = b"ready\n"
"""What an engine writes on standard output once it listens; a `Failed` event says why not."""

_GREETING = 5.0
_LOOK = 0.2
"""Seconds between two looks at an engine that neither answers nor ends."""
_LOG_LIMIT = 4_000_000
"""Bytes of engine.log beyond which a start begins a new one."""


class EngineNewerError(EngineUnavailableError):
    """The running engine is newer than this program."""

    code = "engine-newer"
    hint = "Update this program, or end the engine with the newer one's `findling quit`."


class EngineOlderError(EngineUnavailableError):
    """The running engine is older than this program, which may not restart it here."""

    code = "engine-older"
    hint = "`findling quit` ends it; the next start brings the new one."


class Link(NamedTuple):
    """An authenticated connection and who is at its other end."""

    connection: Connection
    hello: Hello


def open_engine(data: DataFolder, *, version: str, start: bool, timeout: float) -> Link:
    """Return a link to the engine of ``data``, started or restarted where ``start`` allows.

    Raises:
        EngineNewerError: a newer version runs there; it is left alone.
        EngineOlderError: an older one runs there and ``start`` is False.
        EngineUnavailableError: none runs and ``start`` is False, or it does not come up.
        DataFolderError: the data folder cannot be written to.
    """
    deadline = time.monotonic() + timeout
    link = _reach(data, version)
    if link is not None and _fits(link, version):
        return link
    if not start:
        raise _missing(link)
    if link is not None:
        link.connection.close()
    try:
        return _bring_up(data, version, deadline)
    except OSError as error:
        raise DataFolderError(data.root, error) from error


def _bring_up(data: DataFolder, version: str, deadline: float) -> Link:
    """Start an engine, in place of an older one, unless somebody else does so just now."""
    with FileLock(data.start_file) as starting:
        if not starting.acquire(max(0.0, deadline - time.monotonic())):
            raise EngineUnavailableError(
                "another program has been starting the engine for too long"
            )
        link = _reach(data, version)  # somebody else may have been quicker
        if link is not None and not _fits(link, version):
            _dismiss(data, link, deadline)
            link = None
        return link or _start(data, version, deadline)


def _reach(data: DataFolder, version: str) -> Link | None:
    """Connect to whatever engine runs; None when none answers."""
    endpoint = read_endpoint(data)
    if endpoint is None:
        return None
    try:
        connection = connect(endpoint.address)
    except EngineUnavailableError:
        return None
    try:
        introduce(connection, endpoint.key)
        hello = decode_hello(connection.receive(_GREETING))
        connection.send(encode_hello(Hello(version=version, protocol=PROTOCOL, pid=os.getpid())))
    except (RefusedError, EngineUnavailableError, WireError):
        connection.close()
        return None
    return Link(connection, hello)


def _fits(link: Link, version: str) -> bool:
    """Whether the engine speaks as this program does.

    Raises:
        EngineNewerError: when it is newer.
    """
    theirs, ours = _order(link.hello.version), _order(version)
    if theirs > ours or (theirs == ours and link.hello.protocol > PROTOCOL):
        link.connection.close()
        raise EngineNewerError(
            f"the running engine is version {link.hello.version}, this program {version}",
            engine=link.hello.version,
            program=version,
        )
    return theirs == ours and link.hello.protocol == PROTOCOL


def _order(version: str) -> tuple[int, ...]:
    """The leading numbers of a version; what follows them does not make two versions differ."""
    found = re.match(r"\d+(\.\d+)*", version)
    return tuple(int(part) for part in found[0].split(".")) if found else ()


def _missing(older: Link | None) -> EngineUnavailableError:
    if older is None:
        return EngineUnavailableError("no engine is running")
    older.connection.close()
    return EngineOlderError(f"the running engine is version {older.hello.version}")


def _dismiss(data: DataFolder, link: Link, deadline: float) -> None:
    """Ask an older engine to end and wait until it has let go of the data."""
    with contextlib.suppress(EngineUnavailableError):
        link.connection.send(encode_command(Quit(ticket=1)))
        while True:  # until it hangs up
            link.connection.receive(max(0.0, deadline - time.monotonic()))
    link.connection.close()
    with FileLock(data.lock_file) as gone:
        if not gone.acquire(max(0.0, deadline - time.monotonic())):
            raise EngineOlderError(f"the engine {link.hello.version} does not end")


def _start(data: DataFolder, version: str, deadline: float) -> Link:
    link = _await_room(data, version, deadline)
    if link is not None:
        return link
    _launch(data, deadline)
    link = _reach(data, version)
    if link is None or not _fits(link, version):
        raise EngineUnavailableError(
            "the engine started but does not answer", log=str(data.log_file)
        )
    return link


def _await_room(data: DataFolder, version: str, deadline: float) -> Link | None:
    """Wait until no engine has the data: one may be ending, or just starting (then a link to it).

    Raises:
        EngineUnavailableError: one has it and does not answer.
    """
    with FileLock(data.lock_file) as room:
        while not room.acquire(_LOOK):
            link = _reach(data, version)
            if link is not None and _fits(link, version):
                return link
            if link is not None:
                link.connection.close()
            if time.monotonic() > deadline:
                raise EngineUnavailableError(
                    "an engine has this data folder and does not answer", log=str(data.log_file)
                )
    return None


def _launch(data: DataFolder, deadline: float) -> None:
    """Start an engine and wait until it listens.

    Raises:
        EngineUnavailableError: it ended instead, with the reason that it gave if it gave one.
    """
    process = _spawn(data)
    ready = threading.Event()
    said: list[bytes] = []

    def watch() -> None:  # lives as long as the engine does, so that no zombie stays
        with process:
            if process.stdout is not None:
                said.append(process.stdout.readline())
                if said != [READY]:
                    said.append(process.stdout.read())
            ready.set()

    threading.Thread(target=watch, name="engine-watch", daemon=True).start()
    if not ready.wait(max(0.0, deadline - time.monotonic())):
        process.kill()
        raise EngineUnavailableError("the engine does not come up", log=str(data.log_file))
    if said == [READY]:
        return
    status = process.wait()
    try:
        refusal = decode_event(b"".join(said))
    except WireError:
        refusal = None
    if not isinstance(refusal, Failed):
        raise EngineUnavailableError(
            f"the engine ended while starting (status {status})", log=str(data.log_file)
        )
    error = EngineUnavailableError(refusal.message, hint=refusal.hint, log=str(data.log_file))
    error.code = refusal.code
    raise error


def _spawn(data: DataFolder) -> subprocess.Popen[bytes]:
    _begin_log(data)
    descriptor = os.open(data.log_file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
    try:
        return subprocess.Popen(  # noqa: S603 - our own command
            lasting_command("engine", "serve", "--data", str(data.root)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=descriptor,
            env=child_environment(),
            cwd=data.root,  # not the person's folder, which they may want to move or unmount
            start_new_session=True,
            creationflags=flags,
        )
    except OSError as error:
        raise EngineUnavailableError(f"the engine cannot be started: {error}") from error
    finally:
        os.close(descriptor)


def _begin_log(data: DataFolder) -> None:
    """Put a long log aside, so that it cannot grow for ever."""
    with contextlib.suppress(OSError):
        if data.log_file.stat().st_size > _LOG_LIMIT:
            data.log_file.replace(data.log_file.with_suffix(".log.1"))

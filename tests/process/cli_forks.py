"""The command line, loaded once and forked for each command: tests give some two hundred.

``python -m tests.process.cli_forks FD`` takes requests from a socket until that is closed. Each
command is a process of its own; from ``python -m engine.cli`` it differs only in that its modules
are loaded already, which takes most of a short command's time.
"""

from __future__ import annotations

import contextlib
import io
import json
import locale
import os
import runpy
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from tempfile import TemporaryFile
from typing import Any

_ROOM = 1 << 18
"""Bytes that a request may have."""
_SECONDS = 120


@cache
def _loaded() -> socket.socket:
    """Start the process that is forked; it is nobody's child, as tests count theirs."""
    ours, given = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with given:
        command = [sys.executable, "-m", "tests.process.cli_forks", str(given.fileno())]
        subprocess.run(command, pass_fds=[given.fileno()], stdin=subprocess.DEVNULL, check=True)
    return ours


def run(
    arguments: tuple[str, ...], environment: Mapping[str, str], typed: str, terminal: int | None
) -> subprocess.CompletedProcess[str]:
    """Run one command to its end, as `subprocess.run` would.

    Args:
        arguments: of the command.
        environment: all of it.
        typed: what is piped into it.
        terminal: a file descriptor that is its input instead.
    """
    request = {"arguments": arguments, "environment": dict(environment), "folder": os.getcwd()}  # noqa: PTH109
    reading, writing = os.pipe()
    with open(reading, "rb") as piped, open(writing, "w", encoding="utf-8") as pipe:  # noqa: PTH123
        pipe.write(typed)
        pipe.close()
        with TemporaryFile() as said, TemporaryFile() as complained:
            source = piped.fileno() if terminal is None else terminal
            code = _ask(json.dumps(request), [source, said.fileno(), complained.fileno()])
            texts: list[str] = []
            for file in (said, complained):
                file.seek(0)
                texts.append(file.read().decode("utf-8").replace("\r\n", "\n"))
    return subprocess.CompletedProcess(list(arguments), code, *texts)


def _ask(request: str, files: list[int]) -> int:
    ours, given = socket.socketpair()
    with ours:
        with given:
            socket.send_fds(_loaded(), [request.encode()], [*files, given.fileno()])
        ours.settimeout(_SECONDS)
        return int(ours.recv(16))


def _serve(control: socket.socket) -> None:
    """Fork for each request; return in the process that is a command."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those who tell the outcome
    while True:
        request, files, _, _ = socket.recv_fds(control, _ROOM, 4)
        if not request:
            os._exit(0)
        if os.fork() == 0:
            control.close()
            break
        for file in files:
            os.close(file)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with socket.socket(fileno=files[3]) as answering:
        if command := os.fork():
            for file in files[:3]:
                os.close(file)
            _, status = os.waitpid(command, 0)
            answering.sendall(str(os.waitstatus_to_exitcode(status)).encode())
            os._exit(0)
    _become(json.loads(request), files[:3])


def _become(request: dict[str, Any], files: list[int]) -> None:
    """Take over what a command is given."""
    for place, file in enumerate(files):
        os.dup2(file, place)
        os.close(file)
    encoding = locale.getencoding() if not sys.flags.utf8_mode else "utf-8"
    sys.stdin = sys.__stdin__ = open(0, encoding=encoding, closefd=False)  # noqa: SIM115
    for name, place, errors in (("stdout", 1, "strict"), ("stderr", 2, "backslashreplace")):
        binary = open(place, "wb", closefd=False)  # noqa: SIM115
        text = io.TextIOWrapper(binary, encoding, errors, line_buffering=name == "stderr")
        setattr(sys, name, text)
        setattr(sys, f"__{name}__", text)
    os.environ.clear()
    os.environ.update(request["environment"])
    os.chdir(request["folder"])
    sys.argv[1:] = request["arguments"]


def _load() -> None:
    """Import all that commands need; typer imports more when the first one is read."""
    from engine.cli import main as command

    sys.argv[1:] = ["--version"]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
        command()


def main() -> None:
    """Be the process that is forked, or a command."""
    control = socket.socket(fileno=int(sys.argv[1]))
    if os.fork():
        os._exit(0)
    _load()
    _serve(control)
    runpy.run_module("engine.cli", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()

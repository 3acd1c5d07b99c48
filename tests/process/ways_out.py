"""All ways in which a process may try to reach a port; ``python -m`` it to try them."""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

_old_thread = ThreadPoolExecutor(1)
_old_thread.submit(int).result()  # it is there before a filter is, as native threads are
_IO_URING_SETUP = 425
_CHILD = "import socket, sys; socket.create_connection(('127.0.0.1', int(sys.argv[1])))"


def try_all(port: int) -> Iterator[tuple[str, str]]:
    """Yield each way's name and ``reached`` or its error."""
    for name, way in WAYS.items():
        try:
            way(port)
        except (OSError, subprocess.CalledProcessError) as error:
            yield name, type(error).__name__
        else:
            yield name, "reached"


def _connect(port: int, host: str = "127.0.0.1") -> None:
    socket.create_connection((host, port), 10).close()


def _send(port: int) -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as sender:
        sender.sendto(b"", ("127.0.0.1", port))


def _load(port: int) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as page:
        page.read()


def _native(_port: int) -> None:
    _call("socket", socket.AF_INET, socket.SOCK_STREAM, 0)


def _ring(_port: int) -> None:
    facts = ctypes.create_string_buffer(256)
    _call("syscall", ctypes.c_long(_IO_URING_SETUP), ctypes.c_ulong(1), facts)


def _call(function: str, *arguments: object) -> None:
    descriptor = ctypes.CDLL(None, use_errno=True)[function](*arguments)
    if descriptor < 0:
        raise OSError(ctypes.get_errno(), function)
    os.close(descriptor)


def _child(port: int) -> None:
    command = [sys.executable, "-c", _CHILD, str(port)]
    subprocess.run(command, stderr=subprocess.DEVNULL, check=True)


WAYS: dict[str, Callable[[int], None]] = {
    "v4": _connect,
    "v6": lambda port: _connect(port, "::1"),
    "name": lambda port: _connect(port, "localhost"),
    "datagram": _send,
    "local": lambda _: socket.socket(socket.AF_UNIX).close(),
    "web": _load,
    "native": _native,
    "ring": _ring,
    "old thread": lambda port: _old_thread.submit(_connect, port).result(),
    "child": _child,
}

if __name__ == "__main__":
    for way, outcome in try_all(int(sys.argv[1])):
        sys.stdout.write(f"{way}: {outcome}\n")

"""What a worker may be at worst; run as ``python -m tests.process.worker_examples BEHAVIOUR``."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator

from engine.host.child import serve
from engine.host.frames import MAX_FRAME
from tests.process.ways_out import try_all


def echo(frame: bytes) -> Iterator[bytes]:
    """Answer with the same, twice, while Python, C and a grandchild chatter on standard output."""
    sys.stdout.write("chatter")
    ctypes.CDLL(None).puts(b"native chatter")
    subprocess.run([sys.executable, "-c", "print('chatter of a child')"], check=True)
    yield frame
    yield frame


def hang(_: bytes) -> Iterator[bytes]:
    """Hold the interpreter for ever, as native code may."""
    ctypes.PyDLL(None).pause()
    yield b""


def crash(_: bytes) -> Iterator[bytes]:
    """Die as native code dies."""
    yield b"first"
    ctypes.string_at(0)


def truncate(_: bytes) -> Iterator[bytes]:
    """Raise a bug."""
    yield b"first"
    raise RuntimeError("a bug")


def bloat(_: bytes) -> Iterator[bytes]:
    """Eat memory until none is given."""
    eaten: list[bytes] = []
    while True:
        eaten.append(b"x" * 10_000_000)
        yield str(len(eaten)).encode()


def flood(_: bytes) -> Iterator[bytes]:
    """Answer with more than a frame holds."""
    yield b"first"
    yield bytes(MAX_FRAME + 1)


def abort(frame: bytes) -> Iterator[bytes]:
    """Abort as native code does that is refused memory, with so many bytes in hand."""
    held = bytearray(int(frame))
    yield b"first"
    threading.Event().wait(1)
    held.clear()
    os.abort()


def ignore_signals(_: bytes) -> Iterator[bytes]:
    """Refuse every polite request to end."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    yield str(os.getpid()).encode()
    threading.Event().wait()


def reach_out(frame: bytes) -> Iterator[bytes]:
    """Try to reach a port of this machine in every way; tell for each what came of it."""
    for name, outcome in try_all(int(frame)):
        yield f"{name}: {outcome}".encode()


BEHAVIOURS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "echo": echo,
    "hang": hang,
    "reach out": reach_out,
    "crash": crash,
    "bug": truncate,
    "bloat": bloat,
    "abort": abort,
    "flood": flood,
    "stubborn": ignore_signals,
}

if __name__ == "__main__":
    if sys.argv[1] == "parent":  # a parent that starts a worker and waits to be killed
        from engine.host.launch import python_command
        from engine.host.worker import Worker

        worker = Worker(python_command("tests.process.worker_examples", sys.argv[2]), name="orphan")
        worker.send(b"go")
        sys.stdout.write(f"{worker.pid}\n")
        sys.stdout.flush()
        threading.Event().wait()
    serve(BEHAVIOURS[sys.argv[1]])

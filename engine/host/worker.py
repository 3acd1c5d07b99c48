"""A killable child process that answers frames (the child's side is in `engine.host.child`).

Bound to its parent three ways: its standard input ends, on Linux the kernel kills it, and
`Worker.kill` waits for it.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import BinaryIO, cast

from engine.host.child import EXIT_ERROR, EXIT_MEMORY, EXIT_TOO_LARGE, MEMORY, NICE, PARENT
from engine.host.frames import FrameError, TruncatedFrameError, read_frame, write_frame
from engine.host.inbox import Inbox
from engine.host.launch import worker_environment
from engine.protocol.errors import FindlingError

_spawner = ThreadPoolExecutor(1, thread_name_prefix="spawner")
"""Starts every worker. PR_SET_PDEATHSIG kills a child when the *thread* that started it ends
(prctl(2)), so that thread must live as long as this process does."""

_LINGER = 2.0
"""Seconds that a child may live on without its standard output."""

_WATCH = 0.2
"""Seconds between two looks at the memory of a worker that has a limit."""

_WANT = 0.3
"""Share of its limit that a worker must have held for a crash to count as want of memory: native
code that is refused memory aborts, and a buffer that grows is asked for at twice its size while
the old one is still there."""
_REASONS = {EXIT_MEMORY: "memory", EXIT_TOO_LARGE: "too-large", EXIT_ERROR: "bug"}
_CRASHES = frozenset(["SIGABRT", "SIGSEGV", "SIGBUS", "SIGILL", "SIGTRAP"])


class WorkerTimeoutError(FindlingError):
    """The worker did not answer in time. It may still be at work: kill it."""

    code = "worker-timeout"


class WorkerDiedError(FindlingError):
    """The worker is gone.

    ``reason`` is ``memory``, ``too-large`` (a request or an answer was more than a frame holds),
    ``bug``, ``garbage``, ``killed``, ``exit N`` or a signal's name.
    """

    code = "worker-died"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}", worker=name, reason=reason)
        self.reason = reason


class Worker:
    """A child process, running from the constructor on.

    ``send`` never blocks; ``receive`` is for one thread at a time; ``kill`` may come from any
    thread. The child's standard error is this process's.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        name: str,
        memory_limit: int | None = None,
        env: Mapping[str, str] | None = None,
        low_priority: bool = False,
    ) -> None:
        """Start ``command``.

        Args:
            command: see `engine.host.launch`; its process calls `engine.host.child.serve`.
            name: for messages and thread names.
            memory_limit: bytes of private memory; None for no limit.
            env: variables added to this process's, whose secrets are held back.
            low_priority: yield the processor to everything else.

        Raises:
            WorkerDiedError: when the program cannot be started at all.
        """
        self.name = name
        self._memory_limit = memory_limit
        self._killed = False
        self._garbage = False
        self._too_large = False
        self._held = 0
        try:
            self._process = _spawn(
                command, _environment(env, memory_limit, low_priority=low_priority)
            )
        except OSError as error:
            raise WorkerDiedError(name, f"cannot start: {error}") from error
        self._inbox = Inbox()
        self._outbox: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=self._read, name=f"{name}-answers", daemon=True),
            threading.Thread(target=self._write, name=f"{name}-requests", daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    @property
    def pid(self) -> int:
        """The child's process id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the child still runs."""
        return self._process.poll() is None

    def send(self, frame: bytes) -> None:
        """Hand ``frame`` to the child; a dead child is reported by `receive`."""
        self._outbox.put(frame)

    def receive(self, timeout: float) -> bytes:
        """Return the next frame.

        Raises:
            WorkerTimeoutError: nothing came for ``timeout`` seconds.
            WorkerDiedError: the child is gone (perhaps killed for writing nonsense) and all its
                frames were received.
        """
        deadline = time.monotonic() + timeout
        while True:
            left = max(0.0, deadline - time.monotonic())
            frame = self._inbox.get(left if self._memory_limit is None else min(left, _WATCH))
            if frame is not None:
                return frame
            if self._inbox.ended:
                raise WorkerDiedError(self.name, self._reason())
            if self._over_limit():
                self.kill()
                raise WorkerDiedError(self.name, "memory")
            if time.monotonic() >= deadline:
                raise WorkerTimeoutError(
                    f"{self.name}: no answer in {timeout:g} s", worker=self.name
                )

    def kill(self) -> None:
        """End the child at once and wait until it is gone; harmless when it is gone already."""
        self._killed = self._killed or self.alive
        with contextlib.suppress(OSError):
            self._process.kill()
        self._process.wait()
        self._inbox.end()
        self._outbox.put(None)
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join()

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def _read(self) -> None:
        stream = cast("BinaryIO", self._process.stdout)
        try:
            while (frame := read_frame(stream)) is not None and self._inbox.put(frame):
                pass
        except TruncatedFrameError:
            pass  # it died while writing
        except FrameError:
            self._garbage = True
            self._process.kill()
        finally:
            self._bury()
            stream.close()
            self._inbox.end()
            self._outbox.put(None)

    def _bury(self) -> None:
        """Wait for the end that the closed stream announces; help where it lingers."""
        try:
            self._process.wait(_LINGER)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _write(self) -> None:
        stream = cast("BinaryIO", self._process.stdin)
        try:
            while (frame := self._outbox.get()) is not None:
                write_frame(stream, frame)
        except FrameError:  # nothing of it was sent, and nobody will ever answer it
            self._too_large = True
            self._process.kill()
        except (OSError, ValueError):  # the child is gone, which `receive` tells
            pass
        with contextlib.suppress(OSError, ValueError):
            stream.close()

    def _over_limit(self) -> bool:
        """Look at the memory held; Linux itself sees to the limit, and counts private pages."""
        if self._memory_limit is None:
            return False
        import psutil

        try:
            memory = psutil.Process(self.pid).memory_info()
        except psutil.Error:
            return False
        on_linux = sys.platform == "linux"
        self._held = max(self._held, memory.data if on_linux else memory.rss)
        return not on_linux and self._held > self._memory_limit

    def _reason(self) -> str:
        status = self._process.wait()
        if self._garbage:
            return "garbage"
        if self._too_large:
            return "too-large"
        if self._killed:
            return "killed"
        if status >= 0:
            return _REASONS.get(status, f"exit {status}")
        crash = signal.Signals(-status).name
        wanted = self._memory_limit is not None and self._held > _WANT * self._memory_limit
        return "memory" if wanted and crash in _CRASHES else crash


def _environment(
    env: Mapping[str, str] | None, memory_limit: int | None, *, low_priority: bool
) -> dict[str, str]:
    settings = {PARENT: str(os.getpid()), **(env or {})}
    if memory_limit is not None:
        settings[MEMORY] = str(memory_limit)
    if low_priority:
        settings[NICE] = "10"
    return worker_environment(settings)


def _spawn(command: Sequence[str], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW
        if NICE in environment:
            flags |= subprocess.BELOW_NORMAL_PRIORITY_CLASS

    def start() -> subprocess.Popen[bytes]:
        process = subprocess.Popen(  # noqa: S603 - the command is ours
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=dict(environment),
            start_new_session=True,  # Ctrl-C in a terminal is for the program in front
            creationflags=flags,
        )
        if NICE in environment:
            _yield_disk(process.pid)
        return process

    return _spawner.submit(start).result()


def _yield_disk(pid: int) -> None:
    """Let everybody else read first (Linux, Windows; macOS has no such call for a strange process).

    The threads that the child starts inherit it.
    """
    import psutil

    with contextlib.suppress(psutil.Error, OSError):  # it may have died at once
        if sys.platform == "linux":
            psutil.Process(pid).ionice(psutil.IOPRIO_CLASS_IDLE)
        elif sys.platform == "win32":
            psutil.Process(pid).ionice(psutil.IOPRIO_VERYLOW)

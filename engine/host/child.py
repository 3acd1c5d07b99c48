"""The child's side of a worker: take frames, answer frames, die with the parent."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterable
from typing import BinaryIO

from engine.host.frames import FrameError, read_frame, write_frame
from engine.host.sandbox import forbid_network

PARENT = "FINDLING_WORKER_PARENT"
MEMORY = "FINDLING_WORKER_MEMORY"
NICE = "FINDLING_WORKER_NICE"

EXIT_MEMORY = 71
"""Exit status of a worker that met its memory limit."""
EXIT_TOO_LARGE = 72
"""Exit status of a worker whose answer was more than a frame holds."""
EXIT_ERROR = 70
"""Exit status of a worker whose handler raised: a bug, expected failures are answers."""

_PR_SET_PDEATHSIG = 1  # from linux/prctl.h


def serve(handle: Callable[[bytes], Iterable[bytes]]) -> None:
    """Answer each frame from the parent by the frames that ``handle`` yields.

    File descriptor 1 leads to standard error from here on, so that chatter of native code cannot
    spoil the frames. Never returns: the process ends when standard input does, even while
    ``handle`` is at work. It works without a network from here on: see `engine.host.sandbox`.
    """
    _die_with_parent()
    forbid_network()
    requests, answers = _take_standard_streams()
    _apply_limits()
    inbox: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_pump, args=(requests, inbox), name="requests", daemon=True).start()
    try:
        while True:
            for answer in handle(inbox.get()):
                write_frame(answers, answer)
    except MemoryError:
        _leave(EXIT_MEMORY)
    except FrameError:
        _leave(EXIT_TOO_LARGE)
    except BrokenPipeError:
        _leave(0)
    except BaseException:  # noqa: BLE001 - the process ends; the parent sees its status
        traceback.print_exc()
        _leave(EXIT_ERROR)


def limit_memory(limit: int) -> None:
    """Make allocations beyond ``limit`` bytes fail (Linux; elsewhere the parent watches)."""
    if sys.platform == "linux":
        import resource

        # RLIMIT_DATA counts what is private and writable; RLIMIT_AS would count mapped models and
        # reserved arenas
        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        most = limit if hard == resource.RLIM_INFINITY else min(limit, hard)  # it may not be raised
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _take_standard_streams() -> tuple[BinaryIO, BinaryIO]:
    """Move the pipe ends off 0 and 1, where strangers would read and write them."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return requests, answers


def _pump(requests: BinaryIO, inbox: queue.SimpleQueue[bytes]) -> None:
    """Read on while the handler works, so that the end of the stream is seen at once."""
    with contextlib.suppress(FrameError, OSError):
        while (frame := read_frame(requests)) is not None:
            inbox.put(frame)
    _leave(0)


def _leave(status: int) -> None:
    """End without finalizers: native threads may be in the middle of something."""
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.flush()
    os._exit(status)


def _die_with_parent() -> None:
    """Linux: have the kernel kill this process with its parent, whatever native code is at."""
    parent = os.environ.get(PARENT)
    if sys.platform != "linux" or parent is None:
        return
    import ctypes

    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != int(parent):  # it died before the call
        os._exit(0)


def _apply_limits() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # strangers' texts; and it takes seconds
    if memory := os.environ.get(MEMORY):
        limit_memory(int(memory))
    if (nice := os.environ.get(NICE)) and sys.platform != "win32":
        os.nice(int(nice))

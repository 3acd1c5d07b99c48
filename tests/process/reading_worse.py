"""The real reader worker, except that some names make it crash or hang, as some parsers do."""

from __future__ import annotations

import contextlib
import os
import threading
from pathlib import Path

from engine.host.child import serve
from engine.jobs import reading
from engine.jobs.reading_messages import Draft, Refusal, Source

_read = reading.read
_held: list[bytearray] = []


def read(source: Source) -> Draft | Refusal:
    """Read, or do what the file's name says."""
    name = Path(source.path).name
    if name.startswith("crash"):
        os._exit(3)
    if name.startswith("hang"):
        threading.Event().wait()
    if name.startswith("hoard"):
        hold_all_memory()
        threading.Event().wait()
    return _read(source)


def hold_all_memory() -> None:
    """Take memory until none is given any more, as some native libraries do before they hang."""
    with contextlib.suppress(MemoryError):
        while True:
            _held.append(bytearray(2**22))


if __name__ == "__main__":
    reading.read = read
    serve(reading.Reading().handle)

"""The real reader worker, except that some names make it crash or hang, as some parsers do."""

from __future__ import annotations

import contextlib
import os
import threading
from pathlib import Path

import msgspec

from engine.host.child import serve
from engine.host.frames import MAX_FRAME
from engine.jobs import reading
from engine.jobs.reading_messages import Draft, Refusal, Source

_read, _hash = reading.read, reading.content_hash
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
    outcome = _read(source)
    if name.startswith("flood") and isinstance(outcome, Draft):
        return msgspec.structs.replace(outcome, title="x" * (MAX_FRAME + 1))
    return outcome


def content_hash(path: Path) -> bytes:
    """Hash, and have a growing file grow before its text is read."""
    digest = _hash(path)
    if path.name.startswith("growing"):
        with path.open("a", encoding="utf-8") as stream:
            stream.write("\n\nOne more line.")
    return digest


def hold_all_memory() -> None:
    """Take memory until none is given any more, as some native libraries do before they hang."""
    with contextlib.suppress(MemoryError):
        while True:
            _held.append(bytearray(2**22))


if __name__ == "__main__":
    reading.read = read
    reading.content_hash = content_hash
    serve(reading.Reading().handle)

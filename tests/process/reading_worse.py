"""The real reader worker, except that some names make it crash or hang, as some parsers do."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from engine.host.child import serve
from engine.jobs import reading
from engine.jobs.reading_messages import Draft, Refusal, Source

_read = reading.read


def read(source: Source) -> Draft | Refusal:
    """Read, or do what the file's name says."""
    name = Path(source.path).name
    if name.startswith("crash"):
        os._exit(3)
    if name.startswith("hang"):
        threading.Event().wait()
    return _read(source)


if __name__ == "__main__":
    reading.read = read
    serve(reading.Reading().handle)

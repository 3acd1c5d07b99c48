"""A preview worker that misbehaves by name; run as ``python -m tests.process.preview_examples``."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator

import msgspec

from engine.host.child import serve
from engine.preview.jobs import Job
from engine.preview.worker import Preview

_preview = Preview()
_decoder = msgspec.msgpack.Decoder(Job)


def answer(frame: bytes) -> Iterator[bytes]:
    """Die of ``crash…``, hang at ``hang…``, else do what the real one does."""
    name = _decoder.decode(frame).ask.path.rsplit("/", 1)[-1]
    if name.startswith("crash"):
        os.kill(os.getpid(), signal.SIGKILL)
    if name.startswith("hang"):
        threading.Event().wait()
    yield from _preview.answer(frame)


if __name__ == "__main__":
    serve(answer)

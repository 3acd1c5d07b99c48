"""How many passages a second this machine's indexing workers embed with a model."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from engine.jobs.crew import UnwantedError
from engine.jobs.reading_messages import Answer, Batch, Draft, Read
from engine.models.registry import resources_folder
from engine.store.catalogue_rows import Signature

if TYPE_CHECKING:
    from pathlib import Path

    from engine.host.cancellation import Token
    from engine.jobs.crew import Crew, Reader
    from engine.jobs.outside import Outside

CHARACTERS = 700
"""Of a passage, about."""
_FIRST = 8
"""Passages that tell how many to go on with; the worker warms up with them."""
_SECONDS = 1.5
_MOST = 4096
_PATIENCE = 120.0
"""Seconds for one answer."""
_NOTHING = Signature(size=0, mtime_ns=0, device=0, inode=0, ctime_ns=0)

_decoder = msgspec.msgpack.Decoder(Answer)
_encoder = msgspec.msgpack.Encoder()


def passages_per_second(crew: Crew, model: str, token: Token) -> float:
    """Return the speed of all workers together.

    Args:
        crew: lends the workers.
        model: id in the registry; empty for BM25 alone.
        token: checked between batches.

    Raises:
        Cancelled: by the token.
        UsageError: it would cost money.
        ModelError: a model that runs outside the workers cannot.
        ReadersUnavailableError: no worker starts with this model.
        WorkerDiedError, WorkerTimeoutError: one was lost while it was measured.
    """
    texts = sample_texts(_MOST)
    outside = crew.outside(model)
    if outside is not None and outside.makes:
        return _speed_outside(outside, token, texts)
    with ThreadPoolExecutor(crew.most) as pool:
        speeds = [pool.submit(_speed, crew, model, token, texts) for _ in range(crew.most)]
        return sum(speed.result() for speed in speeds)


def sample_texts(count: int) -> list[str]:
    """Return passages made of the words of the sample files, always the same."""
    words = [word for path in _sample_files() for word in path.read_text("utf-8").split()]
    chance = random.Random(1)  # noqa: S311 - no secret
    each = max(1, CHARACTERS * len(words) // max(1, sum(len(word) + 1 for word in words)))
    return [" ".join(chance.choices(words, k=each)) for _ in range(count)]


def _sample_files() -> Iterator[Path]:
    folder = resources_folder() / "samples"
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".md", ".txt"} and path.name.isascii() and path.parent.name.isascii():
            yield path


def _speed_outside(outside: Outside, token: Token, texts: Sequence[str]) -> float:
    def seconds(some: Sequence[str]) -> float:
        began = time.perf_counter()
        try:
            outside.rehearse(some, lambda: token.cancelled)
        except UnwantedError:
            token.check()
            raise
        return max(time.perf_counter() - began, 1e-6)

    seconds(texts[:_FIRST])  # loads
    rate = _FIRST / seconds(texts[:_FIRST])
    enough = min(_MOST, max(_FIRST, int(rate * _SECONDS)))
    return enough / seconds(texts[:enough])


def _speed(crew: Crew, model: str, token: Token, texts: Sequence[str]) -> float:
    reader = crew.lend(model, lambda: token.cancelled)
    kept = False
    try:
        _encode(reader, texts[:_FIRST])  # loads, allocates, fills caches
        rate = _FIRST / max(_encode(reader, texts[:_FIRST]), 1e-6)
        token.check()
        enough = min(_MOST, max(_FIRST, int(rate * _SECONDS)))
        seconds = _encode(reader, texts[:enough])
        kept = True
    finally:
        crew.take_back(reader) if kept else reader.worker.kill()
    token.check()
    return enough / max(seconds, 1e-6)


def _encode(reader: Reader, texts: Sequence[str]) -> float:
    """Have a worker encode passages; return the seconds that it took."""
    reader.worker.send(_encoder.encode(Batch((_draft(texts),))))
    spent = 0.0
    finished = False
    while not finished:
        answer = _decoder.decode(reader.worker.receive(_PATIENCE))
        if isinstance(answer, Read):
            spent += answer.encode_seconds
            finished = answer.last
    return spent


def _draft(texts: Sequence[str]) -> Draft:
    zeros = np.zeros(len(texts), np.int32).tobytes()
    return Draft(
        file=1,
        signature=_NOTHING,
        hash=b"",
        media_type="text/plain",
        title="",
        language="en",
        starts=zeros,
        ends=zeros,
        pages=zeros,
        headings=[""] * len(texts),
        langs=["en"] * len(texts),
        texts=list(texts),
    )

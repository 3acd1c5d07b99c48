"""The embedder worker: a process that holds transformers and turns texts into vectors and scores.

A process of its own, because a native runtime that fails or grows must not take the index with it,
and because its memory is only returned for sure with its end. The engine's side is
`engine.models.embedder_client`.
"""

from __future__ import annotations

import gc
import os
import time
from collections import OrderedDict
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from engine.host.child import serve
from engine.models.embedder_messages import (
    EmbeddingFailed,
    EmbedTexts,
    Request,
    ScorePairs,
    Vectors,
    column,
    packed,
)
from engine.models.errors import ModelDamagedError, ModelMissingError
from engine.models.families import family_of, open_model, open_reranker
from engine.models.holdings import Holdings
from engine.models.vocabulary import Access, documents_of, queries_of
from engine.protocol.errors import FindlingError

if TYPE_CHECKING:
    from engine.models.entry import ModelEntry

__all__ = ["EmbedTexts", "Embedder", "EmbeddingFailed", "ScorePairs", "Vectors", "main"]

THREADS = min(2, os.cpu_count() or 1)
"""More gain little on passages, and take the machine from the person who waits."""

KEPT = 3
"""Models in memory at once: one that searches, one that reranks, one that a library is getting."""

Opener = Callable[["ModelEntry", Access], Any]


class Embedder:
    """Answers requests with the models that were asked for last."""

    def __init__(self) -> None:
        self._models: OrderedDict[tuple[str, Opener], _Held] = OrderedDict()
        self._decoder = msgspec.msgpack.Decoder[Request](Request)

    def answer(self, frame: bytes) -> Iterator[bytes]:
        """Yield the one answer to a request."""
        request = self._decoder.decode(frame)
        reply: Vectors | EmbeddingFailed
        try:
            reply = (
                self._score(request) if isinstance(request, ScorePairs) else self._embed(request)
            )
        except FindlingError as error:
            reply = EmbeddingFailed(error.code, str(error), error.hint)
        yield msgspec.msgpack.encode(reply)

    def _embed(self, request: EmbedTexts) -> Vectors:
        held = self._held(request, open_model)
        encode = queries_of if request.queries else documents_of
        with _blaming(held.entry):
            started = time.perf_counter()
            made = encode(held.model, request.texts)
            return packed(made, time.perf_counter() - started)

    def _score(self, request: ScorePairs) -> Vectors:
        held = self._held(request, open_reranker)
        with _blaming(held.entry):
            started = time.perf_counter()
            scores = held.model.scores(request.query, request.texts)
            return column(scores, time.perf_counter() - started)

    def _held(self, request: Request, opener: Opener) -> _Held:
        if request.card is not None:
            return _opened(request.card, opener)
        key = (request.model, opener)
        held = self._models.pop(key, None)
        if held is None:
            entry = Holdings(Path(request.home) if request.home else None).ready(request.model)
            while len(self._models) >= KEPT:
                self._models.popitem(last=False)
                gc.collect()  # before the next one is loaded: their parts know each other
            held = _opened(entry, opener)
        self._models[key] = held
        return held


class _Held(NamedTuple):
    entry: ModelEntry
    model: Any
    """Of the kind that the opener opens."""


def _opened(entry: ModelEntry, opener: Opener) -> _Held:
    family = family_of(entry)
    if not family.module or family.place == "engine":
        raise ModelMissingError(f"{entry.name} does not work in the embedder", hint="")
    with _blaming(entry):
        return _Held(entry, opener(entry, Access(threads=THREADS)))


@contextmanager
def _blaming(entry: ModelEntry) -> Generator[None]:
    """Take what strangers' code raises for a fault of their model; our own is to be loud.

    Raises:
        ModelDamagedError: another package's family raised something.
    """
    try:
        yield
    except (FindlingError, MemoryError):
        raise
    except Exception as error:
        if family_of(entry).module.startswith("engine."):
            raise
        raise ModelDamagedError(f"{entry.name}: {error}", model=entry.id) from error


def main() -> None:
    """Serve until the engine goes."""
    # Everything lies on this machine; libraries are not to look for it elsewhere.
    os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", TOKENIZERS_PARALLELISM="false")
    serve(Embedder().answer)

"""The embedder worker: a process that holds a transformer and turns texts into vectors.

A process of its own, because a native runtime that fails or grows must not take the index with it.
The engine's side is `engine.models.embedder_client`.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from engine.host.child import serve
from engine.models.entry import ModelEntry
from engine.models.errors import ModelMissingError
from engine.models.holdings import Holdings
from engine.protocol.errors import FindlingError

if TYPE_CHECKING:
    from engine.models.onnx import OnnxSentenceModel

THREADS = min(2, os.cpu_count() or 1)
"""More gain little on passages, and take the machine from the person who waits."""

KEPT = 2
"""Models in memory at once: one that searches, one that reranks."""


class EmbedTexts(msgspec.Struct, frozen=True, tag=True):
    """Asks for the vectors of texts; answered by `Vectors` or `EmbeddingFailed`."""

    model: str
    """Its id in the catalogue."""
    texts: tuple[str, ...]
    queries: bool = False
    """Queries or passages: some models tell them apart."""
    home: str = ""
    """Where downloaded and added models lie; empty for the program's own alone."""
    card: ModelEntry | None = None
    """To be tried as it stands here, and not kept: whether it is a model is not known yet."""


class ScorePairs(msgspec.Struct, frozen=True, tag=True):
    """Asks how well texts answer a query; answered by `Vectors` of one column."""

    model: str
    query: str
    texts: tuple[str, ...]
    home: str = ""


class Vectors(msgspec.Struct, frozen=True, tag=True):
    """float32, little-endian, row after row; learned sparse ones as a CSR matrix's three arrays."""

    dim: int
    data: bytes
    vocabulary: int = 0
    """Columns of the learned ones; 0 where the model makes none."""
    indptr: bytes = b""
    """int64 (n + 1)"""
    indices: bytes = b""
    """uint32, ascending within a row"""
    weights: bytes = b""
    """float32"""


class EmbeddingFailed(msgspec.Struct, frozen=True, tag=True):
    """An expected failure of the model."""

    code: str
    message: str
    hint: str


class Embedder:
    """Answers requests with the models that were asked for last."""

    def __init__(self) -> None:
        self._models: OrderedDict[str, OnnxSentenceModel] = OrderedDict()
        self._decoder = msgspec.msgpack.Decoder(EmbedTexts)

    def answer(self, frame: bytes) -> Iterator[bytes]:
        """Yield the one answer to a request."""
        request = self._decoder.decode(frame)
        reply: Vectors | EmbeddingFailed
        try:
            reply = self._embed(request)
        except FindlingError as error:
            reply = EmbeddingFailed(error.code, str(error), error.hint)
        yield msgspec.msgpack.encode(reply)

    def _embed(self, request: EmbedTexts) -> Vectors:
        model = self._model_of(request)
        encode = model.encode_queries if request.queries else model.encode_documents
        vectors = np.ascontiguousarray(encode(request.texts), dtype="<f4")
        return Vectors(vectors.shape[1], vectors.tobytes())

    def _model_of(self, request: EmbedTexts) -> OnnxSentenceModel:
        if request.card is not None:
            return _opened(request.card)
        model = self._models.pop(request.model, None)
        if model is None:
            model = _loaded(request.model, request.home)
            while len(self._models) >= KEPT:
                self._models.popitem(last=False)
        self._models[request.model] = model
        return model


def _loaded(model_id: str, home: str) -> OnnxSentenceModel:
    entry = Holdings(Path(home) if home else None).ready(model_id)
    if entry.family != "onnx":
        raise ModelMissingError(f"{model_id} is no transformer", hint="", model=model_id)
    return _opened(entry)


def _opened(entry: ModelEntry) -> OnnxSentenceModel:
    from engine.models.onnx import open_sentence_model

    return open_sentence_model(entry, threads=THREADS)


def main() -> None:
    """Serve until the engine goes."""
    serve(Embedder().answer)

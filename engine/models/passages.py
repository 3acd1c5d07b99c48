"""Both vectors of passages by whatever model a library has: for the workers that index."""

from __future__ import annotations

import dataclasses
from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from engine.models import registry
from engine.models.encoder import EncodedTexts, TextEncoder
from engine.models.errors import ModelMissingError
from engine.models.static import StaticTable

if TYPE_CHECKING:
    from engine.models.entry import ModelEntry
    from engine.models.onnx import OnnxSentenceModel

STEP = 32
"""Passages that a transformer embeds between two signs of life: seconds on a slow machine."""


class PassageEncoder:
    """Encodes passages. For one thread.

    Args:
        entry: the dense model; None for BM25 alone.

    Raises:
        ModelError: the model is missing, damaged, or none that makes dense vectors.
    """

    def __init__(self, entry: ModelEntry | None) -> None:
        self._sentences: OnnxSentenceModel | None = None
        table = None
        if entry is not None and entry.family == "static":
            table = StaticTable.load(registry.folder(entry))
        elif entry is not None and entry.family == "onnx":
            from engine.models.onnx import open_sentence_model

            self._sentences = open_sentence_model(entry, threads=1)  # each worker has one core
        elif entry is not None:
            raise ModelMissingError(f"{entry.id} makes no dense vectors", hint="", model=entry.id)
        self._encoder = TextEncoder(table)

    def encode(
        self, texts: Sequence[str], languages: Sequence[str], wanted: Sequence[bool]
    ) -> Generator[None, None, EncodedTexts]:
        """Yield now and then while it goes on; return the vectors (see `TextEncoder.encode`).

        Args:
            texts: the passages.
            languages: ISO 639-1 of each, "" where unknown.
            wanted: which passages get a dense vector; the others' rows are zero.
        """
        encoded = self._encoder.encode(texts, languages, dense_for=wanted)
        if self._sentences is None:
            return encoded
        dense = np.zeros((len(texts), self._sentences.dim), np.float32)
        places = [place for place, one in enumerate(wanted) if one]
        for start in range(0, len(places), STEP):
            some = places[start : start + STEP]
            dense[some] = self._sentences.encode_documents([texts[place] for place in some])
            yield
        return dataclasses.replace(encoded, dense=dense)

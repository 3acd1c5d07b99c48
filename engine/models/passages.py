"""Both vectors of passages by whatever model a library has: for the workers that index."""

from __future__ import annotations

import dataclasses
from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from engine.models import registry
from engine.models.encoder import EncodedTexts, TextEncoder
from engine.models.errors import ModelMissingError
from engine.models.families import open_model
from engine.models.spellings import Spellings
from engine.models.static import StaticTable
from engine.models.vocabulary import Access, documents_of

if TYPE_CHECKING:
    from engine.models.entry import ModelEntry
    from engine.models.vocabulary import TextModel

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
        self._sentences: TextModel | None = None
        table = None
        if entry is not None and entry.family == "static":
            table = StaticTable.load(registry.folder(entry))
        elif entry is not None and "dense" in entry.kinds:
            self._sentences = open_model(entry, Access(threads=1))  # each worker has one core
        elif entry is not None:
            raise ModelMissingError(f"{entry.id} makes no dense vectors", hint="", model=entry.id)
        self._spellings = Spellings()
        self._encoder = TextEncoder(table, spellings=self._spellings)

    def words(self) -> dict[str, str]:
        """Return the words that were met and not told yet, with their spelling where it differs."""
        return self._spellings.take()

    def tell_again(self) -> None:
        """Tell all words again, for nobody knows them any more."""
        self._spellings.forget()
        self._encoder.forget()

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
            made = documents_of(self._sentences, [texts[place] for place in some])
            dense[some] = made.dense
            yield
        return dataclasses.replace(encoded, dense=dense)

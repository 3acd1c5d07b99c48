"""SPLADE: learned sparse vectors over a vocabulary, by sentence-transformers (the extra).

Formal et al. 2021, https://arxiv.org/abs/2109.10086: a token's weight is the largest
``log(1 + relu(logit))`` that the masked language model gives it at any place of the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.models.errors import ModelDamagedError
from engine.models.registry import folder
from engine.models.sparse_rows import Weights, unit_csr
from engine.models.texts import encodable
from engine.models.torch_parts import Batches, Seat
from engine.models.transformers import open_sentences, worded

if TYPE_CHECKING:
    from engine.models.entry import ModelEntry
    from engine.models.vectors import SparseRows
    from engine.models.vocabulary import Access

_SHARE = 0.25
"""Of the usual batch: every token has a number for each of some 30,000 others."""


class SpladeModel:
    """Turns texts into sparse vectors of length 1. For one thread.

    Scaling to length 1 changes no order for a query, but makes passages' inner products cosines; a
    long passage does not win by its length any more.

    Args:
        folder: where the model's files are.
        threads: how many the processor may spend.
        tokens: where longer texts are cut; 0 to leave it to the model.
        prompts: what goes before a query, and before a passage.

    Raises:
        ModelMissingError: the folder is not there.
        ModelDamagedError: it holds no such model.
    """

    dim: int
    """Size of the vocabulary."""

    def __init__(
        self, folder: Path, *, threads: int, tokens: int = 0, prompts: tuple[str, str] = ("", "")
    ) -> None:
        self._folder = folder
        self._query_prompt, self._document_prompt = prompts
        seat = Seat(threads)
        self._batches = Batches(seat, _SHARE)
        self._model = open_sentences("SparseEncoder", folder, seat, tokens)
        self.dim = int(self._model.encode(["a"], show_progress_bar=False).shape[-1])

    def encode_documents(self, texts: Sequence[str]) -> SparseRows:
        """Return float32 CSR of shape (len(texts), dim), rows of length 1.

        A text without a single token has an empty row.

        Raises:
            ModelDamagedError: what the model makes is no vector.
        """
        return self._encode(self._model.encode_document, texts, self._document_prompt)

    def encode_queries(self, texts: Sequence[str]) -> SparseRows:
        """Return the vectors of queries, which some models make by another, quicker way."""
        return self._encode(self._model.encode_query, texts, self._query_prompt)

    def _encode(self, encode: Any, texts: Sequence[str], prompt: str) -> SparseRows:  # noqa: ANN401
        clean = [encodable(text) for text in texts]
        rows, lengths = worded(self._model, clean)
        found: dict[int, Weights] = {}

        def work(places: list[int]) -> list[Weights]:
            some = [clean[rows[place]] for place in places]
            made = encode(
                some,
                prompt=prompt,
                batch_size=len(some),
                show_progress_bar=False,
                convert_to_sparse_tensor=True,
                save_to_cpu=True,
            )
            return [self._weights(row) for row in made]

        for places, made in self._batches.run(lengths, work):
            found.update(zip((rows[place] for place in places), made, strict=True))
        return unit_csr(found, len(texts), self.dim)

    def _weights(self, row: Any) -> Weights:  # noqa: ANN401 - torch's sparse tensor
        row = row.coalesce()
        weights = row.values().float().numpy()
        if not np.isfinite(weights).all():
            raise ModelDamagedError("the model's answer is no vector", path=str(self._folder))
        return row.indices()[0].numpy(), weights


def open_model(entry: ModelEntry, access: Access) -> SpladeModel:
    """Return an entry's model, loaded.

    Raises:
        ModelMissingError, ModelDamagedError: as `SpladeModel`.
    """
    return SpladeModel(
        folder(entry),
        threads=access.threads,
        tokens=entry.tokens,
        prompts=(entry.query_prompt, entry.document_prompt),
    )

"""Any model of sentence-transformers, by that library itself (the extra ``transformers``)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.models.errors import ModelDamagedError
from engine.models.registry import folder
from engine.models.static import unit_rows
from engine.models.texts import encodable
from engine.models.torch_parts import Batches, Seat, library, loaded, token_counts

if TYPE_CHECKING:
    from engine.models.entry import ModelEntry
    from engine.models.vectors import FloatMatrix
    from engine.models.vocabulary import Access

_MARKS = 2
"""Tokens that most tokenizers put around a text."""


class SentenceModel:
    """Turns texts into unit vectors. For one thread.

    On a processor, in float32, what shares a batch changes a vector by 1e-7 in each number at most
    (all-MiniLM-L6-v2, also padded from 4 to 256 tokens; cosine 1 to the same precision), so that
    texts of about the same length go together: 48 passages took .39 of the time that they took one
    by one, and 1.05 in batches of exactly the same length. No code of the model's own is ever run.

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
    """Length of the vectors."""

    def __init__(
        self, folder: Path, *, threads: int, tokens: int = 0, prompts: tuple[str, str] = ("", "")
    ) -> None:
        self._folder = folder
        self._query_prompt, self._document_prompt = prompts
        self._seat = Seat(threads)
        self._batches = Batches(self._seat)
        self._model = open_sentences("SentenceTransformer", folder, self._seat, tokens)
        with_one = self._model.encode(["a"], show_progress_bar=False)
        self.dim = int(np.asarray(with_one).shape[-1])

    def encode_documents(self, texts: Sequence[str]) -> FloatMatrix:
        """Return an array of shape (len(texts), dim), float32, rows of length 1.

        A text without a single token has a row of zeros.

        Raises:
            ModelDamagedError: what the model makes is no vector.
        """
        return self._encode(self._model.encode_document, texts, self._document_prompt)

    def encode_queries(self, texts: Sequence[str]) -> FloatMatrix:
        """Return the vectors of queries, which have a prompt of their own with some models."""
        return self._encode(self._model.encode_query, texts, self._query_prompt)

    def _encode(self, encode: Any, texts: Sequence[str], prompt: str) -> FloatMatrix:  # noqa: ANN401
        clean = [encodable(text) for text in texts]
        rows, lengths = worded(self._model, clean)
        vectors = np.zeros((len(texts), self.dim), np.float32)

        def work(places: list[int]) -> FloatMatrix:
            some = [clean[rows[place]] for place in places]
            made = encode(some, prompt=prompt, batch_size=len(some), show_progress_bar=False)
            return np.asarray(made, np.float32)

        for places, made in self._batches.run(lengths, work):
            if not np.isfinite(made).all():
                raise ModelDamagedError("the model's answer is no vector", path=str(self._folder))
            vectors[[rows[place] for place in places]] = unit_rows(made)
        return vectors


def open_model(entry: ModelEntry, access: Access) -> SentenceModel:
    """Return an entry's model, loaded.

    Raises:
        ModelMissingError, ModelDamagedError: as `SentenceModel`.
    """
    return SentenceModel(
        folder(entry),
        threads=access.threads,
        tokens=entry.tokens,
        prompts=(entry.query_prompt, entry.document_prompt),
    )


def open_sentences(kind: str, folder: Path, seat: Seat, tokens: int) -> Any:  # noqa: ANN401
    """Return a model of sentence-transformers' class ``kind``, from its files alone.

    Raises:
        ModelMissingError, ModelDamagedError: as `SentenceModel`.
    """

    def opened() -> Any:  # noqa: ANN401
        model = getattr(library("sentence_transformers"), kind)(
            str(folder),
            device=seat.device,
            local_files_only=True,
            trust_remote_code=False,
            model_kwargs={"dtype": seat.precision(folder)},
        )
        if tokens and model.max_seq_length is not None:
            model.max_seq_length = min(model.max_seq_length, tokens)
        return model

    return loaded(folder, opened)


def worded(model: Any, texts: Sequence[str]) -> tuple[list[int], list[int]]:  # noqa: ANN401
    """Return the rows of the texts that have a token of their own, and about how long they are."""
    most = model.max_seq_length or max(map(len, texts), default=1)
    counts = token_counts(model.tokenizer, texts)
    rows = [row for row, count in enumerate(counts) if count]
    return rows, [min(counts[row] + _MARKS, most) for row in rows]

"""Cross-encoders, BGE's rerankers among them, by sentence-transformers (the extra)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.models.errors import ModelDamagedError
from engine.models.logits import shares
from engine.models.registry import folder
from engine.models.texts import encodable
from engine.models.torch_parts import Batches, Seat, library, loaded, token_counts

if TYPE_CHECKING:
    from engine.models.entry import ModelEntry
    from engine.models.vectors import Floats
    from engine.models.vocabulary import Access

_TOKENS = 512
"""Where pairs are cut for a model that does not say."""
_MARKS = 4
"""Tokens that tokenizers put around and between the two texts, at most."""


class CrossEncoderModel:
    """Scores pairs. For one thread.

    Args:
        folder: where the model's files are.
        threads: how many the processor may spend.
        tokens: where longer pairs are cut.

    Raises:
        ModelMissingError: the folder is not there.
        ModelDamagedError: it holds no model with one label.
    """

    def __init__(self, folder: Path, *, threads: int, tokens: int = _TOKENS) -> None:
        self._folder = folder
        self._tokens = tokens
        seat = Seat(threads)
        self._batches = Batches(seat)

        def opened() -> Any:  # noqa: ANN401
            model = library("sentence_transformers").CrossEncoder(
                str(folder),
                device=seat.device,
                local_files_only=True,
                trust_remote_code=False,
                max_length=tokens,
                model_kwargs={"dtype": seat.precision(folder)},
            )
            if model.num_labels != 1:
                raise ValueError(f"{model.num_labels} labels in place of one score")
            return model

        self._model = loaded(folder, opened)

    def scores(self, query: str, texts: Sequence[str]) -> Floats:
        """Return shape (len(texts),), float32, 0 to 1: the logistic function of the one logit.

        A text without a single token scores 0, and so does every text for such a query.

        Raises:
            ModelDamagedError: what the model answers are no scores.
        """
        query, clean = encodable(query), [encodable(text) for text in texts]
        asked, *counts = token_counts(self._model.tokenizer, [query, *clean])
        rows = [row for row, count in enumerate(counts) if count and asked]
        lengths = [min(self._tokens, asked + counts[row] + _MARKS) for row in rows]
        scores = np.zeros(len(texts), np.float32)

        def work(places: list[int]) -> Floats:
            pairs = [(query, clean[rows[place]]) for place in places]
            plain = library("torch").nn.Identity()  # 16 bits would make 1 of .9998
            made = self._model.predict(
                pairs, batch_size=len(pairs), activation_fn=plain, show_progress_bar=False
            )
            return np.asarray(made, np.float32).reshape(len(pairs))

        for places, made in self._batches.run(lengths, work):
            if not np.isfinite(made).all():
                raise ModelDamagedError("the model's answer is no score", path=str(self._folder))
            scores[[rows[place] for place in places]] = shares(made)
        return scores


def open_reranker(entry: ModelEntry, access: Access) -> CrossEncoderModel:
    """Return an entry's model, loaded.

    Raises:
        ModelMissingError, ModelDamagedError: as `CrossEncoderModel`.
    """
    return CrossEncoderModel(folder(entry), threads=access.threads, tokens=entry.tokens or _TOKENS)

"""BGE-M3: dense and learned sparse vectors from one pass, by plain transformers (the extra).

Chen et al. 2024, https://arxiv.org/abs/2402.03216: the dense vector is the first token's state; a
token's weight is the largest ``relu(w · state + b)`` that a linear layer gives it at any place of
the text (``sparse_linear.pt``). Equal to FlagEmbedding, which needs far more to be installed.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.models.errors import ModelDamagedError
from engine.models.registry import folder
from engine.models.sparse_rows import Weights, unit_csr
from engine.models.static import unit_rows
from engine.models.texts import encodable
from engine.models.torch_parts import Batches, Seat, library, loaded, token_counts
from engine.models.vectors import Meanings

if TYPE_CHECKING:
    import numpy.typing as npt

    from engine.models.entry import ModelEntry
    from engine.models.vectors import FloatMatrix, Floats
    from engine.models.vocabulary import Access

    Pass = tuple[FloatMatrix, FloatMatrix, npt.NDArray[np.int64]]
    """Of a batch: the first token's states (n, dim); weights and ids of all tokens (n, length)."""

_TOKENS = 8192
_MARKS = 2


class BgeM3Model:
    """Turns texts into both kinds of vectors. For one thread.

    Sparse rows are scaled to length 1, which FlagEmbedding leaves to whoever compares them.

    Args:
        folder: where the model's files are.
        threads: how many the processor may spend.
        tokens: where longer texts are cut.
        prompts: what goes before a query, and before a passage: nothing, for the published one.

    Raises:
        ModelMissingError: the folder is not there.
        ModelDamagedError: it holds no such model.
    """

    dim: int
    """Length of the dense vectors."""
    vocabulary: int
    """Columns of the sparse ones."""

    def __init__(
        self,
        folder: Path,
        *,
        threads: int,
        tokens: int = _TOKENS,
        prompts: tuple[str, str] = ("", ""),
    ) -> None:
        self._folder = folder
        self._query_prompt, self._document_prompt = prompts
        self._seat = Seat(threads)
        self._batches = Batches(self._seat)
        self._tokenizer, self._model, self._head = loaded(folder, self._opened)
        self._tokens = min(tokens, self._tokenizer.model_max_length)
        config = self._model.config
        self.dim, self.vocabulary = int(config.hidden_size), int(config.vocab_size)
        marks = (getattr(self._tokenizer, f"{one}_token_id") for one in _SILENT)
        self._silent = np.array([mark for mark in marks if mark is not None])

    def encode_documents(self, texts: Sequence[str]) -> Meanings:
        """Return both kinds: float32 (len(texts), dim) and float32 CSR, rows of length 1.

        A text without a single token has a row of zeros, and an empty one.

        Raises:
            ModelDamagedError: what the model makes is no vector.
        """
        return self._encode(texts, self._document_prompt)

    def encode_queries(self, texts: Sequence[str]) -> Meanings:
        """Return the same of queries."""
        return self._encode(texts, self._query_prompt)

    def _opened(self) -> tuple[Any, Any, Any]:
        torch, transformers = library("torch"), library("transformers")
        numbers = self._seat.precision(self._folder)
        local = {"local_files_only": True, "trust_remote_code": False}
        tokenizer = transformers.AutoTokenizer.from_pretrained(str(self._folder), **local)
        model = transformers.AutoModel.from_pretrained(
            str(self._folder), dtype=numbers, weights_only=True, **local
        )
        head = torch.nn.Linear(model.config.hidden_size, 1)
        path = self._folder / "sparse_linear.pt"
        head.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
        place = {"device": self._seat.device, "dtype": numbers}
        return tokenizer, model.to(**place).eval(), head.to(**place).eval()

    def _encode(self, texts: Sequence[str], prompt: str) -> Meanings:
        clean = [encodable(text) for text in texts]
        counts = token_counts(self._tokenizer, clean)
        rows = [row for row, count in enumerate(counts) if count]
        lengths = [min(counts[row] + _MARKS, self._tokens) for row in rows]
        dense, found = np.zeros((len(texts), self.dim), np.float32), dict[int, Weights]()

        def work(places: list[int]) -> Pass:
            return self._passed([prompt + clean[rows[place]] for place in places])

        for places, (states, weights, ids) in self._batches.run(lengths, work):
            if not (np.isfinite(states).all() and np.isfinite(weights).all()):
                raise ModelDamagedError("the model's answer is no vector", path=str(self._folder))
            dense[[rows[place] for place in places]] = unit_rows(states)
            for place, row_ids, row_weights in zip(places, ids, weights, strict=True):
                found[rows[place]] = self._heaviest(row_ids, row_weights)
        return Meanings(dense, unit_csr(found, len(texts), self.vocabulary))

    def _passed(self, texts: list[str]) -> Pass:
        torch = library("torch")
        told = self._tokenizer(
            texts, padding=True, truncation=True, max_length=self._tokens, return_tensors="pt"
        ).to(self._seat.device)
        with torch.inference_mode():
            states = self._model(
                input_ids=told["input_ids"], attention_mask=told["attention_mask"]
            ).last_hidden_state
            weights = torch.relu(self._head(states)).squeeze(-1)
        ids = told["input_ids"].cpu().numpy()
        return states[:, 0].float().cpu().numpy(), weights.float().cpu().numpy(), ids

    def _heaviest(self, ids: npt.NDArray[np.int64], weights: Floats) -> Weights:
        """Return a text's tokens with the largest weight of each; padding is among the silent."""
        heard = ~np.isin(ids, self._silent)
        tokens, places = np.unique(ids[heard], return_inverse=True)
        largest = np.zeros(len(tokens), np.float32)
        np.maximum.at(largest, places, weights[heard])
        return tokens, largest


_SILENT = ("cls", "eos", "pad", "unk")
"""Tokens without weight, as in FlagEmbedding."""


def open_model(entry: ModelEntry, access: Access) -> BgeM3Model:
    """Return an entry's model, loaded.

    Raises:
        ModelMissingError, ModelDamagedError: as `BgeM3Model`.
    """
    return BgeM3Model(
        folder(entry),
        threads=access.threads,
        tokens=entry.tokens or _TOKENS,
        prompts=(entry.query_prompt, entry.document_prompt),
    )

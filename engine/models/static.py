"""The static model: one vector per token, a text is the mean of its tokens' vectors.

The folder is Model2Vec's. It is read here and not by `model2vec`, whose import takes half a second
and whose `encode` must go through each text again: both are equal to rounding (a test compares
them), because the mean is linear and what is left out (unknown tokens, everything beyond the
length limits) is left out here too.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self, cast

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file  # pyright: ignore[reportUnknownVariableType]
from tokenizers import Tokenizer

from engine.models.registry import folder
from engine.models.texts import says
from engine.protocol.errors import ModelError

if TYPE_CHECKING:
    from engine.models.entry import ModelEntry
    from engine.models.vocabulary import Access

FloatMatrix = NDArray[np.float32]

_TINY = 1e-12
_SPLITTERS = {"BertPreTokenizer", "Whitespace", "WhitespaceSplit"}
_DEFAULT_TOKENS = 512  # model2vec's own, for a folder that does not say


class StaticModelDamagedError(ModelError):
    """The folder of a static model is incomplete or its parts do not fit together."""

    code = "static-model-damaged"
    hint = "Install the model again."


class StaticModelUnsupportedError(ModelError):
    """The static model's tokeniser looks across white space."""

    code = "static-model-unsupported"
    hint = "Choose another model."


class _Encoding(Protocol):
    ids: list[int]


def unit_rows(matrix: NDArray[np.float32]) -> FloatMatrix:
    """Scale each row to length 1; rows without a direction become zero."""
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    safe = np.where(lengths > _TINY, lengths, np.float32(1))
    return (np.where(lengths > _TINY, matrix, np.float32(0)) / safe).astype(np.float32)


class StaticTable:
    """Token vectors and the tokeniser that goes with them.

    Args:
        vectors: shape (tokens, dim), float32, weights already in; the unknown token's row is zero.
        tokenizer: a Hugging Face tokeniser that never looks across white space.
        max_tokens: tokens of a text that count; None for all.
    """

    def __init__(
        self, vectors: FloatMatrix, tokenizer: Tokenizer, max_tokens: int | None = _DEFAULT_TOKENS
    ) -> None:
        self.vectors = vectors
        self.max_tokens = max_tokens
        self._tokenizer = tokenizer

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read a Model2Vec folder (model.safetensors, tokenizer.json, config.json).

        Raises:
            StaticModelDamagedError: a file is missing or they do not fit together.
            StaticModelUnsupportedError: the tokeniser is not one that splits at white space first.
        """
        try:
            tensors = load_file(folder / "model.safetensors")
            text = (folder / "tokenizer.json").read_text(encoding="utf-8")
            config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
            tokenizer = _tokenizer(text)
            vectors = _token_vectors(tensors, tokenizer)
            longest = _longest(config)
        except (OSError, ValueError, KeyError, IndexError, SafetensorError) as error:
            raise StaticModelDamagedError(str(error), folder=str(folder)) from error
        _check_splitting(json.loads(text), folder)
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return cls(vectors, tokenizer, longest)

    @property
    def dim(self) -> int:
        """Number of components of a vector."""
        return self.vectors.shape[1]

    @cached_property
    def directions(self) -> FloatMatrix:
        """The token vectors without their weights: rows of length 1, or 0 for the unknown token."""
        return unit_rows(self.vectors)

    @cached_property
    def max_characters(self) -> int | None:
        """Characters of a text that count: Model2Vec cuts at tokens x median token length."""
        if self.max_tokens is None:
            return None
        lengths = [len(token) for token in self._tokenizer.get_vocab()]
        return self.max_tokens * int(np.median(lengths))

    def token_ids(self, words: Sequence[str]) -> list[list[int]]:
        """Return each word's tokens, rows of `vectors`."""
        try:
            found = self._tokenizer.encode_batch_fast(words, add_special_tokens=False)
        except (TypeError, UnicodeError):  # half of a surrogate pair, which Rust's strings refuse
            valid = [word.encode("utf-8", "replace").decode("utf-8") for word in words]
            found = self._tokenizer.encode_batch_fast(valid, add_special_tokens=False)
        return [encoding.ids for encoding in cast("list[_Encoding]", found)]

    def encode_queries(self, texts: Sequence[str]) -> FloatMatrix:
        """Return shape (len(texts), dim), float32, rows of length 1 (0 where nothing is known)."""
        return self.encode_documents(texts)

    def encode_documents(self, texts: Sequence[str]) -> FloatMatrix:
        """Return the same of passages, which it does not tell from queries.

        Slower than `engine.models.encoder.TextEncoder`, which makes both vectors at once.
        """
        out = np.zeros((len(texts), self.dim), np.float32)
        cut = [text[: self.max_characters] for text in texts]
        for row, ids in enumerate(self.token_ids(cut)):
            if ids and says(texts[row]):
                out[row] = self.vectors[ids[: self.max_tokens]].sum(axis=0)
        return unit_rows(out)


def open_model(entry: ModelEntry, _: Access) -> StaticTable:
    """Return an entry's model, loaded.

    Raises:
        ModelError: as `StaticTable.load`.
    """
    return StaticTable.load(folder(entry))


def _longest(config: object) -> int | None:
    """Return how many tokens count, of config.json."""
    if not isinstance(config, dict):
        raise ValueError("config.json is no table")  # noqa: TRY004 - it is data of a file
    longest = cast("dict[str, object]", config).get("max_length", _DEFAULT_TOKENS)
    if longest is not None and (type(longest) is not int or longest < 1):
        raise ValueError(f"config.json: max_length is {longest!r}")
    return longest


def _tokenizer(text: str) -> Tokenizer:
    try:
        return Tokenizer.from_str(text)
    except Exception as error:  # tokenizers raises nothing narrower
        raise ValueError(str(error)) from error


def _token_vectors(tensors: dict[str, NDArray[np.float32]], tokenizer: Tokenizer) -> FloatMatrix:
    """One row per token id, weighted; see `StaticModel._encode_helper` in model2vec."""
    vectors = tensors["embeddings"].astype(np.float32)
    if "mapping" in tensors:
        vectors = vectors[tensors["mapping"].astype(np.int64)]
    if "weights" in tensors:
        vectors = vectors * tensors["weights"].astype(np.float32)[:, None]
    if vectors.ndim != 2:
        raise ValueError(f"the embeddings have {vectors.ndim} dimension(s)")
    size = tokenizer.get_vocab_size(with_added_tokens=True)
    if len(vectors) != size:
        raise ValueError(f"{len(vectors)} vectors for {size} tokens")
    row = _unknown(tokenizer)
    if row is not None:
        vectors[row] = 0
    return np.ascontiguousarray(vectors)


def _unknown(tokenizer: Tokenizer) -> int | None:
    """Return the row of the unknown token: WordPiece names it, Unigram numbers it."""
    if hasattr(tokenizer.model, "unk_token"):
        named = cast("str | None", tokenizer.model.unk_token)
        return tokenizer.token_to_id(named) if named is not None else None
    numbered = json.loads(tokenizer.to_str())["model"].get("unk_id")
    return numbered if isinstance(numbered, int) else None


def _check_splitting(parts: dict[str, object], folder: Path) -> None:
    splitter = cast("dict[str, object] | None", parts.get("pre_tokenizer")) or {}
    if splitter.get("type") == "Sequence":
        inside = cast("list[dict[str, object]] | None", splitter.get("pretokenizers")) or [{}]
        splitter = inside[0]
    if splitter.get("type") not in _SPLITTERS and not _splits_words(splitter):
        raise StaticModelUnsupportedError(str(splitter.get("type")), folder=str(folder))


def _splits_words(splitter: dict[str, object]) -> bool:
    """Tell whether it is SentencePiece's splitter, set to treat each word as if it came first."""
    alike = splitter.get("prepend_scheme") == "always"
    return splitter.get("type") == "Metaspace" and alike and bool(splitter.get("split", True))

"""Models exported to ONNX, with few and random weights: their shapes are the published ones'.

A token's state is its own vector plus the mean of all: it depends on the whole text, as a
transformer's does, and numpy says what must come out.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tests.models.onnx_writing import node, write
from tests.models.tiny_tokenizers import wordpiece

DIM = 16
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")

Matrix = npt.NDArray[np.float32]
Tokenizing = Callable[[Path], int]
"""Writes a tokenizer into a folder; tells how many tokens it knows."""


def sentences(
    folder: Path,
    *,
    pooling: str = "mean",
    dim: int = DIM,
    tokenizer: Tokenizing = wordpiece,
    seed: int = 1,
) -> Matrix:
    """Write a sentence model whose states are pooled outside; return its tokens' vectors."""
    folder.mkdir(parents=True)
    vectors, types = _random((tokenizer(folder), dim), seed), _random((2, dim), seed + 1)
    nodes = [
        node("Gather", ["vectors", "input_ids"], "token", {}),
        node("Gather", ["types", "token_type_ids"], "side", {}),
        node("Add", ["token", "side"], "own", {}),
        node("ReduceMean", ["own"], "mean", {"axes": [1], "keepdims": 1}),
        node("Add", ["own", "mean"], "last_hidden_state", {}),
    ]
    weights = {"vectors": vectors, "types": types}
    write(folder / "model.onnx", _INPUTS, nodes, weights, ("last_hidden_state", 3))
    (folder / "1_Pooling").mkdir()
    modes = {f"pooling_mode_{one}": one.startswith(pooling) for one in ("cls_token", "mean_tokens")}
    _tell(folder / "1_Pooling" / "config.json", {"word_embedding_dimension": dim, **modes})
    _tell(folder / "sentence_bert_config.json", {"max_seq_length": 64})
    return vectors + types[0]


def pairs(folder: Path, *, seed: int = 2) -> tuple[Matrix, Matrix, Matrix]:
    """Write a cross-encoder; return the vectors of tokens and of types, and the last layer.

    Its logit is ``last · tanh(mean(vector of token ∘ vector of type))``.
    """
    folder.mkdir(parents=True)
    vectors = _random((wordpiece(folder), DIM), seed)
    types, last = _random((2, DIM), seed + 1), _random((DIM, 1), seed + 2)
    nodes = [
        node("Gather", ["vectors", "input_ids"], "own", {}),
        node("Gather", ["types", "token_type_ids"], "side", {}),
        node("Mul", ["own", "side"], "both", {}),
        node("ReduceMean", ["both"], "mean", {"axes": [1], "keepdims": 0}),
        node("Tanh", ["mean"], "state", {}),
        node("MatMul", ["state", "last"], "logits", {}),
    ]
    weights = {"vectors": vectors, "types": types, "last": last}
    write(folder / "model.onnx", _INPUTS, nodes, weights, ("logits", 2))
    told = {"architectures": ["BertForSequenceClassification"], "id2label": {"0": "LABEL_0"}}
    _tell(folder / "config.json", {"max_position_embeddings": 64, "hidden_size": DIM, **told})
    return vectors, types, last


def untyped_pairs(folder: Path, kind: str, tokenizer: Tokenizing, *, seed: int = 3) -> None:
    """Write a cross-encoder that knows the two texts by their tokens' places alone."""
    folder.mkdir(parents=True)
    vectors, last = _random((tokenizer(folder), DIM), seed), _random((DIM, 1), seed + 1)
    nodes = [
        node("Gather", ["vectors", "input_ids"], "own", {}),
        node("CumSum", ["attention_mask", "axis"], "count", {}),
        node("Cast", ["count"], "place", {"to": 1}),  # float32
        node("Log", ["place"], "log", {}),
        node("Unsqueeze", ["log", "last-axis"], "weight", {}),
        node("Mul", ["own", "weight"], "placed", {}),
        node("ReduceMean", ["placed"], "mean", {"axes": [1], "keepdims": 0}),
        node("Tanh", ["mean"], "state", {}),
        node("MatMul", ["state", "last"], "logits", {}),
    ]
    axes = {"axis": np.array([1]), "last-axis": np.array([2])}
    weights = {"vectors": vectors, "last": last, **axes}
    write(folder / "model.onnx", _INPUTS[:2], nodes, weights, ("logits", 2))
    told = {"architectures": [f"{kind}ForSequenceClassification"], "id2label": {"0": "LABEL_0"}}
    _tell(folder / "config.json", {"max_position_embeddings": 64, "hidden_size": DIM, **told})


def _random(shape: tuple[int, int], seed: int) -> Matrix:
    return np.random.default_rng(seed).normal(size=shape).astype(np.float32)


def _tell(path: Path, content: object) -> None:
    path.write_text(json.dumps(content), encoding="utf-8")

"""Models exported to ONNX, with few and random weights: their shapes are the published ones'.

A token's state is its own vector plus the mean of all: it depends on the whole text, as a
transformer's does, and numpy says what must come out.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tests.models.onnx_writing import node, write
from tests.models.tiny_tokenizers import wordpiece

DIM = 16
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")

Matrix = npt.NDArray[np.float32]


def sentences(
    folder: Path, *, pooling: str = "mean", prompts: tuple[str, str] = ("", ""), seed: int = 1
) -> Matrix:
    """Write a sentence model whose states are pooled outside; return its tokens' vectors."""
    folder.mkdir(parents=True)
    vectors = _random((wordpiece(folder), DIM), seed)
    nodes = [
        node("Gather", ["vectors", "input_ids"], "own", {}),
        node("ReduceMean", ["own"], "mean", {"axes": [1], "keepdims": 1}),
        node("Add", ["own", "mean"], "last_hidden_state", {}),
    ]
    weights = {"vectors": vectors}
    write(folder / "model.onnx", _INPUTS[:2], nodes, weights, ("last_hidden_state", 3))
    (folder / "1_Pooling").mkdir()
    modes = {f"pooling_mode_{one}": one.startswith(pooling) for one in ("cls_token", "mean_tokens")}
    _tell(folder / "1_Pooling" / "config.json", {"word_embedding_dimension": DIM, **modes})
    _tell(folder / "sentence_bert_config.json", {"max_seq_length": 64})
    named = {"query": prompts[0], "document": prompts[1]}
    _tell(folder / "config_sentence_transformers.json", {"prompts": named})
    return vectors


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


def _random(shape: tuple[int, int], seed: int) -> Matrix:
    return np.random.default_rng(seed).normal(size=shape).astype(np.float32)


def _tell(path: Path, content: object) -> None:
    path.write_text(json.dumps(content), encoding="utf-8")

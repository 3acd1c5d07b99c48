"""Static models as Model2Vec saves them, with few and random vectors."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file  # pyright: ignore[reportUnknownVariableType]

from tests.models.tiny_tokenizers import wordpiece


def static(folder: Path, dim: int, tokenizer: Callable[[Path], int] = wordpiece) -> None:
    """Write a static model, float32, its settings as potion's have them."""
    folder.mkdir(parents=True)
    vectors = np.random.default_rng(dim).normal(size=(tokenizer(folder), dim)).astype(np.float32)
    save_file({"embeddings": vectors}, folder / "model.safetensors")
    told = {
        "model_type": "model2vec",
        "architectures": ["StaticModel"],
        "hidden_dim": dim,
        "apply_pca": dim,
        "apply_zipf": True,
        "seq_length": 1_000_000,
        "normalize": True,
    }
    (folder / "config.json").write_text(json.dumps(told), encoding="utf-8")

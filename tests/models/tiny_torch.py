# ruff: noqa: ANN401 - torch and its types need not be here
"""Models as transformers and sentence-transformers save them, with few and random weights."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from tests.models.tiny_tokenizers import unigram, wordpiece

DIM = 16
LENGTH = 64
"""Tokens that they take."""


def _small(vocabulary: int, **more: Any) -> dict[str, Any]:
    sizes = {"hidden_size": DIM, "num_hidden_layers": 2, "num_attention_heads": 2}
    return {
        "vocab_size": vocabulary,
        "intermediate_size": 32,
        "initializer_range": 0.4,  # as the usual .02, everything would be near everything
        **sizes,
        **more,
    }


def _saved(folder: Path, kind: str, settings: str, seed: int, **sizes: Any) -> Any:
    torch, transformers = _library("torch"), _library("transformers")
    torch.manual_seed(seed)
    model = getattr(transformers, kind)(getattr(transformers, settings)(**sizes)).eval()
    model.save_pretrained(folder)
    return model


def bert(folder: Path, kind: str = "BertModel", seed: int = 1, **more: Any) -> Any:
    """Write a BERT of any head, with its tokenizer; return it."""
    folder.mkdir(parents=True)
    sizes = _small(wordpiece(folder), max_position_embeddings=LENGTH, **more)
    return _saved(folder, kind, "BertConfig", seed, **sizes)


def xlm_roberta(folder: Path, kind: str = "XLMRobertaModel", seed: int = 1, **more: Any) -> Any:
    """Write an XLM-RoBERTa of any head, with its tokenizer; return it."""
    folder.mkdir(parents=True)
    sizes = _small(unigram(folder), type_vocab_size=1)
    sizes |= {"max_position_embeddings": LENGTH + 2, **more}
    ends = {"bos_token_id": 0, "pad_token_id": 1, "eos_token_id": 2}
    return _saved(folder, kind, "XLMRobertaConfig", seed, **sizes, **ends)


def sentences(folder: Path, *, pooling: str = "mean", prompts: tuple[str, str] = ("", "")) -> None:
    """Write a sentence transformer: BERT, pooling, a dense layer to 8 numbers."""
    torch = _library("torch")
    bert(folder)
    modules = _library("sentence_transformers.sentence_transformer.modules")
    torch.manual_seed(3)
    dense = modules.Dense(DIM, 8, activation_function=torch.nn.Tanh())
    _save_sentences(folder, DIM, pooling, prompts, LENGTH, dense)


def _save_sentences(
    folder: Path, dim: int, pooling: str, prompts: tuple[str, str], longest: int, *more: Any
) -> None:
    library = _library("sentence_transformers")
    modules = _library("sentence_transformers.sentence_transformer.modules")
    words = modules.Transformer(str(folder), max_seq_length=longest)
    every = [words, modules.Pooling(dim, pooling_mode=pooling), *more]
    named = {"query": prompts[0], "document": prompts[1]}
    model = library.SentenceTransformer(modules=every, prompts=named, device="cpu")
    model.save(str(folder), create_model_card=False)


class Body(NamedTuple):
    """What a published model is made of."""

    kind: str
    """transformers' name before ``Model`` and ``Config``."""
    tokenizer: Callable[[Path, int], int]
    pooling: str = "mean"
    normal: bool = True
    """Whether its last module scales vectors to length 1."""
    dtype: str = "float32"
    """Of its weights."""


_EXTRA_POSITIONS = {"XLMRoberta", "Roberta", "MPNet"}
_OWN = {
    "XLMRoberta": {"type_vocab_size": 1, "bos_token_id": 0, "pad_token_id": 1, "eos_token_id": 2},
    "Roberta": {"type_vocab_size": 1, "bos_token_id": 0, "pad_token_id": 1, "eos_token_id": 2},
    "MPNet": {"bos_token_id": 0, "pad_token_id": 1, "eos_token_id": 2},
    "Qwen3": {"head_dim": 32, "num_key_value_heads": 1, "pad_token_id": 0, "eos_token_id": 0},
    "DebertaV2": {
        "relative_attention": True,
        "max_relative_positions": -1,
        "position_buckets": 16,
        "norm_rel_ebd": "layer_norm",
        "share_att_key": True,
        "pos_att_type": ["p2c", "c2p"],
        "position_biased_input": False,
        "type_vocab_size": 0,
        "pad_token_id": 0,
    },
}


def body(folder: Path, made: Body, head: str, *, dim: int, longest: int, **more: Any) -> None:
    """Write a model of one layer in a published one's architecture, ``dim`` wide."""
    folder.mkdir(parents=True)
    sizes = _small(made.tokenizer(folder, longest)) | _OWN.get(made.kind, {}) | more
    positions = longest + 2 * (made.kind in _EXTRA_POSITIONS)
    wide = {"hidden_size": dim, "num_hidden_layers": 1, "max_position_embeddings": positions}
    wide["initializer_range"] = 0.4 * (DIM / dim) ** 0.5  # the wider, the more is summed
    model = _saved(folder, made.kind + head, made.kind + "Config", 8, **(sizes | wide))
    if made.dtype != "float32":
        model.to(getattr(_library("torch"), made.dtype)).save_pretrained(folder)


def published(folder: Path, made: Body, *, dim: int, longest: int, query: str = "") -> None:
    """Write a sentence transformer as its authors publish it.

    Args:
        folder: to be made.
        made: what it is made of.
        dim: of its vectors.
        longest: how many tokens it takes.
        query: the words that its own files put before a query.
    """
    body(folder, made, "Model", dim=dim, longest=longest)
    modules = _library("sentence_transformers.sentence_transformer.modules")
    normal = [modules.Normalize()] if made.normal else []
    _save_sentences(folder, dim, made.pooling, (query, ""), longest, *normal)


def splade(folder: Path, *, bare: bool = False) -> None:
    """Write a SPLADE model as sentence-transformers does, or ``bare`` as its authors did."""
    bert(folder, "BertForMaskedLM", seed=4)
    if bare:
        (folder / "README.md").write_text("---\ntags:\n- splade\n---\n", encoding="utf-8")
        return
    library = _library("sentence_transformers")
    library.SparseEncoder(str(folder), device="cpu").save(str(folder), create_model_card=False)


def saved_splade(folder: Path, made: Body, *, longest: int) -> None:
    """Write a model of learned terms in a published one's architecture."""
    body(folder, made, "ForMaskedLM", dim=DIM, longest=longest)
    library = _library("sentence_transformers")
    model = library.SparseEncoder(str(folder), device="cpu")
    model.save(str(folder), create_model_card=False)


def bge_m3(folder: Path, *, pickled: bool = False, dim: int = DIM, longest: int = LENGTH) -> None:
    """Write BGE-M3: XLM-RoBERTa and the layer of the sparse weights.

    Args:
        folder: to be made.
        pickled: whether its weights are in pytorch_model.bin, as they are published.
        dim: of its dense vectors.
        longest: how many tokens it takes.
    """
    torch = _library("torch")
    model = xlm_roberta(folder, seed=5, hidden_size=dim, max_position_embeddings=longest + 2)
    head = torch.nn.Linear(dim, 1)
    torch.nn.init.constant_(head.bias, 1.0)  # every text has some weights
    torch.save(head.state_dict(), folder / "sparse_linear.pt")
    if pickled:
        (folder / "model.safetensors").unlink()
        torch.save(model.state_dict(), folder / "pytorch_model.bin")


def cross_encoder(folder: Path) -> None:
    """Write a cross-encoder such as ms-marco-MiniLM's: BERT with one label."""
    bert(folder, "BertForSequenceClassification", seed=6, num_labels=1)


def bge_reranker(folder: Path) -> None:
    """Write a reranker such as BGE's: XLM-RoBERTa with one label."""
    xlm_roberta(folder, "XLMRobertaForSequenceClassification", seed=7, num_labels=1)


def export_pairs(source: Path, folder: Path) -> None:
    """Write a cross-encoder's export to ONNX beside its tokenizer, as optimum does."""
    torch, transformers = _library("torch"), _library("transformers")
    kind = transformers.AutoModelForSequenceClassification
    model = kind.from_pretrained(source, attn_implementation="eager").eval()
    tokenizer = transformers.AutoTokenizer.from_pretrained(source)
    sample = tokenizer([("a cat", "a dog sleeps")], return_tensors="pt")
    names = [name for name in ("input_ids", "attention_mask", "token_type_ids") if name in sample]

    class Logits(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, *given: Any) -> Any:
            return self.model(**dict(zip(names, given, strict=True))).logits

    folder.mkdir(parents=True)
    torch.onnx.export(
        Logits(),
        tuple(sample[name] for name in names),
        str(folder / "model.onnx"),
        input_names=names,
        output_names=["logits"],
        dynamic_axes={name: {0: "batch", 1: "length"} for name in names} | {"logits": {0: "batch"}},
        opset_version=17,
        dynamo=False,
    )
    for name in ("tokenizer.json", "config.json"):
        (folder / name).write_bytes((source / name).read_bytes())


def settings(folder: Path) -> dict[str, Any]:
    """Return a model's config.json."""
    return json.loads((folder / "config.json").read_text(encoding="utf-8"))


def _library(name: str) -> Any:
    return importlib.import_module(name)

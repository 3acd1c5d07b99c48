# ruff: noqa: ANN401 - torch and its types need not be here
"""Models as transformers and sentence-transformers save them, with few and random weights."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

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
    sizes = _small(unigram(folder), max_position_embeddings=LENGTH + 2, type_vocab_size=1, **more)
    ends = {"bos_token_id": 0, "pad_token_id": 1, "eos_token_id": 2}
    return _saved(folder, kind, "XLMRobertaConfig", seed, **sizes, **ends)


def sentences(folder: Path, *, pooling: str = "mean", prompts: tuple[str, str] = ("", "")) -> None:
    """Write a sentence transformer: BERT, pooling, a dense layer to 8 numbers."""
    torch, library = _library("torch"), _library("sentence_transformers")
    bert(folder)
    modules = _library("sentence_transformers.sentence_transformer.modules")
    words = modules.Transformer(str(folder), max_seq_length=LENGTH)
    torch.manual_seed(3)
    dense = modules.Dense(DIM, 8, activation_function=torch.nn.Tanh())
    named = {"query": prompts[0], "document": prompts[1]}
    pooled = modules.Pooling(DIM, pooling_mode=pooling)
    model = library.SentenceTransformer(modules=[words, pooled, dense], prompts=named, device="cpu")
    model.save(str(folder), create_model_card=False)


def splade(folder: Path, *, bare: bool = False) -> None:
    """Write a SPLADE model as sentence-transformers does, or ``bare`` as its authors did."""
    bert(folder, "BertForMaskedLM", seed=4)
    if bare:
        (folder / "README.md").write_text("---\ntags:\n- splade\n---\n", encoding="utf-8")
        return
    library = _library("sentence_transformers")
    library.SparseEncoder(str(folder), device="cpu").save(str(folder), create_model_card=False)


def bge_m3(folder: Path, *, pickled: bool = False) -> None:
    """Write BGE-M3: XLM-RoBERTa and the layer of the sparse weights.

    Args:
        folder: to be made.
        pickled: whether its weights are in pytorch_model.bin, as they are published.
    """
    torch = _library("torch")
    model = xlm_roberta(folder, seed=5)
    head = torch.nn.Linear(DIM, 1)
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

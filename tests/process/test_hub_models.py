"""Models of the hub that a person names: told by their files, pinned, downloaded and run."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from engine.host.paths import DataFolder
from engine.models.entry import HubFile, ModelEntry
from engine.models.errors import DownloadError
from engine.models.hub import look_up
from engine.models.hub_choice import described
from engine.models.hub_repository import HubModelError, look_into
from engine.models.registry import resources_folder
from engine.protocol import messages as m
from tests.process.hub_server import REPOSITORY, REVISION, Hub
from tests.unit.service_engine import Engine

BUNDLED = resources_folder() / "models"
OTHER = "fedcba9876543210fedcba9876543210fedcba98"
BERT = {"model_type": "bert", "architectures": ["BertModel"], "hidden_size": 384}
MODULES = [
    {"type": "sentence_transformers.models.Transformer", "path": ""},
    {"type": "sentence_transformers.models.Pooling", "path": "1_Pooling"},
    {"type": "sentence_transformers.models.Normalize", "path": "2_Normalize"},
]
PLAIN = {
    "README.md": b"---\nlicense: mit\n---",
    "model.py": b"import os",
    ".gitattributes": b"*",
    "pytorch_model.bin": bytes(3000),
    "tf_model.h5": bytes(3000),
    "onnx/model_O3.onnx": bytes(3000),
    "tokenizer.json": b"{}" * 700,
}
"""What many repositories have, most of it not wanted."""


def as_json(value: object) -> bytes:
    return json.dumps(value).encode()


def transformer(files: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """Return a sentence transformer's files, and others."""
    return {
        **PLAIN,
        "config.json": as_json(BERT),
        "modules.json": as_json(MODULES),
        "1_Pooling/config.json": as_json({"word_embedding_dimension": 384}),
        "model.safetensors": bytes(2000),
        **(files or {}),
    }


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    hub = Hub({})
    monkeypatch.setenv("HF_ENDPOINT", hub.address)
    yield hub
    hub.close()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    (tmp_path / "data").mkdir()
    engine = Engine(DataFolder(tmp_path / "data"))
    yield engine
    engine.close()


def static_files() -> dict[str, bytes]:
    folder = BUNDLED / "static-minilm-256"
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    return files | {"config.json": as_json({"model_type": "model2vec", "hidden_dim": 256})}


def onnx_files() -> dict[str, bytes]:
    folder = BUNDLED / "minilm-l6-int8"
    return transformer(
        {
            "config.json": as_json(BERT | {"hidden_size": 999}),
            "sentence_bert_config.json": as_json({"max_seq_length": 128}),
            "config_sentence_transformers.json": as_json({"prompts": {"query": "ask: "}}),
            "onnx/model.onnx": (folder / "model.onnx").read_bytes(),
            "tokenizer.json": (folder / "tokenizer.json").read_bytes(),
            "1_Pooling/config.json": as_json({"pooling_mode_mean_tokens": True}),
        }
    )


def added(engine: Engine) -> m.ModelInfo:
    listed = engine.last(m.AddModelHub(name=REPOSITORY))
    assert isinstance(listed, m.ModelsListed), listed
    (model,) = (model for model in listed.models if model.source == REPOSITORY)
    return model


def test_a_static_model_is_named_downloaded_and_run(engine: Engine, hub: Hub):
    hub.files = static_files()
    hub.card = {"license": "mit", "language": ["en", "de", "multilingual"]}
    model = added(engine)
    assert (model.family, model.dim, model.state) == ("static", 256, "missing")
    assert (model.licence, model.languages) == ("mit", ("en", "de"))
    assert model.bytes == sum(
        len(hub.files[name]) for name in ("config.json", "tokenizer.json", "model.safetensors")
    )
    assert model.id == f"somebody-some-model-{REVISION[:7]}"
    assert engine.last(m.DownloadModel(model=model.id)) == m.Done()
    assert added(engine).state == "installed"
    assert isinstance(engine.last(m.TryModel(model=model.id)), m.ModelMeasured)
    assert engine.last(m.RemoveModel(model=model.id)) == m.Done()


def test_what_the_settings_say_wrongly_is_corrected_once_the_model_is_here(
    engine: Engine, hub: Hub
):
    hub.files = onnx_files()
    hub.drops["1_Pooling/config.json"] = 1
    model = added(engine)
    assert (model.family, model.kinds, model.dim) == ("onnx", ("dense", "reranker"), 999)
    assert model.tokens == 128
    assert engine.last(m.DownloadModel(model=model.id)) == m.Done()
    assert (added(engine).state, added(engine).dim) == ("installed", 384)
    assert isinstance(engine.last(m.TryModel(model=model.id)), m.ModelMeasured)


def test_a_model_of_another_commit_is_another_model(engine: Engine, hub: Hub):
    hub.files = static_files()
    first = added(engine)
    hub.revision = hub.commit = OTHER
    listed = engine.last(m.AddModelHub(name=f" {REPOSITORY} "))
    assert isinstance(listed, m.ModelsListed)
    both = [model.id for model in listed.models if model.source == REPOSITORY]
    assert len(both) == 2
    assert first.id in both
    assert isinstance(engine.last(m.DownloadModel(model=first.id)), m.Failed)  # it was deleted


def entry(hub: Hub, files: dict[str, bytes]) -> ModelEntry:
    hub.files = files
    return described(look_into(REPOSITORY))


def fetched(found: ModelEntry) -> dict[str, str]:
    return {file.name: file.path for file in found.fetch}


def test_a_sentence_transformer_is_fetched_whole_and_without_what_can_run(hub: Hub):
    dense = as_json({"out_features": 128})
    hub.tags = ["sentence-transformers"]
    found = entry(hub, transformer({"2_Dense/config.json": dense}))
    assert (found.family, found.kinds, found.dim) == ("transformers", ("dense",), 128)
    assert fetched(found).keys() == {
        "config.json",
        "modules.json",
        "tokenizer.json",
        "model.safetensors",
        "1_Pooling/config.json",
        "2_Dense/config.json",
    }
    weights = next(file for file in found.fetch if file.name == "model.safetensors")
    assert weights.sha256 == hashlib.sha256(bytes(2000)).hexdigest()
    assert found.revision == REVISION


def test_weights_in_many_parts_are_all_fetched(hub: Hub):
    files = transformer()
    files["model-00001-of-00002.safetensors"] = files.pop("model.safetensors")
    files["model-00002-of-00002.safetensors"] = bytes(2001)
    files["model.safetensors.index.json"] = b"{}"
    assert {name for name in fetched(entry(hub, files)) if name.startswith("model")} == {
        "model-00001-of-00002.safetensors",
        "model-00002-of-00002.safetensors",
        "model.safetensors.index.json",
    }


def test_a_reranker_is_run_by_onnx_where_there_is_an_export(hub: Hub):
    config = as_json({"architectures": ["BertForSequenceClassification"], "id2label": {"0": "x"}})
    files = {**PLAIN, "config.json": config, "model.safetensors": bytes(2000)}
    assert entry(hub, files).family == "cross-encoder"
    found = entry(hub, files | {"onnx/model.onnx": bytes(2000), "onnx/model.onnx_data": bytes(10)})
    assert (found.family, found.kinds, found.dim) == ("onnx-pairs", ("reranker",), 0)
    assert fetched(found) == {
        "config.json": "",
        "tokenizer.json": "",
        "model.onnx": "onnx/model.onnx",
        "model.onnx_data": "onnx/model.onnx_data",
    }


def test_learned_sparse_models_are_known_by_their_pooling_or_their_tags(hub: Hub):
    config = as_json({"architectures": ["BertForMaskedLM"], "model_type": "bert"})
    sparse = [{"type": "sentence_transformers.sparse_encoder.models.SpladePooling"}]
    found = entry(hub, transformer({"modules.json": as_json(sparse), "config.json": config}))
    assert (found.family, found.kinds, found.dim) == ("splade", ("sparse",), 0)
    hub.tags = ["splade"]
    files = {**PLAIN, "config.json": config, "model.safetensors": bytes(2000)}
    assert entry(hub, files).family == "splade"


def test_bge_m3s_own_pickles_are_the_only_ones_and_none_is_fetched_for_nothing(hub: Hub):
    files = transformer() | {"sparse_linear.pt": bytes(2000), "colbert_linear.pt": bytes(2000)}
    found = entry(hub, files)
    assert (found.family, found.kinds) == ("bge-m3", ("dense", "sparse"))
    assert {name for name in fetched(found) if not name.endswith("json")} == {
        "model.safetensors",
        "sparse_linear.pt",
    }
    del files["model.safetensors"]
    assert "pytorch_model.bin" in fetched(entry(hub, files))


@pytest.mark.parametrize("fault", ["pickles", "code", "classes", "gguf", "gated", "broken", "dim"])
def test_what_cannot_be_used_is_refused_with_why(hub: Hub, fault: str):
    files = transformer()
    if fault == "pickles":
        del files["model.safetensors"]
    elif fault == "code":
        files["config.json"] = as_json(BERT | {"auto_map": {"AutoModel": "model.Own"}})
    elif fault == "classes":
        labels = {"0": "sad", "1": "glad"}
        named = {"architectures": ["BertForSequenceClassification"], "id2label": labels}
        files["config.json"] = as_json(named)
    elif fault == "gguf":
        files = {"model.Q4.gguf": bytes(2000)}
    elif fault == "broken":
        files["config.json"] = b"{"
    elif fault == "dim":
        files["config.json"], files["1_Pooling/config.json"] = as_json({"model_type": "t"}), b"{}"
    hub.gated = fault == "gated"
    with pytest.raises(HubModelError) as caught:
        entry(hub, files)
    assert caught.value.code == "model-hub"


@pytest.mark.parametrize(
    ("name", "code"), [("some-model", "model-hub"), ("a/../b", "model-hub"), ("a/b", "model-hub")]
)
def test_a_name_that_is_none_says_so(engine: Engine, hub: Hub, name: str, code: str):
    failed = engine.last(m.AddModelHub(name=name))
    assert isinstance(failed, m.Failed)
    assert failed.code == code


def test_a_hub_that_cannot_be_reached_says_so(engine: Engine, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    failed = engine.last(m.AddModelHub(name=REPOSITORY))
    assert isinstance(failed, m.Failed)
    assert failed.code == "download-failed"


def test_a_hub_that_cannot_be_reached_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(DownloadError, match=r"^127\.0\.0\.1:9 could not be reached$"):
        look_into(REPOSITORY)
    monkeypatch.setenv("HF_ENDPOINT", "http://hub.invalid")
    with pytest.raises(DownloadError, match=r"^hub\.invalid could not be reached$"):
        look_into(REPOSITORY)
    entry = ModelEntry(
        id="some", name="Some", kinds=("dense",), family="static", dim=8, licence="MIT",
        hub=REPOSITORY, revision=REVISION,
    )  # fmt: skip
    with pytest.raises(DownloadError, match=r"^hub\.invalid could not be reached$"):
        look_up(entry, HubFile(name="config.json"))

"""What a folder's files tell of the model in it; none of them is loaded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.models.errors import ModelFolderError
from engine.models.local_folder import describe, poolings

WEIGHTS = "model.safetensors"
BERT = ["BertModel"]


def write(folder: Path, **files: object) -> Path:
    """Write files; ``__`` in a name stands for a slash, ``_json`` at its end for the ending."""
    for name, content in files.items():
        stem, _, ending = name.replace("__", "/").rpartition("_")
        path = folder / f"{stem}.{ending}"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str) else json.dumps(content)
        path.write_text(text, encoding="utf-8")
    return folder


def modules(*kinds: str) -> list[dict[str, str]]:
    return [{"type": f"sentence_transformers.models.{kind}", "path": ""} for kind in kinds]


def transformer(folder: Path, architecture: str, **more: object) -> Path:
    """Write what all transformers have: settings, a tokenizer, weights."""
    config = {"architectures": [architecture], "hidden_size": 24, **more}
    return write(folder, config_json=config, tokenizer_json="{}", model_safetensors="w")


def test_a_sentence_transformer_is_told_with_its_length_and_its_prompts(tmp_path: Path):
    transformer(tmp_path, "BertModel")
    write(
        tmp_path,
        modules_json=modules("Transformer", "Pooling", "Dense"),
        config_sentence_transformers_json={"prompts": {"query": "ask: ", "passage": "say: "}},
        sentence_bert_config_json={"max_seq_length": 128},
        **{"1_Pooling__config_json": {"word_embedding_dimension": 24}},
        **{"2_Dense__config_json": {"out_features": 12}},
        **{"2_Dense__model_safetensors": "d"},
    )
    entry = describe(tmp_path)
    assert (entry.family, entry.kinds, entry.dim, entry.tokens) == (
        "transformers",
        ("dense",),
        12,
        128,
    )
    assert (entry.query_prompt, entry.document_prompt) == ("ask: ", "say: ")
    assert "2_Dense/model.safetensors" in {file.name for file in entry.files}
    assert poolings(entry) == ("",)


def test_a_transformer_without_modules_is_a_sentence_transformer_by_its_mean(tmp_path: Path):
    entry = describe(transformer(tmp_path, "XLMRobertaModel", max_position_embeddings=514))
    assert (entry.family, entry.dim, entry.tokens) == ("transformers", 24, 512)


@pytest.mark.parametrize(
    ("kind", "positions", "tokens"), [("xlm-roberta", 66, 64), ("bert", 64, 64), ("bert", 0, 256)]
)
def test_a_model_looks_at_as_many_tokens_as_it_has_positions_for(
    tmp_path: Path, kind: str, positions: int, tokens: int
):
    more = {"model_type": kind, "max_position_embeddings": positions}
    assert describe(transformer(tmp_path, "Some", **more)).tokens == tokens


@pytest.mark.parametrize("way", ["modules", "card", "name"])
def test_splade_is_told_by_its_modules_or_by_what_it_is_called(tmp_path: Path, way: str):
    folder = transformer(tmp_path / ("SPLADE-v3" if way == "name" else "it"), "BertForMaskedLM")
    if way == "modules":
        write(folder, modules_json=modules("MLMTransformer", "SpladePooling"))
    if way == "card":
        write(folder, README_md="---\ntags:\n- splade\n---\n")
    entry = describe(folder)
    assert (entry.family, entry.kinds, entry.dim) == ("splade", ("sparse",), 0)


def test_bge_m3_is_told_by_its_sparse_layer_and_its_pickles_belong_to_it(tmp_path: Path):
    transformer(tmp_path, "XLMRobertaModel")
    (tmp_path / WEIGHTS).unlink()
    write(tmp_path, sparse_linear_pt="s", pytorch_model_bin="w", modules_json=modules("Pooling"))
    entry = describe(tmp_path)
    assert (entry.family, entry.kinds, entry.dim) == ("bge-m3", ("dense", "sparse"), 24)
    assert {"sparse_linear.pt", "pytorch_model.bin"} <= {file.name for file in entry.files}


@pytest.mark.parametrize("exported", ["", "onnx/", "onnx/model.onnx alone"])
def test_a_cross_encoder_needs_no_torch_where_there_is_an_export(tmp_path: Path, exported: str):
    folder = transformer(tmp_path, "BertForSequenceClassification", id2label={"0": "LABEL_0"})
    entry = describe(folder)
    assert (entry.family, entry.kinds, entry.dim) == ("cross-encoder", ("reranker",), 0)
    if exported == "onnx/":
        write(folder, onnx__tokenizer_json="{}", onnx__model_onnx="m")
    elif exported:
        write(folder, onnx__model_onnx="m", onnx__model_onnx_data="w")
    else:
        write(folder, model_onnx="m")
    entry = describe(folder)
    assert (entry.family, entry.kinds) == ("onnx-pairs", ("reranker",))
    assert any(file.name.endswith("model.onnx") for file in entry.files)


@pytest.mark.parametrize("way", [{"pooling_mode_cls_token": True}, {"pooling_mode": "cls"}])
def test_an_export_where_hubs_have_it_is_used_with_the_tokenizer_above(
    tmp_path: Path, way: dict[str, object]
):
    folder = transformer(tmp_path, "BertModel")
    write(folder, onnx__model_onnx="m", modules_json=modules("Transformer", "Pooling"))
    write(folder, **{"1_Pooling__config_json": way})
    entry = describe(folder)
    assert (entry.family, entry.folder) == ("onnx", str(folder))
    assert [file.name for file in entry.files] == ["onnx/model.onnx", "tokenizer.json"]
    assert poolings(entry) == ("cls", "")


def test_an_export_lacks_what_comes_after_pooling_and_is_left_then(tmp_path: Path):
    folder = transformer(tmp_path, "BertModel")
    write(folder, onnx__model_onnx="m", modules_json=modules("Transformer", "Pooling", "Dense"))
    assert describe(folder).family == "transformers"


@pytest.mark.parametrize("labels", [{"0": "no", "1": "yes"}, None])
def test_what_sorts_into_classes_is_no_reranker(tmp_path: Path, labels: object):
    more = {} if labels is None else {"id2label": labels}
    with pytest.raises(ModelFolderError, match="classes"):
        describe(transformer(tmp_path, "BertForSequenceClassification", **more))


@pytest.mark.parametrize("way", ["auto_map", "module"])
def test_code_of_the_models_own_is_refused(tmp_path: Path, way: str):
    more = {"auto_map": {"AutoModel": "modeling.Model"}} if way == "auto_map" else {}
    transformer(tmp_path, "Custom", **more)
    kind = "custom_st.Transformer" if way == "module" else "sentence_transformers.models.Pooling"
    write(tmp_path, modules_json=[{"type": kind, "path": ""}])
    with pytest.raises(ModelFolderError, match="never run"):
        describe(tmp_path)


@pytest.mark.parametrize("place", ["", "2_Dense/"])
def test_pickled_weights_are_refused(tmp_path: Path, place: str):
    transformer(tmp_path, "BertModel")
    write(tmp_path, modules_json=modules("Transformer", "Pooling", "Dense"))
    write(tmp_path, **{"2_Dense__config_json": {"out_features": 12}})
    (tmp_path / place / "pytorch_model.bin").write_bytes(b"pickle")
    if not place:
        (tmp_path / WEIGHTS).unlink()
    with pytest.raises(ModelFolderError, match="safetensors"):
        describe(tmp_path)


@pytest.mark.parametrize("content", ["[]", "{", '{"architectures": 3}', '"x"'])
def test_settings_that_make_no_sense_are_no_model(tmp_path: Path, content: str):
    write(tmp_path, config_json=content, modules_json=content)
    with pytest.raises(ModelFolderError):
        describe(tmp_path)


@pytest.mark.parametrize(
    "where", ["router_config_json", "0_Router__router_config_json", "0_Router__config_json"]
)
def test_what_a_router_leads_to_is_never_somebodys_own_code(tmp_path: Path, where: str):
    folder = transformer(tmp_path, "BertModel")
    write(folder, modules_json=modules("Router"))
    plain = {"query_0": "sentence_transformers.models.Transformer"}
    write(folder, **{where: {"types": plain, "structure": {"query": ["query_0"]}}})
    assert describe(folder).family == "transformers"
    write(folder, **{where: {"types": {**plain, "document_0": "os.path.join"}}})
    with pytest.raises(ModelFolderError, match="code of others"):
        describe(folder)

"""What the service says of models and does with them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.host.paths import DataFolder
from engine.models.embedder_client import EmbedderClient, EmbedderFailedError
from engine.models.holdings import Holdings
from engine.models.local_folder import describe
from engine.models.registry import resources_folder
from engine.protocol import messages as m
from tests.unit.service_engine import Engine, add, wait_for


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    (tmp_path / "data").mkdir()
    engine = Engine(DataFolder(tmp_path / "data"))
    yield engine
    engine.close()


def models(engine: Engine) -> dict[str, m.ModelInfo]:
    listed = engine.last(m.ListModels())
    assert isinstance(listed, m.ModelsListed)
    return {model.id: model for model in listed.models}


def test_models_are_listed_with_what_a_person_chooses_by(engine: Engine):
    listed = models(engine)
    static, potion = listed["static-minilm-256"], listed["potion-base-8m"]
    assert (static.state, static.installed, static.bundled) == ("installed", True, True)
    assert static.bytes > 15_000_000
    assert (potion.state, potion.installed, potion.bundled) == ("missing", False, False)
    assert potion.bytes == 30_920_628
    assert potion.source == "minishlab/potion-base-8M"
    assert listed["minilm-l6-int8"].kinds == ("reranker", "dense")
    assert {model.sent_to for model in listed.values() if not model.vendor} == {""}


@pytest.mark.parametrize("model", ["static-minilm-256", "minilm-l6-int8", "bm25"])
def test_a_measured_speed_is_told_and_stands_in_the_list_from_then_on(engine: Engine, model: str):
    measured = engine.last(m.MeasureModel(model=model))
    assert isinstance(measured, m.ModelMeasured)
    assert measured.passages_per_second > 1
    assert 0 < measured.query_ms < 5000
    listed = models(engine)[model]
    assert listed.passages_per_second == pytest.approx(measured.passages_per_second)
    assert listed.query_ms == pytest.approx(measured.query_ms)


@pytest.mark.parametrize(
    ("model", "code"),
    [("none", "usage"), ("potion-base-8m", "model-missing"), ("word2vec", "unknown-model")],
)
def test_what_cannot_be_measured_says_why(engine: Engine, model: str, code: str):
    failed = engine.last(m.MeasureModel(model=model))
    assert isinstance(failed, m.Failed)
    assert failed.code == code


@pytest.fixture
def holdings(tmp_path: Path) -> Holdings:
    return Holdings(DataFolder(tmp_path / "data").models)


BUNDLED = resources_folder() / "models"


def added(engine: Engine, folder: Path) -> m.ModelInfo:
    before = models(engine).keys()
    listed = engine.last(m.AddModelFolder(path=str(folder)))
    assert isinstance(listed, m.ModelsListed), listed
    (new,) = (model for model in listed.models if model.id not in before)
    return new


@pytest.fixture
def static(tmp_path: Path) -> Path:
    folder = tmp_path / "My static model"
    shutil.copytree(BUNDLED / "static-minilm-256", folder)
    card = "---\nlicense: mit\nlanguage:\n- en\n- de\n---\n# It\n"
    (folder / "README.md").write_text(card)
    return folder


@pytest.fixture
def sentences(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    shutil.copytree(BUNDLED / "minilm-l6-int8", folder / "onnx")
    settings = '{"prompts": {"query": "ask: ", "document": "say: "}}'
    (folder / "config_sentence_transformers.json").write_text(settings)
    return folder


def test_a_folder_of_a_static_model_is_a_model_with_what_its_card_says(
    engine: Engine, static: Path
):
    model = added(engine, static)
    assert (model.name, model.family, model.dim) == ("My static model", "static", 256)
    assert (model.licence, model.languages) == ("mit", ("en", "de"))
    assert (model.state, model.bundled, model.source) == ("installed", False, str(static))
    assert isinstance(engine.last(m.MeasureModel(model=model.id)), m.ModelMeasured)


def test_a_folder_of_a_transformer_tells_its_length_and_its_prompts(
    engine: Engine, sentences: Path
):
    model = added(engine, sentences)
    assert (model.name, model.family, model.dim) == ("mine", "onnx", 384)
    assert model.kinds == ("dense", "reranker")
    assert isinstance(engine.last(m.MeasureModel(model=model.id)), m.ModelMeasured)
    again = engine.last(m.AddModelFolder(path=str(sentences)))
    assert isinstance(again, m.ModelsListed)
    assert [one.id for one in again.models].count(model.id) == 1


def test_a_library_uses_a_model_of_a_folder_which_then_cannot_be_removed(
    engine: Engine, static: Path, tmp_path: Path
):
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "a.txt").write_text("The kitten sleeps on a warm rug.")
    add(engine, notes, library="Notes")
    engine.last(m.Index())
    model = added(engine, static)
    engine.last(m.SetModels(library="Notes", dense_model=model.id, reranker=""))
    wait_for(lambda: engine.libraries()["Notes"].dense_model == model.id)
    assert [hit.parts.dense is not None for hit in engine.search("cat").hits] == [True]
    refused = engine.last(m.RemoveModel(model=model.id))
    assert isinstance(refused, m.Failed)
    assert refused.code == "model-in-use"
    engine.last(m.SetModels(library="Notes", dense_model="none", reranker=""))
    wait_for(lambda: engine.libraries()["Notes"].dense_model == "none")
    assert isinstance(engine.last(m.RemoveModel(model=model.id)), m.Done)
    assert model.id not in models(engine)
    assert (static / "model.safetensors").exists()


def test_a_folder_that_is_gone_is_a_broken_model_that_can_be_removed(engine: Engine, static: Path):
    model = added(engine, static)
    shutil.rmtree(static)
    assert models(engine)[model.id].state == "broken"
    assert str(static) in models(engine)[model.id].reason
    assert isinstance(engine.last(m.RemoveModel(model=model.id)), m.Done)


@pytest.mark.parametrize("damage", ["empty", "no-onnx", "relative"])
def test_a_folder_without_a_model_is_refused_and_leaves_nothing(
    engine: Engine, tmp_path: Path, sentences: Path, damage: str
):
    before = models(engine)
    if damage == "no-onnx":
        (sentences / "onnx" / "model.onnx").write_bytes(b"no model")
    path = {"empty": str(tmp_path), "no-onnx": str(sentences), "relative": "mine"}[damage]
    failed = engine.last(m.AddModelFolder(path=path))
    assert isinstance(failed, m.Failed)
    assert failed.code == ("usage" if damage == "relative" else "model-folder")
    assert models(engine) == before


def test_a_folder_that_fails_at_its_second_time_leaves_the_model_in_use_as_it_is(
    engine: Engine, holdings: Holdings, sentences: Path, monkeypatch: pytest.MonkeyPatch
):
    model = added(engine, sentences)
    before = holdings.find(model.id)

    def refuse(*_: object, **__: object) -> None:
        raise EmbedderFailedError("the embedder is busy")

    monkeypatch.setattr(EmbedderClient, "try_out", refuse)
    failed = engine.last(m.AddModelFolder(path=str(sentences)))
    assert isinstance(failed, m.Failed)
    assert failed.code == "model-folder"
    assert holdings.find(model.id) == before
    assert models(engine)[model.id].dim == 384


def test_a_transformer_that_was_never_run_to_the_end_is_broken_until_it_is_added_again(
    engine: Engine, holdings: Holdings, sentences: Path
):
    holdings.keep(describe(sentences))
    (model,) = (one for one in models(engine).values() if one.source.startswith(str(sentences)))
    assert model.state == "broken"
    engine.last(m.AddModelFolder(path=str(sentences)))
    assert (models(engine)[model.id].state, models(engine)[model.id].dim) == ("installed", 384)


@pytest.mark.parametrize("content", ["[]", '{"max_length": "long"}', '{"max_length": -1}'])
def test_a_static_model_with_a_nonsensical_config_is_refused(
    engine: Engine, static: Path, content: str
):
    (static / "config.json").write_text(content)
    failed = engine.last(m.AddModelFolder(path=str(static)))
    assert isinstance(failed, m.Failed)
    assert failed.code == "static-model-damaged"


@pytest.mark.parametrize("prompts", ['["ask"]', '{"query": 3}', '"ask"'])
def test_what_a_transformers_files_say_nonsensically_counts_as_not_said(
    sentences: Path, prompts: str
):
    told = f'{{"prompts": {prompts}}}'
    (sentences / "config_sentence_transformers.json").write_text(told)
    (sentences / "sentence_bert_config.json").write_text('{"max_seq_length": "long"}')
    entry = describe(sentences)
    assert (entry.query_prompt, entry.document_prompt, entry.tokens) == ("", "", 256)


@pytest.mark.parametrize("model", ["static-minilm-256", "potion-base-8m"])
def test_what_the_program_brings_or_never_came_is_not_removed(engine: Engine, model: str):
    failed = engine.last(m.RemoveModel(model=model))
    assert isinstance(failed, m.Failed)
    assert failed.code == "usage"


def test_a_download_that_cannot_reach_the_hub_says_so(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    failed = engine.last(m.DownloadModel(model="potion-base-8m"))
    assert isinstance(failed, m.Failed)
    assert failed.code == "download-failed"
    assert models(engine)["potion-base-8m"].state == "missing"


@pytest.mark.parametrize("model", ["static-minilm-256", "minilm-l6-int8", "bm25"])
def test_a_model_that_is_tried_answers(engine: Engine, model: str):
    tried = engine.last(m.TryModel(model=model))
    assert isinstance(tried, m.ModelMeasured)
    assert tried.query_ms > 0
    assert models(engine)[model].passages_per_second == 0


def test_a_key_that_no_model_asks_for_is_refused(engine: Engine):
    refused = engine.last(m.SetKey(vendor="somebody", key="secret"))
    assert isinstance(refused, m.Failed)
    assert refused.code == "usage"
    assert "secret" not in refused.message


def test_a_model_that_is_judged_tells_its_memory_and_its_ranking(engine: Engine):
    judged = engine.last(m.MeasureModel(model="static-minilm-256", judge=True))
    assert isinstance(judged, m.ModelMeasured)
    assert judged.bytes > 50e6
    assert 0.4 < judged.ndcg <= 1
    assert judged.ndcg_others == 0

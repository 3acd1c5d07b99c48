"""The catalogue of models."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from engine.models import registry
from engine.models.entry import ModelEntry, knows
from engine.models.errors import (
    BrokenModelEntryError,
    ModelCatalogueError,
    ModelDamagedError,
    ModelMissingError,
    UnknownModelError,
)

CONTENT = b"weights"
SHA256 = hashlib.sha256(CONTENT).hexdigest()
FILE = f'{{ name = "w.bin", bytes = {len(CONTENT)}, sha256 = "{SHA256}" }}'
SOUND = f"""
[[model]]
id = "small"
name = "Small"
kinds = ["dense"]
family = "static"
dim = 8
languages = ["en", "de"]
licence = "MIT"
folder = "models/small"
files = [{FILE}]
"""


def catalogue(folder: Path, *entries: str) -> tuple[ModelEntry, ...]:
    path = folder / "models.toml"
    path.write_text("version = 1\n" + "\n".join(entries), encoding="utf-8")
    return registry.load_catalogue(path)


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModelEntry:
    (tmp_path / "models" / "small").mkdir(parents=True)
    (tmp_path / "models" / "small" / "w.bin").write_bytes(CONTENT)
    monkeypatch.setattr(registry, "resources_folder", lambda: tmp_path)
    return registry.find("small", catalogue(tmp_path, SOUND))


SHIPPED = {
    "static-minilm-256": ("dense", ("dense",), 256),
    "minilm-l6-int8": ("reranker", ("reranker", "dense"), 384),
    "bm25": ("sparse", ("sparse",), 0),
    "none": ("reranker", ("reranker",), 0),
}
WEIGHTS = (".onnx", ".safetensors", ".bin", ".pt")
DOWNLOADED = {
    "static": {
        "potion-base-2m": 64,
        "potion-base-4m": 128,
        "potion-base-8m": 256,
        "potion-base-32m": 512,
        "potion-retrieval-32m": 512,
        "potion-multilingual-128m": 256,
    },
    "onnx": {"all-minilm-l6-v2": 384, "bge-small-en-v1.5": 384, "multilingual-e5-small": 384},
    "transformers": {
        "all-minilm-l6-v2-transformers": 384,
        "all-mpnet-base-v2": 768,
        "bge-base-en-v1.5": 768,
        "paraphrase-multilingual-minilm-l12-v2": 384,
        "multilingual-e5-base": 768,
        "multilingual-e5-large": 1024,
        "qwen3-embedding-0.6b": 1024,
        "kure-v1": 1024,
        "snowflake-arctic-embed-l-v2.0-ko": 1024,
        "multilingual-e5-small-ko": 384,
    },
    "splade": {"granite-embedding-30m-sparse": 0},
    "bge-m3": {"bge-m3": 1024},
    "onnx-pairs": {
        "ms-marco-minilm-l6-v2": 0,
        "mxbai-rerank-xsmall-v1": 0,
        "bge-reranker-base": 0,
    },
    "cross-encoder": {"bge-reranker-v2-m3": 0, "mxbai-rerank-base-v1": 0},
}
"""By family: the length of each model's vectors."""


def test_the_catalogue_has_no_broken_entry_and_what_ships_is_there():
    entries = [entry for entry in registry.load_catalogue() if not entry.model]  # no vendors'
    downloaded = {model for models in DOWNLOADED.values() for model in models}
    assert [entry.id for entry in entries][: len(SHIPPED)] == [*SHIPPED]
    assert {entry.id for entry in entries} == set(SHIPPED) | downloaded
    assert {entry.broken for entry in registry.load_catalogue()} == {""}
    assert {entry.id for entry in entries if registry.installed(entry)} == set(SHIPPED)


def test_the_models_are_what_they_are_used_as():
    known = {entry.id: entry for entry in registry.load_catalogue()}
    for model, (kind, kinds, dim) in SHIPPED.items():
        assert (known[model].kind, known[model].kinds, known[model].dim) == (kind, kinds, dim)
    for family, dims in DOWNLOADED.items():
        for model, dim in dims.items():
            assert (known[model].family, known[model].dim) == (family, dim)
            assert ("dense" in known[model].kinds) == (dim > 0)


def test_what_is_downloaded_is_pinned_to_a_commit_and_its_weights_to_a_hash():
    for entry in registry.load_catalogue():
        if entry.hub:
            assert entry.revision
            assert entry.download_bytes >= sum(file.bytes for file in entry.fetch)
        if entry.fetch:
            weights = [file for file in entry.fetch if file.name.endswith(WEIGHTS)]
            assert weights
            assert all(file.sha256 for file in weights)


def test_only_licences_that_let_everybody_use_a_model_are_listed():
    listed = [entry for entry in registry.load_catalogue() if not entry.model]
    assert {entry.licence for entry in listed} == {"Apache-2.0", "MIT"}


@pytest.mark.parametrize(
    ("model", "language", "known"),
    [
        ("static-minilm-256", "en", True),
        ("static-minilm-256", "EN-gb", True),
        ("minilm-l6-int8", "ko", False),
        ("minilm-l6-int8", "", True),
        ("bm25", "ko", True),
        ("none", "de", True),
    ],
)
def test_a_model_knows_its_languages_and_one_without_a_list_knows_all(
    model: str, language: str, known: bool
):
    assert knows(registry.find(model), language) is known


@pytest.mark.parametrize(
    ("sound", "broken", "why"),
    [
        ('id = "small"', 'id = "Not An Id"', "not an id"),
        ('name = "Small"', 'name = ""', "no name"),
        ('kinds = ["dense"]', "kinds = []", "kinds"),
        ('kinds = ["dense"]', 'kinds = ["oracle"]', "oracle"),
        ('kinds = ["dense"]', 'kinds = ["dense", "dense"]', "doubled"),
        ('family = "static"', 'family = "quantum"', "quantum"),
        ('family = "static"', 'family = ""', "family"),
        ("dim = 8", "", "dim"),
        ("dim = 8", 'dim = "8"', "dim"),
        ("dim = 8", "dim = 8\ntokens = -1", "negative"),
        ("dim = 8", "dim = 8\ncolour = 1", "colour"),
        ('languages = ["en", "de"]', 'languages = ["English"]', "ISO 639-1"),
        ('licence = "MIT"', "", "licence"),
        ('folder = "models/small"', 'folder = "../small"', "below"),
        ('folder = "models/small"', 'folder = "/models/small"', "below"),
        ('folder = "models/small"', 'folder = "C:\\\\small"', "below"),
        ('folder = "models/small"', "", "together"),
        (f"files = [{FILE}]", f"files = [{FILE}, {FILE}]", "twice"),
        ('name = "w.bin"', 'name = "../w.bin"', "plain"),
        ('name = "w.bin"', 'name = "a\\\\w.bin"', "plain"),
        (f"bytes = {len(CONTENT)}", "bytes = 0", "positive"),
        ('sha256 = "', 'sha256 = "XX', "SHA-256"),
        ("dim = 8", 'dim = 8\nhub = "a/b"\nrevision = "main"', "commit"),
        ("dim = 8", 'dim = 8\nhub = "a/b"\nfetch = [{ name = "w.bin" }]', "commit"),
        ("dim = 8", f'dim = 8\nrevision = "{"0" * 40}"', "hub"),
        ("dim = 8", f'dim = 8\nhub = "a/b/c"\nrevision = "{"0" * 40}"', "repository"),
        ("dim = 8", "dim = 8\nunrelated = 1.0", "unrelated"),
    ],
)
def test_a_broken_entry_is_listed_as_broken_and_the_others_go_on(
    tmp_path: Path, sound: str, broken: str, why: str
):
    assert sound in SOUND
    good = SOUND.replace('"small"', '"good"')
    entries = catalogue(tmp_path, SOUND.replace(sound, broken), good)
    assert [bool(entry.broken) for entry in entries] == [True, False]
    assert why in entries[0].broken
    assert not registry.installed(entries[0])
    with pytest.raises(BrokenModelEntryError):
        registry.find(entries[0].id, entries)
    with pytest.raises(BrokenModelEntryError):
        registry.verify(entries[0])
    assert registry.find("good", entries) == entries[1]


def test_a_second_entry_with_a_taken_id_is_broken_and_the_first_stays(tmp_path: Path):
    first, second = catalogue(tmp_path, SOUND, SOUND)
    assert (first.id, first.broken) == ("small", "")
    assert second.id != "small"
    assert "taken" in second.broken


def test_an_entry_that_is_no_table_is_broken(tmp_path: Path):
    path = tmp_path / "models.toml"
    path.write_text('version = 1\nmodel = ["x"]', encoding="utf-8")
    (entry,) = registry.load_catalogue(path)
    assert entry.broken


@pytest.mark.parametrize(
    "text", ["", "version = 2", "version =", "version = 1\nmodel = 3", "\udcff"]
)
def test_a_catalogue_that_cannot_be_read_is_an_expected_failure(tmp_path: Path, text: str):
    path = tmp_path / "models.toml"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(ModelCatalogueError) as caught:
        registry.load_catalogue(path)
    assert (caught.value.code, caught.value.facts) == ("model-catalogue", {"path": str(path)})


def test_a_missing_catalogue_is_an_expected_failure(tmp_path: Path):
    with pytest.raises(ModelCatalogueError):
        registry.load_catalogue(tmp_path / "models.toml")


def test_an_unknown_model_is_an_expected_failure():
    with pytest.raises(UnknownModelError) as caught:
        registry.find("word2vec")
    assert caught.value.facts == {"model": "word2vec"}


def test_whole_files_are_installed_and_verified(small: ModelEntry):
    assert registry.installed(small)
    assert small.bytes == len(CONTENT)
    registry.verify(small)


def test_a_changed_file_of_the_same_size_is_found_by_its_hash(small: ModelEntry):
    (registry.folder(small) / "w.bin").write_bytes(CONTENT[::-1])
    assert registry.installed(small)
    with pytest.raises(ModelDamagedError):
        registry.verify(small)


def test_a_cut_file_is_not_installed(small: ModelEntry):
    (registry.folder(small) / "w.bin").write_bytes(CONTENT[:-1])
    assert not registry.installed(small)


def test_a_missing_file_is_not_installed_and_is_told_from_a_damaged_one(small: ModelEntry):
    (registry.folder(small) / "w.bin").unlink()
    assert not registry.installed(small)
    with pytest.raises(ModelMissingError):
        registry.verify(small)


def test_a_folder_in_place_of_a_file_is_damage(small: ModelEntry):
    (registry.folder(small) / "w.bin").unlink()
    (registry.folder(small) / "w.bin").mkdir()
    with pytest.raises(ModelDamagedError):
        registry.verify(small)


def test_a_model_without_files_has_no_folder():
    with pytest.raises(ModelMissingError):
        registry.folder(registry.find("bm25"))

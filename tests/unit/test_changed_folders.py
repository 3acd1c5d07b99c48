"""Models in folders of a person's whose files are written again, or are others from then on."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from engine.host.paths import DataFolder
from engine.models import hashes
from engine.models.entry import ModelEntry
from engine.models.errors import ModelMissingError
from engine.models.holdings import Holdings
from engine.models.local_folder import describe
from engine.models.registry import resources_folder
from engine.protocol import messages as m
from engine.service.keys import VendorKeys
from engine.service.library import LACKS
from engine.service.models import list_models
from tests.unit.service_engine import Engine, add, wait_for

BUNDLED = resources_folder() / "models"
TOKENIZER = "tokenizer.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(BUNDLED / "static-minilm-256", tmp_path / "mine")


@pytest.fixture
def holdings(tmp_path: Path) -> Holdings:
    return Holdings(tmp_path / "models")


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The names of the files that are read for their hashes, by a process that has read none."""
    names: list[str] = []
    reading = hashes.sha256_of

    def noted(path: Path) -> str:
        names.append(path.name)
        return reading(path)

    monkeypatch.setattr(hashes, "sha256_of", noted)
    hashes.sha256_at.cache_clear()
    yield names
    hashes.sha256_at.cache_clear()


def change(path: Path) -> None:
    """Write another word, as long, in place; with the time that it had."""
    told, content = path.stat(), path.read_bytes()
    path.write_bytes(content.replace(b'"kitten"', b'"kiten#"'))
    assert path.read_bytes() != content
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))


def state(holdings: Holdings, entry: ModelEntry) -> tuple[str, str]:
    listed = list_models(holdings, {}, VendorKeys(Path("nowhere")))
    return next((one.state, one.reason) for one in listed if one.id == entry.id)


def test_files_that_changed_make_a_model_broken_until_they_are_back(
    holdings: Holdings, folder: Path, read: list[str]
):
    entry = describe(folder)
    holdings.keep(entry)
    read.clear()
    assert holdings.ready(entry.id) == entry
    assert (state(holdings, entry), read) == (("installed", ""), [])
    kept = (folder / TOKENIZER).read_bytes()
    change(folder / TOKENIZER)
    for _ in range(3):
        assert state(holdings, entry) == ("broken", "its files changed: add the folder again")
    with pytest.raises(ModelMissingError, match="its files changed") as caught:
        holdings.ready(entry.id)
    assert "Add its folder again" in caught.value.hint
    assert read == [TOKENIZER]
    assert describe(folder).id != entry.id
    (folder / TOKENIZER).write_bytes(kept)
    assert state(holdings, entry) == ("installed", "")


def test_the_same_files_written_again_are_read_once(
    holdings: Holdings, folder: Path, read: list[str]
):
    entry = describe(folder)
    holdings.keep(entry)
    read.clear()
    shutil.copy(folder / TOKENIZER, folder / "other")
    (folder / "other").replace(folder / TOKENIZER)
    holdings.ready(entry.id)
    assert read == [TOKENIZER]
    assert holdings.find(entry.id) == describe(folder) != entry
    hashes.sha256_at.cache_clear()  # as the next process begins
    read.clear()
    holdings.ready(entry.id)
    assert (state(holdings, entry), read) == (("installed", ""), [])


def test_a_card_of_before_is_proved_once(holdings: Holdings, folder: Path, read: list[str]):
    entry = describe(folder)
    plain = tuple(msgspec.structs.replace(file, stamp=()) for file in entry.files)
    holdings.keep(msgspec.structs.replace(entry, files=plain))
    read.clear()
    holdings.ready(entry.id)
    assert holdings.find(entry.id) == entry
    assert read == []


def test_a_library_goes_on_by_words_when_its_models_folder_changed(tmp_path: Path):
    folder = shutil.copytree(BUNDLED / "minilm-l6-int8", tmp_path / "mine")
    (tmp_path / "data").mkdir()
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "kitten.txt").write_text("The kitten sleeps on a rug.")
    engine = Engine(DataFolder(tmp_path / "data"))
    add(engine, tmp_path / "notes", library="Notes")
    listed = engine.last(m.AddModelFolder(path=str(folder)))
    assert isinstance(listed, m.ModelsListed), listed
    model = next(one.id for one in listed.models if one.source == str(folder))
    engine.last(m.SetModels(library="Notes", dense_model=model, reranker="none"))
    engine.last(m.Index(library="Notes"))
    wait_for(lambda: engine.libraries()["Notes"].dense_model == model)
    assert engine.search("kitten", "Notes").hits[0].parts.dense
    engine.close()

    change(folder / TOKENIZER)
    engine = Engine(DataFolder(tmp_path / "data"))
    (hit,) = engine.search("kitten", "Notes").hits
    assert hit.parts.dense is None
    (notice,) = engine.libraries()["Notes"].notices
    assert (notice.code, "its files changed" in notice.message) == (LACKS, True)
    (tmp_path / "notes" / "new.txt").write_text("A puppy.")
    waits = engine.last(m.Index(library="Notes"))
    assert isinstance(waits, m.Failed)
    assert waits.code == "model-missing"
    engine.close()

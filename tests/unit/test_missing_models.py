"""Libraries whose models are away: searched by what is here, and nothing is made anew for it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from engine.host.paths import DataFolder
from engine.models.registry import resources_folder
from engine.protocol import messages as m
from engine.service.library import LACKS
from tests.unit.service_engine import Engine, add, names, wait_for

BUNDLED = resources_folder() / "models"
MINILM = "minilm-l6-int8"


@pytest.fixture
def engines(tmp_path: Path) -> Iterator[Engines]:
    (tmp_path / "data").mkdir()
    engines = Engines(DataFolder(tmp_path / "data"))
    for name, text in (("One", "The kitten sleeps on a rug."), ("Two", "A kitten naps.")):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.txt").write_text(text)
        add(engines.now, tmp_path / name, library=name)
    engines.now.last(m.Index())
    yield engines
    engines.now.close()


class Engines:
    """One engine after the other in one data folder."""

    def __init__(self, data: DataFolder) -> None:
        self._data = data
        self.now = Engine(data)

    def restart(self) -> None:
        """End the present one and start the next."""
        self.now.close()
        self.now = Engine(self._data)


def added(engine: Engine, folder: Path) -> str:
    listed = engine.last(m.AddModelFolder(path=str(folder)))
    assert isinstance(listed, m.ModelsListed), listed
    return next(model.id for model in listed.models if model.source == str(folder))


def transformer(tmp_path: Path) -> Path:
    folder = tmp_path / "drive" / "sentences"
    shutil.copytree(BUNDLED / MINILM, folder)
    return folder


def notices(engine: Engine, library: str) -> set[str]:
    return {notice.code for notice in engine.libraries()[library].notices}


def test_libraries_are_searched_while_a_reranker_is_away_and_refined_when_it_is_back(
    engines: Engines, tmp_path: Path
):
    folder = transformer(tmp_path)
    model = added(engines.now, folder)
    engines.now.last(m.SetModels(library="One", dense_model="", reranker=model))
    folder.parent.rename(tmp_path / "unplugged")
    engines.restart()
    assert names(engines.now.search("kitten")) == {"One.txt", "Two.txt"}
    assert names(engines.now.search("kitten", "One")) == {"One.txt"}
    assert notices(engines.now, "One") == {LACKS}
    assert isinstance(engines.now.last(m.Index(library="One")), m.IndexFinished)
    (tmp_path / "unplugged").rename(folder.parent)
    refined = engines.now.last(m.Search(query="a kitten that sleeps", library="One"))
    assert isinstance(refined, m.SearchFinished)
    assert refined.reranked
    assert notices(engines.now, "One") == set()


@pytest.mark.parametrize("family", ["static", "onnx"])
def test_a_library_whose_dense_model_is_away_is_searched_by_words_and_keeps_its_vectors(
    engines: Engines, tmp_path: Path, family: str
):
    folder = tmp_path / "drive" / "mine"
    shutil.copytree(BUNDLED / (MINILM if family == "onnx" else "static-minilm-256"), folder)
    model = added(engines.now, folder)
    engines.now.last(m.SetModels(library="One", dense_model=model, reranker=""))
    wait_for(lambda: engines.now.libraries()["One"].dense_model == model)
    folder.parent.rename(tmp_path / "unplugged")
    engines.restart()
    found = engines.now.search("kitten", "One")
    assert [(Path(hit.path).name, hit.parts.dense) for hit in found.hits] == [("One.txt", None)]
    assert [(note.code, note.cause) for note in found.notes] == [("words-alone", "model-missing")]
    assert names(engines.now.search("kitten")) == {"One.txt", "Two.txt"}
    (tmp_path / "One" / "new.txt").write_text("A puppy.")
    waits = engines.now.last(m.Index(library="One"))
    assert isinstance(waits, m.Failed)
    assert waits.code == "model-missing"
    assert notices(engines.now, "One") == {LACKS}
    (tmp_path / "unplugged").rename(folder.parent)
    engines.restart()
    indexed = engines.now.last(m.Index(library="One"))
    assert isinstance(indexed, m.IndexFinished), indexed
    assert engines.now.search("a cat that rests", "One").hits[0].parts.dense
    assert not {"store-remade", "store-repaired"} & notices(engines.now, "One")


def test_a_library_that_is_getting_another_model_keeps_the_vectors_of_one_that_is_away(
    engines: Engines, tmp_path: Path
):
    folder = transformer(tmp_path)
    model = added(engines.now, folder)
    engines.now.last(m.SetModels(library="One", dense_model=model, reranker=""))
    wait_for(lambda: engines.now.libraries()["One"].dense_model == model)
    folder.parent.rename(tmp_path / "unplugged")
    engines.restart()
    engines.now.last(m.SetModels(library="One", dense_model="static-minilm-256", reranker=""))
    wait_for(lambda: engines.now.libraries()["One"].dense_model == "static-minilm-256")
    assert engines.now.search("kitten", "One").hits[0].parts.dense
    assert names(engines.now.search("kitten", "One")) == {"One.txt"}


@pytest.mark.skipif(sys.platform == "win32", reason="it counts descriptors")
def test_changing_the_reranker_again_and_again_leaves_no_file_open(engines: Engines):
    engine, process = engines.now, psutil.Process()

    def change(times: int) -> None:
        for number in range(times):
            reranker = (MINILM, "none")[number % 2]
            done = engine.last(m.SetModels(library="One", dense_model="", reranker=reranker))
            assert isinstance(done, m.Done)

    engine.search("kitten")
    change(2)
    before = process.num_fds()
    change(20)
    wait_for(lambda: process.num_fds() <= before + 4)

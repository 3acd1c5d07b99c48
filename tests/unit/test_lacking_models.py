"""Libraries whose models lack a key, or packages: searched without them until these come."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from engine.host.paths import DataFolder
from engine.models.entry import ModelEntry
from engine.models.errors import ExtraMissingError, VendorKeyError
from engine.models.holdings import Holdings
from engine.protocol import messages as m
from engine.protocol.errors import ModelError
from engine.service.keys import VendorKeys
from engine.service.library import LACKS
from engine.service.shelf import ModelShelf, Role
from engine.service.vendors import Vendors
from tests.unit.service_engine import Engine, add
from tests.vendors.servers import VendorServer

KEY = "jina_not_a_real_key_0123456789"


@pytest.fixture
def server() -> Iterator[VendorServer]:
    with VendorServer("jina", key=KEY) as server:
        yield server


def judge(server: VendorServer) -> ModelEntry:
    return ModelEntry(
        id="judge",
        name="Judge",
        kinds=("reranker",),
        family="jina",
        model="jina-reranker-v2-base-multilingual",
        licence="LicenseRef-terms",
        base_url=server.url,
    )


def sentences() -> ModelEntry:
    return ModelEntry(
        id="sentences", name="Sentences", kinds=("dense",), family="transformers", dim=8,
        licence="MIT",
    )  # fmt: skip


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[ModelShelf]:
    holdings = Holdings(tmp_path / "models")
    shelf = ModelShelf(tmp_path / "models", Vendors(holdings, VendorKeys(tmp_path / "keys")))
    yield shelf
    shelf.close()


def lacks(shelf: ModelShelf, folder: Path, dense: str, reranker: str) -> dict[Role, ModelError]:
    fitting = shelf.models_for(dense, reranker, folder)
    fitting.cache.close()
    assert (fitting.models.dense is None) == ("dense" in fitting.lacks or not dense)
    assert (fitting.models.reranker is None) == ("reranker" in fitting.lacks)
    return dict(fitting.lacks)


def test_a_library_lacks_a_model_without_its_vendors_key(
    shelf: ModelShelf, server: VendorServer, tmp_path: Path
):
    shelf.holdings.keep(judge(server))
    found = lacks(shelf, tmp_path, "static-minilm-256", "judge")
    assert isinstance(found["reranker"], VendorKeyError)
    assert not shelf.has("judge", "reranker")
    assert server.requests == []


@pytest.mark.skipif(find_spec("torch") is not None, reason="nothing is missing here")
def test_a_library_lacks_a_model_whose_packages_are_not_installed(
    shelf: ModelShelf, tmp_path: Path
):
    shelf.holdings.keep(sentences())
    found = lacks(shelf, tmp_path, "sentences", "")
    assert isinstance(found["dense"], ExtraMissingError)
    assert "-m pip install" in found["dense"].hint


def test_a_shelf_that_asks_no_vendors_lacks_their_models(server: VendorServer, tmp_path: Path):
    shelf = ModelShelf(tmp_path / "models")
    shelf.holdings.keep(judge(server))
    assert set(lacks(shelf, tmp_path, "", "judge")) == {"reranker"}
    shelf.close()


def test_a_reranker_comes_back_with_its_key(server: VendorServer, tmp_path: Path):
    data = DataFolder(tmp_path / "data")
    data.root.mkdir()
    Holdings(data.models).keep(judge(server))
    (tmp_path / "notes").mkdir()
    for number, text in enumerate(("The kitten sleeps on a rug.", "A kitten naps.")):
        (tmp_path / "notes" / f"{number}.txt").write_text(text)
    engine = Engine(data)
    add(engine, tmp_path / "notes", library="Notes")
    engine.last(m.Index())
    engine.last(m.SetKey(vendor=server.url, key=KEY, place="memory"))
    done = engine.last(m.SetModels(library="Notes", dense_model="", reranker="judge"))
    assert isinstance(done, m.Done)
    assert refined(engine)
    engine.close()
    server.requests.clear()

    engine = Engine(data)  # which has forgotten what was in memory
    assert not refined(engine)
    (note,) = last_search(engine).notes
    assert (note.code, note.cause) == ("not-reranked", "vendor-key")
    assert note.message == "The order is not refined: Judge: Jina AI asks for a key."
    (notice,) = engine.libraries()["Notes"].notices
    assert (notice.code, notice.cause, notice.role) == (LACKS, "vendor-key", "reranker")
    assert not engine.search("a kitten that sleeps").notes, "it was not to be refined"
    assert server.requests == []
    engine.last(m.SetKey(vendor=server.url, key=KEY, place="memory"))
    assert refined(engine)
    assert notices(engine) == set()
    assert len(server.requests) == 1
    engine.close()


def refined(engine: Engine) -> bool:
    finished = last_search(engine)
    assert len(finished.hits) == 2
    return finished.reranked


def last_search(engine: Engine) -> m.SearchFinished:
    finished = engine.last(m.Search(query="a kitten that sleeps", library="Notes"))
    assert isinstance(finished, m.SearchFinished)
    return finished


def notices(engine: Engine) -> set[str]:
    return {notice.code for notice in engine.libraries()["Notes"].notices}

"""What sending a library's texts to a vendor costs, and that somebody must have agreed to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.host.paths import DataFolder
from engine.protocol import messages as m
from tests.unit.keyrings import Working
from tests.unit.service_engine import Engine, add, wait_for
from tests.unit.vendor_service import KEY, code, models, ringing, voyage_for
from tests.vendors.servers import VendorServer


@pytest.fixture(autouse=True)
def ring() -> Iterator[Working]:
    with ringing() as working:
        yield working


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    (tmp_path / "data").mkdir()
    engine = Engine(DataFolder(tmp_path / "data"))
    yield engine
    engine.close()


@pytest.fixture
def voyage(tmp_path: Path) -> Iterator[VendorServer]:
    with voyage_for(tmp_path / "data") as server:
        yield server


@pytest.fixture
def notes(engine: Engine, tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "en.txt").write_text("The kitten sleeps on a warm rug. " * 40)
    (folder / "ko.txt").write_text("고양이가 따뜻한 양탄자 위에서 잠을 잔다. " * 40)
    add(engine, folder, library="Notes")
    engine.last(m.Index())
    wait_for(lambda: engine.libraries()["Notes"].passages > 1)
    return folder


def test_what_a_library_would_cost_is_told_before_any_of_it_is_sent(
    engine: Engine, voyage: VendorServer, notes: Path
):
    engine.last(m.SetKey(vendor=voyage.url, key=KEY, place="memory"))
    told = engine.last(m.EstimateModels(library="Notes", dense_model="voyage-4", reranker=""))
    assert code(told) == "vendor-key"
    engine.last(m.SetKey(vendor="voyage", key=KEY, place="memory"))
    told = engine.last(m.EstimateModels(library="Notes", dense_model="voyage-4", reranker=""))
    assert isinstance(told, m.ModelsEstimated)
    price = models(engine)["voyage-4"].price
    assert told.sent_to == "api.voyageai.com"
    assert 300 + 700 < told.tokens < 3000  # as many letters of Latin as of Hangul, four times less
    assert told.cost == pytest.approx(price * told.tokens / 1e6)
    assert (told.seconds, told.price_date != "", told.rerank_sent_to) == (None, True, "")
    ranked = engine.last(
        m.EstimateModels(library="Notes", dense_model="", reranker="voyage-rerank-2.5")
    )
    assert isinstance(ranked, m.ModelsEstimated)
    assert (ranked.rerank_sent_to, ranked.sent_to) == ("api.voyageai.com", "")
    assert (ranked.search_cost > 0, ranked.tokens, ranked.cost) == (True, 0, 0.0)
    assert voyage.requests == []
    assert (told.unread, told.price) == (False, price)


def test_what_files_cost_that_nobody_has_read_yet_is_said_not_to_be_known(
    engine: Engine, tmp_path: Path
):
    engine.last(m.SetKey(vendor="voyage", key=KEY, place="memory"))
    asked = m.EstimateModels(library="Notes", dense_model="voyage-4", reranker="")
    assert engine.last(m.MakeLibrary(library="Notes")) == m.Done()
    told = engine.last(asked)
    assert isinstance(told, m.ModelsEstimated)
    assert not told.unread, "it has no folders"
    add(engine, tmp_path, library="Notes")
    told = engine.last(asked)
    assert isinstance(told, m.ModelsEstimated)
    assert (told.sent_to, told.tokens, told.unread) == ("api.voyageai.com", 0, True)
    assert told.price == models(engine)["voyage-4"].price > 0
    assert told.price_date


def test_a_model_without_its_key_is_not_given_to_a_library(engine: Engine, notes: Path):
    for dense, reranker in (("voyage-4", ""), ("", "cohere-rerank-v3.5")):
        refused = engine.last(m.SetModels(library="Notes", dense_model=dense, reranker=reranker))
        assert isinstance(refused, m.Failed)
        assert (refused.code, "findling models key" in refused.hint) == ("vendor-key", True)
    assert engine.libraries()["Notes"].coming_model == ""


def test_texts_of_a_library_go_only_where_somebody_agreed_that_they_go(engine: Engine, notes: Path):
    engine.last(m.SetKey(vendor="voyage", key=KEY, place="memory"))
    engine.last(m.SetPaused(library="Notes", paused=True))  # nothing is to be sent to anybody

    def chosen(dense: str, reranker: str, agreed: str) -> str:
        said = engine.last(
            m.SetModels(library="Notes", dense_model=dense, reranker=reranker, agreed_to=agreed)
        )
        return said.code if isinstance(said, m.Failed) else ""

    before = engine.libraries()["Notes"]
    for agreed in ("", "api.openai.com", "api.voyageai.com.example.org"):
        assert chosen("voyage-4", "", agreed) == "not-agreed"
        assert chosen("", "voyage-rerank-2.5", agreed) == "not-agreed"
        assert chosen("none", "voyage-rerank-2.5", agreed) == "not-agreed"
    after = engine.libraries()["Notes"]
    assert (after.coming_model, after.reranker) == (before.coming_model, before.reranker)
    assert chosen("", "voyage-rerank-2.5", "api.openai.com api.voyageai.com") == ""
    assert engine.libraries()["Notes"].reranker == "voyage-rerank-2.5"
    assert chosen("", "voyage-rerank-2.5", "") == "", "it has it already"
    assert chosen("", "none", "") == ""

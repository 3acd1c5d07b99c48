"""Every vendor's rerankers: what they must be, whatever befalls a request on its way."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from engine.models.entry import ModelEntry
from engine.models.errors import VendorAnswerError, VendorError, VendorKeyError
from engine.models.families import open_reranker
from engine.models.vendors import http
from engine.models.vendors.exchange import Bounds
from engine.models.vendors.rankings import VendorReranker
from engine.models.vocabulary import Access, rerank
from tests.vendors.entries import KEY, entry_at, vendor_entries
from tests.vendors.servers import KINDS, Fault, Kind, VendorServer

QUERY = "when are invoices due"
TEXTS = ["The cat sleeps.", "Invoices are due in May.", "고양이가 잔다", "When are you here?"]
MODELS = {
    "voyage": "voyage-rerank-2.5",
    "jina": "jina-reranker-v2-base-multilingual",
    "cohere": "cohere-rerank-v3.5",
}
MENDED: set[Kind] = {
    *("busy", "failing", "bad-gateway", "reset", "cut", "hang", "drip"),
    *("reordered", "too-long", "no-quota"),
}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "BACKOFF", 0.002)
    monkeypatch.setattr(http, "OWN_BOUNDS", Bounds(size=3_000_000))


@pytest.fixture(params=MODELS, scope="module")
def shop(request: pytest.FixtureRequest) -> Iterator[VendorServer]:
    with VendorServer(request.param, key=KEY) as server:
        yield server


@pytest.fixture
def server(shop: VendorServer) -> VendorServer:
    shop.requests.clear()
    shop.faults.clear()
    return shop


def reranker_at(server: VendorServer) -> VendorReranker:
    opened = open_reranker(entry_at(server, MODELS[server.vendor]), Access(key=KEY))
    assert isinstance(opened, VendorReranker)
    return opened


@pytest.mark.parametrize("entry", vendor_entries("reranker"), ids=lambda entry: entry.id)
def test_each_reranker_scores_in_the_order_of_the_texts(entry: ModelEntry):
    with VendorServer(entry.family, key=KEY) as server:
        model = open_reranker(entry_at(server, entry.id), Access(key=KEY))
        scores = model.scores(QUERY, TEXTS)
        best = rerank(model, QUERY, TEXTS, top_k=2)
    assert scores.shape == (4,)
    assert scores.dtype == np.float32
    assert ((scores >= 0) & (scores <= 1)).all()
    assert [one.index for one in best] == [1, 3]
    assert best[0].score == scores.max()


def test_nothing_is_not_sent_and_answers_nothing(server: VendorServer):
    model = reranker_at(server)
    assert model.scores(QUERY, []).shape == (0,)
    assert model.scores(" ", TEXTS).tolist() == [0, 0, 0, 0]
    assert model.scores(QUERY, ["", "  "]).tolist() == [0, 0]
    assert not server.requests
    some = model.scores(QUERY, ["", TEXTS[1], " ", TEXTS[0]])
    assert (some > 0).tolist() == [False, True, False, True]
    assert server.texts == [TEXTS[1], TEXTS[0]]


@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_is_made_good_or_told_for_what_it_is(
    server: VendorServer, kind: Kind, monkeypatch: pytest.MonkeyPatch
):
    if kind in {"hang", "drip"}:
        monkeypatch.setattr(http, "OWN_BOUNDS", Bounds(silence=0.2, total=0.25))
    model = reranker_at(server)
    expected = model.scores(QUERY, TEXTS).tolist()
    server.faults.append(Fault(kind))
    if kind in MENDED:
        assert model.scores(QUERY, TEXTS).tolist() == expected
        return
    if kind == "immense":
        assert model.scores(QUERY, TEXTS).max() == 1
        return
    error = _error(model, VendorKeyError if kind == "refused" else VendorAnswerError)
    assert len(server.requests) == 2  # it was not tried again
    assert KEY not in f"{error}{error.facts}{error!r}"
    assert model.scores(QUERY, TEXTS).tolist() == expected


def _error(model: VendorReranker, kind: type[VendorError]) -> VendorError:
    with pytest.raises(kind) as caught:
        model.scores(QUERY, TEXTS)
    return caught.value


def test_many_texts_are_scored_as_each_alone_is(server: VendorServer):
    model = reranker_at(server)
    texts = [f"Invoices are due on day {number}." for number in range(130)]
    scores = model.scores(QUERY, texts)
    assert server.texts == texts
    assert scores[[129]] == pytest.approx(model.scores(QUERY, texts[129:]))

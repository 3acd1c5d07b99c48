"""Every vendor's embeddings: what they must be, whatever befalls a request on its way."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from engine.models.entry import ModelEntry
from engine.models.errors import (
    VendorAccountError,
    VendorAnswerError,
    VendorError,
    VendorKeyError,
)
from engine.models.families import open_model
from engine.models.vendors import http
from engine.models.vendors.embeddings import VendorEmbeddings
from engine.models.vendors.exchange import Bounds
from engine.models.vocabulary import Access
from tests.vendors.entries import KEY, entry_at, vendor_entries
from tests.vendors.servers import KINDS, VENDORS, Fault, Kind, VendorServer

TEXTS = ["The cat sleeps on the warm stove.", "Invoices are due within a month.", "고양이가 잔다"]
MENDED: set[Kind] = {
    *("busy", "failing", "bad-gateway", "reset", "cut", "hang", "drip"),
    *("reordered", "too-long", "no-quota"),
}
"""What another try, an index or a smaller request makes good."""
UNSEEN = {(vendor, kind) for vendor in ("cohere", "gemini") for kind in ("reordered", "doubled")}
"""Their vectors have no index: nobody could tell."""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "BACKOFF", 0.002)
    monkeypatch.setattr(http, "OWN_BOUNDS", Bounds(size=3_000_000))


@pytest.fixture(params=VENDORS, scope="module")
def shop(request: pytest.FixtureRequest) -> Iterator[VendorServer]:
    with VendorServer(request.param, key=KEY) as server:
        yield server


@pytest.fixture
def server(shop: VendorServer) -> VendorServer:
    shop.requests.clear()
    shop.faults.clear()
    return shop


def model_at(server: VendorServer) -> VendorEmbeddings:
    opened = open_model(entry_at(server, dim=256), Access(key=KEY))
    assert isinstance(opened, VendorEmbeddings)
    return opened


@pytest.mark.parametrize("entry", vendor_entries("dense"), ids=lambda entry: entry.id)
def test_each_model_makes_unit_vectors_of_its_length_that_tell_meaning(entry: ModelEntry):
    with VendorServer(entry.family, key=KEY) as server:
        model = open_model(entry_at(server, entry.id), Access(key=KEY))
        passages = np.asarray(model.encode_documents(TEXTS))
        queries = np.asarray(model.encode_queries(["a cat on a stove", "when are invoices due"]))
    assert passages.shape == (3, entry.dim)
    assert passages.dtype == queries.dtype == np.float32
    assert np.linalg.norm(passages, axis=1) == pytest.approx(1, abs=1e-5)
    assert np.linalg.norm(queries, axis=1) == pytest.approx(1, abs=1e-5)
    assert (queries @ passages.T).argmax(axis=1).tolist() == [0, 1]


def test_queries_and_passages_are_told_apart_where_the_vendor_does(server: VendorServer):
    model = model_at(server)
    passage, query = model.encode_documents(TEXTS[:1]), model.encode_queries(TEXTS[:1])
    cosine = float((passage @ query.T)[0, 0])
    assert cosine == pytest.approx(1) if server.vendor == "openai" else cosine < 0.99


def test_a_vector_does_not_depend_on_what_else_is_sent(server: VendorServer):
    model = model_at(server)
    together = model.encode_documents(TEXTS)
    alone = np.concatenate([model.encode_documents([text]) for text in TEXTS])
    assert together == pytest.approx(alone, abs=1e-6)


def test_nothing_is_not_sent_and_has_no_meaning(server: VendorServer):
    model = model_at(server)
    assert model.encode_documents([]).shape == (0, model.dim)
    assert not model.encode_queries(["", " \n"]).any()
    assert not server.requests
    some = model.encode_documents(["", TEXTS[0], "  ", TEXTS[1]])
    assert np.linalg.norm(some, axis=1) == pytest.approx([0, 1, 0, 1], abs=1e-5)
    assert len(server.texts) == 2


@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_is_made_good_or_told_for_what_it_is(
    server: VendorServer, kind: Kind, monkeypatch: pytest.MonkeyPatch
):
    if (server.vendor, kind) in UNSEEN:
        pytest.skip("vectors without an index")
    if kind in {"hang", "drip"}:
        monkeypatch.setattr(http, "OWN_BOUNDS", Bounds(silence=0.2, total=0.25))
    model = model_at(server)
    expected = model.encode_documents(TEXTS)
    server.faults.append(Fault(kind))
    if kind == "refused":
        error = _error(model, VendorKeyError)
    elif kind == "no-quota" and server.vendor == "openai":
        error = _error(model, VendorAccountError)
    elif kind in MENDED:
        assert model.encode_documents(TEXTS) == pytest.approx(expected, abs=1e-6)
        return
    else:
        error = _error(model, VendorAnswerError)
    assert len(server.requests) == 2  # it was not tried again
    assert KEY not in f"{error}{error.facts}{error!r}"
    assert model.encode_documents(TEXTS) == pytest.approx(expected, abs=1e-6)  # and that was all


def _error(model: VendorEmbeddings, kind: type[VendorError]) -> VendorError:
    with pytest.raises(kind) as caught:
        model.encode_documents(TEXTS)
    return caught.value


def test_many_texts_go_out_in_requests_that_the_vendor_takes(server: VendorServer):
    model = model_at(server)
    texts = [f"passage {number}" for number in range(130)]
    made = model.encode_documents(texts)
    assert len(server.requests) > 1
    assert server.texts == texts
    assert made[[129]] == pytest.approx(model.encode_documents(texts[129:]), abs=1e-6)


@pytest.mark.parametrize("text", ["Satz für Satz. " * 9000, "검색은 빠르다. " * 9000, "🙂" * 9000])
def test_a_text_that_is_too_long_is_cut(server: VendorServer, text: str):
    made = model_at(server).encode_documents([text, TEXTS[0]])
    assert np.linalg.norm(made, axis=1) == pytest.approx(1, abs=1e-5)

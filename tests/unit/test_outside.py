"""A model outside the reader workers: what it is asked, and what is remembered."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
import pytest

from engine.jobs.crew import UnwantedError
from engine.jobs.reading_messages import Draft, Read, Vectors
from engine.models.encoder import TextEncoder
from engine.models.entry import ModelEntry
from engine.models.errors import VendorBusyError, VendorKeyError
from engine.models.holdings import Holdings
from engine.protocol.errors import UsageError
from engine.service.keys import VendorKeys
from engine.service.outside import ModelOutside
from engine.service.outsides import Outsides
from engine.service.portions import PassageKeys
from engine.service.shelf import ModelShelf
from engine.service.vendors import Vendors
from engine.store.catalogue_rows import Signature
from tests.vendors.answers import Asked, Body, RefusalError
from tests.vendors.servers import Fault, VendorServer

KEY = "sk-a-key-of-a-test"
DIM = 16


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.models.vendors.http.BACKOFF", 0.001)


@pytest.fixture
def server() -> Iterator[VendorServer]:
    with VendorServer("openai", models={"tiny": DIM}) as server:
        yield server


@pytest.fixture
def jina() -> Iterator[VendorServer]:
    with VendorServer("jina", key=KEY) as server:
        yield server


def entry_of(server: VendorServer, **more: object) -> ModelEntry:
    facts = {
        "id": "tiny",
        "name": "Tiny",
        "kinds": ("dense",),
        "family": server.vendor,
        "dim": DIM,
        "licence": "LicenseRef-unknown",
        "base_url": server.url,
        "model": "tiny",
    }
    return msgspec.convert(facts | more, ModelEntry)


class Home:
    """A data folder with models in it, opened as an engine does."""

    def __init__(self, folder: Path, *entries: ModelEntry) -> None:
        holdings = Holdings(folder / "models")
        for entry in entries:
            holdings.keep(entry)
        self.keys = VendorKeys(folder / "keys.json")
        self.shelf = ModelShelf(folder / "models")
        vendors = Vendors(holdings, self.keys)
        self.outsides = Outsides(holdings, self.shelf.client, vendors, folder / "made")
        self.folder = folder / "made"

    def of(self, model: str = "tiny") -> ModelOutside:
        found = self.outsides.of(model)
        assert found is not None
        return found


@pytest.fixture
def home(tmp_path: Path, server: VendorServer) -> Iterator[Home]:
    home = Home(tmp_path, entry_of(server))
    yield home
    home.outsides.close()


def draft(file: int, *texts: str) -> Draft:
    zeros = np.zeros(len(texts), np.int32).tobytes()
    return Draft(
        file=file,
        signature=Signature(0, 0, 0, 0),
        hash=b"",
        media_type="text/plain",
        title="",
        language="en",
        starts=zeros,
        ends=zeros,
        pages=zeros,
        headings=[""] * len(texts),
        langs=["en"] * len(texts),
        texts=list(texts),
    )


def read(*drafts: Draft, wanted: list[bool] | None = None) -> Read:
    """Return what a worker makes of drafts that it leaves to others."""
    texts = [text for one in drafts for text in one.texts]
    vectors = Vectors.of(TextEncoder(None).encode(texts))
    asked = np.array(wanted or [True] * len(texts), np.uint8)
    return Read(list(drafts), vectors, [], wanted=asked.tobytes())


def rows(done: Read) -> np.ndarray:
    return np.frombuffer(done.vectors.dense, np.float32).reshape(-1, done.vectors.dim)


def never() -> bool:
    return False


def test_only_what_is_wanted_is_asked_each_text_once_and_never_again(
    home: Home, server: VendorServer
):
    given = read(
        draft(1, "a cat", "a dog", "a cat"), draft(2, "a cow"), wanted=[True] * 3 + [False]
    )
    done, trouble = home.of().complete(given, never)
    assert trouble is None
    assert server.texts == ["a cat", "a dog"]
    assert (done.embedded, done.lacking, done.wanted) == (2, [], b"")
    made = rows(done)
    np.testing.assert_array_equal(made[0], made[2])
    np.testing.assert_allclose(np.linalg.norm(made, axis=1), [1, 1, 1, 0], atol=1e-6)
    again, _ = home.of().complete(given, never)
    assert again.embedded == 0
    np.testing.assert_array_equal(rows(again), made)
    assert len(server.requests) == 1


def test_what_is_remembered_outlives_the_engine_and_goes_with_the_model(
    home: Home, server: VendorServer, tmp_path: Path
):
    home.of().complete(read(draft(1, "a cat")), never)
    home.outsides.close()
    other = Home(tmp_path, entry_of(server))
    other.of().complete(read(draft(1, "a cat")), never)
    assert len(server.requests) == 1
    other.outsides.forget("tiny")
    assert not list(other.folder.iterdir())
    other.of().complete(read(draft(1, "a cat")), never)
    assert len(server.requests) == 2
    other.outsides.close()


def test_two_who_want_the_same_text_at_once_ask_for_it_once(home: Home, server: VendorServer):
    server.hold = threading.Event()
    done: list[Read] = []

    def complete() -> None:
        done.append(home.of().complete(read(draft(1, "a cat", "a dog")), never).read)

    threads = [threading.Thread(target=complete) for _ in range(3)]
    for thread in threads:
        thread.start()
    while not server.requests:
        threading.Event().wait(0.01)
    server.hold.set()
    for thread in threads:
        thread.join()
    assert Counter(server.texts) == {"a cat": 1, "a dog": 1}
    assert len({rows(one).tobytes() for one in done}) == 1


def test_who_is_called_off_leaves_at_once_and_the_answer_is_kept(home: Home, server: VendorServer):
    server.hold = threading.Event()
    began = time.monotonic()
    with pytest.raises(UnwantedError):
        home.of().complete(read(draft(1, "a cat")), lambda: bool(server.requests))
    assert time.monotonic() - began < 5
    server.hold.set()
    done, _ = home.of().complete(read(draft(1, "a cat")), never)
    assert rows(done).any()
    assert server.texts == ["a cat"]


def test_a_refused_key_is_not_tried_again_until_it_changes(home: Home, server: VendorServer):
    server.shop.key = KEY
    given = read(draft(7, "a cat"))
    done, trouble = home.of().complete(given, never)
    assert isinstance(trouble, VendorKeyError)
    assert done.lacking == [7]
    assert not rows(done).any()
    assert home.of().resting == float("inf")
    asked = len(server.requests)
    home.of().complete(given, never)
    assert len(server.requests) == asked
    home.keys.keep(server.url, KEY, "memory")
    home.outsides.wake()
    done, trouble = home.of().complete(given, never)
    assert trouble is None
    assert rows(done).all(axis=1).any()


def test_a_busy_vendor_is_left_alone_and_what_is_known_is_filled_in(
    home: Home, server: VendorServer
):
    home.of().complete(read(draft(1, "a cat")), never)
    server.faults.append(Fault("busy", times=5, retry_after="0"))
    done, trouble = home.of().complete(read(draft(1, "a cat"), draft(2, "a dog")), never)
    assert isinstance(trouble, VendorBusyError)
    assert done.lacking == [2]
    assert rows(done)[0].any()
    assert 0 < home.of().resting <= 10


class Refusing(VendorServer):
    """Refuses what it does not like, as a vendor may."""

    def answer(self, asked: Asked) -> Body:
        """Return the vendor's answer."""
        if any("forbidden" in text for text in asked.body["input"]):
            raise RefusalError(400, {"error": {"message": "not this", "code": "content_policy"}})
        return super().answer(asked)


def test_a_document_that_is_refused_stays_blank_and_the_others_do_not(tmp_path: Path):
    with Refusing("openai", models={"tiny": DIM}) as server:
        home = Home(tmp_path, entry_of(server))
        given = read(draft(1, "a cat"), draft(2, "forbidden", "a dog"), draft(3, "a cow"))
        done, trouble = home.of().complete(given, never)
        home.outsides.close()
    assert trouble is None
    assert done.lacking == []
    assert rows(done).any(axis=1).tolist() == [True, False, False, True]


def test_an_answer_that_broke_off_once_blames_no_document(home: Home, server: VendorServer):
    server.faults.append(Fault("truncated", times=2))
    done, trouble = home.of().complete(read(draft(1, "a cat"), draft(2, "a dog")), never)
    assert trouble is None
    assert done.lacking == []
    assert rows(done).any(axis=1).all()


class Hesitating(VendorServer):
    """Refuses a document the first time, and is slow to answer what it is asked next."""

    def __init__(self) -> None:
        super().__init__("openai", models={"tiny": DIM})
        self.going_on = threading.Event()
        self.asked = 0

    def answer(self, asked: Asked) -> Body:
        """Return the vendor's answer."""
        if "a cat" not in asked.body["input"]:
            assert self.going_on.wait(20)
            return super().answer(asked)
        self.asked += 1
        if self.asked == 1:
            raise RefusalError(400, {"error": {"message": "not this once"}})
        return super().answer(asked)


def test_who_asks_again_after_a_refusal_is_still_the_only_one(tmp_path: Path):
    server = Hesitating()
    with server:
        home = Home(tmp_path, entry_of(server))
        done: list[Read] = []

        def complete() -> None:
            done.append(home.of().complete(read(draft(1, "a cat")), never).read)

        threads = [threading.Thread(target=complete) for _ in range(2)]
        threads[0].start()
        while len(server.requests) < 2:  # what is asked to see whether the server is well
            threading.Event().wait(0.01)
        threads[1].start()
        threads[1].join(0.5)
        server.going_on.set()
        for thread in threads:
            thread.join()
        home.outsides.close()
        assert server.asked == 2
        assert all(rows(one).any() for one in done)


def test_an_answer_that_is_always_wrong_is_the_vendors_fault(home: Home, server: VendorServer):
    server.faults.append(Fault("longer", times=100))
    done, trouble = home.of().complete(read(draft(1, "a cat"), draft(2, "a dog")), never)
    assert trouble is not None
    assert done.lacking == [1, 2]
    assert len(server.requests) == 3, "both, one alone, and a text of ours"


def test_late_chunking_sends_whole_documents_apart_and_knows_them_by_all_their_text(
    tmp_path: Path, jina: VendorServer
):
    facts = {"model": "jina-embeddings-v3", "dim": 1024, "late_chunking": True}
    home = Home(tmp_path, entry_of(jina, **facts))
    home.keys.keep(jina.url, KEY, "memory")
    given = read(draft(1, "a cat", "a dog"), draft(2, "a cat", "a cow"))
    done, trouble = home.of().complete(given, never)
    assert trouble is None
    assert [asked.texts for asked in jina.requests] == [["a cat", "a dog"], ["a cat", "a cow"]]
    assert all(asked.body["late_chunking"] for asked in jina.requests)
    made = rows(done)
    assert not np.array_equal(made[0], made[2]), "the same words in the light of others"
    again, _ = home.of().complete(given, never)
    np.testing.assert_array_equal(rows(again), made)
    assert len(jina.requests) == 2
    home.outsides.close()


def test_a_key_depends_on_all_that_a_vector_does(server: VendorServer):
    entry = entry_of(server)
    others = (
        {"id": "other"},
        {"dim": 8},
        {"tokens": 99},
        {"document_prompt": "passage: "},
        {"base_url": "http://127.0.0.1:1/v1"},
        {"model": "large"},
        {"late_chunking": True},
    )
    entries = [entry, *(msgspec.structs.replace(entry, **change) for change in others)]
    keys = [PassageKeys(one).of(["a", "b"]) for one in entries]
    assert len({key for some in keys for key in some}) == 2 * len(entries)
    assert PassageKeys(entry).of(["b", "a"]) == keys[0][::-1]
    late = PassageKeys(entries[-1])
    assert late.of(["a", "b"])[0] != late.of(["a", "c"])[0]
    assert len(set(late.of(["a", "a"]))) == 2


def test_what_would_cost_money_is_not_measured(tmp_path: Path, server: VendorServer, home: Home):
    home.of().rehearse(["a cat"] * 40, never)
    assert len(server.texts) == 40
    vendors = Home(tmp_path / "far", entry_of(server, base_url="", id="far"))
    with pytest.raises(UsageError):
        vendors.of("far").rehearse(["a cat"], never)
    vendors.outsides.close()


def test_there_is_nothing_outside_for_what_is_quicker_than_a_cache(home: Home):
    for model in ("", "static-minilm-256", "bm25", "none", "no-such-model"):
        assert home.outsides.of(model) is None
    assert not home.of("minilm-l6-int8").makes

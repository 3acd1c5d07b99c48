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
from engine.jobs.reading_messages import Read
from engine.protocol.errors import UsageError
from engine.service.portions import PassageKeys
from tests.unit.outside_home import DIM, KEY, Home, draft, entry_of, never, read, rows
from tests.vendors.servers import VendorServer


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


@pytest.fixture
def home(tmp_path: Path, server: VendorServer) -> Iterator[Home]:
    home = Home(tmp_path, entry_of(server))
    yield home
    home.outsides.close()


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

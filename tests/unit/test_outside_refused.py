"""A model outside the reader workers that refuses, fails or is wrong: who is blamed, who waits."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.jobs.reading_messages import Read
from engine.models.errors import VendorBusyError, VendorKeyError
from tests.unit.outside_home import DIM, KEY, Home, draft, entry_of, never, read, rows
from tests.vendors.answers import Asked, Body, RefusalError
from tests.vendors.servers import Fault, VendorServer


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.models.vendors.http.BACKOFF", 0.001)


@pytest.fixture
def server() -> Iterator[VendorServer]:
    with VendorServer("openai", models={"tiny": DIM}) as server:
        yield server


@pytest.fixture
def home(tmp_path: Path, server: VendorServer) -> Iterator[Home]:
    home = Home(tmp_path, entry_of(server))
    yield home
    home.outsides.close()


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


def test_a_document_that_is_refused_lacks_its_vectors_and_the_others_do_not(tmp_path: Path):
    with Refusing("openai", models={"tiny": DIM}) as server:
        home = Home(tmp_path, entry_of(server))
        given = read(draft(1, "a cat"), draft(2, "forbidden", "a dog"), draft(3, "a cow"))
        done, trouble = home.of().complete(given, never)
        asked = len(server.requests)
        again, _ = home.of().complete(given, never)
        assert len(server.requests) == asked, "what is refused is not asked for each time"
        home.of().forgive()
        home.of().complete(given, never)
        assert len(server.requests) > asked
        home.outsides.close()
    assert trouble is None
    assert (done.lacking, again.lacking) == ([2], [2])
    assert rows(done).any(axis=1).tolist() == [True, False, False, True]
    assert rows(done).tobytes() == rows(again).tobytes()


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

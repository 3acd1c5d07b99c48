"""Searches by models of vendors, whose servers are on this machine: nobody waits for them."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from engine.host.cancellation import Token
from engine.protocol.errors import Cancelled
from engine.protocol.messages import Similar
from engine.search.hits import Answer
from engine.search.likeness import Aim
from tests.process.search_vendors import KEY, Shelf, ranking, shelved
from tests.vendors.servers import Fault, VendorServer

QUERY = "swelling of the throat"


@pytest.fixture(scope="module")
def server() -> Iterator[VendorServer]:
    with VendorServer("openai", key=KEY) as server:
        yield server


@pytest.fixture(scope="module")
def shelf(server: VendorServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    with shelved(tmp_path_factory.mktemp("vendor"), server) as shelf:
        yield shelf


@pytest.fixture
def ranker() -> Iterator[VendorServer]:
    with VendorServer("jina", key=KEY) as ranker:
        yield ranker


@pytest.fixture(autouse=True)
def calm(server: VendorServer) -> Iterator[None]:
    """No request and no fault of another test."""
    server.requests.clear()
    yield
    server.faults.clear()
    if server.hold is not None:
        server.hold.set()
        server.hold = None


def names(answer: Answer) -> list[str]:
    return [Path(hit.path).name for hit in answer.hits]


def codes(answer: Answer) -> list[str]:
    return [note.code for note in answer.notes]


def test_words_come_first_and_the_vendors_meaning_follows(shelf: Shelf, server: VendorServer):
    firsts: list[tuple[Answer, int]] = []
    searcher = shelf.searcher()
    answer = searcher.search(QUERY, interim=lambda a: firsts.append((a, len(server.requests))))
    [(first, sent)] = firsts
    assert sent == 0
    assert names(first)[0] == names(answer)[0] == "sting.txt"
    assert {hit.parts.dense for hit in first.hits} == {None}
    assert answer.hits[0].parts.dense is not None
    assert answer.hits[0].score > 0.5
    assert answer.notes == ()
    assert server.texts == [QUERY]
    assert first.seconds == answer.first_seconds < answer.seconds


def test_what_was_asked_lately_is_in_the_first_order_and_not_asked_again(
    shelf: Shelf, server: VendorServer
):
    firsts: list[Answer] = []
    searcher = shelf.searcher()
    before = searcher.search(QUERY)
    after = searcher.search(QUERY, interim=firsts.append)
    assert len(server.requests) == 1
    assert firsts == []  # there is nothing that could refine it
    assert [hit.score for hit in after.hits] == [hit.score for hit in before.hits]


def test_typing_sends_what_somebody_paused_at_and_nothing_half_typed(
    shelf: Shelf, server: VendorServer
):
    searcher = shelf.searcher()
    sentence = "goods that arrive broken"
    shown = threading.Event()
    for end in range(6, len(sentence)):
        token = Token()
        shown.clear()

        def interim(_: Answer, token: Token = token) -> None:
            shown.set()
            threading.Timer(0.02, token.cancel).start()  # the next key

        with pytest.raises(Cancelled):
            searcher.search(sentence[:end], token=token, interim=interim)
        assert shown.is_set()
    answer = searcher.search(sentence, interim=lambda _: None)
    assert names(answer)[0] == "refund.txt"
    assert server.texts == [sentence]


def test_a_slow_answer_to_a_query_that_was_left_serves_who_returns_to_it(
    shelf: Shelf, server: VendorServer
):
    searcher, token = shelf.searcher(), Token()
    server.hold = hold = threading.Event()

    def cancel_when_sent() -> None:
        while not server.requests:
            threading.Event().wait(0.01)
        token.cancel()

    watcher = threading.Thread(target=cancel_when_sent)
    watcher.start()
    with pytest.raises(Cancelled):
        searcher.search(QUERY, token=token, interim=lambda _: None)
    watcher.join()
    answer = searcher.search(QUERY, interim=lambda _: hold.set())
    assert answer.hits[0].parts.dense is not None
    assert server.texts == [QUERY]


def test_typing_on_and_on_against_a_slow_server_asks_it_twice_at_once_at_most(
    shelf: Shelf, server: VendorServer
):
    searcher = shelf.searcher()
    server.hold = hold = threading.Event()
    for number, query in enumerate(("lava", "lava and", "lava and ash")):
        token = Token()

        def interim(_: Answer, token: Token = token) -> None:
            threading.Timer(0.6, token.cancel).start()  # a pause that is long enough

        with pytest.raises(Cancelled):
            searcher.search(query, token=token, interim=interim)
        assert len(server.requests) == min(number + 1, 2)
    answer = searcher.search(QUERY, interim=lambda _: hold.set())
    assert answer.hits[0].parts.dense is not None
    assert server.texts == ["lava", "lava and", QUERY]


@pytest.mark.parametrize("kind", ["bad-gateway", "truncated", "longer"])
def test_a_vendor_that_fails_costs_the_meaning_and_is_left_alone(
    shelf: Shelf, server: VendorServer, kind: str
):
    searcher = shelf.searcher()
    server.faults.append(Fault(kind, times=50, retry_after="0"))  # type: ignore[arg-type]
    answer = searcher.search(QUERY, interim=lambda _: None)
    assert names(answer)[0] == "sting.txt"
    assert codes(answer) == ["words-alone"]
    assert KEY not in answer.notes[0].message
    asked = len(server.requests)
    assert 1 <= asked <= 3
    for query in ("lava", "broken goods", "warm lagoons"):
        assert codes(searcher.search(query, interim=lambda _: None)) == ["words-alone"]
    assert len(server.requests) == asked


def test_a_vendor_that_hangs_costs_its_budget_once(shelf: Shelf, server: VendorServer):
    searcher, firsts = shelf.searcher(budget=0.5), list[Answer]()
    server.faults.append(Fault("hang", times=50))
    answer = searcher.search(QUERY, interim=firsts.append)
    assert codes(answer) == ["words-alone"]
    assert "0.5 s" in answer.notes[0].message
    assert names(answer) == names(firsts[0])
    assert 0.5 < answer.seconds - answer.first_seconds < 5
    again = searcher.search("lava", interim=lambda _: None)
    assert codes(again) == ["words-alone"]
    assert len(server.requests) == 1


def test_a_refused_key_is_not_shown_again_and_a_new_one_is_used_at_once(
    shelf: Shelf, server: VendorServer
):
    searcher = shelf.searcher()
    shelf.keys.keep(server.url, "sk-mistyped-9876543210", "memory")
    try:
        for query in (QUERY, "lava", QUERY):
            assert codes(searcher.search(query, interim=lambda _: None)) == ["words-alone"]
        assert len(server.requests) == 1
    finally:
        shelf.keys.keep(server.url, KEY, "memory")
    assert searcher.search(QUERY, interim=lambda _: None).hits[0].parts.dense is not None


def test_what_is_like_a_passage_is_found_without_asking_anybody(shelf: Shelf, server: VendorServer):
    searcher = shelf.searcher()
    path = next(path for path in (shelf.home.parent / "files").rglob("sting.txt"))
    answer = searcher.search("", aim=Aim(searcher.likeness(Similar(path=str(path)))), limit=50)
    assert any(hit.parts.dense for hit in answer.hits)
    assert server.requests == []


def test_a_vendor_reranks_with_one_request_and_pages_cost_nothing(
    shelf: Shelf, server: VendorServer, ranker: VendorServer
):
    searcher = shelf.searcher(ranking(ranker))
    firsts: list[Answer] = []
    answer = searcher.search(QUERY, interim=firsts.append)
    assert answer.reranked
    assert answer.models == ("small", "ranking")
    assert not firsts[0].reranked
    assert names(answer)[0] == "sting.txt"
    [asked] = ranker.requests
    assert asked.body["query"] == QUERY
    assert len(asked.texts) <= 30 + 1
    assert answer.hits[0].parts.rerank is not None
    assert [hit.score for hit in answer.hits] == sorted(
        (h.score for h in answer.hits), reverse=True
    )
    more = searcher.search(QUERY, limit=50)
    assert more.reranked
    assert len(ranker.requests) == len(server.requests) == 1


def test_a_vendors_vectors_rerank_too_and_those_of_passages_are_kept(
    shelf: Shelf, server: VendorServer
):
    both = msgspec.structs.replace(shelf.entry, id="both", kinds=("dense", "reranker"))
    answer = shelf.searcher(both).search(QUERY, interim=lambda _: None)
    assert answer.reranked
    assert answer.hits[0].parts.rerank == pytest.approx(answer.hits[0].parts.dense, abs=2e-3)
    server.requests.clear()
    again = shelf.searcher(both).search(QUERY, interim=lambda _: None)
    assert again.reranked
    assert server.texts == [QUERY, QUERY]  # of each model one, and no passage


def test_a_reranker_is_not_sent_what_is_half_typed(shelf: Shelf, ranker: VendorServer):
    searcher, token = shelf.searcher(ranking(ranker)), Token()
    searcher.search("lava", rerank=False)  # its vector is known: only the reranker is asked
    with pytest.raises(Cancelled):
        searcher.search(
            "lava", token=token, interim=lambda _: threading.Timer(0.02, token.cancel).start()
        )
    assert ranker.requests == []


def test_a_reranker_that_hangs_leaves_the_first_order(
    shelf: Shelf, server: VendorServer, ranker: VendorServer
):
    searcher = shelf.searcher(ranking(ranker), budget=1.0)
    ranker.faults.append(Fault("hang", times=50))
    answer = searcher.search(QUERY, interim=lambda _: None)
    assert not answer.reranked
    assert codes(answer) == ["not-reranked"]
    assert answer.hits[0].parts.dense is not None
    assert names(answer)[0] == "sting.txt"
    assert codes(searcher.search("lava")) == ["not-reranked"]
    assert len(ranker.requests) == 1
    assert len(server.requests) == 2


def test_two_libraries_ask_the_same_question_once(shelf: Shelf, server: VendorServer):
    sources = shelf.sources()
    queries = sources.queries(shelf.entry)
    assert queries is sources.queries(shelf.entry)
    server.hold = threading.Event()
    made: list[object] = []
    threads = [
        threading.Thread(target=lambda: made.append(queries.ask(QUERY).dense)) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    assert not made
    server.hold.set()
    for thread in threads:
        thread.join()
    assert len(made) == 3
    assert server.texts == [QUERY]


def test_searchers_close_while_a_vendor_hangs(shelf: Shelf, server: VendorServer):
    searcher, token = shelf.searcher(), Token()
    server.faults.append(Fault("hang", times=50))
    over = threading.Event()

    def search() -> None:
        with pytest.raises(Cancelled):
            searcher.search(QUERY, token=token, interim=lambda _: None)
        over.set()

    threading.Thread(target=search, daemon=True).start()
    while not server.requests:
        threading.Event().wait(0.01)
    token.cancel()
    assert over.wait(2)
    began = time.monotonic()
    searcher.close()
    assert time.monotonic() - began < 2

"""Libraries whose vectors a server makes: what it is asked, and what happens when it fails."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.host.cancellation import Token
from engine.host.paths import DataFolder
from engine.models.entry import ModelEntry
from engine.models.holdings import Holdings
from engine.protocol import messages as m
from engine.store.catalogue_states import State
from tests.unit.service_engine import Engine, add, names, wait_for
from tests.vendors.servers import Fault, VendorServer

STATIC, OURS = "static-minilm-256", "tiny"
KEY = "sk-a-key-of-a-test"
SUBJECTS = (
    "The kitten sleeps on a warm rug by the stove.",
    "Interest rates rose again in the spring.",
    "Lentils simmer with cumin until they are soft.",
    "Our train to the coast leaves before dawn.",
    "The roof was repaired after the storm.",
)
FILES = 30


@pytest.fixture
def server() -> Iterator[VendorServer]:
    with VendorServer("openai", models={OURS: 16}) as server:
        yield server


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    for number in range(FILES):
        text = f"{SUBJECTS[number % len(SUBJECTS)]} Note {number} of the year."
        (folder / f"{number:02}.txt").write_text(text)
    return folder


@pytest.fixture
def engine(
    tmp_path: Path, notes: Path, server: VendorServer, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Engine]:
    monkeypatch.setattr("engine.service.asking.RESTS", (0.5,))
    monkeypatch.setattr("engine.service.model_change._RESTS", (0.5,))
    monkeypatch.setattr("engine.models.vendors.http.BACKOFF", 0.02)
    (tmp_path / "data").mkdir()
    know(tmp_path, server)
    engine = started(tmp_path)
    add(engine, notes, library="Notes")
    yield engine
    engine.close()


def started(tmp_path: Path) -> Engine:
    return Engine(DataFolder(tmp_path / "data"))


def know(tmp_path: Path, server: VendorServer, **more: object) -> None:
    """Have a model of the server known."""
    entry = ModelEntry(
        id=OURS,
        name="Tiny",
        kinds=("dense",),
        family="openai",
        dim=16,
        licence="LicenseRef-unknown",
        base_url=server.url,
        model=OURS,
        **more,  # pyright: ignore[reportArgumentType]
    )
    Holdings(tmp_path / "data" / "models").keep(entry)


def library(engine: Engine) -> m.LibraryInfo:
    return engine.libraries()["Notes"]


def choose(engine: Engine, dense: str) -> None:
    done = engine.last(m.SetModels(library="Notes", dense_model=dense, reranker=""))
    assert isinstance(done, m.Done), done


def index(engine: Engine) -> m.IndexFinished:
    finished = engine.last(m.Index(library="Notes"))
    assert isinstance(finished, m.IndexFinished), finished
    return finished


def wait_for_model(engine: Engine, dense: str) -> None:
    def there() -> bool:
        now = library(engine)
        return (now.dense_model, now.coming_model, now.progress.running) == (dense, "", False)

    wait_for(there)


def cosines(engine: Engine, query: str) -> dict[str, float | None]:
    finished = engine.last(m.Search(query=query, rerank=False, limit=100))
    assert isinstance(finished, m.SearchFinished)
    return {Path(hit.path).name: hit.parts.dense for hit in finished.hits}


def blank(engine: Engine) -> int:
    """Return how many passages the store has no vector of."""
    with engine.parts.libraries.find("Notes").lease(Token()) as opened:
        catalogue, store = opened.index.catalogue, opened.index.store
        rows = catalogue.files_in(State.INDEXED, State.SEEN)
        keys = [passage.pk for row in rows for passage in catalogue.passages_of(row.id)]
        found = store.dense_of(keys)
        return sum(not (key in found and found[key].any()) for key in keys)


def told(engine: Engine) -> set[str]:
    return {notice.code for notice in library(engine).notices}


def waits_for_a_key(engine: Engine) -> bool:
    """Tell whether vectors are wanted, and will not be tried for before something changes."""
    change = engine.parts.libraries.find("Notes").change
    asking = {thread.name for thread in threading.enumerate()} & {"asking"}
    still = not library(engine).progress.running and not asking
    return still and bool(change.wish) and change.due_in is None


def passages(server: VendorServer) -> Counter[str]:
    """Return how often each passage came."""
    return Counter(text for text in server.texts if text.endswith("of the year."))


def test_a_library_is_indexed_and_searched_by_a_servers_vectors(
    engine: Engine, server: VendorServer, notes: Path
):
    choose(engine, OURS)
    wait_for_model(engine, OURS)
    assert index(engine).passages == FILES
    assert set(passages(server).values()) == {1}
    assert len(passages(server)) == FILES
    found = cosines(engine, "The kitten sleeps on a warm rug by the stove.")
    assert (found["00.txt"] or 0) > 0.5
    (notes / "copy.txt").write_bytes((notes / "07.txt").read_bytes())
    (notes / "new.txt").write_text("A puppy naps in the sun of the year.")
    index(engine)
    assert passages(server)["A puppy naps in the sun of the year."] == 1
    assert set(passages(server).values()) == {1}
    assert told(engine) == set()


def test_going_back_to_a_former_model_asks_the_server_for_nothing(
    engine: Engine, server: VendorServer
):
    choose(engine, OURS)
    index(engine)
    wait_for_model(engine, OURS)
    choose(engine, STATIC)
    wait_for_model(engine, STATIC)
    choose(engine, OURS)
    wait_for_model(engine, OURS)
    assert set(passages(server).values()) == {1}
    assert (cosines(engine, SUBJECTS[0])["00.txt"] or 0) > 0.5


def test_without_a_key_files_are_found_by_words_and_get_vectors_when_there_is_one(
    tmp_path: Path, engine: Engine, server: VendorServer, notes: Path
):
    server.shop.key = KEY
    choose(engine, OURS)
    index(engine)
    wait_for(lambda: waits_for_a_key(engine))
    assert told(engine) & {"vectors-lacking", "model-not-changed"}
    assert {"01.txt", "06.txt"} <= names(engine.search("interest rates spring"))
    asked = len(server.requests)
    (notes / "new.txt").write_text("An owl hoots in the barn of the year.")
    index(engine)
    assert names(engine.search("owl")) == {"new.txt"}
    index(engine)
    assert waits_for_a_key(engine)
    assert len(server.requests) == asked, "it is not asked again and again"
    given = engine.last(m.SetKey(vendor=server.url, key=KEY, place="memory"))
    assert isinstance(given, m.Done), given
    wait_for_model(engine, OURS)
    wait_for(lambda: not told(engine))
    assert blank(engine) == 0
    assert len(cosines(engine, "of the year")) == FILES + 1


@pytest.mark.slow
def test_a_storm_of_refusals_loses_nothing_and_is_waited_for(
    engine: Engine, server: VendorServer, notes: Path
):
    choose(engine, OURS)
    index(engine)
    wait_for_model(engine, OURS)
    before = passages(server)
    for number in range(FILES):
        (notes / f"late{number:02}.txt").write_text(f"An owl hoots in barn {number} of the year.")
    server.faults.append(Fault("busy", times=10**6, retry_after="0"))
    index(engine)
    assert len(names(engine.search("owl barn"))) >= 8
    assert blank(engine) > 0
    assert told(engine) == {"vectors-lacking"}
    server.faults.clear()
    wait_for(lambda: not told(engine))
    assert blank(engine) == 0
    assert len(set(passages(server)) - set(before)) == FILES


def test_a_document_that_is_refused_is_found_by_its_words_and_others_go_on(
    engine: Engine, server: VendorServer
):
    choose(engine, OURS)
    server.faults += [Fault("truncated"), Fault("page")]
    index(engine)
    wait_for_model(engine, OURS)
    assert len(cosines(engine, "of the year")) == FILES
    assert blank(engine) == 0, "they were asked for again"


def test_a_change_that_is_called_off_ends_at_once_while_the_server_is_silent(
    engine: Engine, server: VendorServer
):
    index(engine)
    server.faults.append(Fault("hang", times=50))
    choose(engine, OURS)
    wait_for(lambda: bool(server.requests))
    assert isinstance(engine.last(m.KeepModels(library="Notes")), m.Done)
    wait_for_model(engine, STATIC)
    asked = len(server.requests)
    assert cosines(engine, SUBJECTS[0])["00.txt"] is not None
    server.held.set()
    wait_for(lambda: "asking" not in {thread.name for thread in threading.enumerate()})
    index(engine)
    assert len(server.requests) == asked


def test_a_run_that_is_called_off_ends_at_once_while_the_server_is_silent(
    engine: Engine, server: VendorServer, notes: Path
):
    choose(engine, OURS)
    index(engine)
    wait_for_model(engine, OURS)
    server.faults.append(Fault("hang", times=50))
    (notes / "new.txt").write_text("An owl hoots in the barn of the year.")
    token = Token()
    asked = len(server.requests)

    called_off: list[float] = []

    def cancel() -> None:
        wait_for(lambda: len(server.requests) > asked)
        called_off.append(time.monotonic())
        token.cancel()

    thread = threading.Thread(target=cancel)
    thread.start()
    finished = engine.ask(m.Index(library="Notes"), token)[-1]
    thread.join()
    assert isinstance(finished, m.Failed)
    assert finished.code == "cancelled"
    wait_for(lambda: not library(engine).progress.running)
    assert time.monotonic() - called_off[0] < 30, "the server is silent for a minute"
    server.faults.clear()
    server.held.set()
    index(engine)
    assert "new.txt" in names(engine.search("owl"))


@pytest.mark.slow
def test_a_change_waits_for_a_key_without_asking_and_goes_on_when_there_is_one(
    engine: Engine, server: VendorServer
):
    index(engine)
    server.shop.key = KEY
    choose(engine, OURS)
    wait_for(lambda: "model-not-changed" in told(engine) and waits_for_a_key(engine))
    asked = len(server.requests)
    assert cosines(engine, SUBJECTS[0])["00.txt"] is not None, "the former model serves"
    index(engine)  # what is due is done after it, by the same thread
    index(engine)
    assert waits_for_a_key(engine)
    assert len(server.requests) == asked
    assert isinstance(engine.last(m.SetKey(vendor=server.url, key=KEY, place="memory")), m.Done)
    wait_for_model(engine, OURS)
    assert blank(engine) == 0
    wait_for(lambda: not told(engine))


@pytest.mark.slow
def test_a_model_that_is_removed_takes_its_vectors_along(
    engine: Engine, server: VendorServer, tmp_path: Path
):
    choose(engine, OURS)
    index(engine)
    made = tmp_path / "data" / "models" / "_vectors" / f"{OURS}.sqlite"
    assert made.exists()
    choose(engine, STATIC)
    wait_for_model(engine, STATIC)
    assert isinstance(engine.last(m.RemoveModel(model=OURS)), m.Done)
    assert not made.exists()


@pytest.mark.slow
def test_the_next_engine_makes_the_vectors_that_files_lack(
    engine: Engine, server: VendorServer, tmp_path: Path
):
    server.shop.key = KEY
    choose(engine, OURS)
    index(engine)
    assert blank(engine) == FILES
    engine.close()
    server.shop.key = ""
    second = started(tmp_path)
    try:
        second.parts.service.refresh_all()
        wait_for(lambda: blank(second) == 0)
        wait_for(lambda: not library(second).progress.running)
        assert (library(second).files, library(second).failed) == (FILES, 0)
        assert set(passages(server).values()) == {1}
        assert told(second) == set()
    finally:
        second.close()

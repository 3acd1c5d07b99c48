"""Libraries of models that learn sparse vectors: from the files to the hits, in a real engine."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import psutil
import pytest

from engine.client import Client
from engine.host.paths import DataFolder, data_folder
from engine.protocol import messages as m
from engine.protocol.errors import EngineUnavailableError
from tests.process.learned_family import (
    HYBRID,
    SPARSE,
    addition,
    dense_rows,
    installed,
    learned_rows,
)
from tests.process.learned_parts import (
    PATIENCE,
    begun,
    end,
    files,
    give,
    held,
    index,
    names,
    search,
    status,
    wait_for,
)

ENTRIES = {entry.id: entry for entry in addition().entries}
TEXTS = {
    "cat.txt": "The cat slept on the warm roof all afternoon.",
    "car.txt": "A red car was parked near the harbour.",
    "sea.txt": "The sea was calm and the boats came home.",
    "kitten.txt": "Some feline kitten.",
    "numbers.txt": "12345 67890",
}


@pytest.fixture(autouse=True, scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Have every engine of these tests find the family."""
    with pytest.MonkeyPatch.context() as patched:
        for name, value in installed(tmp_path_factory.mktemp("site")).items():
            patched.setenv(name, value)
        yield


def notes_in(folder: Path) -> Path:
    notes = folder / "notes"
    notes.mkdir()
    for name, text in TEXTS.items():
        (notes / name).write_text(text)
    return notes


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an engine's data and of what it indexes."""
    return tmp_path_factory.mktemp("library")


@pytest.fixture(scope="module")
def engine(place: Path) -> Iterator[Client]:
    """A client of an engine with a library."""
    with begun(data_folder(str(place / "data")), notes_in(place), SPARSE) as client:
        yield client
        with contextlib.suppress(EngineUnavailableError):
            client.request(m.Quit())


@pytest.fixture(scope="module", params=[SPARSE, HYBRID])
def client(request: pytest.FixtureRequest, engine: Client) -> Client:
    """The same, with each kind of model."""
    give(engine, request.param)
    return engine


@pytest.fixture
def data(tmp_path: Path) -> Iterator[DataFolder]:
    folder = data_folder(str(tmp_path / "data"))
    yield folder
    with contextlib.suppress(EngineUnavailableError), Client.connect(folder, start=False) as client:
        client.request(m.Quit())


def test_what_means_the_same_is_found_without_a_common_word(client: Client):
    for query, name in (("automobile", "car.txt"), ("vehicle", "car.txt"), ("ocean", "sea.txt")):
        best = search(client, query)[0]
        assert Path(best.path).name == name
        assert best.parts.dense is not None
        assert best.parts.dense > 0
        assert not best.terms  # no word of the query is in it


def test_words_filters_and_texts_of_no_meaning_do_what_they_always_do(client: Client):
    assert names(search(client, "67890")) == ["numbers.txt"]
    assert names(search(client, "vehicle ext:md")) == []
    assert names(search(client, "vehicle name:car")) == ["car.txt"]
    whole = search(client, TEXTS["sea.txt"])[0]
    assert (Path(whole.path).name, round(whole.parts.dense or 0, 4)) == ("sea.txt", 1)


def test_what_is_like_a_passage_is_found_by_its_stored_vector(client: Client):
    cat = search(client, "roof")[0]
    similar = m.Search(query="", similar=m.Similar(passage=cat.passage), rerank=False)
    finished = client.request(similar)
    assert isinstance(finished, m.SearchFinished)
    assert names(finished.hits)[0] == "kitten.txt"
    assert cat.passage not in {hit.passage for hit in finished.hits}


def test_a_library_goes_from_one_kind_of_model_to_another_and_back(engine: Client, place: Path):
    for model in ("none", HYBRID, SPARSE):
        give(engine, model)
        best = search(engine, "harbour")[0]
        assert Path(best.path).name == "car.txt"
        assert (best.parts.dense is None) == (model == "none")
    (place / "notes" / "late.txt").write_text("Feline and automobile.")
    (place / "notes" / "sea.txt").unlink()
    engine.request(m.Index())
    assert "sea.txt" not in names(search(engine, "ocean"))
    assert names(search(engine, "vehicle"))[0] == "late.txt"
    end(engine)
    texts = {**TEXTS, "late.txt": "Feline and automobile."}
    del texts["sea.txt"]
    assert_held(data_folder(str(place / "data")), SPARSE, texts)


def test_a_killed_engine_leaves_rows_that_the_next_one_completes(data: DataFolder, tmp_path: Path):
    notes = notes_in(tmp_path)
    more = {f"{number}.txt": f"The automobile number {number} stopped." for number in range(200)}
    with begun(data, notes, HYBRID) as client:
        for name, text in more.items():
            (notes / name).write_text(text)
        indexing = threading.Thread(target=index, args=[client])
        indexing.start()
        with Client.connect(data) as other:
            engine = psutil.Process(status(other).pid)
            wait_for(lambda: files(other) > len(TEXTS))
        engine.kill()
        engine.wait(PATIENCE)
        indexing.join()
    with Client.connect(data) as client:
        client.request(m.Index())
        assert names(search(client, "roof"))[0] == "cat.txt"
        end(client)
    assert_held(data, HYBRID, TEXTS | more)


def assert_held(data: DataFolder, model: str, texts: Mapping[str, str]) -> None:
    """See that the store holds what the model makes of each text, to the bit."""
    rows = held(data, ENTRIES[model])
    assert rows.keys() == texts.keys()
    for name, (dense, learned) in rows.items():
        expected = learned_rows([texts[name]])
        assert np.array_equal(learned.indices, expected.indices)
        assert np.array_equal(learned.values, expected.data)
        if model == HYBRID:
            assert np.array_equal(dense, dense_rows([texts[name]])[0])

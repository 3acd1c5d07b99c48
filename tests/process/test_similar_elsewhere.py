"""What is like a text of one library, looked for in another one whose models a vendor runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from engine.host.paths import DataFolder
from engine.models.holdings import Holdings
from engine.protocol import messages as m
from tests.unit.service_engine import Engine, add, wait_for
from tests.vendors.entries import entry_at
from tests.vendors.servers import VendorServer

KEY = "sk-a-key-of-a-test"
SECRET = "A diagnosis of interest is written here, on this machine, and nobody else may read it."
RATES = "Interest rates rose again in the spring."
STATIC, DENSE, JUDGE = "static-minilm-256", "my-voyage-4", "my-voyage-rerank-2.5"


@pytest.fixture
def server() -> Iterator[VendorServer]:
    with VendorServer("voyage", key=KEY) as server:
        yield server


@pytest.fixture
def host(server: VendorServer, monkeypatch: pytest.MonkeyPatch) -> str:
    """The vendor's, which counts as one far away."""

    def is_here(host: str) -> bool:
        return host == "localhost"

    monkeypatch.setattr("engine.service.models.is_here", is_here)
    return urlsplit(server.url).netloc


@pytest.fixture
def engine(tmp_path: Path, server: VendorServer, host: str) -> Iterator[Engine]:
    """Two libraries of words and of models that are here."""
    (tmp_path / "data").mkdir()
    holdings = Holdings(tmp_path / "data" / "models")
    for model in ("voyage-4", "voyage-rerank-2.5"):
        holdings.keep(entry_at(server, model, id=f"my-{model}"))
    engine = Engine(DataFolder(tmp_path / "data"))
    assert engine.last(m.SetKey(vendor=server.url, key=KEY, place="memory")) == m.Done()
    for library, texts in (("Diary", [SECRET]), ("Work", [RATES, "Lentils simmer with cumin."])):
        folder = tmp_path / library
        folder.mkdir()
        for number, text in enumerate(texts):
            (folder / f"{number}.txt").write_text(text)
        add(engine, folder, library=library)
    assert isinstance(engine.last(m.Index()), m.IndexFinished)
    yield engine
    engine.close()


def give(engine: Engine, library: str, dense: str, reranker: str, host: str) -> None:
    chosen = m.SetModels(library=library, dense_model=dense, reranker=reranker, agreed_to=host)
    assert engine.last(chosen) == m.Done()
    wait_for(lambda: engine.libraries()[library].dense_model == (dense or STATIC))
    wait_for(lambda: not engine.libraries()[library].progress.running)


def alike(engine: Engine, similar: m.Similar) -> m.SearchFinished:
    finished = engine.last(m.Search(query="", similar=similar))
    assert isinstance(finished, m.SearchFinished), finished
    return finished


@pytest.mark.parametrize("models", [(DENSE, "none"), ("", JUDGE), (DENSE, JUDGE)])
def test_a_text_of_a_library_that_stays_here_is_not_sent_to_the_vendor_of_another(
    engine: Engine, server: VendorServer, host: str, tmp_path: Path, models: tuple[str, str]
):
    give(engine, "Work", *models, host)
    secret = engine.search("diagnosis", library="Diary").hits[0]
    asked = len(server.requests)
    for similar in (
        m.Similar(library="Diary", passage=secret.passage),
        m.Similar(path=str(tmp_path / "Diary" / "0.txt")),
    ):
        found = alike(engine, similar)
        assert Path(found.hits[0].path).read_text() == RATES, "by what it needs nobody for"
        (note,) = found.notes
        said = host in note.message, "Diary" in note.message
        assert (note.code, said) == ("not-sent-on", (True, True))
    assert server.requests[asked:] == []
    assert all(SECRET not in request.texts for request in server.requests)


def test_a_text_goes_on_if_a_person_gave_it_or_its_library_goes_there_already(
    engine: Engine, server: VendorServer, host: str
):
    give(engine, "Work", DENSE, "none", host)
    given = "Rates of interest in autumn."
    assert alike(engine, m.Similar(text=given)).notes == ()
    assert given in server.texts
    give(engine, "Diary", "", JUDGE, host)
    secret = engine.search("diagnosis", library="Diary").hits[0]
    assert alike(engine, m.Similar(library="Diary", passage=secret.passage)).notes == ()
    assert SECRET in server.texts

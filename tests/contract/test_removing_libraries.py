"""A library is let go of whatever its server does, and what stays there is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.host.paths import DataFolder
from engine.protocol import messages as m
from engine.store.open import StoreSetting, open_store
from tests.contract.conftest import free_port, serving
from tests.unit.service_engine import Engine

FILES, DIM = 20, 256


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    (tmp_path / "data").mkdir()
    engine = Engine(DataFolder(tmp_path / "data"))
    yield engine
    engine.close()


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    notes = tmp_path / "notes"
    notes.mkdir()
    for number in range(FILES):
        (notes / f"{number}.txt").write_text(f"The kitten sleeps on rug number {number}.")
    return notes


def library_id(engine: Engine) -> str:
    (library,) = engine.parts.libraries.all()
    return library.settings.id


def rows(uri: str, folder: Path, library: str) -> int:
    store = open_store(StoreSetting(uri), folder, library, DIM)
    try:
        return store.count()
    finally:
        store.close()


@pytest.mark.logs
@pytest.mark.parametrize("indexed", [False, True], ids=["never opened", "never reached"])
def test_a_library_whose_server_never_was_there_is_removed(
    engine: Engine, notes: Path, tmp_path: Path, *, indexed: bool
) -> None:
    uri = f"http://127.0.0.1:{free_port()}"
    engine.last(m.MakeLibrary(library="Far", store_uri=uri))
    if indexed:
        engine.last(m.AddFolders(paths=(str(notes),), library="Far", index=False))
        assert isinstance(engine.last(m.Index()), m.Failed)
    left = engine.last(m.RemoveLibrary(library="Far"))
    assert isinstance(left, m.RowsLeft)
    assert (left.library, left.server, left.code) == ("Far", uri, "store-unreachable")
    assert engine.libraries() == {}
    engine.close()
    again = Engine(DataFolder(tmp_path / "data"))
    assert again.libraries() == {}
    again.close()


@pytest.mark.logs
@pytest.mark.parametrize("ended", [False, True], ids=["open", "opened anew"])
def test_what_a_server_that_went_away_keeps_can_be_deleted_by_what_is_told(
    engine: Engine, notes: Path, tmp_path: Path, *, ended: bool
) -> None:
    disk, port = tmp_path / "server", free_port()
    disk.mkdir()
    data = DataFolder(tmp_path / "data")
    with serving(disk, port) as uri:
        for name in ("Far", "Near"):
            added = m.AddFolders(paths=(str(notes),), library=name, store_uri=uri, index=False)
            engine.last(added)
        assert isinstance(engine.last(m.Index()), m.IndexFinished)
        ids = {item.settings.name: item.settings.id for item in engine.parts.libraries.all()}
        if ended:
            engine.close()
    last = Engine(data) if ended else engine
    left = last.last(m.RemoveLibrary(library="Far"))
    assert isinstance(left, m.RowsLeft)
    assert left.code == "store-unreachable"
    assert set(last.libraries()) == {"Near"}
    assert [folder.name for folder in data.state_folders()] == [ids["Near"]]
    last.close()
    from pymilvus import MilvusClient  # pyright: ignore[reportMissingTypeStubs]

    with serving(disk, port) as uri:
        assert [rows(uri, tmp_path, one) for one in ids.values()] == [FILES, FILES]
        client: Any = MilvusClient(uri)  # as the guide says
        for name in client.list_collections():
            if name.startswith(left.collections):
                client.delete(name, filter=left.rows)
        client.close()
        assert [rows(uri, tmp_path, ids[name]) for name in ("Far", "Near")] == [0, FILES]


def test_a_server_that_answers_keeps_nothing(
    engine: Engine, notes: Path, tmp_path: Path, server_uri: str
) -> None:
    added = m.AddFolders(paths=(str(notes),), library="Far", store_uri=server_uri, index=False)
    engine.last(added)
    engine.last(m.Index())
    library = library_id(engine)
    assert rows(server_uri, tmp_path, library) == FILES
    assert engine.last(m.RemoveLibrary(library="Far")) == m.Done()
    assert rows(server_uri, tmp_path, library) == 0

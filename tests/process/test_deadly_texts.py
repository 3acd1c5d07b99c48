"""Texts that end the embedder while it makes a library's vectors, in a real engine."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.client import Client
from engine.host.paths import DataFolder, data_folder
from engine.protocol import messages as m
from engine.protocol.errors import EngineUnavailableError
from engine.store.catalogue import Catalogue
from engine.store.open import StoreSetting, open_store
from tests.process.deadly_family import DIM, MODEL, POISON, installed
from tests.process.learned_parts import begun, end, names, search


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DataFolder]:
    for name, value in installed(tmp_path / "site").items():
        monkeypatch.setenv(name, value)
    folder = data_folder(str(tmp_path / "data"))
    yield folder
    with contextlib.suppress(EngineUnavailableError), Client.connect(folder, start=False) as client:
        client.request(m.Quit())


def without_vectors(data: DataFolder) -> set[str]:
    """Return the names of the files that have none, of an engine that ended."""
    (folder,) = data.state_folders()
    catalogue = Catalogue(folder / "catalogue.sqlite")
    store = open_store(StoreSetting(), folder, folder.name, DIM)
    try:
        keys = {
            row.path: [passage.pk for passage in catalogue.passages_of(row.id)]
            for row in catalogue.files_in()
        }
        found = store.dense_of([key for some in keys.values() for key in some])
        return {Path(path).name for path, some in keys.items() if not found[some[0]].any()}
    finally:
        store.close()
        catalogue.close()


def test_a_document_that_ends_the_embedder_is_found_by_words_and_others_by_meaning(
    data: DataFolder, tmp_path: Path
):
    notes = tmp_path / "notes"
    notes.mkdir()
    for number in range(12):
        (notes / f"{number}.txt").write_text(f"The kitten sleeps on rug number {number}.")
    (notes / "bad.txt").write_text(f"A bottle of {POISON} stands on the shelf.")
    with begun(data, notes, MODEL) as client:
        assert names(search(client, "bottle"))[0] == "bad.txt"
        listed = client.request(m.ListLibraries())
        assert isinstance(listed, m.LibrariesListed)
        told = listed.libraries[0].notices
        assert [notice.code for notice in told] == ["vectors-refused"]
        assert "1 file" in told[0].message
        assert (listed.libraries[0].files, listed.libraries[0].failed) == (13, 0)
        end(client)
    assert without_vectors(data) == {"bad.txt"}


@pytest.mark.slow
def test_an_embedder_that_dies_of_every_text_is_left_alone_and_that_is_told(
    data: DataFolder, tmp_path: Path
):
    notes = tmp_path / "notes"
    notes.mkdir()
    for number in range(12):
        (notes / f"{number}.txt").write_text(f"A bottle of {POISON} stands on shelf {number}.")
    with begun(data, notes, MODEL) as client:
        assert len(names(search(client, "bottle"))) >= 8
        listed = client.request(m.ListLibraries())
        assert isinstance(listed, m.LibrariesListed)
        assert {notice.code for notice in listed.libraries[0].notices} == {"vectors-lacking"}
        end(client)

"""A library on a server gets models that learn sparse vectors."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.client import Client
from engine.host.paths import DataFolder, data_folder
from engine.protocol import messages as m
from engine.protocol.errors import EngineUnavailableError
from engine.store.open import StoreSetting, open_store, other_slot
from tests.process.learned_family import HYBRID, SPARSE, addition, installed, learned_rows
from tests.process.learned_parts import begun, end, give, held, names, search

ENTRIES = {entry.id: entry for entry in addition().entries}
TEXTS = {f"{n}.txt": f"The cat sleeps on rug number {n}." for n in range(20)}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DataFolder]:
    for name, value in installed(tmp_path / "site").items():
        monkeypatch.setenv(name, value)
    folder = data_folder(str(tmp_path / "data"))
    yield folder
    with contextlib.suppress(EngineUnavailableError), Client.connect(folder, start=False) as client:
        client.request(m.Quit())


def rows_of_sparse(data: DataFolder, uri: str) -> list[int]:
    """Return how many rows of a sparse model are in each of the library's two places."""
    (library,) = (data.root / "libraries").iterdir()
    counts: list[int] = []
    for slot in ("", other_slot("")):
        store = open_store(StoreSetting(uri), data.root, library.name, 0, slot, learned=True)
        with contextlib.closing(store):
            counts.append(store.count())
    return counts


def test_rows_go_from_one_kind_of_collection_to_the_other(
    data: DataFolder, tmp_path: Path, server_uri: str
):
    notes = tmp_path / "notes"
    notes.mkdir()
    for name, text in TEXTS.items():
        (notes / name).write_text(text)
    with begun(data, notes, SPARSE, server=server_uri) as client:
        assert len(names(search(client, "feline"))) == 20
        assert sorted(rows_of_sparse(data, server_uri)) == [0, 20]
        give(client, HYBRID)
        assert len(names(search(client, "feline"))) == 20
        assert rows_of_sparse(data, server_uri) == [0, 0]
        end(client)
    rows = held(data, ENTRIES[HYBRID], server=server_uri)
    assert rows.keys() == TEXTS.keys()
    for name, (dense, learned) in rows.items():
        assert dense.any()
        assert np.array_equal(learned.values, learned_rows([TEXTS[name]]).data)

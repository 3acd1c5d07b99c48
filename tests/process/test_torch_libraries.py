"""Libraries by SPLADE and by BGE-M3, with tiny weights in their true formats."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.client import Client
from engine.host.paths import DataFolder, data_folder
from engine.models.families import open_model
from engine.models.holdings import Holdings
from engine.models.local_folder import describe
from engine.models.vocabulary import Access, documents_of
from engine.protocol import messages as m
from engine.protocol.errors import EngineUnavailableError
from tests.models import tiny_torch
from tests.process.learned_parts import begun, end, held, names, search

pytest.importorskip("torch")

NEAR = 1e-5
TEXTS = {
    "cat.txt": "a cat sleeps on the mat",
    "rates.txt": "interest rates rose again and the bank is wet with rain",
    "music.txt": "music: the piano, a song and a note!",
    "dog.txt": "the dog and the kitten sit on the blue rug",
}
MODELS = {"tiny-splade": tiny_torch.splade, "tiny-m3": tiny_torch.bge_m3}


@pytest.fixture
def data(tmp_path: Path) -> Iterator[DataFolder]:
    folder = data_folder(str(tmp_path / "data"))
    yield folder
    with contextlib.suppress(EngineUnavailableError), Client.connect(folder, start=False) as client:
        client.request(m.Quit())


@pytest.mark.parametrize(("kind", "write"), MODELS.items(), ids=MODELS)
def test_a_library_is_indexed_and_searched_by_what_the_model_learned(
    data: DataFolder, tmp_path: Path, kind: str, write: Callable[[Path], None]
):
    write(tmp_path / kind)
    notes = tmp_path / "notes"
    notes.mkdir()
    for name, text in TEXTS.items():
        (notes / name).write_text(text)
    with Client.connect(data) as client:
        client.request(m.AddModelFolder(path=str(tmp_path / kind)))
    model = describe(tmp_path / kind).id
    with begun(data, notes, model) as client:
        for name, text in TEXTS.items():
            best = search(client, text)[0]
            assert Path(best.path).name == name
            assert best.parts.dense == pytest.approx(1, abs=1e-3)
        assert set(names(search(client, "kitten"))) <= TEXTS.keys()
        similar = m.Similar(path=str(notes / "cat.txt"))
        finished = client.request(m.Search(query="", similar=similar, rerank=False))
        assert isinstance(finished, m.SearchFinished)
        assert "cat.txt" not in names(finished.hits)
        assert finished.hits
        end(client)
    entry = Holdings(data.models).ready(model)
    expected = documents_of(open_model(entry, Access(threads=2)), [*TEXTS.values()])
    assert expected.learned is not None
    rows = held(data, entry)
    assert rows.keys() == TEXTS.keys()
    for place, name in enumerate(TEXTS):
        dense, learned = rows[name]
        row = expected.learned[place : place + 1]
        np.testing.assert_array_equal(learned.indices, row.indices)
        np.testing.assert_allclose(learned.values, row.data, atol=NEAR)
        np.testing.assert_allclose(dense, expected.dense[place], atol=NEAR)

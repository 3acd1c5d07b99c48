"""Searches by models of the extra, in the embedder: the first order does not wait for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from engine.host.paths import DataFolder
from engine.models.holdings import Holdings
from engine.models.local_folder import describe
from engine.protocol import messages as m
from tests.models import tiny_torch
from tests.unit.service_engine import Engine, add, wait_for

pytest.importorskip("torch")

TEXTS = {
    "cat.txt": "a cat sleeps on the mat",
    "rates.txt": "interest rates rose again and the bank is wet with rain",
    "music.txt": "music: the piano, a song and a note!",
    "dog.txt": "the dog and the kitten sit on the blue rug",
}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    data = DataFolder(tmp_path / "data")
    data.root.mkdir()
    (tmp_path / "notes").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "notes" / name).write_text(text)
    engine = Engine(data)
    add(engine, tmp_path / "notes", library="Notes")
    assert isinstance(engine.last(m.Index()), m.IndexFinished)
    with closing(engine):
        yield engine


def known(tmp_path: Path, write: Callable[[Path], None]) -> str:
    """Write a model and have it known; return its id."""
    write(tmp_path / "model")
    entry = describe(tmp_path / "model")
    Holdings(DataFolder(tmp_path / "data").models).keep(msgspec.structs.replace(entry, id="mine"))
    return "mine"


@pytest.mark.parametrize("write", [tiny_torch.cross_encoder, tiny_torch.bge_reranker])
def test_a_cross_encoder_refines_the_order(
    engine: Engine, tmp_path: Path, write: Callable[[Path], None]
):
    model = known(tmp_path, write)
    done = engine.last(m.SetModels(library="Notes", dense_model="", reranker=model))
    assert isinstance(done, m.Done), done
    wait_for(lambda: _refined(engine))  # torch takes its time to load


def _refined(engine: Engine) -> bool:
    finished = engine.last(m.Search(query="how long do cats sleep on a mat"))
    assert isinstance(finished, m.SearchFinished)
    assert finished.hits
    if finished.reranked:
        assert finished.hits[0].parts.rerank is not None
    else:
        assert [note.code for note in finished.notes] == ["not-reranked"]
    return finished.reranked


def test_a_sentence_transformer_says_what_a_query_means_once_it_is_loaded(
    engine: Engine, tmp_path: Path
):
    model = known(tmp_path, tiny_torch.sentences)
    engine.last(m.SetModels(library="Notes", dense_model=model, reranker="none"))
    wait_for(lambda: engine.libraries()["Notes"].dense_model == model)
    for name, text in TEXTS.items():
        wait_for(lambda text=text: bool(_best(engine, text).parts.dense))
        best = _best(engine, text)
        assert Path(best.path).name == name
        assert best.parts.dense == pytest.approx(1, abs=1e-3)


def _best(engine: Engine, text: str) -> m.Hit:
    said = engine.ask(m.Search(query=text, interim=True))
    assert isinstance(said[-1], m.SearchFinished)
    return said[-1].hits[0]

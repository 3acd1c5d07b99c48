"""Models of the extra in the embedder worker: real processes, without a network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
import psutil
import pytest

from engine.models.embedder_client import EmbedderClient
from engine.models.entry import ModelEntry
from engine.models.holdings import Holdings
from engine.models.local_folder import describe
from engine.protocol.errors import ModelError
from tests.models import tiny_torch

pytest.importorskip("torch")
pytest.importorskip("sentence_transformers")

PATIENT = 120.0
TEXTS = ["a cat sleeps on the mat", "", "interest rates rose again", "the dog \ud800 sits"]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a model of each family."""
    home = tmp_path_factory.mktemp("home")
    for name, make in (
        ("transformers", tiny_torch.sentences),
        ("splade", tiny_torch.splade),
        ("bge-m3", tiny_torch.bge_m3),
        ("cross-encoder", tiny_torch.cross_encoder),
    ):
        folder = home / "folders" / name
        make(folder)
        Holdings(home / "models").keep(msgspec.structs.replace(describe(folder), id=f"my-{name}"))
    return home


@pytest.fixture(scope="module")
def client(home: Path) -> Iterator[EmbedderClient]:
    client = EmbedderClient(home=home / "models")
    yield client
    client.close()


def card(home: Path, name: str) -> ModelEntry:
    return describe(home / "folders" / name)


def test_dense_vectors_come(client: EmbedderClient):
    made = client.encode("my-transformers", TEXTS, timeout=PATIENT)
    assert made.learned is None
    assert (made.dense.shape, made.dense.dtype) == ((4, 8), np.float32)
    np.testing.assert_allclose(np.linalg.norm(made.dense, axis=1), [1, 0, 1, 1], atol=1e-5)


def test_sparse_vectors_come_and_in_batches_too(client: EmbedderClient):
    at_once = client.encode("my-splade", TEXTS * 9, timeout=PATIENT)
    assert at_once.dense.shape == (36, 0)
    assert at_once.learned is not None
    assert at_once.learned.shape[0] == 36
    assert np.diff(at_once.learned.indptr)[:4].astype(bool).tolist() == [True, False, True, True]
    slowly = client.encode("my-splade", TEXTS * 9, bulk=True, timeout=PATIENT)
    assert slowly.learned is not None
    assert slowly.learned.dtype == np.float32
    np.testing.assert_allclose(slowly.learned.toarray(), at_once.learned.toarray(), atol=1e-6)
    none = client.encode("my-splade", [], bulk=True, timeout=PATIENT)
    assert none.learned is not None
    assert none.learned.shape == (0, at_once.learned.shape[1])


def test_both_kinds_come_from_one_request(client: EmbedderClient):
    made = client.encode("my-bge-m3", TEXTS, queries=True, bulk=True, timeout=PATIENT)
    assert made.dense.shape == (4, tiny_torch.DIM)
    assert made.learned is not None
    assert made.learned.shape[0] == 4
    assert made.learned.nnz > 4


def test_pairs_are_scored(client: EmbedderClient):
    scores = client.score("my-cross-encoder", "a \ud800 cat", TEXTS, timeout=PATIENT)
    assert (scores.shape, scores.dtype) == ((4,), np.float32)
    assert [score > 0 for score in scores] == [True, False, True, True]
    assert client.score("my-cross-encoder", "a", [], timeout=PATIENT).shape == (0,)
    with pytest.raises(ModelError):
        client.encode("my-cross-encoder", TEXTS, timeout=PATIENT)
    with pytest.raises(ModelError):
        client.score("my-splade", "a", TEXTS, timeout=PATIENT)


@pytest.mark.parametrize(
    ("name", "dim"), [("transformers", 8), ("splade", 0), ("bge-m3", 16), ("cross-encoder", 0)]
)
def test_a_folder_is_tried_before_it_is_kept(
    client: EmbedderClient, home: Path, name: str, dim: int
):
    assert client.try_out(card(home, name), "a", timeout=PATIENT).shape == (1, dim)


def test_a_folder_that_cannot_be_run_says_why_and_the_worker_stays(
    client: EmbedderClient, home: Path, tmp_path: Path
):
    client.encode("my-transformers", ["a"], timeout=PATIENT)
    before = client.pid
    gone = msgspec.structs.replace(card(home, "splade"), folder=str(tmp_path))
    with pytest.raises(ModelError) as caught:
        client.try_out(gone, "a", timeout=PATIENT)
    assert caught.value.code == "model-damaged"
    assert client.pid == before


def test_what_torch_took_is_returned_when_nobody_asks_any_more(home: Path):
    client = EmbedderClient(idle=0.05, home=home / "models")
    client.encode("my-transformers", ["a"], timeout=PATIENT)
    pid = client.pid
    if pid is not None and psutil.pid_exists(pid):
        psutil.Process(pid).wait(10)
    client.close()

"""Families of other packages in the embedder: their faults are their models'."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from types import ModuleType

import msgspec
import numpy as np
import pytest

from engine.models import families
from engine.models.embedder import Embedder
from engine.models.embedder_messages import EmbeddingFailed, EmbedTexts, Vectors
from engine.models.entry import ModelEntry
from engine.models.families import Addition, Family
from engine.models.vectors import FloatMatrix
from engine.models.vocabulary import Access

ENTRY = ModelEntry(id="odd", name="Odd", kinds=("dense",), family="odd", dim=2, licence="MIT")


class Odd:
    """A model that has no answer to one text."""

    dim = 2

    def encode_documents(self, texts: Sequence[str]) -> FloatMatrix:
        if "bad" in texts:
            raise KeyError("bad")
        return np.ones((len(texts), 2), np.float32)

    encode_queries = encode_documents


class Point:
    """An entry point."""

    name = value = "odd:added"

    def load(self) -> object:
        return lambda: Addition(family=Family(name="odd", place="embedder", module="odd_family"))


def points(group: str) -> list[Point]:
    assert group == families.GROUP
    return [Point()]


def open_odd(entry: ModelEntry, _: Access) -> Odd:
    assert entry.family == "odd"
    return Odd()


@pytest.fixture
def odd(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    module = ModuleType("odd_family")
    monkeypatch.setitem(sys.modules, "odd_family", module)
    monkeypatch.setattr(families, "entry_points", points)
    caches = (families.families, families.additions, families._found)
    for one in caches:
        one.cache_clear()
    yield module
    for one in caches:
        one.cache_clear()


def ask(*texts: str) -> Vectors | EmbeddingFailed:
    request = msgspec.msgpack.encode(EmbedTexts("odd", texts, card=ENTRY))
    (answer,) = Embedder().answer(request)
    decoder = msgspec.msgpack.Decoder[Vectors | EmbeddingFailed](Vectors | EmbeddingFailed)
    return decoder.decode(answer)


def test_its_models_are_served_and_what_they_raise_is_an_answer(odd: ModuleType):
    odd.open_model = open_odd  # pyright: ignore[reportAttributeAccessIssue]
    assert isinstance(ask("good"), Vectors)
    failed = ask("bad")
    assert isinstance(failed, EmbeddingFailed)
    assert (failed.code, failed.message) == ("model-damaged", "Odd: 'bad'")


def test_one_that_cannot_be_opened_is_an_answer_too(odd: ModuleType):
    def fail(*_: object) -> None:
        raise OSError("no weights")

    odd.open_model = fail  # pyright: ignore[reportAttributeAccessIssue]
    failed = ask("good")
    assert isinstance(failed, EmbeddingFailed)
    assert (failed.code, failed.message) == ("model-damaged", "Odd: no weights")


def test_one_without_an_opener_makes_no_vectors(odd: ModuleType):
    assert odd
    failed = ask("good")
    assert isinstance(failed, EmbeddingFailed)
    assert failed.code == "model-missing"

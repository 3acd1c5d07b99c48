"""A transformer's vectors that were made once, for texts that come again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.host.cancellation import Token
from engine.jobs.crew import Crew
from engine.jobs.index import LibraryIndex
from engine.jobs.indexing import Indexer, IndexOutcome
from engine.models.holdings import Holdings
from engine.service.keys import VendorKeys
from engine.service.outsides import Outsides
from engine.service.shelf import ModelShelf
from engine.service.vendors import Vendors
from tests.process.indexing_parts import fill, opened
from tests.process.test_indexing_vectors import all_vectors

MINILM = "minilm-l6-int8"


@pytest.fixture
def crew(tmp_path: Path) -> Iterator[Crew]:
    holdings = Holdings()
    vendors = Vendors(holdings, VendorKeys(tmp_path / "keys.json"))
    outsides = Outsides(holdings, ModelShelf().client, vendors, tmp_path / "made")
    crew = Crew(1, outsides=outsides)
    yield crew
    crew.close()


def run(index: LibraryIndex, crew: Crew) -> IndexOutcome:
    return Indexer(index, crew=crew, workers=1).run(Token(), lambda _: None)


def test_stored_passages_get_the_vectors_that_were_made_of_the_same_texts(
    tmp_path: Path, crew: Crew
):
    documents = tmp_path / "documents"
    fill(documents, 2, 3)
    (documents / "ko.txt").write_text("회의에서 위원회는 새로운 규정을 승인했다.", encoding="utf-8")
    with opened(tmp_path / "state", documents, dense_model=MINILM) as index:
        first = run(index, crew)
        assert first.embedded == first.passages - 1
        before = all_vectors(index)
        index.store.drop()
    with opened(tmp_path / "state", documents, dense_model=MINILM) as index:
        again = run(index, crew)
        assert (again.files, again.embedded) == (3, 0)
        assert all_vectors(index) == before

"""Counts what the dense model is asked to encode: what is stored of a content is not made again."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.host.cancellation import Token
from engine.jobs.attendant import Alone
from engine.jobs.index import LibraryIndex
from engine.jobs.indexing import Indexer, IndexOutcome
from engine.store.catalogue_rows import FileRow, Trouble
from engine.store.catalogue_states import State
from engine.store.integrity import MARK_FILE
from tests.contract.passages import Row, batch_of
from tests.process.indexing_parts import content, document, fill, opened, row_at, run

DENSE = "static-minilm-256"
FILES = 9


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    fill(folder, FILES, 6)
    return folder


def vectors(index: LibraryIndex, path: Path) -> NDArray[np.float32]:
    """Return what the store holds for a file, in the order of its passages."""
    keys = [passage.pk for passage in index.catalogue.passages_of(row_at(index, path).id)]
    found = index.store.dense_of(keys)
    return np.array([found[key] for key in keys])


def all_vectors(index: LibraryIndex) -> dict[str, bytes]:
    return {
        row.path: vectors(index, Path(row.path)).tobytes()
        for row in index.catalogue.files_in(State.INDEXED)
    }


def made_afresh(tmp_path: Path, documents: Path) -> tuple[object, dict[str, bytes]]:
    shutil.rmtree(tmp_path / "afresh", ignore_errors=True)
    with opened(tmp_path / "afresh", documents, dense_model=DENSE) as index:
        run(index)
        return content(index), all_vectors(index)


def left_alone(*_: object) -> None:
    """Stand in for a method of the store."""


class Meddling(Alone):
    """Does something when it is decided what to read, and nothing is read yet."""

    def __init__(self, meddle: Callable[[], None]) -> None:
        self._meddle = meddle

    def scanned(self, troubles: Sequence[Trouble], *, whole: bool) -> None:
        self._meddle()


def run_meddled(index: LibraryIndex, meddle: Callable[[], None]) -> IndexOutcome:
    indexer = Indexer(index, workers=1)
    return indexer.run(Token(), lambda _: None, attendant=Meddling(meddle))


def test_a_copy_takes_the_vectors_of_its_original(tmp_path: Path, documents: Path):
    original, copy = documents / "sub0" / "report0.md", documents / "sub1" / "copy.md"
    with opened(tmp_path / "state", documents, dense_model=DENSE) as index:
        first = run(index)
        assert first.embedded == first.passages > FILES
        shutil.copy(original, copy)
        shutil.copytree(documents / "sub2", documents / "tree")
        outcome = run(index)
        assert (outcome.files, outcome.embedded) == (1 + FILES // 3, 0)
        assert outcome.passages > FILES // 3
        assert np.array_equal(vectors(index, copy), vectors(index, original))
        query = vectors(index, original)[2]
        best = index.store.search_dense(query, 2)
        files = {p.file for p in index.catalogue.passages([hit.pk for hit in best]).values()}
        assert files == {row_at(index, original).id, row_at(index, copy).id}
        assert (content(index), all_vectors(index)) == made_afresh(tmp_path, documents)


def test_a_renamed_tree_keeps_its_vectors(tmp_path: Path, documents: Path):
    with opened(tmp_path / "state", documents, dense_model=DENSE) as index:
        run(index)
        before = all_vectors(index)
        (documents / "sub0").rename(documents / "elsewhere")
        outcome = run(index)
        assert (outcome.files, outcome.embedded) == (0, 0)
        after = all_vectors(index)
        assert after == {
            path.replace("/sub0/", "/elsewhere/"): found for path, found in before.items()
        }


def test_new_content_is_embedded_and_nothing_else(tmp_path: Path, documents: Path):
    edited = documents / "sub0" / "report0.md"
    with opened(tmp_path / "state", documents, dense_model=DENSE) as index:
        run(index)
        edited.write_text(document(99, 3), encoding="utf-8")
        outcome = run(index)
        assert outcome.embedded == row_at(index, edited).passages == outcome.passages > 1
        assert run(index).embedded == 0
        assert (content(index), all_vectors(index)) == made_afresh(tmp_path, documents)


def test_new_weights_need_no_new_vectors(tmp_path: Path, documents: Path):
    with opened(tmp_path / "state", documents, dense_model=DENSE) as index:
        run(index)
        old, before = row_at(index, documents / "sub0" / "report0.md"), all_vectors(index)
        for number in range(60):
            path = documents / f"note{number}.md"
            path.write_text(f"The committee of {number} met.", encoding="utf-8")
        outcome = run(index)
        assert (outcome.files, outcome.embedded) == (60, 60)
        new = index.catalogue.files([old.id])[old.id]
        assert new.mean < 0.85 * old.mean, "it was weighed again"
        after = all_vectors(index)
        assert {path: after[path] for path in before} == before
        assert (content(index), after) == made_afresh(tmp_path, documents)


def test_weighing_that_was_cut_short_needs_no_new_vectors(tmp_path: Path, documents: Path):
    with opened(tmp_path / "state", documents, dense_model=DENSE) as index:
        run(index)
        before = all_vectors(index)
        index.catalogue.renew([row.id for row in index.catalogue.files_in(State.INDEXED)])
    with opened(tmp_path / "state", documents, dense_model=DENSE) as index:
        outcome = run(index)
        assert (outcome.files, outcome.embedded) == (FILES, 0)
        content(index)
        assert all_vectors(index) == before


@pytest.mark.parametrize("lost", ["the file", "its rows", "one row"])
def test_a_copy_is_embedded_when_its_original_is_gone_meanwhile(
    tmp_path: Path, documents: Path, lost: str
):
    original, copy = documents / "sub0" / "report0.md", documents / "copy.md"
    with opened(tmp_path / "state", documents, dense_model=DENSE) as index:
        run(index)
        origin = row_at(index, original)
        shutil.copy(original, copy)

        def meddle() -> None:
            if lost == "the file":
                index.writer.remove([origin.id])
            elif lost == "its rows":
                index.store.delete_files([origin.id])
            else:
                lose_the_first_passage(index, origin)

        outcome = run_meddled(index, meddle)
        assert (outcome.files, outcome.embedded) == (1, origin.passages)
        original_vectors = made_afresh(tmp_path, documents)[1][str(original)]
        assert vectors(index, copy).tobytes() == original_vectors


def lose_the_first_passage(index: LibraryIndex, row: FileRow) -> None:
    keys = [passage.pk for passage in index.catalogue.passages_of(row.id)]
    index.store.delete_files([row.id])
    rest = [Row(key, row.id, row.path, "md", 0, row.size, "en") for key in keys[1:]]
    index.store.insert(batch_of(rest, index.store.dim))


def test_a_replaced_original_gives_no_vectors_to_the_copy(tmp_path: Path, documents: Path):
    original, copy = documents / "sub0" / "report0.md", documents / "copy.md"
    with opened(tmp_path / "state", documents, dense_model=DENSE) as index:
        run(index)
        origin = row_at(index, original)
        shutil.copy(original, copy)

        def meddle() -> None:
            original.write_text(document(77, 6), encoding="utf-8")
            index.catalogue.record_scan(changed={origin.id: origin.signature})

        outcome = run_meddled(index, meddle)
        both = [row_at(index, path).passages for path in (original, copy)]
        assert outcome.embedded == sum(both)
        assert (content(index), all_vectors(index)) == made_afresh(tmp_path, documents)


@pytest.mark.parametrize("why", ["model", "store", "rows"])
def test_vectors_that_are_not_there_or_not_right_are_made(
    tmp_path: Path, documents: Path, why: str
):
    with opened(
        tmp_path / "state", documents, dense_model="" if why == "model" else DENSE
    ) as index:
        first = run(index)
        assert first.embedded == (0 if why == "model" else first.passages)
        lost = row_at(index, documents / "sub0" / "report0.md")
        if why == "rows":
            index.store.delete_files([lost.id])
        if why == "store":
            index.store.drop()
    with opened(tmp_path / "state", documents, dense_model=DENSE) as index:
        outcome = run(index)
        assert outcome.embedded == (lost.passages if why == "rows" else first.passages)
        assert (content(index), all_vectors(index)) == made_afresh(tmp_path, documents)


def test_rows_of_another_model_are_not_taken_although_they_are_still_there(
    tmp_path: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
):
    with opened(tmp_path / "state", documents, dense_model=DENSE) as index:
        first = run(index)
        index.catalogue.renew([row_at(index, documents / "sub0" / "report0.md").id])
        index.catalogue.remember({"dense_model": "another-256"})
    # As after a power failure that undid what the store had not got to the disk.
    monkeypatch.setattr("engine.store.milvus_store.MilvusVectors.drop", left_alone)
    with opened(tmp_path / "state", documents, dense_model=DENSE) as index:
        assert run(index).embedded == first.passages
        content(index)


def test_wrong_rows_are_not_taken_although_they_are_still_there(
    tmp_path: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
):
    state, path = tmp_path / "state", documents / "sub0" / "report0.md"
    with opened(state, documents, dense_model=DENSE) as index:
        run(index)
        row = row_at(index, path)
        keys = [passage.pk for passage in index.catalogue.passages_of(row.id)]
        wrong = [Row(key, row.id, "/not/it.md", "md", 0, row.size, "en") for key in keys]
        index.store.upsert(batch_of(wrong, index.store.dim))
    (state / MARK_FILE).touch()
    with monkeypatch.context() as patch:  # a power failure undoes what the store did
        patch.setattr("engine.store.milvus_store.MilvusVectors.delete_files", left_alone)
        with opened(state, documents, dense_model=DENSE) as index:
            assert [healed.code for healed in index.healed] == ["store-repaired"]
    with opened(state, documents, dense_model=DENSE) as index:
        assert run(index).embedded == row.passages
        assert (content(index), all_vectors(index)) == made_afresh(tmp_path, documents)


def test_a_copy_in_a_language_that_the_model_does_not_know_has_no_vector_either(tmp_path: Path):
    documents = tmp_path / "documents"
    documents.mkdir()
    korean = "회의에서 위원회는 새로운 규정을 승인하고 다음 달부터 시행하기로 결정했다."
    (documents / "one.txt").write_text(korean, encoding="utf-8")
    with opened(tmp_path / "state", documents, dense_model=DENSE) as index:
        assert run(index).embedded == 0
        shutil.copy(documents / "one.txt", documents / "two.txt")
        outcome = run(index)
        assert (outcome.files, outcome.embedded) == (1, 0)
        assert not vectors(index, documents / "two.txt").any()

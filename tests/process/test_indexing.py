"""Runs over folders whose files come, change, move and go."""

import os
from pathlib import Path

import pytest

from engine.host.cancellation import Token
from engine.jobs.indexing import Indexer
from engine.protocol.messages import Progress
from tests.process.indexing_parts import content, document, fill, found, opened, row_at, run


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    fill(folder, 9, 6)
    return folder


def test_a_run_indexes_and_the_next_finds_nothing_to_do(tmp_path: Path, documents: Path):
    reports: list[Progress] = []
    with opened(tmp_path / "state", documents, dense_model="static-minilm-256") as index:
        first = Indexer(index, workers=2).run(Token(), reports.append)
        assert (first.files, first.failed, first.removed) == (9, 0, 0)
        assert first.passages == index.store.count() > 9
        assert found(index, "word42") != set()
        again = run(index)
        assert (again.files, again.unchanged, again.passages) == (0, 9, 0)
        content(index)
    assert {report.phase for report in reports} == {"scanning", "indexing", "idle"}
    assert (reports[-1].files_done, reports[-1].files_total, reports[-1].running) == (9, 9, False)
    assert reports[-1].bytes_done == reports[-1].bytes_total


def test_edited_deleted_and_added_files_end_as_if_indexed_afresh(tmp_path: Path, documents: Path):
    with opened(tmp_path / "state", documents) as index:
        run(index)
        (documents / "sub0" / "report0.md").write_text("Now about zebras.", encoding="utf-8")
        (documents / "sub1" / "report1.md").unlink()
        (documents / "new.txt").write_text("A new one about yaks.", encoding="utf-8")
        outcome = run(index)
        assert (outcome.files, outcome.removed, outcome.unchanged) == (2, 1, 7)
        assert found(index, "zebras") == {"report0.md"}
        assert found(index, "yaks") == {"new.txt"}
        updated = content(index)
    with opened(tmp_path / "afresh", documents) as index:
        run(index)
        assert content(index) == updated


def test_a_touched_file_is_hashed_and_not_read(tmp_path: Path, documents: Path):
    with opened(tmp_path / "state", documents) as index:
        run(index)
        path = documents / "sub0" / "report0.md"
        os.utime(path, ns=(1, 1))
        outcome = run(index)
        assert (outcome.files, outcome.unchanged) == (0, 9)
        assert row_at(index, path).mtime_ns == 1


@pytest.mark.parametrize("copied", [False, True], ids=["same inode", "copied and deleted"])
def test_a_renamed_file_keeps_its_passages(tmp_path: Path, documents: Path, copied: bool):
    old, new = documents / "sub0" / "report0.md", documents / "sub2" / "renamed.md"
    with opened(tmp_path / "state", documents) as index:
        run(index)
        before = row_at(index, old)
        keys = [p.pk for p in index.catalogue.passages_of(before.id)]
        if copied:
            new.write_bytes(old.read_bytes())
            old.unlink()
        else:
            old.rename(new)
        outcome = run(index)
        assert (outcome.files, outcome.removed, outcome.unchanged) == (0, 0, 9)
        after = row_at(index, new)
        assert after.id == before.id
        assert [p.pk for p in index.catalogue.passages_of(after.id)] == keys
        assert str(old) not in index.catalogue.files_at([str(old)])
        content(index)


def test_a_copy_is_listed_beside_its_original(tmp_path: Path, documents: Path):
    original, copy = documents / "sub0" / "report0.md", documents / "copy.md"
    with opened(tmp_path / "state", documents) as index:
        run(index)
        copy.write_bytes(original.read_bytes())
        assert run(index).files == 1
        everything = content(index)
        assert everything.passages[str(copy)] == everything.passages[str(original)]
    with opened(tmp_path / "afresh", documents) as index:
        run(index)
        assert content(index) == everything


def test_failed_files_have_a_reason_and_wait_for_a_change(tmp_path: Path, documents: Path):
    bad = documents / "bad.docx"
    bad.write_bytes(b"PK\x03\x04 cut off")
    with opened(tmp_path / "state", documents) as index:
        assert (run(index).failed, run(index).failed) == (1, 0)
        (failure,), troubles = index.failures()
        assert (failure.path, failure.attempts, troubles) == (str(bad), 1, [])
        assert failure.code
        assert run(index, retry_failed=True).failed == 1
        assert row_at(index, bad).attempts == 2
        bad.rename(documents / "good.txt")
        (documents / "good.txt").write_text("fine now", encoding="utf-8")
        assert run(index).files == 1
        assert index.failures()[0] == []


def test_a_file_that_cannot_be_read_any_more_loses_its_passages(tmp_path: Path, documents: Path):
    path = documents / "sub0" / "report0.md"
    with opened(tmp_path / "state", documents) as index:
        run(index)
        path.write_bytes(bytes(range(256)) * 40)
        assert run(index).failed == 1
        updated = content(index)
        assert (updated.passages[str(path)], set(updated.failures)) == ([], {str(path)})
    with opened(tmp_path / "afresh", documents) as index:
        run(index)
        assert content(index) == updated


def test_what_lies_on_a_missing_drive_is_kept(tmp_path: Path, documents: Path):
    with opened(tmp_path / "state", documents) as index:
        run(index)
        before = content(index)
        documents.rename(tmp_path / "unplugged")
        outcome = run(index)
        assert (outcome.removed, content(index)) == (0, before)
        assert [trouble.code for trouble in index.failures()[1]] == ["folder-missing"]
        (tmp_path / "unplugged").rename(documents)
        assert run(index).unchanged == 9
        assert index.failures()[1] == []


def test_a_removed_folder_leaves_unless_another_root_holds_it(tmp_path: Path, documents: Path):
    sub = documents / "sub0"
    with opened(tmp_path / "state", documents, sub) as index:
        run(index)
        index.roots = (str(documents),)
        assert run(index).removed == 0
        index.roots = ()
        assert run(index).removed == 9
        assert (index.store.count(), content(index).df) == (0, {})


def test_a_file_deleted_during_the_run_leaves_and_an_edited_one_is_read_as_it_is_now(
    tmp_path: Path, documents: Path
):
    gone, edited = documents / "sub0" / "report0.md", documents / "sub1" / "report1.md"

    def interfere(progress: Progress) -> None:
        if progress.phase == "indexing" and gone.exists():
            gone.unlink()
            edited.write_text("About zebras now.", encoding="utf-8")

    with opened(tmp_path / "state", documents) as index:
        outcome = Indexer(index, workers=1).run(Token(), interfere)
        assert (outcome.files, outcome.removed, outcome.failed) == (8, 1, 0)
        assert found(index, "zebras") == {"report1.md"}
        assert run(index).unchanged == 8


def test_another_tokenizer_counts_and_encodes_everything_anew(tmp_path: Path, documents: Path):
    with opened(tmp_path / "state", documents) as index:
        run(index)
        before = content(index)
        index.catalogue.remember({"tokenizer": "0"})
    with opened(tmp_path / "state", documents) as index:
        assert index.store.count() == 0
        run(index)
        assert content(index) == before
        assert index.catalogue.meta()["tokenizer"] != "0"


def test_weights_that_rest_on_an_outdated_mean_are_computed_again(tmp_path: Path):
    documents = tmp_path / "documents"
    documents.mkdir()
    for number in range(5):
        (documents / f"short{number}.txt").write_text(f"word{number}", encoding="utf-8")
    with opened(tmp_path / "state", documents) as index:
        run(index)
        (documents / "long.md").write_text(document(1, 30), encoding="utf-8")
        assert run(index).files == 1
        mean = index.catalogue.totals().mean
        assert all(abs(row.mean / mean - 1) <= 0.15 for row in index.catalogue.files_in())
        content(index)

"""Runs that end early, and stores that lost rows: the next run puts all right."""

import threading
from pathlib import Path

import pytest

from engine.host.cancellation import Token
from engine.host.launch import python_command
from engine.jobs.indexing import Indexer
from engine.jobs.reading_messages import Read
from engine.protocol.errors import Cancelled, StoreError
from engine.protocol.messages import Progress
from engine.store.catalogue_states import State
from engine.store.rows import RowBatch
from tests.process.indexing_parts import content, fill, found, opened, row_at, run


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    fill(folder, 9, 6)
    return folder


def refuse(batch: RowBatch) -> None:
    """Stands in for a store whose disk is full."""
    raise StoreError(f"no room for {len(batch)} rows")


def fragile(module: str) -> list[str]:
    """Stands in for `python_command`: the worker crashes when it reads ``crash….md``."""
    assert module == "engine.jobs.reading"
    return python_command("tests.process.reading_worse")


def test_a_cancelled_run_keeps_what_was_written_and_the_next_goes_on(
    tmp_path: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("engine.jobs.rounds.FLUSH_PASSAGES", 1)
    monkeypatch.setattr("engine.jobs.waiting.BATCH_FILES", 1)
    token = Token()

    def stop(progress: Progress) -> None:
        if progress.passages:
            token.cancel()

    monkeypatch.setattr("engine.jobs.progress._EVERY", 0.0)
    with opened(tmp_path / "state", documents) as index:
        with pytest.raises(Cancelled):
            Indexer(index, workers=1).run(token, stop)
        counts = index.catalogue.counts()
        assert counts[State.INDEXED] >= 1
        assert counts[State.INDEXED] + counts[State.SEEN] == 9
        content(index)
        assert run(index).files == counts[State.SEEN]
    assert not [t for t in threading.enumerate() if t.name.startswith("reader-")]


def test_what_a_cancelled_run_had_read_and_not_written_is_read_again(
    tmp_path: Path, documents: Path
):
    token = Token()
    with opened(tmp_path / "state", documents) as index:
        take = index.writer.take

        def take_and_cancel(read: Read) -> None:
            take(read)
            token.cancel()

        index.writer.take = take_and_cancel
        with pytest.raises(Cancelled):
            Indexer(index, workers=2).run(token, lambda _: None)
        index.writer.take = take
        assert index.writer.waiting
        assert run(index).files == 9
        content(index)


def test_after_an_error_of_the_store_the_next_run_goes_on(
    tmp_path: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
):
    with opened(tmp_path / "state", documents) as index:
        run(index)
        (documents / "sub0" / "report0.md").write_text("About zebras.", encoding="utf-8")
        with monkeypatch.context() as patch:
            patch.setattr(index.store, "insert", refuse)
            with pytest.raises(StoreError):
                run(index)
        assert index.catalogue.counts()[State.READING] == 1
        assert run(index).files == 1
        assert found(index, "zebras") == {"report0.md"}
        content(index)


def test_an_emptied_store_is_healed_from_the_catalogue_alone(
    tmp_path: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
):
    for path in documents.rglob("*.md"):
        path.rename(path.with_name(f"crash {path.name}"))
    with opened(tmp_path / "state", documents) as index:
        run(index)
        before = content(index)
        index.store.drop()
    monkeypatch.setattr("engine.jobs.crew.python_command", fragile)
    with opened(tmp_path / "state", documents) as index:
        assert run(index).failed == 0
        assert content(index) == before


def test_rows_that_the_catalogue_does_not_know_leave_the_store(tmp_path: Path, documents: Path):
    with opened(tmp_path / "state", documents) as index:
        run(index)
        before = content(index)
        file = row_at(index, documents / "sub0" / "report0.md").id
        other = row_at(index, documents / "sub1" / "report1.md").id
        index.store.delete_files([file])
        index.catalogue.leave([other])  # as if the power had failed before its rows were removed
    with opened(tmp_path / "state", documents) as index:
        run(index)
        assert content(index) == before

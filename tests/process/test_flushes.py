"""What a run says after each flush, and what it does about a flush that was cut short before."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.files.places import Places
from engine.host.cancellation import Token
from engine.jobs.indexing import Indexer
from engine.jobs.writing import Writer, Written
from engine.protocol.messages import Progress
from tests.process.indexing_parts import fill, opened, run


def test_what_a_flush_wrote_is_told_when_all_of_it_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path / "documents", 30, 6)
    said: list[int] = []
    told: list[tuple[int, int]] = []
    written = 0
    real = Writer.flush

    def flush(self: Writer) -> Written:
        nonlocal written
        if written:
            told.append((written, said[-1]))
        outcome = real(self)
        written += len(outcome.indexed)
        return outcome

    def report(progress: Progress) -> None:
        said.append(progress.files_done)
        assert progress.files_done == written

    monkeypatch.setattr(Writer, "flush", flush)
    monkeypatch.setattr("engine.jobs.rounds.FLUSH_PASSAGES", 20)
    with opened(tmp_path / "state", tmp_path / "documents") as index:
        assert Indexer(index, workers=1).run(Token(), report).files == 30
    assert said[-1] == 30
    assert all(files == done for files, done in told)


def test_a_look_at_some_places_tells_of_files_that_lost_their_text_elsewhere(
    tmp_path: Path,
) -> None:
    documents = tmp_path / "documents"
    fill(documents, 6, 3)
    with opened(tmp_path / "state", documents) as index:
        run(index)
        rows = index.catalogue.files_in()
        index.catalogue.renew([row.id for row in rows[:2]])
        index.catalogue.begin([row.id for row in rows[:2]])  # and then the store failed
        outcome = Indexer(index, workers=1).run(
            Token(), lambda _: None, places=Places((rows[5].path,))
        )
        assert outcome.restarted == 2
        assert run(index).restarted == 0
        assert index.catalogue.totals().passages == sum(row.passages for row in rows)

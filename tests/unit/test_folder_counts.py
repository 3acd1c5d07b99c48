"""How many files each folder of a library has, by the catalogue."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.store import catalogue_counts
from engine.store.catalogue import Catalogue
from engine.store.catalogue_counts import CatalogueCounts, FolderCounts
from engine.store.catalogue_rows import FailedFile, FoundFile, IndexedFile, Signature, TermChange
from engine.store.catalogue_states import State

SIGNATURE = Signature(10, 20, 30, 40)
STATES = {
    f"{os.sep}notes{os.sep}a.txt": State.INDEXED,
    f"{os.sep}notes{os.sep}deep{os.sep}b.txt": State.INDEXED,
    f"{os.sep}notes{os.sep}broken.pdf": State.FAILED,
    f"{os.sep}notes{os.sep}new.txt": State.SEEN,
    f"{os.sep}notes{os.sep}now.txt": State.READING,
    f"{os.sep}notes-old{os.sep}c.txt": State.INDEXED,
    f"{os.sep}notes-old{os.sep}d.txt": State.SEEN,
    f"{os.sep}single.txt": State.INDEXED,
    f"{os.sep}single.txt.bak": State.FAILED,
}


@pytest.fixture
def counts(tmp_path: Path) -> Iterator[CatalogueCounts]:
    path = tmp_path / "catalogue.sqlite"
    catalogue = Catalogue(path)
    catalogue.record_scan(added=[FoundFile(place, SIGNATURE) for place in STATES])
    ids = {row.path: row.id for row in catalogue.files_at(list(STATES)).values()}
    catalogue.begin([ids[place] for place, state in STATES.items() if state != State.SEEN])
    catalogue.finish(
        [
            IndexedFile(ids[place], SIGNATURE, b"hash", "text/plain", "", "en", 0, 4.0, [])
            for place, state in STATES.items()
            if state == State.INDEXED
        ],
        {
            ids[place]: FailedFile(SIGNATURE, "damaged", "", "")
            for place, state in STATES.items()
            if state == State.FAILED
        },
        TermChange.none(),
    )
    reader = CatalogueCounts(path)
    yield reader
    reader.close()
    catalogue.close()


@pytest.mark.parametrize("most_pairs", [1_000_000, 0])
def test_files_are_counted_by_folder_and_state(
    counts: CatalogueCounts, monkeypatch: pytest.MonkeyPatch, most_pairs: int
) -> None:
    monkeypatch.setattr(catalogue_counts, "_MOST_PAIRS", most_pairs)
    folders = [f"{os.sep}notes", f"{os.sep}single.txt", f"{os.sep}none", f"{os.sep}notes-old"]
    assert counts.in_folders(folders) == [
        FolderCounts(files=2, failed=1, waiting=2),
        FolderCounts(files=1, failed=0, waiting=0),
        FolderCounts(files=0, failed=0, waiting=0),
        FolderCounts(files=1, failed=0, waiting=1),
    ]
    assert counts.in_folders([os.sep]) == [FolderCounts(files=4, failed=2, waiting=3)]
    assert counts.in_folders([]) == []


def test_all_states_are_counted(counts: CatalogueCounts) -> None:
    assert counts.counts() == {
        State.SEEN: 2,
        State.READING: 1,
        State.INDEXED: 4,
        State.FAILED: 2,
        State.GONE: 0,
    }

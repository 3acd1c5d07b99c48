"""A vector store that is being made by another model while the present one serves."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from engine.jobs.layout import block_of, indexed_file, row_batch, scaled, tokens_of
from engine.jobs.stored import embedded
from engine.models.terms import TOKENIZER_VERSION
from engine.store.aside import remove_store
from engine.store.catalogue_states import State
from engine.store.coming_ledger import ComingLedger, remove_ledger
from engine.store.open import open_store, other_slot, slot_folder

if TYPE_CHECKING:
    from pathlib import Path

    from engine.jobs.index import LibraryIndex
    from engine.jobs.reading_messages import Read
    from engine.store.catalogue_rows import FileRow
    from engine.store.open import StoreSetting
    from engine.store.vectors import VectorStore

_RESTING = (State.INDEXED, State.SEEN)


class Coming:
    """The rows of a library by another model. For the thread that indexes."""

    def __init__(self, index: LibraryIndex, model: str, dim: int, *, learned: bool = False) -> None:
        """Open what was made so far, or begin.

        Args:
            index: the library's, which serves meanwhile.
            model: id in the registry; empty for BM25 alone.
            dim: of its dense vectors; 0 for none.
            learned: whether it makes learned sparse ones.

        Raises:
            StoreError: it cannot be opened.
        """
        self.model = model
        self.slot = other_slot(index.slot)
        self.refused: set[int] = set()
        """Files whose vectors the model refuses to make, as far as was seen since it is open."""
        self._index = index
        facts = {"model": model, "tokenizer": str(TOKENIZER_VERSION), "slot": self.slot}
        self._ledger = ComingLedger(index.folder)
        try:
            if self._ledger.facts() != facts:
                _remove_rows(index.folder, self.slot, index.setting)
            place = (index.setting, index.folder, index.library_id)
            self.store = open_store(*place, dim, self.slot, learned=learned)
            if self._ledger.facts() != facts:
                self.store.drop()
                self._ledger.start(facts)
        except BaseException:
            self._ledger.close()
            raise

    def lacking(self) -> tuple[list[FileRow], int]:
        """Return the files whose rows are not there yet, and how many are; drop what is no more.

        Raises:
            StoreError: catalogue or store failed.
        """
        made = self._ledger.marks()
        rows = [row for row in self._index.catalogue.files_in(*_RESTING) if row.passages]
        gone = made.keys() - {row.id for row in rows}
        if gone:
            self.store.delete_files(sorted(gone))
            self._ledger.forget(gone)
        lacking = [row for row in rows if made.get(row.id) != mark_of(row)]
        return lacking, len(rows) - len(lacking)

    def write(self, reads: Sequence[Read]) -> int:
        """Write what was encoded, durably; return the number of passages.

        What changed in the catalogue meanwhile is not finished, and is lacking again.

        Raises:
            StoreError: catalogue or store failed.
        """
        blocks = [block_of(read, self.store) for read in reads if read.drafts]
        files = [draft.file for block in blocks for draft in block.drafts]
        if not files:
            return 0
        self.refused -= set(files)
        self.refused.update(file for read in reads for file in read.lacking)
        rows = self._index.catalogue.files(files)
        average = self._index.catalogue.totals().mean
        means = {file: rows[file].mean or average or 1.0 for file in files}
        indexed = [
            indexed_file(self._index.library_id, draft, tokens, means[draft.file])
            for block in blocks
            for draft, tokens in zip(block.drafts, tokens_of(block), strict=True)
        ]
        shares = [scaled(block, [means[d.file] for d in block.drafts]) for block in blocks]
        batch = row_batch(shares, indexed, rows, 1.0)
        dirty = self._ledger.marks().keys() & set(files)
        self._ledger.begin(files)
        if dirty:
            self.store.delete_files(sorted(dirty))
        self.store.insert(batch)
        self._ledger.finish({file: mark_of(rows[file]) for file in files})
        return len(batch)

    def is_whole(self) -> bool:
        """Tell whether it holds all that the catalogue does. Nobody may write meanwhile."""
        lacking, _ = self.lacking()
        return not lacking and self.store.count() == self._index.catalogue.totals().passages

    def close(self) -> None:
        """Let go of files and processes; what was made stays for the next time."""
        self.store.close()
        self._ledger.close()

    def take_over(self) -> VectorStore:
        """Let go of the ledger and leave the store to serve."""
        self._ledger.close()
        remove_ledger(self._index.folder)
        return self.store

    def discard(self) -> None:
        """Remove all that was made.

        Raises:
            StoreError, OSError: it cannot be removed.
        """
        self._ledger.close()
        discard_store(self.store, self._index.folder, self.slot, self._index.setting)
        remove_ledger(self._index.folder)


def discard_store(store: VectorStore, folder: Path, slot: str, setting: StoreSetting) -> None:
    """Close a store that serves nobody any more and remove its rows.

    Raises:
        StoreError, OSError: they cannot be removed.
    """
    try:
        if setting.uri:
            store.drop()
    finally:
        store.close()
    _remove_rows(folder, slot, setting)


def tidy_slot(folder: Path, slot: str, setting: StoreSetting) -> None:
    """Remove what a change of models that was called off, or a crash after one, left behind.

    Raises:
        OSError: it cannot be removed.
    """
    remove_ledger(folder)
    _remove_rows(folder, slot, setting)


def mark_of(row: FileRow) -> bytes:
    """Return what a file's rows are made of, as bytes; never empty."""
    weighed = row.mean if embedded(row) else 0.0
    parts = (row.hash, row.path, row.size, row.mtime_ns, weighed, row.tokens, row.passages)
    return msgspec.msgpack.encode(parts)


def _remove_rows(folder: Path, slot: str, setting: StoreSetting) -> None:
    if setting.uri:
        return
    place = slot_folder(folder, slot)
    if place.is_dir():
        shutil.rmtree(place) if slot else remove_store(place)

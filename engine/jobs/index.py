"""An open library: its catalogue and its vectors, ready to be searched and to be indexed into.

    index = LibraryIndex.open(folder, library_id="ab12", name="Notes", roots=["/home/a/notes"])
    outcome = Indexer(index).run(token, report)      # engine.jobs.indexing
    index.catalogue.passages(pks); index.store.search_dense(...)
    index.close()

One process opens a library at a time (`engine.lock` and the store's own lock see to it). Opening
undoes unfinished work and compares the store with the catalogue; it reads no document. ``roots``
may be replaced while no run is under way.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from engine.files.ignoring import LibraryRules
from engine.jobs.healing import Healed, Healing
from engine.jobs.recovery import recover, serve, served
from engine.jobs.writing import Writer
from engine.models.holdings import Holdings
from engine.protocol.errors import ModelError
from engine.store import compacting
from engine.store.catalogue_states import State
from engine.store.integrity import OpenMark, require_writable
from engine.store.open import CACHE_FILE, CATALOGUE_FILE, StoreSetting
from engine.store.schema import Shape

if TYPE_CHECKING:
    from engine.host.cancellation import Token
    from engine.store.catalogue import Catalogue
    from engine.store.catalogue_rows import FileRow, Trouble
    from engine.store.vectors import VectorStore

__all__ = ["CATALOGUE_FILE", "Healed", "LibraryIndex", "WantedModel"]


@dataclass(frozen=True, slots=True)
class WantedModel:
    """The dense model that a library is to have; until its vectors are there, another serves."""

    id: str
    """Empty for BM25 alone."""
    holdings: Holdings

    @property
    def shape(self) -> Shape:
        """Which vectors it makes."""
        if not self.id:
            return Shape()
        entry = self.holdings.find(self.id)
        return Shape(entry.dim, entry.learns)

    def or_former(self, former: str | None) -> WantedModel:
        """Return the model that vectors were made by, if there are any and it is known.

        It may be away, on a drive that is not plugged in: its vectors are not dropped for that.
        """
        if former is None:
            return self
        try:
            return WantedModel(self.holdings.find(former).id if former else "", self.holdings)
        except ModelError:
            return self


@dataclass(slots=True)
class LibraryIndex:
    """A library's state, open. ``catalogue`` and ``store`` may be read from any thread."""

    library_id: str
    name: str
    roots: tuple[str, ...]
    """Absolute paths of folders and single files."""
    dense_model: str
    """Id in the registry; empty for BM25 alone."""
    catalogue: Catalogue
    store: VectorStore
    writer: Writer = field(repr=False)
    """For the thread that runs the `Indexer`."""
    rules: LibraryRules = field(default_factory=LibraryRules, kw_only=True)
    """What the person leaves out. May be replaced like ``roots``."""
    healed: tuple[Healed, ...] = ()
    """What opening found wrong and mended, to be told to the person once."""
    folder: Path = field(default=Path(), repr=False)
    """Its state folder."""
    setting: StoreSetting = field(default_factory=StoreSetting, repr=False)
    slot: str = ""
    """In which of its two places the store is."""
    _mark: OpenMark | None = field(default=None, repr=False)
    _rest: compacting.Rest = field(default_factory=compacting.Rest, repr=False)

    @classmethod
    def open(
        cls,
        folder: Path,
        library_id: str,
        roots: Sequence[str],
        *,
        name: str = "",
        dense_model: str | WantedModel = "",
        store: StoreSetting | None = None,
    ) -> LibraryIndex:
        """Open a library, making what is missing and mending what is damaged (see ``healed``).

        Args:
            folder: the library's state folder; made when missing.
            library_id: stable; part of every passage's key.
            roots: absolute paths of folders and single files.
            name: for progress reports.
            dense_model: id of one of the program's own models, empty for BM25 alone: vectors of
                another model are made anew. Or what is wanted, in time.
            store: where the vectors are kept; None for the embedded store.

        Raises:
            StoreError: catalogue or store cannot be opened (busy, written by a newer version, on a
                disk that cannot be written to…); subclasses say why, and nothing was changed.
            ModelError: there is no such model.
        """
        from engine.models.encoder import TextEncoder

        require_writable(folder)
        counter = TextEncoder(None)
        mark = OpenMark(folder)
        healing = Healing(folder, library_id, mark)
        with contextlib.ExitStack() as opened:
            catalogue = healing.catalogue()
            opened.callback(catalogue.close)
            setting = store or StoreSetting()
            former, healing.slot = served(catalogue.meta())
            if isinstance(dense_model, str):
                wanted = WantedModel(dense_model, Holdings())
            else:
                wanted = dense_model.or_former(former)
            dense_model = wanted.id
            vectors = healing.store(setting, wanted.shape)
            opened.callback(vectors.close)
            healing.cache()
            mark.put(anew=healing.store_is_new)
            writer = Writer(library_id, catalogue, vectors, counter)
            recover(catalogue, vectors, writer, counter, dense_model, healing)
            opened.pop_all()
        healed = tuple(healing.healed)
        parts = (catalogue, vectors, writer, healed, folder, setting, healing.slot, mark)
        return cls(library_id, name, tuple(roots), dense_model, *parts)

    def change_over(self, model: str, store: VectorStore, slot: str) -> VectorStore:
        """Have other vectors be the index's from now on; return the former store, still open.

        For the thread that runs the `Indexer`, between runs.

        Args:
            model: id of the model that they were made by; empty for BM25 alone.
            store: where they are, whole.
            slot: its place.

        Raises:
            StoreError: the catalogue cannot be written; nothing changed.
        """
        serve(self.catalogue, model, slot)
        former, self.store = self.store, store
        self.dense_model, self.slot = model, slot
        self.writer = self.writer.for_store(store)
        return former

    def failures(self) -> tuple[list[FileRow], list[Trouble]]:
        """Return the files that could not be read and the folders that could not be seen."""
        return self.catalogue.files_in(State.FAILED), self.catalogue.troubles()

    def compact(self, token: Token) -> int:
        """Give the space of what was removed back to the disk, where more than half is dead.

        For the thread that runs the `Indexer`, between runs. Searches go on. Asking costs a few
        milliseconds where there is nothing to do.

        Returns:
            Bytes given back; 0 where nothing was done.

        Raises:
            Cancelled: by the token; all is as before.
            StoreError: the store failed in a way that compacting does not cause.
        """
        files = [self.folder / name for name in (CATALOGUE_FILE, CACHE_FILE)]
        shrunk = sum(compacting.shrink(f, token, self._rest) for f in files if f.exists())
        return shrunk + self.store.compact(token)

    def distrust(self) -> None:
        """Have the next opening look at everything closely: a call failed as it should not have.

        To be followed by `close`. When that finds nothing, and the store fails again and again
        within hours, an opening makes the store anew.
        """
        if self._mark is not None:
            self._mark.distrust()
            self._mark = None

    def close(self) -> None:
        """Let go of catalogue and store. No run and no search may be under way."""
        self.store.close()
        self.catalogue.close()
        if self._mark is not None:
            self._mark.take()
            self._mark = None

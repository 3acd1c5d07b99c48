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
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from engine.jobs.recovery import recover
from engine.jobs.writing import Writer
from engine.store.catalogue import Catalogue
from engine.store.catalogue_states import State
from engine.store.milvus_errors import StoreBrokenError, StoreDimensionError
from engine.store.open import StoreSetting, forget_embedded, open_store

if TYPE_CHECKING:
    from engine.store.catalogue_rows import FileRow, Trouble
    from engine.store.vectors import VectorStore

CATALOGUE_FILE = "catalogue.sqlite"

log = logging.getLogger(__name__)


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

    @classmethod
    def open(
        cls,
        folder: Path,
        library_id: str,
        roots: Sequence[str],
        *,
        name: str = "",
        dense_model: str = "",
        store: StoreSetting | None = None,
    ) -> LibraryIndex:
        """Open a library, making what is missing.

        Args:
            folder: the library's state folder; made when missing.
            library_id: stable; part of every passage's key.
            roots: absolute paths of folders and single files.
            name: for progress reports.
            dense_model: id of a static model in the registry; empty for BM25 alone.
            store: where the vectors are kept; None for the embedded store.

        Raises:
            StoreError: catalogue or store cannot be opened; subclasses say why.
            ModelError: there is no such model.
        """
        from engine.models.encoder import TextEncoder

        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        counter = TextEncoder(None)
        with contextlib.ExitStack() as opened:
            catalogue = Catalogue(folder / CATALOGUE_FILE)
            opened.callback(catalogue.close)
            vectors = _vectors(store or StoreSetting(), folder, library_id, _dim(dense_model))
            opened.callback(vectors.close)
            writer = Writer(library_id, catalogue, vectors, counter)
            recover(catalogue, vectors, writer, counter, dense_model)
            opened.pop_all()
        return cls(library_id, name, tuple(roots), dense_model, catalogue, vectors, writer)

    def failures(self) -> tuple[list[FileRow], list[Trouble]]:
        """Return the files that could not be read and the folders that could not be seen."""
        return self.catalogue.files_in(State.FAILED), self.catalogue.troubles()

    def close(self) -> None:
        """Let go of catalogue and store. No run and no search may be under way."""
        self.store.close()
        self.catalogue.close()


def _vectors(setting: StoreSetting, folder: Path, library_id: str, dim: int) -> VectorStore:
    """Open the store; an embedded one that cannot be is made anew, for the catalogue has it all."""
    try:
        return open_store(setting, folder, library_id, dim)
    except (StoreBrokenError, StoreDimensionError) as error:
        if setting.uri:
            raise
        log.warning("the store of %s is made anew: %s", folder, error)
        forget_embedded(folder)
        return open_store(setting, folder, library_id, dim)


def _dim(dense_model: str) -> int:
    if not dense_model:
        return 0
    from engine.models.registry import find

    return find(dense_model).dim

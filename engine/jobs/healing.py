"""What opening a library mends: damaged files are set aside or made anew, and it is said."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.protocol.errors import StoreError
from engine.store.aside import forget_aside, put_aside, take_back
from engine.store.catalogue import Catalogue
from engine.store.catalogue_reading import CatalogueDamagedError
from engine.store.integrity import is_sound, is_sound_catalogue, remove_with_log, set_aside
from engine.store.milvus_errors import (
    StoreBrokenError,
    StoreClockError,
    StoreDimensionError,
    StoreNotStartedError,
    UnsettledError,
)
from engine.store.open import (
    CACHE_FILE,
    CATALOGUE_FILE,
    StoreSetting,
    embedded_database,
    open_store,
    slot_folder,
)

if TYPE_CHECKING:
    from pathlib import Path

    from engine.store.integrity import OpenMark
    from engine.store.schema import Shape
    from engine.store.vectors import VectorStore


_REMADE = (
    "The search index was damaged. It is made anew from what was read before.",
    "The computer's clock was set back. The search index is made anew from what was read before.",
)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Healed:
    """Something that was found wrong when a library was opened, and was put right.

    Attributes:
        code: ``catalogue-remade``, ``store-remade``, ``store-repaired``, ``cache-dropped`` or
            ``unfinished``.
        count: files that are read or encoded again for it.
        message: one plain sentence.
    """

    code: str
    count: int
    message: str


@dataclass(slots=True)
class Healing:
    """Opens a library's files, whatever state they are in."""

    folder: Path
    library: str
    """Its id."""
    mark: OpenMark
    healed: list[Healed] = field(default_factory=list[Healed])
    store_is_new: bool = False
    slot: str = ""
    """In which of the library's two places the store is."""

    @property
    def closely(self) -> bool:
        """Whether the files are to be looked at before they are trusted."""
        return self.mark.unclean or bool(self.healed)

    def say(self, code: str, count: int, message: str) -> None:
        """Take down what was mended."""
        log.warning("%s: %s (%s, %d files)", self.folder, message, code, count)
        self.healed.append(Healed(code, count, message))

    def catalogue(self) -> Catalogue:
        """Open the catalogue; a damaged one is set aside, never deleted, and begun anew.

        Raises:
            StoreError: it cannot be opened for another reason, or cannot be set aside.
        """
        path = self.folder / CATALOGUE_FILE
        try:
            self._look_at(path)
            return Catalogue(path)
        except CatalogueDamagedError as error:
            damaged = self._aside(path, error)
        self.say(
            "catalogue-remade",
            0,
            f"The list of files was damaged. It is kept as {damaged.name}, and every file is read"
            " again.",
        )
        return Catalogue(path)

    def store(self, setting: StoreSetting, shape: Shape) -> VectorStore:
        """Open the store; an embedded one that is damaged is made anew from the catalogue.

        That it cannot be opened is not enough: memory, temporary folder or descriptors may be
        short. The former files are removed when the new ones are open.

        Raises:
            StoreError: it is busy, too new, a server's, or nothing speaks against its files.
        """
        if setting.uri:
            return self._open(setting, shape)
        try:
            self._look_at_store()
            opened = self._open(setting, shape)
        except (StoreBrokenError, StoreDimensionError, StoreNotStartedError) as error:
            if not self._lies_with_files(error):
                self.mark.could_not_open()
                raise
            opened = self._made_anew(setting, shape, error)
        forget_aside(self._place)  # what was wrong, or what an opening left that a crash cut short
        return opened

    def cache(self) -> None:
        """Drop the reranker's cache when it is damaged."""
        path = self.folder / CACHE_FILE
        if self.closely and not is_sound(path):
            remove_with_log(path)
            self.say("cache-dropped", 0, "The cache of refined results was damaged and is empty.")

    @property
    def _place(self) -> Path:
        return slot_folder(self.folder, self.slot)

    def _open(self, setting: StoreSetting, shape: Shape) -> VectorStore:
        place = (setting, self.folder, self.library)
        return open_store(*place, shape.dim, self.slot, learned=shape.learned)

    def _look_at(self, catalogue: Path) -> None:
        if self.closely and not is_sound_catalogue(catalogue):
            raise CatalogueDamagedError("its pages do not fit together", path=str(catalogue))

    def _look_at_store(self) -> None:
        database = embedded_database(self._place)
        if self.mark.given_up:
            raise StoreBrokenError("it kept failing")
        if self.closely and database is not None and not is_sound(database):
            raise StoreBrokenError(f"the pages of {database.name} do not fit together")

    def _lies_with_files(self, error: StoreError) -> bool:
        if isinstance(error, (StoreBrokenError, StoreDimensionError)):
            return not isinstance(error, UnsettledError)  # its server runs, and cannot bear them
        database = embedded_database(self._place)
        return self.mark.given_up or (database is not None and not is_sound(database))

    def _made_anew(self, setting: StoreSetting, shape: Shape, why: StoreError) -> VectorStore:
        log.warning("the store of %s is made anew: %s", self.folder, why)
        try:
            put_aside(self._place)
            try:
                opened = self._open(setting, shape)
            except BaseException:
                take_back(self._place)
                raise
        except OSError as reason:
            raise StoreError(f"{why}; {reason}", path=str(self.folder)) from reason
        self.store_is_new = True
        if not isinstance(why, StoreDimensionError):
            self.say("store-remade", 0, _REMADE[isinstance(why, StoreClockError)])
        return opened

    def _aside(self, path: Path, error: CatalogueDamagedError) -> Path:
        try:
            return set_aside(path)
        except OSError as reason:
            raise StoreError(f"{error}; {reason}", path=str(path)) from reason

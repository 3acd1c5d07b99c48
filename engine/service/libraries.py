"""The libraries there are: their settings, their state, and their open indexes."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from engine.files.ignoring import LibraryRules
from engine.protocol.errors import LibraryExistsError, UnknownLibraryError, UsageError
from engine.service.choosing import check_name, check_rules, check_store, with_wishes
from engine.service.describing import describe
from engine.service.folders import with_folders, without_folders
from engine.service.held import held_model
from engine.service.leftovers import erase_leftovers, mark_removed
from engine.service.library_making import LibraryMaker
from engine.service.opening import dense_id
from engine.store.settings import LibrarySettings, Settings, new_library

if TYPE_CHECKING:
    from pathlib import Path

    from engine.host.paths import DataFolder
    from engine.jobs.crew import Crew
    from engine.protocol.messages import LibraryInfo, Pace, RowsLeft, Rules, SetPace
    from engine.service.library import Library
    from engine.service.shelf import ModelShelf
    from engine.service.tokens import StoreTokens
    from engine.service.watching import Watching

DEFAULT_NAME = "Default"

_FAREWELL = 5.0
"""Seconds that searches get when the engine ends."""


class Libraries:
    """All libraries of a data folder. Thread-safe."""

    def __init__(
        self,
        data: DataFolder,
        tokens: StoreTokens,
        shelf: ModelShelf,
        watching: Watching,
        crew: Crew,
    ) -> None:
        """Read the settings.

        Args:
            data: where everything is kept.
            tokens: of stores that are servers.
            shelf: the models of all libraries.
            watching: of their folders; closed with the libraries.
            crew: reads their files; closed with the libraries.

        Raises:
            SettingsDamagedError: they make no sense; nothing was changed.
            SettingsUnreadableError: they cannot be read at present; nothing was changed.
            SettingsTooNewError: a newer version wrote them; nothing was changed.
        """
        self._data = data
        self._tokens = tokens
        self._shelf = shelf
        self._lock = threading.RLock()
        self.watching = watching
        self._crew = crew
        self._maker = LibraryMaker(data, tokens, shelf, watching, crew)
        self._settings = Settings(data.settings_file)
        erase_leftovers(data)
        self._libraries = {item.id: self._maker.make(item) for item in self._settings.libraries}

    def all(self) -> list[Library]:
        """Return the libraries in the order in which they were made."""
        with self._lock:
            return list(self._libraries.values())

    def find(self, name: str) -> Library:
        """Return the library of that name; the first one when ``name`` is empty.

        Raises:
            UnknownLibraryError: there is none.
        """
        for library in self.all():
            if name in {"", library.settings.name}:
                return library
        raise UnknownLibraryError(
            f"there is no library {name}" if name else "there is no library yet", library=name
        )

    def named(self, name: str) -> list[Library]:
        """Return the library of that name, or all when ``name`` is empty.

        Raises:
            UnknownLibraryError: a name was given and there is none.
        """
        return [self.find(name)] if name else self.all()

    def add(self, name: str, paths: Sequence[str], store_uri: str, store_token: str) -> Library:
        """Put folders into a library, made if needed, and remember that on disk.

        Raises:
            NoSuchPathError: nothing is at one of the paths.
            UsageError: the name is blank, the store no server's address, or the library exists
                already with another store.
        """
        if name:
            check_name(name)
        check_store(store_uri)
        with self._lock:
            try:
                settings = self.find(name).settings
            except UnknownLibraryError:
                settings = new_library(name or DEFAULT_NAME, store_uri)
            if store_uri not in {"", settings.store_uri}:
                raise UsageError(
                    "this library has another store already", hint="Make a new library for it."
                )
            rules = LibraryRules(settings.include, settings.exclude, settings.most_bytes)
            folders = with_folders(settings.folders, paths, rules)
            library = self._save(msgspec.structs.replace(settings, folders=folders))
        if store_token:
            self._tokens.remember(library.settings.id, store_token)
        return library

    def make(self, name: str, store_uri: str = "", store_token: str = "") -> Library:
        """Make an empty library and remember that on disk.

        Raises:
            LibraryExistsError: there is one of this name.
            UsageError: the name is blank, or the store no server's address.
        """
        check_store(store_uri)
        with self._lock:
            library = self._save(new_library(self._new_name(name), store_uri))
        if store_token:  # not under the lock: a person may have to unlock the keyring
            self._tokens.remember(library.settings.id, store_token)
        return library

    def rename(self, name: str, new: str) -> Library:
        """Give a library another name and remember that on disk; its index is not touched.

        Raises:
            UnknownLibraryError: there is no such library.
            LibraryExistsError: another one has the new name.
            UsageError: the new name is blank.
        """
        with self._lock:
            library = self.find(name)
            if new.strip() == library.settings.name:
                return library
            settings = msgspec.structs.replace(library.settings, name=self._new_name(new))
            self._save(settings)
            library.take_name()
            return library

    def take_away(self, name: str, paths: Sequence[str]) -> Library:
        """Take folders out of a library and remember that on disk; its index is not touched.

        Raises:
            UnknownLibraryError: there is no such library.
            UnknownFolderError: it does not have one of the folders.
        """
        with self._lock:
            library = self.find(name)
            folders = without_folders(library.settings.folders, paths)
            return self._save(msgspec.structs.replace(library.settings, folders=folders))

    def forget(self, name: str) -> Library:
        """Forget a library's settings; `erase` must follow."""
        if not name:
            raise UsageError("name the library", hint=UnknownLibraryError.hint)
        with self._lock:
            library = self.find(name)
            self._settings.remove(library.settings.id)
            self._settings.save()
            mark_removed(self._data.library(library.settings.id))
            del self._libraries[library.settings.id]
            return library

    @property
    def pace(self) -> Pace:
        """How hard the person wants indexing to work."""
        with self._lock:
            return self._settings.pace

    def choose_pace(self, wish: SetPace) -> Pace:
        """Remember on disk how hard is to be worked; what is empty, or None, stays as it is."""
        with self._lock:
            chosen = with_wishes(self._settings.pace, wish)
            self._settings.put_pace(chosen)
            self._settings.save()
            return chosen

    def choose_paused(self, library: Library, *, paused: bool) -> None:
        """Remember on disk whether a library's indexing rests.

        Raises:
            UnknownLibraryError: it was removed meanwhile.
        """
        with self._lock:
            if library.settings.id not in self._libraries:
                raise UnknownLibraryError("the library was removed")
            self._save(msgspec.structs.replace(library.settings, paused=paused))

    def choose_rules(self, name: str, rules: Rules) -> Library:
        """Remember on disk which files of a library are indexed; its index is not touched.

        Raises:
            UnknownLibraryError: there is no such library.
            UsageError: a pattern is none.
        """
        check_rules(rules)
        with self._lock:
            library = self.find(name)
            settings = msgspec.structs.replace(
                library.settings,
                include=rules.include,
                exclude=rules.exclude,
                most_bytes=rules.most_bytes,
            )
            return self._save(settings)

    def choose_models(self, library: Library, dense_model: str, reranker: str) -> None:
        """Remember on disk which models a library is to have; what is empty stays as it is.

        Raises:
            UnknownLibraryError: it was removed meanwhile.
        """
        with self._lock:
            if library.settings.id not in self._libraries:
                raise UnknownLibraryError("the library was removed")
            former = library.settings
            chosen = msgspec.structs.replace(
                former,
                dense_model=dense_model or former.dense_model,
                reranker=reranker or former.reranker,
            )
            self._save(chosen)

    def wake(self, library: Library) -> None:
        """Have the models of a library's vectors asked at once that rest after an error."""
        for model in {dense_id(library.settings), held_model(self.folder(library)) or ""}:
            if (outside := self._crew.outside(model)) is not None:
                outside.wake()
        library.change.wake()

    def describe(self) -> tuple[LibraryInfo, ...]:
        """Return what a person sees of every library; reads the catalogues."""
        return tuple(describe(library, self.folder(library)) for library in self.all())

    def folder(self, library: Library) -> Path:
        """Return a library's state folder."""
        return self._data.library(library.settings.id)

    def erase(self, library: Library) -> RowsLeft | None:
        """Remove a forgotten library's index, its token and its folder.

        Returns:
            What a shared server keeps of it, where it could not be removed there.
        """
        return self._maker.erase(library)

    def close(self) -> None:
        """Close every open library; searches get a moment to end."""
        self.watching.close()
        for library in self.all():
            opened = library.take(_FAREWELL)
            if opened is not None:
                opened.close()
        self._shelf.close()
        self._crew.close()

    def _new_name(self, name: str) -> str:
        plain = check_name(name)
        if any(plain == library.settings.name for library in self.all()):
            raise LibraryExistsError(f"there is a library {plain} already", library=plain)
        return plain

    def _save(self, settings: LibrarySettings) -> Library:
        """Write a library's settings and have it follow them; with an error nothing is changed."""
        library = self._libraries.get(settings.id) or self._maker.make(settings)
        try:
            self._settings.put(settings)
            self._settings.save()
        except BaseException:
            if settings.id not in self._libraries:
                library.watch.close()
            raise
        library.settings = settings
        self._libraries[settings.id] = library
        return library

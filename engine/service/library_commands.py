"""Libraries as a whole: made, renamed, counted, looked through for copies."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.protocol.messages import (
    Done,
    Event,
    FindDuplicates,
    GetStatistics,
    MakeLibrary,
    RenameLibrary,
)
from engine.service.duplicates import duplicates
from engine.service.statistics import statistics

if TYPE_CHECKING:
    from engine.service.answering import Answer
    from engine.service.dispatch import Handlers
    from engine.service.indexing import Indexing
    from engine.service.libraries import Libraries

Renamed = Callable[[str, str], None]


class LibraryCommands:
    """Carries out the commands of `engine.protocol.libraries`."""

    def __init__(self, libraries: Libraries, indexing: Indexing, renamed: Renamed) -> None:
        """Carry them out.

        Args:
            libraries: which there are.
            indexing: tells of changes.
            renamed: told a library's former name and its new one, before anybody else is.
        """
        self._libraries = libraries
        self._indexing = indexing
        self._renamed = renamed
        self.handlers: Handlers = {
            MakeLibrary: self._make,
            RenameLibrary: self._rename,
            GetStatistics: self._count,
            FindDuplicates: self._duplicates,
        }

    def _make(self, command: MakeLibrary, _: Answer) -> Event:
        self._libraries.make(command.library, command.store_uri, command.store_token)
        self._indexing.say_libraries()
        return Done()

    def _rename(self, command: RenameLibrary, _: Answer) -> Event:
        former = self._libraries.find(command.library).settings.name
        library = self._libraries.rename(former, command.name)
        self._renamed(former, library.settings.name)
        self._indexing.say_libraries()
        return Done()

    def _count(self, command: GetStatistics, answer: Answer) -> Event:
        libraries = self._libraries.named(command.library)
        folders = [self._libraries.folder(library) for library in libraries]
        return statistics(command.library, folders, answer.token)

    def _duplicates(self, command: FindDuplicates, answer: Answer) -> Event:
        libraries = self._libraries.named(command.library)
        places = [(item.settings.name, self._libraries.folder(item)) for item in libraries]
        return duplicates(command, places, answer.token)

"""From commands to events. No socket and no process is known here."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from engine import __version__
from engine.host.cancellation import Token
from engine.protocol import messages as m
from engine.protocol.errors import PausedError, UsageError
from engine.service.answering import Answer
from engine.service.checking import check_path
from engine.service.choosing import check_pace
from engine.service.counting import failures
from engine.service.diagnosis import diagnose
from engine.service.folders import wanted
from engine.service.memory import resident

if TYPE_CHECKING:
    from engine.host.paths import DataFolder
    from engine.service.indexing import Indexing
    from engine.service.libraries import Libraries
    from engine.service.searching import Searches

Emit = Callable[[m.Event], None]
Handlers = Mapping[type, Callable[[Any, Answer], m.Event | None]]
"""By command: what answers it, with the closing event or, where that comes later, None."""


class Service:
    """Carries out commands; safe to call from many threads at once."""

    def __init__(
        self,
        data: DataFolder,
        libraries: Libraries,
        indexing: Indexing,
        searches: Searches,
        when_quit: Callable[[], None],
        topics: Iterable[Handlers] = (),
    ) -> None:
        """Answer the commands about indexing and searching, and those of ``topics``."""
        self._data = data
        self._libraries = libraries
        self._indexing = indexing
        self._searches = searches
        self._when_quit = when_quit
        self._began = time.monotonic()
        self._handlers: dict[type, Callable[[Any, Answer], m.Event | None]] = {
            m.AddFolders: self._add_folders,
            m.RemoveFolders: self._remove_folders,
            m.RemoveLibrary: self._remove_library,
            m.ListLibraries: self._list_libraries,
            m.Index: self._index,
            m.GetStatus: self._get_status,
            m.ListFailures: self._list_failures,
            m.SetPaused: self._set_paused,
            m.SetPace: self._set_pace,
            m.SetRules: self._set_rules,
            m.CheckPaths: self._check_paths,
            m.Attend: self._attend,
            m.Search: self._search,
            m.Cancel: self._cancel,
            m.Subscribe: self._subscribe,
            m.Diagnose: self._diagnose,
            m.Quit: self._quit,
        }
        for handlers in topics:
            self._handlers.update(handlers)

    @property
    def busy(self) -> bool:
        """Whether there is work that no client need be waiting for."""
        return self._indexing.busy

    def handle(self, command: m.Command, emit: Emit, token: Token | None = None) -> None:
        """Carry out a command: any number of events to ``emit``, exactly one of them closing.

        Indexing goes on after the return; its closing event then comes from another thread.

        Args:
            command: what to do.
            emit: takes the events; must not block. May be called from any thread.
            token: cancelled when the answer is not wanted any more.
        """
        answer = Answer(command, emit, token or Token())
        try:
            closing = self._handlers[type(command)](command, answer)
        except Exception as error:  # noqa: BLE001 - logged there unless it is an expected failure
            answer.fail(error)
        else:
            if closing is not None:
                answer.emit(closing)

    def refresh_all(self) -> None:
        """Look in the background for what changed since the last run."""
        for library in self._libraries.all():
            if library.settings.folders and not library.settings.paused:
                library.upkeep.first_look.expect()
                self._indexing.refresh(library)
            else:
                self._indexing.clear_out(library)

    def _add_folders(self, command: m.AddFolders, _: Answer) -> m.Event:
        if not command.paths:
            raise UsageError("no folder was named")
        if command.must_exist:
            self._libraries.find(command.library)
        library = self._libraries.add(
            command.library, command.paths, command.store_uri, command.store_token
        )
        if command.index:
            self._indexing.refresh(library)
        self._indexing.say_libraries()
        return m.Done()

    def _remove_folders(self, command: m.RemoveFolders, _: Answer) -> m.Event:
        library = self._libraries.take_away(command.library, command.paths)
        self._indexing.take_out(library, [os.path.normpath(path) for path in command.paths])
        self._indexing.say_libraries()
        return m.Done()

    def _remove_library(self, command: m.RemoveLibrary, answer: Answer) -> None:
        self._indexing.erase(self._libraries.forget(command.library), answer)

    def _list_libraries(self, _: m.ListLibraries, __: Answer) -> m.Event:
        return m.LibrariesListed(libraries=self._libraries.describe())

    def _index(self, command: m.Index, answer: Answer) -> None:
        places = wanted(self._libraries.named(command.library), command.paths)
        going = [place for place in places if not place[0].settings.paused]
        if places and not going:
            paused = " and ".join(library.settings.name for library, _ in places)
            raise PausedError(f"{paused} is paused" if len(places) == 1 else f"{paused} are paused")
        for library, _ in going:
            self._libraries.wake(library)
        self._indexing.request(
            going,
            answer,
            retry_failed=command.retry_failed,
            stays=command.stays,
        )

    def _set_paused(self, command: m.SetPaused, _: Answer) -> m.Event:
        for library in self._libraries.named(command.library):
            if library.settings.paused == command.paused:
                continue
            self._libraries.choose_paused(library, paused=command.paused)
            if command.paused:
                self._indexing.pause(library)
            else:
                library.upkeep.first_look.expect()
                self._indexing.refresh(library)
        self._indexing.say_libraries()
        return m.Done()

    def _set_pace(self, command: m.SetPace, _: Answer) -> m.Event:
        check_pace(command)
        chosen = self._libraries.choose_pace(command)
        self._indexing.pacing.wish(chosen)
        return m.Done()

    def _set_rules(self, command: m.SetRules, _: Answer) -> m.Event:
        library = self._libraries.choose_rules(command.library, command.rules)
        self._indexing.refresh(library, restart=True)
        self._indexing.say_libraries()
        return m.Done()

    def _check_paths(self, command: m.CheckPaths, _: Answer) -> m.Event:
        return m.PathsChecked(
            paths=tuple(check_path(self._libraries, path) for path in command.paths)
        )

    def _attend(self, command: m.Attend, _: Answer) -> m.Event:
        self._searches.attention.draw(command.paths)
        return m.Done()

    def _get_status(self, _: m.GetStatus, __: Answer) -> m.Event:
        return m.StatusReported(
            version=__version__,
            pid=os.getpid(),
            data=str(self._data.root),
            uptime=time.monotonic() - self._began,
            memory=resident(),
            libraries=self._libraries.describe(),
            pace=self._indexing.pacing.now(),
            watches=self._libraries.watching.watches,
            watch_limit=self._libraries.watching.limit,
        )

    def _list_failures(self, command: m.ListFailures, _: Answer) -> m.Event:
        found = [
            failure
            for library in self._libraries.named(command.library)
            for failure in failures(library.settings.name, self._libraries.folder(library))
        ]
        return m.FailuresListed(failures=tuple(found))

    def _search(self, command: m.Search, answer: Answer) -> m.Event:
        libraries = self._libraries
        named = [libraries.find(name) for name in dict.fromkeys(command.libraries) if name]
        return self._searches.search(
            named or libraries.named(command.library), command, answer, libraries.all()
        )

    def _cancel(self, _: m.Cancel, __: Answer) -> m.Event:
        # the host cancels the token of the command that is meant: it alone knows whose ticket it is
        return m.Done()

    def _subscribe(self, _: m.Subscribe, answer: Answer) -> m.Event:
        answer.tell(m.LibrariesChanged(libraries=self._libraries.describe()))
        for library in self._libraries.all():
            answer.tell(m.ProgressChanged(progress=library.progress))
        return m.Done()

    def _diagnose(self, _: m.Diagnose, __: Answer) -> m.Event:
        return m.Diagnosed(checks=diagnose(self._data))

    def _quit(self, _: m.Quit, answer: Answer) -> None:
        answer.emit(m.Done())
        self._when_quit()

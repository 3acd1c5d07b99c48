"""The window's side of the engine: verbs in, facts out, everything else stays behind it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from app.link.answers import Answer, Trouble
from app.link.courier import Connected, Courier, Letter, Lost, Mail
from engine.protocol.messages import (
    AddFolders,
    Attend,
    Command,
    Done,
    Event,
    Failed,
    FailuresListed,
    Index,
    IndexFinished,
    LibrariesChanged,
    LibrariesListed,
    ListFailures,
    ProgressChanged,
    RemoveFolders,
    Rules,
    Search,
    SearchAnswered,
    SearchFinished,
    SetPaused,
    SetRules,
    Subscribe,
)

DEBOUNCE_MS = 120
"""How long typing must pause before a query is sent."""
ATTEND_MS = 400
"""How long a hit must stay selected before the engine is told: keys that run through a list say
nothing."""
LIMIT = 50
"""Hits asked for."""
BACK_OFF_SECONDS = (0.25, 0.5, 1.0, 2.0, 5.0, 10.0)
"""Waits before the engine is started again, the last one for ever."""


class EngineLink(QObject):
    """Lives in the GUI thread and never blocks it.

    The latest query wins: answers to older ones die here. The query outlives the engine: when a
    new one is ready, it is asked again.
    """

    search_answered = Signal(object)
    """`Answer`, the first order."""
    search_finished = Signal(object)
    """`Answer`, the final order."""
    search_failed = Signal(object)
    """`Trouble` with its query."""
    progress_changed = Signal(object)
    """`Progress`."""
    libraries_changed = Signal(object)
    """A tuple of `LibraryInfo`."""
    failures_listed = Signal(object)
    """A tuple of `Failure`."""
    command_failed = Signal(object)
    """`Trouble`: something that the person asked for could not be done."""
    engine_lost = Signal(object)
    """`Trouble`; another attempt follows by itself."""
    engine_ready = Signal(object)
    """`Connected`."""

    def __init__(
        self, data: Path | str | None = None, library: str = "", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._query = ""
        self._searching: int | None = None
        self._stale = False
        self._asked: dict[int, Command] = {}
        self._attempt = 0
        self._ready = False
        self._attended = ""
        self._debounce = self._timer(self._send_search)
        self._attending = self._timer(self._send_attend)
        self._retry = self._timer(self.connect_now)
        self._mail = Mail(self)
        queued = Qt.ConnectionType.QueuedConnection
        self._mail.letter_came.connect(self._receive, queued)
        self._mail.connected.connect(self._connected, queued)
        self._mail.lost.connect(self._lost, queued)
        self._courier = Courier(data, self._mail)

    @property
    def query(self) -> str:
        """What is searched for; empty when nothing is."""
        return self._query

    @property
    def ready(self) -> bool:
        """Whether an engine answers."""
        return self._ready

    @Slot()
    def connect_now(self) -> None:
        """Connect without waiting for the next attempt's time."""
        self._retry.stop()
        if not self._ready:
            self._courier.connect()

    @Slot(object)
    def search(self, text: str, *, at_once: bool = False) -> None:
        """Search for ``text`` once typing pauses; an empty one calls the search off."""
        query = text.strip()
        if query == self._query:
            return
        self._query = query
        self._call_off_search()
        if not query:
            self._debounce.stop()
        else:
            self._debounce.start(0 if at_once else DEBOUNCE_MS)

    @Slot()
    def refresh(self) -> None:
        """Ask the present query again: what is indexed has changed.

        Its first order is not asked for: rows that are read must not jump twice.
        """
        if self._searching is not None:
            self._stale = True  # it may have looked before the change
        elif self._query and not self._debounce.isActive():
            self._ask(interim=False)

    def add_folders(self, paths: tuple[str, ...]) -> None:
        """Put folders into the library."""
        self._send(AddFolders(paths=paths, library=self._library))

    def remove_folder(self, library: str, path: str) -> None:
        """Take a folder out of a library."""
        self._send(RemoveFolders(paths=(path,), library=library))

    @Slot()
    def list_failures(self) -> None:
        """Ask for `failures_listed`."""
        self._send(ListFailures(library=self._library))

    @Slot()
    def retry_failed(self) -> None:
        """Try failed files again."""
        self._send(Index(library=self._library, retry_failed=True, stays=True))

    def retry_file(self, library: str, path: str) -> None:
        """Try one failed file again."""
        self._send(Index(library=library, paths=(path,), retry_failed=True, stays=True))

    def set_paused(self, library: str, *, paused: bool) -> None:
        """Stop indexing a library, or go on with it; an empty name means all that are shown."""
        self._send(SetPaused(paused=paused, library=library or self._library))

    def set_rules(self, library: str, rules: Rules) -> None:
        """Choose which files of a library are indexed."""
        self._send(SetRules(rules=rules, library=library))

    def attend(self, path: str, *, at_once: bool = False) -> None:
        """Say what the person looks at; the engine reads it first if it has to."""
        if path == self._attended and not at_once:
            return
        self._attended = path
        self._attending.start(0 if at_once else ATTEND_MS)

    def end(self) -> None:
        """Hang up; the engine stays."""
        self._ready = False
        for timer in (self._debounce, self._retry, self._attending):
            timer.stop()
        self._courier.end()

    def _timer(self, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(slot)
        return timer

    def _send(self, command: Command) -> None:
        if not self._ready:
            self.command_failed.emit(Trouble("engine-unavailable"))
            return
        self._asked[self._courier.send(command)] = command

    @Slot()
    def _send_search(self) -> None:
        self._ask(interim=True)

    def _ask(self, *, interim: bool) -> None:
        if self._ready and self._query:
            self._call_off_search()
            self._searching = self._courier.send(
                Search(query=self._query, library=self._library, limit=LIMIT, interim=interim)
            )

    @Slot()
    def _send_attend(self) -> None:
        if self._ready and self._attended:
            self._courier.send(Attend(paths=(self._attended,)))  # nothing follows from its answer

    def _call_off_search(self) -> None:
        self._stale = False
        if self._searching is not None:
            self._courier.call_off(self._searching)
            self._searching = None

    @Slot(object)
    def _connected(self, connected: Connected) -> None:
        self._attempt = 0
        self._ready = True
        self._asked.clear()
        self._attended = ""
        self._courier.send(Subscribe())
        self.engine_ready.emit(connected)
        self._send_search()

    @Slot(object)
    def _lost(self, lost: Lost) -> None:
        self._ready = False
        self._searching = None
        wait = BACK_OFF_SECONDS[min(self._attempt, len(BACK_OFF_SECONDS) - 1)]
        self._attempt += 1
        self._retry.start(round(wait * 1000))
        error = lost.error
        self.engine_lost.emit(Trouble(error.code, str(error), error.hint, retry_seconds=wait))

    @Slot(object)
    def _receive(self, letter: Letter) -> None:
        number, event = letter.number, letter.event
        if number == 0:
            self._receive_news(event)
        elif number == self._searching:
            self._receive_search(event)
        elif number in self._asked:
            self._receive_answer(number, event)
        # Anything else answers what nobody waits for any more.

    def _receive_news(self, event: Event) -> None:
        match event:
            case ProgressChanged(progress=progress):
                self.progress_changed.emit(progress)
            case LibrariesChanged(libraries=libraries):
                self.libraries_changed.emit(libraries)
            case _:
                pass

    def _receive_search(self, event: Event) -> None:
        match event:
            case SearchAnswered():
                answer = Answer(self._query, event.hits, event.notes, event.seconds, final=False)
                self.search_answered.emit(answer)
            case SearchFinished():
                self._searching = None
                answer = Answer(self._query, event.hits, event.notes, event.seconds, final=True)
                self.search_finished.emit(answer)
                if self._stale:
                    self._ask(interim=False)
            case Failed():
                self._searching = None
                if self._ready:
                    self.search_failed.emit(_trouble(event, self._query))
            case _:
                pass

    def _receive_answer(self, number: int, event: Event) -> None:
        match event:
            case ProgressChanged(progress=progress):
                self.progress_changed.emit(progress)
                return
            case FailuresListed(failures=failures):
                self.failures_listed.emit(failures)
            case LibrariesListed(libraries=libraries):
                self.libraries_changed.emit(libraries)
            case Failed(code=code) if code != "cancelled":
                self.command_failed.emit(_trouble(event))
            case Done() | IndexFinished() | Failed():
                pass
            case _:
                return
        self._asked.pop(number, None)


def _trouble(failed: Failed, query: str | None = None) -> Trouble:
    facts = tuple(failed.facts.items())
    return Trouble(failed.code, failed.message, failed.hint, facts, query)

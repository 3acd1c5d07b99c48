"""The window's side of the engine: verbs in, facts out, everything else stays behind it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from app.link.answers import Trouble, trouble_of
from app.link.asking import Asking, Receiver
from app.link.backing_off import BackOff
from app.link.courier import Connected, Courier, Letter, Lost, Mail
from app.link.following import followed
from app.link.search_line import SearchLine
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
    LibraryInfo,
    ListFailures,
    ProgressChanged,
    RemoveFolders,
    Rules,
    SetPaused,
    SetRules,
    Subscribe,
)

ATTEND_MS = 400
"""How long a hit must stay selected before the engine is told: keys that run through a list say
nothing."""
_NO_ENGINE = Failed(code="engine-unavailable", message="the engine does not answer")


class EngineLink(QObject):
    """Lives in the GUI thread and never blocks it. Searching is its ``searches``' part."""

    progress_changed = Signal(object)
    """`Progress`."""
    libraries_changed = Signal(object)
    """A tuple of `LibraryInfo`."""
    failures_listed = Signal(object)
    """A tuple of `Failure`."""
    command_failed = Signal(object)
    """`Trouble`: something that the person asked for could not be done."""
    engine_lost = Signal(object)
    """`Trouble`; another attempt follows by itself after its ``retry_seconds``, if it has any."""
    engine_ready = Signal(object)
    """`Connected`."""

    def __init__(
        self, data: Path | str | None = None, library: str = "", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._names: tuple[str, ...] = ()
        self._met = False  # whether there ever was a library of that name
        self._asked: dict[int, Command] = {}
        self._asking = Asking()
        self._back_off = BackOff()
        self._ready = False
        self._attended = ""
        self._attending = self._timer(self._send_attend)
        self._retry = self._timer(self.connect_now)
        self._mail = Mail(self)
        queued = Qt.ConnectionType.QueuedConnection
        self._mail.letter_came.connect(self._receive, queued)
        self._mail.connected.connect(self._connected, queued)
        self._mail.lost.connect(self._lost, queued)
        self._courier = Courier(data, self._mail)
        self.searches = SearchLine(self._courier, library, self)

    @property
    def ready(self) -> bool:
        """Whether an engine answers."""
        return self._ready

    @Slot()
    def try_again(self) -> None:
        """Connect at once, and go on trying where that was given up."""
        self._back_off.forget()
        self.connect_now()

    @Slot()
    def connect_now(self) -> None:
        """Connect without waiting for the next attempt's time."""
        self._retry.stop()
        if not self._ready:
            self._courier.connect()

    def ask(self, command: Command, receiver: Receiver) -> int:
        """Carry out a command for one pane.

        Args:
            command: its ticket is chosen here.
            receiver: a bound method of a QObject of the GUI thread. Gets every event, the closing
                one last: `Failed` (code ``engine-unavailable``) where no engine answers. Never
                called before this returns, nor after the object's end.

        Returns:
            What `call_off` calls it off by.
        """
        if self._ready:
            number = self._courier.send(command)
            self._asking.expect(number, receiver)
            return number
        # Not sent: it would wait behind a connecting under way, and be carried out all the same.
        number = self._courier.number()
        self._asking.expect(number, receiver)
        QTimer.singleShot(0, self, partial(self._refuse, number))
        return number

    def call_off(self, number: int) -> None:
        """Stop a command of `ask`; its receiver hears no more."""
        self._asking.forget(number)
        self._courier.call_off(number)

    def turn_to(self, library: str) -> None:
        """Mean this library from now on where none is named; searches have their own wish."""
        self._library = library
        self._met = library in self._names

    @property
    def library(self) -> str:
        """The library that is meant where none is named; empty for the first one."""
        return self._library

    def add_folders(self, paths: tuple[str, ...]) -> None:
        """Put folders into the library; one that was there and is gone is not made again."""
        self._send(AddFolders(paths=paths, library=self._library, must_exist=self._met))

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

    def part_with(self, command: Command) -> None:
        """Have a command sent when the link ends, and not before; nobody hears its answer."""
        self._courier.last = command

    def end(self) -> None:
        """Hang up; the engine stays."""
        self._ready = False
        self.searches.stop()
        for timer in (self._retry, self._attending):
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
    def _send_attend(self) -> None:
        if self._ready and self._attended:
            self._courier.send(Attend(paths=(self._attended,)))  # nothing follows from its answer

    @Slot(object)
    def _connected(self, connected: Connected) -> None:
        self._back_off.ready()
        self._ready = True
        self._asked.clear()
        self._attended = ""
        self._courier.send(Subscribe())
        self.engine_ready.emit(connected)
        self.searches.attach()

    @Slot(object)
    def _lost(self, lost: Lost) -> None:
        self._ready = False
        self.searches.detach()
        self._asking.fail_all(_NO_ENGINE)
        wait = self._back_off.lost()
        if wait is not None:
            self._retry.start(round(wait * 1000))
        error = lost.error
        self.engine_lost.emit(Trouble(error.code, str(error), error.hint, retry_seconds=wait))

    @Slot(object)
    def _receive(self, letter: Letter) -> None:
        number, event = letter.number, letter.event
        if number == 0:
            self._receive_news(event)
        elif number in self._asked:
            self._receive_answer(number, event)
        elif not self.searches.receive(number, event):
            self._asking.receive(number, event)
        # Anything else answers what nobody waits for any more.

    def _refuse(self, number: int) -> None:
        self._asking.receive(number, _NO_ENGINE)

    def _receive_news(self, event: Event) -> None:
        match event:
            case ProgressChanged(progress=progress):
                self.progress_changed.emit(progress)
            case LibrariesChanged(libraries=libraries):
                self._tell_libraries(libraries)
            case _:
                pass

    def _tell_libraries(self, libraries: tuple[LibraryInfo, ...]) -> None:
        former, self._names = self._names, tuple(info.name for info in libraries)
        self._library = followed(self._library, former, self._names) or self._library
        self._met |= self._library in self._names and bool(self._library)
        self.libraries_changed.emit(libraries)

    def _receive_answer(self, number: int, event: Event) -> None:
        match event:
            case ProgressChanged(progress=progress):
                self.progress_changed.emit(progress)
                return
            case FailuresListed(failures=failures):
                self.failures_listed.emit(failures)
            case LibrariesListed(libraries=libraries):
                self._tell_libraries(libraries)
            case Failed(code=code) if code != "cancelled":
                self.command_failed.emit(trouble_of(event))
            case Done() | IndexFinished() | Failed():
                pass
            case _:
                return
        self._asked.pop(number, None)

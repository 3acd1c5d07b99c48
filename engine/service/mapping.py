"""Maps of libraries: made in the background, kept on disk, brought up to date when shown."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from engine.protocol.messages import (
    BeginningRead,
    Event,
    MakeMap,
    MapAdvanced,
    ReadBeginning,
)
from engine.service.models import DENSE, NONE
from engine.store.open import CATALOGUE_FILE

if TYPE_CHECKING:
    from pathlib import Path

    from engine.host.cancellation import Token
    from engine.maps.source import MapDocument
    from engine.service.answering import Answer
    from engine.service.dispatch import Handlers
    from engine.service.libraries import Libraries
    from engine.service.library import Library

_LOOK = 0.2
"""Seconds between two looks at whether a map that waits its turn is still wanted."""
_BEGINNING = 320
"""Characters."""


class Maps:
    """Carries out the commands of `engine.protocol.maps`; one map is made at a time."""

    def __init__(self, libraries: Libraries, home: Path | None = None) -> None:
        """Map ``libraries`` by the models in ``home`` and the program's own."""
        self._libraries = libraries
        self._home = home
        self._turn = threading.Lock()
        self._lock = threading.Lock()
        self._wanted: dict[str, Token] = {}
        self.handlers: Handlers = {MakeMap: self._make, ReadBeginning: self._begin}

    def close(self) -> None:
        """Give up what is being made."""
        with self._lock:
            for token in self._wanted.values():
                token.cancel()

    def _make(self, command: MakeMap, answer: Answer) -> Event:
        from engine.maps.record import read_record
        from engine.maps.showing import empty_map, shown_map  # SciPy: not before it is needed

        library = self._libraries.find(command.library)
        folder, name = self._libraries.folder(library), library.settings.name
        documents = _documents(folder)
        if not documents:
            return empty_map(name)
        record = None if command.anew else read_record(folder)
        model = _model(library)
        if record is None:
            self._made(library, folder, model, answer)
            record, documents = read_record(folder), _documents(folder)
        return shown_map(name, record, documents, model) if record else empty_map(name)

    def _made(self, library: Library, folder: Path, model: str, answer: Answer) -> None:
        from engine.maps.client import made_map
        from engine.maps.record import write_record

        token, identity = answer.token, library.settings.id
        with self._lock:
            before, self._wanted[identity] = self._wanted.get(identity), token
        if before is not None:
            before.cancel()
        try:
            self._take_turn(answer)
            try:
                told = _Telling(answer)
                catalogue = folder / CATALOGUE_FILE
                made = made_map(catalogue, model, told.advance, token, home=self._home)
                write_record(folder, made)
            finally:
                self._turn.release()
        finally:
            with self._lock:
                if self._wanted.get(identity) is token:
                    del self._wanted[identity]

    def _take_turn(self, answer: Answer) -> None:
        if self._turn.acquire(blocking=False):
            return
        answer.emit(MapAdvanced(phase="waiting", done=0, total=1))
        while not self._turn.acquire(timeout=_LOOK):
            answer.token.check()

    def _begin(self, command: ReadBeginning, _: Answer) -> Event:
        from engine.maps.source import MapSource

        catalogue = self._libraries.folder(self._libraries.find(command.library)) / CATALOGUE_FILE
        text = None
        if catalogue.exists():
            source = MapSource(catalogue)
            try:
                text = source.beginning(command.path)
            finally:
                source.close()
        return BeginningRead(path=command.path, text=" ".join((text or "").split())[:_BEGINNING])


class _Telling:
    """Passes progress on where there is some: once per percent."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._last = ("", -1)

    def advance(self, phase: str, done: int, total: int) -> None:
        now = (phase, 100 * done // max(total, 1))
        if now != self._last:
            self._last = now
            self._answer.emit(MapAdvanced(phase=phase, done=done, total=total))


def _documents(folder: Path) -> list[MapDocument]:
    from engine.maps.source import MapSource

    if not (folder / CATALOGUE_FILE).exists():
        return []
    source = MapSource(folder / CATALOGUE_FILE)
    try:
        return source.documents()
    finally:
        source.close()


def _model(library: Library) -> str:
    chosen = library.settings.dense_model
    return "" if chosen == NONE else chosen or DENSE

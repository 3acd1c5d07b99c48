"""One search over one or several libraries."""

from __future__ import annotations

import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import msgspec

from engine.protocol.errors import (
    FindlingError,
    ModelError,
    StoreError,
    UnknownLibraryError,
    UsageError,
)
from engine.protocol.messages import (
    HitsFollowed,
    QueryNote,
    Search,
    SearchAnswered,
    SearchFinished,
)
from engine.service.likenesses import meant
from engine.service.merging import merged
from engine.service.search_notes import hopeless, standing, united

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.search.hits import Answer as Found
    from engine.search.likeness import Likeness
    from engine.service.answering import Answer
    from engine.service.attention import Attention
    from engine.service.library import Library

log = logging.getLogger(__name__)

MOST = 10_000
"""Hits of one search."""
_LONG = 1_000
"""Hits above which an answer is sent in parts."""
_PART = 500
"""Hits of a part: half a megabyte, decoded in some 5 ms, in which nothing else runs in a window."""


class Searches:
    """Carries searches out; libraries are searched side by side."""

    def __init__(
        self,
        attention: Attention,
        shown: Callable[[], None],
        stirred: Callable[[], None] = lambda: None,
    ) -> None:
        """Search for nobody yet.

        Args:
            attention: what is found draws it.
            shown: called when a person is about to see hits; returns at once.
            stirred: called when a search begins, and when it ends; returns at once.
        """
        self._stirred = stirred
        self.attention = attention
        self._shown = shown
        self._pool = ThreadPoolExecutor(8, thread_name_prefix="library")

    def search(
        self,
        libraries: Sequence[Library],
        command: Search,
        answer: Answer,
        everywhere: Sequence[Library] = (),
    ) -> SearchFinished:
        """Search and return the final order; the first one goes to ``answer`` if it is wanted.

        So do all parts but the last of an answer that is sent in parts.

        Args:
            libraries: where to search.
            command: what for.
            answer: takes the first order.
            everywhere: all libraries: what is compared with need not lie where is searched.

        Raises:
            UsageError: the limit makes no sense, or there is nothing to compare with.
            UnknownLibraryError: there is no library.
            StoreError, ModelError: no library could be searched; where some could, a note names
                the others.
            Cancelled: by the answer's token.
        """
        if not 1 <= command.limit <= MOST:
            raise UsageError(f"the limit must be 1 to {MOST}", hint="")
        if not libraries:
            raise UnknownLibraryError("there is no library yet", hint="Add a folder first.")
        self._stirred()
        try:
            return self._search(libraries, command, answer, everywhere)
        finally:
            self._stirred()

    def _search(
        self,
        libraries: Sequence[Library],
        command: Search,
        answer: Answer,
        everywhere: Sequence[Library],
    ) -> SearchFinished:
        names = [library.settings.name for library in libraries]
        like = meant(command.similar, everywhere, answer.token) if command.similar else None
        merging = _Merging(command, answer, names, like, self._shown)
        if len(libraries) == 1:
            merging.search(0, libraries[0])
        else:
            tasks = [
                self._pool.submit(merging.search, place, library)
                for place, library in enumerate(libraries)
            ]
            for task in tasks:
                task.result()
        finished = merging.finished()
        self.attention.draw(hit.path for hit in reversed(finished.hits))
        return _last_part(finished, answer) if command.limit > _LONG else finished

    def close(self) -> None:
        """Take no more searches."""
        self._pool.shutdown(wait=False, cancel_futures=True)


class _Merging:
    """The answers of several libraries on their way to one."""

    def __init__(
        self,
        command: Search,
        answer: Answer,
        libraries: Sequence[str],
        like: Likeness | None,
        shown: Callable[[], None],
    ) -> None:
        self._command = command
        self._shown = shown
        self._like = like
        self._answer = answer
        self._began = time.perf_counter()
        self._lock = threading.Lock()
        self._libraries = libraries
        self._latest: list[Found | None] = [None] * len(libraries)
        self._final = 0
        self._errors: list[StoreError | ModelError] = []
        self._first_seconds: float | None = None

    def search(self, place: int, library: Library) -> None:
        """Search one library and take note of what comes.

        Raises:
            Cancelled: by the token.
        """
        command, token = self._command, self._answer.token
        if not library.ready:
            self._say_loading()
        library.upkeep.first_look.wait(command.patience, hopeless(library), token)
        notes = standing(library, len(command.query))
        try:
            with library.lease(token) as opened:
                library.seek_models(opened)
                from engine.search.likeness import Aim  # heavy, and loaded by now

                found = opened.searcher.search(
                    command.query,
                    limit=command.limit,
                    aim=Aim(self._like, command.paths, typing=command.interim, fold=command.fold),
                    rerank=command.rerank,
                    token=token,
                    interim=lambda first: self._take(place, _noted(first, notes)),
                )
        except (StoreError, ModelError) as error:
            log.warning("a library cannot be searched: %s", error)
            with self._lock:
                self._errors.append(error)
            self._take(
                place, _nothing(library.settings.name, error, len(command.query)), final=True
            )
        else:
            self._take(place, _noted(found, notes), final=True)

    def finished(self) -> SearchFinished:
        """Return the final order.

        Raises:
            StoreError, ModelError: no library could be searched.
        """
        if len(self._errors) == len(self._latest):
            raise self._errors[0]
        found = [item for item in self._latest if item is not None]
        seconds = time.perf_counter() - self._began
        return SearchFinished(
            hits=merged(found, self._command.limit, fold=self._command.fold),
            notes=united(list(zip(self._libraries, found, strict=True))),
            seconds=seconds,
            first_seconds=seconds if self._first_seconds is None else self._first_seconds,
            reranked=any(item.reranked for item in found),
            late=any(item.late for item in found),
        )

    def _say_loading(self) -> None:
        """A large library takes seconds to open: whoever waits for a first answer is told."""
        if self._command.interim:
            message = "The library is still being opened."
            note = QueryNote(
                code="library-loading", start=0, end=len(self._command.query), message=message
            )
            self._answer.emit(SearchAnswered(hits=(), notes=(note,), seconds=0.0))

    def _take(self, place: int, found: Found, *, final: bool = False) -> None:
        with self._lock:
            self._latest[place] = found
            self._final += final
            known = [item for item in self._latest if item is not None]
            all_known = len(known) == len(self._latest)
            if not all_known or self._first_seconds is not None:
                return
            self._first_seconds = time.perf_counter() - self._began
            if self._command.interim and any(item.hits for item in known):
                self._shown()
            if self._final == len(self._latest) or not self._command.interim:
                return  # the final order follows at once
            limit = self._command.limit
            hits = merged(known, limit, fold=self._command.fold)[
                : _PART if limit > _LONG else limit
            ]
            notes = united(list(zip(self._libraries, known, strict=True)))
            seconds = self._first_seconds
        self._answer.emit(SearchAnswered(hits=hits, notes=notes, seconds=seconds))


def _last_part(finished: SearchFinished, answer: Answer) -> SearchFinished:
    """Send all parts but the last, which is returned."""
    hits = finished.hits
    while len(hits) > _PART:
        answer.token.check()
        answer.emit(HitsFollowed(hits=hits[:_PART]))
        hits = hits[_PART:]
    return msgspec.structs.replace(finished, hits=hits)


def _noted(found: Found, notes: tuple[QueryNote, ...]) -> Found:
    return msgspec.structs.replace(found, notes=(*found.notes, *notes)) if notes else found


def _nothing(library: str, error: FindlingError, length: int) -> Found:
    from engine.search.hits import Answer as Found

    note = QueryNote(code=error.code, start=0, end=length, message=f"{library}: {error}")
    return Found(notes=(note,))

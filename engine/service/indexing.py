"""Indexing, one library at a time, on one thread; requests for the same library share a run."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

import msgspec

from engine.host.cancellation import Token
from engine.protocol.errors import Cancelled
from engine.protocol.messages import Done, Progress, ProgressChanged
from engine.service.answering import failure_of
from engine.service.news import News, Throttle
from engine.service.watching import Watcher

if TYPE_CHECKING:
    from engine.jobs.indexing import IndexOutcome
    from engine.service.answering import Answer
    from engine.service.libraries import Libraries
    from engine.service.library import Library

log = logging.getLogger(__name__)

_FAREWELL = 20.0
"""Seconds that a run gets to end its batch when the engine ends."""


class Run:
    """One pass over one library, wanted by watchers, or by nobody in particular."""

    def __init__(self, library: Library, *, retry_failed: bool) -> None:
        self.library = library
        self.retry_failed = retry_failed
        self.in_background = False
        self.token = Token()
        self.watchers: list[Watcher] = []


class Erasure:
    """The removal of one library."""

    def __init__(self, library: Library, answer: Answer) -> None:
        self.library = library
        self.answer = answer


class Indexing:
    """The queue of runs and the one thread that carries them out."""

    def __init__(self, libraries: Libraries, news: News) -> None:
        self._libraries = libraries
        self._news = news
        self._changed = threading.Condition()
        self._waiting: list[Run | Erasure] = []
        self._current: Run | None = None
        self._busy = False
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="indexing", daemon=True)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether a run is under way or waiting."""
        with self._changed:
            return self._busy or bool(self._waiting)

    def request(
        self, libraries: list[Library], answer: Answer, *, retry_failed: bool, stays: bool = False
    ) -> None:
        """Index for a client, joining what runs already; ``answer`` is closed at the end.

        A run that ``stays`` goes on when nobody waits for it any more.
        """
        watcher = Watcher(answer, len(libraries))
        with self._changed:
            for library in libraries:
                run = self._joinable(library, retry_failed=retry_failed)
                run.watchers.append(watcher)
                run.in_background |= stays
        answer.token.when_cancelled(lambda: self._leave(watcher))

    def refresh(self, library: Library, *, restart: bool = False) -> None:
        """Index in the background, seeing the folders as they are now.

        A run under way has perhaps listed its folders before: another follows it. ``restart``
        ends it early, since what it indexes may not be wanted any more.
        """
        with self._changed:
            current = self._current
            if restart and current is not None and current.library is library:
                self._replace(current)
                return
            self._queued(library, retry_failed=False).in_background = True

    def erase(self, library: Library, answer: Answer) -> None:
        """Remove a library that was forgotten, before anything else; then close ``answer``."""
        with self._changed:
            for run in [job for job in self._waiting if job.library is library]:
                self._waiting.remove(run)
                if isinstance(run, Run):
                    run.token.cancel()
                    self._finish(run, Cancelled())
            self._waiting.insert(0, Erasure(library, answer))
            if self._current is not None and self._current.library is library:
                self._current.token.cancel()
            self._changed.notify_all()

    def say_libraries(self) -> None:
        """Tell the subscribers what the libraries are now."""
        try:
            self._news.libraries_changed(self._libraries.describe())
        except Exception:
            log.exception("the libraries cannot be described")

    def close(self) -> None:
        """End in order: the current batch is finished, the rest is left for the next start."""
        with self._changed:
            self._closed = True
            if self._current is not None:
                self._current.token.cancel()
            self._changed.notify_all()
        self._thread.join(_FAREWELL)

    def _joinable(self, library: Library, *, retry_failed: bool) -> Run:
        current = self._current
        waiting = any(job.library is library for job in self._waiting)
        if (
            current is not None
            and current.library is library
            and not waiting
            and not current.token.cancelled
            and current.retry_failed >= retry_failed
        ):
            return current
        return self._queued(library, retry_failed=retry_failed)

    def _queued(self, library: Library, *, retry_failed: bool) -> Run:
        for job in self._waiting:
            if isinstance(job, Run) and job.library is library:
                job.retry_failed = job.retry_failed or retry_failed
                return job
        run = Run(library, retry_failed=retry_failed)
        self._waiting.append(run)
        self._changed.notify_all()
        return run

    def _replace(self, current: Run) -> None:
        """Have a new run take over the watchers of the current one, which ends."""
        run = self._queued(current.library, retry_failed=current.retry_failed)
        self._waiting.remove(run)
        self._waiting.insert(0, run)
        run.in_background = True
        run.watchers += current.watchers
        current.watchers = []
        current.token.cancel()

    def _leave(self, watcher: Watcher) -> None:
        """End the runs that nobody else wants."""
        with self._changed:
            runs = [job for job in self._waiting if isinstance(job, Run)]
            for run in [*runs, self._current]:
                if run is None or watcher not in run.watchers:
                    continue
                run.watchers.remove(watcher)
                if not run.watchers and not run.in_background:
                    run.token.cancel()
                    if run in self._waiting:
                        self._waiting.remove(run)
        watcher.fail(Cancelled("indexing was called off"))

    def _work(self) -> None:
        while (job := self._next()) is not None:
            if isinstance(job, Run):
                self._carry_out(job)
            else:
                self._erase(job)
            with self._changed:
                self._busy, self._current = False, None
            self.say_libraries()

    def _next(self) -> Run | Erasure | None:
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._waiting)
            if self._closed:
                return None
            job = self._waiting.pop(0)
            self._busy = True
            self._current = job if isinstance(job, Run) else None
            return job

    def _carry_out(self, run: Run) -> None:
        library = run.library
        report = Throttle(lambda progress: self._report(run, progress))
        result: IndexOutcome | Exception
        try:
            report(Progress(library=library.settings.name, running=True, phase="opening"))
            with library.lease(run.token) as opened:
                result = opened.run(
                    library.settings.folders, run.token, report, retry_failed=run.retry_failed
                )
        except Exception as error:  # noqa: BLE001 - reported to whoever waits, the thread lives on
            result = error
        ended = msgspec.structs.replace(
            library.progress, running=False, phase="idle", eta_seconds=None, current=""
        )
        self._report(run, ended)
        with self._changed:
            self._current = None  # nobody may join any more
        self._finish(run, result)

    def _finish(self, run: Run, result: IndexOutcome | Exception) -> None:
        with self._changed:
            watchers, run.watchers = run.watchers, []
        if isinstance(result, Exception) and not isinstance(result, Cancelled):
            log.error("indexing %s failed", run.library.settings.id, exc_info=result)
            if not watchers:
                self._news.publish(failure_of(result))
        for watcher in watchers:
            if not isinstance(result, Exception):
                watcher.add(result)
            else:
                watcher.fail(result)

    def _report(self, run: Run, progress: Progress) -> None:
        run.library.progress = progress
        event = ProgressChanged(progress=progress)
        self._news.publish(event)
        with self._changed:
            watchers = list(run.watchers)
        for watcher in watchers:
            watcher.report(event)

    def _erase(self, job: Erasure) -> None:
        try:
            self._libraries.erase(job.library)
        except Exception as error:  # noqa: BLE001 - reported to the client
            job.answer.fail(error)
        else:
            job.answer.emit(Done())

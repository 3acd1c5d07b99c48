"""Indexing, one library at a time, on one thread; requests for the same library share a run."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.files.places import Places
from engine.protocol.errors import Cancelled, PausedError
from engine.service.due import next_due, patience
from engine.service.erasing import Erasing
from engine.service.news import Later
from engine.service.runs import Agenda, Erasure, Run
from engine.service.waiting import Waiter

if TYPE_CHECKING:
    from engine.jobs.indexing import IndexOutcome
    from engine.service.answering import Answer
    from engine.service.carrying import Carrier
    from engine.service.libraries import Libraries
    from engine.service.library import Library
    from engine.service.news import News
    from engine.service.pacing import Pacing

log = logging.getLogger(__name__)

Wanted = Sequence[tuple["Library", "Places | None"]]
"""Libraries, each with the places to look at; None means everywhere."""

_FAREWELL = 20.0
"""Seconds that a run gets to end its batch when the engine ends."""
_AFTER_BUG = 2.0
"""Seconds after an error of the thread itself until it goes on."""
_NEWS_APART = 1.0
"""Seconds between two descriptions of the libraries that small changes cause."""


class Indexing:
    """The queue of runs and the one thread that carries them out."""

    def __init__(
        self,
        libraries: Libraries,
        news: News,
        carrier: Carrier,
        pacing: Pacing,
        bell: threading.Event,
    ) -> None:
        """Begin.

        Args:
            libraries: whose changes are looked after.
            news: hears what the libraries are now.
            carrier: carries the runs out.
            pacing: tells whether work that nobody waits for may begin.
            bell: set by whoever has something new for the thread.
        """
        self._libraries = libraries
        self._news = news
        self._carrier = carrier
        self.pacing = pacing
        self._bell = bell
        self._lock = threading.RLock()
        self._agenda = Agenda()
        self._erasing = Erasing(libraries, self._agenda, self._lock, self.say_libraries)
        self._busy = False
        self._closed = False
        self._ending = threading.Event()
        self._later = Later(self.say_libraries, _NEWS_APART)
        self._thread = threading.Thread(target=self._work, name="indexing", daemon=True)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether a run is under way or waiting."""
        with self._lock:
            return self._busy or bool(self._agenda.waiting)

    def request(
        self, wanted: Wanted, answer: Answer, *, retry_failed: bool, stays: bool = False
    ) -> None:
        """Index for a client, joining what runs already; ``answer`` is closed at the end.

        A run that ``stays`` goes on when nobody waits for it any more.
        """
        waiter = Waiter(answer, len(wanted))
        with self._lock:
            for library, places in wanted:
                self._agenda.wait(waiter, library, places, retry_failed=retry_failed, stays=stays)
        self._bell.set()
        answer.token.when_cancelled(lambda: self._leave(waiter))

    def refresh(self, library: Library, *, restart: bool = False) -> None:
        """Index in the background, seeing the folders as they are now.

        A run under way has perhaps listed its folders before: another follows it. ``restart``
        ends it early, since what it indexes may not be wanted any more.
        """
        if library.settings.paused:
            self.clear_out(library)
            return
        with self._lock:
            mine = [run for run in self._agenda.active if run.library is library and run.whole]
            if restart and mine:
                self._agenda.replace(mine[0])
            else:
                self._agenda.queue(library).in_background = True
        self._bell.set()

    def take_out(self, library: Library, folders: Sequence[str]) -> None:
        """Have what lies in folders that are not the library's any more leave the index."""
        if library.settings.paused:
            self.clear_out(library, folders)
        else:
            self.refresh(library, restart=True)

    def embed(self, library: Library) -> None:
        """Have a library's vectors made by the model that is wanted now, or what was made dropped.

        A making under way for another one ends.
        """
        library.change.want()
        with self._lock:
            self._agenda.call_off_embedding(library)
        self._bell.set()

    def clear_out(self, library: Library, folders: Sequence[str] = ()) -> None:
        """Have what a library does not want any more leave its index, also while it is paused.

        A removal that was called off, refused or cut short by the engine's end is made up for.

        Args:
            library: whose index.
            folders: those of which it is known already.
        """
        with self._lock:
            self._agenda.queue_removals(library, Places(tuple(folders)))
        self._bell.set()

    def pause(self, library: Library) -> None:
        """End the runs of a library that has been paused; who waits for them is told."""
        with self._lock:
            withdrawn = self._agenda.withdraw(library)
        for run in withdrawn:
            self._carrier.withdraw(run)
            self._finish(run, PausedError(f"{library.settings.name} was paused"))
        self.clear_out(library)  # the run that was to do so may have been among them
        self.say_libraries()

    def erase(self, library: Library, answer: Answer) -> None:
        """Remove a library that was forgotten, before anything else; then close ``answer``.

        When the engine is killed first, the next start erases what is left.
        """
        with self._lock:
            withdrawn = self._agenda.withdraw(library)
            self._agenda.waiting.insert(0, Erasure(library, answer))
        for run in withdrawn:
            self._finish(run, Cancelled())
        self._bell.set()
        if self._closed:
            self._take_over()

    def say_libraries(self) -> None:
        """Tell the subscribers what the libraries are now."""
        try:
            self._news.libraries_changed(self._libraries.describe())
        except Exception:
            log.exception("the libraries cannot be described")

    def close(self) -> None:
        """End in order: the current batch is finished, libraries that were removed are erased.

        The rest is left for the next start.
        """
        with self._lock:
            self._closed = True
            self._agenda.call_off_all()
        self._bell.set()
        self._ending.set()
        self._thread.join(_FAREWELL)
        self._later.close()
        self._take_over()

    def _take_over(self) -> None:
        """Carry out the removals that the thread left, if it has ended."""
        if not self._thread.is_alive():
            self._erasing.carry_out_all()

    def _leave(self, waiter: Waiter) -> None:
        with self._lock:
            self._agenda.leave(waiter)
        waiter.fail(Cancelled("indexing was called off"))

    def _work(self) -> None:
        while True:
            try:
                job = self._next()
                if job is None:
                    return
                self._carry_out(job) if isinstance(job, Run) else self._erasing.carry_out(job)
            except Exception as error:
                log.exception("the indexing thread met an error; it goes on")
                self._abandon(error)
                self._ending.wait(_AFTER_BUG)
            with self._lock:
                self._busy = False

    def _abandon(self, error: Exception) -> None:
        """Let nobody wait for runs that an error of the thread itself kept from their end."""
        with self._lock:
            runs, self._agenda.active[:] = list(self._agenda.active), []
        for run in runs:
            run.library.upkeep.owe_everything()
            self._finish(run, error)

    def _next(self) -> Run | Erasure | None:
        while True:
            self._bell.clear()  # before the look: what is rung for after it is not missed
            with self._lock:
                if self._closed:
                    return self._agenda.begin_erasure()
                held = self.pacing.held
                job = self._agenda.begin(held=held)
                self._busy = job is not None
            if held:
                self._say_held()
            elif job is None:
                job = self._due()
            if job is not None:
                return job
            self._bell.wait(patience(self._libraries.all(), held=held))

    def _say_held(self) -> None:
        with self._lock:
            waiting = self._agenda.waiting_runs
        for run in waiting:
            self._carrier.hold(run)

    def _due(self, *, besides: Run | None = None) -> Run | None:
        """Return a run that no person asked for but the disk or the clock; it is active."""
        run = next_due(self._libraries.all(), besides=besides.library if besides else None)
        if run is None:
            return None
        with self._lock:
            if self._closed:
                return None
            self._agenda.active.append(run)
            self._busy = True
        return run

    def _carry_out(self, run: Run) -> None:
        try:
            result = self._carrier.carry_out(
                run, lambda: self._make_way(run), lambda: self._interrupted(run)
            )
        except Exception as error:
            log.exception("the run of %s was not ended in order", run.library.settings.id)
            run.library.upkeep.owe_everything()
            result = error
        with self._lock:
            self._agenda.active.remove(run)  # nobody may join any more
        self._finish(run, result)
        self._later() if run.by_itself else self.say_libraries()

    def _interrupted(self, run: Run) -> bool:
        """Tell whether something waits that a run that can be broken off is to make way for."""
        with self._lock:
            if self._closed or self._agenda.waiting:
                return True
        wait = run.library.upkeep.due_in()
        return wait is not None and wait <= 0

    def _make_way(self, run: Run) -> None:
        """Carry out one small job of another library while a long run is under way."""
        with self._lock:
            if self._closed or len(self._agenda.active) > 1:
                return
            erasure = self._agenda.begin_erasure()
        if erasure is not None:
            self._erasing.carry_out(erasure)
        if self.pacing.held:
            with self._lock:
                other = self._agenda.begin_waited_for(besides=run.library)
        else:
            other = self._due(besides=run)
        if other is not None:
            self._carry_out(other)

    def _finish(self, run: Run, result: IndexOutcome | Exception) -> None:
        with self._lock:
            waiters, run.waiters = run.waiters, []
        for waiter in waiters:
            waiter.take_note(result)

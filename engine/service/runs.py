"""The runs that are wanted and those under way, and how clients join them and leave."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.files.places import Places, united
from engine.host.cancellation import Token

if TYPE_CHECKING:
    from engine.service.answering import Answer
    from engine.service.library import Library
    from engine.service.waiting import Waiter


@dataclass(eq=False, slots=True)
class Run:
    """One pass over one library, wanted by waiters, or by nobody in particular."""

    library: Library
    places: Places | None = None
    """Where to look; None means everywhere."""
    retry_failed: bool = False
    in_background: bool = False
    """It goes on although nobody waits for it."""
    by_itself: bool = False
    """No person asked for it: the disk did, or the clock."""
    embeds: bool = False
    """It makes the vectors of another model; it looks at no files."""
    only_removes: bool = False
    """It takes out what the library does not want any more: a pause does not hold it."""
    folders: tuple[str, ...] = ()
    """Those of the library when it began."""
    token: Token = field(default_factory=Token)
    waiters: list[Waiter] = field(default_factory=list["Waiter"])

    @property
    def whole(self) -> bool:
        """Whether it looks everywhere."""
        return self.places is None or self.places.everything

    def covers(self, places: Places | None, *, retry_failed: bool) -> bool:
        """Tell whether it does what a request asks for, if it has not begun yet."""
        if self.retry_failed < retry_failed:
            return False
        if self.whole or places is None or self.places is None:
            return self.whole
        return set(places.paths) <= set(self.places.paths)


@dataclass(eq=False, slots=True)
class Erasure:
    """The removal of one library."""

    library: Library
    answer: Answer


class Agenda:
    """What is to be done, in order. Not thread-safe: its owner locks."""

    def __init__(self) -> None:
        self.waiting: list[Run | Erasure] = []
        self.active: list[Run] = []
        """The run under way; after it those that it makes way for."""

    @property
    def waiting_runs(self) -> list[Run]:
        """What waits, without the removals of whole libraries."""
        return [job for job in self.waiting if isinstance(job, Run)]

    def join(self, library: Library, places: Places | None, *, retry_failed: bool) -> Run:
        """Return a run that does what is asked for: the one under way, or one that waits."""
        if not any(job.library is library for job in self.waiting):
            for run in self.active:
                same = run.library is library and not run.token.cancelled
                same = same and run.folders == library.settings.folders  # none was added since
                if same and run.whole and places is None and run.retry_failed >= retry_failed:
                    return run
        return self.queue(library, places, retry_failed=retry_failed)

    def wait(
        self,
        waiter: Waiter,
        library: Library,
        places: Places | None,
        *,
        retry_failed: bool,
        stays: bool,
    ) -> None:
        """Have somebody wait for a run; one that ``stays`` goes on when nobody does any more."""
        run = self.join(library, places, retry_failed=retry_failed)
        run.waiters.append(waiter)
        run.in_background |= stays

    def queue(
        self, library: Library, places: Places | None = None, *, retry_failed: bool = False
    ) -> Run:
        """Return a run of the library that has not begun yet, which sees everything as it is."""
        for job in self.waiting:
            if isinstance(job, Run) and job.library is library and not job.only_removes:
                if job.covers(places, retry_failed=retry_failed):
                    return job
                if (job.places is None) == (places is None):
                    _widen(job, places, retry_failed=retry_failed)
                    return job
        run = Run(library, places, retry_failed)
        self.waiting.append(run)
        return run

    def queue_removals(self, library: Library, places: Places) -> None:
        """Have a run take out what the library does not want any more.

        Args:
            library: perhaps a paused one.
            places: folders that are not its any more; more is found when the run begins.
        """
        for job in self.waiting:
            if isinstance(job, Run) and job.library is library and job.only_removes:
                _widen(job, places, retry_failed=False)
                return
        self.waiting.append(Run(library, places, in_background=True, only_removes=True))

    def replace(self, current: Run) -> None:
        """Have a new run take over the waiters of the current one, which ends."""
        run = self.queue(current.library, current.places, retry_failed=current.retry_failed)
        self.waiting.remove(run)
        self.waiting.insert(0, run)
        run.in_background = True
        run.waiters += current.waiters
        current.waiters = []
        current.token.cancel()

    def withdraw(self, library: Library) -> list[Run]:
        """Take out the library's waiting runs, and call those under way off."""
        runs = [run for run in self.waiting_runs if run.library is library]
        for run in runs:
            self.waiting.remove(run)
            run.token.cancel()
        for run in self.active:
            if run.library is library:
                run.token.cancel()
        return runs

    def call_off_embedding(self, library: Library) -> None:
        """End the making of another model's vectors that is under way for a library."""
        for run in self.active:
            if run.library is library and run.embeds:
                run.token.cancel()

    def call_off_all(self) -> None:
        """End all runs under way."""
        for run in self.active:
            run.token.cancel()

    def leave(self, waiter: Waiter) -> None:
        """End the runs that nobody else wants."""
        for run in [*self.waiting_runs, *self.active]:
            if waiter not in run.waiters:
                continue
            run.waiters.remove(waiter)
            if not run.waiters and not run.in_background:
                run.token.cancel()
                if run in self.waiting:
                    self.waiting.remove(run)

    def begin(self, *, held: bool = False) -> Run | Erasure | None:
        """Take out the first job that may begin; a run becomes active, a removal always may.

        Args:
            held: whether work that nobody waits for is to rest.
        """
        for job in self.waiting:
            if isinstance(job, Erasure):
                self.waiting.remove(job)
                return job
            if not held or job.waiters or job.only_removes:
                return self._begun(job)
        return None

    def begin_waited_for(self, *, besides: Library) -> Run | None:
        """Begin another library's first run that somebody waits for, unless a removal is first."""
        for job in self.waiting:
            if isinstance(job, Erasure):
                return None
            if job.waiters and job.library is not besides:
                return self._begun(job)
        return None

    def begin_erasure(self) -> Erasure | None:
        """Take out the first removal of a library that no run is active in."""
        for job in self.waiting:
            if isinstance(job, Erasure) and all(r.library is not job.library for r in self.active):
                self.waiting.remove(job)
                return job
        return None

    def _begun(self, run: Run) -> Run:
        self.waiting.remove(run)
        run.folders = run.library.settings.folders
        self.active.append(run)
        return run


def _widen(run: Run, places: Places | None, *, retry_failed: bool) -> None:
    run.retry_failed = run.retry_failed or retry_failed
    if run.places is not None and places is not None:
        run.places = united(run.places, places)

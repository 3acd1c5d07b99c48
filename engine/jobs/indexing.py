"""One indexing run of a library: scan, compare, read in parallel, write in one thread."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.jobs.attendant import Alone
from engine.jobs.crew import Crew
from engine.jobs.exchange import Job, Stored
from engine.jobs.intake import Intake
from engine.jobs.progress import Meter
from engine.jobs.rounds import Means, Round
from engine.store.catalogue_states import State

if TYPE_CHECKING:
    from engine.files.places import Places
    from engine.host.cancellation import Token
    from engine.jobs.attendant import Attendant
    from engine.jobs.index import LibraryIndex
    from engine.jobs.writing import Timings
    from engine.protocol.errors import ModelError
    from engine.protocol.messages import Progress
    from engine.store.catalogue_rows import FileRow

DRIFT = 0.15
"""Sparse weights are computed with the mean passage length of their moment. Where it is off the
present one by more than this share, they are computed again: a weight errs by 5 % at most."""
PORTION = 500
"""Passages that are made up for before others get their turn; seconds of a slow model."""


@dataclass(frozen=True, slots=True)
class IndexOutcome:
    """What a run did; see `IndexFinished`."""

    files: int
    unchanged: int
    failed: int
    removed: int
    passages: int
    seconds: float
    postponed: tuple[str, ...] = ()
    """Paths of files that were written to while they were read; they are to be read again."""
    restarted: int = 0
    """Files that an earlier run left in the middle: what they held is to be read again, wherever
    they lie."""
    embedded: int = 0
    """Passages that the dense model was asked to encode: those of copies and renamed files keep
    the vectors that they have."""
    lacking: int = 0
    """Files that are found by their words alone until their vectors can be made."""
    trouble: ModelError | None = None
    """Why they could not be made, where that was tried."""


class Indexer:
    """Runs the indexing of one open library, one run at a time."""

    def __init__(
        self, index: LibraryIndex, *, crew: Crew | None = None, workers: int | None = None
    ) -> None:
        """Prepare; nothing is started.

        Args:
            index: open; its ``writer`` belongs to this object from now on.
            crew: where reader workers come from and go back to; None for one that lasts as long
                as a run.
            workers: reader processes at once; None for as many as the crew has.
        """
        self._index = index
        self._crew = crew
        self._workers = workers
        self._running = threading.Lock()

    @property
    def timings(self) -> Timings:
        """Seconds by stage since the library was opened."""
        return self._index.writer.timings

    def run(
        self,
        token: Token,
        report: Callable[[Progress], None],
        *,
        places: Places | None = None,
        retry_failed: bool = False,
        attendant: Attendant | None = None,
    ) -> IndexOutcome:
        """Bring the index up to date with the disk.

        What was written when the token is cancelled, or an error is raised, stays; the rest waits
        for the next run.

        Args:
            token: checked between batches.
            report: called in this thread, at most some five times a second.
            places: what to look at; None for everything.
            retry_failed: read failed files again although they did not change.
            attendant: asked in this thread while the run goes on.

        Raises:
            Cancelled: by the token.
            StoreError: catalogue or store failed.
        """
        with self._running, self._means(token, report, attendant or Alone()) as means:
            return _Run(means, retry_failed=retry_failed).go(places)

    def fill(
        self,
        token: Token,
        report: Callable[[Progress], None],
        attendant: Attendant,
        interrupted: Callable[[], bool],
    ) -> IndexOutcome:
        """Make the vectors that files lack, without reading the files.

        Args:
            token: checked between batches.
            report: as in `run`.
            attendant: as in `run`; it should have no changes to tell.
            interrupted: tells whether something else is to be done first. It is asked when some
                files are done, so that there is progress each time.

        Raises:
            Cancelled, StoreError: as `run`.
        """
        with self._running, self._means(token, report, attendant) as means:
            return _Run(means, retry_failed=False).fill(interrupted)

    @contextlib.contextmanager
    def _means(
        self, token: Token, report: Callable[[Progress], None], attendant: Attendant
    ) -> Generator[Means]:
        crew = self._crew or Crew(self._workers)
        try:
            yield Means(
                index=self._index,
                crew=crew,
                workers=self._workers or crew.most,
                token=token,
                attendant=attendant,
                meter=Meter(self._index.name, report),
            )
        finally:
            if self._crew is None:
                crew.close()


class _Run:
    def __init__(self, means: Means, *, retry_failed: bool) -> None:
        self._means = means
        self._outside = means.crew.outside(means.index.dense_model)
        self._meter = means.meter
        self._catalogue = means.index.catalogue
        self._intake = Intake(means.index, means.token, means.attendant, retry_failed=retry_failed)

    def go(self, places: Places | None) -> IndexOutcome:
        tally = self._means.tally
        self._meter.enter("scanning")
        restarted = self._means.index.writer.tidy()
        look = self._intake.look(places)
        self._intake.apply(look)
        tally.removed = len(look.plan.gone)
        self._meter.files_total = self._meter.files_done = look.plan.unchanged
        jobs = self._intake.jobs(look, self._intake.unread(look))
        self._read(jobs, sampled=True)
        if jobs or look.whole:
            self._read(self._outdated(), sampled=False)
        if look.whole:
            if self._outside is not None:
                self._outside.forgive()  # once a day, and whenever a person asks
            before, tally.trouble = tally.trouble, None
            self._make_up(lambda: False)
            tally.trouble = tally.trouble or before
        return self._outcome(restarted, look.plan.unchanged)

    def fill(self, interrupted: Callable[[], bool]) -> IndexOutcome:
        """Make the vectors that files lack, some files at a time."""
        restarted = self._means.index.writer.tidy()
        self._meter.more(len(self._lacking()), 0)
        self._make_up(interrupted)
        return self._outcome(restarted, 0)

    def _make_up(self, interrupted: Callable[[], bool]) -> None:
        if self._outside is None or self._outside.resting > 0:
            return
        for some in _portions(self._lacking()):
            self._catalogue.renew([row.id for row in some if row.state is State.INDEXED])
            self._read(_again(some), sampled=False)
            done = self._meter.files_done + len(some)
            self._meter.files_done = min(done, self._meter.files_total)
            if self._means.tally.trouble is not None or interrupted():
                break

    def _outcome(self, restarted: int, unchanged: int) -> IndexOutcome:
        tally = self._means.tally
        self._meter.enter("idle")
        return IndexOutcome(
            files=tally.files,
            unchanged=unchanged,
            failed=tally.failed,
            removed=tally.removed,
            passages=self._meter.passages,
            seconds=self._meter.seconds,
            postponed=tuple(tally.postponed),
            restarted=restarted,
            embedded=tally.embedded,
            lacking=len(self._lacking()),
            trouble=tally.trouble,
        )

    def _lacking(self) -> list[FileRow]:
        """Return the files whose vectors are yet to be made outside."""
        if self._outside is None or not self._outside.makes:
            return []
        return self._catalogue.unmade()

    def _read(self, jobs: Sequence[Job], *, sampled: bool) -> None:
        if jobs:
            Round(self._means, self._intake).go(jobs, sampled=sampled)

    def _outdated(self) -> list[Job]:
        """Return the files whose sparse weights rest on a mean length that is not true any more."""
        mean = self._catalogue.totals().mean
        rows = self._catalogue.outweighed(mean, DRIFT)
        if self._outside is not None and self._outside.makes:
            rows = [row for row in rows if row.mean]  # the others lack vectors: see `_make_up`
        self._catalogue.renew([row.id for row in rows])
        return _again(rows)


def _again(rows: Iterable[FileRow]) -> list[Job]:
    return [
        Job(row.id, row.path, row.signature, Stored(row.id, row.hash), again=True) for row in rows
    ]


def _portions(rows: Sequence[FileRow]) -> Iterator[list[FileRow]]:
    """Yield files, so many at a time that others need not wait long."""
    some: list[FileRow] = []
    for row in rows:
        some.append(row)
        if sum(one.passages for one in some) >= PORTION:
            yield some
            some = []
    if some:
        yield some

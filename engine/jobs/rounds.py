"""One round of a run: jobs are read in parallel and written, while changes are taken in."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.files.places import Places
from engine.jobs.readers import Readers
from engine.jobs.reading_messages import Source
from engine.jobs.sample import Sample
from engine.jobs.stored import stored_drafts

if TYPE_CHECKING:
    from engine.host.cancellation import Token
    from engine.jobs.attendant import Attendant
    from engine.jobs.crew import Crew
    from engine.jobs.exchange import Job
    from engine.jobs.index import LibraryIndex
    from engine.jobs.intake import Intake
    from engine.jobs.progress import Meter
    from engine.jobs.reading_messages import Draft, Read
    from engine.jobs.writing import Written
    from engine.protocol.errors import ModelError

FLUSH_PASSAGES = 1500
FLUSH_SECONDS = 1.0
WAITING_PASSAGES = 20_000
"""Passages kept in memory at most while the sample of passage lengths is awaited."""
WAITING_BYTES = 64 * 2**20
"""Of their dense vectors, which some models make long."""
_TICK = FLUSH_SECONDS / 4
PRESSING = 100
"""So many files that changed together are written as soon as they are read, for somebody may be
looking for what he just wrote. More are written as all others are, in larger batches."""
ATTEND_SECONDS = 0.1
"""Between two questions to the attendant."""
_SHARE = 20.0
"""Looking for urgent jobs among those that wait takes at most a twentieth of the time."""


@dataclass(slots=True)
class Tally:
    """What a run did so far."""

    files: int = 0
    failed: int = 0
    removed: int = 0
    embedded: int = 0
    """Passages that the dense model was asked to encode."""
    trouble: ModelError | None = None
    """Why vectors could not be made, the last time."""
    postponed: list[str] = field(default_factory=list[str])


@dataclass(frozen=True, slots=True)
class Means:
    """What a run works with."""

    index: LibraryIndex
    crew: Crew
    workers: int
    """Reader processes at once, at most."""
    token: Token
    attendant: Attendant
    meter: Meter
    tally: Tally = field(default_factory=Tally)


class Round:
    """Reads and writes until nothing waits. For the thread of the run."""

    def __init__(self, means: Means, intake: Intake) -> None:
        """Prepare; nothing is started."""
        self._catalogue = means.index.catalogue
        self._store = means.index.store
        self._writer = means.index.writer
        self._workers = means.workers
        self._intake = intake
        self._attendant = means.attendant
        self._token = means.token
        self._meter = means.meter
        self._tally = means.tally
        self._open: dict[int, Job] = {}
        """Jobs that are not written yet, wherever they are."""
        self._pressing: set[int] = set()
        self._vanished: list[str] = []
        self._sample = Sample(())
        self._attended = float("-inf")
        self._flushed = 0.0
        self._promoted = 0.0
        self._readers = Readers(
            means.crew,
            self._load,
            dense_model=means.index.dense_model,
            workers=means.workers,
            lenient=True,
            ledger=means.index.writer.words.name,
        )

    def go(self, jobs: Sequence[Job], *, sampled: bool) -> None:
        """Carry out jobs, in this order.

        Args:
            jobs: at least one.
            sampled: find out first how long passages are on the whole.

        Raises:
            Cancelled: by the token.
            StoreError: catalogue or store failed.
        """
        self._sample = Sample(jobs if sampled else ())
        self._meter.enter("indexing")
        try:
            self._readers.allow(self._attendant.workers(self._workers))
            self._put(self._sample.jobs or jobs)
            self._read_all()
            if self._vanished:  # perhaps a drive was pulled out: a scan can tell
                vanished, self._vanished = self._vanished, []
                self._take_in(Places(tuple(vanished)))
                self._read_all()
                self._postpone(self._vanished)
        finally:
            if not self._readers.done:
                self._writer.words.lost()
            self._readers.close()
            self._tally.trouble = self._readers.trouble or self._tally.trouble

    def _put(self, jobs: Sequence[Job], *, first: bool = False) -> None:
        self._open.update((job.file, job) for job in jobs)
        self._expect(jobs, 1)
        self._readers.put(jobs, first=first)

    def _expect(self, jobs: Sequence[Job], sign: int) -> None:
        size = sum(job.signature.size for job in jobs)
        self._meter.more(sign * sum(not job.again for job in jobs), sign * size)

    def _read_all(self) -> None:
        self._flushed = time.monotonic()
        while not self._readers.done:
            self._attend()
            read = self._readers.next(_TICK)
            if read is not None:
                self._sample.note(read)
                self._tally.embedded += read.embedded
                self._writer.take(read)
            self._token.check()
            self._flush_when_due(pressing=read is not None and self._presses(read))
            self._meter.tell_again()
        self._flush()

    def _presses(self, read: Read) -> bool:
        settled = {outcome.file for outcome in (*read.drafts, *read.refusals)}
        return not self._pressing.isdisjoint(settled)

    def _flush_when_due(self, *, pressing: bool) -> None:
        if pressing:
            self._flush()
        most = min(WAITING_PASSAGES, WAITING_BYTES // (4 * (self._store.dim or 1)))
        if self._sample.awaited and self._writer.waiting < most:
            return
        late = time.monotonic() - self._flushed >= FLUSH_SECONDS and not self._writer.idle
        if late or self._writer.waiting >= FLUSH_PASSAGES:
            self._flush()

    def _flush(self) -> None:
        self._writer.expected_mean = self._sample.mean
        written = self._writer.flush()
        self._count(written)
        if written:  # told when all of it is counted: the first file alone would be a lie
            self._meter.tell()
        self._flushed = time.monotonic()

    def _count(self, written: Written) -> None:
        for file in written.indexed:
            job = self._close(file.file)
            if job.again:
                self._meter.done_again(job.signature.size)
                continue
            self._tally.files += 1
            self._meter.passages += len(file.passages)
            self._meter.done(job.signature.size)
        for file in written.failed:
            self._tally.failed += 1
            self._settle(file, failed=True)
        self._vanished += [self._settle(file) for file in written.vanished]
        self._postpone([self._settle(file) for file in written.postponed])

    def _settle(self, file: int, *, failed: bool = False) -> str:
        """Count a job as done; return its path."""
        job = self._close(file)
        self._meter.done(job.signature.size, failed=failed)
        return job.path

    def _close(self, file: int) -> Job:
        self._pressing.discard(file)
        return self._open.pop(file)

    def _postpone(self, paths: Sequence[str]) -> None:
        if paths:
            self._tally.postponed += paths
            self._attendant.postponed(paths)

    # --- what the attendant wants ---------------------------------------------------------------

    def _attend(self) -> None:
        if time.monotonic() - self._attended < ATTEND_SECONDS:
            return
        allowed = self._attendant.workers(self._workers)
        self._readers.allow(allowed)
        self._meter.hold(held=not allowed)
        self._attendant.pause()
        if allowed:
            self._promote()
            changed = self._attendant.changed()
            if changed is not None:
                self._take_in(changed)
        self._attended = time.monotonic()

    def _promote(self) -> None:
        started = time.monotonic()
        if started >= self._promoted:
            self._readers.promote(self._attendant.urgent)
            now = time.monotonic()
            self._promoted = now + _SHARE * (now - started)

    def _take_in(self, places: Places) -> None:
        """Look at places that changed; what is to be read there is read next.

        A file that a worker has in hand, or that waits to be written, is left alone: it is to be
        looked at when it is through.
        """
        look = self._intake.look(places)
        concerned = look.files(self._intake.unread(look))
        withdrawn = self._readers.withdraw(concerned)
        self._expect(withdrawn, -1)
        for job in withdrawn:
            self._close(job.file)
        in_hand = concerned & self._open.keys()
        self._postpone([self._open[file].path for file in in_hand])
        look.leave_out(in_hand)
        self._intake.apply(look)
        self._tally.removed += len(look.plan.gone)
        self._sample.forget(look.plan.gone)
        rows = [row for row in self._intake.unread(look) if row.id not in in_hand]
        jobs = self._intake.jobs(look, rows, again=_again(withdrawn))
        if len(jobs) <= PRESSING:
            self._pressing |= {job.file for job in jobs}
        self._put(jobs, first=True)

    def _load(self, jobs: Sequence[Job]) -> Iterator[Source | Draft]:
        """Make the requests for a batch of jobs. Called in the readers' threads."""
        drafts = stored_drafts(self._catalogue, self._store, jobs)
        for job in jobs:
            self._meter.current = job.path
            source = Source(job.file, job.path, job.signature.size, job.restless)
            yield drafts.get(job.file, source)


def _again(jobs: Collection[Job]) -> set[int]:
    return {job.file for job in jobs if job.again}

"""One indexing run of a library: scan, compare, read in parallel, write in one thread."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from engine.files.scan import Scan, scan
from engine.jobs.attendant import Alone
from engine.jobs.exchange import Job, Stored
from engine.jobs.plan import make_plan
from engine.jobs.progress import Meter
from engine.jobs.readers import Readers
from engine.jobs.reading_messages import Draft, Source
from engine.jobs.sample import Sample
from engine.jobs.stored import stored_draft
from engine.read import is_supported
from engine.store.catalogue_states import State

if TYPE_CHECKING:
    from engine.files.places import Places
    from engine.host.cancellation import Token
    from engine.jobs.attendant import Attendant
    from engine.jobs.index import LibraryIndex
    from engine.jobs.plan import Plan
    from engine.jobs.writing import Timings
    from engine.protocol.messages import Progress
    from engine.store.catalogue_rows import FileRow, Signature

FLUSH_PASSAGES = 1500
FLUSH_SECONDS = 1.0
WAITING_PASSAGES = 20_000
"""Passages kept in memory at most while the sample of passage lengths is awaited."""
DRIFT = 0.15
"""Sparse weights are computed with the mean passage length of their moment. Where it is off the
present one by more than this share, they are computed again: a weight errs by 5 % at most."""
_DAY = 86_400.0
_AGES = (1.0, 7.0, 30.0, 365.0)
"""Days. Files of one age group are read smallest first."""


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


class Indexer:
    """Runs the indexing of one open library, one run at a time."""

    def __init__(self, index: LibraryIndex, *, workers: int | None = None) -> None:
        """Prepare; nothing is started.

        Args:
            index: open; its ``writer`` belongs to this object from now on.
            workers: reader processes; None for one per core that this process may use.
        """
        self._index = index
        self._workers = workers or _cores()
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
        with self._running:
            run = _Run(self._index, self._workers, token, report, attendant or Alone())
            return run.go(places, retry_failed=retry_failed)


class _Run:
    def __init__(
        self,
        index: LibraryIndex,
        workers: int,
        token: Token,
        report: Callable[[Progress], None],
        attendant: Attendant,
    ) -> None:
        self._index = index
        self._attendant = attendant
        self._catalogue = index.catalogue
        self._writer = index.writer
        self._workers = workers
        self._token = token
        self._meter = Meter(index.name, report)
        self._sizes: dict[int, int] = {}
        self._files = self._failed = self._removed = 0
        self._renewing = False
        self._postponed: list[str] = []

    def go(self, places: Places | None, *, retry_failed: bool) -> IndexOutcome:
        del places  # a whole scan looks at them, too
        self._meter.enter("scanning")
        self._writer.tidy()
        started = time.perf_counter()
        found = scan(self._index.roots, _takes, self._token)
        plan = make_plan(self._catalogue, found, self._token, retry_failed=retry_failed)
        self._apply(plan, found)
        self._attendant.scanned(found.troubles, whole=True)
        self._writer.timings.scan += time.perf_counter() - started
        self._meter.files_total = len(found.files)
        self._meter.files_done = plan.unchanged
        self._read(self._jobs(found, plan))
        self._renewing = True
        self._read(self._outdated())
        self._meter.enter("idle")
        return IndexOutcome(
            files=self._files,
            unchanged=plan.unchanged,
            failed=self._failed,
            removed=self._removed,
            passages=self._meter.passages,
            seconds=self._meter.seconds,
            postponed=tuple(self._postponed),
        )

    def _apply(self, plan: Plan, found: Scan) -> None:
        self._writer.move(plan.moved)
        if plan or found.troubles != self._catalogue.troubles():
            self._catalogue.record_scan(
                added=plan.added,
                changed=plan.changed,
                touched=plan.touched,
                moved=plan.moved,
                troubles=found.troubles,
            )
        self._writer.remove(plan.gone)
        self._removed = len(plan.gone)

    def _jobs(self, found: Scan, plan: Plan) -> list[Job]:
        """Return what is to be read, newest and smallest first."""
        now = time.time()
        rows = [r for r in self._catalogue.files_in(State.SEEN) if r.path in found.files]
        rows.sort(key=lambda row: (_age(row.signature, now), row.size))
        return [Job(row.id, row.path, row.signature, _stored(row, plan)) for row in rows]

    def _outdated(self) -> list[Job]:
        """Return the files whose sparse weights rest on a mean length that is not true any more."""
        mean = self._catalogue.totals().mean
        rows = [
            row
            for row in self._catalogue.files_in(State.INDEXED)
            if row.passages and abs(row.mean / mean - 1) > DRIFT
        ]
        self._catalogue.renew([row.id for row in rows])
        return [Job(row.id, row.path, row.signature, Stored(row.id, row.hash)) for row in rows]

    def _read(self, jobs: list[Job]) -> None:
        if not jobs:
            return
        self._sizes = {job.file: job.signature.size for job in jobs}
        self._meter.bytes_total += sum(self._sizes.values())
        self._meter.enter("indexing")
        sample = Sample(() if self._renewing else jobs)
        model = self._index.dense_model
        readers = Readers(sample.jobs or jobs, self._load, dense_model=model, workers=self._workers)
        try:
            self._write_all(readers, sample)
        finally:
            readers.close()

    def _write_all(self, readers: Readers, sample: Sample) -> None:
        last = time.monotonic()
        for read in readers.outcomes(tick=FLUSH_SECONDS / 4):
            if read is not None:
                sample.note(read)
                self._writer.take(read)
            self._token.check()
            if sample.awaited and self._writer.waiting < WAITING_PASSAGES:
                continue
            self._writer.expected_mean = sample.mean
            late = time.monotonic() - last >= FLUSH_SECONDS and not self._writer.idle
            if late or self._writer.waiting >= FLUSH_PASSAGES:
                self._flush()
                last = time.monotonic()
            elif read is None:
                self._meter.tell()
        self._writer.expected_mean = sample.mean
        self._flush()

    def _flush(self) -> None:
        written = self._writer.flush()
        if self._renewing:
            for file in written.indexed:
                self._meter.done_again(self._sizes[file.file])
            written.indexed = []
        for file in written.indexed:
            self._files += 1
            self._meter.passages += len(file.passages)
            self._meter.done(self._sizes[file.file])
        for file in written.failed:
            self._failed += 1
            self._meter.done(self._sizes[file], failed=True)
        self._drop_vanished(written.vanished)
        self._postpone(written.postponed)
        for file in (*written.vanished, *written.postponed):
            self._meter.done(self._sizes[file])

    def _postpone(self, files: list[int]) -> None:
        paths = [row.path for row in self._catalogue.files(files).values()]
        if paths:
            self._postponed += paths
            self._attendant.postponed(paths)

    def _drop_vanished(self, files: list[int]) -> None:
        """Remove files that were deleted meanwhile.

        Where a whole folder is gone, the next scan decides: a drive may have been pulled out.
        """
        rows = self._catalogue.files(files).values()
        gone = [row.id for row in rows if Path(row.path).parent.is_dir()]
        self._writer.remove(gone)
        self._removed += len(gone)

    def _load(self, job: Job) -> Source | Draft:
        """Make the request for a job. Called in the readers' threads."""
        self._meter.current = job.path
        draft = stored_draft(self._catalogue, job, job.stored) if job.stored else None
        if draft is not None:
            return draft
        return Source(job.file, job.path, job.signature.size)


def _takes(name: str) -> bool:
    suffix = os.path.splitext(name)[1]  # noqa: PTH122 - a path object each costs a third of a scan
    return _takes_suffix(suffix) if suffix else is_supported(PurePath(name))


@lru_cache(maxsize=1024)
def _takes_suffix(suffix: str) -> bool:
    return is_supported(PurePath("name" + suffix))


def _stored(row: FileRow, plan: Plan) -> Stored | None:
    if row.hash and row.passages:
        return Stored(row.id, row.hash)  # only its vectors are to be made anew
    return plan.copies.get(row.path)


def _age(signature: Signature, now: float) -> int:
    days = (now - signature.mtime_ns / 1e9) / _DAY
    return sum(days > limit for limit in _AGES)


def _cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1

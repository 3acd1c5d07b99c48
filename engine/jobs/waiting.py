"""Jobs that wait for a reader worker, the most urgent first."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.jobs.exchange import Job

BATCH_BYTES = 256 * 1024
BATCH_FILES = 64


class WaitingJobs:
    """A queue from which any job can be taken out again. Not thread-safe."""

    def __init__(self) -> None:
        self._alone: deque[Job] = deque()
        self._jobs: OrderedDict[int, Job] = OrderedDict()
        self._first: set[int] = set()

    def __len__(self) -> int:
        return len(self._alone) + len(self._jobs)

    def put(self, jobs: Iterable[Job]) -> None:
        """Add jobs behind all others, in the order given."""
        self._jobs.update((job.file, job) for job in jobs)

    def put_first(self, jobs: Iterable[Job]) -> None:
        """Add jobs before all others, in the order given."""
        for job in reversed(list(jobs)):
            self._jobs[job.file] = job
            self._move_up(job.file)

    def put_alone(self, jobs: Iterable[Job]) -> None:
        """Add jobs of which one may kill its reader: each is to be a batch of its own, at once."""
        self._alone.extendleft(reversed(list(jobs)))

    def promote(self, wanted: Callable[[str], bool]) -> None:
        """Move the jobs whose path is ``wanted`` before all others."""
        for file in [file for file, job in self._jobs.items() if wanted(job.path)]:
            self._move_up(file)

    def withdraw(self, files: Collection[int]) -> list[Job]:
        """Take out the jobs of these files; return those that there were."""
        taken = [job for job in self._alone if job.file in files]
        for job in taken:
            self._alone.remove(job)
        for file in files:
            self._first.discard(file)
            if file in self._jobs:
                taken.append(self._jobs.pop(file))
        return taken

    def clear(self) -> None:
        """Take out all jobs."""
        self._alone.clear()
        self._jobs.clear()
        self._first.clear()

    def batch(self, sharers: int) -> list[Job]:
        """Take out what one worker is to read next; empty when nothing waits.

        Urgent jobs are not kept waiting for others that are read with them.

        Args:
            sharers: workers among which the rest is to be divided.
        """
        if self._alone:
            return [self._alone.popleft()]
        most = min(BATCH_FILES, -(-len(self._jobs) // sharers))
        urgent = bool(self._first)
        batch: list[Job] = []
        size = 0
        while self._jobs and len(batch) < most and bool(self._first) == urgent:
            file, job = next(iter(self._jobs.items()))
            if batch and size + job.signature.size > BATCH_BYTES:
                break
            del self._jobs[file]
            self._first.discard(file)
            batch.append(job)
            size += job.signature.size
        return batch

    def _move_up(self, file: int) -> None:
        self._jobs.move_to_end(file, last=False)
        self._first.add(file)

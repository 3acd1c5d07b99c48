"""The mean passage length that a large run will end with, told from files of all sizes.

Sparse weights depend on it. A run that goes by size begins with short passages; weighed by the mean
so far, most of them would have to be weighed again at its end.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from engine.jobs.exchange import Job
    from engine.jobs.reading_messages import Read

FILES = 128
WORTH_IT = 4 * FILES
"""Jobs from which on a sample is taken."""
_MOST_BYTES = 2**20
_PATIENCE = 10.0
"""Seconds to wait for the sample before what came of it has to do."""


class Sample:
    """Picks the sample, puts it first, and takes its mean."""

    def __init__(self, jobs: Sequence[Job], clock: Callable[[], float] = time.monotonic) -> None:
        """Pick.

        Args:
            jobs: in order of age and size.
            clock: seconds.
        """
        chosen: list[Job] = []
        if len(jobs) >= WORTH_IT:
            step = len(jobs) // FILES
            picked = jobs[step // 2 :: step]
            chosen = [job for job in picked if job.signature.size <= _MOST_BYTES]
        self._open = {job.file for job in chosen}
        self._clock = clock
        self._deadline = clock() + _PATIENCE
        self._passages = self._tokens = 0
        self.jobs = chosen + [job for job in jobs if job.file not in self._open]
        """All jobs, the sample first."""

    @property
    def awaited(self) -> bool:
        """Whether writing had better wait for more of the sample."""
        return bool(self._open) and self._clock() < self._deadline

    @property
    def mean(self) -> float | None:
        """Mean tokens of a passage; None where nothing was sampled."""
        return self._tokens / self._passages if self._tokens else None

    def forget(self, files: Iterable[int]) -> None:
        """Wait no longer for these files."""
        self._open.difference_update(files)

    def note(self, read: Read) -> None:
        """Count what was read of the sample."""
        if not self._open:
            return
        lengths = np.frombuffer(read.vectors.lengths, np.int32)
        start = 0
        for draft in read.drafts:
            end = start + len(draft.texts)
            if draft.file in self._open:
                self._passages += end - start
                self._tokens += int(lengths[start:end].sum())
            start = end
        self._open -= {draft.file for draft in read.drafts}
        self._open -= {refusal.file for refusal in read.refusals}

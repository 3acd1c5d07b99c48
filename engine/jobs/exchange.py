"""One batch in the hands of a reader worker: what is still open, and who is to blame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.host.worker import WorkerDiedError, WorkerTimeoutError
from engine.jobs.reading_messages import Answer, Began, Encoding, Read, Refusal, Vectors

if TYPE_CHECKING:
    from engine.store.catalogue_rows import Signature

SECONDS = 60.0
"""Time to read a small file or to encode a batch, a worker's start included."""
SECONDS_PER_MB = 2.0


@dataclass(frozen=True, slots=True)
class Stored:
    """Content whose passages the catalogue holds."""

    file: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be read, or only to be encoded where its passages are stored."""

    file: int
    path: str
    signature: Signature
    stored: Stored | None = None
    again: bool = False
    """Whether only its weights are made anew: it counts as indexed meanwhile."""
    restless: bool = False
    """Whether to read it although somebody still writes to it."""


class Exchange:
    """What is known of one batch while a worker is at it."""

    def __init__(self, batch: Sequence[Job]) -> None:
        self._open = {job.file: job for job in batch}
        self._reading: Job | None = None
        self.finished = False

    @property
    def patience(self) -> float:
        """Seconds to wait for the next answer."""
        jobs = [self._reading] if self._reading else list(self._open.values())
        size = sum(job.signature.size for job in jobs)
        return SECONDS + SECONDS_PER_MB * size / 2**20

    def note(self, answer: Answer) -> None:
        """Learn from an answer."""
        if isinstance(answer, Began):
            self._reading = self._open[answer.file]
        elif isinstance(answer, Encoding):
            self._reading = None
        elif isinstance(answer, Read):
            for outcome in (*answer.drafts, *answer.refusals):
                del self._open[outcome.file]
            self.finished = answer.last

    def open(self) -> list[Job]:
        """Return the jobs that no answer has settled."""
        return list(self._open.values())

    def culprit(self) -> Job | None:
        """Return the one file that can have killed the worker; None when it may be any."""
        if self._reading is not None:
            return self._reading
        return next(iter(self._open.values())) if len(self._open) == 1 else None


def blame(job: Job, error: WorkerDiedError | WorkerTimeoutError) -> Read:
    """Return the answer for a file that cost a worker its life."""
    code, hint = "reader-crashed", "Try to open it in its own program and save it again."
    reason = str(error)
    if isinstance(error, WorkerTimeoutError):
        code, hint = "reader-timeout", "It takes too long to read; split it, or leave it out."
    elif error.reason == "memory":
        code, hint = "reader-memory", "It takes too much memory to read; split it, or leave it out."
        reason = "its reader was refused more memory"
    elif error.reason == "too-large":
        code, hint = "too-large", "Split the file, or leave it out."
        reason = "its text is more than can be handled at once"
    else:
        reason = f"its reader died of it ({error.reason})"
    refusal = Refusal(job.file, code, reason, hint, job.signature)
    return Read([], Vectors(), [refusal])

"""The pool of reader workers: hands out batches, replaces the dead, finds who is to blame."""

from __future__ import annotations

import logging
import queue
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from engine.host.launch import python_command
from engine.host.worker import Worker, WorkerDiedError, WorkerTimeoutError
from engine.jobs.reading_messages import (
    Answer,
    Batch,
    Began,
    Draft,
    Encoding,
    Read,
    Refusal,
    Setup,
    Source,
    Vectors,
)
from engine.protocol.errors import FindlingError

if TYPE_CHECKING:
    from engine.store.catalogue_rows import Signature

_log = logging.getLogger(__name__)

BATCH_BYTES = 256 * 1024
BATCH_FILES = 64
SECONDS = 60.0
"""Time to read a small file or to encode a batch, a worker's start included."""
SECONDS_PER_MB = 2.0
LIVES = 2
"""Times that a file may be alone with a worker that dies before it is held to blame: the first
time may be somebody else's doing (a system short of memory kills what it likes)."""
STARTS = 3
"""Workers in a row that may die while they start."""
MEMORY = 2 * 2**30

_decoder = msgspec.msgpack.Decoder(Answer)
_encoder = msgspec.msgpack.Encoder()


class ReadersUnavailableError(FindlingError):
    """A reader worker does not even start: nothing can be read, and no file is to blame."""

    code = "readers-unavailable"
    hint = "`findling doctor` tells what is missing; the log has the worker's last words."


class _StoppedError(Exception):
    """The pool was closed while a worker started."""


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


class Readers:
    """Some workers that read jobs in parallel; `outcomes` gives what they read, in any order."""

    def __init__(
        self,
        jobs: Sequence[Job],
        load: Callable[[Job], Source | Draft],
        *,
        dense_model: str,
        workers: int,
    ) -> None:
        """Start working.

        Args:
            jobs: in order of urgency.
            load: makes the request for a job; called in the pool's threads.
            dense_model: id in the registry; empty for none.
            workers: how many processes.
        """
        self._load = load
        self._setup = _encoder.encode(Setup(dense_model))
        self._waiting = deque(_batches(jobs))
        self._busy = 0
        self._changed = threading.Condition()
        self._deaths: Counter[int] = Counter()
        self._stopped = False
        self._results: queue.Queue[Read | BaseException | None] = queue.Queue(4)
        self._workers: set[Worker] = set()
        self._threads = [
            threading.Thread(target=self._run, name=f"reader-{number}", daemon=True)
            for number in range(max(1, min(workers, len(self._waiting))))
        ]
        for thread in self._threads:
            thread.start()

    def outcomes(self, tick: float) -> Iterator[Read | None]:
        """Yield what was read until everything is; None whenever nothing came for ``tick`` seconds.

        Raises:
            BaseException: what a thread of the pool failed with: a bug.
        """
        running = len(self._threads)
        while running:
            try:
                result = self._results.get(timeout=tick)
            except queue.Empty:
                yield None
                continue
            if isinstance(result, BaseException):
                raise result
            if result is None:
                running -= 1
            else:
                yield result

    def close(self) -> None:
        """Kill the workers and wait for the threads; unread jobs stay unread."""
        with self._changed:
            self._stopped = True
            self._waiting.clear()
            workers = list(self._workers)
            self._changed.notify_all()
        for worker in workers:
            worker.kill()
        for thread in self._threads:
            while thread.is_alive():
                self._drain()
                thread.join(0.05)

    def _drain(self) -> None:
        try:
            while True:
                self._results.get_nowait()
        except queue.Empty:
            pass

    # --- in the pool's threads ----------------------------------------------------------------

    def _run(self) -> None:
        worker: Worker | None = None
        try:
            while (batch := self._take()) is not None:
                worker = worker or self._start()
                if not self._serve(worker, batch):
                    self._end(worker)
                    worker = None
                self._give_back()
            self._results.put(None)
        except _StoppedError:
            self._results.put(None)
        except BaseException as error:  # noqa: BLE001 - it is raised again in `outcomes`
            self._results.put(error)
        finally:
            if worker is not None:
                self._end(worker)

    def _take(self) -> list[Job] | None:
        """Wait for a batch; None when there will be no more (a busy worker may yet return one)."""
        with self._changed:
            while not self._waiting and self._busy and not self._stopped:
                self._changed.wait()
            if self._stopped or not self._waiting:
                return None
            self._busy += 1
            return self._waiting.popleft()

    def _give_back(self) -> None:
        with self._changed:
            self._busy -= 1
            self._changed.notify_all()

    def _start(self) -> Worker:
        """Return a worker that has loaded its model; one that dies before may have had bad luck."""
        for attempt in range(1, STARTS + 1):
            try:
                return self._start_once()
            except (WorkerDiedError, WorkerTimeoutError) as error:
                if self._stopped:
                    raise _StoppedError from error
                if attempt == STARTS:
                    raise ReadersUnavailableError(str(error)) from error
        raise AssertionError

    def _start_once(self) -> Worker:
        worker = Worker(
            python_command("engine.jobs.reading"),
            name="reader",
            memory_limit=MEMORY,
            low_priority=True,
        )
        with self._changed:
            self._workers.add(worker)
        worker.send(self._setup)
        try:
            worker.receive(SECONDS)
        except (WorkerDiedError, WorkerTimeoutError):
            self._end(worker)
            raise
        return worker

    def _end(self, worker: Worker) -> None:
        worker.kill()
        with self._changed:
            self._workers.discard(worker)

    def _serve(self, worker: Worker, batch: list[Job]) -> bool:
        """Have a worker read a batch; return whether it survived."""
        exchange = _Exchange(batch)
        worker.send(_encoder.encode(Batch(tuple(self._load(job) for job in batch))))
        try:
            while not exchange.finished:
                answer = _decoder.decode(worker.receive(exchange.patience))
                exchange.note(answer)
                if isinstance(answer, Read):
                    self._results.put(answer)
        except (WorkerDiedError, WorkerTimeoutError) as error:
            if not self._stopped:
                self._judge(exchange, error)
            return False
        return True

    def _judge(self, exchange: _Exchange, error: WorkerDiedError | WorkerTimeoutError) -> None:
        """Find the culprit of a worker's death; the rest of its batch is read by another."""
        suspects = exchange.open()
        culprit = exchange.culprit()
        if culprit is not None:
            self._deaths[culprit.file] += 1
            timeout = isinstance(error, WorkerTimeoutError)
            if timeout or error.reason == "memory" or self._deaths[culprit.file] >= LIVES:
                _log.warning("a reader worker was lost: %s", error)
                self._results.put(_blame(culprit, error))
                suspects.remove(culprit)
        with self._changed:
            # Alone, so that the next death has one suspect only; before the rest, to be done soon.
            self._waiting.extendleft([job] for job in reversed(suspects))


class _Exchange:
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
        if isinstance(answer, Began):
            self._reading = self._open[answer.file]
        elif isinstance(answer, Encoding):
            self._reading = None
        elif isinstance(answer, Read):
            for outcome in (*answer.drafts, *answer.refusals):
                del self._open[outcome.file]
            self.finished = answer.last

    def open(self) -> list[Job]:
        return list(self._open.values())

    def culprit(self) -> Job | None:
        """Return the one file that can have killed the worker; None when it may be any."""
        if self._reading is not None:
            return self._reading
        return next(iter(self._open.values())) if len(self._open) == 1 else None


def _batches(jobs: Sequence[Job]) -> Iterator[list[Job]]:
    batch: list[Job] = []
    size = 0
    for job in jobs:
        if batch and (size + job.signature.size > BATCH_BYTES or len(batch) == BATCH_FILES):
            yield batch
            batch, size = [], 0
        batch.append(job)
        size += job.signature.size
    if batch:
        yield batch


def _blame(job: Job, error: WorkerDiedError | WorkerTimeoutError) -> Read:
    code, hint = "reader-crashed", "Try to open it in its own program and save it again."
    if isinstance(error, WorkerTimeoutError):
        code, hint = "reader-timeout", "It takes too long to read; split it, or leave it out."
    elif error.reason == "memory":
        code, hint = "reader-memory", "It takes too much memory to read; split it, or leave it out."
    refusal = Refusal(job.file, code, str(error), hint, job.signature)
    return Read([], Vectors(), [refusal])

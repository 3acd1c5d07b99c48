"""The pool of reader workers: hands out batches, replaces the dead, finds who is to blame."""

from __future__ import annotations

import logging
import queue
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence

import msgspec

from engine.host.launch import python_command
from engine.host.worker import Worker, WorkerDiedError, WorkerTimeoutError
from engine.jobs import exchange
from engine.jobs.exchange import Exchange, Job, blame
from engine.jobs.reading_messages import (
    Answer,
    Batch,
    Draft,
    Read,
    Setup,
    Source,
)
from engine.protocol.errors import FindlingError

_log = logging.getLogger(__name__)

BATCH_BYTES = 256 * 1024
BATCH_FILES = 64
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
            worker.receive(exchange.SECONDS)
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
        under_way = Exchange(batch)
        worker.send(_encoder.encode(Batch(tuple(self._load(job) for job in batch))))
        try:
            while not under_way.finished:
                answer = _decoder.decode(worker.receive(under_way.patience))
                under_way.note(answer)
                if isinstance(answer, Read):
                    self._results.put(answer)
        except (WorkerDiedError, WorkerTimeoutError) as error:
            if not self._stopped:
                self._judge(under_way, error)
            return False
        return True

    def _judge(self, under_way: Exchange, error: WorkerDiedError | WorkerTimeoutError) -> None:
        """Find the culprit of a worker's death; the rest of its batch is read by another."""
        suspects = under_way.open()
        culprit = under_way.culprit()
        if culprit is not None:
            self._deaths[culprit.file] += 1
            timeout = isinstance(error, WorkerTimeoutError)
            if timeout or error.reason == "memory" or self._deaths[culprit.file] >= LIVES:
                _log.warning("a reader worker was lost: %s", error)
                self._results.put(blame(culprit, error))
                suspects.remove(culprit)
        with self._changed:
            # Alone, so that the next death has one suspect only; before the rest, to be done soon.
            self._waiting.extendleft([job] for job in reversed(suspects))


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

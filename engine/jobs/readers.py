"""The readers of a run: hand out batches, replace the dead, find who is to blame."""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from engine.host.worker import WorkerDiedError, WorkerTimeoutError
from engine.jobs import crew as crews
from engine.jobs.crew import UnwantedError
from engine.jobs.exchange import Exchange, Job, blame
from engine.jobs.pulse import Pulse
from engine.jobs.reading_messages import Answer, Batch, Draft, Read, Source
from engine.jobs.waiting import WaitingJobs

if TYPE_CHECKING:
    from engine.host.worker import Worker
    from engine.jobs.crew import Crew, Reader
    from engine.protocol.errors import ModelError

_log = logging.getLogger(__name__)

LIVES = 2
"""Times that a file may be alone with a worker that dies before it is held to blame: the first
time may be somebody else's doing (a system short of memory kills what it likes)."""
_UNWRITTEN = 4
"""Answers that may wait for the writer before the readers wait for it."""
_LOOK = 1.0
"""Seconds between two looks at a worker that says nothing."""

_decoder = msgspec.msgpack.Decoder(Answer)
_encoder = msgspec.msgpack.Encoder()


class Readers:
    """Some threads, each with a worker of the crew, that read jobs in parallel."""

    def __init__(
        self,
        crew: Crew,
        load: Callable[[Sequence[Job]], Iterable[Source | Draft]],
        *,
        dense_model: str,
        workers: int,
        lenient: bool = False,
        ledger: str = "",
    ) -> None:
        """Prepare; nothing works yet.

        Args:
            crew: lends the workers.
            load: makes the requests for a batch of jobs; called in the readers' threads.
            dense_model: id in the registry; empty for none.
            workers: how many at most.
            lenient: whether to hand over also what lacks vectors, because they cannot be made at
                present (`Read.lacking`).
            ledger: where the words are written down (`WordLedger`); empty for nowhere.
        """
        self._crew = crew
        self._outside = crew.outside(dense_model)
        self._lenient = lenient
        self._ledger = ledger
        self.trouble: ModelError | None = None
        """Why vectors could not be made, the last time."""
        self._load = load
        self._dense_model = dense_model
        self._most = self._allowed = workers
        self._changed = threading.Condition()
        self._waiting = WaitingJobs()
        self._busy = 0
        self._results: deque[Read] = deque()
        self._error: BaseException | None = None
        self._deaths: Counter[int] = Counter()
        self._stopped = False
        self._lent: set[Worker] = set()
        self._threads: list[threading.Thread] = []

    def put(self, jobs: Collection[Job], *, first: bool = False) -> None:
        """Have jobs read, in this order: after all that wait, or before."""
        with self._changed:
            (self._waiting.put_first if first else self._waiting.put)(jobs)
            while len(self._threads) < min(self._most, len(self._waiting)):
                name = f"reader-{len(self._threads)}"
                self._threads.append(threading.Thread(target=self._run, name=name, daemon=True))
                self._threads[-1].start()
            self._changed.notify_all()

    def withdraw(self, files: Collection[int]) -> list[Job]:
        """Take back the jobs of these files that no worker has yet; return them."""
        with self._changed:
            return self._waiting.withdraw(files)

    def promote(self, wanted: Callable[[str], bool]) -> None:
        """Read the jobs whose path is ``wanted`` before all others."""
        with self._changed:
            self._waiting.promote(wanted)

    def allow(self, workers: int) -> None:
        """Let so many work from now on; those that are too many stop after their batch."""
        with self._changed:
            self._allowed = workers
            self._changed.notify_all()

    @property
    def done(self) -> bool:
        """Whether all jobs were read and all that was read was taken."""
        with self._changed:
            return self._quiet() and not self._results and self._error is None

    def next(self, timeout: float) -> Read | None:
        """Return what was read, in any order; None when nothing came or everything is done.

        Args:
            timeout: seconds.

        Raises:
            ReadersUnavailableError: no worker starts.
            ModelError: vectors cannot be made at present. All that was made came before.
            BaseException: what a thread failed with otherwise: a bug.
        """
        with self._changed:
            self._changed.wait_for(
                lambda: self._results or self._error is not None or self._quiet(), timeout
            )
            if self._results:
                self._changed.notify_all()
                return self._results.popleft()
            if self._error is not None:
                raise self._error
            return None

    def close(self) -> None:
        """End what is being read and wait for the threads; unread jobs stay unread."""
        with self._changed:
            self._stopped = True
            self._waiting.clear()
            lent = list(self._lent)
            self._changed.notify_all()
        for worker in lent:
            worker.kill()
        for thread in self._threads:
            thread.join()

    def _quiet(self) -> bool:
        return not self._busy and not len(self._waiting)

    # --- in the readers' threads ---------------------------------------------------------------

    def _run(self) -> None:
        try:
            while (batch := self._take()) is not None:
                self._work(batch)
                with self._changed:
                    self._busy -= 1
                    self._changed.notify_all()
        except UnwantedError:
            pass
        except BaseException as error:  # noqa: BLE001 - it is raised again in `next`
            with self._changed:
                self._error = error
                self._changed.notify_all()

    def _take(self) -> list[Job] | None:
        """Wait for a batch; None when the run has ended."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._stopped or (len(self._waiting) and self._busy < self._allowed)
            )
            if self._stopped:
                return None
            self._busy += 1
            return self._waiting.batch(self._allowed)

    def _work(self, batch: list[Job]) -> None:
        reader = self._crew.lend(self._dense_model, lambda: self._stopped)
        survived = False
        try:
            with self._changed:
                self._lent.add(reader.worker)
            survived = not self._stopped and self._serve(reader, batch)
        finally:
            with self._changed:
                self._lent.discard(reader.worker)
            if survived:
                self._crew.take_back(reader)
            else:
                reader.worker.kill()

    def _serve(self, reader: Reader, batch: list[Job]) -> bool:
        """Have a worker read a batch; return whether it survived."""
        under_way = Exchange(batch)
        reader.worker.send(_encoder.encode(Batch(tuple(self._requests(batch)), self._ledger)))
        try:
            while not under_way.finished:
                answer = _decoder.decode(_received(reader.worker, under_way.patience))
                under_way.note(answer)
                if isinstance(answer, Read):
                    self._hand_over(self._completed(answer))
        except (WorkerDiedError, WorkerTimeoutError) as error:
            if not self._stopped:
                self._judge(under_way, error)
            return False
        return True

    def _requests(self, batch: Sequence[Job]) -> Iterator[Source | Draft]:
        for item in self._load(batch):
            if self._outside is not None and isinstance(item, Draft) and not item.dense:
                yield self._outside.filled(item)
            else:
                yield item

    def _completed(self, read: Read) -> Read:
        """Return what a worker read with all vectors: the worker goes on reading meanwhile."""
        if self._outside is None:
            return read
        completed, trouble = self._outside.complete(read, lambda: self._stopped)
        if trouble is not None:
            self.trouble = trouble
            if not self._lenient:
                raise trouble
        return completed

    def _hand_over(self, read: Read) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._stopped or len(self._results) < _UNWRITTEN)
            self._results.append(read)
            self._changed.notify_all()

    def _judge(self, under_way: Exchange, error: WorkerDiedError | WorkerTimeoutError) -> None:
        """Find the culprit of a worker's death; the rest of its batch is read by another."""
        _log.warning("a reader worker was lost, another takes its place: %s", error)
        suspects = under_way.open()
        culprit = under_way.culprit()
        if culprit is not None:
            self._deaths[culprit.file] += 1
            timeout = isinstance(error, WorkerTimeoutError)
            sure = timeout or error.reason in {"memory", "too-large"}
            if sure or self._deaths[culprit.file] >= LIVES:
                self._hand_over(blame(culprit, error))
                suspects.remove(culprit)
        with self._changed:
            # Alone, so that the next death has one suspect only; before the rest, to be done soon.
            self._waiting.put_alone(suspects)


def _received(worker: Worker, patience: float) -> bytes:
    """Return a worker's next answer; one that stands still at its memory limit has died of it."""
    deadline = time.monotonic() + patience
    pulse = Pulse(worker.pid, crews.MEMORY)
    while True:
        left = max(0.0, deadline - time.monotonic())
        try:
            return worker.receive(min(left, _LOOK))
        except WorkerTimeoutError:
            if left <= _LOOK:
                message = f"{worker.name}: no answer in {patience:g} s"
                raise WorkerTimeoutError(message, worker=worker.name) from None
            if pulse.stopped():
                raise WorkerDiedError(worker.name, "memory") from None

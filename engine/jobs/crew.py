"""Reader workers that outlive a run: a changed file does not wait for a process to start."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from engine.host.launch import python_command
from engine.host.worker import Worker, WorkerDiedError, WorkerTimeoutError
from engine.jobs import exchange
from engine.jobs.reading_messages import Setup
from engine.protocol.errors import FindlingError

if TYPE_CHECKING:
    from engine.jobs.outside import Outside, Outsides

IDLE_SECONDS = 30.0
"""How long a worker is kept without work."""
MEMORY = 2 * 2**30
"""Bytes of private memory that a worker may hold."""
GROWN = 512 * 2**20
"""Resident bytes beside its model from which on a worker is not used again: it starts at about
100 MB, and its table of words grows."""
SMALL = 150 * 2**20
"""Resident bytes of a worker with a small model."""
STARTS = 3
"""Workers in a row that may die while they start."""
_LOOK = 0.25
"""Seconds between two looks at whether a starting worker is still wanted."""

_encoder = msgspec.msgpack.Encoder()
_log = logging.getLogger(__name__)


class ReadersUnavailableError(FindlingError):
    """A reader worker does not even start: nothing can be read, and no file is to blame."""

    code = "readers-unavailable"
    hint = "`findling doctor` tells what is missing; the log has the worker's last words."


class UnwantedError(Exception):
    """Nobody waits for the worker any more."""


@dataclass(slots=True)
class Reader:
    """A worker that has loaded its model."""

    worker: Worker
    dense_model: str
    model_bytes: int = 0
    """What it held when its model was loaded, beyond what a small one needs."""
    idle_since: float = 0.0


class Crew:
    """All reader workers of an engine. Thread-safe."""

    def __init__(
        self,
        most: int | None = None,
        home: Path | None = None,
        outsides: Outsides | None = None,
    ) -> None:
        """Prepare; nothing is started.

        Args:
            most: workers that a run may use at once; None for one per core that this process may
                use.
            home: where downloaded and added models lie; None for the program's own alone.
            outsides: what there is beside the workers; closed with the crew.
        """
        self._home = str(home or "")
        self._outsides = outsides
        self.most = most or _cores()
        self._changed = threading.Condition()
        self._idle: list[Reader] = []
        self._watch: threading.Thread | None = None
        self._closed = False

    def outside(self, dense_model: str) -> Outside | None:
        """Return what there is beside the workers for a model; None for nothing."""
        return self._outsides.of(dense_model) if self._outsides is not None else None

    def lend(self, dense_model: str, unwanted: Callable[[], bool]) -> Reader:
        """Return a worker for one batch after the other, an idle one or a new one.

        Args:
            dense_model: id in the registry; empty for none.
            unwanted: asked now and then while a worker starts.

        Raises:
            ReadersUnavailableError: several in a row died while they started.
            UnwantedError: ``unwanted`` said so.
        """
        while (reader := self._take(dense_model)) is not None:
            if reader.worker.alive:
                return reader
            _log.warning("a reader worker was lost while it had no work")
            reader.worker.kill()
        return self._start(dense_model, unwanted)

    def take_back(self, reader: Reader) -> None:
        """Keep a worker that has no work for the next that asks; one that grew is ended."""
        reader.idle_since = time.monotonic()
        kept = not _grown(reader)
        with self._changed:
            kept = kept and not self._closed
            if kept:
                self._idle.append(reader)
                self._begin_watch()
        if not kept:
            reader.worker.kill()

    def close(self) -> None:
        """End the idle workers; those that are lent end when they are given back."""
        with self._changed:
            self._closed = True
            ended, self._idle = self._idle, []
            watch = self._watch
            self._changed.notify_all()
        for reader in ended:
            reader.worker.kill()
        if watch is not None:
            watch.join()
        if self._outsides is not None:
            self._outsides.close()

    def _take(self, dense_model: str) -> Reader | None:
        """Return the idle worker used last; where only others are idle, one of them goes."""
        with self._changed:
            for reader in reversed(self._idle):
                if reader.dense_model == dense_model:
                    self._idle.remove(reader)
                    return reader
            surplus = self._idle.pop(0) if len(self._idle) >= self.most else None
        if surplus is not None:
            surplus.worker.kill()
        return None

    def _start(self, dense_model: str, unwanted: Callable[[], bool]) -> Reader:
        """Return a new worker; one that dies before it is ready may have had bad luck."""
        for attempt in range(1, STARTS + 1):
            try:
                return _started(self._setup(dense_model), unwanted)
            except (WorkerDiedError, WorkerTimeoutError) as error:
                if attempt == STARTS:
                    raise ReadersUnavailableError(str(error)) from error
                _log.warning("a reader worker was lost while it started: %s", error)
        raise AssertionError

    def _setup(self, dense_model: str) -> Setup:
        outside = self.outside(dense_model)
        if outside is None or not outside.makes:
            return Setup(dense_model, self._home)
        return Setup(dense_model, self._home, outside=True, together=outside.step)

    # --- in a thread of its own, which lives while workers are idle ----------------------------

    def _begin_watch(self) -> None:
        if self._watch is None:
            self._watch = threading.Thread(target=self._end_idle, name="crew", daemon=True)
            self._watch.start()

    def _end_idle(self) -> None:
        while True:
            with self._changed:
                if self._closed or not self._idle:
                    self._watch = None
                    return
                left = self._idle[0].idle_since + IDLE_SECONDS - time.monotonic()
                if left > 0:
                    self._changed.wait(left)
                    continue
                reader = self._idle.pop(0)
            reader.worker.kill()


def _started(setup: Setup, unwanted: Callable[[], bool]) -> Reader:
    worker = Worker(
        python_command("engine.jobs.reading"),
        name="reader",
        memory_limit=MEMORY,
        low_priority=True,
    )
    try:
        worker.send(_encoder.encode(setup))
        _await_ready(worker, unwanted)
    except BaseException:
        worker.kill()
        raise
    return Reader(worker, setup.dense_model, max(0, _resident(worker) - SMALL))


def _await_ready(worker: Worker, unwanted: Callable[[], bool]) -> None:
    deadline = time.monotonic() + exchange.SECONDS
    while True:
        try:
            worker.receive(_LOOK)
        except WorkerTimeoutError:
            if unwanted():
                raise UnwantedError from None
            if time.monotonic() >= deadline:
                raise
        else:
            return


def _grown(reader: Reader) -> bool:
    resident = _resident(reader.worker)
    return not resident or resident - reader.model_bytes > GROWN


def _resident(worker: Worker) -> int:
    """Return a worker's resident bytes; 0 where it is gone."""
    import psutil

    try:
        return int(psutil.Process(worker.pid).memory_info().rss)
    except psutil.Error:
        return 0


def _cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1

"""The engine's side of the preview worker: started when needed, replaced when it fails."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING

import msgspec

from engine.host.launch import python_command
from engine.host.worker import Worker, WorkerDiedError, WorkerTimeoutError
from engine.preview.jobs import Job, Looked, Outcome, Refused
from engine.protocol.errors import ReadError

if TYPE_CHECKING:
    from engine.host.cancellation import Token

_log = logging.getLogger(__name__)

IDLE = 120.0
"""Seconds without a request after which the worker is ended: it holds what was looked at."""
MEMORY = 1536 * 2**20
"""Bytes."""
_TIMEOUT = 20.0
"""Seconds for one job; a reader's own limits are of this order."""
_STEP = 0.05
"""Seconds between two looks at whether anybody still waits."""
_GRACE = 0.4
"""Seconds that a job which nobody waits for any more may still take when the next one comes."""
_PAUSE = 60.0
"""Seconds that a file which killed the worker is left alone."""


class PreviewFailedError(ReadError):
    """The worker died of this file, or did not come to an end with it."""

    code = "preview-failed"
    hint = "Its text is shown as it was indexed; its own program may show more."


class PreviewClient:
    """Looks at files through the preview worker. Thread-safe; one look after the other."""

    def __init__(
        self, command: Sequence[str] = (), *, idle: float = IDLE, timeout: float = _TIMEOUT
    ) -> None:
        """Start nothing yet.

        Args:
            command: starts the worker; the program's own by default.
            idle: seconds without a request after which it is ended.
            timeout: seconds for one job.
        """
        self._command = list(command) or python_command("engine", "worker", "preview")
        self._idle = idle
        self._timeout = timeout
        self._lock = threading.Lock()
        self._worker: Worker | None = None
        self._owed = 0
        """Answers that are still to come and that nobody wants."""
        self._culprits: dict[str, float] = {}
        """Files that the worker died of, and until when they are left alone."""
        self._last_use = 0.0
        self._timer: threading.Timer | None = None
        self._closed = False
        self._decoder: msgspec.msgpack.Decoder[Outcome] = msgspec.msgpack.Decoder(Looked | Refused)

    @property
    def pid(self) -> int | None:
        """The worker's process id; None while there is none."""
        worker = self._worker
        return worker.pid if worker is not None and worker.alive else None

    def warm(self) -> None:
        """Have a worker started soon where there is none: the first look is then not its start's.

        Returns at once.
        """
        if self._worker is None and not self._closed:
            threading.Thread(target=self._warm, name="preview-warming", daemon=True).start()

    def look(self, job: Job, token: Token) -> Outcome:
        """Return what came of a job.

        Raises:
            PreviewFailedError: the worker died of it, or it took too long.
            Cancelled: by the token; the worker may still be at it.
        """
        path = job.ask.path
        with self._turn(token):
            now = time.monotonic()
            self._culprits = {name: end for name, end in self._culprits.items() if end > now}
            if path in self._culprits:
                raise PreviewFailedError("the last look at it ended badly")
            try:
                outcome = self._ask(msgspec.msgpack.encode(job), token)
            except (WorkerDiedError, WorkerTimeoutError, msgspec.DecodeError) as error:
                self._end()
                self._culprits[path] = time.monotonic() + _PAUSE
                _log.warning("preview: %s", error)
                raise PreviewFailedError(str(error)) from error
            finally:  # a look that was called off has started the worker too
                self._last_use = time.monotonic()
                self._watch_idle(self._idle)
            return outcome

    def close(self) -> None:
        """End the worker; nothing can be asked afterwards."""
        with self._lock:
            self._closed = True
            if self._timer is not None:
                self._timer.cancel()
            self._end()

    def _warm(self) -> None:
        if not self._lock.acquire(blocking=False):
            return  # somebody looks, and has it started
        try:
            if self._worker is None and not self._closed:
                self._ready()
                self._last_use = time.monotonic()
                self._watch_idle(self._idle)
        except (OSError, WorkerDiedError) as error:
            _log.warning("preview: %s", error)
        finally:
            self._lock.release()

    @contextlib.contextmanager
    def _turn(self, token: Token) -> Generator[None]:
        while not self._lock.acquire(timeout=_STEP):
            token.check()
        try:
            token.check()
            if self._closed:
                raise PreviewFailedError("the engine is ending")
            yield
        finally:
            self._lock.release()

    def _ask(self, frame: bytes, token: Token) -> Outcome:
        """Ask the worker; one that died since it last answered is replaced and the new one asked.

        Its end may be seen by nobody before it is spoken to.
        """
        served = self._worker
        try:
            return self._answer(frame, token)
        except WorkerDiedError:
            if served is None or served is not self._worker:
                raise
            self._end()
            return self._answer(frame, token)

    def _answer(self, frame: bytes, token: Token) -> Outcome:
        worker = self._ready()
        worker.send(frame)
        deadline = time.monotonic() + self._timeout
        while True:
            try:
                return self._decoder.decode(worker.receive(_STEP))
            except WorkerTimeoutError:
                if time.monotonic() >= deadline:
                    raise
                if token.cancelled:
                    self._owed += 1
                    token.check()

    def _ready(self) -> Worker:
        if self._worker is not None and not self._drained(self._worker):
            self._end()
        if self._worker is None:
            self._worker = Worker(self._command, name="preview", memory_limit=MEMORY)
        return self._worker

    def _drained(self, worker: Worker) -> bool:
        """Take what is owed; whether the worker is free then."""
        deadline = time.monotonic() + _GRACE
        try:
            while self._owed:
                worker.receive(max(deadline - time.monotonic(), 0.0))
                self._owed -= 1
        except (WorkerDiedError, WorkerTimeoutError):
            return False
        return worker.alive

    def _end(self) -> None:
        self._owed = 0
        if self._worker is not None:
            self._worker.kill()
            self._worker = None

    def _watch_idle(self, after: float) -> None:
        if self._timer is None:
            self._timer = threading.Timer(after, self._end_when_idle)
            self._timer.daemon = True
            self._timer.start()

    def _end_when_idle(self) -> None:
        with self._lock:
            self._timer = None
            if self._closed or self._worker is None:
                return
            left = self._last_use + self._idle - time.monotonic()
            if left > 0:
                self._watch_idle(left)
            else:
                self._end()

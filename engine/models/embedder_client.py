"""The engine's side of the embedder worker: started when needed, replaced when it fails."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from engine.host.launch import python_command
from engine.host.worker import Worker, WorkerDiedError, WorkerTimeoutError
from engine.models.embedder_messages import (
    EmbeddingFailed,
    EmbedTexts,
    Request,
    ScorePairs,
    Vectors,
    joined,
    unpacked,
)
from engine.models.pace import Pace
from engine.models.texts import encodable
from engine.models.turns import LOOK, Check, Turns, never
from engine.models.vectors import Meanings
from engine.protocol.errors import ModelError

if TYPE_CHECKING:
    from engine.models.entry import ModelEntry
    from engine.models.vectors import FloatMatrix, Floats

_log = logging.getLogger(__name__)

IDLE = 300.0
"""Seconds without a request after which the worker is ended: it holds some 150 MB."""
_PATIENCE = 3
"""Failures in a row after which the worker is left alone for a while."""
_PAUSE = 60.0
"""Seconds of that while."""


class EmbedderFailedError(ModelError):
    """The embedder died or did not answer in time."""

    code = "embedder-failed"
    hint = "It is started again with the next search."


class EmbedderClient:
    """Vectors from the embedder worker. Thread-safe; requests are answered one after the other.

    Those that a person waits for go first: what nobody waits for comes in batches of `pace.STEP`.
    """

    def __init__(
        self, command: Sequence[str] = (), *, idle: float = IDLE, home: Path | None = None
    ) -> None:
        """Start nothing yet.

        Args:
            command: starts the worker; the program's own by default.
            idle: seconds without a request after which it is ended.
            home: where downloaded and added models lie; None for the program's own alone.
        """
        self._home = str(home or "")
        self._command = list(command) or python_command("engine", "worker", "embedder")
        self._idle = idle
        self._turns = Turns()
        self._paces: dict[str, Pace] = {}
        self._worker: Worker | None = None
        self._last_use = 0.0
        self._timer: threading.Timer | None = None
        self._failures = 0
        self._paused_until = 0.0
        self._closed = False
        self._decoder = msgspec.msgpack.Decoder(Vectors | EmbeddingFailed)

    @property
    def pid(self) -> int | None:
        """The worker's process id; None while there is none."""
        worker = self._worker
        return worker.pid if worker is not None and worker.alive else None

    def embed(
        self, model: str, texts: Sequence[str], *, queries: bool = False, timeout: float
    ) -> FloatMatrix:
        """Return shape (len(texts), dim), float32.

        Args:
            model: id in the catalogue.
            texts: a few at a time, so that whoever waits can be called off between.
            queries: whether they are queries rather than passages.
            timeout: seconds, the worker's start and the model's loading included.

        Raises:
            EmbedderFailedError: it died, did not answer in time or failed too often lately.
            ModelError: the model cannot be used.
        """
        return self.encode(model, texts, queries=queries, timeout=timeout).dense

    def encode(
        self,
        model: str,
        texts: Sequence[str],
        *,
        queries: bool = False,
        bulk: bool = False,
        timeout: float,
        check: Check = never,
    ) -> Meanings:
        """Return the vectors of texts by a model of any family that the embedder runs.

        Args:
            model: id in the catalogue.
            texts: as in `embed`; any number of them where ``bulk``.
            queries: whether they are queries rather than passages.
            bulk: whether nobody waits for them: requests for a person go first, and between any two
                batches of these.
            timeout: as in `embed`; where ``bulk``, seconds of each batch once it is its turn.
            check: what it raises ends the request. Called before each batch of ``bulk``; else a few
                times a second, and the worker is ended if it is at it.

        Raises:
            ModelError: as `embed`.
        """
        clean = tuple(map(encodable, texts))
        if not bulk:
            asked = EmbedTexts(model, clean, queries, self._home)
            return unpacked(self._made(asked, timeout, check))
        pace, parts, start = self._paces.setdefault(model, Pace()), list[Meanings](), 0
        while not parts or start < len(clean):
            check()
            some = clean[start : (start := pace.take(clean, start))]
            with self._turns.behind():
                reply = self._replied(EmbedTexts(model, some, queries, self._home), timeout, never)
                pace.learn(some, reply.seconds)
            parts.append(unpacked(reply))
        return joined(parts)

    def score(
        self,
        model: str,
        query: str,
        texts: Sequence[str],
        *,
        timeout: float,
        check: Check = never,
    ) -> Floats:
        """Return how well each text answers a query, shape (n,), float32, 0 to 1.

        Raises:
            ModelError: as `embed`, or it scores no pairs. ``check`` is as of `encode`.
        """
        clean = tuple(map(encodable, texts))
        request = ScorePairs(model, encodable(query), clean, self._home)
        return unpacked(self._made(request, timeout, check)).dense.reshape(-1)

    def try_out(
        self, card: ModelEntry, text: str, *, timeout: float, check: Check = never
    ) -> FloatMatrix:
        """Return a text's vector, shape (1, dim), by a model that is not known yet.

        Args:
            card: where it lies, and how it is thought to be used. One that is a reranker and
                nothing else scores a pair; its ``dim`` is 0 as that of a model of sparse vectors.
            text: any.
            timeout: as in `embed`.
            check: as in `encode`.

        Raises:
            ModelError: it cannot be used, or the embedder failed.
        """
        if card.kinds == ("reranker",):
            self._made(ScorePairs(card.id, text, (text,), self._home, card), timeout, check)
            return np.zeros((1, 0), np.float32)
        request = EmbedTexts(card.id, (text,), home=self._home, card=card)
        return unpacked(self._made(request, timeout, check)).dense

    def forget(self) -> None:
        """End the worker: what it holds was replaced. The next request starts it again."""
        with self._turns.ahead():
            self._end()

    def close(self) -> None:
        """End the worker, whatever it is at; nothing can be asked afterwards."""
        self._closed = True
        worker = self._worker
        if worker is not None:
            worker.kill()
        with self._turns.ahead():
            if self._timer is not None:
                self._timer.cancel()
            self._end()

    def _made(self, request: Request, timeout: float, check: Check) -> Vectors:
        """Return the answer to a request that somebody waits for."""
        deadline = time.monotonic() + timeout
        try:
            with self._turns.ahead(max(0.0, timeout), check):
                return self._replied(request, deadline - time.monotonic(), check)
        except TimeoutError as error:
            raise EmbedderFailedError("the embedder is busy") from error

    def _replied(self, request: Request, timeout: float, check: Check) -> Vectors:
        frame = msgspec.msgpack.encode(request)
        reply = self._exchange(frame, time.monotonic() + timeout, check)
        if isinstance(reply, EmbeddingFailed):
            raise _failure(reply)
        return reply

    def _exchange(self, frame: bytes, deadline: float, check: Check) -> Vectors | EmbeddingFailed:
        try:
            reply = self._ask(frame, deadline, check)
        except (WorkerDiedError, WorkerTimeoutError, msgspec.DecodeError) as error:
            self._end()  # an answer that comes too late would be taken for the next one's
            self._failures += 1
            if self._failures >= _PATIENCE:
                self._paused_until = time.monotonic() + _PAUSE
                self._failures = 0
            _log.warning("embedder: %s", error)
            raise EmbedderFailedError(str(error)) from error
        self._failures = 0
        self._last_use = time.monotonic()
        self._watch_idle(self._idle)
        return reply

    def _ask(self, frame: bytes, deadline: float, check: Check) -> Vectors | EmbeddingFailed:
        """Ask the worker; one that died since it last answered is replaced and the new one asked.

        Its end may be seen by nobody before it is spoken to.
        """
        served = self._worker
        try:
            return self._answer(frame, deadline, check)
        except WorkerDiedError:
            if served is None or served is not self._worker:
                raise
            self._end()
            return self._answer(frame, deadline, check)

    def _answer(self, frame: bytes, deadline: float, check: Check) -> Vectors | EmbeddingFailed:
        worker = self._ready()
        worker.send(frame)
        while True:
            left = max(0.0, deadline - time.monotonic())
            try:
                return self._decoder.decode(worker.receive(min(left, LOOK)))
            except WorkerTimeoutError:
                if left <= LOOK:
                    raise
            try:
                check()
            except BaseException:
                self._end()  # whoever comes next is not to wait for what nobody wants
                raise

    def _ready(self) -> Worker:
        if self._closed:
            raise EmbedderFailedError("the embedder was closed")
        if time.monotonic() < self._paused_until:
            raise EmbedderFailedError("the embedder failed too often; it is left alone for a while")
        if self._worker is not None and not self._worker.alive:
            self._end()
        if self._worker is None:
            self._worker = Worker(self._command, name="embedder")
        return self._worker

    def _end(self) -> None:
        if self._worker is not None:
            self._worker.kill()
            self._worker = None

    def _watch_idle(self, after: float) -> None:
        if self._timer is None:
            self._timer = threading.Timer(after, self._end_when_idle)
            self._timer.daemon = True
            self._timer.start()

    def _end_when_idle(self) -> None:
        with self._turns.ahead():
            self._timer = None
            if self._closed or self._worker is None:
                return
            left = self._last_use + self._idle - time.monotonic()
            if left > 0:
                self._watch_idle(left)
            else:
                self._end()


def _failure(reply: EmbeddingFailed) -> ModelError:
    error = ModelError(reply.message, hint=reply.hint)
    error.code = reply.code
    return error

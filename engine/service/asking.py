"""Asking a model outside the reader workers: in threads of its own, and for nothing twice."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Sequence
from math import inf
from typing import TYPE_CHECKING

import numpy as np

from engine.host.cancellation import Token
from engine.jobs.crew import UnwantedError
from engine.models.errors import (
    ModelDamagedError,
    VendorAnswerError,
    VendorError,
    VendorKeyError,
    in_our_words,
)

if TYPE_CHECKING:
    from engine.models.vectors import Meanings
    from engine.protocol.errors import ModelError
    from engine.service.portions import Portion

log = logging.getLogger(__name__)

RESTS = (10.0, 60.0, 300.0, 1800.0)
"""Seconds for which a model that failed is left alone, longer each time."""
GRACE = 10.0
"""Seconds that an answer may still take when nobody waits any more: it is paid for already."""
_LOOK = 0.1
"""Seconds between two looks at whether the answer is still wanted."""


class Temper:
    """Whether a model is to be asked at present. Thread-safe."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._errors = 0
        self._until = 0.0
        self.wakes = 0
        self.trouble: ModelError | None = None
        """Why it failed last; None where it works, for all that is known."""

    @property
    def resting(self) -> float:
        """Seconds for which it is left alone; infinite where another key is needed."""
        return max(0.0, self._until - self._clock())

    @property
    def may_heal(self) -> bool:
        """Whether it rests for what is over as soon as its server answers anybody."""
        trouble = self.trouble if self.resting else None
        return isinstance(trouble, VendorError) and not isinstance(trouble, VendorAnswerError)

    def failed(self, error: ModelError, began: int) -> None:
        """Take note that it cannot be used. Failures at the same time are one.

        Args:
            error: why.
            began: ``wakes`` as it was before it was asked: what failed then says nothing now.
        """
        with self._lock:
            if self.resting or began != self.wakes:
                return
            self.trouble = error
            rest = RESTS[min(self._errors, len(RESTS) - 1)]
            self._errors += 1
            self._until = self._clock() + (inf if isinstance(error, VendorKeyError) else rest)
        log.warning("vectors cannot be made: %s (%s)", in_our_words(error), error.code)

    def worked(self) -> None:
        """Take note that it answered."""
        with self._lock:
            self._errors, self._until, self.trouble = 0, 0.0, None

    def wake(self) -> None:
        """Take note that it may well answer now: a key changed, or its server answered."""
        with self._lock:
            self.wakes += 1
            self._errors, self._until, self.trouble = 0, 0.0, None


class Asking:
    """One model's requests under way. Thread-safe."""

    def __init__(
        self,
        encode: Callable[[Sequence[str], Token], Meanings],
        keep: Callable[[Portion, Meanings], None],
        dim: int,
    ) -> None:
        """Ask nothing yet.

        Args:
            encode: the model; its token has it begin nothing new when nobody waits any more, and is
                cancelled some time after.
            keep: remembers what it made; called before anybody is told.
            dim: length of a dense vector.
        """
        self._encode = encode
        self._keep = keep
        self._dim = dim
        self._changed = threading.Condition()
        self._under_way: set[bytes] = set()
        self._sent: set[bytes] = set()
        """Those under way that a request was sent for, whether anybody still waits or not."""

    def claim(self, keys: Collection[bytes]) -> list[bytes]:
        """Return those that nobody asks for at present; they are the caller's to ask for."""
        with self._changed:
            mine = [key for key in keys if key not in self._under_way]
            self._under_way.update(mine)
            return mine

    def release(self, keys: Collection[bytes]) -> None:
        """Give up what was claimed and not asked for."""
        with self._changed:
            self._under_way.difference_update(set(keys) - self._sent)
            self._changed.notify_all()

    def wait(self, keys: Collection[bytes], unwanted: Callable[[], bool]) -> None:
        """Wait until nobody asks for any of these any more.

        Raises:
            UnwantedError: ``unwanted`` said so.
        """
        with self._changed:
            while not self._under_way.isdisjoint(keys):
                if unwanted():
                    raise UnwantedError
                self._changed.wait(_LOOK)

    def ask(self, portion: Portion, unwanted: Callable[[], bool]) -> Meanings:
        """Return what the model makes of texts, whose keys are claimed.

        They are released when the answer is kept, or when it comes and nobody waits any more. After
        an error they are still the caller's, who may ask again without anybody asking beside.

        Raises:
            UnwantedError: ``unwanted`` said so. A request that was sent goes on for a while, and
                its answer is kept; no other one follows it.
            ModelError: the model failed.
        """
        if unwanted():
            raise UnwantedError
        answered, token = threading.Event(), Token()
        made: list[Meanings | BaseException] = []
        left = threading.Event()

        def work() -> None:
            try:
                meanings = self._encode(portion.texts, token)
                self._check(meanings, len(portion.texts))
                self._keep(portion, meanings)
                made.append(meanings)
            except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
                made.append(error)
            finally:
                with self._changed:
                    self._sent.difference_update(portion.keys)
                    answered.set()
                    if left.is_set() or not isinstance(made[0], BaseException):
                        self.release(portion.keys)

        with self._changed:
            self._sent.update(portion.keys)
        try:
            threading.Thread(target=work, name="asking", daemon=True).start()
        except RuntimeError:  # the system gives no more threads
            with self._changed:
                self._sent.difference_update(portion.keys)
            raise
        while not answered.wait(_LOOK):
            if unwanted():
                with self._changed:
                    left.set()
                token.finish()
                _cancel_later(token)
                raise UnwantedError
        (result,) = made
        if isinstance(result, BaseException):
            raise result
        return result

    def _check(self, made: Meanings, count: int) -> None:
        """Raise for an answer that is not what was asked for."""
        if made.dense.shape != (count, self._dim):
            found = f"{made.dense.shape[0]} vectors of length {made.dense.shape[1]}"
            raise ModelDamagedError(f"{found} came for {count} texts, not of {self._dim}", hint="")
        sound = bool(np.isfinite(made.dense).all())
        if made.learned is not None:
            sound = sound and made.learned.shape[0] == count
            weights = made.learned.data
            sound = sound and bool((np.isfinite(weights) & (weights > 0)).all())
        if not sound:
            raise ModelDamagedError("the model's answer is no vector", hint="")


def _cancel_later(token: Token) -> None:
    timer = threading.Timer(GRACE, token.cancel)
    timer.daemon = True
    timer.start()

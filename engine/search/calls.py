"""Calls to models that may be slow, hang or fail, for people who may have gone on typing.

A call runs in a thread of its own, so that nobody waits for it longer than the answer is wanted.
One that nobody waits for any more goes on to its own end, and what it brings may be of use to the
next; few go on at once, so that a server that hangs is not asked by every pause in the typing.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, TypeVar, cast

from engine.models.errors import VendorBusyError, VendorError, VendorKeyError

if TYPE_CHECKING:
    from engine.host.cancellation import Token
    from engine.protocol.errors import ModelError

_T = TypeVar("_T")

REST = 30.0
"""Seconds for which a vendor that failed is left alone; twice as many after each failure more."""
MOST_REST = 900.0
"""Seconds after which it is tried again in any case."""


class Calls:
    """Calls of one model. Thread-safe."""

    def __init__(
        self,
        *,
        most: int = 2,
        rest: float = REST,
        late: type[ModelError] = VendorBusyError,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Call nobody yet.

        Args:
            most: calls at once.
            rest: seconds for which a vendor is not called after a failure; 0 to call at once again.
            late: what is raised where there is no answer in time.
            clock: tells the time in seconds.
        """
        self._most = most
        self._rest = rest
        self._late = late
        self._clock = clock
        self._changed = threading.Condition()
        self._under_way = 0
        self._failures = 0
        self._resting_until = 0.0
        self._why: ModelError | None = None
        self._served_by: object = None
        self._shared: dict[Hashable, Future[Any]] = {}

    def ask(
        self,
        work: Callable[[], _T],
        token: Token,
        budget: float,
        *,
        by: object = None,
        key: Hashable = None,
    ) -> _T:
        """Return what a call returns.

        Args:
            work: the call; blocks until it is through.
            token: ends the waiting, not the call.
            budget: seconds to wait.
            by: who is called: a failure is not held against anybody else (another key, say).
            key: calls of the same key at once are one; None for one of its own.

        Raises:
            ModelError: it failed lately and is left alone, or does not answer in time.
            Cancelled: by the token.
            Exception: whatever the call raises.
        """
        deadline = self._clock() + budget
        self._require_rested(by)
        future = self._begin(work, by, key, token, deadline)
        ended = threading.Event()
        future.add_done_callback(lambda _: ended.set())
        token.when_cancelled(ended.set)
        if not ended.wait(max(0.0, deadline - self._clock())):
            late = self._late(f"there was no answer within {budget:g} s")
            self._failed(late, by)
            raise late
        if not future.done():
            token.check()
        return future.result()

    def _begin(
        self, work: Callable[[], _T], by: object, key: Hashable, token: Token, deadline: float
    ) -> Future[_T]:
        """Return a call under way; where there are too many, wait until one of them is through."""

        def notify() -> None:
            with self._changed:
                self._changed.notify_all()

        token.when_cancelled(notify)
        with self._changed:
            while True:
                token.check()
                if key is not None and key in self._shared:
                    return self._shared[key]
                if self._under_way < self._most:
                    break
                left = deadline - self._clock()
                if left <= 0:
                    raise self._late("earlier questions have not been answered yet")
                self._changed.wait(left)
            self._under_way += 1
            future: Future[_T] = Future()
            if key is not None:
                self._shared[key] = future
        threading.Thread(target=self._call, args=(work, future, by, key), daemon=True).start()
        return future

    def _call(self, work: Callable[[], _T], future: Future[_T], by: object, key: Hashable) -> None:
        result, failure = None, None
        try:
            result = work()
        except Exception as error:  # noqa: BLE001 - raised again where the result is taken
            failure = error
        if isinstance(failure, VendorError):
            self._failed(failure, by)
        with self._changed:
            if failure is None:
                self._failures, self._resting_until, self._why = 0, 0.0, None
            self._shared.pop(key, None)
            self._under_way -= 1
            self._changed.notify_all()
        if failure is None:
            future.set_result(cast("_T", result))
        else:
            future.set_exception(failure)

    def _require_rested(self, by: object) -> None:
        with self._changed:
            if by is not self._served_by or self._why is None:
                return
            left = self._resting_until - self._clock()
            if left > 0:
                raise type(self._why)(str(self._why), hint=self._why.hint)

    def _failed(self, why: ModelError, by: object) -> None:
        """Leave it alone for a growing while; one that refuses the key, for the longest."""
        with self._changed:
            now = self._clock()
            if by is not self._served_by:
                self._failures, self._resting_until, self._served_by = 0, 0.0, by
            if not self._rest or now < self._resting_until:
                return  # two at once are one failure
            self._failures += 1
            growing = min(self._rest * 2 ** (self._failures - 1), MOST_REST)
            rest = MOST_REST if isinstance(why, VendorKeyError) else growing
            self._resting_until, self._why = now + rest, why

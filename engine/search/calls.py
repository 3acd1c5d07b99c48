"""Calls to models that may be slow, hang or fail, for people who may have gone on typing.

A call runs in a thread of its own, so that nobody waits for it longer than the answer is wanted.
One that nobody waits for any more goes on to its own end, and what it brings may be of use to the
next; few go on at once, so that a server that hangs is not asked by every pause in the typing.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from engine.host.cancellation import Token
from engine.models.errors import VendorBusyError, VendorError, VendorKeyError
from engine.protocol.errors import Cancelled

if TYPE_CHECKING:
    from engine.protocol.errors import ModelError
    from engine.search.resting import Resting

_T = TypeVar("_T")

_LATEST = 4
"""Answers that are held for whoever was about to ask the same while they came."""


class Calls:
    """Calls of one model. Thread-safe."""

    def __init__(
        self,
        *,
        most: int = 2,
        late: type[ModelError] = VendorBusyError,
        resting: Resting | None = None,
    ) -> None:
        """Call nobody yet.

        Args:
            most: calls at once.
            late: what is raised where there is no answer in time.
            resting: remembers failures; None to call at once again.
        """
        self._most = most
        self._late = late
        self._resting = resting
        self._changed = threading.Condition()
        self._under_way: set[_Call[Any]] = set()
        self._latest: deque[_Call[Any]] = deque(maxlen=_LATEST)

    def ask(
        self,
        work: Callable[[Token], _T],
        token: Token,
        budget: float,
        *,
        by: object = None,
        key: Hashable = None,
    ) -> _T:
        """Return what a call returns.

        Args:
            work: the call; blocks until it is through. Its own token is cancelled when somebody
                has waited in vain for as long as they could: then it hangs.
            token: ends the waiting, not the call.
            budget: seconds to wait.
            by: who is called: a failure is not held against anybody else (another key, say).
            key: calls of the same key at about the same time are one; None for one of its own.

        Raises:
            ModelError: it failed lately and is left alone, or does not answer in time.
            Cancelled: by the token.
            Exception: whatever the call raises.
        """
        deadline = time.monotonic() + budget
        self.check(by)
        call = self._begin(_Call(work, by, key), token, deadline)
        ended = threading.Event()
        call.future.add_done_callback(lambda _: ended.set())
        token.when_cancelled(ended.set)
        if not ended.wait(max(0.0, deadline - time.monotonic())):
            late = self._late(f"there was no answer within {budget:.1f} s")
            self._note(late, by)
            self._ended(call)  # others may call again, though this one perhaps still waits
            call.given_up.cancel()
            raise late
        if not call.future.done():
            token.check()
        try:
            return call.future.result()
        except Cancelled as error:  # not by us: somebody else waited in vain for the same
            raise self._late("there was no answer in time") from error

    def check(self, by: object) -> None:
        """Return if somebody may be called.

        Raises:
            ModelError: they failed lately and are left alone.
        """
        if self._resting is not None:
            self._resting.check(by)

    def _begin(self, call: _Call[_T], token: Token, deadline: float) -> _Call[_T]:
        """Return a call under way; where there are too many, wait until one of them is through."""

        def notify() -> None:
            with self._changed:
                self._changed.notify_all()

        token.when_cancelled(notify)
        with self._changed:
            while True:
                token.check()
                for other in (*self._under_way, *self._latest):
                    if call.key is not None and other.key == call.key:
                        return cast("_Call[_T]", other)
                if len(self._under_way) < self._most:
                    break
                left = deadline - time.monotonic()
                if left <= 0:
                    raise self._late("earlier questions have not been answered yet")
                self._changed.wait(left)
            self._under_way.add(call)
        threading.Thread(target=self._run, args=(call,), name="model-call", daemon=True).start()
        return call

    def _run(self, call: _Call[Any]) -> None:
        result, failure = None, None
        try:
            result = call.work(call.given_up)
        except Exception as error:  # noqa: BLE001 - raised again where the result is taken
            failure = error
        if failure is None or isinstance(failure, VendorError):
            self._note(failure, call.by)
        self._ended(call, answered=failure is None)
        if failure is None:
            call.future.set_result(result)
        else:
            call.future.set_exception(failure)

    def _ended(self, call: _Call[Any], *, answered: bool = False) -> None:
        with self._changed:
            self._under_way.discard(call)
            if answered and call.key is not None:
                self._latest.append(call)
            self._changed.notify_all()

    def _note(self, failure: ModelError | None, by: object) -> None:
        if self._resting is None:
            return
        if failure is None:
            self._resting.served()
        else:
            self._resting.failed(failure, by, final=isinstance(failure, VendorKeyError))


class _Call(Generic[_T]):
    """One call under way."""

    def __init__(self, work: Callable[[Token], _T], by: object, key: Hashable) -> None:
        self.work = work
        self.given_up = Token()
        self.by = by
        self.key = key
        self.future: Future[_T] = Future()

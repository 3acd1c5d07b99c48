"""Work that cannot be called off, left behind by who waited for it."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.host.cancellation import Token

_T = TypeVar("_T")


def left_behind(work: Callable[[], _T], token: Token) -> _T:
    """Return what work returns; called off, leave it to a thread of its own.

    Args:
        work: has an end of its own, and does nothing but find something out.
        token: calls the waiting off, at any moment.

    Raises:
        Cancelled: by the token.
        Exception: whatever the work raises.
    """
    token.check()
    future: Future[_T] = Future()
    ended = threading.Event()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            future.set_exception(error)
        finally:
            ended.set()

    token.when_cancelled(ended.set)
    threading.Thread(target=run, name="left-behind", daemon=True).start()
    ended.wait()
    token.check()
    return future.result()

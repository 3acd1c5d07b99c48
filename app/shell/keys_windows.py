"""Keys from anywhere under Windows: RegisterHotKey, whose messages come to a thread of its own."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.shell.chord import Chord

_HOTKEY, _QUIT = 0x0312, 0x0012
"""WM_HOTKEY, WM_QUIT (winuser.h)."""
_NO_REPEAT = 0x4000


class WindowsKeys:
    """One chord at a time."""

    def __init__(self, pressed: Callable[[], None]) -> None:
        """``pressed`` is called on that thread."""
        self._pressed = pressed
        self._thread: threading.Thread | None = None
        self._number = 0

    def grab(self, chord: Chord) -> bool:
        """Have the keys from now on; False where another program has them."""
        self.release()
        answer = _Answer()
        self._thread = threading.Thread(
            target=self._listen, args=(chord, answer), name="keys", daemon=True
        )
        self._thread.start()
        answer.given.wait()
        if not answer.granted:
            self._thread = None
        return answer.granted

    def release(self) -> None:
        """Give the keys back."""
        if self._thread is not None:
            _user().PostThreadMessageW(self._number, _QUIT, 0, 0)
            self._thread.join()
            self._thread = None

    def _listen(self, chord: Chord, answer: _Answer) -> None:
        from ctypes import wintypes

        user = _user()
        message = wintypes.MSG()
        user.PeekMessageW(ctypes.byref(message), None, 0, 0, 0)  # makes the thread's queue
        self._number = threading.get_native_id()
        mask = chord.windows_mask | _NO_REPEAT
        answer.granted = bool(user.RegisterHotKey(None, 1, mask, chord.windows_key))
        answer.given.set()
        while answer.granted and user.GetMessageW(ctypes.byref(message), None, 0, 0) > 0:
            if message.message == _HOTKEY:
                self._pressed()
        user.UnregisterHotKey(None, 1)


class _Answer:
    """What the system said; written by the thread that asked it."""

    def __init__(self) -> None:
        self.given = threading.Event()
        self.granted = False


def _user() -> Any:  # noqa: ANN401 - a foreign library has no type
    return getattr(ctypes, "windll").user32  # noqa: B009 - exists on Windows alone

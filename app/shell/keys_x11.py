"""Keys from anywhere under X11: a passive grab on the root window, by a connection of its own.

libxcb is what Qt's own X11 plugin stands on. Xlib is not used: its errors (keys that another
program holds) end the process unless a handler is set for all of it.
"""

from __future__ import annotations

import ctypes
import os
import select
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.shell.chord import Chord

_LIBRARY = "libxcb.so.1"
_PRESS = 2
"""KeyPress (X11 protocol, encoding)."""
_ASYNC = 1
_LOCKS = (0, 2, 16, 18)
"""Neither, Caps Lock, Num Lock (Mod2 everywhere that matters), both: a grab is for one of them."""
_ANY_KEY, _ANY_MODIFIER = 0, 1 << 15
_KEYCODES = 34
"""Offset of min_keycode in the connection's setup (xproto.h: xcb_setup_t); max_keycode follows."""


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _Screens(ctypes.Structure):
    _fields_ = (
        ("data", ctypes.POINTER(ctypes.c_uint32)),
        ("rem", ctypes.c_int),
        ("index", ctypes.c_int),
    )


class X11Keys:
    """One chord at a time. A thread waits for it while one is held."""

    def __init__(self, pressed: Callable[[], None]) -> None:
        """``pressed`` is called on that thread."""
        self._pressed = pressed
        self._xcb = _load()
        self._thread: threading.Thread | None = None
        self._wake = -1

    def grab(self, chord: Chord) -> bool:
        """Have the keys from now on; False where another program has them, or no keyboard."""
        self.release()
        connection = self._xcb.xcb_connect(None, None)
        if self._xcb.xcb_connection_has_error(connection) or not self._take(connection, chord):
            self._xcb.xcb_disconnect(connection)
            return False
        ear, self._wake = os.pipe()
        self._thread = threading.Thread(
            target=self._listen, args=(connection, ear), name="keys", daemon=True
        )
        self._thread.start()
        return True

    def release(self) -> None:
        """Give the keys back."""
        if self._thread is not None:
            os.close(self._wake)
            self._thread.join()
            self._thread = None

    def _take(self, connection: int, chord: Chord) -> bool:
        setup = self._xcb.xcb_get_setup(connection)
        root = self._xcb.xcb_setup_roots_iterator(setup).data[0]
        code = self._keycode(connection, setup, chord.x_keysym)
        if not code:
            return False
        for locks in _LOCKS:
            cookie = self._xcb.xcb_grab_key_checked(
                connection, 0, root, chord.x_mask | locks, code, _ASYNC, _ASYNC
            )
            error = self._xcb.xcb_request_check(connection, cookie)
            if error:
                _free(error)
                return False
        return True

    def _give_back(self, connection: int) -> None:
        """Let go of all keys and wait until that is so: a closed connection's grabs end later."""
        setup = self._xcb.xcb_get_setup(connection)
        root = self._xcb.xcb_setup_roots_iterator(setup).data[0]
        cookie = self._xcb.xcb_ungrab_key_checked(connection, _ANY_KEY, root, _ANY_MODIFIER)
        error = self._xcb.xcb_request_check(connection, cookie)
        if error:
            _free(error)

    def _keycode(self, connection: int, setup: int, keysym: int) -> int:
        """The key that gives this symbol without modifiers; 0 for none."""
        first, last = ctypes.string_at(setup + _KEYCODES, 2)
        cookie = self._xcb.xcb_get_keyboard_mapping(connection, first, last - first + 1)
        reply = self._xcb.xcb_get_keyboard_mapping_reply(connection, cookie, None)
        if not reply:
            return 0
        per_key = ctypes.string_at(reply + 1, 1)[0]
        symbols = self._xcb.xcb_get_keyboard_mapping_keysyms(reply)
        codes = range(first, last + 1)
        found = next((c for c in codes if symbols[(c - first) * per_key] == keysym), 0)
        _free(reply)
        return found

    def _listen(self, connection: int, ear: int) -> None:
        descriptor = self._xcb.xcb_get_file_descriptor(connection)
        while True:
            while event := self._xcb.xcb_poll_for_event(connection):
                kind = ctypes.string_at(event, 1)[0] & 0x7F
                _free(event)
                if kind == _PRESS:
                    self._pressed()
            if self._xcb.xcb_connection_has_error(connection):
                break
            ready, _, _ = select.select([descriptor, ear], [], [])
            if ear in ready:
                self._give_back(connection)
                break
        self._xcb.xcb_disconnect(connection)
        os.close(ear)


def _free(pointer: int) -> None:
    ctypes.CDLL(None).free(ctypes.c_void_p(pointer))


def _load() -> Any:  # noqa: ANN401 - a foreign library has no type
    """Name the functions that are used.

    Raises:
        OSError: there is no libxcb.
    """
    xcb = ctypes.CDLL(_LIBRARY)
    pointer, byte, word, number = (
        ctypes.c_void_p,
        ctypes.c_uint8,
        ctypes.c_uint16,
        ctypes.c_uint32,
    )
    signatures: dict[str, tuple[Any, tuple[Any, ...]]] = {
        "xcb_connect": (pointer, (ctypes.c_char_p, pointer)),
        "xcb_disconnect": (None, (pointer,)),
        "xcb_connection_has_error": (ctypes.c_int, (pointer,)),
        "xcb_get_file_descriptor": (ctypes.c_int, (pointer,)),
        "xcb_get_setup": (pointer, (pointer,)),
        "xcb_setup_roots_iterator": (_Screens, (pointer,)),
        "xcb_poll_for_event": (pointer, (pointer,)),
        "xcb_request_check": (pointer, (pointer, _Cookie)),
        "xcb_grab_key_checked": (_Cookie, (pointer, byte, number, word, byte, byte, byte)),
        "xcb_ungrab_key_checked": (_Cookie, (pointer, byte, number, word)),
        "xcb_get_keyboard_mapping": (_Cookie, (pointer, byte, byte)),
        "xcb_get_keyboard_mapping_reply": (pointer, (pointer, _Cookie, pointer)),
        "xcb_get_keyboard_mapping_keysyms": (ctypes.POINTER(number), (pointer,)),
    }
    for name, (result, arguments) in signatures.items():
        function = getattr(xcb, name)
        function.restype, function.argtypes = result, arguments
    return xcb

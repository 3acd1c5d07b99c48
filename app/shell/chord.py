"""A key with modifiers, as the systems name them."""

from __future__ import annotations

from dataclasses import dataclass

_X_F1 = 0xFFBE
"""Keysyms (X11/keysymdef.h); letters and digits are their Latin-1 codes, small."""
_WIN_F1 = 0x70
"""Virtual-key code (winuser.h); letters, digits and the space are their ASCII codes, large."""
_X_MASKS = {"shift": 1, "ctrl": 4, "alt": 8, "meta": 64}
_WIN_MASKS = {"alt": 1, "ctrl": 2, "shift": 4, "meta": 8}
_LAST_F = 24


@dataclass(frozen=True, slots=True)
class Chord:
    """Keys pressed together; one that a person could type by accident is none."""

    letter: str = ""
    """A small letter, a digit or a space; empty for a function key."""
    function: int = 0
    """1 for F1 and so on; 0 for none."""
    modifiers: frozenset[str] = frozenset()
    """Of ``ctrl``, ``alt``, ``shift`` and ``meta``."""

    @classmethod
    def parse(cls, text: str) -> Chord | None:
        """Read what Qt writes (``Ctrl+Alt+Space``); None where these keys cannot be had."""
        *held, key = text.lower().split(",")[0].split("+")
        modifiers = frozenset(held)
        if not modifiers <= _X_MASKS.keys():
            return None
        if key.startswith("f") and key[1:].isdecimal() and 1 <= int(key[1:]) <= _LAST_F:
            return cls(function=int(key[1:]), modifiers=modifiers)
        letter = " " if key == "space" else key
        known = len(letter) == 1 and letter.isascii() and (letter.isalnum() or letter == " ")
        if not known or not modifiers - {"shift"}:
            return None
        return cls(letter=letter, modifiers=modifiers)

    @property
    def x_keysym(self) -> int:
        """For X11."""
        return _X_F1 + self.function - 1 if self.function else ord(self.letter)

    @property
    def x_mask(self) -> int:
        """For X11."""
        return sum(_X_MASKS[name] for name in self.modifiers)

    @property
    def windows_key(self) -> int:
        """For Windows."""
        return _WIN_F1 + self.function - 1 if self.function else ord(self.letter.upper())

    @property
    def windows_mask(self) -> int:
        """For Windows."""
        return sum(_WIN_MASKS[name] for name in self.modifiers)

"""A key that does not show: not in a repr, not in an error, not in a log."""

from __future__ import annotations

import hashlib
import html
import json
import re
from urllib.parse import quote, quote_plus

_HIDDEN = "…"
_SHORT = 4
"""Shorter ones are parts of ordinary words."""


class Secret:
    """Holds a key; only `reveal` gives it."""

    __slots__ = ("_key", "_shapes")

    def __init__(self, key: str) -> None:
        """Hold a key, without the white space that pasting brings."""
        self._key = key.strip()
        self._shapes = _shapes(self._key)

    def __bool__(self) -> bool:
        """Whether there is one."""
        return bool(self._key)

    def __repr__(self) -> str:
        return f"Secret({_HIDDEN if self._key else ''})"

    @property
    def sound(self) -> bool:
        """Whether it can be sent at all: no vendor's key has anything but visible ASCII."""
        return self._key.isascii() and self._key.isprintable() and " " not in self._key

    def reveal(self) -> str:
        """Return the key; to be sent and nothing else."""
        return self._key

    def fingerprint(self) -> str:
        """Return what is the same for the same key and does not tell it."""
        return hashlib.sha256(self._key.encode("utf-8", "replace")).hexdigest()

    def hidden(self, text: str) -> str:
        """Return a text without the key, however a server may have written it."""
        return self._shapes.sub(_HIDDEN, text) if self._shapes is not None else text


def _shapes(key: str) -> re.Pattern[str] | None:
    if len(key) < _SHORT:
        return None
    as_json = json.dumps(key)[1:-1]
    ways = {key, quote(key, safe=""), quote(key), quote_plus(key), html.escape(key), as_json}
    longest_first = sorted(ways, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE)

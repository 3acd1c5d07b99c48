"""A key that does not show: not in a repr, not in an error, not in a log."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from urllib.parse import quote, quote_plus

_HIDDEN = "…"
_SHORT = 4
"""Shorter ones are parts of ordinary words."""
_BEGIN, _END = 6, 4
"""Characters of a key that vendors show of it, to tell it from others: ``sk-abc****wxyz``."""
_WORD = re.compile(r"[^\s\"'`<>()\[\]{}=:,;]+")


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
        """Return a text without the key, and without words that may be a piece of it.

        Those are the ones that begin or end as it does: a server may have masked or broken it.
        """
        if self._shapes is None:
            return text
        return _WORD.sub(self._whole_or_hidden, self._shapes.sub(_HIDDEN, text))

    def _whole_or_hidden(self, found: re.Match[str]) -> str:
        word, key = found[0].lower().rstrip(".!?"), self._key.lower()
        if len(key) <= _BEGIN:
            return found[0]
        return _HIDDEN if key[:_BEGIN] in word or word.endswith(key[-_END:]) else found[0]


def _shapes(key: str) -> re.Pattern[str] | None:
    if len(key) < _SHORT:
        return None
    as_json = json.dumps(key)[1:-1]
    ways = {key, quote(key, safe=""), quote(key), quote_plus(key), html.escape(key), as_json}
    ways |= {way for shift in range(3) for way in _in_base64(key, shift)}
    longest_first = sorted(ways, key=len, reverse=True)
    return re.compile("|".join(map(_broken, longest_first)), re.IGNORECASE)


def _in_base64(key: str, shift: int) -> tuple[str, ...]:
    """Return how a key looks in base64, so many bytes after others: what depends on it alone."""
    data = b"\0" * shift + key.encode("utf-8", "replace")
    first, last = -(-8 * shift // 6), 8 * len(data) // 6
    ways = (base64.b64encode(data), base64.urlsafe_b64encode(data))
    return tuple(way.decode()[first:last] for way in ways)


def _broken(way: str) -> str:
    """Return what finds a key that lines may break."""
    return r"\s*".join(map(re.escape, way))

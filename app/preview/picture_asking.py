"""Which pictures of a text are asked for: each once, and not too many."""

from __future__ import annotations

_MOST = 60
"""Of one document."""


class PictureAsking:
    """Remembers which pictures were asked for, and how many of them have not come."""

    def __init__(self) -> None:
        self._names: set[str] = set()
        self._due = 0

    @property
    def open(self) -> bool:
        """Whether any was asked for and has neither come nor been refused."""
        return self._due > 0

    def ask(self, name: str) -> bool:
        """Whether a picture is to be asked for now; then it is taken for asked for."""
        if name in self._names or len(self._names) >= _MOST:
            return False
        self._names.add(name)
        self._due += 1
        return True

    def came(self, name: str) -> bool:
        """Whether a picture that has come was asked for."""
        asked = name in self._names
        self._due -= asked
        return asked

    def refuse(self) -> None:
        """One of them does not come."""
        self._due -= 1

    def clear(self) -> None:
        """Forget all."""
        self._names.clear()
        self._due = 0

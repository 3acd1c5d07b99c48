"""What every command and event is."""

from __future__ import annotations

import msgspec

_SECRETS = ("key", "store_token")
"""Fields that are never written down."""


class Message(msgspec.Struct, frozen=True, tag=True, kw_only=True):
    """What every command and event carries."""

    ticket: int = 0

    def __repr__(self) -> str:
        """Everything but secrets: logs and tracebacks may have it."""
        told = (f"{name}={self._told(name)}" for name in self.__struct_fields__)
        return f"{type(self).__name__}({', '.join(told)})"

    def _told(self, name: str) -> str:
        value = getattr(self, name)
        return "…" if name in _SECRETS and value else repr(value)

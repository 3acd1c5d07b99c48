"""What every command and event is."""

from __future__ import annotations

import msgspec


class Message(msgspec.Struct, frozen=True, tag=True, kw_only=True):
    """What every command and event carries."""

    ticket: int = 0

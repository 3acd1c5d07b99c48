"""Whether what a person chose can be meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec
from pathspec import GitIgnoreSpec

from engine.protocol.errors import UsageError

if TYPE_CHECKING:
    from engine.protocol.messages import Pace, Rules, SetPace

ON_BATTERY = ("", "full", "gentle", "stop")
WHILE_WORKING = ("", "full", "gentle")
SERVERS = ("http://", "https://", "tcp://", "unix:")
"""How an address of a Milvus begins. A path of a file would have pymilvus start a Milvus Lite of
its own, behind the back of `engine.store`."""
_AS_IN_GITIGNORE = "Write it as in .gitignore: *.log or drafts/."


def check_name(name: str) -> str:
    """Return a library's name without blanks around it; `UsageError` where nothing is left."""
    if not name.strip():
        raise UsageError("a library needs a name")
    return name.strip()


def check_store(uri: str) -> None:
    """Raise `UsageError` for an address that is no Milvus server's; an empty one is none."""
    if uri and not (uri.startswith(SERVERS) and _leads_somewhere(uri)):
        raise UsageError(
            f"{uri} is no address of a Milvus server",
            hint="Write it as http://host:19530 or https://host.",
        )


def _leads_somewhere(uri: str) -> bool:
    """Whether there is a host, and a port that may be one, which pymilvus takes for granted."""
    try:
        parts = urlsplit(uri)
        return parts.scheme == "unix" or (bool(parts.hostname) and parts.port != 0)
    except ValueError:
        return False


def check_rules(rules: Rules) -> None:
    """Raise `UsageError` for a pattern that is none, or a limit below nothing."""
    if rules.most_bytes < 0:
        raise UsageError("a size limit cannot be less than 0")
    for pattern in (*rules.include, *rules.exclude):
        if not pattern.strip() or pattern.startswith("#"):
            raise UsageError(f"{pattern!r} says nothing", hint=_AS_IN_GITIGNORE)
        if not _is_valid(pattern):
            raise UsageError(f"{pattern} is no valid pattern", hint=_AS_IN_GITIGNORE)


def _is_valid(pattern: str) -> bool:
    try:
        found = GitIgnoreSpec.from_lines([pattern])
    except (ValueError, re.error):  # the second for "[z-a]"
        return False
    return any(part.include is not None for part in found.patterns)


def check_pace(chosen: SetPace) -> None:
    """Raise `UsageError` for a pace that there is not."""
    if chosen.on_battery not in ON_BATTERY:
        raise UsageError("on battery indexing can be full, gentle or stop")
    if chosen.while_working not in WHILE_WORKING:
        raise UsageError("while you work indexing can be full or gentle")


def with_wishes(pace: Pace, wish: SetPace) -> Pace:
    """Return a pace with what is wished; what is empty, or None, stays as it is."""
    return msgspec.structs.replace(
        pace,
        on_battery=wish.on_battery or pace.on_battery,
        while_working=wish.while_working or pace.while_working,
        in_advance=pace.in_advance if wish.in_advance is None else wish.in_advance,
    )

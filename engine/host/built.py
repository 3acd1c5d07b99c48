"""What a packaged program says of itself: the source it was built from, and which parts it has."""

from __future__ import annotations

from pathlib import Path

import msgspec

import resources
from engine import __version__

FILE = "build.json"
"""Among the resources of a packaged program alone; packaging/build.py writes it."""


class Build(msgspec.Struct, frozen=True):
    """One build."""

    commit: str
    """The abbreviated hash of the source's commit; with a ``+`` where the source differed."""
    kind: str
    """``standard``, or ``full`` with torch."""


def build() -> Build | None:
    """Return what this was built from; None where it was not built into a program of its own."""
    try:
        said = (Path(resources.__path__[0]) / FILE).read_bytes()
        return msgspec.json.decode(said, type=Build)
    except (OSError, msgspec.DecodeError, msgspec.ValidationError):
        return None


def version_line() -> str:
    """Return the version, and what else tells this program from others of it."""
    built = build()
    return f"{__version__} ({built.kind}, {built.commit})" if built else __version__

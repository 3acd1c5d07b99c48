"""What is not there at present, and may come back: kept, and marked."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from engine.files.places import at_or_under

if TYPE_CHECKING:
    from engine.store.catalogue_rows import Trouble

AWAY = frozenset({"folder-missing", "drive-missing"})
"""Codes of the troubles that say so."""


def away_places(troubles: Iterable[Trouble]) -> tuple[str, ...]:
    """Return the folders (or single files) that are away."""
    return tuple(os.path.normpath(item.path) for item in troubles if item.code in AWAY)


def lies_in(path: str, places: Iterable[str]) -> bool:
    """Tell whether a path is one of the places or lies in one."""
    return any(at_or_under(path, place) for place in places)

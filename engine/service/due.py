"""What is due without anybody asking for it, and how long the indexing thread may sleep."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING

from engine.files.places import Places
from engine.service.runs import Run

if TYPE_CHECKING:
    from engine.service.library import Library

log = logging.getLogger(__name__)

_LOOK_UP = 60.0
"""Seconds between two looks at the clock on the wall: it goes on while the machine sleeps."""
_STEP = 0.02
_HELD_STEP = 3.0
"""Seconds between two looks at whether work that was held may go on."""


def next_due(libraries: Iterable[Library], *, besides: Library | None = None) -> Run | None:
    """Return a run that no person asked for but the disk or the clock.

    Args:
        libraries: those that are paused are passed over.
        besides: one that has a run under way.
    """
    working = [item for item in libraries if not item.settings.paused and item is not besides]
    for library in working:
        places = _taken(library)
        if places is not None:
            return Run(library, places, in_background=True, by_itself=True)
    for library in working if besides is None else ():  # long work that makes way itself
        if library.change.due:
            return Run(library, Places(), in_background=True, embeds=True)
    return None


def patience(libraries: Iterable[Library], *, held: bool) -> float:
    """Return for how long there is nothing to do unless something happens, in seconds."""
    if held:
        return _HELD_STEP
    working = [library for library in libraries if not library.settings.paused]
    waits = [wait for one in working for wait in (one.upkeep.due_in(), one.change.due_in)]
    return max(_STEP, min(wait for wait in (*waits, _LOOK_UP) if wait is not None))


def _taken(library: Library) -> Places | None:
    """Return what is due in a library; an error of its own keeps no other from its turn."""
    try:
        return library.upkeep.take()
    except Exception as error:
        log.exception("nobody knows what is due in %s", library.settings.id)
        library.upkeep.owe_everything()
        library.upkeep.failed(error)
        return None

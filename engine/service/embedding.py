"""Carrying out a change of a library's dense model, a piece at a time."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.protocol.errors import FindlingError, PausedError
from engine.protocol.messages import Failed, Progress
from engine.service.answering import failure_of

if TYPE_CHECKING:
    from engine.service.attending import Attending
    from engine.service.library import Library
    from engine.service.opening import OpenLibrary
    from engine.service.runs import Run

log = logging.getLogger(__name__)

NOT_CHANGED = "model-not-changed"
"""Code of the notice that another model's vectors cannot be made at present."""


def embed(
    run: Run,
    report: Callable[[Progress], None],
    attending: Attending,
    interrupted: Callable[[], bool],
) -> None:
    """Make what the settings want of a library's vectors, until it is there or interrupted.

    Raises:
        Cancelled: by the run's token; what was made stays.
        PausedError: the library is paused.
        StoreError, ModelError, OSError: it cannot be made.
    """
    library = run.library
    wish = library.change.wish
    if library.settings.paused:
        raise PausedError(f"{library.settings.name} is paused")
    report(Progress(library=library.settings.name, running=True, phase="opening"))
    library.mend()
    with library.lease(run.token) as opened:
        if not opened.changing(library.settings):
            opened.give_up()
        elif not _made(run, opened, report, attending, interrupted):
            return
    library.change.fulfilled(wish)
    library.upkeep.untell(NOT_CHANGED)


def not_embedded(library: Library, error: Exception) -> Failed:
    """Take note that the vectors could not be made; return what is to be told."""
    rest = library.change.failed()
    bug = None if isinstance(error, FindlingError) else error
    name = library.settings.id
    log.error("the vectors of %s are not made: %s", name, error, exc_info=bug)
    log.warning("that is tried again in %.0f s", rest)
    library.upkeep.tell(NOT_CHANGED, str(error))
    return failure_of(error)


def _made(
    run: Run,
    opened: OpenLibrary,
    report: Callable[[Progress], None],
    attending: Attending,
    interrupted: Callable[[], bool],
) -> bool:
    """Go on with the making; where it comes to an end, search by what was made."""
    from engine.jobs.changeover import Changeover

    settings = run.library.settings
    coming = opened.prepare(settings)
    work = Changeover(opened.index, coming, opened.crew, run.token, attending, report)
    if not work.go(interrupted):
        return False
    run.token.check()  # perhaps it was called off while the last of it was written
    end_former = opened.change_over(run.library.settings)
    if run.library.others_ended():
        end_former()
    return True

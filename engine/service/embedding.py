"""Making vectors apart from the reading of files: by another model, or late. A piece at a time."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.models.errors import in_our_words
from engine.protocol.errors import FindlingError, ModelError, PausedError
from engine.protocol.messages import Failed, Progress
from engine.service.answering import failure_of
from engine.service.opening import dense_id

if TYPE_CHECKING:
    from engine.jobs.indexing import IndexOutcome
    from engine.service.attending import Attending
    from engine.service.library import Library
    from engine.service.opening import OpenLibrary
    from engine.service.runs import Run

log = logging.getLogger(__name__)

NOT_CHANGED = "model-not-changed"
"""Code of the notice that another model's vectors cannot be made at present."""
LACKING = "vectors-lacking"
"""Code of the notice that files are found by their words alone until vectors can be made."""
REFUSED = "vectors-refused"
"""Code of the notice that files are found by their words alone: the model refuses what they say."""
_PAUSE = 30.0
"""Seconds until files are looked at again that lack vectors though nothing went wrong."""
_LONG = 3600.0
"""Seconds until those are that the model refuses: a look at everything has them asked for again."""


class VectorsLackingError(ModelError):
    """The vectors that files lack cannot be made at present."""

    code = LACKING


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
        library.seek_models(opened)
        try:
            whole = _embed(run, opened, report, attending, interrupted)
        except ModelError:
            library.change.rest(resting(opened, dense_id(library.settings)))
            raise
    if whole:
        library.change.fulfilled(wish)


def _embed(
    run: Run,
    opened: OpenLibrary,
    report: Callable[[Progress], None],
    attending: Attending,
    interrupted: Callable[[], bool],
) -> bool:
    if not opened.changing(run.library.settings):
        opened.give_up()
    elif not _made(run, opened, report, attending, interrupted):
        return False
    run.library.upkeep.untell(NOT_CHANGED)
    return _filled(run, opened, report, attending, interrupted)


def note_lacking(library: Library, opened: OpenLibrary, outcome: IndexOutcome) -> None:
    """Say whether files lack vectors after a run, and have them made as soon as may be."""
    if not outcome.lacking:
        library.upkeep.untell(LACKING)
        library.upkeep.untell(REFUSED)
        return
    rest = resting(opened, opened.index.dense_model)
    if outcome.trouble is not None:
        trouble = outcome.trouble
        library.upkeep.tell(LACKING, in_our_words(trouble), trouble.hint, trouble.code)
    library.change.lacks(rest)
    if outcome.trouble is not None or rest:  # sooner than what is refused
        library.change.rest(rest)


def not_embedded(library: Library, error: Exception) -> Failed:
    """Take note that the vectors could not be made; return what is to be told."""
    rest = library.change.failed()
    bug = None if isinstance(error, FindlingError) else error
    name = library.settings.id
    said = in_our_words(error)
    log.error("the vectors of %s are not made: %s", name, said, exc_info=bug)
    log.warning("that is tried again in %.0f s, or when a key changes", rest)
    code = LACKING if isinstance(error, VectorsLackingError) else NOT_CHANGED
    hint = error.hint if isinstance(error, FindlingError) else ""
    reason = error.__cause__ if isinstance(error, VectorsLackingError) else error
    cause = reason.code if isinstance(reason, FindlingError) else ""
    library.upkeep.tell(code, said, hint, cause)
    return failure_of(error)


def goes_on_by_words(opened: OpenLibrary) -> bool:
    """Tell whether files can be indexed although no vectors can be made: these follow later."""
    outside = opened.crew.outside(opened.index.dense_model)
    return outside is not None and outside.makes


def resting(opened: OpenLibrary, model: str) -> float:
    """Return for how many seconds it is of no use to ask a model for vectors."""
    outside = opened.crew.outside(model)
    return outside.resting if outside is not None else 0.0


def _filled(
    run: Run,
    opened: OpenLibrary,
    report: Callable[[Progress], None],
    attending: Attending,
    interrupted: Callable[[], bool],
) -> bool:
    """Make the vectors that files lack; return whether none lacks any.

    Raises:
        VectorsLackingError: they cannot be made at present.
    """
    if not goes_on_by_words(opened):
        return True
    outcome = opened.indexer.fill(run.token, report, attending, interrupted)
    if outcome.restarted:
        run.library.upkeep.owe_everything()
    if outcome.embedded:
        run.library.change.advanced()
    if outcome.lacking and outcome.trouble is not None:
        reason = outcome.trouble
        raise VectorsLackingError(in_our_words(reason), hint=reason.hint) from reason
    if outcome.lacking:
        run.library.change.rest(_until_again(run.library, opened, outcome.lacking, interrupted()))
        return False
    run.library.upkeep.untell(REFUSED)
    run.library.upkeep.untell(LACKING)
    return True


def _until_again(library: Library, opened: OpenLibrary, lacking: int, halted: bool) -> float:  # noqa: FBT001
    """Return the seconds until files that lack vectors are looked at; say which are refused."""
    still = resting(opened, opened.index.dense_model)
    if still or halted:
        return still
    outside = opened.crew.outside(opened.index.dense_model)
    if outside is None or not outside.refuses:
        return _PAUSE
    many = "1 file is" if lacking == 1 else f"{lacking} files are"
    said = f"{many} found by words alone: the model refuses what is in there"
    library.upkeep.untell(LACKING)
    library.upkeep.tell(REFUSED, said, "They are tried again every day, and by `findling index`.")
    return _LONG


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
    try:
        if not work.go(interrupted):
            return False
    finally:
        if work.written:
            run.library.change.advanced()
    run.token.check()  # perhaps it was called off while the last of it was written
    end_former = opened.change_over(run.library.settings)
    opened.index.catalogue.distrust(sorted(coming.refused))  # they lack vectors: see `_filled`
    if run.library.others_ended():
        end_former()
    return True

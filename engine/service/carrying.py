"""Carrying out one run: open the library, index, tell everybody, note what follows from it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from engine.files.places import Places, everywhere, united
from engine.jobs.crew import ReadersUnavailableError
from engine.protocol.errors import Cancelled, FindlingError, PausedError, UnknownLibraryError
from engine.protocol.messages import Progress, ProgressChanged
from engine.service.answering import failure_of
from engine.service.attending import Attending, Undisturbed
from engine.service.embedding import embed, goes_on_by_words, not_embedded, note_lacking
from engine.service.library import DAMAGED
from engine.service.news import Throttle
from engine.service.unwanted import unwanted

if TYPE_CHECKING:
    from engine.jobs.indexing import IndexOutcome
    from engine.service.attention import Attention
    from engine.service.news import News
    from engine.service.opening import OpenLibrary
    from engine.service.pacing import Pacing
    from engine.service.runs import Run

log = logging.getLogger(__name__)

CALLED_OFF = (Cancelled, PausedError, UnknownLibraryError)
"""How runs end that nothing went wrong with; the last one: the library was removed."""
SHORT = 1.0
"""Seconds within which a run that nobody asked for is not worth a person's notice."""


class Carrier:
    """Carries runs out, one at a time, but for those that another one makes way for."""

    def __init__(self, news: News, pacing: Pacing, attention: Attention) -> None:
        self._news = news
        self._pacing = pacing
        self._attention = attention

    def carry_out(
        self, run: Run, make_way: Callable[[], None], interrupted: Callable[[], bool]
    ) -> IndexOutcome | Exception:
        """Index; return what was done, or why not. The waiters are not told.

        Args:
            run: what is wanted.
            make_way: carries out what cannot wait for the end of a long run.
            interrupted: tells whether work that can be broken off is to be.
        """
        library = run.library
        kind = Undisturbed if run.embeds else Attending
        attending = kind(run, self._pacing, self._attention, make_way)
        report = _Reporter(self, run)
        if run.embeds:
            return self._embedded(run, report, attending, interrupted)
        if run.whole:
            attending.taken = library.upkeep.changes.take()
            run.places = everywhere([run.places, attending.taken])
        try:
            result = _indexed(run, report, attending)
        except Exception as error:  # noqa: BLE001 - returned; the thread lives on
            result = _because_paused(run, error)
        try:
            self._settle(run, attending, result)
        finally:
            report.end()
        return result

    def _embedded(
        self,
        run: Run,
        report: _Reporter,
        attending: Attending,
        interrupted: Callable[[], bool],
    ) -> IndexOutcome | Exception:
        try:
            embed(run, report, attending, interrupted)
        except Exception as error:  # noqa: BLE001 - returned; the thread lives on
            if not isinstance(error, CALLED_OFF):
                self._news.publish(not_embedded(run.library, error))
            return error
        finally:
            report.end()
        return _nothing_done()

    def hold(self, run: Run) -> None:
        """Say that a run waits until the machine has power or time for it."""
        library = run.library
        if library.progress.phase != "holding":
            library.progress = Progress(
                library=library.settings.name, running=True, phase="holding"
            )
            self.tell(run, library.progress)

    def withdraw(self, run: Run) -> None:
        """Say that a run that was held is not to begin."""
        library = run.library
        if library.progress.phase == "holding":
            library.progress = Progress(library=library.settings.name, running=False)
            self.tell(run, library.progress)

    def tell(self, run: Run, progress: Progress) -> None:
        """Send the progress of a run to its waiters and the subscribers."""
        event = ProgressChanged(progress=progress)
        self._news.publish(event)
        for waiter in tuple(run.waiters):
            waiter.report(event)

    def _settle(self, run: Run, attending: Attending, result: IndexOutcome | Exception) -> None:
        """Have done again what was not done, and rest if that would fail as well."""
        upkeep = run.library.upkeep
        if not isinstance(result, Exception):
            if run.whole:
                upkeep.looked_at_everything()
            if not run.only_removes:  # which may have had nothing to do, and proves nothing
                upkeep.succeeded()
            if result.restarted and not run.whole:
                upkeep.owe_everything()
            return
        damaged = isinstance(result, DAMAGED)
        called_off = isinstance(result, CALLED_OFF)
        if attending.taken is not None:
            upkeep.give_back(attending.taken)
        if run.places is not None and (run.in_background or not called_off):
            upkeep.give_back(run.places)
        if called_off:
            return
        upkeep.owe_everything()  # it may have undone what an earlier run had done elsewhere
        bug = None if isinstance(result, FindlingError) else result
        log.error("indexing %s failed: %s", run.library.settings.id, result, exc_info=bug)
        if upkeep.failed(result, mending=damaged) and not run.waiters:
            self._news.publish(failure_of(result))


class _Reporter:
    """The way of a run's progress: kept in its library; told when it lasts or is waited for."""

    def __init__(self, carrier: Carrier, run: Run) -> None:
        self._carrier = carrier
        self._run = run
        self._throttle = Throttle(lambda progress: carrier.tell(run, progress))
        self._began = time.monotonic()
        self._told = False

    def __call__(self, progress: Progress) -> None:
        name = self._run.library.settings.name
        if progress.library != name:  # it was renamed meanwhile
            progress = msgspec.structs.replace(progress, library=name)
        self._run.library.progress = progress
        short = self._run.by_itself and not self._run.waiters and not self._told
        if short and time.monotonic() - self._began < SHORT:
            return
        self._told = True
        self._throttle(progress)

    def end(self) -> None:
        """Say that the run is over."""
        library = self._run.library
        library.progress = msgspec.structs.replace(
            library.progress, running=False, phase="idle", eta_seconds=None, current=""
        )
        if self._told:
            self._carrier.tell(self._run, library.progress)


def _indexed(run: Run, report: Callable[[Progress], None], attending: Attending) -> IndexOutcome:
    library = run.library
    if run.only_removes:
        more = Places(unwanted(library.upkeep.folder, library.settings))
        run.places = united(run.places or Places(), more)
        if not run.places.paths:
            return _nothing_done()
    elif library.settings.paused:
        raise PausedError(f"{library.settings.name} is paused")
    report(Progress(library=library.settings.name, running=True, phase="opening"))
    library.mend()
    with library.lease(run.token) as opened:
        library.seek_models(opened)
        if "dense" in opened.lacks and not run.only_removes and not goes_on_by_words(opened):
            raise opened.lacks["dense"]  # no vectors can be made; those that are here stay
        opened.follow(library.settings)
        if run.whole or run.only_removes:
            library.watch.set_roots(library.settings.folders)
        try:
            result = opened.indexer.run(
                run.token,
                report,
                places=run.places,
                retry_failed=run.retry_failed,
                attendant=attending,
            )
        except ReadersUnavailableError as error:
            damage = opened.damage()
            if damage is None:
                raise
            library.seek_models(opened)
            raise damage from error
        note_lacking(library, opened, result)
        _give_space_back(run, opened)
    return result


def _nothing_done() -> IndexOutcome:
    from engine.jobs.indexing import IndexOutcome

    return IndexOutcome(files=0, unchanged=0, failed=0, removed=0, passages=0, seconds=0.0)


def _give_space_back(run: Run, opened: OpenLibrary) -> None:
    given = opened.index.compact(run.token)
    if given:
        log.info("%d bytes were given back to the disk", given)
        message = f"the index was compacted: {given / 1e6:.0f} MB of disk given back"
        run.library.upkeep.tell("compacted", message)


def _because_paused(run: Run, error: Exception) -> Exception:
    if isinstance(error, Cancelled) and run.library.settings.paused:
        return PausedError(f"{run.library.settings.name} was paused")
    return error

"""What a run under way hears from the engine, and the engine from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from engine.files.places import united

if TYPE_CHECKING:
    from engine.files.places import Places
    from engine.service.attention import Attention
    from engine.service.pacing import Pacing
    from engine.service.runs import Run
    from engine.store.catalogue_rows import Trouble


class Attending:
    """The attendant of one run; used in the thread of the run."""

    def __init__(
        self, run: Run, pacing: Pacing, attention: Attention, make_way: Callable[[], None]
    ) -> None:
        """Attend to a run.

        Args:
            run: its library's watcher hears where it looks, and it hears what is changed.
            pacing: how many workers may work.
            attention: which files are read first.
            make_way: carries out what cannot wait for the end of this run.
        """
        self.taken: Places | None = None
        """What the run was given while under way: to be given back unless it ends well."""
        self._run = run
        self._library = run.library
        self._pacing = pacing
        self._attention = attention
        self._make_way = make_way

    def entering(self, folder: str) -> None:
        """Have a folder watched before it is listed."""
        self._library.watch.entering(folder)

    def scanned(self, troubles: Sequence[Trouble], *, whole: bool) -> None:
        """Have the watcher look out for what is away to come back."""
        self._library.watch.scanned(troubles, whole=whole)

    def changed(self) -> Places | None:
        """Return what changed since the run began."""
        if self._library.settings.paused:
            return None
        places = self._library.upkeep.changes.take()
        if places is not None:
            self.taken = united(self.taken, places) if self.taken is not None else places
        return places

    def postponed(self, paths: Sequence[str]) -> None:
        """Have files that are being written to looked at when they are quiet."""
        self._library.upkeep.changes.put_back(paths)

    def workers(self, most: int) -> int:
        """Return as many as the pace allows; what a person waits for is never held."""
        return self._pacing.workers(most, waited_for=bool(self._run.waiters))

    def urgent(self, path: str) -> bool:
        """Tell whether the person is looking at it."""
        return self._attention.holds(path)

    def pause(self) -> None:
        """Let other libraries' small changes pass."""
        self._make_way()


class Undisturbed(Attending):
    """The attendant of a run that looks at no files."""

    def changed(self) -> Places | None:
        """Return None: what changed waits for the next run."""
        return None

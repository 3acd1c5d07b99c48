"""What a library needs by itself, and when: changes, retries, the daily look, rest after errors."""

from __future__ import annotations

import logging
import shutil
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from engine.files.places import Places, everywhere, united
from engine.protocol.errors import FindlingError
from engine.protocol.messages import Notice
from engine.service.counting import next_retry, retries_due
from engine.service.first_look import FirstLook

if TYPE_CHECKING:
    from pathlib import Path

    from engine.files.changes import Changes

log = logging.getLogger(__name__)

DAY = 86_400.0
"""Seconds between two looks at everything."""
RESTS = (10.0, 60.0, 300.0, 1800.0)
"""Seconds without runs after the first error of the store, the second, …"""
ROOM = 16 * 2**20
"""Bytes by which a full disk must have emptied for another try before its time."""
OVERDUE = 300.0
"""Seconds until a failed file that a run did not try, though it was due, is due again."""
_ROOM_STEP = 10.0
"""Seconds between two looks at a full disk."""
FULL = frozenset({"disk-full", "store-full"})


class Upkeep:
    """Tells when the indexing of one library is due. Thread-safe."""

    def __init__(
        self,
        folder: Path,
        changes: Changes,
        *,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        """Know of nothing to do: the first look at everything is asked for.

        Args:
            folder: the library's state folder.
            changes: what its watcher marks.
            clock: seconds, never going back; may stand still while the machine sleeps.
            wall: seconds since the epoch; may jump.
        """
        self.changes = changes
        self.folder = folder
        self.first_look = FirstLook()
        self._clock = clock
        self._wall = wall
        self._lock = threading.Lock()
        self._looked: tuple[float, float] | None = None
        self._retry_at: float | None = None
        self._owes_everything = False
        self._restless: frozenset[str] = frozenset()
        self._errors = 0
        self._rest_until = 0.0
        self._room = 0
        self._trouble: Notice | None = None
        self._told: tuple[Notice, ...] = ()

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Why the last run failed, until one ends well; and what was healed since the start."""
        trouble = self._trouble
        if trouble is None:
            return self._told
        return (trouble, *(notice for notice in self._told if notice.code != trouble.code))

    @property
    def looked(self) -> bool:
        """Whether everything was looked at since the engine's start."""
        return self._looked is not None

    def tell(
        self, code: str, message: str, hint: str = "", cause: str = "", role: str = ""
    ) -> None:
        """Have something told until the engine ends; once, however often it happens."""
        kept = tuple(notice for notice in self._told if notice.code != code)
        since = self._wall()
        self._told = (
            *kept,
            Notice(code=code, message=message, hint=hint, cause=cause, role=role, since=since),
        )

    def untell(self, code: str) -> None:
        """Stop telling something: it is not so any more."""
        self._told = tuple(notice for notice in self._told if notice.code != code)

    def due_in(self) -> float | None:
        """Return the seconds until `take` may give something; None when nothing is known."""
        rest = self._resting()
        if rest > 0:
            return min(rest, _ROOM_STEP) if self._full else rest
        return min((wait for wait in self._waits() if wait is not None), default=None)

    def take(self) -> Places | None:
        """Return what is to be looked at now, or None. What is not done is to be given back."""
        if self._resting() > 0:
            return None
        if self._everything_in() == 0:
            return everywhere([self._changed()])
        retries = self._retries()
        changed = self._changed()  # last: an error must not lose it
        if not retries:
            return changed
        return united(changed or Places(), Places(retries))

    def give_back(self, places: Places) -> None:
        """Take back what a run did not do.

        What was to be read although somebody still writes to it waited long enough: it is due.
        """
        with self._lock:
            self._restless |= places.restless
        quiet = tuple(path for path in places.paths if path not in places.restless)
        if quiet:
            self.changes.restore(Places(quiet))
        if places.everything:
            self.owe_everything()

    def owe_everything(self) -> None:
        """Have everything looked at as soon as may be."""
        with self._lock:
            self._owes_everything = True

    def looked_at_everything(self) -> None:
        """Take note that a whole run ended well: the next one is due tomorrow."""
        with self._lock:
            self._looked = (self._clock(), self._wall())
            self._owes_everything = False
        self.first_look.done()

    def succeeded(self) -> None:
        """Take note that a run ended well: the library is sound, and its retries are known."""
        with self._lock:
            self._errors, self._rest_until, self._trouble = 0, 0.0, None
        self.plan_retries()

    def plan_retries(self) -> None:
        """See from the catalogue when failed files are to be tried again."""
        retry, now = next_retry(self.folder), self._wall()
        # Still due after a run: it could not be looked at (its drive is away, say).
        self._retry_at = now + OVERDUE if retry is not None and retry <= now else retry

    def failed(self, error: Exception, *, mending: bool = False) -> bool:
        """Take note that a run met an error: rest, longer each time, before the next one.

        Args:
            error: what ended the run.
            mending: the next run may well help: the first time it need not wait.

        Returns:
            Whether it is another error than the last time.
        """
        with self._lock:
            rest = RESTS[min(self._errors, len(RESTS) - 1)]
            if mending and not self._errors:
                rest = 0.0
            self._errors += 1
            self._rest_until = self._clock() + rest
            former, self._trouble = self._trouble, _notice(error, self._wall())
            news = former is None or former.code != self._trouble.code
            if former is not None and not news:
                self._trouble = msgspec.structs.replace(self._trouble, since=former.since)
            self._room = self._free()
        self.first_look.met_error()
        log.warning("the next run of %s waits %.0f s", self.folder.name, rest)
        return news

    def _changed(self) -> Places | None:
        changed = self.changes.take()
        with self._lock:
            restless, self._restless = self._restless, frozenset[str]()
        if not restless:
            return changed
        return united(changed or Places(), Places(tuple(restless), restless=restless))

    @property
    def _full(self) -> bool:
        return self._trouble is not None and self._trouble.code in FULL

    def _waits(self) -> tuple[float | None, ...]:
        retry = self._retry_at
        retry_in = None if retry is None else max(0.0, retry - self._wall())
        restless_in = 0.0 if self._restless else None
        return self.changes.due_in(), self._everything_in(), retry_in, restless_in

    def _everything_in(self) -> float | None:
        with self._lock:
            if self._owes_everything:
                return 0.0
            if self._looked is None:
                return None
            ago = max(self._clock() - self._looked[0], self._wall() - self._looked[1])
            return max(0.0, DAY - ago)

    def _retries(self) -> tuple[str, ...]:
        if self._retry_at is None or self._retry_at > self._wall():
            return ()
        paths = retries_due(self.folder, self._wall())
        self._retry_at = None  # the run that follows tells when the next ones are due
        return paths

    def _resting(self) -> float:
        rest = self._rest_until - self._clock()
        if rest > 0 and self._full and self._free() >= self._room + ROOM:
            return 0.0
        return rest

    def _free(self) -> int:
        try:  # the folder is made by the first run
            there = next(path for path in (self.folder, *self.folder.parents) if path.exists())
            return shutil.disk_usage(there).free
        except OSError:
            return 0


def _notice(error: Exception, since: float) -> Notice:
    if not isinstance(error, FindlingError):
        message = f"{type(error).__name__}: {error}"
        return Notice(code="bug", message=message, hint="", since=since)
    code = "disk-full" if error.code in FULL else error.code
    return Notice(code=code, message=str(error), hint=error.hint, since=since)

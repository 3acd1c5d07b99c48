"""From places to jobs: what lies there is compared with the catalogue, which then knows of it."""

from __future__ import annotations

import os
import time
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING

from engine.files.scan import Scan, scan
from engine.files.stability import growing
from engine.jobs.exchange import Job, Stored
from engine.jobs.plan import Plan, make_plan
from engine.jobs.retrying import due
from engine.read import is_supported
from engine.store.catalogue_rows import FoundFile
from engine.store.catalogue_states import State

if TYPE_CHECKING:
    from engine.files.places import Places
    from engine.host.cancellation import Token
    from engine.jobs.attendant import Attendant
    from engine.jobs.index import LibraryIndex
    from engine.store.catalogue_rows import FileRow, Signature, Trouble

_PAUSE = 0.5
"""Seconds of a scan between two pauses for what must not wait for its end."""
_DAY = 86_400.0
_SECOND = 10**9
"""Nanoseconds. The store keeps whole seconds."""
_AGES = (1.0, 7.0, 30.0, 365.0)
"""Days. Files of one age group are read smallest first."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at some places found; nothing was changed yet."""

    found: Scan
    plan: Plan
    whole: bool
    restless: frozenset[str] = frozenset()
    """Files to be read although somebody still writes to them."""

    def files(self, unread: Collection[FileRow]) -> set[int]:
        """Return the known files that it concerns.

        Args:
            unread: files at the places that were seen before and not read yet.
        """
        plan = self.plan
        known = {*plan.changed, *plan.touched, *plan.moved, *plan.gone}
        return known | {row.id for row in unread}

    def leave_out(self, files: Collection[int]) -> None:
        """Decide nothing about these files."""
        plan = self.plan
        for file in files:
            for decisions in (plan.changed, plan.touched, plan.moved):
                decisions.pop(file, None)
        plan.gone = [file for file in plan.gone if file not in files]


class Intake:
    """Looks at places for one run. For the thread of the run."""

    def __init__(
        self, index: LibraryIndex, token: Token, attendant: Attendant, *, retry_failed: bool
    ) -> None:
        self._index = index
        self._catalogue = index.catalogue
        self._token = token
        self._attendant = attendant
        self._retry_failed = retry_failed
        self._paused = time.monotonic()

    def look(self, places: Places | None) -> Look:
        """Scan and compare.

        Raises:
            Cancelled: by the token.
        """
        started = time.perf_counter()
        found = scan(
            self._index.roots,
            _takes,
            self._token,
            rules=self._index.rules,
            entering=self._entering,
            places=places,
        )
        plan = make_plan(self._catalogue, found, self._token, retry=self._retry)
        self._index.writer.timings.scan += time.perf_counter() - started
        restless = places.restless if places is not None else frozenset[str]()
        return Look(found, plan, places is None or places.everything, restless)

    def unread(self, look: Look) -> list[FileRow]:
        """Return the files at the places that wait to be read, as the catalogue knows them."""
        if look.whole:
            rows = self._catalogue.files_in(State.SEEN)
            return [row for row in rows if row.path in look.found.files]
        rows = self._catalogue.files_at(list(look.found.files)).values()
        return [row for row in rows if row.state is State.SEEN]

    def apply(self, look: Look) -> None:
        """Have catalogue and store follow: files appear, move and leave."""
        found, plan, writer = look.found, look.plan, self._index.writer
        writer.move(plan.moved | self._retimed(plan.touched))
        if plan or _news(found, self._catalogue.troubles()):
            self._catalogue.record_scan(
                added=plan.added,
                changed=plan.changed,
                touched=plan.touched,
                moved=plan.moved,
                troubles=found.troubles,
                covers=found.covers,
            )
        if plan.facts:
            self._catalogue.remember(plan.facts)
        writer.remove(plan.gone)
        self._attendant.scanned(self._catalogue.troubles(), whole=look.whole)

    def _retimed(self, touched: dict[int, Signature]) -> dict[int, FoundFile]:
        """Return the files whose content is the same and whose time, by the second, is another."""
        rows = self._catalogue.files(list(touched)) if touched else {}
        return {
            file: FoundFile(row.path, touched[file])
            for file, row in rows.items()
            if row.passages and row.mtime_ns // _SECOND != touched[file].mtime_ns // _SECOND
        }

    def jobs(self, look: Look, rows: Collection[FileRow], again: Collection[int] = ()) -> list[Job]:
        """Return what is to be read, newest and smallest first.

        A file that is growing is left out: it is to be looked at when it is whole.

        Args:
            look: where the rows come from.
            rows: files that wait to be read.
            again: files of which only the weights were to be made anew.
        """
        now = time.time()
        rows = self._whole(rows, look.restless)
        order = sorted(rows, key=lambda row: (_age(row.signature, now), row.size))
        return [
            Job(
                row.id,
                row.path,
                row.signature,
                _stored(row, look.plan),
                again=row.id in again and bool(row.hash),
                restless=row.path in look.restless,
            )
            for row in order
        ]

    def _whole(self, rows: Collection[FileRow], restless: Collection[str]) -> list[FileRow]:
        whole: list[FileRow] = []
        growers: list[str] = []
        for row in rows:
            if row.path not in restless and growing(row.path, row.signature.mtime_ns):
                growers.append(row.path)
            else:
                whole.append(row)
        if growers:
            self._attendant.postponed(growers)
        return whole

    def _entering(self, folder: str) -> None:
        self._attendant.entering(folder)
        if time.monotonic() - self._paused >= _PAUSE:
            self._attendant.pause()
            self._paused = time.monotonic()

    def _retry(self, row: FileRow) -> bool:
        return self._retry_failed or due(row, time.time())


def _news(found: Scan, troubles: Collection[Trouble]) -> bool:
    """Tell whether a scan's troubles are others than those that are known of its places."""
    standing = {trouble for trouble in troubles if found.covers(trouble.path)}
    return not standing <= set(found.troubles) <= set(troubles)


def _takes(name: str) -> bool:
    suffix = os.path.splitext(name)[1]  # noqa: PTH122 - a path object each costs a third of a scan
    return _takes_suffix(suffix) if suffix else is_supported(PurePath(name))


@lru_cache(maxsize=1024)
def _takes_suffix(suffix: str) -> bool:
    return is_supported(PurePath("name" + suffix))


def _stored(row: FileRow, plan: Plan) -> Stored | None:
    if row.hash and row.passages:
        return Stored(row.id, row.hash)  # only its vectors are to be made anew
    return plan.copies.get(row.path)


def _age(signature: Signature, now: float) -> int:
    days = (now - signature.mtime_ns / 1e9) / _DAY
    return sum(days > limit for limit in _AGES)

"""Milvus Lite 2.5: its server is started, watched, and started again when it dies."""

from __future__ import annotations

import logging
import shutil
import sqlite3
import threading
import time
from collections import deque
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import psutil

from engine.host.whole_file import flush_folder
from engine.protocol.errors import StoreError
from engine.store import compacting
from engine.store.lite25_clock import RowClock
from engine.store.lite25_files import Lite25Files, remove_database
from engine.store.lite25_memory import HeldRows
from engine.store.lite25_process import Lite25Lock
from engine.store.lite25_server import Lite25Server, serve
from engine.store.milvus_dialect import LITE_25
from engine.store.milvus_errors import (
    LinkLostError,
    StaleCopyError,
    StoreBrokenError,
    StoreClosedError,
    StoreFullError,
    StoreNotStartedError,
    TooSlowError,
    UnsettledError,
)

if TYPE_CHECKING:
    from engine.host.cancellation import Token
    from engine.store.milvus_connection import MilvusConnection
    from engine.store.milvus_link import Call
    from engine.store.schema import Shape

T = TypeVar("T")

_log = logging.getLogger(__name__)

MOST_CRASHES = 5
CRASH_SECONDS = 300.0
MOST_LOST = 3
"""Calls in a row that a living server does not get, after which it is started again."""
_FATE = ("failed halfway", "died or did not answer")
_EVERYTHING = "pk >= 0"
_ROOM_BYTES = 16 << 20  # with less than this free, a failed write is put down to a full disk


class Lite25Link:
    """A database file and the process that serves it."""

    dialect = LITE_25

    def __init__(self, database: Path, shape: Shape) -> None:
        """Open the file, making it where it is missing.

        Args:
            database: the base of its names, see `Lite25Files`.
            shape: which vectors a passage has.

        Raises:
            StoreBusyError: another process has it open.
            StoreNotStartedError: its server cannot be started.
            StoreFullError: and the disk is full.
            StoreBrokenError: the server runs and cannot bear what is in the file.
            StoreDimensionError, StoreTooNewError: it holds something else.
        """
        self._files = Lite25Files(database.absolute())
        self._shape = shape
        self._changing = threading.RLock()
        self._crashes: deque[float] = deque(maxlen=MOST_CRASHES)
        self._lost = 0
        self._server: Lite25Server | None = None
        self._held = HeldRows()
        self._rest = compacting.Rest()
        self._closed = False
        self._lock = Lite25Lock(self._files.base)
        try:
            self._file = self._files.current()
            self._files.keep(self._file)
            self._clock = RowClock(self._lock.descriptor, fresh=not self._file.exists())
            self._clock.check()
            self._start()
        except OSError as error:
            self._lock.release()
            raise StoreNotStartedError(str(error)) from error
        except BaseException:
            self._lock.release()
            raise

    @property
    def pid(self) -> int:
        """The server's process id, 0 when there is none."""
        return self._server.process.pid if self._server else 0

    def read(self, call: Call[T]) -> T:
        """Make a call; once more when the server died under it."""
        return self._twice(call, call)

    def write(self, call: Call[None], again: Call[None], rows: int) -> None:
        """Make a writing call; `again` when the server died under it or failed halfway."""
        self._held.write(rows, self._count)
        try:
            self._twice(call, again)
        finally:
            self._note_write()

    def erase(self, library: str) -> None:
        """Remove the file: it holds this library alone, and would not shrink otherwise."""
        del library
        with self._changing:
            self._stop()
            self._files.remove()
            self._file = self._files.base
            self._clock.forget()
            self._start()

    def compact(self, token: Token) -> int:
        """Serve a copy without the holes when more than half of file or memory is dead.

        Searches go on; for a moment there are two servers. Nobody may write meanwhile.

        Returns:
            Bytes given back; 0 where there is nothing to gain, no room, or it went wrong.

        Raises:
            Cancelled: by the token; all is as before.
            StaleCopyError: the copy is no use and cannot be removed; open the store again at once.
        """
        space = None
        try:
            space = compacting.space(self._file)
            if not self._rest.allows(self._file, space):
                return 0
            worth_it = space.worth_compacting or self._held.mostly_dead(self._count)
            if not worth_it or not self._has_room(space.live):
                return 0
            return self._replace_file(token)
        except StaleCopyError:
            raise
        except (sqlite3.Error, OSError, StoreError) as error:
            token.check()
            if space is not None:
                self._rest.begin(self._file, space)
            _log.warning("%s could not be compacted: %s", self._file, error)
            return 0

    def close(self) -> None:
        """End the server and unlock the file."""
        with self._changing:
            if not self._closed:
                self._closed = True
                self._stop()
                self._lock.release()

    def _count(self) -> int:
        return self.read(lambda connection: connection.count(_EVERYTHING))

    def _note_write(self) -> None:
        with self._changing:
            if not self._closed:  # the lock's descriptor may be another file's then
                self._clock.note()

    def _twice(self, call: Call[T], again: Call[T]) -> T:
        connection = self._running()
        try:
            return self._heard(call, connection)
        except (LinkLostError, TooSlowError, UnsettledError) as error:
            self._recover(connection, error)
        connection = self._running()
        try:
            return self._heard(again, connection)
        except (LinkLostError, TooSlowError, UnsettledError) as error:
            self._recover(connection, error)
            raise self._blamed(error) from error

    def _heard(self, call: Call[T], connection: MilvusConnection) -> T:
        answer = call(connection)
        self._lost = 0
        return answer

    def _running(self) -> MilvusConnection:
        self._clock.check()
        with self._changing:
            if self._closed:
                raise StoreClosedError("the store is closed")
            if self._server is None or self._server.process.ended():
                self._restart(crashed=True)
            assert self._server is not None
            return self._server.connection

    def _recover(self, broken: MilvusConnection, error: StoreError) -> None:
        """Start a new server for one that died, hangs, or has its memory ahead of its file."""
        with self._changing:
            if self._closed or self._server is None or broken is not self._server.connection:
                return  # another thread was here first
            died = self._server.process.ended(0.5)
            if isinstance(error, LinkLostError) and not died:
                self._lost += 1
                if self._lost < MOST_LOST:
                    raise error
            self._restart(crashed=died or isinstance(error, (LinkLostError, TooSlowError)))

    def _restart(self, *, crashed: bool) -> None:
        now = time.monotonic()
        if crashed:
            if len(self._crashes) == MOST_CRASHES and now - self._crashes[0] < CRASH_SECONDS:
                raise StoreBrokenError(f"Milvus Lite ended {MOST_CRASHES} times in five minutes")
            self._crashes.append(now)
        self._lost = 0
        self._stop()
        self._start()
        _log.warning("the server of %s %s and was started again", self._file, _FATE[crashed])

    def _start(self) -> None:
        self._held.restart()
        try:
            self._server = self._served()
        except (LinkLostError, StoreBrokenError, StoreNotStartedError):
            # it died meanwhile: once may be bad luck
            try:
                self._server = self._served()
            except LinkLostError as error:  # it may not bear what is in the file, or lack memory
                raise self._blamed(error, StoreNotStartedError) from error

    def _served(self, file: Path | None = None, token: Token | None = None) -> Lite25Server:
        try:
            return serve(file or self._file, self._files.base, self._shape, token)
        except OSError as error:
            raise self._blamed(error, StoreNotStartedError) from error

    def _replace_file(self, token: Token) -> int:
        """Copy what is alive, serve the copy when it is loaded, and remove the former file."""
        former, target = self._file, self._files.after(self._file)
        before = former.stat().st_size
        try:
            compacting.copy_live(former, target, token)
            served = self._served(target, token)
            try:
                self._exchange(served, target)
            except BaseException:
                served.stop()
                raise
        except BaseException:
            self._take_away(target)
            raise
        remove_database(former)
        return max(0, before - target.stat().st_size)

    def _take_away(self, target: Path) -> None:
        """Remove a copy before anybody writes: the higher number would hold at the next start."""
        try:
            remove_database(target)
            with suppress(OSError):
                flush_folder(target.parent)
        except OSError as error:
            raise StaleCopyError(str(error), path=str(target)) from error

    def _exchange(self, served: Lite25Server, target: Path) -> None:
        """Have calls go to another server. Those under way are repeated there."""
        if served.connection.count(_EVERYTHING) != self._count():
            raise StoreBrokenError("the compacted copy is not whole")
        with self._changing:
            if self._closed:
                raise StoreClosedError("the store is closed")
            self._stop()
            self._server, self._file = served, target
            self._held.restart()

    def _has_room(self, live: int) -> bool:
        """Tell whether disk and memory can take a second copy for a moment."""
        server = self._server
        try:
            held = psutil.Process(server.process.pid).memory_info().rss if server else 0
        except psutil.Error:
            held = 0
        enough = psutil.virtual_memory().available > 2 * held
        return enough and compacting.has_room(self._file.parent, live)

    def _stop(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            server.stop()

    def _blamed(
        self, error: Exception, otherwise: type[StoreError] = StoreBrokenError
    ) -> StoreError:
        free = shutil.disk_usage(self._files.base.parent).free
        return StoreFullError(str(error)) if free < _ROOM_BYTES else otherwise(str(error))

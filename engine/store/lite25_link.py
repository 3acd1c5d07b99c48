"""Milvus Lite 2.5: its server is started, watched, and started again when it dies."""

from __future__ import annotations

import shutil
import sqlite3
import threading
import time
from collections import deque
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from engine.store.lite25_process import Lite25Lock, Lite25Process
from engine.store.milvus_connection import MilvusConnection
from engine.store.milvus_dialect import LITE_25
from engine.store.milvus_errors import (
    LinkLostError,
    StoreBrokenError,
    StoreFullError,
    TooSlowError,
    UnsettledError,
)
from engine.store.milvus_link import Call, make_ready
from engine.store.schema import embedded_name

if TYPE_CHECKING:
    from engine.protocol.errors import StoreError

T = TypeVar("T")

MOST_CRASHES = 5
CRASH_SECONDS = 300.0
_HALF_STARTED = "Mmap manager has not been init"
"""It listens and is not ready to load: 2 to 5 of 100 starts on a busy machine."""
_READY_TRIES = 50
_ROOM_BYTES = 16 << 20  # with less than this free, a failed write is put down to a full disk


class Lite25Link:
    """A database file and the process that serves it."""

    dialect = LITE_25

    def __init__(self, database: Path, dim: int) -> None:
        """Open the file, making it where it is missing.

        Raises:
            StoreBusyError: another process has it open.
            StoreBrokenError: it cannot be opened.
            StoreDimensionError, StoreTooNewError: it holds something else.
        """
        self._database = database.absolute()
        self._dim = dim
        self._changing = threading.RLock()
        self._crashes: deque[float] = deque(maxlen=MOST_CRASHES)
        self._process: Lite25Process | None = None
        self._connection: MilvusConnection | None = None
        self._closed = False
        self._lock = Lite25Lock(self._database)
        try:
            self._start()
        except BaseException:
            self._lock.release()
            raise

    @property
    def pid(self) -> int:
        """The server's process id, 0 when there is none."""
        return self._process.pid if self._process else 0

    def read(self, call: Call[T]) -> T:
        """Make a call; once more when the server died under it."""
        return self._twice(call, call)

    def write(self, call: Call[None], again: Call[None], rows: int) -> None:
        """Make a writing call; `again` when the server died under it or failed halfway."""
        del rows
        self._twice(call, again)

    def erase(self, library: str) -> None:
        """Remove the file: it holds this library alone, and would not shrink otherwise."""
        del library
        with self._changing:
            self._stop()
            remove_database(self._database)
            self._start()

    def vacuum(self) -> None:
        """Rewrite the file without its holes; needs room for a copy."""
        with self._changing:
            self._stop()
            try:
                with closing(sqlite3.connect(self._database)) as database:
                    database.execute("VACUUM")
            except sqlite3.Error as error:
                raise self._blamed(error) from error
            finally:
                self._start()

    def close(self) -> None:
        """End the server and unlock the file."""
        with self._changing:
            if not self._closed:
                self._closed = True
                self._stop()
                self._lock.release()

    def _twice(self, call: Call[T], again: Call[T]) -> T:
        connection = self._running()
        try:
            return call(connection)
        except (LinkLostError, TooSlowError, UnsettledError) as error:
            self._recover(connection, error)
        connection = self._running()
        try:
            return again(connection)
        except (LinkLostError, TooSlowError, UnsettledError) as error:
            self._recover(connection, error)
            raise self._blamed(error) from error

    def _running(self) -> MilvusConnection:
        with self._changing:
            if self._closed:
                raise StoreBrokenError("the store is closed")
            if self._connection is None or self._process is None or self._process.ended():
                self._restart(crashed=True)
            assert self._connection is not None
            return self._connection

    def _recover(self, broken: MilvusConnection, error: StoreError) -> None:
        """Start a new server for one that died, hangs, or has its memory ahead of its file."""
        with self._changing:
            if self._closed or broken is not self._connection:
                return  # another thread was here first
            died = self._process is None or self._process.ended(0.5)
            if isinstance(error, LinkLostError) and not died:
                raise error
            self._restart(crashed=died or isinstance(error, TooSlowError))

    def _restart(self, *, crashed: bool) -> None:
        now = time.monotonic()
        if crashed:
            if len(self._crashes) == MOST_CRASHES and now - self._crashes[0] < CRASH_SECONDS:
                raise StoreBrokenError(f"Milvus Lite ended {MOST_CRASHES} times in five minutes")
            self._crashes.append(now)
        self._stop()
        self._start()

    def _start(self) -> None:
        try:
            self._start_once()
        except (LinkLostError, StoreBrokenError):  # it died meanwhile: once may be bad luck
            self._start_once()

    def _start_once(self) -> None:
        try:
            process = Lite25Process(self._database)
        except OSError as error:
            raise self._blamed(error) from error
        connection: MilvusConnection | None = None
        try:
            connection = MilvusConnection(process.uri, "", LITE_25, embedded_name())
            self._make_ready(process, connection)
        except BaseException:
            if connection is not None:
                connection.close()
            process.stop()
            raise
        self._process, self._connection = process, connection

    def _make_ready(self, process: Lite25Process, connection: MilvusConnection) -> None:
        """Load the collection; the server listens a moment before all its parts are there."""
        for _ in range(_READY_TRIES):
            try:
                return make_ready(connection, self._dim)
            except StoreBrokenError as error:
                if _HALF_STARTED not in str(error) or process.ended(0.1):
                    raise
        return make_ready(connection, self._dim)

    def _stop(self) -> None:
        connection, self._connection = self._connection, None
        process, self._process = self._process, None
        if connection is not None:
            connection.close()
        if process is not None:
            process.stop()

    def _blamed(self, error: Exception) -> StoreError:
        free = shutil.disk_usage(self._database.parent).free
        return StoreFullError(str(error)) if free < _ROOM_BYTES else StoreBrokenError(str(error))


def remove_database(database: Path) -> None:
    """Remove a database file and what SQLite keeps beside it; nobody has it open."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)

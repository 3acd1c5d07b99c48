"""Milvus Lite 3.2 and later: pure Python, in this process, a folder instead of a file.

It has no server process that could die on its own. What it does have is in-memory state that a
failed write or flush leaves ahead of its files, so after every such failure it is closed and opened
again from them, and index files that a crash cut short, which it makes anew when they are gone.
"""

from __future__ import annotations

import errno
import importlib
import logging
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from engine.protocol.errors import StoreError
from engine.store.milvus_connection import MilvusConnection
from engine.store.milvus_dialect import LITE_32
from engine.store.milvus_errors import (
    StoreBrokenError,
    StoreBusyError,
    StoreClosedError,
    StoreDimensionError,
    StoreFullError,
    StoreNotStartedError,
    StoreTooNewError,
    is_foreign,
    translated,
)
from engine.store.milvus_link import Call, make_ready
from engine.store.schema import Shape, embedded_name

if TYPE_CHECKING:
    from engine.host.cancellation import Token

T = TypeVar("T")

_log = logging.getLogger(__name__)

MEMORY_BYTES = 32 << 20
"""Rows that 3.2 keeps in memory before it writes them out; its own default is 128 MiB."""

_ROOM_BYTES = 16 << 20
_SHORT_OF = frozenset({errno.EAGAIN, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOSPC})
"""System errors at the start that say nothing against the files."""


class Lite32Link:
    """A folder and the server thread that serves it."""

    dialect = LITE_32

    def __init__(self, folder: Path, shape: Shape) -> None:
        """Open the folder, making it where it is missing.

        Raises:
            StoreBusyError: another process has it open.
            StoreNotStartedError: the system is short of what a start needs.
            StoreBrokenError: it cannot be opened.
            StoreDimensionError, StoreTooNewError: it holds something else.
        """
        self._folder = folder.absolute()
        self._shape = shape
        self._changing = threading.RLock()
        self._unflushed = 0
        self._stop: Callable[[], None] | None = None
        self._connection: MilvusConnection | None = None
        self._closed = False
        self._open()

    def read(self, call: Call[T]) -> T:
        """Make a call; there is nothing that a repetition would mend."""
        return call(self._running())

    def write(self, call: Call[None], again: Call[None], rows: int) -> None:
        """Make a writing call; opened anew and made `again` when it fails."""
        try:
            call(self._running())
        except StoreError:
            self._reopen()
            try:
                again(self._running())
            except StoreError as error:
                raise self._blamed(error) from error
        self._unflushed += rows
        if self._unflushed >= LITE_32.flush_rows:
            self._flush()

    def erase(self, library: str) -> None:
        """Remove the folder: it holds this library alone."""
        del library
        with self._changing:
            self._release()
            shutil.rmtree(self._folder, ignore_errors=True)
            self._open()

    def compact(self, token: Token) -> int:
        """Do nothing: it merges its files on its own, when there are many of one size.

        What was removed from a large one may stay for long: 85 MB for 1,000 rows that were left of
        16,000. Nothing short of a new folder gives that back.
        """
        del token
        return 0

    def close(self) -> None:
        """Write what is pending and unlock the folder."""
        with self._changing:
            if self._closed:
                return
            try:
                if self._unflushed:
                    self._flush()
            except StoreError as error:
                _log.warning("not flushed, the log will be read at the next start: %s", error)
            finally:
                self._closed = True
                self._release()

    def _running(self) -> MilvusConnection:
        with self._changing:
            if self._closed:
                raise StoreClosedError("the store is closed")
            if self._connection is None:  # it could not be opened again after a failure
                self._open()
            assert self._connection is not None
            return self._connection

    def _flush(self) -> None:
        try:
            self._running().flush()
        except StoreError:  # its log still has the rows, and only opening anew reads them from it
            self._reopen()
            try:
                self._running().flush()
            except StoreError as error:
                self._reopen()
                raise self._blamed(error) from error
        self._unflushed = 0

    def _reopen(self) -> None:
        with self._changing:
            self._release()
            self._open()

    def _open(self) -> None:
        try:
            self._start()
        except (StoreBusyError, StoreDimensionError, StoreNotStartedError, StoreTooNewError):
            raise
        except StoreError:
            for indexes in list(self._folder.rglob("indexes")):
                shutil.rmtree(indexes, ignore_errors=True)
            self._start()

    def _start(self) -> None:
        self._stop, port = _serve(self._folder)
        try:
            uri = f"http://127.0.0.1:{port}"
            self._connection = MilvusConnection(uri, "", LITE_32, embedded_name())
            make_ready(self._connection, self._shape)
        except BaseException:
            self._release()
            raise
        self._unflushed = 0

    def _release(self) -> None:
        connection, self._connection = self._connection, None
        stop, self._stop = self._stop, None
        if connection is not None:
            connection.close()
        if stop is not None:
            stop()

    def _blamed(self, error: StoreError) -> StoreError:
        free = shutil.disk_usage(self._folder.parent).free
        return StoreFullError(str(error)) if free < _ROOM_BYTES else error


def _serve(folder: Path) -> tuple[Callable[[], None], int]:
    """Start the server; return what stops it and its port on the loopback."""
    os.environ.setdefault("MILVUS_LITE_MEMTABLE_MEMORY_LIMIT_BYTES", str(MEMORY_BYTES))
    # ServerManager, the usual entrance, prints the exception of a failed start and swallows it.
    module: Any = importlib.import_module("milvus_lite.adapter.grpc.server")
    logging.getLogger("milvus_lite").setLevel(logging.CRITICAL)
    try:
        server, database, port = module.start_server_in_thread(str(folder), "127.0.0.1", 0)
    except Exception as error:
        if type(error).__name__ == "DataDirLockedError":
            raise StoreBusyError(f"{folder} is open in another process") from error
        if isinstance(error, OSError) and error.errno in _SHORT_OF:
            raise StoreNotStartedError(str(error)) from error
        if is_foreign(error):
            raise translated(error) from error
        raise StoreBrokenError(str(error)) from error

    def stop() -> None:
        server.stop(grace=2).wait()
        database.close()

    return stop, int(port)

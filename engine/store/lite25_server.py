"""One server of Milvus Lite 2.5 on one file, with the collection loaded."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from engine.store.lite25_process import Lite25Process
from engine.store.milvus_connection import MilvusConnection
from engine.store.milvus_dialect import LITE_25
from engine.store.milvus_errors import StoreBrokenError, StoreNotStartedError
from engine.store.milvus_link import make_ready
from engine.store.schema import Shape, embedded_name

if TYPE_CHECKING:
    from engine.host.cancellation import Token

_HALF_STARTED = "Mmap manager has not been init"
"""It listens and is not ready to load: 2 to 5 of 100 starts on a busy machine."""
_READY_TRIES = 50


class Lite25Server(NamedTuple):
    """A process and the connection to it; the collection is loaded."""

    process: Lite25Process
    connection: MilvusConnection

    def stop(self) -> None:
        """End both."""
        self.connection.close()
        self.process.stop()


class _Loading:
    """Lets a token end the loading of a collection, and nothing that comes after it."""

    def __init__(self, connection: MilvusConnection, token: Token | None) -> None:
        self._lock = threading.Lock()
        self._connection: MilvusConnection | None = connection
        self._token = token
        if token is not None:
            token.when_cancelled(self._cancel)

    def end(self) -> None:
        with self._lock:
            self._connection = None
        if self._token is not None:
            self._token.check()

    def _cancel(self) -> None:
        with self._lock:
            if self._connection is not None:
                self._connection.close()


def serve(file: Path, base: Path, shape: Shape, token: Token | None = None) -> Lite25Server:
    """Start a server on a file and load the collection.

    Args:
        file: the database.
        base: what lock and log are named after.
        shape: which vectors a passage has.
        token: ends the loading.

    Raises:
        StoreError, OSError: it cannot be served.
        Cancelled: by the token.
    """
    process = Lite25Process(file, base)
    connection: MilvusConnection | None = None
    try:
        connection = MilvusConnection(process.uri, "", LITE_25, embedded_name())
        loading = _Loading(connection, token)
        _make_ready(process, connection, shape)
        loading.end()
    except BaseException:
        if connection is not None:
            connection.close()
        process.stop()
        raise
    return Lite25Server(process, connection)


def _make_ready(process: Lite25Process, connection: MilvusConnection, shape: Shape) -> None:
    """Load the collection; the server listens a moment before all its parts are there."""
    for _ in range(_READY_TRIES):
        try:
            return make_ready(connection, shape)
        except StoreBrokenError as error:
            if _HALF_STARTED not in str(error):
                raise
            if process.ended(0.1):
                break
    raise StoreNotStartedError("Milvus Lite was not ready in time, or ended before")

"""The engine's process: wires its parts, serves until it is asked to end or nobody needs it."""

from __future__ import annotations

import logging
import os
import secrets
import sys
import threading
import time
from typing import TYPE_CHECKING

from engine import __version__
from engine.host.ending import Ending
from engine.host.endpoint import Endpoint, remove_endpoint, remove_stale_endpoint, write_endpoint
from engine.host.lock import FileLock
from engine.host.paths import DataFolder, data_folder
from engine.host.server import Server
from engine.host.socket import Listener
from engine.host.starter import READY
from engine.protocol.errors import FindlingError
from engine.protocol.messages import Failed
from engine.protocol.wire import PROTOCOL, Hello, encode_event

if TYPE_CHECKING:
    from engine.service.dispatch import Service

log = logging.getLogger(__name__)

STATUS_IN_USE = 3
"""Exit status where another engine has the data folder."""
STATUS_REFUSED = 4
"""Exit status where the settings cannot be read, or the disk refuses."""

IDLE = "FINDLING_ENGINE_IDLE"
"""Environment: seconds without clients and work after which the engine ends; 0 is never."""
_IDLE_DEFAULT = 900.0
_END = 5.0
"""Seconds that closing may take, before the process ends without: what hangs is left as a crash
would leave it."""
_END_OF_WORK = 25.0
"""The same while a run is under way: it ends its batch."""
_LOCK_PATIENCE = 2.0
"""Seconds that an engine before this one has to end."""


def run_engine(data: str | None) -> int:
    """Run the engine of a data folder; return the exit status."""
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    folder = data_folder(data)
    with FileLock(folder.lock_file) as lock:
        if not lock.acquire(_LOCK_PATIENCE):
            log.error("another engine has %s", folder.root)
            return STATUS_IN_USE
        try:
            _Engine(folder).run()
        except (FindlingError, OSError) as error:
            log.error("the engine cannot run: %s", error)  # noqa: TRY400 - no bug of ours
            _say_why_not(error)
            return STATUS_REFUSED
    log.info("ended")
    logging.shutdown()
    os._exit(0)  # threads of native libraries must not hold the end up: all is closed


class _Engine:
    """One engine, from its start to its end."""

    def __init__(self, data: DataFolder) -> None:
        self._data = data
        self._ending = Ending()
        self._idle = float(os.environ.get(IDLE, _IDLE_DEFAULT))

    def run(self) -> None:
        """Serve until asked to end, or idle for long enough."""
        self._ending.watch_signals()
        remove_stale_endpoint(self._data)
        self._data.keep_out_of_indexes()
        key = secrets.token_bytes(32)
        listener = Listener()
        endpoint = Endpoint(listener.address, key, os.getpid(), __version__)
        write_endpoint(self._data, endpoint)
        try:
            self._serve(listener, key, endpoint)
        finally:
            listener.close()
            remove_endpoint(self._data, endpoint)

    def _serve(self, listener: Listener, key: bytes, endpoint: Endpoint) -> None:
        from engine.service.assembly import assemble

        parts = assemble(self._data, self._ending.wish)
        hello = Hello(version=__version__, protocol=PROTOCOL, pid=os.getpid())
        server = Server(listener, key, hello, parts.service.handle)
        parts.news.tell(server.publish)
        parts.service.refresh_all()  # before anybody can ask: no answer is given from an old index
        server.start()
        parts.ahead.start()
        _say_ready()
        log.info("version %s serves %s", __version__, self._data.root)
        try:
            self._wait(server, parts.service)
        finally:
            self._end_in_any_case(endpoint, _END_OF_WORK if parts.service.busy else _END)
            parts.ahead.close()
            parts.indexing.close()
            parts.maps.close()
            server.stop()
            parts.searches.close()
            parts.documents.close()
            parts.libraries.close()

    def _end_in_any_case(self, endpoint: Endpoint, patience: float) -> None:
        def end() -> None:
            log.error("something hangs: the engine ends without closing it")
            remove_endpoint(self._data, endpoint)
            logging.shutdown()
            os._exit(0)

        timer = threading.Timer(patience, end)
        timer.daemon = True
        timer.start()

    def _wait(self, server: Server, service: Service) -> None:
        """Wait for a reason to end."""
        needed = time.monotonic()
        step = min(5.0, self._idle / 4) if self._idle else 5.0
        while not self._ending.wait(step):
            if not self._data.root.exists():
                log.warning("the data folder is gone, and no client could find this engine")
                return
            now = time.monotonic()
            if server.clients or service.busy:
                needed = now
            elif self._idle and now - needed > self._idle:
                log.info("nobody has needed the engine for %.0f s", self._idle)
                return


def _say_why_not(error: FindlingError | OSError) -> None:
    """Tell whoever started this process; too late (and lost in the log) once it was ready."""
    code, hint = "engine-refused", "The disk may be full or read-only."
    if isinstance(error, FindlingError):
        code, hint = error.code, error.hint
    os.write(1, encode_event(Failed(code=code, message=str(error), hint=hint)))


def _say_ready() -> None:
    """Tell whoever started this process; from here on standard output is the log."""
    sys.stdout.flush()
    os.write(1, READY)
    os.dup2(2, 1)

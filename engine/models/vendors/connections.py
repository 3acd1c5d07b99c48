"""Connections that can be broken from another thread while nothing comes over them.

Without that, each call-off would leave a thread and a connection to a server that says nothing, and
a server on this machine would go on making what nobody wants.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import Any


class Breaker:
    """Breaks what one thread is doing; told of the connection by `session`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._connection: Any = None
        self._ended = False

    def watch(self, connection: Any) -> None:  # noqa: ANN401 - urllib3's
        """Note which connection the thread uses now."""
        with self._lock:
            self._connection = connection

    def end(self) -> None:
        """Note that the thread is done: its connection is another's from now on."""
        with self._lock:
            self._ended, self._connection = True, None

    def trip(self) -> None:
        """Break the connection, if the thread is not done."""
        with self._lock:
            sock = None if self._ended else getattr(self._connection, "sock", None)
            if sock is not None:
                with contextlib.suppress(OSError):  # not connected yet, or no longer
                    sock.shutdown(socket.SHUT_RDWR)


class _Current(threading.local):
    breaker: Breaker | None = None


current = _Current()
"""Each thread's own."""


def session() -> Any:  # noqa: ANN401 - requests'
    """Return a session whose connections `current.breaker` hears of, and that takes no cookies."""
    from http.cookiejar import DefaultCookiePolicy

    import requests
    from requests.adapters import HTTPAdapter
    from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, poolmanager
    from urllib3.connection import HTTPConnection, HTTPSConnection

    def told(kind: Any) -> Any:  # noqa: ANN401
        class Connection(kind):
            def request(self, *args: Any, **named: Any) -> Any:  # noqa: ANN401
                if current.breaker is not None:
                    current.breaker.watch(self)
                return kind.request(self, *args, **named)

        return Connection

    class Pool(HTTPConnectionPool):
        ConnectionCls = told(HTTPConnection)

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = told(HTTPSConnection)

    def watched(manager: Any) -> Any:  # noqa: ANN401
        if manager.pool_classes_by_scheme is poolmanager.pool_classes_by_scheme:  # not SOCKS
            manager.pool_classes_by_scheme = {"http": Pool, "https": SecurePool}
        return manager

    class Adapter(HTTPAdapter):
        def init_poolmanager(self, *args: Any, **named: Any) -> None:  # noqa: ANN401
            super().init_poolmanager(*args, **named)
            watched(self.poolmanager)

        def proxy_manager_for(self, *args: Any, **named: Any) -> Any:  # noqa: ANN401
            return watched(super().proxy_manager_for(*args, **named))

    made = requests.Session()
    made.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    for scheme in ("http://", "https://"):
        made.mount(scheme, Adapter())
    return made

"""An engine of another version; run as ``python -m tests.process.engine_examples VERSION DATA``."""

from __future__ import annotations

import os
import secrets
import sys
import threading
from collections.abc import Callable

from engine.host.cancellation import Token
from engine.host.endpoint import Endpoint, remove_endpoint, write_endpoint
from engine.host.lock import FileLock
from engine.host.paths import data_folder
from engine.host.server import Server
from engine.host.socket import Listener
from engine.protocol.messages import Command, Done, Event, Quit
from engine.protocol.wire import PROTOCOL, Hello


def main(version: str, root: str) -> None:
    """Serve until asked to quit: the protocol's oldest promise."""
    data, ending, key = data_folder(root), threading.Event(), secrets.token_bytes(32)

    def handle(command: Command, emit: Callable[[Event], None], _: Token) -> None:
        emit(Done(ticket=command.ticket))
        if isinstance(command, Quit):
            ending.set()

    with FileLock(data.lock_file) as lock:
        assert lock.acquire()
        listener = Listener()
        server = Server(listener, key, Hello(version, PROTOCOL, os.getpid()), handle)
        endpoint = Endpoint(listener.address, key, os.getpid(), version)
        write_endpoint(data, endpoint)
        server.start()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        ending.wait()
        server.stop()
        remove_endpoint(data, endpoint)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])

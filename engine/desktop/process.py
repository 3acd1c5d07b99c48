"""The process that a desktop starts: wires its parts and serves."""

from __future__ import annotations

from engine.desktop.bus import Bus
from engine.desktop.desk import Desk
from engine.desktop.finding import Finder
from engine.desktop.interfaces import BUS_NAME, Interfaces
from engine.desktop.opening import Opener
from engine.desktop.permission import is_granted, preferences_file
from engine.desktop.serving import Server

IDLE = 60.0
"""Seconds without a call after which the process ends; the next call starts another."""


def serve(data: str | None = None, *, idle: float = IDLE) -> None:
    """Serve the desktop's search until it is quiet.

    Args:
        data: the data folder; None means FINDLING_DATA or the platform's.
        idle: seconds without a call after which it ends.

    Raises:
        BusGoneError: there is no session bus.
    """
    file = preferences_file(data)
    finder = Finder(data)
    opener = Opener(data)
    interfaces = Interfaces(Desk(finder, opener, lambda: is_granted(file)))
    try:
        with Bus() as bus:
            Server(interfaces, idle=idle, busy=lambda: finder.busy).run(bus, BUS_NAME)
    finally:
        finder.close()
        opener.reap()

"""Whether this desktop's own search can ask Findling: it starts a process of ours over D-Bus."""

from __future__ import annotations

import sys

BUS_NAME = "org.findling.Findling.Search"
"""The name that it is started by, the same as in `engine.desktop.interfaces`."""


def is_known_here() -> bool:
    """Whether desktops of this platform ask like that."""
    return sys.platform.startswith("linux")


def is_installed() -> bool:
    """Whether the session bus knows how to start ours. A question of milliseconds to the bus."""
    from PySide6.QtDBus import QDBusConnection

    bus = QDBusConnection.sessionBus()
    return bus.isConnected() and BUS_NAME in bus.interface().activatableServiceNames().value()

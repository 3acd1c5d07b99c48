"""Whether the machine runs on its battery."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

SUPPLIES = Path("/sys/class/power_supply")


def on_battery() -> bool:
    """Return whether no mains feeds the machine; False where nobody knows."""
    if sys.platform == "linux":
        return discharging(SUPPLIES)
    import psutil

    with contextlib.suppress(OSError, NotImplementedError, AttributeError):
        battery = psutil.sensors_battery()
        return battery is not None and battery.power_plugged is False
    return False


def discharging(supplies: Path) -> bool:
    """Return whether a battery of the machine itself is being used up (Linux).

    Read here and not by psutil, which also takes the battery of a wireless mouse for the machine's
    (Documentation/ABI/testing/sysfs-class-power: its ``scope`` is ``Device``).
    """
    used = False
    with contextlib.suppress(OSError):
        for supply in supplies.iterdir():
            kind = _fact(supply, "type")
            if kind in ("Mains", "USB") and _fact(supply, "online") == "1":
                return False
            if kind == "Battery" and _fact(supply, "scope") != "Device":
                used = used or _fact(supply, "status") == "Discharging"
    return used


def _fact(supply: Path, name: str) -> str:
    try:
        return (supply / name).read_text(encoding="ascii", errors="replace").strip()
    except OSError:  # no such fact, or unplugged at this moment
        return ""

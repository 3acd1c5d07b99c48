"""Which file system a device's number stands for.

The system gives numbers anew when a drive is connected, or at a start. What the file system is
called stays the same.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from engine.store.catalogue_rows import Signature

KEY = "file-systems"
"""Of the fact in the catalogue: what each number stood for when it was last seen."""
_MOST = 100
"""Numbers that are remembered."""
_SEVERAL = "several"
"""The name of a number that stood for more than one file system. No path is the same as it."""
_BY_UUID = Path("/dev/disk/by-uuid")


class FileSystems:
    """What the numbers of devices stood for, and stand for now. For one comparison."""

    def __init__(self, facts: Mapping[str, str]) -> None:
        """Take up what is remembered among the facts of the catalogue."""
        try:
            self._former = msgspec.json.decode(facts.get(KEY, "{}"), type=dict[int, str])
        except msgspec.DecodeError:
            self._former = {}
        self._names: dict[int, str] | None = None

    def former(self, device: int) -> str:
        """Return what a number stood for; empty where it is not known."""
        return self._former.get(device, "")

    def at(self, path: str) -> str:
        """Return what a path lies on; empty where the system does not tell."""
        if sys.platform != "linux":
            return ""  # macOS tells numbers only; on Windows they are the file systems' own
        try:
            number, system = os.stat(path).st_dev, os.statvfs(path)  # noqa: PTH116
        except OSError:
            return ""
        if self._names is None:
            self._names = _names()
        if number in self._names:
            return f"uuid:{self._names[number]}"
        # Some have nothing of their own to tell and give the number of the device.
        told = system.f_fsid
        return f"fsid:{told:x}" if told and told != _encoded(number) else ""

    def same(self, device: int, path: str) -> bool:
        """Tell whether a path is known to lie on what a number stood for."""
        former = self.former(device)
        return bool(former) and former == self.at(path)

    def other(self, device: int, path: str) -> bool:
        """Tell whether a path is known to lie on another disk than a number stood for."""
        former, now = self.former(device), self.at(path)
        return bool(former and now) and former != now

    def with_these(self, paths: Mapping[int, str]) -> str | None:
        """Return the fact to remember, given a path on each device; None if it is known."""
        seen = {device: name for device, path in paths.items() if (name := self.at(path))}
        # A number that was given to another disk tells nothing any more: files may be of either.
        now = {d: n if self.former(d) in ("", n) else _SEVERAL for d, n in seen.items()}
        if now.items() <= self._former.items():
            return None
        kept = {device: name for device, name in self._former.items() if device not in now}
        newest = [*kept.items(), *now.items()][-_MOST:]
        return msgspec.json.encode(dict(newest)).decode()


def _names() -> dict[int, str]:
    """Return what disks are called, by number."""
    found: dict[int, str] = {}
    try:
        for link in _BY_UUID.iterdir():
            found[link.stat().st_rdev] = link.name
    except OSError:
        pass
    return found


def _encoded(number: int) -> int:
    """Return a device's number as the kernel writes it (huge_encode_dev in linux/kdev_t.h)."""
    major, minor = os.major(number), os.minor(number)
    return (minor & 0xFF) | (major << 8) | ((minor & ~0xFF) << 12)


def devices(files: Mapping[str, Signature]) -> dict[int, str]:
    """Return a path on each device that files lie on."""
    return {signature.device: path for path, signature in files.items() if signature.device}

"""Missing files that are not gone: the drive that they lie on is not connected.

Where a drive was, there is now an empty folder or none, on the device of the folder around it. So
a file is away when the nearest folder above it that exists lies on another device than the file
did. Device numbers also change by themselves (a restart, another port): files that are still
there, under a new number, show that.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from engine.files.troubles import drive_missing
from engine.store.catalogue_rows import Signature, Trouble

if TYPE_CHECKING:
    from engine.files.found import Scan
    from engine.store.catalogue_reading import CatalogueReader
    from engine.store.catalogue_states import State

Known = Mapping[str, tuple[int, "State", Signature]]


def away(
    catalogue: CatalogueReader, missing: Iterable[str], known: Known, scan: Scan
) -> list[Trouble]:
    """Return the places of drives that are not connected.

    Args:
        catalogue: what is known of all places.
        missing: known files that the scan did not find, and could have.
        known: what the catalogue holds, in the scan's scope.
        scan: what there is.
    """
    renumbered = _renumbered(known, scan)
    ground = _Ground()
    lost: dict[str, list[str]] = defaultdict(list)
    for path in missing:
        device = known[path][2].device
        folder = ground.of(path)
        present = ground.device(folder)
        if device and present and present != device and (device, present) not in renumbered:
            lost[folder].append(path)
    places: set[str] = set()
    for folder, paths in lost.items():
        held = catalogue.devices_under(folder)
        held |= {present for former, present in renumbered if former in held}
        places |= _drives(folder, paths, is_drive=ground.device(folder) not in held)
    return [drive_missing(path) for path in sorted(places)]


def _renumbered(known: Known, scan: Scan) -> set[tuple[int, int]]:
    """Return (former, present) numbers of devices whose files are still there."""
    pairs: set[tuple[int, int]] = set()
    for path, signature in scan.files.items():
        before = known[path][2] if path in known else signature
        if before.device != signature.device and before.same_file(signature):
            pairs.add((before.device, signature.device))
    return pairs


def _drives(folder: str, lost: list[str], *, is_drive: bool) -> set[str]:
    """Return where drives were: the folder itself if it holds nothing else, or what was in it."""
    if is_drive:
        return {folder}
    start = len(folder.rstrip(os.sep)) + 1
    return {path[: start + len(path[start:].partition(os.sep)[0])] for path in lost}


class _Ground:
    """The folders that exist, each asked for once."""

    def __init__(self) -> None:
        self._devices: dict[str, int] = {}

    def of(self, path: str) -> str:
        """Return the nearest folder above a path that exists."""
        folder = os.path.dirname(path)  # noqa: PTH120
        while not self.device(folder):
            above = os.path.dirname(folder)  # noqa: PTH120
            if above == folder:
                break
            folder = above
        return folder

    def device(self, folder: str) -> int:
        """Return the number of the device that a folder lies on; 0 where there is none."""
        if folder not in self._devices:
            self._devices[folder] = _device(folder)
        return self._devices[folder]


def _device(folder: str) -> int:
    try:
        return Signature.of(os.stat(folder)).device  # noqa: PTH116
    except OSError:
        return 0

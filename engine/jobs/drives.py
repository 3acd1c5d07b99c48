"""Missing files that are not gone: the drive that they lie on is not connected.

Where a drive was, there is now an empty folder or none, on the device of the folder around it. So
a file is away when the nearest folder above it that exists lies on another device than the file
did. But numbers of devices change by themselves (a restart, another port), and some file systems
give files other numbers than their folders (overlayfs): what other files have now, shows that. So
does what the file system is called, where that is known.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from engine.store.catalogue_rows import Signature

if TYPE_CHECKING:
    from engine.files.found import Scan
    from engine.jobs.file_systems import FileSystems
    from engine.store.catalogue_reading import CatalogueReader
    from engine.store.catalogue_states import State

_SAMPLE = 200
"""Files of a device that are looked for."""

Known = Mapping[str, tuple[int, "State", Signature]]


def away(
    catalogue: CatalogueReader,
    missing: Iterable[str],
    known: Known,
    scan: Scan,
    systems: FileSystems,
) -> set[str]:
    """Return the places of drives that are not connected.

    Args:
        catalogue: what is known of all places.
        missing: known files, under roots of the library, that the scan did not find and could have.
        known: what the catalogue holds, in the scan's scope.
        scan: what there is.
        systems: what the numbers of devices stood for.
    """
    ground, devices = _Ground(systems), _Devices(catalogue, known, scan)
    lost: dict[str, list[str]] = defaultdict(list)
    for path in missing:
        folder = ground.of(path)
        if _is_away(known[path][2].device, folder, ground, devices):
            lost[folder].append(path)
    places: set[str] = set()
    for folder, paths in lost.items():
        held = {now for one in catalogue.devices_under(folder) for now in devices.present(one)}
        places |= _drives(folder, paths, is_drive=ground.device(folder) not in held)
    return places


def _is_away(device: int, folder: str, ground: _Ground, devices: _Devices) -> bool:
    """Tell whether a file that lay on ``device`` is away, when ``folder`` is what is left."""
    here = ground.device(folder)
    if 0 in (device, here) or device == here or ground.same(device, folder):
        return False
    present = devices.present(device)
    if here in present:
        return False  # the drive is here under another number
    # It is connected: then the file is hidden at most, by another drive that lies over its folder.
    return device not in present or ground.device_below(folder) == device


class _Devices:
    """What became of devices, as the files that are still there show it."""

    def __init__(self, catalogue: CatalogueReader, known: Known, scan: Scan) -> None:
        self._catalogue = catalogue
        self._present: dict[int, set[int]] = defaultdict(set)
        self._sampled: set[int] = set()
        for path, signature in scan.files.items():
            if path in known and known[path][2].same_file(signature):
                self._present[known[path][2].device].add(signature.device)

    def present(self, former: int) -> set[int]:
        """Return the numbers that a device's files have now; empty when none is there."""
        if former not in self._sampled:
            self._sampled.add(former)
            for path in self._catalogue.some_on(former, _SAMPLE):
                device = _device(path)
                if device:
                    self._present[former].add(device)
        return self._present[former]


def _drives(folder: str, lost: list[str], *, is_drive: bool) -> set[str]:
    """Return where drives were: the folder itself if it holds nothing else, or what was in it."""
    if is_drive:
        return {folder}
    start = len(folder.rstrip(os.sep)) + 1
    return {path[: start + len(path[start:].partition(os.sep)[0])] for path in lost}


class _Ground:
    """The folders that exist, each asked for once."""

    def __init__(self, systems: FileSystems) -> None:
        self._devices: dict[str, int] = {}
        self._systems = systems
        self._same: dict[tuple[int, str], bool] = {}

    def same(self, device: int, folder: str) -> bool:
        """Tell whether a folder lies on what was known by another number."""
        if (device, folder) not in self._same:
            self._same[device, folder] = self._systems.same(device, folder)
        return self._same[device, folder]

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

    def device_below(self, folder: str) -> int:
        """Return the number of the device that a folder's drive is mounted on; 0 for none."""
        device = self.device(folder)
        while self.device(folder) == device:
            above = os.path.dirname(folder)  # noqa: PTH120
            if above == folder:
                return 0
            folder = above
        return self.device(folder)


def _device(path: str) -> int:
    try:
        return Signature.of(os.stat(path)).device  # noqa: PTH116
    except OSError:
        return 0

"""Folders of the library that are not there: was the drive taken away, or were they deleted?

Where the folder that held one is still there, on the very device that its files lay on, it was
probably moved or deleted, and the person is told so. A single file is then gone. The files of a
whole folder are kept: a bind mount or an encrypted folder that is not open yet looks the same, and
to be wrong would cost the work of hours. The person can remove the folder from the library.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from engine.files.places import at_or_under
from engine.files.troubles import FOLDER_MISSING, moved_or_deleted
from engine.store.catalogue_rows import Signature
from engine.store.catalogue_states import State

if TYPE_CHECKING:
    from engine.files.found import Scan
    from engine.jobs.file_systems import FileSystems

KEY = "missing-roots"
"""Of the fact in the catalogue."""
Known = Mapping[str, tuple[int, State, Signature]]


class Missing(msgspec.Struct, frozen=True):
    """A folder that was found missing although its drive is there."""

    device: int
    """That its files lay on."""


class MissingRoots:
    """The missing folders of a library. For one comparison."""

    def __init__(self, facts: Mapping[str, str], systems: FileSystems) -> None:
        """Take up what is remembered among the facts of the catalogue."""
        self._systems = systems
        try:
            self._former = msgspec.json.decode(facts.get(KEY, "{}"), type=dict[str, Missing])
        except msgspec.DecodeError:
            self._former = {}

    def settle(self, scan: Scan, known: Known) -> str | None:
        """Say in the scan which of its roots were moved or deleted, and which of them are gone.

        Args:
            scan: its troubles are put right, and ``vacant`` is filled.
            known: what the catalogue holds, in the scan's scope.

        Returns:
            The fact to remember; None if nothing is new.
        """
        missing = {t.path for t in scan.troubles if t.code == FOLDER_MISSING}
        missing &= scan.roots or set()
        found: dict[str, Missing] = {}
        for root in sorted(missing, key=len):
            entry = self._entry(root, known, scan)
            if entry is None:
                continue
            found[root] = entry
            if root in known:
                scan.vacant.add(root)
        scan.troubles = [moved_or_deleted(t) if t.path in found else t for t in scan.troubles]
        others = {
            root: entry
            for root, entry in self._former.items()
            if scan.places is not None and root not in missing and root not in scan.devices
        }
        fact = others | found
        return None if fact == self._former else msgspec.json.encode(fact).decode()

    def _entry(self, root: str, known: Known, scan: Scan) -> Missing | None:
        """Return what is to be remembered of a missing root; None where its drive may be away."""
        former = self._former.get(root)
        devices = {
            signature.device
            for path, (_, state, signature) in known.items()
            if state is not State.GONE and at_or_under(path, root)
        }
        if former is not None:
            devices.add(former.device)
        if len(devices) != 1:
            return None
        (device,) = devices
        inner = any(root != outer and at_or_under(root, outer) for outer in scan.vacant)
        if not inner and not self._lay_here(root, device):
            return None
        return Missing(device)

    def _lay_here(self, root: str, device: int) -> bool:
        """Tell whether the folder that held a root is there, on the device of its files."""
        parent = os.path.dirname(root)  # noqa: PTH120
        try:
            here = Signature.of(os.stat(os.path.join(parent, ""))).device  # noqa: PTH116, PTH118
        except OSError:
            return False
        # A link that is still there leads to where something is missing.
        is_link = os.path.lexists(root)
        return device == here != 0 and not is_link and not self._systems.other(device, parent)

"""What a scan found, and what it can say nothing about."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.files.places import among, under
from engine.store.catalogue_rows import Signature, Trouble


@dataclass(slots=True)
class Scan:
    """What a walk found."""

    files: dict[str, Signature] = field(default_factory=dict[str, Signature])
    """By absolute path."""
    devices: dict[str, int] = field(default_factory=dict[str, int])
    """By root that could be looked into: the number of the device that it lies on."""
    troubles: list[Trouble] = field(default_factory=list[Trouble])
    """Folders and roots that could not be looked into: what lay in them is kept as it was."""
    places: frozenset[str] | None = None
    """The paths that were looked at, each with all that is under it; None for everything."""
    doubted: frozenset[str] = frozenset()
    """Paths whose content is not to be taken on trust, whatever their signature says."""

    def blind(self, path: str) -> bool:
        """Tell whether ``path`` lies where nothing could be seen: its absence says nothing."""
        return any(path == place.path or under(path, place.path) for place in self.troubles)

    def covers(self, path: str) -> bool:
        """Tell whether the scan says anything about ``path``."""
        return self.places is None or among(path, self.places)

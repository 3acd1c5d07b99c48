"""What a scan found, and what it can say nothing about."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.files.places import among, at_or_under
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
    roots: frozenset[str] | None = None
    """The library's folders and single files; None where nobody said."""
    vacant: set[str] = field(default_factory=set[str])
    """Roots in trouble of which is known that nothing is there any more."""

    def blind_places(self) -> set[str]:
        """Return where nothing could be seen: that something in them is not there says nothing."""
        return {trouble.path for trouble in self.troubles} - self.vacant

    def blind(self, path: str) -> bool:
        """Tell whether ``path`` lies where nothing could be seen."""
        return among(path, self.blind_places())

    def in_roots(self, path: str) -> bool:
        """Tell whether ``path`` belongs to the library still."""
        return self.roots is None or among(path, self.roots)

    def share_root(self, one: str, other: str) -> bool:
        """Tell whether two paths lie under the same root."""
        if self.roots is None:
            return True
        return any(at_or_under(one, root) and at_or_under(other, root) for root in self.roots)

    def covers(self, path: str) -> bool:
        """Tell whether the scan says anything about ``path``."""
        return self.places is None or among(path, self.places)

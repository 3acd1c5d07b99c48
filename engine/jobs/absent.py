"""Known files that a scan did not find where it could see: gone, moved, or on a drive elsewhere."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from engine.files.places import among, at_or_under
from engine.files.troubles import drive_missing
from engine.jobs import file_systems, missing_roots
from engine.jobs.drives import away
from engine.jobs.file_systems import FileSystems
from engine.jobs.missing_roots import MissingRoots
from engine.store.catalogue_states import State

if TYPE_CHECKING:
    from engine.files.found import Scan
    from engine.jobs.linked import Known
    from engine.store.catalogue_reading import CatalogueReader
    from engine.store.catalogue_rows import Signature, Trouble


class Absent:
    """The known files that are not where they were. For one comparison."""

    def __init__(self, catalogue: CatalogueReader, scan: Scan, known: Known) -> None:
        """Find them.

        Args:
            catalogue: what is known of everything.
            scan: what there is; its roots that are missing are judged.
            known: what the catalogue holds, in the scan's scope.
        """
        self._known = known
        facts = catalogue.meta()
        systems = FileSystems(facts)
        roots = MissingRoots(facts, systems).settle(scan, known)
        now = systems.with_these(file_systems.devices(scan.files))
        news = {missing_roots.KEY: roots, file_systems.KEY: now}
        self.facts: dict[str, str] = {key: fact for key, fact in news.items() if fact is not None}
        """What is to be remembered about the index."""
        blind = scan.blind_places()
        lost = [p for p, entry in known.items() if p not in scan.files and _is_known(entry)]
        unseen = [path for path in lost if not among(path, blind)]
        mine = [path for path in unseen if scan.in_roots(path)]
        self._places = away(catalogue, mine, known, scan, systems)
        self._away = {path for path in mine if among(path, self._places)}
        self.missing = [known[path][0] for path in unseen if path not in self._away]
        """Ids of those that moved or are gone."""

    @property
    def away(self) -> list[int]:
        """Ids of those whose drive seems not to be connected."""
        return [self._known[path][0] for path in self._away]

    def troubles(self, moved: Collection[int]) -> list[Trouble]:
        """Return the places of drives that are away, without those from which all is here."""
        left = [path for path in self._away if self._known[path][0] not in moved]
        places = self._places
        if len(left) < len(self._away):
            places = {p for p in places if any(at_or_under(path, p) for path in left)}
        return [drive_missing(place) for place in sorted(places)]


def _is_known(entry: tuple[int, State, Signature]) -> bool:
    return entry[1] is not State.GONE

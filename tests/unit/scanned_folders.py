"""Small folders, scanned in whole or in part, and what that means for a catalogue."""

from __future__ import annotations

from pathlib import Path

from engine.files.found import Scan
from engine.files.hashing import content_hash
from engine.files.ignoring import LibraryRules
from engine.files.places import Places
from engine.files.scan import scan
from engine.host.cancellation import Token
from engine.jobs.plan import Plan, make_plan
from engine.store.catalogue import Catalogue
from engine.store.catalogue_rows import FoundFile, IndexedFile, TermChange
from engine.store.catalogue_states import State


def write(root: Path, *names: str) -> None:
    """Write files that hold their own names."""
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


def look(
    roots: Path | list[Path], *places: Path, rules: LibraryRules | None = None, whole: bool = False
) -> Scan:
    """Look for files of text at some places of these roots, or everywhere in them."""
    return scan(
        [str(root) for root in (roots if isinstance(roots, list) else [roots])],
        lambda name: name.endswith(".txt"),
        Token(),
        rules=rules or LibraryRules(),
        places=None if whole else Places(tuple(str(place) for place in places)),
    )


def names(result: Scan, root: Path) -> set[str]:
    """Return the paths of what was found, from the root on."""
    return {Path(path).relative_to(root).as_posix() for path in result.files}


def index(catalogue: Catalogue, found: Scan) -> None:
    """Enter files as if they had been read."""
    catalogue.record_scan(added=[FoundFile(*item) for item in found.files.items()])
    seen = catalogue.files_in(State.SEEN)
    catalogue.begin([row.id for row in seen])
    read = [
        IndexedFile(
            row.id, row.signature, content_hash(Path(row.path)), "text/plain", "", "en", 0, 1.0, ()
        )
        for row in seen
    ]
    catalogue.finish(read, {}, TermChange.none())


def plan(catalogue: Catalogue, found: Scan) -> Plan:
    """Return what a run would do."""
    return make_plan(catalogue, found, Token(), retry=lambda _: False)

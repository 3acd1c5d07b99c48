"""Files with several names: who writes to one through one name changes what lies at the others.

The system tells of the name that was used alone, so the others are looked at, too.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from engine.store.catalogue_rows import Signature

if TYPE_CHECKING:
    from engine.files.found import Scan
    from engine.store.catalogue import Catalogue
    from engine.store.catalogue_states import State

Known = dict[str, tuple[int, "State", Signature]]


def other_names(catalogue: Catalogue, scan: Scan, known: Known) -> Known:
    """Return the known files elsewhere that are the same as files of the scan which changed.

    They are added to the scan. A scan of everything needs none: it has seen all names.

    Args:
        catalogue: what is known of everything.
        scan: of some places.
        known: what is known of these.
    """
    if scan.places is None:
        return {}
    numbers = {
        signature.inode for path, signature in scan.files.items() if _linked(path, signature, known)
    }
    found: Known = {}
    for path, entry in catalogue.numbered(numbers).items() if numbers else ():
        now = _signature(path) if path not in known else None
        if now is not None and now.inode in numbers:
            scan.files[path] = now
            found[path] = entry
    return found


def _linked(path: str, signature: Signature, known: Known) -> bool:
    """Tell whether a file changed that has other names."""
    if path in known and signature == known[path][2]:
        return False
    try:
        return os.lstat(path).st_nlink > 1
    except OSError:
        return False


def _signature(path: str) -> Signature | None:
    try:
        return Signature.of(os.lstat(path))
    except OSError:
        return None

"""An embedded store out of the way while a new one is opened, and back if that fails."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from engine.store.open import LITE_25_FILE, LITE_32_FOLDER

if TYPE_CHECKING:
    from pathlib import Path

_ASIDE = "store-aside"


def put_aside(folder: Path) -> None:
    """Move a library's embedded store out of the way. Nobody may have it open.

    The lock stays where it is. After a crash in the middle, the next opening makes anew what lacks.

    Raises:
        OSError: it cannot be moved; all is as before.
    """
    found = _store(folder)
    if not found:
        return  # a crash came between; what is aside already is the whole of it
    forget_aside(folder)
    (folder / _ASIDE).mkdir(mode=0o700)
    try:
        for path in found:
            path.rename(folder / _ASIDE / path.name)
    except OSError:
        for path in (folder / _ASIDE).iterdir():
            path.rename(folder / path.name)
        raise


def take_back(folder: Path) -> None:
    """Have the former store in its place again, instead of what there is.

    Raises:
        OSError: it cannot be moved.
    """
    former = folder / _ASIDE
    if not former.is_dir():
        return
    for path in _store(folder):
        _remove(path)
    for path in former.iterdir():
        path.rename(folder / path.name)
    former.rmdir()


def forget_aside(folder: Path) -> None:
    """Remove a store that was put aside."""
    shutil.rmtree(folder / _ASIDE, ignore_errors=True)


def remove_store(folder: Path) -> None:
    """Remove an embedded store that nobody has open; what else is in its folder stays.

    Raises:
        OSError: it cannot be removed.
    """
    for path in _store(folder):
        _remove(path)


def _store(folder: Path) -> list[Path]:
    """Return what belongs to the embedded store: databases, their journals and copies, the log."""
    return [*folder.glob(f"{LITE_25_FILE}*"), *folder.glob(LITE_32_FOLDER)]


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)

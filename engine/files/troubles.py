"""Why a place could not be looked into, in words that a person can act on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.store.catalogue_rows import Trouble

if TYPE_CHECKING:
    from engine.files.ignoring import RulesUnreadableError

DRIVE_MISSING = "drive-missing"
FOLDER_MISSING = "folder-missing"
NAME_NOT_TEXT = "name-not-text"
NO_PERMISSION = "no-permission"
"""The code that files have too; catalogues of older versions say ``permission-denied``."""
_MISSING = "it was moved, deleted, or its drive is not connected"
_FORGET = "What was indexed stays findable; `findling remove FOLDER` forgets it."


def trouble_of(path: str, error: OSError, *, missing: str) -> Trouble:
    """Return the trouble that an error of the system means; ``missing`` is the code for nothing."""
    shown = path.encode(errors="replace").decode()
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Trouble(shown, missing, _MISSING, _FORGET)
    if isinstance(error, PermissionError):
        hint = "Give yourself the right to read it, or exclude it in a .findlingignore file."
        return Trouble(shown, NO_PERMISSION, "the system refuses to open it", hint)
    reason = error.strerror or str(error)
    return Trouble(shown, "folder-unreadable", reason, "Check the drive that it lies on.")


def moved_or_deleted(trouble: Trouble) -> Trouble:
    """Return the trouble of a root that is missing although its drive is there."""
    hint = "It was moved or deleted. Put it back, or remove it from the library."
    return Trouble(trouble.path, FOLDER_MISSING, trouble.reason, hint)


def rules_unreadable(error: RulesUnreadableError) -> Trouble:
    """Return the trouble of a folder whose rules cannot be told."""
    found = trouble_of(error.folder, error.cause, missing="folder-unreadable")
    hint = f"Give yourself the right to read {error.name}, or remove it."
    return Trouble(found.path, found.code, f"{error.name}: {found.reason}", hint)


def name_with_nul(path: str) -> Trouble:
    """Return the trouble of a path that no file can have."""
    shown = path.replace("\0", "\u2400")
    return Trouble(shown, NAME_NOT_TEXT, "its name holds a NUL", "Remove it from the library.")


def drive_missing(path: str) -> Trouble:
    """Return the trouble of the place where a drive was."""
    hint = "Connect the drive, or remove the folder from the library."
    return Trouble(path, DRIVE_MISSING, "its drive is not connected", hint)


def unreadable_name(path: str) -> Trouble | None:
    """Return the trouble of a path that is no text, which Linux allows; it cannot be stored."""
    try:
        path.encode()
    except UnicodeEncodeError:
        shown = path.encode(errors="replace").decode()
        return Trouble(shown, NAME_NOT_TEXT, "its name is not valid UTF-8", "Rename it.")
    return None

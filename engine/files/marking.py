"""Which paths are to be looked at again after an entry of a folder changed."""

from __future__ import annotations

import os

from engine.files.ignoring import MARKERS, PROJECT_FILES, RULE_FILES


def marked(folder: str, name: bytes, *, came_or_went: bool) -> tuple[str, ...]:
    """Return the paths that a change of ``name`` in ``folder`` concerns.

    A rule file decides about its whole folder. So does, when it comes or goes, what makes a
    folder a cache or the ``build`` beside it generated.

    Args:
        folder: absolute.
        name: as the system gave it.
        came_or_went: whether the name was made, moved or deleted, and not only its content.
    """
    try:
        text = name.decode()
    except UnicodeDecodeError:  # cannot be written down: the folder's scan says so
        return (folder,) if came_or_went else ()
    path = os.path.join(folder, text)
    if text in RULE_FILES:
        return (folder,)
    if came_or_went and (text in MARKERS or text in PROJECT_FILES):
        return (path, folder)
    return (path,)

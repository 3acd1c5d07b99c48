"""Which of several copies stands for the others: the one changed last, then the shortest path.

Of the versions of a contract the newest is the one that holds; a backup's path is rarely the
shortest.
"""

from __future__ import annotations

ASKED = 0.1
"""Share of a query by which what two near texts have of it may differ: who asks for Miller's letter
gets it, and not Smith's with Miller's folded."""


def standing(modified: float, path: str) -> tuple[float, int, str]:
    """Return what copies are sorted by, the one that stands for the others first.

    Args:
        modified: when the file was changed last, in any unit; of all copies in the same one.
        path: the file's.
    """
    return -modified, len(path), path

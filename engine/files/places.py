"""Which parts of a library's folders are to be looked at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Places:
    """Paths at which something may have changed.

    A path stands for what is there now: a file, a folder with all that is in it, or nothing any
    more (then for everything that the catalogue knows at it and under it).
    """

    paths: tuple[str, ...] = ()
    """Absolute, as the folders of the library spell them."""
    everything: bool = False
    """Look at all folders; ``paths`` are then those whose content is not to be taken on trust."""

"""Which parts of a library's folders are to be looked at."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
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
    restless: frozenset[str] = frozenset()
    """Those of the paths that are to be read although somebody still writes to them."""


def under(path: str, folder: str) -> bool:
    """Tell whether ``path`` lies in ``folder``, at any depth."""
    return path.startswith(folder.rstrip(os.sep) + os.sep)


def at_or_under(path: str, folder: str) -> bool:
    """Tell whether ``path`` is ``folder`` or lies in it."""
    return path == folder or under(path, folder)


def among(path: str, folders: Collection[str]) -> bool:
    """Tell whether ``path`` is one of ``folders`` or lies in one, at any depth."""
    place = path
    while place not in folders:
        above: str = os.path.dirname(place)
        if above == place:
            return False
        place = above
    return True


def outermost(paths: Collection[str]) -> list[str]:
    """Return the paths without those that lie in another one of them."""
    every = frozenset(paths)
    above = {path: os.path.dirname(path) for path in every}
    return [path for path in every if above[path] == path or not among(above[path], every)]


def united(first: Places, second: Places) -> Places:
    """Return the places of both."""
    paths = dict.fromkeys((*first.paths, *second.paths))
    return Places(
        tuple(paths), first.everything or second.everything, first.restless | second.restless
    )


def everywhere(but_closer: Iterable[Places | None]) -> Places:
    """Return all folders, with those places whose content is not to be taken on trust."""
    found = Places(everything=True)
    for places in but_closer:
        found = united(found, places) if places is not None else found
    return found

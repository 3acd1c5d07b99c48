"""What a library's index holds although the library does not want it any more.

A pause is no reason to find what the person took out. Told from the catalogue and the settings
alone: what else changed on the disk waits until the library goes on.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from engine.files.ignoring import LIBRARY, LibraryRules, Rules
from engine.files.places import under
from engine.service.counting import sizes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from engine.store.settings import LibrarySettings


def unwanted(folder: Path, settings: LibrarySettings) -> tuple[str, ...]:
    """Return where the files lie that are in no folder of a library, or that its rules leave out.

    Args:
        folder: the library's state folder.
        settings: its folders and rules.
    """
    roots = [os.path.normpath(root) for root in settings.folders]
    judge = _Judge(roots, settings)
    found: dict[str, None] = {}
    for path, size in sizes(folder).items():
        if not judge.wants(path, size):
            found[_outermost(path, roots)] = None
    return tuple(found)


class _Judge:
    def __init__(self, roots: Sequence[str], settings: LibrarySettings) -> None:
        own = LibraryRules(settings.include, settings.exclude, settings.most_bytes)
        self._rules = [(root, Rules.of_root(root, own)) for root in roots]
        self._ruled = bool(own.include or own.exclude)
        self._most = own.most_bytes
        self._folders: dict[tuple[str, str], bool] = {}

    def wants(self, path: str, size: int) -> bool:
        """Tell whether one of the roots lets a file in."""
        return any(
            path == root
            or (
                under(path, root)
                and not 0 < self._most < size
                and (not self._ruled or self._passes(path, root, rules))
            )
            for root, rules in self._rules
        )

    def _passes(self, path: str, root: str, rules: Rules) -> bool:
        above = os.path.dirname(path)  # noqa: PTH120 - plain strings: there may be many
        return not _left_out(path, rules, is_folder=False) and self._enters(above, root, rules)

    def _enters(self, folder: str, root: str, rules: Rules) -> bool:
        if not under(folder, root):
            return True
        key = root, folder
        if key not in self._folders:
            above = os.path.dirname(folder)  # noqa: PTH120
            left_out = _left_out(folder, rules, is_folder=True)
            self._folders[key] = not left_out and self._enters(above, root, rules)
        return self._folders[key]


def _left_out(path: str, rules: Rules, *, is_folder: bool) -> bool:
    """Tell whether the library's own rules leave it out: others lie on the disk and may change."""
    rule = rules.reason(path, is_folder=is_folder)
    return rule is not None and rule.source == LIBRARY


def _outermost(path: str, roots: Sequence[str]) -> str:
    """Return the outermost folder around a file that has nothing to do with any of the roots."""
    if any(under(path, root) for root in roots):
        return path
    place = path
    above = os.path.dirname(place)  # noqa: PTH120
    while above != place and not any(above == root or under(root, above) for root in roots):
        place, above = above, os.path.dirname(above)  # noqa: PTH120
    return place

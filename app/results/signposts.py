"""Rows that stand for no file and no passage: what the list is parted by, and its end."""

from __future__ import annotations

from collections.abc import Hashable

import msgspec
from PySide6.QtCore import QCoreApplication


class FurtherRow(msgspec.Struct, frozen=True):
    """The end of the list where the engine has more."""

    @property
    def identity(self) -> Hashable:
        """There is one at most."""
        return "further"

    @property
    def text(self) -> str:
        """What it says."""
        return QCoreApplication.translate("Results", "Show more results")


class SeparatorRow(msgspec.Struct, frozen=True):
    """What stands above the weak hits."""

    first: bool

    @property
    def identity(self) -> Hashable:
        """There is one at most."""
        return "separator"

    @property
    def text(self) -> str:
        """What it says."""
        return QCoreApplication.translate("Results", "Weaker matches")

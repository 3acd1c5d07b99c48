"""Tells grave news about the index once, and takes them back when they are over."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.library.notices import is_grave, said, wants_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from app.shell.banner import Banner
    from engine.protocol.messages import LibraryInfo, Notice

TOPIC = "index"


class NoticeBoard:
    """Remembers what was told, so that a dismissed message does not come back by itself."""

    def __init__(self, banner: Banner, show_key: Callable[[LibraryInfo], None]) -> None:
        """Tell nothing yet.

        Args:
            banner: where it is told.
            show_key: leads to the key that a library's model wants.
        """
        self._banner = banner
        self._show_key = show_key
        self._told: frozenset[tuple[str, str, str]] = frozenset()

    def show_libraries(self, libraries: Iterable[LibraryInfo]) -> None:
        """Tell the first grave notice that is new; hide the banner when the last one is over."""
        grave = {
            (info.name, notice.code, notice.cause): (info, notice)
            for info in libraries
            for notice in info.notices
            if is_grave(notice)
        }
        fresh = [told for key, told in grave.items() if key not in self._told]
        if fresh:
            self._tell(*fresh[0])
        elif self._told and not grave:
            self._banner.retract(TOPIC)
        self._told = frozenset(grave)

    def forget(self) -> None:
        """Another engine is here: what it says is new."""
        self._told = frozenset()

    def _tell(self, info: LibraryInfo, notice: Notice) -> None:
        text, advice = said(notice)
        if not wants_key(notice):
            self._banner.say(text, advice, topic=TOPIC)
            return
        enter = QCoreApplication.translate("NoticeBoard", "Enter the key…")
        self._banner.say(text, action=enter, topic=TOPIC, todo=partial(self._show_key, info))

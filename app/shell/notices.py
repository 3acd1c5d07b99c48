"""Tells grave news about the index once, and takes them back when they are over."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.library.notices import KEY, is_grave, said, wants_key
from app.search.pieces import note_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from app.link.answers import Answer
    from app.shell.banner import Banner
    from engine.protocol.messages import LibraryInfo, Notice

TOPIC, SEARCH_TOPIC = "index", "search"


class NoticeBoard:
    """Remembers what was told, so that a dismissed message does not come back by itself."""

    def __init__(self, banner: Banner, show_key: Callable[[Sequence[LibraryInfo]], None]) -> None:
        """Tell nothing yet.

        Args:
            banner: where it is told.
            show_key: leads to the key that a model of libraries wants.
        """
        self._banner = banner
        self._show_key = show_key
        self._told: frozenset[tuple[str, str, str]] = frozenset()
        self._libraries: tuple[LibraryInfo, ...] = ()
        self._lacked_key = False
        self._key_topics: set[str] = set()

    def show_answer(self, answer: Answer) -> None:
        """Tell that a search had to do without a vendor for want of a key, once in a row."""
        lacks = [note for note in answer.notes if note.cause == KEY]
        if lacks and not self._lacked_key:
            self._offer_key(note_text(lacks[0]), self._libraries, SEARCH_TOPIC)
        elif self._lacked_key and not lacks:
            self._banner.retract(SEARCH_TOPIC)
        self._lacked_key = bool(lacks)

    def show_libraries(self, libraries: Iterable[LibraryInfo]) -> None:
        """Tell the first grave notice that is new; hide the banner when the last one is over."""
        libraries = self._libraries = tuple(libraries)
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

    def show_vendor_answers(self) -> None:
        """Take back that a key is wanted: one was tried, and is taken."""
        for topic in self._key_topics:
            self._banner.retract(topic)
        self._key_topics.clear()
        self._lacked_key = False

    def forget(self) -> None:
        """Another engine is here: what it says is new."""
        self._told = frozenset()
        self._lacked_key = False

    def _tell(self, info: LibraryInfo, notice: Notice) -> None:
        text, advice = said(notice)
        if not wants_key(notice):
            self._key_topics.discard(TOPIC)
            self._banner.say(text, advice, topic=TOPIC)
            return
        self._offer_key(text, (info,), TOPIC)

    def _offer_key(self, text: str, infos: Sequence[LibraryInfo], topic: str) -> None:
        self._key_topics.add(topic)
        enter = QCoreApplication.translate("NoticeBoard", "Enter the key…")
        self._banner.say(text, action=enter, topic=topic, todo=partial(self._show_key, infos))

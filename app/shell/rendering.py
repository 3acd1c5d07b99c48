"""Pages that the preview wants: one is rendered at a time, the others wait where they can go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.preview.pictures import Decoder
from engine.protocol.messages import Failed, PageRendered, RenderPage

if TYPE_CHECKING:
    from app.link.asking import Receiver
    from app.link.engine_link import EngineLink
    from app.preview.page_asking import PageWish
    from app.preview.page_view import PageView
    from app.preview.pictures import Picture
    from engine.protocol.messages import Command, Event


class Latest:
    """One question at a time: a new one calls the one before it off."""

    def __init__(self, link: EngineLink) -> None:
        self._link = link
        self._number = 0

    def ask(self, command: Command, receiver: Receiver) -> None:
        """Ask; see `EngineLink.ask`."""
        self.call_off()
        self._number = self._link.ask(command, receiver)

    def call_off(self) -> None:
        """Nobody waits for the answer any more."""
        number, self._number = self._number, 0
        if number:
            self._link.call_off(number)


def is_changed(event: Event) -> bool:
    """Whether it says that the file is not the one that was opened."""
    return isinstance(event, Failed) and event.code == "document-changed"


class Rendering(QObject):
    """Has pages rendered by the engine and decoded, and hands them to the view."""

    document_changed = Signal()
    """The file is not the one that was entered any more: it must be opened again."""

    def __init__(self, link: EngineLink, view: PageView, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._asked = Latest(link)
        self._document = ("", "")
        """Library and path."""
        self._version = ""
        self._waiting: dict[int, PageWish] = {}
        self._present: PageWish | None = None
        self._decoder = Decoder(self)
        self._decoder.decoded.connect(self._show)
        view.page_wanted.connect(self._want)
        view.page_passed.connect(self._pass_over)

    def enter(self, library: str, path: str, version: str) -> None:
        """From now on pages are of this document, and of this version of it."""
        self.leave()
        self._document, self._version = (library, path), version
        if path == self._view.document:
            self._view.ask_again()

    def leave(self) -> None:
        """No page is wanted any more."""
        self._asked.call_off()
        self._waiting.clear()
        self._present = None
        self._document = ("", "")

    @Slot(object)
    def _want(self, wish: PageWish) -> None:
        if self._document[1] == self._view.document:
            self._waiting[wish.page] = wish
            self._go_on()

    @Slot(object)
    def _pass_over(self, page: int) -> None:
        self._waiting.pop(page, None)

    def _go_on(self) -> None:
        if self._present is not None or not self._waiting:
            return
        wish = self._present = self._waiting.pop(next(iter(self._waiting)))
        library, path = self._document
        ask = RenderPage(
            library=library, path=path, page=wish.page, width=wish.width, version=self._version
        )
        self._asked.ask(ask, self._take)

    @Slot(object)
    def _take(self, event: Event) -> None:
        wish, self._present = self._present, None
        if wish is None:
            return
        if isinstance(event, PageRendered):
            # By the width that was asked for: a page too large for it comes smaller.
            self._decoder.decode(event.path, event.page, wish.width, event.image)
        elif is_changed(event):
            self.document_changed.emit()
            return
        else:
            self._view.refuse(wish.page)
        self._go_on()

    @Slot(object)
    def _show(self, picture: Picture) -> None:
        if picture.document == self._document[1]:
            self._view.take(picture)

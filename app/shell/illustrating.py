"""Pictures that a Markdown document shows: read by the engine, decoded off the GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.preview.pictures import Decoder
from engine.protocol.messages import ImageRead, ReadImage

if TYPE_CHECKING:
    from app.link.engine_link import EngineLink
    from app.preview.pictures import Named
    from app.preview.text_view import TextView
    from engine.protocol.messages import Event


class Illustrating(QObject):
    """Connects the text view with the link. All of it runs in the GUI thread."""

    def __init__(self, link: EngineLink, view: TextView, parent: QObject) -> None:
        super().__init__(parent)
        self._link = link
        self._view = view
        self._document = ("", "")
        """Library and path."""
        self._asked: list[int] = []
        self._decoder = Decoder(self)
        self._decoder.named.connect(self._show)
        view.picture_wanted.connect(self._read)

    def enter(self, library: str, path: str) -> None:
        """From now on pictures are of this document."""
        self.leave()
        self._document = library, path

    def leave(self) -> None:
        """No picture is wanted any more."""
        for number in self._asked:
            self._link.call_off(number)
        self._asked.clear()
        self._document = ("", "")

    @Slot(object)
    def _read(self, name: str) -> None:
        library, path = self._document
        if path:
            ask = ReadImage(library=library, path=path, name=name)
            self._asked.append(self._link.ask(ask, self._take))

    @Slot(object)
    def _take(self, event: Event) -> None:
        if isinstance(event, ImageRead):
            widest = self._view.widest_picture
            self._decoder.decode_any(event.path, event.name, event.image, widest)
        else:
            self._view.pictures.refuse()

    @Slot(object)
    def _show(self, picture: Named) -> None:
        if picture.document == self._document[1]:
            self._view.take_picture(picture.name, picture.image)

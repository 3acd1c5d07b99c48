"""Pictures of pages: decoded off the GUI thread, kept while there is room."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QBuffer, QObject, Qt, QThreadPool, Signal, Slot
from PySide6.QtGui import QImage, QImageReader

ROOM = 160 * 2**20
"""Bytes."""
_FORMATS = frozenset([b"png", b"jpeg", b"gif", b"webp", b"bmp"])
_WIDEST = 2_000
"""Pixels of a picture in a text."""
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as it was rendered."""

    document: str
    page: int
    """1 and up."""
    width: int
    """As it was asked for, device pixels."""
    image: QImage


@dataclass(frozen=True, slots=True)
class Named:
    """A picture that a document shows."""

    document: str
    name: str
    image: QImage


class Decoder(QObject):
    """Turns PNG into images on threads of its own. Lives in the GUI thread."""

    decoded = Signal(object)
    """`Picture`; nothing comes of bytes that are no picture."""
    named = Signal(object)
    """`Named`"""
    _made = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._made.connect(self._hand_on, Qt.ConnectionType.QueuedConnection)

    def decode_any(self, document: str, name: str, data: bytes, widest: int = _WIDEST) -> None:
        """Begin with a picture that a document shows, made as narrow as ``widest`` pixels.

        Ends in `named`.
        """
        self._pool.start(partial(self._decode_any, document, name, data, widest))

    def _decode_any(self, document: str, name: str, data: bytes, widest: int) -> None:
        buffer = QBuffer()
        buffer.setData(data)
        reader = QImageReader(buffer)
        reader.setAutoTransform(True)
        size = reader.size()
        if bytes(reader.format().data()) not in _FORMATS or not size.isValid():
            return
        if size.width() > _WIDEST or size.height() > _WIDEST:
            reader.setScaledSize(size.scaled(_WIDEST, _WIDEST, Qt.AspectRatioMode.KeepAspectRatio))
        image = reader.read()
        if image.isNull():
            return
        if image.width() > widest:  # after it was turned as its camera was held
            image = image.scaledToWidth(widest, Qt.TransformationMode.SmoothTransformation)
        try:
            self._made.emit(Named(document, name, image))
        except RuntimeError:  # the window went away meanwhile
            return

    def decode(self, document: str, page: int, width: int, data: bytes) -> None:
        """Begin; ends in `decoded`."""
        self._pool.start(partial(self._decode, document, page, width, data))

    def _decode(self, document: str, page: int, width: int, data: bytes) -> None:
        image = QImage.fromData(data) if data.startswith(_PNG) else QImage()
        if image.isNull():
            return
        # What the screen draws without converting it again in every frame.
        image = image.convertToFormat(QImage.Format.Format_RGB32)
        try:
            self._made.emit(Picture(document, page, width, image))
        except RuntimeError:  # the window went away meanwhile
            return

    @Slot(object)
    def _hand_on(self, picture: Picture | Named) -> None:
        (self.decoded if isinstance(picture, Picture) else self.named).emit(picture)


class Album:
    """The pictures of one document; the ones that were not looked at for longest go first."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._pictures: OrderedDict[int, Picture] = OrderedDict()

    def clear(self) -> None:
        """Forget all."""
        self._pictures.clear()

    def put(self, picture: Picture) -> None:
        """Keep a picture in the place of one of the same page."""
        self._pictures.pop(picture.page, None)
        self._pictures[picture.page] = picture
        while len(self._pictures) > 1 and self._size() > self._room:
            self._pictures.popitem(last=False)

    def get(self, page: int) -> Picture | None:
        """The picture of a page, at whatever width it has."""
        found = self._pictures.get(page)
        if found is not None:
            self._pictures.move_to_end(page)
        return found

    def _size(self) -> int:
        return sum(picture.image.sizeInBytes() for picture in self._pictures.values())

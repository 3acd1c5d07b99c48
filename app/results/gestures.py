"""What keys and drags mean in the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag

if TYPE_CHECKING:
    from PySide6.QtCore import QObject, QPoint
    from PySide6.QtGui import QKeyEvent, QPixmap

    from engine.protocol.messages import Hit

_HARMLESS = Qt.KeyboardModifier.KeypadModifier


def unfolds(event: QKeyEvent, *, leftwards: bool) -> bool | None:
    """Whether a key unfolds what is selected, or folds it; None for other keys.

    Args:
        event: of a key.
        leftwards: rows run from right to left.
    """
    onwards, back = Qt.Key.Key_Right, Qt.Key.Key_Left
    if leftwards:
        onwards, back = back, onwards
    if event.modifiers() & ~_HARMLESS:
        return None
    return {onwards: True, back: False}.get(Qt.Key(event.key()))


def is_written(event: QKeyEvent) -> bool:
    """Whether a key writes something; a blank does not: it is a key of lists."""
    commands = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    plain = not event.modifiers() & (commands | Qt.KeyboardModifier.MetaModifier)
    return plain and event.text().isprintable() and bool(event.text().strip())


def carried(hit: Hit) -> QMimeData:
    """A hit's file as other programs take it: its address, and its path as text."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(hit.path)])
    data.setText(hit.path)
    return data


def drag_of(source: QObject, hit: Hit, picture: QPixmap, place: QPoint) -> QDrag:
    """A hit's file on its way to another program.

    Args:
        source: where it is dragged from.
        hit: any.
        picture: what is seen under the pointer.
        place: of the pointer in it.
    """
    drag = QDrag(source)
    drag.setMimeData(carried(hit))
    drag.setPixmap(picture)
    drag.setHotSpot(place)
    return drag

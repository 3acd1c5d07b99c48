"""Which names stand on the map and where: they never overlap. Arithmetic without drawing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF

_GAP = 5.0


@dataclass(frozen=True, slots=True)
class Caption:
    """A name that wants to stand on the map."""

    key: int
    text: str
    at: QPointF
    size: QSizeF
    offsets: tuple[tuple[float, float], ...] = ((0.0, 0.0),)
    """Where its middle may be from there, the best first."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A name that has a place."""

    key: int
    text: str
    box: QRectF


def placed(
    captions: Sequence[Caption],
    room: QRectF,
    taken: Sequence[QRectF] = (),
    turns: Callable[[Caption], Sequence[int]] | None = None,
) -> tuple[Placed, ...]:
    """Place captions, the first ones first; those that find no room are left out.

    Args:
        captions: in the order of their weight.
        room: what is seen.
        taken: what stands there already.
        turns: in which order a caption's offsets are tried; as they are by default.
    """
    boxes = list(taken)
    found: list[Placed] = []
    for caption in captions:
        if not room.contains(caption.at):
            continue
        order = turns(caption) if turns else range(len(caption.offsets))
        box = _free(caption, order, room, boxes)
        if box is not None:
            boxes.append(box)
            found.append(Placed(caption.key, caption.text, box))
    return tuple(found)


def _free(
    caption: Caption, order: Sequence[int], room: QRectF, boxes: Sequence[QRectF]
) -> QRectF | None:
    """Return the first of its places that is free."""
    width, height = caption.size.width(), caption.size.height()
    for turn in order:
        box = QRectF(0, 0, width, height)
        box.moveCenter(caption.at + QPointF(*caption.offsets[turn]))
        box.moveLeft(min(max(box.left(), room.left()), max(room.right() - width, room.left())))
        grown = box.adjusted(-_GAP, -_GAP / 2, _GAP, _GAP / 2)
        if room.contains(box) and not any(grown.intersects(other) for other in boxes):
            return box
    return None

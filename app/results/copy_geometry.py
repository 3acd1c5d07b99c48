"""Where everything in the rows of copies stands: arithmetic, as in `app.results.geometry`."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QRect

from app.results.geometry import GAP, MARGIN, PAD, Metrics, indent, mirrored


@dataclass(frozen=True, slots=True)
class CopiesBoxes:
    """The line that stands for copies."""

    height: int
    ground: QRect
    icon: QRect
    text: QRect


@dataclass(frozen=True, slots=True)
class CopyBoxes:
    """One copy, two lines."""

    height: int
    ground: QRect
    name: QRect
    date: QRect
    difference: QRect
    """At the end of the second line."""
    place: QRect


def icon_side(metrics: Metrics) -> int:
    """The sign that tells folded from unfolded is somewhat smaller than the letters beside it."""
    return max(metrics.small * 3 // 4, 8)


def copies_boxes(width: int, metrics: Metrics, *, last: bool) -> CopiesBoxes:
    """Lay out the line that stands for copies."""
    left, side = indent(metrics), icon_side(metrics)
    top = PAD // 2
    icon = QRect(left, top + (metrics.small - side) // 2, side, side)
    start = left + side + GAP // 2
    text = QRect(start, top, max(width - start - MARGIN, 0), metrics.small)
    ground = QRect(left - GAP, 0, max(width - left - MARGIN + 2 * GAP, 0), metrics.small + PAD)
    return CopiesBoxes(ground.height() + (PAD if last else 2), ground, icon, text)


def copy_boxes(
    width: int, metrics: Metrics, date_width: int, difference_width: int, *, last: bool
) -> CopyBoxes:
    """Lay out a copy; date and difference take their widths from name and place."""
    left = indent(metrics) + icon_side(metrics) + GAP // 2
    right = width - MARGIN
    room = max(right - left, 0)
    top = PAD // 2 + 1
    date_width = min(date_width, room // 2)
    date = QRect(right - date_width, top, date_width, metrics.body)
    name = QRect(left, top, max(date.left() - GAP - left, 0), metrics.body)
    below = top + metrics.body
    difference_width = min(difference_width, room // 2)
    difference = QRect(right - difference_width, below, difference_width, metrics.small)
    place = QRect(left, below, max(difference.left() - GAP - left, 0), metrics.small)
    ground = QRect(left - GAP, 0, room + 2 * GAP, below + metrics.small + PAD // 2 + 1)
    return CopyBoxes(ground.height() + (PAD if last else 2), ground, name, date, difference, place)


def mirrored_copies(boxes: CopiesBoxes, width: int) -> CopiesBoxes:
    """The line that stands for copies, from right to left."""
    return replace(
        boxes,
        ground=mirrored(boxes.ground, width),
        icon=mirrored(boxes.icon, width),
        text=mirrored(boxes.text, width),
    )


def mirrored_copy(boxes: CopyBoxes, width: int) -> CopyBoxes:
    """A copy from right to left."""
    return replace(
        boxes,
        ground=mirrored(boxes.ground, width),
        name=mirrored(boxes.name, width),
        date=mirrored(boxes.date, width),
        difference=mirrored(boxes.difference, width),
        place=mirrored(boxes.place, width),
    )

"""Where everything in the rows of copies stands: arithmetic, as in `app.results.geometry`."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QRect

from app.results.geometry import GAP, MARGIN, PAD, Metrics, indent, mirrored

_MOST_AT_END = 0.4
"""Share of a line that what stands at its end may take."""


@dataclass(frozen=True, slots=True)
class CopiesBoxes:
    """The line that stands for copies."""

    height: int
    ground: QRect
    icon: QRect
    text: QRect


@dataclass(frozen=True, slots=True)
class CopyBoxes:
    """One copy: two lines, or more where these would be cut."""

    height: int
    ground: QRect
    name: QRect
    date: QRect
    difference: QRect
    """At the end of the second line, or at the beginning of a third."""
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
    """Lay out a copy; date and difference stand at the ends of two lines, or in lines below."""
    left = indent(metrics) + icon_side(metrics) + GAP // 2
    room = max(width - MARGIN - left, 0)
    top, line = PAD // 2 + 1, metrics.small
    below = top + metrics.body
    if max(date_width, difference_width) > room * _MOST_AT_END:
        both = date_width + GAP + difference_width <= room
        name, place = QRect(left, top, room, metrics.body), QRect(left, below, room, line)
        difference = QRect(left, below + line, min(difference_width, room), line)
        date_width = min(date_width, room)
        date_left = left + room - date_width if both else left
        date = QRect(date_left, below + line * (1 if both else 2), date_width, line)
    else:
        date = QRect(left + room - date_width, top, date_width, metrics.body)
        difference = QRect(left + room - difference_width, below, difference_width, line)
        name = QRect(left, top, max(date.left() - GAP - left, 0), metrics.body)
        place = QRect(left, below, max(difference.left() - GAP - left, 0), line)
    height = max(date.bottom(), difference.bottom(), place.bottom()) + 1 + PAD // 2 + 1
    ground = QRect(left - GAP, 0, room + 2 * GAP, height)
    return CopyBoxes(height + (PAD if last else 2), ground, name, date, difference, place)


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

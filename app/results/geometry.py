"""Where everything in a row stands: arithmetic on sizes, no painter, no font, no widget.

All lengths are logical pixels; rectangles are relative to the row's top left corner.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QRect

MARGIN = 14
"""Left and right of every row."""
GAP = 10
PAD = 6
FILE_ABOVE = 12
"""Above a file's line: what sets files apart."""
BAR_HEIGHT = 5
BAR_WIDTH = 64
LINES = 3
"""Lines of an excerpt at most."""
NARROW = 380
"""Below this width the bar is left out and only the percentage stays."""


@dataclass(frozen=True, slots=True)
class Metrics:
    """What a row must know of the fonts: line heights and a few widths."""

    title: int
    body: int
    small: int
    percent_width: int
    """Of the widest percentage."""


@dataclass(frozen=True, slots=True)
class FileBoxes:
    """A file's line."""

    height: int
    tile: QRect
    title: QRect
    date: QRect
    badge: QRect
    """Beside the title; empty where the file has none."""
    place: QRect
    rule: int | None
    """Where the line above it is drawn."""


@dataclass(frozen=True, slots=True)
class PassageBoxes:
    """A passage."""

    height: int
    ground: QRect
    """What is coloured when selected."""
    place: QRect
    excerpt: QRect
    bar: QRect
    percent: QRect


@dataclass(frozen=True, slots=True)
class MoreBoxes:
    """What stands for more passages."""

    height: int
    ground: QRect
    text: QRect


@dataclass(frozen=True, slots=True)
class SeparatorBoxes:
    """The separator."""

    height: int
    text: QRect
    rule: QRect


def tile_side(metrics: Metrics) -> int:
    """The tile is as tall as the two lines beside it."""
    return metrics.title + metrics.small + 2


def indent(metrics: Metrics) -> int:
    """Where titles and excerpts begin."""
    return MARGIN + tile_side(metrics) + GAP


def excerpt_width(width: int, metrics: Metrics, *, place: bool) -> int:
    """How wide an excerpt may be in a row of ``width``: all of it below a line for its place."""
    score = metrics.percent_width + (0 if width < NARROW else BAR_WIDTH + GAP) + 2 * GAP
    return max(width - indent(metrics) - MARGIN - (0 if place else score), 40)


def file_boxes(
    width: int, metrics: Metrics, date_width: int, *, first: bool, badge_width: int = 0
) -> FileBoxes:
    """Lay out a file's line; the date and the badge (0: none) take their widths from the title."""
    above = PAD if first else FILE_ABOVE
    side, left = tile_side(metrics), indent(metrics)
    right = width - MARGIN
    date_width = min(date_width, max(right - left, 0) // 2)
    date = QRect(right - date_width, above, date_width, metrics.title)
    free = max(date.left() - GAP - left, 0)
    badge_width = min(badge_width, free // 2)
    badge = QRect(date.left() - GAP - badge_width, above, badge_width, metrics.title)
    taken = badge_width + GAP if badge_width else 0
    title = QRect(left, above, max(free - taken, 0), metrics.title)
    place = QRect(left, above + metrics.title + 2, max(right - left, 0), metrics.small)
    tile = QRect(MARGIN, above, side, side)
    rule = None if first else above // 2 - 1
    return FileBoxes(above + side + PAD - 1, tile, title, date, badge, place, rule)


def passage_boxes(
    width: int, metrics: Metrics, lines: int, *, place: bool, last: bool, scored: bool = True
) -> PassageBoxes:
    """Lay out a passage whose excerpt has ``lines`` lines, with or without a line for its place.

    One that has no score leaves that room to its text.
    """
    left, inner = indent(metrics), excerpt_width(width, metrics, place=place or not scored)
    beside_score = excerpt_width(width, metrics, place=not scored)
    top = PAD
    place_height = metrics.small + 2 if place else 0
    excerpt = QRect(left, top + place_height, inner, max(lines, 1) * metrics.body)
    ground_height = excerpt.bottom() + 1 + PAD
    ground = QRect(left - GAP, 0, max(width - left - MARGIN + 2 * GAP, 0), ground_height)
    right = width - MARGIN
    percent = QRect(right - metrics.percent_width, top, metrics.percent_width, metrics.small)
    shown = 0 if width < NARROW else BAR_WIDTH
    bar = QRect(
        percent.left() - GAP - shown,
        top + (metrics.small - BAR_HEIGHT) // 2,
        shown,
        BAR_HEIGHT,
    )
    height = ground_height + (PAD if last else 2)
    return PassageBoxes(
        height, ground, QRect(left, top, beside_score, metrics.small), excerpt, bar, percent
    )


def more_boxes(width: int, metrics: Metrics) -> MoreBoxes:
    """Lay out the line that stands for more passages of a file."""
    left = indent(metrics)
    text = QRect(left, PAD // 2, max(width - left - MARGIN, 0), metrics.small)
    ground = QRect(left - GAP, 0, text.width() + 2 * GAP, metrics.small + PAD)
    return MoreBoxes(ground.height() + PAD, ground, text)


def fold_boxes(width: int, metrics: Metrics) -> MoreBoxes:
    """Lay out a line that stands for what follows all files."""
    above = FILE_ABOVE
    inner = max(width - 2 * MARGIN, 0)
    text = QRect(MARGIN, above + PAD, inner, metrics.body)
    ground = QRect(MARGIN - GAP // 2, above, inner + GAP, metrics.body + 2 * PAD)
    return MoreBoxes(above + ground.height() + PAD, ground, text)


def separator_boxes(
    width: int, metrics: Metrics, text_width: int, *, first: bool
) -> SeparatorBoxes:
    """Lay out the separator: its text, and a line from there to the end."""
    above = PAD if first else 2 * FILE_ABOVE
    text = QRect(MARGIN, above, min(text_width, max(width - 2 * MARGIN, 0)), metrics.small)
    start = text.right() + 1 + GAP
    rule = QRect(start, above + metrics.small // 2, max(width - MARGIN - start, 0), 1)
    return SeparatorBoxes(above + metrics.small + PAD, text, rule)


def mirrored(box: QRect, width: int) -> QRect:
    """The same rectangle in a row that runs from right to left."""
    return QRect(width - box.left() - box.width(), box.top(), box.width(), box.height())


def mirrored_file(boxes: FileBoxes, width: int) -> FileBoxes:
    """A file's line from right to left."""
    return replace(
        boxes,
        tile=mirrored(boxes.tile, width),
        title=mirrored(boxes.title, width),
        date=mirrored(boxes.date, width),
        badge=mirrored(boxes.badge, width),
        place=mirrored(boxes.place, width),
    )


def mirrored_passage(boxes: PassageBoxes, width: int) -> PassageBoxes:
    """A passage from right to left."""
    return replace(
        boxes,
        ground=mirrored(boxes.ground, width),
        place=mirrored(boxes.place, width),
        excerpt=mirrored(boxes.excerpt, width),
        bar=mirrored(boxes.bar, width),
        percent=mirrored(boxes.percent, width),
    )


def mirrored_more(boxes: MoreBoxes, width: int) -> MoreBoxes:
    """The line that stands for more passages, from right to left."""
    return replace(boxes, ground=mirrored(boxes.ground, width), text=mirrored(boxes.text, width))


def mirrored_separator(boxes: SeparatorBoxes, width: int) -> SeparatorBoxes:
    """The separator from right to left."""
    return replace(boxes, text=mirrored(boxes.text, width), rule=mirrored(boxes.rule, width))

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QRect

from app.results import geometry
from app.results.geometry import Metrics

METRICS = Metrics(title=18, body=17, small=14, percent_width=36)
WIDTHS = (240, 379, 380, 560, 1200)


def _apart(*boxes: QRect) -> bool:
    solid = [box for box in boxes if not box.isEmpty()]
    return not any(a.intersects(b) for a, b in itertools.combinations(solid, 2))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("badge", [0, 110])
def test_the_parts_of_a_file_line_stand_apart_inside_it(
    width: int, first: bool, badge: int
) -> None:
    boxes = geometry.file_boxes(width, METRICS, date_width=80, first=first, badge_width=badge)
    parts = (boxes.tile, boxes.title, boxes.date, boxes.badge, boxes.place)
    assert boxes.badge.isEmpty() == (badge == 0)
    assert _apart(*parts)
    assert all(QRect(0, 0, width, boxes.height).contains(p) for p in parts if not p.isEmpty())


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lines", [1, 2, 3])
@pytest.mark.parametrize("place", [True, False])
def test_the_parts_of_a_passage_stand_apart_inside_it(width: int, lines: int, place: bool) -> None:
    boxes = geometry.passage_boxes(width, METRICS, lines, place=place, last=False)
    parts = [boxes.excerpt, boxes.bar, boxes.percent] + ([boxes.place] if place else [])
    assert _apart(*parts)
    assert all(QRect(0, 0, width, boxes.height).contains(p) for p in parts if not p.isEmpty())
    assert boxes.excerpt.height() == lines * METRICS.body
    assert boxes.ground.bottom() < boxes.height


def test_one_more_line_makes_a_passage_one_line_taller() -> None:
    heights = [
        geometry.passage_boxes(600, METRICS, lines, place=True, last=True).height
        for lines in (1, 2, 3)
    ]
    assert [b - a for a, b in itertools.pairwise(heights)] == [METRICS.body, METRICS.body]


def test_a_narrow_row_leaves_the_bar_out_and_keeps_the_figure() -> None:
    boxes = geometry.passage_boxes(geometry.NARROW - 1, METRICS, 3, place=False, last=False)
    assert boxes.bar.isEmpty()
    assert boxes.percent.width() == METRICS.percent_width


def test_the_excerpt_is_as_wide_as_its_lines_were_broken_for() -> None:
    for width, place in itertools.product(WIDTHS, (True, False)):
        boxes = geometry.passage_boxes(width, METRICS, 2, place=place, last=False)
        assert boxes.excerpt.width() == geometry.excerpt_width(width, METRICS, place=place)


def test_an_excerpt_below_the_line_for_its_place_has_the_whole_width() -> None:
    boxes = geometry.passage_boxes(430, METRICS, 3, place=True, last=False)
    assert boxes.excerpt.right() == boxes.percent.right()


def test_a_mirrored_row_is_the_row_in_a_mirror() -> None:
    width = 600
    boxes = geometry.passage_boxes(width, METRICS, 2, place=True, last=False)
    turned = geometry.mirrored_passage(boxes, width)
    assert turned.excerpt.right() == width - 1 - boxes.excerpt.left()
    assert geometry.mirrored_passage(turned, width) == boxes
    line = geometry.file_boxes(width, METRICS, 70, first=False)
    assert geometry.mirrored_file(geometry.mirrored_file(line, width), width) == line


def test_the_separator_has_room_for_its_text_and_a_line() -> None:
    boxes = geometry.separator_boxes(600, METRICS, 110, first=False)
    assert _apart(boxes.text, boxes.rule)
    assert boxes.rule.right() == 600 - geometry.MARGIN - 1
    assert geometry.separator_boxes(60, METRICS, 110, first=True).rule.isEmpty()

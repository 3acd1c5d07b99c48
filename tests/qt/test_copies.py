from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QStyleOptionViewItem, QToolTip
from pytestqt.qtbot import QtBot

from app.results import copy_geometry, geometry
from app.results.copies import CopiesRow, CopyRow, hit_of
from app.results.rows import FileRow, MoreRow, PassageRow, build_rows, spoken, worth_showing
from engine.protocol.messages import Copy, Hit, Parts
from tests.qt.result_list import picture, shown_list

MakeHit = Callable[..., Hit]
METRICS = geometry.Metrics(title=20, body=18, small=15, percent_width=34)
UNCOMPARED = Parts()


def copy_of(passage: int, path: str = "/old/b.txt", *, same: bool = True, page: int = 0) -> Copy:
    return Copy(
        library="Default",
        path=path,
        title="",
        modified=1.6e9,
        page=page,
        start=4,
        end=44,
        passage=passage,
        score=0.8,
        same=same,
    )


def hit_with_copies(make_hit: MakeHit, passage: int = 1, path: str = "/docs/a.txt") -> Hit:
    copies = (copy_of(91), copy_of(92, "/docs/c.pdf", same=False, page=3))
    return make_hit(passage, path, copies=copies)


def test_copies_are_folded_under_their_passage_and_counted(make_hit: MakeHit) -> None:
    rows = build_rows([hit_with_copies(make_hit), make_hit(2, "/z")])
    assert [type(row) for row in rows] == [FileRow, PassageRow, CopiesRow, FileRow, PassageRow]
    folded = rows[2]
    assert isinstance(folded, CopiesRow)
    assert folded.text == "2 copies"
    assert "2 copies" in spoken(rows[1])
    assert "Right" in spoken(folded)


def test_a_copy_tells_its_file_its_folder_and_how_much_is_the_same(make_hit: MakeHit) -> None:
    hit = hit_with_copies(make_hit)
    *_, one, other = build_rows([hit], copied={("Default", 1)})
    assert isinstance(one, CopyRow)
    assert isinstance(other, CopyRow)
    assert (one.text, one.place, one.difference) == ("b.txt", "/old", "the same text")
    assert (other.text, other.place) == ("c.pdf", "/docs  ·  Page 3")
    assert other.difference == "a few words differ"
    version = CopyRow(replace(other.copy, version=True), hit, weak=False, last=True)
    assert version.difference == "another version"
    for part in ("b.txt", "the same text", "/old", "2020"):
        assert part in spoken(one)
    assert not one.last
    assert other.last


def test_a_copy_in_the_same_file_says_so(make_hit: MakeHit) -> None:
    hit = make_hit(1, copies=(copy_of(5, "/docs/a.txt"),))
    last = build_rows([hit], copied={("Default", 1)})[-1]
    assert isinstance(last, CopyRow)
    assert last.place == "in this file"


def test_a_copy_is_a_hit_at_its_own_place(make_hit: MakeHit) -> None:
    hit = hit_with_copies(make_hit)
    copy = hit_of(hit.copies[1], hit)
    assert (copy.path, copy.page, copy.start, copy.passage) == ("/docs/c.pdf", 3, 4, 92)
    assert copy.text == hit.text
    assert copy.title == "c.pdf"
    assert (copy.media_type, copy.size) == ("", 0)  # not those of the other file
    assert not copy.copies


def test_passages_that_are_not_shown_yet_bring_their_copies(make_hit: MakeHit) -> None:
    hits = [hit_with_copies(make_hit, number) for number in range(1, 7)]
    more = build_rows(hits)[-1]
    assert isinstance(more, MoreRow)
    assert more.text == "3 more passages in this file"
    assert sum(isinstance(row, CopiesRow) for row in more.hidden) == 3


def test_right_unfolds_copies_and_left_folds_them(qtbot: QtBot, make_hit: MakeHit) -> None:
    pane = shown_list(qtbot)
    view, model = pane.view, pane.model
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Warning, pane
    )
    assert tester is not None
    pane.show_hits((hit_with_copies(make_hit), make_hit(2, "/z")), "q")
    qtbot.keyClick(view, Qt.Key.Key_Right)
    head = model.row(view.currentIndex())
    assert isinstance(head, CopiesRow)
    assert head.unfolded
    assert "Left" in spoken(head)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    opened: list[Hit] = []
    view.open_requested.connect(opened.append)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert [hit.path for hit in opened] == ["/old/b.txt"]
    qtbot.keyClick(view, Qt.Key.Key_Left)
    head = model.row(view.currentIndex())
    assert isinstance(head, CopiesRow)
    assert not head.unfolded
    assert not any(isinstance(row, CopyRow) for row in model.rows)
    assert model.rowCount() == 5


def test_enter_and_clicks_turn_the_line_of_copies(qtbot: QtBot, make_hit: MakeHit) -> None:
    pane = shown_list(qtbot)
    view, model = pane.view, pane.model
    pane.show_hits((hit_with_copies(make_hit),), "q")
    line = view.visualRect(model.index(2)).center()
    for shown in (2, 0):
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=line)
        assert sum(isinstance(row, CopyRow) for row in model.rows) == shown
    for shown in (2, 0):
        qtbot.keyClick(view, Qt.Key.Key_Return)
        assert sum(isinstance(row, CopyRow) for row in model.rows) == shown


def test_a_selected_copy_is_previewed_and_can_be_revealed(qtbot: QtBot, make_hit: MakeHit) -> None:
    pane = shown_list(qtbot)
    pane.show_hits((hit_with_copies(make_hit),), "q")
    seen: list[Hit | None] = []
    pane.hit_selected.connect(seen.append)
    qtbot.keyClick(pane.view, Qt.Key.Key_Right)
    qtbot.keyClick(pane.view, Qt.Key.Key_Down)
    last = seen[-1]
    assert last is not None
    assert last.path == "/old/b.txt"
    revealed: list[Hit] = []
    pane.view.reveal_requested.connect(revealed.append)
    menu = pane.view.menu()
    next(act for act in menu.actions() if act.text() == "Show in folder").trigger()
    assert [hit.path for hit in revealed] == ["/old/b.txt"]


def test_unfolded_copies_stay_in_a_refined_order(qtbot: QtBot, make_hit: MakeHit) -> None:
    pane = shown_list(qtbot)
    pane.show_hits((hit_with_copies(make_hit), make_hit(2, "/z", score=0.7)), "q")
    qtbot.keyClick(pane.view, Qt.Key.Key_Right)
    qtbot.keyClick(pane.view, Qt.Key.Key_Down)
    better = hit_with_copies(make_hit)
    pane.let_move()
    pane.show_hits((make_hit(2, "/z", score=0.9), better), "q")
    assert sum(isinstance(row, CopyRow) for row in pane.model.rows) == 2
    row = pane.view.selected_row()
    assert row is not None
    assert row.hit.path == "/old/b.txt"


@pytest.mark.parametrize("leftwards", [False, True])
def test_copies_are_drawn_either_way(qtbot: QtBot, make_hit: MakeHit, leftwards: bool) -> None:
    pane = shown_list(qtbot)
    if leftwards:
        pane.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    pane.show_hits((hit_with_copies(make_hit),), "q")
    before = picture(pane)
    qtbot.keyClick(pane.view, Qt.Key.Key_Left if leftwards else Qt.Key.Key_Right)
    assert picture(pane) != before
    assert sum(isinstance(row, CopyRow) for row in pane.model.rows) == 2


@pytest.mark.parametrize("width", [160, 200, 380, 560, 900])
def test_nothing_in_a_copy_overlaps(width: int) -> None:
    boxes = copy_geometry.copy_boxes(width, METRICS, 90, 120, last=True)
    assert not boxes.name.intersects(boxes.date)
    assert not boxes.place.intersects(boxes.difference)
    assert not boxes.name.intersects(boxes.place)
    for box in (boxes.name, boxes.date, boxes.place, boxes.difference):
        assert boxes.ground.contains(box) or box.isEmpty()
    mirrored = copy_geometry.mirrored_copy(copy_geometry.mirrored_copy(boxes, width), width)
    assert mirrored == boxes


def test_what_was_compared_with_nothing_shows_no_percentage(
    qtbot: QtBot, make_hit: MakeHit
) -> None:
    listed = make_hit(1, score=0.0, parts=UNCOMPARED)
    assert worth_showing([listed]) == (listed,)
    rows = build_rows([listed])
    assert isinstance(rows[1], PassageRow)
    assert not rows[1].weak
    assert "%" not in spoken(rows[1])
    pane = shown_list(qtbot)
    pane.show_hits((listed,), "q")
    without = picture(pane)
    pane.show_hits((make_hit(1, score=0.0),), "q")
    assert picture(pane) != without


def test_pointing_at_a_percentage_tells_what_it_means(qtbot: QtBot, make_hit: MakeHit) -> None:
    pane = shown_list(qtbot)
    pane.show_hits((make_hit(1, score=0.62),), "q")
    view = pane.view
    rect = view.visualRect(pane.model.index(1))
    place = QPoint(rect.right() - geometry.MARGIN - 5, rect.top() + geometry.PAD + 4)
    event = QHelpEvent(QEvent.Type.ToolTip, place, view.viewport().mapToGlobal(place))
    option = QStyleOptionViewItem()
    assert view.rows.helpEvent(event, view, option, pane.model.index(1))
    assert QToolTip.text().startswith("About 62 of 100 passages")
    QToolTip.hideText()

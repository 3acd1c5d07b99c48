from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QDrag, QMouseEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.results.gestures import carried
from app.results.notice import Advice
from app.results.rows import (
    FoldRow,
    MoreRow,
    PassageRow,
    build_rows,
    spoken,
)
from app.results.typesetting import cut_to_lines, line_count, mark_formats
from engine.protocol.messages import Hit
from tests.qt.result_list import picture, selected, shown_list

MakeHit = Callable[..., Hit]


def test_a_screen_reader_finds_rows_where_they_are(qtbot: QtBot, make_hit: MakeHit) -> None:
    pane = shown_list(qtbot)
    pane.show_hits((make_hit(1, "/a"), make_hit(2, "/b", title="Locks")), "q")
    face = QAccessible.queryAccessibleInterface(pane.view)
    assert face.role() == QAccessible.Role.List
    assert face.childCount() == 4
    child = face.child(3)
    assert "sluice gate" in child.text(QAccessible.Text.Name)
    place = pane.view.visualRect(pane.model.index(3))
    assert child.rect().size() == place.size()
    assert child.rect().topLeft() == pane.view.viewport().mapToGlobal(place.topLeft())


def test_a_file_on_a_drive_that_is_away_says_so(qtbot: QtBot, make_hit: MakeHit) -> None:
    row = build_rows([make_hit(1, away=True)])[0]
    assert "not connected" in spoken(row)
    pane = shown_list(qtbot)
    pictures: list[bytes] = []
    for away in (False, True):
        pane.show_hits((make_hit(1, away=away),), "q")
        pictures.append(picture(pane))
    assert pictures[0] != pictures[1]


def test_keys_go_from_passage_to_passage_and_back_to_the_field(
    qtbot: QtBot, make_hit: MakeHit
) -> None:
    pane = shown_list(qtbot)
    pane.show_hits((make_hit(1, "/a"), make_hit(2, "/b"), make_hit(3, "/c", score=0.01)), "q")
    qtbot.keyClick(pane.view, Qt.Key.Key_Down)
    assert selected(pane) == 2
    qtbot.keyClick(pane.view, Qt.Key.Key_Down)
    assert isinstance(pane.model.row(pane.view.currentIndex()), FoldRow)
    qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    assert selected(pane) == 3
    qtbot.keyClick(pane.view, Qt.Key.Key_Home)
    assert selected(pane) == 1
    with qtbot.waitSignal(pane.view.left_at_top):
        qtbot.keyClick(pane.view, Qt.Key.Key_Up)
    with qtbot.waitSignal(pane.view.open_requested) as opened:
        qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    assert opened.args is not None
    assert opened.args[0].passage == 1


def test_a_click_on_a_files_line_means_its_first_passage(qtbot: QtBot, make_hit: MakeHit) -> None:
    pane = shown_list(qtbot)
    pane.show_hits((make_hit(1, "/a"), make_hit(2, "/b")), "q")
    place = pane.view.visualRect(pane.model.index(2)).center()
    qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert selected(pane) == 2


def test_a_file_with_many_passages_unfolds_and_stays_so(qtbot: QtBot, make_hit: MakeHit) -> None:
    pane = shown_list(qtbot)
    QAbstractItemModelTester(
        pane.model, QAbstractItemModelTester.FailureReportingMode.Fatal, pane.model
    )
    hits = tuple(make_hit(i, "/a") for i in range(1, 9))
    pane.show_hits((*hits, make_hit(20, "/b")), "q")
    assert isinstance(pane.model.row(pane.model.index(4)), MoreRow)
    for _ in range(3):
        qtbot.keyClick(pane.view, Qt.Key.Key_Down)
    qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    assert selected(pane) == 4
    pane.view.show_hits((make_hit(20, "/b"), *hits), anew=False)
    assert pane.model.rowCount() == 2 + 1 + 8
    pane.show_hits((make_hit(20, "/b"), *hits), "another")
    assert pane.model.rowCount() == 2 + 1 + 3 + 1


def test_ten_thousand_passages_are_laid_out_and_painted_in_a_frame(
    qtbot: QtBot, make_hit: MakeHit
) -> None:
    pane = shown_list(qtbot)
    text = "The sluice gate controls the flow of water in the lock. " * 8
    hits = tuple(make_hit(i, f"/{i // 3}.md", text=text, score=0.9) for i in range(10_000))
    pane.show_hits(hits, "q")
    bar = pane.view.verticalScrollBar()
    spent: list[float] = []
    for step in range(60):
        begun = time.thread_time()  # other programs' work is no pause of ours
        bar.setValue(round(bar.maximum() * step / 60))
        pane.view.viewport().grab()
        spent.append(time.thread_time() - begun)
    assert median(spent) < 0.016
    last = pane.model.index(pane.model.rowCount() - 1)
    bar.setValue(bar.maximum())
    assert pane.view.visualRect(last).bottom() == pane.view.viewport().height() - 1


def test_the_scroll_bar_shows_itself_where_there_is_more_and_rows_keep_their_width(
    qtbot: QtBot, make_hit: MakeHit
) -> None:
    pane = shown_list(qtbot)
    bar, viewport = pane.view.verticalScrollBar(), pane.view.viewport()
    pane.show_hits((make_hit(1),), "one")
    qtbot.waitUntil(lambda: not bar.isEnabled())
    width = viewport.width()
    pane.show_hits(tuple(make_hit(n, f"/docs/{n}.txt") for n in range(1, 20)), "many")
    qtbot.waitUntil(bar.isEnabled)
    assert viewport.width() == width


def test_a_result_is_dragged_out_as_its_file(make_hit: MakeHit, qapp: object) -> None:
    data = carried(make_hit(1, "/docs/문서 1.txt"))
    assert [url.toLocalFile() for url in data.urls()] == ["/docs/문서 1.txt"]
    assert data.text() == "/docs/문서 1.txt"


def test_a_drag_begins_on_a_passage_and_on_a_files_line(
    qtbot: QtBot, make_hit: MakeHit, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane = shown_list(qtbot)
    pane.show_hits((make_hit(1, "/a.txt"), make_hit(2, "/b.txt")), "q")
    dragged: list[str] = []

    def begin(drag: QDrag, _actions: object) -> Qt.DropAction:
        dragged.append(drag.mimeData().text())
        return Qt.DropAction.CopyAction

    monkeypatch.setattr(QDrag, "exec", begin)
    port = pane.view.viewport()
    for number in (1, 2):
        place = pane.view.visualRect(pane.model.index(number)).center()
        qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=place)
        for far in (20, 40):
            where = QPointF(place + QPoint(far, 0))
            move = QMouseEvent(
                QEvent.Type.MouseMove,
                where,
                port.mapToGlobal(where),
                Qt.MouseButton.NoButton,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
            QApplication.sendEvent(port, move)
        qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=place)
    assert dragged == ["/a.txt", "/b.txt"]


def test_the_best_sentence_stands_out_and_is_in_the_excerpt(
    qtbot: QtBot, make_hit: MakeHit
) -> None:
    text = "Filler words that say nothing. " * 20 + "The gate is closed at night. Then silence."
    start = text.index("The gate")
    hit = make_hit(1, text=text, best=(start, start + 28))
    row = build_rows([hit])[1]
    assert isinstance(row, PassageRow)
    shown = row.excerpt
    assert shown.text[slice(*shown.best)] == "The gate is closed at night."
    assert shown.best[0] < 180
    pane = shown_list(qtbot)
    pictures: list[bytes] = []
    for best in ((0, 0), (start, start + 28)):
        pane.show_hits((make_hit(1, text=text, best=best),), "q")
        pictures.append(picture(pane))
    assert pictures[0] != pictures[1]


def test_nothing_found_says_what_to_try_and_forgets_the_passage(
    qtbot: QtBot, make_hit: MakeHit
) -> None:
    pane = shown_list(qtbot)
    pane.show_hits((make_hit(1),), "q")
    with qtbot.waitSignal(pane.hit_selected) as told:
        pane.show_hits((), "quokka", advice=Advice(("Indexing goes on.",)))
    assert told.args == [None]
    assert "quokka" in pane.notice.text()
    assert "Indexing" in pane.notice.text()
    assert pane.currentWidget() is pane.notice


def test_rows_are_painted_and_as_tall_as_geometry_says(qtbot: QtBot, make_hit: MakeHit) -> None:
    pane = shown_list(qtbot)
    long = "The sluice gate controls the flow of water in the lock. " * 12
    pane.show_hits((make_hit(1, text=long, marks=((4, 15),)), make_hit(2, text="Short.")), "q")
    heights = [pane.view.sizeHintForIndex(pane.model.index(i)).height() for i in range(3)]
    assert heights[1] > heights[2]
    image = pane.view.grab().toImage()
    assert len({image.pixel(x, y) for x in range(0, 500, 3) for y in range(0, 300, 3)}) > 10


@pytest.mark.parametrize(
    "text",
    [
        "The sluice gate controls the flow of water. " * 20,
        "저작자 표시와 함께 문서를 검색합니다. " * 30,
        "شرح البوابة يتحكم في تدفق المياه " * 20,
        "x" * 900,
        "😀 gate " * 100,
    ],
)
def test_long_texts_are_cut_to_their_lines(qapp: QApplication, text: str) -> None:
    font = qapp.font()
    for width in (120, 333, 700):
        shown = cut_to_lines(text, font, width)
        assert line_count(shown, font, width) <= 3
        assert len(shown) <= len(text)


def test_marks_are_where_qt_counts_them(make_hit: MakeHit, qapp: QApplication) -> None:
    from app.look.colours import Tints

    hit = make_hit(1, text="😀 gate", marks=((2, 6),))
    row = build_rows([hit])[1]
    assert isinstance(row, PassageRow)
    formats = mark_formats(row.excerpt, row.excerpt.text, Tints.of(qapp.palette()))
    assert [(f.start, f.length) for f in formats] == [(3, 4)]

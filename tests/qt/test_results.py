from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QDrag, QMouseEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.results.model import ResultsModel
from app.results.notice import Advice
from app.results.pane import ResultsPane
from app.results.rows import (
    NOISE_SCORE,
    WEAK,
    FileRow,
    FoldRow,
    FurtherRow,
    MoreRow,
    PassageRow,
    Row,
    SeparatorRow,
    build_rows,
    spoken,
    worth_showing,
)
from app.results.typesetting import cut_to_lines, line_count, mark_formats
from app.results.view import carried
from engine.protocol.messages import WEAK_SCORE, Hit

MakeHit = Callable[..., Hit]


def _pane(qtbot: QtBot) -> ResultsPane:
    pane = ResultsPane()
    qtbot.addWidget(pane)
    pane.resize(560, 420)
    with qtbot.waitExposed(pane):
        pane.show()
    return pane


def _picture(pane: ResultsPane) -> bytes:
    image = pane.view.grab().toImage()  # the bits are the image's own: it must outlive them
    return bytes(image.constBits())


def _passage(row: Row) -> int:
    assert isinstance(row, PassageRow)
    return row.hit.passage


def _selected(pane: ResultsPane) -> int:
    row = pane.view.selected_row()
    assert row is not None
    return row.hit.passage


def test_hits_are_grouped_by_file_in_the_order_of_the_best(make_hit: MakeHit) -> None:
    hits = [make_hit(1, "/b"), make_hit(2, "/a"), make_hit(3, "/b")]
    rows = build_rows(hits)
    shown = [r.hit.path if isinstance(r, FileRow) else _passage(r) for r in rows]
    assert shown == ["/b", 1, 3, "/a", 2]


def test_what_is_near_only_for_want_of_better_is_not_shown(make_hit: MakeHit) -> None:
    near, noise = make_hit(1, "/a", score=NOISE_SCORE), make_hit(2, "/b", score=NOISE_SCORE / 2)
    assert worth_showing([near, noise]) == (near,)


def test_weak_hits_stand_below_a_separator(make_hit: MakeHit) -> None:
    weak = make_hit(2, "/a", score=WEAK_SCORE - 0.01)
    rows = build_rows([make_hit(1, "/a"), weak, make_hit(3, "/b", score=WEAK_SCORE)])
    kinds = [type(row) for row in rows]
    assert kinds == [FileRow, PassageRow, FileRow, PassageRow, FoldRow]
    assert "1 weaker match" in spoken(rows[-1])
    unfolded = build_rows([make_hit(1, "/a"), weak], {WEAK})
    assert [type(row) for row in unfolded[2:]] == [SeparatorRow, FileRow, PassageRow]
    last = unfolded[-1]
    assert isinstance(last, PassageRow)
    assert last.weak
    assert last.hit is weak


def test_the_model_obeys_qts_rules_through_every_change(qapp: object, make_hit: MakeHit) -> None:
    model = ResultsModel()
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    for number in (0, 1, 30, 4, 0):
        model.show_hits([make_hit(i, f"/{i % 7}.md", score=0.9 - i / 35) for i in range(number)])
    assert tester.model() is model


def test_a_row_reads_well_aloud(make_hit: MakeHit, qapp: object) -> None:
    model = ResultsModel()
    model.show_hits([make_hit(1, "/docs/a.txt", title="Locks", page=3, heading="Gates › Sluices")])
    said = model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("80%, Locks, Page 3")
    assert "sluice gate" in said
    assert "a.txt" in spoken(build_rows([make_hit(1, "/docs/a.txt")])[0])


def test_a_screen_reader_finds_rows_where_they_are(qtbot: QtBot, make_hit: MakeHit) -> None:
    pane = _pane(qtbot)
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
    pane = _pane(qtbot)
    pictures: list[bytes] = []
    for away in (False, True):
        pane.show_hits((make_hit(1, away=away),), "q")
        pictures.append(_picture(pane))
    assert pictures[0] != pictures[1]


def test_only_passages_can_be_selected(make_hit: MakeHit, qapp: object) -> None:
    model = ResultsModel()
    model.show_hits([make_hit(1), make_hit(2, "/b", score=0.01)])
    can = [bool(model.index(i).flags() & Qt.ItemFlag.ItemIsSelectable) for i in range(3)]
    assert can == [False, True, True]
    model.unfold(2)
    can = [bool(model.index(i).flags() & Qt.ItemFlag.ItemIsSelectable) for i in range(5)]
    assert can == [False, True, False, False, True]
    assert model.data(QModelIndex()) is None


def test_a_refined_order_keeps_the_selection_and_its_place(qtbot: QtBot, make_hit: MakeHit) -> None:
    pane = _pane(qtbot)
    hits = tuple(make_hit(i, f"/{i}.md", score=0.9 - i / 100) for i in range(30))
    pane.show_hits(hits, "q")
    for _ in range(12):
        pane.view.step(1)
    qtbot.waitUntil(lambda: pane.view.verticalScrollBar().value() > 0)
    top = pane.view.visualRect(pane.view.currentIndex()).top()
    pane.view.show_hits(tuple(reversed(hits)), anew=False)
    assert _selected(pane) == 12
    assert pane.view.visualRect(pane.view.currentIndex()).top() == top


def test_another_query_begins_at_the_top(qtbot: QtBot, make_hit: MakeHit) -> None:
    pane = _pane(qtbot)
    hits = tuple(make_hit(i, f"/{i}.md") for i in range(30))
    pane.show_hits(hits, "one")
    for _ in range(12):
        pane.view.step(1)
    pane.show_hits(hits[::-1], "two")
    assert _selected(pane) == 29
    assert pane.view.verticalScrollBar().value() == 0


def test_keys_go_from_passage_to_passage_and_back_to_the_field(
    qtbot: QtBot, make_hit: MakeHit
) -> None:
    pane = _pane(qtbot)
    pane.show_hits((make_hit(1, "/a"), make_hit(2, "/b"), make_hit(3, "/c", score=0.01)), "q")
    qtbot.keyClick(pane.view, Qt.Key.Key_Down)
    assert _selected(pane) == 2
    qtbot.keyClick(pane.view, Qt.Key.Key_Down)
    assert isinstance(pane.model.row(pane.view.currentIndex()), FoldRow)
    qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    assert _selected(pane) == 3
    qtbot.keyClick(pane.view, Qt.Key.Key_Home)
    assert _selected(pane) == 1
    with qtbot.waitSignal(pane.view.left_at_top):
        qtbot.keyClick(pane.view, Qt.Key.Key_Up)
    with qtbot.waitSignal(pane.view.open_requested) as opened:
        qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    assert opened.args is not None
    assert opened.args[0].passage == 1


def test_a_click_on_a_files_line_means_its_first_passage(qtbot: QtBot, make_hit: MakeHit) -> None:
    pane = _pane(qtbot)
    pane.show_hits((make_hit(1, "/a"), make_hit(2, "/b")), "q")
    place = pane.view.visualRect(pane.model.index(2)).center()
    qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert _selected(pane) == 2


def test_a_file_with_many_passages_unfolds_and_stays_so(qtbot: QtBot, make_hit: MakeHit) -> None:
    pane = _pane(qtbot)
    QAbstractItemModelTester(
        pane.model, QAbstractItemModelTester.FailureReportingMode.Fatal, pane.model
    )
    hits = tuple(make_hit(i, "/a") for i in range(1, 9))
    pane.show_hits((*hits, make_hit(20, "/b")), "q")
    assert isinstance(pane.model.row(pane.model.index(4)), MoreRow)
    for _ in range(3):
        qtbot.keyClick(pane.view, Qt.Key.Key_Down)
    qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    assert _selected(pane) == 4
    pane.view.show_hits((make_hit(20, "/b"), *hits), anew=False)
    assert pane.model.rowCount() == 2 + 1 + 8
    pane.show_hits((make_hit(20, "/b"), *hits), "another")
    assert pane.model.rowCount() == 2 + 1 + 3 + 1


def test_a_selection_that_nobody_made_gives_way_to_the_new_best(
    qtbot: QtBot, make_hit: MakeHit
) -> None:
    pane = _pane(qtbot)
    pane.show_hits((make_hit(1, "/a"), make_hit(2, "/b")), "q")
    pane.show_hits((make_hit(2, "/b"), make_hit(1, "/a")), "q")
    assert _selected(pane) == 2


def test_an_order_waits_while_the_person_is_at_the_list(qtbot: QtBot, make_hit: MakeHit) -> None:
    pane = _pane(qtbot)
    first, second = make_hit(1, "/a"), make_hit(2, "/b")
    pane.show_hits((first, second), "q")
    pane.view.step(1)
    with qtbot.waitSignal(pane.order_held) as held:
        pane.show_hits((second, first), "q")
    assert held.args == [True]
    assert [row.hit.passage for row in pane.model.rows if isinstance(row, PassageRow)] == [1, 2]
    pane.show_held()
    assert not pane.holds()
    assert _selected(pane) == 2


def test_an_order_that_moves_nothing_in_sight_is_shown_at_once(
    qtbot: QtBot, make_hit: MakeHit
) -> None:
    pane = _pane(qtbot)
    hits = [make_hit(i, f"/{i}", score=0.8) for i in range(30)]
    pane.show_hits(tuple(hits), "q")
    pane.view.step(1)
    pane.show_hits((*hits[:20], *reversed(hits[20:])), "q")
    assert not pane.holds()
    last = pane.model.rows[-1]
    assert isinstance(last, PassageRow)
    assert last.hit.passage == 20
    assert _selected(pane) == 1


def test_an_order_that_waited_for_the_pointer_comes_when_it_leaves(
    qtbot: QtBot, make_hit: MakeHit
) -> None:
    pane = _pane(qtbot)
    first, second = make_hit(1, "/a"), make_hit(2, "/b")
    pane.show_hits((first, second), "q")
    qtbot.mouseMove(pane.view.viewport(), QPoint(40, 40))
    qtbot.waitUntil(pane.view.looked_at)
    pane.show_hits((second, first), "q")
    assert pane.holds()
    QApplication.sendEvent(pane.view.viewport(), QEvent(QEvent.Type.Leave))
    assert not pane.holds()
    assert _selected(pane) == 2


def test_more_of_the_same_leaves_what_is_shown_where_it_is(qtbot: QtBot, make_hit: MakeHit) -> None:
    pane = _pane(qtbot)
    hits = [make_hit(i, f"/{i}", score=0.9 - i / 1000) for i in range(60)]
    pane.show_hits(tuple(hits[:20]), "q", further=True)
    assert isinstance(pane.model.rows[-1], FurtherRow)
    qtbot.keyClick(pane.view, Qt.Key.Key_End)
    with qtbot.waitSignal(pane.view.more_requested):
        qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    place = pane.view.visualRect(pane.model.index(38))
    pane.show_hits((*reversed(hits[:20]), *hits[20:]), "q", grown=True)
    assert pane.view.visualRect(pane.model.index(38)) == place
    assert pane.model.rowCount() == 120
    assert _selected(pane) == 20


def test_ten_thousand_passages_are_laid_out_and_painted_in_a_frame(
    qtbot: QtBot, make_hit: MakeHit
) -> None:
    pane = _pane(qtbot)
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


def test_a_result_is_dragged_out_as_its_file(make_hit: MakeHit, qapp: object) -> None:
    data = carried(make_hit(1, "/docs/문서 1.txt"))
    assert [url.toLocalFile() for url in data.urls()] == ["/docs/문서 1.txt"]
    assert data.text() == "/docs/문서 1.txt"


def test_a_drag_begins_on_a_passage_and_on_a_files_line(
    qtbot: QtBot, make_hit: MakeHit, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane = _pane(qtbot)
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
    pane = _pane(qtbot)
    pictures: list[bytes] = []
    for best in ((0, 0), (start, start + 28)):
        pane.show_hits((make_hit(1, text=text, best=best),), "q")
        pictures.append(_picture(pane))
    assert pictures[0] != pictures[1]


def test_nothing_found_says_what_to_try_and_forgets_the_passage(
    qtbot: QtBot, make_hit: MakeHit
) -> None:
    pane = _pane(qtbot)
    pane.show_hits((make_hit(1),), "q")
    with qtbot.waitSignal(pane.hit_selected) as told:
        pane.show_hits((), "quokka", advice=Advice(("Indexing goes on.",)))
    assert told.args == [None]
    assert "quokka" in pane.notice.text()
    assert "Indexing" in pane.notice.text()
    assert pane.currentWidget() is pane.notice


def test_rows_are_painted_and_as_tall_as_geometry_says(qtbot: QtBot, make_hit: MakeHit) -> None:
    pane = _pane(qtbot)
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

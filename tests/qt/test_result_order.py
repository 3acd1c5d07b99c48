"""When another order of the results is shown, and what stays where it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.results.rows import (
    FurtherRow,
    PassageRow,
)
from engine.protocol.messages import Hit
from tests.qt.result_list import selected, shown_list

MakeHit = Callable[..., Hit]


def test_a_refined_order_keeps_the_selection_and_its_place(qtbot: QtBot, make_hit: MakeHit) -> None:
    pane = shown_list(qtbot)
    hits = tuple(make_hit(i, f"/{i}.md", score=0.9 - i / 100) for i in range(30))
    pane.show_hits(hits, "q")
    for _ in range(12):
        pane.view.step(1)
    qtbot.waitUntil(lambda: pane.view.verticalScrollBar().value() > 0)
    top = pane.view.visualRect(pane.view.currentIndex()).top()
    pane.view.show_hits(tuple(reversed(hits)), anew=False)
    assert selected(pane) == 12
    assert pane.view.visualRect(pane.view.currentIndex()).top() == top


def test_another_query_begins_at_the_top(qtbot: QtBot, make_hit: MakeHit) -> None:
    pane = shown_list(qtbot)
    hits = tuple(make_hit(i, f"/{i}.md") for i in range(30))
    pane.show_hits(hits, "one")
    for _ in range(12):
        pane.view.step(1)
    pane.show_hits(hits[::-1], "two")
    assert selected(pane) == 29
    assert pane.view.verticalScrollBar().value() == 0


def test_a_selection_that_nobody_made_gives_way_to_the_new_best(
    qtbot: QtBot, make_hit: MakeHit
) -> None:
    pane = shown_list(qtbot)
    pane.show_hits((make_hit(1, "/a"), make_hit(2, "/b")), "q")
    pane.show_hits((make_hit(2, "/b"), make_hit(1, "/a")), "q")
    assert selected(pane) == 2


def test_an_order_waits_while_the_person_is_at_the_list(qtbot: QtBot, make_hit: MakeHit) -> None:
    pane = shown_list(qtbot)
    first, second = make_hit(1, "/a"), make_hit(2, "/b")
    pane.show_hits((first, second), "q")
    pane.view.step(1)
    with qtbot.waitSignal(pane.order_held) as held:
        pane.show_hits((second, first), "q")
    assert held.args == [True]
    assert [row.hit.passage for row in pane.model.rows if isinstance(row, PassageRow)] == [1, 2]
    pane.show_held()
    assert not pane.holds()
    assert selected(pane) == 2


def test_an_order_that_moves_nothing_in_sight_is_shown_at_once(
    qtbot: QtBot, make_hit: MakeHit
) -> None:
    pane = shown_list(qtbot)
    hits = [make_hit(i, f"/{i}", score=0.8) for i in range(30)]
    pane.show_hits(tuple(hits), "q")
    pane.view.step(1)
    pane.show_hits((*hits[:20], *reversed(hits[20:])), "q")
    assert not pane.holds()
    last = pane.model.rows[-1]
    assert isinstance(last, PassageRow)
    assert last.hit.passage == 20
    assert selected(pane) == 1


def test_an_order_that_waited_for_the_pointer_comes_when_it_leaves(
    qtbot: QtBot, make_hit: MakeHit
) -> None:
    pane = shown_list(qtbot)
    first, second = make_hit(1, "/a"), make_hit(2, "/b")
    pane.show_hits((first, second), "q")
    qtbot.mouseMove(pane.view.viewport(), QPoint(40, 40))
    qtbot.waitUntil(pane.view.looked_at)
    pane.show_hits((second, first), "q")
    assert pane.holds()
    QApplication.sendEvent(pane.view.viewport(), QEvent(QEvent.Type.Leave))
    assert not pane.holds()
    assert selected(pane) == 2


def test_more_of_the_same_leaves_what_is_shown_where_it_is(qtbot: QtBot, make_hit: MakeHit) -> None:
    pane = shown_list(qtbot)
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
    assert selected(pane) == 20
